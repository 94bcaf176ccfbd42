// A browser, and a server for the folder that the package is installed in.

import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };

/**
 * Serves a folder, and pages that exist in memory alone.
 * @param {string} folder
 * @param {Record<string, string>} pages
 */
export async function serve(folder, pages) {
  const asked = [];
  const missing = new Set();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname);
    asked.push(pathname);
    response.setHeader('content-type', TYPES[/\.(\w+)$/.exec(pathname)?.[1] ?? 'html'] ?? 'application/octet-stream');
    // Nothing is kept but what the package keeps.
    response.setHeader('cache-control', 'no-store');
    if (pathname in pages) response.end(pages[pathname]);
    else if (missing.has(pathname) || !existsSync(file)) response.writeHead(404).end();
    else createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { base: `http://localhost:${server.address().port}`, asked, missing, close: () => server.close() };
}

/** Starts Chromium with a profile of its own. */
export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'jianbao-'));
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', ...quiet],
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, close };
}
