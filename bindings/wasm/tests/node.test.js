// The package in Node: loading, settings, errors, offsets.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import init, { Extractor, JianbaoError, schema, version } from 'jianbao';

import { examplePages } from './support.js';

const PAGE = '<h1>市图书馆开放</h1><p>2026-03-12 来源：海丰晚报</p><p>记者从市文化局获悉，新馆3月15日开放，市民可以免费办证。</p>';
const wasm = new URL(import.meta.resolve('jianbao/jianbao_bg.wasm'));
const data = new URL(import.meta.resolve('jianbao/data/jianbao.data'));

/** Tests of loading come first, in this order: the package loads once. */
test('an extractor needs init', () => {
  assert.throws(() => new Extractor(), { name: 'JianbaoError', kind: 'init', message: /await init\(\)/ });
});

test('a load that fails can be tried again', async () => {
  await assert.rejects(init({ data: new URL('no-such-file', data) }), { kind: 'load', message: /no-such-file/ });
  await assert.rejects(init({ wasm: new Uint8Array(8) }), { kind: 'load', message: /not the module/ });
  await assert.rejects(init({ wasm: Response.error() }), { kind: 'load' });
});

test('a load that breaks off is an error of kind load', async (t) => {
  const bytes = await readFile(wasm);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': request.url === '/typed' ? 'application/wasm' : 'text/plain', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1 << 20), () => response.destroy());
  });
  await new Promise((done) => server.listen(0, done));
  t.after(() => server.close());
  const base = `http://localhost:${server.address().port}`;
  for (const options of [{ wasm: `${base}/typed` }, { wasm: `${base}/plain` }, { data: `${base}/data` }]) {
    await assert.rejects(init(options), { kind: 'load' });
  }
});

test('a file that is no data, is cut short or is of another version is an error of kind data', async () => {
  const sound = new Uint8Array(await readFile(data));
  await assert.rejects(init({ data: new TextEncoder().encode('<!doctype html>') }), { kind: 'data', message: /no file of jianbao's data/ });
  await assert.rejects(init({ data: sound.subarray(0, 6 << 20) }), { kind: 'data', message: /ends before/ });
  const other = sound.slice();
  other.set(new TextEncoder().encode('9.9.9'), 8);
  await assert.rejects(init({ data: other }), { kind: 'data', message: /version 9\.9\.9/ });
  const broken = sound.slice();
  broken.fill(0xff, 100, 4000);
  await assert.rejects(init({ data: broken }), { kind: 'data', message: /section/ });
});

test('a load can be ended', async () => {
  const reason = new Error('never mind');
  await assert.rejects(init({ signal: AbortSignal.abort(reason) }), reason);
  const control = new AbortController();
  const loading = init({ signal: control.signal });
  control.abort(reason);
  await assert.rejects(loading, reason);
});

test('code and data come from the web as well; calls share one load, which tells of its progress', async (t) => {
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url);
    response.end(await readFile(request.url === '/code' ? wasm : data));
  });
  await new Promise((done) => server.listen(0, done));
  t.after(() => server.close());
  const base = `http://localhost:${server.address().port}`;
  const seen = [];
  const first = init({ wasm: `${base}/code`, data: new URL('/data', base), onProgress: (progress) => seen.push(progress) });
  assert.equal(init(), first);
  await first;
  await init();
  assert.deepEqual(asked.sort(), ['/code', '/data']);
  assert.ok(seen.length > 2);
  const sizes = (await Promise.all([wasm, data].map((file) => readFile(file)))).map((bytes) => bytes.length);
  assert.deepEqual(seen.at(-1), { loaded: sizes[0] + sizes[1], total: sizes[0] + sizes[1] });
  assert.ok(seen.every(({ loaded }, at) => at === 0 || loaded >= seen[at - 1].loaded));
});

test('a page gives a plain record', () => {
  const article = new Extractor().extract(PAGE, { url: 'https://www.yunzhou.example/a.html' });
  assert.equal(article.headline, '市图书馆开放');
  assert.equal(article.source, '海丰晚报');
  assert.equal(article.url, 'https://www.yunzhou.example/a.html');
  assert.equal(article.mentions.find(({ kind }) => kind === 'time').value.timex, '2026-03-15');
  assert.equal(Object.getPrototypeOf(article), Object.prototype);
  assert.deepEqual(structuredClone(article), article);
});

