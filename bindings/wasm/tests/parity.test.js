// Every case of testdata and every example page gives the record of the command line, up to the unit of offsets.

import assert from 'node:assert/strict';
import test from 'node:test';

import init, { Extractor } from 'jianbao';

import { examplePages, inUtf16, jianbao, pageRows, recordOf, records, tagged, textRows } from './support.js';

await init();
const extractor = new Extractor();

test('there are cases', () => {
  assert.ok(pageRows.length > 50 && textRows.length > 200 && examplePages.length >= 9);
});

test('pages of testdata/cases', () => {
  const expected = records('extract', pageRows);
  pageRows.forEach(({ id, html, url }, at) => assert.deepEqual(extractor.extract(html, { url }), inUtf16(expected[at]), id));
});

test('texts of testdata', () => {
  const expected = records('annotate', textRows);
  textRows.forEach(({ id, text, reference_date: referenceDate }, at) => {
    assert.deepEqual(extractor.annotate(text, { referenceDate }), inUtf16(expected[at]), id);
  });
});

test('words of testdata', () => {
  const lines = textRows.flatMap(({ text }) => text.split('\n'));
  const expected = jianbao(['tokenize', '--pos'], `${lines.join('\n')}\n`).split('\n');
  lines.forEach((line, at) => assert.equal(tagged(extractor.tokenize(line)), expected[at]));
});

for (const page of examplePages) {
  test(page.id, () => assert.deepEqual(extractor.extract(page.bytes), inUtf16(recordOf(page))));
}

test('other formats of example pages', () => {
  for (const { id, bytes } of examplePages) {
    for (const format of ['markdown', 'text', 'jsonld', 'ninjs']) {
      const expected = jianbao(['extract', '-', '--format', format], bytes);
      assert.equal(extractor.export(bytes, format).trimEnd(), expected.trimEnd(), `${id} as ${format}`);
    }
  }
});
