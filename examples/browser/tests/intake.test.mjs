// How pages come in, and what is said when none comes out.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ROOT, file, pageTest, ready, sample, shown } from './harness.mjs';

const harbour = await readFile(new URL('samples/harbour.html', ROOT), 'utf8');
const centenary = await readFile(new URL('samples/centenary.html', ROOT));
/** A promise that is resolved from outside. */
function defer() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}

const list = `<title>新闻</title><ul>${Array.from({ length: 12 }, (_, i) => `<li><a href="/${i}.html">云州新闻第${i}条的标题</a></li>`).join('')}</ul>`;

pageTest('a sample is shown as an article', async (page) => {
  await sample(page);
  assert.equal(await page.locator('#headline').innerText(), '云州港春茶专列首发 三小时直达海丰');
  const byline = await page.locator('.byline').innerText();
  for (const words of ['云州日报', '2026年4月8日 07:45', '记者 苏望舒', '通讯员 何青禾']) assert.ok(byline.includes(words), words);
  assert.equal(await page.locator('.section').innerText(), '要闻 › 经济');
  assert.deepEqual(await page.locator('#body h2').allInnerTexts(), ['一张运单走到底', '外地客商慕名而来', '从一个人的茶园说起']);
  assert.deepEqual(await page.locator('#body th').allInnerTexts(), ['收茶点', '每日收茶', '日处理量']);
  assert.ok((await page.locator('#body figcaption').innerText()).startsWith('首趟春茶专列驶出'));
  assert.ok(!(await page.locator('#sheet').innerText()).includes('相关阅读'));
});

pageTest('text that is pasted and sent by keys becomes an article', async (page) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), harbour);
  await page.focus('#box');
  await page.keyboard.press('Control+V');
  await page.keyboard.press('Control+Enter');
  await shown(page);
  assert.ok((await page.locator('#headline').innerText()).startsWith('云州港'));
}, { permissions: ['clipboard-read', 'clipboard-write'] });

pageTest('a long paste is taken at once', async (page) => {
  const filler = '<!-- 填充 -->'.repeat(30_000);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.getElementById('box').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, harbour + filler);
  await shown(page);
  assert.equal(await page.inputValue('#box'), '');
});

pageTest('nothing pasted is said and changes nothing', async (page) => {
  await page.click('#intake-form [type=submit]');
  assert.equal(await page.locator('#intake-note').innerText(), '先粘贴一些内容，或选一个样例。');
  assert.ok(await page.locator('#box').evaluate((box) => box === document.activeElement));
});

pageTest('a file is read in its own encoding', async (page) => {
  await page.setInputFiles('#chooser', { name: '旧页.html', mimeType: 'text/html', buffer: centenary });
  await shown(page);
  assert.equal(await page.locator('#headline').innerText(), '云州二中百年校庆 三千校友返校');
  assert.ok(await page.locator('#files').isHidden());
});

pageTest('files that are dropped are taken, and the page says that it takes them', async (page) => {
  const drop = (type, text) =>
    page.evaluate(
      ([kind, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], '云州.html', { type: 'text/html' }));
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [type, text],
    );
  await drop('dragenter', harbour);
  assert.ok(await page.locator('.drop').isVisible());
  await drop('drop', harbour);
  await shown(page);
  assert.ok(await page.locator('.drop').isHidden());
});

pageTest('several files: states, one after another, all records in one file', async (page) => {
  await page.setInputFiles('#chooser', [
    file('一.html', harbour),
    { name: '二.html', mimeType: 'text/html', buffer: centenary },
    file('三.html', list),
    file('四.md', '---\ntitle: 海丰湿地来了新客人\ndate: 2026-03-01\n---\n\n海丰湿地管理处3月1日说，今年已有1200只候鸟飞来，比去年多三成。志愿者每天早晨数鸟，已经数了四年。\n', 'text/markdown'),
  ]);
  await page.waitForSelector('#files progress.is-done');
  assert.deepEqual(await page.locator('.file-title').allInnerTexts(), ['云州港春茶专列首发 三小时直达海丰', '云州二中百年校庆 三千校友返校', '三.html', '海丰湿地来了新客人']);
  assert.equal(await page.locator('.file-state').nth(2).innerText(), '没有文章');
  assert.ok(await page.locator('#files-previous').isDisabled());
  await page.click('#files-next');
  assert.equal(await page.locator('#headline').innerText(), '云州二中百年校庆 三千校友返校');
  await page.click('#files-next');
  assert.ok(await page.locator('.nothing').isVisible());
  await page.locator('.file').nth(3).press('Enter');
  assert.equal(await page.locator('#headline').innerText(), '海丰湿地来了新客人');
  assert.ok(await page.locator('#files-next').isDisabled());
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#files-all')]);
  assert.equal(download.suggestedFilename(), 'jianbao.jsonl');
  const rows = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(rows.map(({ id }) => id), ['一.html', '二.html', '三.html', '四.md']);
  assert.equal(rows[1].headline, '云州二中百年校庆 三千校友返校');
});