test('bytes come in any encoding and from any view', () => {
  const extractor = new Extractor();
  const gbk = examplePages.find(({ id }) => id.endsWith('gbk.html')).bytes;
  const decoded = new TextDecoder('gbk').decode(gbk);
  assert.equal(extractor.extract(gbk).text, extractor.extract(decoded).text);
  const undeclared = gbk.subarray(gbk.indexOf('<body'));
  assert.deepEqual(extractor.extract(undeclared, { charset: 'gbk' }).warnings, []);
  const bytes = new TextEncoder().encode(PAGE);
  const expected = extractor.extract(bytes);
  const wide = new Uint8Array(bytes.length + 20).fill(0x3c);
  wide.set(bytes, 10);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  for (const input of [bytes.buffer, Buffer.from(bytes), new DataView(wide.buffer, 10, bytes.length), wide.subarray(10, -10), shared]) {
    assert.deepEqual(extractor.extract(input), expected);
  }
  assert.equal(extractor.extract('').text, '');
  assert.equal(extractor.extract(new ArrayBuffer(0)).warnings[0].kind, 'no_article');
});

test('offsets are those of strings, outside the first plane too', () => {
  const extractor = new Extractor();
  const text = '📰𠮷野家云州店😀店长林知遥昨天说：“𬭎锋计划3月8日启动，👩‍👩‍👧家庭有3264个。”详情请拨打12345热线。';
  const { mentions, quotations, text: same } = extractor.annotate(text, { referenceDate: '2026-03-01' });
  assert.equal(same, text);
  assert.ok(mentions.length >= 4);
  for (const mention of mentions) assert.equal(text.slice(mention.start, mention.end), mention.text);
  for (const { start, end } of quotations) assert.match(text.slice(start, end), /^“𬭎锋.*。”$/);
  const article = extractor.extract(`<h1>𠮷野家开业</h1><p>${text}</p><p>𬭎：${text}</p>`);
  assert.equal(article.offset_unit, 'utf16');
  for (const mention of article.mentions) assert.equal(article.text.slice(mention.start, mention.end), mention.text);
  assert.equal(article.blocks.map(({ start, end }) => article.text.slice(start, end)).join('\n'), article.text);
  const words = extractor.tokenize(text);
  assert.equal(words.map((word) => word.text).join(''), text);
  for (const word of words) assert.equal(text.slice(word.start, word.end), word.text);
});

test('a lone surrogate takes one unit, as it does in the string', () => {
  const text = '\ud842市长林知遥说，详情请拨打12345热线。\udfb7';
  const { mentions } = new Extractor().annotate(text);
  assert.ok(mentions.length > 0);
  for (const mention of mentions) assert.equal(text.slice(mention.start, mention.end), mention.text);
});

test('settings change the record', () => {
  const text = '3月8日开馆。';
  const timex = (config, options) => new Extractor(config).annotate(text, options).mentions[0].value.timex;
  assert.equal(timex({ referenceDate: '2026-12-20' }), '2027-03-08');
  assert.equal(timex({ referenceDate: '2026-12-20', prefer: 'past' }), '2026-03-08');
  assert.equal(timex({ referenceDate: '2026-12-20', prefer: undefined }, { referenceDate: '2020-03-01' }), '2020-03-08');
  assert.equal(timex({}, { referenceDate: null }), 'XXXX-03-08');
  assert.equal(new Extractor({ stages: 'article' }).extract(PAGE).mentions, undefined);
  assert.equal(new Extractor({ stages: 'values' }).extract(PAGE).entities, undefined);
  const url = 'https://news.haifeng.example/1.html';
  const page = '<h1>甲</h1><div class="t">乙</div><p>记者从市文化局获悉，新馆今天开放，市民可以免费办证。</p>';
  for (const rules of ['[[site]]\nhost = "haifeng.example"\nheadline = ".t"', { site: [{ host: 'haifeng.example', headline: '.t' }] }]) {
    assert.equal(new Extractor({ rules }).extract(page, { url }).headline, '乙');
  }
  const kinds = (guideline) => new Extractor().annotate('云州市已有3264名居民办证。', { guideline }).mentions.map(({ kind }) => kind);
  assert.deepEqual([kinds('news'), kinds('msra')], [['place', 'quantity'], ['place']]);
});

