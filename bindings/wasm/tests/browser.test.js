// The package in Chromium: the same records, a worker, the cache, pages that want to freeze the tab.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import test from 'node:test';

import { launch, serve } from './browser.js';
import { examplePages, examples, inUtf16, jianbao, pageRows, recordOf, records, tagged, textRows } from './support.js';

const DATA = '/node_modules/jianbao/data/jianbao.data';
const EMPTY = '<!doctype html><meta charset="utf-8"><title>test</title><body></body>';

const lines = textRows.flatMap(({ text }) => text.split('\n'));
const tokens = jianbao(['tokenize', '--pos'], `${lines.join('\n')}\n`).split('\n');
const expected = {
  pages: records('extract', pageRows).map((record, at) => ({ ...pageRows[at], record: inUtf16(record) })),
  texts: records('annotate', textRows).map((record, at) => ({ ...textRows[at], record: inUtf16(record) })),
  files: examplePages.map((page) => ({ id: page.id, bytes: [...page.bytes], record: inUtf16(recordOf(page)) })),
  lines: lines.map((line, at) => ({ line, words: tokens[at] })),
};

const site = await serve(dirname(import.meta.dirname), {
  '/': EMPTY,
  '/example': `<!doctype html><meta charset="utf-8"><body>${examples('html')[0]}</body>`,
  '/expected.json': JSON.stringify(expected),
});
const browser = await launch();
test.after(async () => {
  await browser.close();
  site.close();
});

/** Opens a page and runs a function in it; an error of the page fails the test. */
async function inPage(work, argument, path = '/') {
  const page = await browser.context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(site.base + path);
  const found = await page.evaluate(work, argument);
  assert.deepEqual(errors, []);
  await page.close();
  return found;
}

const asked = () => site.asked.splice(0).filter((path) => path === DATA).length;

test('the example of the README shows its headline', async () => {
  const text = await inPage(async () => {
    while (document.body.textContent !== '开馆') await new Promise((done) => setTimeout(done, 20));
    return document.title;
  }, undefined, '/example');
  assert.equal(text, '100 %');
});

test('the data is fetched once: the next page, offline, has it from the cache', async () => {
  asked();
  site.missing.add(DATA);
  const seen = await inPage(async () => {
    const { default: init, Extractor } = await import('/node_modules/jianbao/index.js');
    let last;
    await init({ onProgress: (progress) => (last = progress) });
    return [new Extractor().annotate('详情请拨打12345热线。').mentions[0].text, last.loaded === last.total];
  });
  assert.deepEqual(seen, ['12345', true]);
  assert.equal(asked(), 0);
});

test('a cache that is empty or broken is no trouble', async () => {
  site.missing.delete(DATA);
  const load = async (spoil) => {
    const store = await caches.open('jianbao');
    const [key] = await store.keys();
    const kept = new Uint8Array(await (await store.match(key)).arrayBuffer());
    if (spoil) await store.put(key, new Response(kept.fill(0)));
    else await store.delete(key);
    await store.put('/node_modules/jianbao/data/jianbao.data?0.0.1-old', new Response('old'));
    const { default: init } = await import('/node_modules/jianbao/index.js');
    const tried = await init().then(() => 'loaded', (error) => error.kind);
    const again = await init().then(() => 'loaded', (error) => error.kind);
    // What is kept now is the data, and nothing of other versions.
    const keys = async () => (await caches.open('jianbao')).keys();
    while ((await keys()).length !== 1) await new Promise((done) => setTimeout(done, 20));
    return [tried, again];
  };
  asked();
  assert.deepEqual(await inPage(load, false), ['loaded', 'loaded']);
  assert.equal(asked(), 1);
  // What is kept is dropped where it is not the data, and fetched anew.
  assert.deepEqual(await inPage(load, true), ['data', 'loaded']);
  assert.equal(asked(), 1);
});

test('every case and every example page gives the record of the command line', async () => {
  const wrong = await inPage(async () => {
    const { default: init, Extractor } = await import('/node_modules/jianbao/index.js');
    const [expected] = await Promise.all([fetch('/expected.json').then((response) => response.json()), init()]);
    const extractor = new Extractor();
    const same = (found, record) => JSON.stringify(found) === JSON.stringify(record);
    const words = (line) => extractor.tokenize(line).filter(({ text, tag }) => tag !== 'x' || text.trim() !== '').map(({ text, tag }) => `${text}/${tag}`).join(' ');
    const pages = expected.pages.filter(({ html, url, record }) => !same(extractor.extract(html, { url }), record));
    const texts = expected.texts.filter(({ text, reference_date, record }) => !same(extractor.annotate(text, { referenceDate: reference_date }), record));
    const files = expected.files.filter(({ bytes, record }) => !same(extractor.extract(Uint8Array.from(bytes)), record));
    const lines = expected.lines.filter((row) => words(row.line) !== row.words);
    return [pages, texts, files, lines].flat().map(({ id, line }) => id ?? line);
  });
  assert.deepEqual(wrong, []);
});