pageTest('work can be stopped and taken up again', async (page) => {
  await ready(page);
  const long = `<h1>长文</h1><div>${'<p>云州市民政局局长赵淑媛3月8日说，今年已有3264名居民办证，比去年多两成。</p>'.repeat(4000)}</div>`;
  await page.setInputFiles('#chooser', [file('长.html', long), file('短.html', harbour)]);
  await page.click('#cancel');
  await page.waitForSelector('.failure');
  assert.deepEqual(await page.locator('.file-state').allInnerTexts(), ['已停止', '已停止']);
  await page.locator('.file').nth(1).click();
  await page.click('#retry');
  await shown(page);
  assert.ok((await page.locator('#headline').innerText()).startsWith('云州港'));
});

pageTest('the options reach the library', async (page) => {
  await page.click('.options summary');
  await page.fill('#option-date', '2020-05-02');
  await page.fill('#option-url', 'https://www.yunzhou.example/a/1.html');
  await page.selectOption('#option-focus', 'recall');
  await page.selectOption('#option-prefer', 'past');
  await page.fill('#box', '<h1>云州公园昨天开园</h1><div class="content"><p>云州公园昨天开园，市民纷纷前往。园方6月1日说，首日接待游客一万二千人次，秩序良好，明天继续开放。</p><p><img src="/p.jpg"></p><p>园方提醒市民错峰游览，注意安全。</p></div>');
  await page.click('#intake-form [type=submit]');
  await shown(page);
  const times = await page.click('#tab-times').then(() => page.locator('#panel').innerText());
  assert.ok(times.includes('2020年5月1日 周五'), times);
  assert.ok(times.includes('2019年6月1日'), times);
});

pageTest('a page without an article says why that may be', async (page) => {
  await page.setInputFiles('#chooser', file('列表.html', list));
  await page.waitForSelector('.nothing');
  assert.ok((await page.locator('.nothing').innerText()).includes('列表页'));
  assert.equal(await page.locator('#tab-page').getAttribute('aria-selected'), 'true');
  assert.ok((await page.locator('#panel').innerText()).includes('没有找到文章'));
});

pageTest('a page in another language is said to be one', async (page) => {
  await page.setInputFiles('#chooser', file('english.html', `<h1>Harbour opens</h1>${'<p>The new harbour of the town opened on Monday, and thousands of people came to see the first ships leave.</p>'.repeat(5)}`));
  await page.waitForSelector('.notices');
  assert.ok((await page.locator('.notices li').allInnerTexts()).includes('这一页不是中文'));
});

pageTest('a page over the limit is refused without being read', async (page) => {
  await ready(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(65 << 20)], '大.html'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.waitForSelector('.failure');
  assert.ok((await page.locator('.failure').innerText()).includes('太大'));
  await page.click('#change');
  assert.ok(await page.locator('#box').isVisible());
});

pageTest(
  'when the data cannot be loaded the page says so, and loads it when asked again',
  async (page) => {
    await page.waitForSelector('#engine[data-state=failed]');
    assert.ok((await page.locator('#engine').innerText()).includes('没有载入成功'));
    await page.click('[data-sample=harbour]');
    await page.waitForSelector('.failure');
    assert.ok((await page.locator('.failure').innerText()).includes('请检查网络'));
    await page.unroute('**/*.data');
    await page.click('#retry');
    await shown(page);
  },
  { fresh: true, errors: true, prepare: (page) => page.route('**/*.data', (route) => route.abort()) },
);

const { promise: started, resolve: begin } = defer();
const { promise: released, resolve: release } = defer();
pageTest(
  'loading tells how far it is, and a page handed in meanwhile waits for it',
  async (page) => {
    await page.click('[data-sample=notice]');
    await page.waitForSelector('.working');
    assert.match(await page.locator('#working-words').innerText(), /正在(启动|载入词典与模型)/);
    await started;
    release();
    await shown(page);
    assert.equal(await page.locator('#engine').getAttribute('data-state'), 'ready');
  },
  {
    fresh: true,
    prepare: (page) =>
      page.route('**/*.data', async (route) => {
        begin();
        await released;
        await route.continue();
      }),
  },
);