test('settings and options that make no sense are errors that say what to change', () => {
  const make = (config) => () => new Extractor(config);
  assert.throws(make({ colour: 1 }), { kind: 'config', message: /"colour".*stages.*maxNodes/ });
  assert.throws(make({ focus: 'fast' }), { kind: 'config', message: /focus: .*precision/ });
  assert.throws(make({ referenceDate: 'soon' }), { kind: 'config', message: /"soon".*YYYY-MM-DD/ });
  assert.throws(make({ rules: '[[site]' }), { kind: 'config', message: /rules: / });
  assert.throws(make({ rules: { site: [{ host: '' }] } }), { kind: 'config', message: /without a host/ });
  assert.throws(make({ rules: { site: [{ host: 'a', body: 'a > b' }] } }), { kind: 'config', message: /a > b/ });
  const extractor = new Extractor();
  assert.throws(() => extractor.extract(PAGE, { uri: 'x' }), { kind: 'config', message: /"uri".*url/ });
  assert.throws(() => extractor.extract(new Uint8Array(1), { charset: 'klingon' }), { kind: 'config', message: /klingon/ });
  assert.throws(() => extractor.annotate('', { guideline: 'x' }), { kind: 'config', message: /msra/ });
  assert.throws(() => extractor.export(PAGE, 'pdf'), { kind: 'config', message: /"pdf".*markdown/ });
});

test('arguments of the wrong type are TypeErrors', () => {
  const extractor = new Extractor();
  for (const [input, named] of [[undefined, /undefined/], [null, /null/], [7, /number/], [{}, /Object/], [[1], /Array/]]) {
    assert.throws(() => extractor.extract(input), { name: 'TypeError', message: named });
  }
  assert.throws(() => extractor.extract(new Response('')), { name: 'TypeError', message: /await input\.arrayBuffer\(\)/ });
  assert.throws(() => extractor.annotate(new Uint8Array(1)), { name: 'TypeError', message: /text: expected a string/ });
  assert.throws(() => extractor.tokenize(), { name: 'TypeError' });
  assert.throws(() => extractor.extract(PAGE, 'https://…'), { name: 'TypeError', message: /options: expected an object/ });
  assert.throws(() => extractor.extract(PAGE, { url: 7 }), { name: 'TypeError', message: /url: .*integer/ });
  assert.throws(() => new Extractor([]), { name: 'TypeError' });
  assert.throws(() => new Extractor({ maxBytes: '1' }), { name: 'TypeError', message: /maxBytes/ });
  assert.throws(() => new Extractor({ maxBytes: 1.5 }), { name: 'TypeError', message: /maxBytes/ });
});

test('limits are kept before anything is copied', () => {
  const extractor = new Extractor({ maxBytes: 10 });
  const error = { kind: 'limit', message: /maxBytes = 10/ };
  for (const input of ['超过十个字节', 'x'.repeat(11), new Uint8Array(11)]) assert.throws(() => extractor.extract(input), error);
  assert.throws(() => extractor.annotate('超过十个字节'), { kind: 'limit' });
  assert.throws(() => extractor.tokenize('x'.repeat(11)), error);
  assert.ok(new Extractor({ maxNodes: 5 }).extract('<p>市民'.repeat(50)).warnings.some(({ kind }) => kind === 'limit_reached'));
  const gone = new Uint8Array(8);
  structuredClone(gone, { transfer: [gone.buffer] });
  for (const input of [gone, gone.buffer]) assert.throws(() => extractor.extract(input), { kind: 'input', message: /transferred/ });
});

test('an extractor that was freed says so', () => {
  const extractor = new Extractor();
  extractor.free();
  extractor.free();
  assert.throws(() => extractor.extract(PAGE), { kind: 'init', message: /freed/ });
  if (Symbol.dispose) assert.equal(typeof extractor[Symbol.dispose], 'function');
});

test('version and schema are those of the record', () => {
  assert.match(version, /^\d+\.\d+\.\d+/);
  const article = new Extractor().extract(PAGE);
  for (const name of schema.required) assert.ok(name in article, name);
  for (const name of Object.keys(article)) assert.ok(name in schema.properties, name);
  assert.ok(new JianbaoError('config', 'x') instanceof Error);
});

test('the package holds what it should and no more', async () => {
  const folder = fileURLToPath(new URL('.', wasm));
  const { files, name, dependencies, scripts } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  assert.deepEqual([name, dependencies, scripts], ['jianbao', undefined, undefined]);
  const found = await readdir(folder);
  for (const file of ['README.md', 'jianbao_bg.wasm', ...files.filter((file) => !file.includes('*'))]) assert.ok(found.includes(file), file);
  const known = /^(LICENSE-\w+|NOTICE|README\.md|data|(article\.schema|package)\.json|[\w-]+\.(d\.ts|js|wasm))$/;
  assert.deepEqual(found.filter((file) => !known.test(file)), []);
  assert.deepEqual(await readdir(`${folder}/data`), ['jianbao.data']);
});
