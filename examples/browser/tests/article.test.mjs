// The article and what it speaks of: marks, cards, filters, panels.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { mark, pageTest, panel, sample } from './harness.mjs';

const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const card = (page) => page.locator('#card');

pageTest('pointing at a word shows what it stands for; Esc and going away close it', async (page) => {
  await sample(page);
  await mark(page, '武夷山市').hover();
  const words = await card(page).innerText();
  for (const part of ['地点', '福建省 › 南平市 › 武夷山市', '350782', '县级']) assert.ok(words.includes(part), part);
  await page.keyboard.press('Escape');
  assert.ok(await card(page).isHidden());
  await mark(page, '4月7日清晨6时20分').hover();
  assert.ok((await card(page).innerText()).includes('2026-04-07T06:20'));
  await card(page).hover();
  await page.waitForTimeout(300);
  assert.ok(await card(page).isVisible(), 'the pointer may rest on the card');
  await page.locator('.masthead').hover();
  await card(page).waitFor({ state: 'hidden' });
  await mark(page, '约?4300万元').hover();
  assert.match(await card(page).innerText(), /≈ 43,000,000 元[\s\S]*CNY/);
  await mark(page, '陆秋明').click();
  assert.ok((await card(page).innerText()).includes('云州市农业农村局 局长'));
});

pageTest('the text is one stop of the Tab key, and arrow keys go from mention to mention', async (page) => {
  await sample(page);
  await page.locator('#body').focus();
  await page.keyboard.press('ArrowRight');
  const first = await focused(page);
  assert.ok(await card(page).isVisible());
  const described = await page.evaluate(() => [document.activeElement.getAttribute('role'), document.activeElement.getAttribute('aria-describedby')]);
  assert.deepEqual(described, ['button', 'card']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await focused(page), first);
  await page.keyboard.press('Home');
  assert.equal(await focused(page), first);
  await page.keyboard.press('End');
  assert.equal(await focused(page), 'www.yunzhouport.example');
  await page.keyboard.press('Escape');
  assert.ok(await card(page).isHidden());
  const stops = await page.evaluate(() => [...document.querySelectorAll('#body, #body [tabindex="0"]')].length);
  assert.equal(stops, 1);
});

pageTest('filters take kinds out of the text and out of the way of the arrow keys', async (page) => {
  await sample(page);
  const person = page.locator('.chip.person');
  assert.equal(await person.getAttribute('aria-pressed'), 'true');
  assert.equal(await person.locator('.count').innerText(), String(await page.locator('#body mark.person').count()));
  const line = () => mark(page, '陆秋明').evaluate((element) => getComputedStyle(element).textDecorationLine);
  assert.equal(await line(), 'underline');
  await person.click();
  assert.equal(await line(), 'none');
  await page.click('.chip.plain');
  await page.locator('.chip.work').press('Enter');
  await page.locator('#body').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), '《云州府志》');
});

pageTest('kinds are told apart without colour', async (page) => {
  await sample(page);
  const looks = await page.evaluate(() =>
    [...document.querySelectorAll('.chip[data-layer] .swatch')].map((swatch) => {
      const { textDecorationLine: line, textDecorationStyle: style, textDecorationThickness: width, backgroundImage: image, backgroundColor: wash, boxShadow: shadow } = getComputedStyle(swatch);
      return [line, style, width, image !== 'none', wash !== 'rgba(0, 0, 0, 0)', shadow !== 'none'].join();
    }),
  );
  assert.equal(looks.length, 9);
  assert.equal(new Set(looks).size, looks.length, looks.join('\n'));
});

pageTest('panels say who, where, when, how much and who said it', async (page) => {
  await sample(page);
  const people = await panel(page, 'people');
  for (const words of ['陆秋明', '云州市农业农村局 · 局长', '本文记者', '曾任']) assert.ok(people.includes(words), words);
  assert.ok((await panel(page, 'organizations')).includes('云州港务集团'));
  const places = await panel(page, 'places');
  assert.ok(places.indexOf('浙江省') < places.indexOf('330106') && places.includes('里昂'));
  assert.match(await panel(page, 'numbers'), /1\.26亿元[\s\S]*126,000,000 元/);
  assert.match(await panel(page, 'quotations'), /今天的茶[\s\S]*陆秋明[\s\S]*直接引语/);
  const fields = await panel(page, 'page');
  for (const words of ['没有需要留意的地方', '标题下一行', '云州日报网', '责任编辑 顾小满']) assert.ok(fields.includes(words), words);
});

pageTest('the time line has intervals and the day of publication; what has no place on it is listed apart', async (page) => {
  await sample(page);
  const words = await panel(page, 'times');
  const line = page.locator('svg.timeline');
  assert.equal(await line.locator('.published').count(), 1);
  assert.ok((await line.locator('.bar').count()) > 8);
  const [year, hour] = await Promise.all(['1958年', '5:00至11:00'].map((label) => line.locator('.bar', { hasText: label }).locator('rect').boundingBox()));
  const today = await line.locator('.published line').boundingBox();
  assert.ok(year.x < hour.x && hour.x <= today.x + 12, 'times stand in their order');
  for (const heading of ['确定的时间', '只知起止一端', '反复发生', '时长', '未定']) assert.ok(words.includes(heading), heading);
  assert.ok(words.includes('2026年10月1日 之前'));
  await line.locator('.bar', { hasText: '1958年' }).click();
  assert.equal(await page.locator('.is-target').innerText(), '1958年');
});

