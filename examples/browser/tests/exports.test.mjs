// What can be taken away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { pageTest, sample } from './harness.mjs';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

async function download(page, form) {
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click(`[data-download=${form}]`)]);
  return { name: saved.suggestedFilename(), content: await readFile(await saved.path(), 'utf8') };
}

/** Lines and cells of RFC 4180. */
function parse(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

pageTest('files to download hold the record in four forms', async (page) => {
  await sample(page);
  await page.click('.export summary');
  const json = await download(page, 'json');
  assert.equal(json.name, '云州港春茶专列首发-三小时直达海丰.json');
  const record = JSON.parse(json.content);
  assert.equal(record.offset_unit, 'utf16');
  for (const { start, end, text } of record.mentions) assert.equal(record.text.slice(start, end), text);
  const linked = JSON.parse((await download(page, 'jsonld')).content);
  assert.deepEqual([linked['@type'], linked.headline], ['NewsArticle', record.headline]);
  const csv = await download(page, 'csv');
  assert.ok(csv.content.startsWith('\ufeffkind,text,start,end,entity,') && csv.content.endsWith('\r\n'));
  const [columns, ...rows] = parse(csv.content.slice(1));
  assert.equal(rows.length, record.mentions.length);
  assert.ok(rows.every((row) => row.length === columns.length));
  const lake = rows.find((row) => row[1] === '西湖区');
  assert.deepEqual([lake[columns.indexOf('code')], lake[columns.indexOf('chain')]], ['330106', '浙江省/杭州市/西湖区']);
  const markdown = await download(page, 'markdown');
  assert.equal(markdown.name, '云州港春茶专列首发-三小时直达海丰.md');
  assert.ok(markdown.content.startsWith('# 云州港春茶专列首发') && markdown.content.includes('| 收茶点 | 每日收茶 | 日处理量 |'));
});

pageTest(
  'forms can be copied, and the page says that they were',
  async (page) => {
    await sample(page);
    await page.locator('.export summary').press('Enter');
    await page.locator('[data-copy=json]').press('Enter');
    await page.waitForFunction(() => document.querySelector('.export-status').textContent === '已复制 JSON');
    assert.ok((await page.locator('#live').innerText()).includes('已复制'));
    assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).source, '云州日报');
    await page.click('[data-copy=markdown]');
    await page.waitForFunction(() => document.querySelector('.export-status').textContent === '已复制 Markdown');
    assert.ok((await page.evaluate(() => navigator.clipboard.readText())).startsWith('# 云州港'));
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.export').getAttribute('open'), null);
  },
  clipboard,
);

pageTest('cells hold commas and quotation marks, and no formula', async (page) => {
  const csv = await page.evaluate(async () => {
    const { mentionsCsv } = await import('./app/csv.js');
    const mention = (text, value = null) => ({ kind: 'work', text, start: 0, end: 1, entity: null, value });
    return mentionsCsv({ mentions: [mention('a,"b"'), mention('=1+1'), mention('@x'), mention('-5'), mention('+8657188001234', { normalized: '+8657188001234' }), mention('+cmd')], entities: [] });
  });
  const words = parse(csv.slice(1)).slice(1).map((row) => row[1]);
  assert.deepEqual(words, ['a,"b"', "'=1+1", "'@x", '-5', '+8657188001234', "'+cmd"]);
});
