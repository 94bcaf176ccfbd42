// The extractor on another thread, in Node. browser.test.js has it in a browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

import init, { Extractor } from 'jianbao';
import { ExtractorWorker, JianbaoError } from 'jianbao/worker';

const PAGE = '<h1>开馆</h1><p>市图书馆新馆今天开馆，市民凭身份证即可借书。</p>';
const bytes = () => new TextEncoder().encode(PAGE);
/** A page that takes long enough to be stopped. */
const LONG = '<p>市图书馆新馆今天开馆，云州市图书馆馆长林知遥说，新馆有座位1200个。</p>'.repeat(40_000);

await init();
const here = new Extractor({ stages: 'entities' });
const seen = [];
const worker = await ExtractorWorker.create({ stages: 'entities' }, { onProgress: (progress) => seen.push(progress) });
test.after(() => worker.terminate());

test('answers are those of an extractor on this thread', async () => {
  assert.equal(seen.at(-1).loaded, seen.at(-1).total);
  assert.deepEqual(await worker.extract(PAGE, { url: 'https://a.example/' }), here.extract(PAGE, { url: 'https://a.example/' }));
  assert.deepEqual(await worker.extract(bytes()), here.extract(PAGE));
  assert.deepEqual(await worker.annotate('3月8日', { referenceDate: '2020-01-01' }), here.annotate('3月8日', { referenceDate: '2020-01-01' }));
  assert.deepEqual(await worker.tokenize('𠮷野家开业'), here.tokenize('𠮷野家开业'));
  assert.equal(await worker.export(PAGE, 'markdown'), here.export(PAGE, 'markdown'));
});

test('buffers move, parts of buffers and those that are kept are copied', async () => {
  const moved = bytes();
  await worker.extract(moved);
  assert.equal(moved.length, 0);
  await assert.rejects(worker.extract(moved.buffer), { kind: 'input' });
  const kept = bytes();
  await worker.extract(kept, { transfer: false });
  const part = bytes().subarray(0, -1);
  await worker.extract(part);
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  await worker.extract(shared);
  assert.ok(kept.length > 0 && part.length > 0 && shared.length === 8);
});

test('errors are those of an extractor on this thread', async () => {
  await assert.rejects(worker.extract(7), { name: 'TypeError', message: /number/ });
  await assert.rejects(worker.extract(PAGE, { url: 7 }), { name: 'TypeError', message: /url/ });
  await assert.rejects(worker.extract(PAGE, { uri: '' }), (error) => error instanceof JianbaoError && error.kind === 'config');
  await assert.rejects(ExtractorWorker.create({ focus: 'fast' }), { kind: 'config', message: /focus/ });
  await assert.rejects(ExtractorWorker.create([]), { name: 'TypeError' });
  await assert.rejects(ExtractorWorker.create({}, { data: new Uint8Array(100) }), { kind: 'data' });
  await assert.rejects(ExtractorWorker.create({}, { signal: AbortSignal.abort(new Error('no')) }), { message: 'no' });
});

test('calls are answered in order, however many wait', async () => {
  const order = [];
  const calls = Array.from({ length: 50 }, (_, at) => worker.tokenize(`第${at}页`).then(() => order.push(at)));
  await Promise.all(calls);
  assert.deepEqual(order, [...Array(50).keys()]);
});

test('a call that is under way can be ended, and the next one goes on', async () => {
  const control = new AbortController();
  const long = worker.extract(LONG, { signal: control.signal });
  const waiting = new AbortController();
  const second = worker.extract(PAGE, { signal: waiting.signal });
  const third = worker.extract(bytes());
  waiting.abort(new Error('changed my mind'));
  await assert.rejects(second, { message: 'changed my mind' });
  setTimeout(() => control.abort(), 50);
  await assert.rejects(long, { name: 'AbortError' });
  assert.equal((await third).headline, '开馆');
  await assert.rejects(worker.extract(PAGE, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('many pages come in their order, those that fail too', async () => {
  const rows = [{ id: 'a', input: PAGE, url: 'https://a.example/' }, bytes(), { id: 'bad', input: 7 }, PAGE, { id: 'odd', input: PAGE, colour: 1 }];
  const progress = [];
  const found = [];
  for await (const outcome of worker.extractMany(rows, { onProgress: (step) => progress.push(step) })) found.push(outcome);
  assert.deepEqual(found.map(({ id }) => id), ['a', 1, 'bad', 3, 'odd']);
  assert.equal(found[0].article.url, 'https://a.example/');
  assert.ok(found[2].error instanceof TypeError && found[4].error.kind === 'config');
  assert.deepEqual(progress.at(-1), { done: 5, total: 5 });
  async function* pages() {
    yield PAGE;
    yield { input: bytes() };
  }
  let count = 0;
  for await (const { article } of worker.extractMany(pages())) count += article.text.length > 0;
  assert.equal(count, 2);
});

test('many pages end when their signal says so, and when nobody asks for more', async () => {
  const control = new AbortController();
  const read = async () => {
    for await (const { id } of worker.extractMany([PAGE, PAGE, LONG, PAGE], { signal: control.signal })) if (id === 1) control.abort();
  };
  await assert.rejects(read(), { name: 'AbortError' });
  for await (const { article } of worker.extractMany(new Set([PAGE, `${PAGE} `]))) {
    assert.ok(article);
    break;
  }
  assert.equal((await worker.extract(PAGE)).headline, '开馆');
});

test('a worker that was terminated says so', async () => {
  const other = await ExtractorWorker.create();
  const waiting = other.extract(LONG);
  other.terminate();
  await assert.rejects(waiting, { kind: 'worker', message: /terminated/ });
  await assert.rejects(other.extract(PAGE), { kind: 'worker' });
});

test('code and data can be given', async () => {
  const [wasm, data] = await Promise.all(
    ['jianbao_bg.wasm', 'data/jianbao.data'].map(async (name) => readFile(new URL(import.meta.resolve(`jianbao/${name}`)))),
  );
  const other = await ExtractorWorker.create({}, { wasm: await WebAssembly.compile(wasm), data: new Response(data) });
  assert.equal((await other.extract(PAGE)).headline, '开馆');
  other.terminate();
});
