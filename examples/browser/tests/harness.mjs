// A server of static files, a browser, and pages that fail a test if they ask for anything beyond the server.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = new URL('..', import.meta.url);
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.txt': 'text/plain', '.wasm': 'application/wasm' };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let browser;
let server;
/** Contexts are shared by tests with the same setup, so that the data of the package is loaded once. */
const contexts = new Map();
export let address;

before(async () => {
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = fileURLToPath(new URL(`.${pathname.endsWith('/') ? `${pathname}index.html` : pathname}`, ROOT));
    try {
      const content = await readFile(path);
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'cache-control': 'no-cache' });
      response.end(content);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
});

after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

/**
 * A test with a page of its own. `prepare` is called before the page is opened, `errors` allows messages of the console, `fresh` means a
 * browser that was never here; the rest are options of the context.
 */
export function pageTest(name, run, { prepare, errors = false, fresh = false, ...setup } = {}) {
  test(name, async () => {
    const key = JSON.stringify(setup);
    const kept = fresh ? undefined : contexts.get(key);
    const context = kept ?? (await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...setup }));
    if (!fresh) contexts.set(key, context);
    const wrong = [];
    const check = (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) wrong.push(`asked for ${request.url()}`);
    };
    context.on('request', check);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error' && !errors) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('dialog', (dialog) => {
      wrong.push(`dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    try {
      await prepare?.(page, context);
      await page.goto(address);
      await run(page, context);
      assert.deepEqual(wrong, []);
    } finally {
      context.off('request', check);
      await (fresh ? context : page).close();
    }
  });
}

/** Waits until code and data are there. */
export async function ready(page) {
  await page.waitForSelector('#engine[data-state=ready]', { state: 'attached' });
}

/** Waits until an article is drawn. */
export async function shown(page) {
  await page.waitForSelector('#body mark.m');
}

/** Opens a sample. */
export async function sample(page, key = 'harbour') {
  await page.click(`[data-sample=${key}]`);
  await shown(page);
}

/** Opens a panel and gives its words. */
export async function panel(page, id) {
  await page.click(`#tab-${id}`);
  return page.locator('#panel').innerText();
}

/** Files for the chooser. */
export function file(name, content, mimeType = 'text/html') {
  return { name, mimeType, buffer: Buffer.from(content) };
}

/** The mark of these words in the text. */
export function mark(page, words) {
  return page.locator('#body mark.m', { hasText: new RegExp(`^${words}$`) }).first();
}