test('a worker gives the same records, tells of its progress, and can be stopped', async () => {
  const found = await inPage(async () => {
    const { ExtractorWorker } = await import('/node_modules/jianbao/worker.js');
    const expected = await (await fetch('/expected.json')).json();
    let last;
    const worker = await ExtractorWorker.create({}, { onProgress: (progress) => (last = progress) });
    const rows = expected.files.map(({ id, bytes }) => ({ id, input: Uint8Array.from(bytes) }));
    const wrong = [];
    let at = 0;
    for await (const { id, article } of worker.extractMany(rows)) {
      const row = expected.files[at++];
      if (id !== row.id || JSON.stringify(article) !== JSON.stringify(row.record)) wrong.push(id);
    }
    const control = new AbortController();
    setTimeout(() => control.abort(), 30);
    const stopped = await worker.extract('<p>市图书馆新馆今天开馆。</p>'.repeat(100_000), { signal: control.signal }).catch((error) => error.name);
    const after = await worker.extract('<h1>开馆</h1><p>市图书馆新馆今天开馆，市民凭身份证即可借书。</p>');
    const kind = await worker.extract('', { url: 7 }).catch((error) => error.name);
    worker.terminate();
    return { wrong, moved: rows.every(({ input }) => input.length === 0), full: last.loaded === last.total, stopped, headline: after.headline, kind };
  });
  assert.deepEqual(found, { wrong: [], moved: true, full: true, stopped: 'AbortError', headline: '开馆', kind: 'TypeError' });
});

test('a hostile page of 5 MB does not freeze the tab', async (t) => {
  const found = await inPage(async () => {
    const { ExtractorWorker } = await import('/node_modules/jianbao/worker.js');
    const worker = await ExtractorWorker.create();
    const of = (part) => part.repeat(Math.ceil(5e6 / new TextEncoder().encode(part).length));
    const pages = {
      'open paragraphs': of('<p>字'),
      'nested elements': of('<div><b>'),
      'attributes': `<p ${of("a='1' ")}>`,
      'a script that does not end': `<script>${of('x字 ')}`,
      'entities': of('&#x5e02;&amp'),
      'Markdown marks': of('*_[`'),
      'one long sentence': of('云州市图书馆馆长林知遥3月8日说新馆有座位1200个'),
      'quotation marks': of('“路通了”林知遥说'),
      'noise': Uint8Array.from({ length: 5e6 }, (_, at) => (at * at * 31 + (at >> 7) * 17) & 255),
    };
    const outcomes = {};
    for (const [name, page] of Object.entries(pages)) {
      let last = performance.now();
      let worst = 0;
      const tick = setInterval(() => {
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }, 10);
      const start = performance.now();
      const outcome = await worker.extract(page).then((article) => typeof article.text, (error) => error.kind);
      worst = Math.max(worst, performance.now() - last);
      clearInterval(tick);
      outcomes[name] = { outcome, took: performance.now() - start, worst };
    }
    worker.terminate();
    return outcomes;
  });
  for (const [name, { outcome, took, worst }] of Object.entries(found)) {
    t.diagnostic(`${name}: ${Math.round(took)} ms in the worker, the tab waited ${Math.round(worst)} ms at most`);
    assert.equal(outcome, 'string', name);
    assert.ok(worst < 1000, `${name}: the tab stood still for ${worst} ms`);
  }
});

test('from an empty cache to the first record', async (t) => {
  const { loading, first } = await inPage(async () => {
    await caches.delete('jianbao');
    const start = performance.now();
    const { default: init, Extractor } = await import('/node_modules/jianbao/index.js');
    await init();
    const loaded = performance.now();
    const { files } = await (await fetch('/expected.json')).json();
    const ready = performance.now();
    new Extractor().extract(Uint8Array.from(files[0].bytes));
    return { loading: loaded - start, first: performance.now() - ready };
  });
  t.diagnostic(`cold load to first record: ${Math.round(loading + first)} ms, ${Math.round(loading)} of them for code and data`);
});
