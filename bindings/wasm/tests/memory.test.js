// A thousand pages: what memory they take, and that it does not grow.

import assert from 'node:assert/strict';
import test from 'node:test';

import init, { Extractor } from 'jianbao';

import { examplePages, pageRows } from './support.js';

await init();
// Not part of what the package shows.
const { memoryBytes } = await import(new URL('module.js', import.meta.resolve('jianbao')));
const MB = 1e6;

/** Pages from 1 kB to 200 kB, no two the same. */
function* pages(count) {
  const kinds = [...examplePages.map(({ bytes }) => bytes.toString('latin1')), ...pageRows.map(({ html }) => html)];
  for (let at = 0; at < count; at++) {
    const body = kinds[at % kinds.length];
    yield at % 10 === 0 ? `${`<p>第${at}期：云州市图书馆馆长林知遥3月${1 + (at % 28)}日说，新馆有座位${at}个。</p>`.repeat(20 + ((at * 37) % 1500))}` : `${body}<p>${at}</p>`;
  }
}

test('a thousand pages take at most 120 MB, and the second half no more than the first', (t) => {
  const extractor = new Extractor();
  const at = {};
  let number = 0;
  for (const page of pages(1000)) {
    extractor.extract(page);
    at[++number] = memoryBytes();
  }
  t.diagnostic(`memory after 1, 500 and 1000 pages: ${[1, 500, 1000].map((count) => (at[count] / MB).toFixed(1)).join(', ')} MB`);
  assert.ok(at[1000] <= 120 * MB, `${at[1000]} bytes`);
  assert.equal(at[1000], at[500]);
});

test('extractors that are freed, and errors, leave nothing behind', () => {
  const round = () => {
    for (let count = 0; count < 200; count++) {
      const extractor = new Extractor({ maxBytes: 100, rules: { site: [{ host: `h${count}.example`, body: '#a'.repeat(50) }] } });
      assert.throws(() => extractor.extract('x'.repeat(101)));
      assert.throws(() => extractor.extract('x', { charset: 'x' }));
      extractor.free();
    }
  };
  round();
  const before = memoryBytes();
  for (let count = 0; count < 20; count++) round();
  assert.equal(memoryBytes(), before);
});

test('a page that takes very much leaves a module of the usual size', (t) => {
  const extractor = new Extractor();
  const before = extractor.extract('<h1>开馆</h1><p>市图书馆新馆今天开馆，市民凭身份证即可借书。</p>');
  extractor.extract('<p>字'.repeat(300_000));
  t.diagnostic(`memory after a page of 300,000 elements: ${(memoryBytes() / MB).toFixed(1)} MB`);
  assert.ok(memoryBytes() <= 120 * MB);
  assert.deepEqual(extractor.extract('<h1>开馆</h1><p>市图书馆新馆今天开馆，市民凭身份证即可借书。</p>'), before);
});