pageTest('every example page of the project is shown with all its words', async (page) => {
  const folder = new URL(`file://${process.env.JIANBAO_ROOT}/examples/pages/`);
  const names = (await readdir(folder)).sort();
  await page.setInputFiles('#chooser', names.map((name) => fileURLToPath(new URL(name, folder))));
  await page.waitForSelector('#files progress.is-done');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#files-all')]);
  const records = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(records.map(({ id }) => id), names);
  const bare = (words) => words.replace(/\s/g, '');
  for (const [number, { id, text, mentions }] of records.entries()) {
    await page.locator('.file').nth(number).click();
    const drawn = await page.evaluate(() => {
      const body = document.getElementById('body')?.cloneNode(true);
      for (const frame of body?.querySelectorAll('.picture') ?? []) frame.remove();
      return { words: body?.textContent ?? '', marks: body?.querySelectorAll('mark.m').length ?? 0 };
    });
    assert.equal(bare(drawn.words), bare(text), id);
    assert.equal(drawn.marks, mentions.length, id);
  }
});

pageTest('pieces of a long body tile it and cut no mention in two', async (page) => {
  const wrong = await page.evaluate(async () => {
    const { pieces } = await import('./app/pieces.js');
    const name = '云州市长途汽车运输有限责任公司';
    const text = `序言\n${`${name}的车来了𠮷`.repeat(2000)}\n尾声`;
    const mentions = [...text.matchAll(new RegExp(name, 'g'))].map(({ index }) => ({ start: index, end: index + name.length }));
    const blocks = [...text.matchAll(/[^\n]+/g)].map(({ index, 0: line }) => ({ kind: 'paragraph', start: index, end: index + line.length }));
    const list = pieces({ text, blocks, mentions, images: [] });
    return {
      untiled: blocks.filter(({ start, end }) => {
        const own = list.filter((piece) => piece.start >= start && piece.end <= end);
        return own.map((piece) => text.slice(piece.start, piece.end)).join('') !== text.slice(start, end);
      }),
      tooLong: list.filter(({ start, end }) => end - start > 1501),
      cut: mentions.filter(({ start, end }) => list.some((piece) => piece.end > start && piece.end < end)),
      torn: list.filter(({ start }) => /[\udc00-\udfff]/.test(text[start])),
    };
  });
  assert.deepEqual(wrong, { untiled: [], tooLong: [], cut: [], torn: [] });
});

pageTest('from a quotation to its place in the text and back', async (page) => {
  await sample(page);
  await panel(page, 'quotations');
  const button = page.locator('.quotations .hit', { hasText: '我今年七十六岁了' });
  await button.focus();
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press('Enter');
  const target = page.locator('.said.is-target');
  assert.ok((await target.innerText()).startsWith('“我今年七十六岁了'));
  await page.waitForFunction(() => {
    const box = document.querySelector('.is-target').getBoundingClientRect();
    return box.top > 0 && box.bottom < innerHeight;
  });
  assert.ok((await page.locator('#live').innerText()).includes('我今年七十六岁了'));
  await page.click('#back');
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - before) < 5);
  assert.ok(await page.locator('#back').isHidden());
});

pageTest('a name that stands in several places leads to one after the other', async (page) => {
  await sample(page);
  await panel(page, 'people');
  const button = page.locator('#panel .hit', { hasText: '唐慕白' }).first();
  await button.click();
  const first = await page.locator('.is-target').boundingBox();
  await button.click();
  const second = await page.locator('.is-target').boundingBox();
  assert.ok((await page.locator('#live').innerText()).startsWith('第 2 处，共 2 处'));
  assert.notDeepEqual(first, second);
});

pageTest('warnings are in words and lead to their places', async (page) => {
  await sample(page, 'notice');
  assert.equal(await page.locator('.notices li').innerText(), '正文里混入了别的网站的名字');
  await page.click('.notices .plain');
  assert.equal(await page.locator('#tab-page').getAttribute('aria-selected'), 'true');
  await page.click('.warnings .hit');
  assert.equal(await page.locator('del.is-target').innerText(), '沙鸥体育网');
});

pageTest('tabs go by arrow keys, and the record opens branch by branch', async (page) => {
  await sample(page);
  await page.locator('#tab-people').focus();
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('#tab-json').getAttribute('aria-selected'), 'true');
  const mentions = page.locator('.json details', { has: page.locator('summary', { hasText: /^mentions/ }) }).first();
  assert.equal(await mentions.locator('details').count(), 0);
  await mentions.locator('summary').first().click();
  assert.equal(await mentions.locator('details').first().locator('summary').innerText(), '0 {6} organization 云州日报');
  await mentions.locator('.more').click();
  assert.ok((await mentions.locator('> div > details').count()) > 60);
});
