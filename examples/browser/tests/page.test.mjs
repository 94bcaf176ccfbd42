// The page around it: languages, themes, widths, accessibility, and no network.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import en from '../strings/en.js';
import zh from '../strings/zh.js';
import { test } from 'node:test';
import { pageTest, panel, ready, sample, shown } from './harness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page as it stands, or in a part of it. */
async function violations(page, where = 'document') {
  await page.waitForTimeout(50);
  await page.evaluate(axe);
  const found = await page.evaluate((part) => axe.run(part === 'document' ? document : part, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }), where);
  return found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html)}`);
}

test('both languages have the same strings', () => {
  assert.deepEqual(Object.keys(en), Object.keys(zh));
});

pageTest('the language can be switched, and is kept', async (page) => {
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hans');
  await sample(page);
  await page.click('#language');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await page.locator('#new').innerText(), 'New clipping');
  assert.match(await page.locator('#tab-people').innerText(), /^People/);
  assert.equal(await page.getAttribute('#body', 'lang'), 'zh-Hans');
  await page.click('#new');
  assert.equal(await page.locator('#intake h1').innerText(), 'Clip the news out of the page');
  await page.reload();
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  const words = await page.evaluate(() => [...document.querySelectorAll('#intake :not(script)')].map((element) => element.childElementCount ? '' : element.textContent).join(' '));
  assert.ok(!/[\u4e00-\u9fff]/.test(words.replace(/云州\S*|海豐\S*|城东\S*|今天|去年/g, '')), words);
}, { fresh: true });

pageTest('the language is that of the browser', async (page) => assert.equal(await page.getAttribute('html', 'lang'), 'en'), { locale: 'en-GB' });

pageTest('the theme follows the system or the choice', async (page) => {
  const dark = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const system = await dark();
  await page.click('#theme');
  assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
  assert.notEqual(await dark(), system);
  await page.click('#theme');
  assert.equal(await dark(), system);
  await page.reload();
  assert.equal(await page.getAttribute('html', 'data-theme'), 'dark');
}, { fresh: true, colorScheme: 'dark' });

for (const colorScheme of ['light', 'dark']) {
  pageTest(`axe finds nothing serious, ${colorScheme}`, async (page) => {
    await ready(page);
    await page.click('.options summary');
    assert.deepEqual(await violations(page), [], 'intake');
    await sample(page);
    assert.deepEqual(await violations(page), [], 'article');
    for (const id of ['people', 'places', 'times', 'numbers', 'quotations', 'page', 'json']) {
      await panel(page, id);
      assert.deepEqual(await violations(page, '#panels'), [], id);
    }
    await page.click('.export summary');
    await page.locator('#body').focus();
    await page.keyboard.press('ArrowRight');
    // What the card lies upon is too small to hit only as long as it is open.
    assert.deepEqual(await violations(page, '#card, #body'), [], 'card');
  }, { colorScheme, reducedMotion: 'reduce' });
}

for (const width of [360, 390, 768, 1024]) {
  pageTest(`nothing scrolls sideways at ${width} pixels`, async (page) => {
    const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await ready(page);
    assert.equal(await beyond(), 0, 'intake');
    await sample(page);
    assert.equal(await beyond(), 0, 'article');
    if (width <= 860) await page.click('#views [data-view=panels]');
    for (const id of ['people', 'places', 'times', 'numbers', 'quotations', 'page', 'json']) {
      await panel(page, id);
      assert.equal(await beyond(), 0, id);
    }
  }, { viewport: { width, height: 760 } });
}

pageTest('on a phone facts lead to the text and back', async (page) => {
  await sample(page);
  assert.ok(await page.locator('#panels').isHidden());
  await page.click('#views [data-view=panels]');
  assert.ok(await page.locator('#sheet').isHidden());
  await panel(page, 'quotations');
  await page.locator('.quotations .hit').nth(2).tap();
  assert.ok(await page.locator('.said.is-target').isVisible());
  await page.tap('#back');
  assert.ok(await page.locator('.quotations .hit').nth(2).isVisible());
}, { viewport: { width: 390, height: 760 }, hasTouch: true });

pageTest('the way back of the browser leads to the intake, and forward to the article', async (page) => {
  await sample(page);
  await page.goBack();
  assert.ok(await page.locator('#intake').isVisible());
  await page.goForward();
  await shown(page);
  await page.click('#new');
  await page.click('#resume');
  await shown(page);
});

pageTest('results are announced', async (page) => {
  await sample(page);
  assert.match(await page.locator('#live').innerText(), /^剪好了：云州港春茶专列首发 三小时直达海丰，\d+ 处要素$/);
});

pageTest('it works without a network once it was there', async (page, context) => {
  await ready(page);
  await page.waitForFunction(() => document.getElementById('foot').textContent.includes('可离线使用'));
  const kept = () => page.evaluate(async () => (await (await caches.open('jianbao')).keys()).length);
  while (!(await kept())) await page.waitForTimeout(50);
  await context.setOffline(true);
  await page.reload();
  await sample(page, 'pier');
  assert.equal(await page.locator('#headline').innerText(), '海豐老碼頭修復完成 週末起開放夜間參觀');
}, { fresh: true, serviceWorkers: 'allow', errors: true });

pageTest('where scripts do not start the page says what it needs', async (page) => {
  assert.ok((await page.locator('#unsupported').innerText()).includes('python3 -m http.server'));
  assert.ok(await page.locator('#unsupported').isVisible());
  assert.ok(await page.locator('#intake').isHidden());
}, { javaScriptEnabled: false });
