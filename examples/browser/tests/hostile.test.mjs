// Pages that mean harm, and pages that are too much.

import assert from 'node:assert/strict';
import { file, mark, pageTest, panel, ready, shown } from './harness.mjs';

const HARM = `<html><head><title>云州港<img src=x onerror=alert(1)></title><script>alert(2)</script>
<meta name="keywords" content="&lt;script&gt;alert(3)&lt;/script&gt;"><link rel="canonical" href="javascript:alert(4)"></head><body>
<h1>云州港&lt;img src=x onerror=alert(5)&gt;开航</h1><p>2026年3月8日 来源：<a href="javascript:alert(6)">云州日报&lt;b onmouseover=alert(7)&gt;</a> 记者：林知遥</p><div class="content">
<p>云州市港口管理局局长陆秋明3月8日说，“&lt;svg onload=alert(8)&gt;新港今天开航。”&lt;script&gt;alert(9)&lt;/script&gt;首日到港船舶120艘，货物3.6万吨。</p>
<p><img src="javascript:alert(10)" alt="&lt;script&gt;alert(11)&lt;/script&gt;"></p><p><img src="https://elsewhere.example/track.gif" alt="港口"></p>
<p>详情见《云州&lt;iframe src=javascript:alert(12)&gt;年鉴》或登录www.yunzhou.example查询。市民可以在开放日参观，时间为每周六上午9时。</p>
<p onclick="alert(13)" style="position:fixed;inset:0">云州市将在三年内投入1.2亿元改造航道，预计2028年完工，届时万吨级船舶可以直接进港，运费将降低两成。</p></div></body></html>`;

pageTest('what a page says never becomes markup, and no address of it is fetched', async (page) => {
  await page.setInputFiles('#chooser', file('<img src=x onerror=alert(14)>.html', HARM));
  await shown(page);
  assert.ok((await page.locator('#sheet').innerText()).includes('<svg onload=alert(8)>'));
  for (const id of ['people', 'organizations', 'places', 'times', 'numbers', 'quotations', 'page', 'json']) await panel(page, id);
  await mark(page, '陆秋明').hover();
  const found = await page.evaluate(() => ({
    foreign: document.querySelectorAll('main img, main iframe, main script, main [style], main [onclick], main [onerror]').length,
    links: [...document.querySelectorAll('main a[href]')].map(({ protocol }) => protocol).filter((protocol) => !['http:', 'https:'].includes(protocol)),
  }));
  assert.deepEqual(found, { foreign: 0, links: [] });
});

pageTest('the policy of the page forbids scripts of its own', async (page) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.harm = true';
    document.body.append(script);
    return window.harm === true;
  });
  assert.equal(ran, false);
}, { errors: true });

/** Counts on the main thread how long it was not free. */
async function watch(page) {
  await page.evaluate(() => {
    let last = performance.now();
    window.longest = 0;
    setInterval(() => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
    }, 5);
  });
}

/** Milliseconds of work that the main thread may do in one piece, in time of its own: a busy machine makes no difference. */
const PIECE = 200;
/** Milliseconds for which a clock on the main thread may stand still, on a machine that has other things to do. */
const STILL = 3000;

/** The longest piece of work on the main thread of a page, of what was traced. */
function longestPiece(trace) {
  const { traceEvents: events } = JSON.parse(trace);
  const calls = events.filter(({ name }) => name === 'FunctionCall');
  const isMain = ({ name, args, pid, tid }) => name === 'thread_name' && args.name === 'CrRendererMain' && calls.some((call) => call.pid === pid && call.tid === tid);
  const main = events.filter(isMain).map(({ pid, tid }) => `${pid}/${tid}`);
  return Math.max(...events.filter(({ pid, tid }) => main.includes(`${pid}/${tid}`)).map(({ tdur }) => (tdur ?? 0) / 1000));
}

pageTest('a page of 5 MB with tens of thousands of mentions does not hold up the tab', async (page, context) => {
  await ready(page);
  const sentence = (/** @type {number} */ i) => `云州市民政局局长赵淑媛${(i % 12) + 1}月${(i % 28) + 1}日说，今年已有${i + 1000}名居民办证，比去年多两成。`;
  const paragraphs = Array.from({ length: 4000 }, (_, i) => `<p>${sentence(i)}</p>`).join('');
  // One paragraph that alone is longer than a book, and 5 MB in all.
  const endless = `<p>${Array.from({ length: 3000 }, (_, i) => sentence(i)).join('')}${'山路弯弯，溪水潺潺。'.repeat(130_000)}</p>`;
  const content = `<h1>云州民政年报</h1><div class="content">${paragraphs}${endless}</div>`;
  assert.ok(Buffer.byteLength(content) > 4_500_000);
  await watch(page);
  const browser = context.browser();
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await page.setInputFiles('#chooser', file('大.html', content));
  await page.waitForSelector('#body mark.m', { timeout: 120_000 });
  await page.waitForSelector('#body > .more');
  assert.ok((await page.locator('.chip.person .count').innerText()).length >= 4);
  for (const id of ['people', 'times', 'numbers', 'json']) await panel(page, id);
  assert.ok((await page.locator('#main *').count()) < 15_000);
  const longest = await page.evaluate(() => window.longest);
  const piece = longestPiece(await browser.stopTracing());
  console.log(`the longest piece of work took ${Math.round(piece)} ms, the clock stood still for ${Math.round(longest)} ms at most`);
  assert.ok(piece > 0 && piece < PIECE, `${piece} ms`);
  assert.ok(longest < STILL, `${longest} ms`);
  await panel(page, 'numbers');
  await page.locator('#panel .more').first().click();
  await page.locator('#panel .hit').nth(70).click();
  assert.ok(await page.locator('.is-target').isVisible());

  const pieces = () => page.evaluate(() => [...document.querySelectorAll('[data-piece]')].map(({ dataset }) => Number(dataset.piece)));
  const begun = await pieces();
  await page.click('#body > .more');
  await page.waitForFunction((last) => Number(document.querySelector('[data-piece]')?.dataset.piece) > last, begun.at(-1));
  assert.ok((await pieces()).length <= begun.length, 'the window moves, it does not grow');
  await page.locator('#body > .more').first().click();
  await page.waitForFunction(() => document.querySelector('[data-piece="0"]'));
});
