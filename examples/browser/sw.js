// Keeps the page and the package for use without a network. The network goes first, so that what is shown is what the server has;
// each version of the package has a cache of its own, and older ones are dropped.

const CACHE = `jianbao-page-${new URL(location.href).searchParams.get('version')}`;
/** The package keeps its file of data by itself. */
const KEPT_ELSEWHERE = /\/jianbao\/data\//;

addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil(dropOlder().then(() => clients.claim()));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === 'GET' && origin === location.origin && !KEPT_ELSEWHERE.test(pathname)) event.respondWith(answer(request));
});

/** @param {Request} request */
async function answer(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw error;
  }
}

/** Keeps the page and all that it names, what these name, and so on. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const seen = new Set([new URL('./', location.href).href, new URL('index.html', location.href).href, new URL('jianbao/package.json', location.href).href]);
  for (const address of seen) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    await cache.put(address, response.clone());
    if (!/html|javascript/.test(response.headers.get('content-type') ?? '') || address.includes('/samples/')) continue;
    for (const name of named(await response.text())) {
      const next = new URL(name, address);
      if (next.origin === location.origin && !KEPT_ELSEWHERE.test(next.pathname)) seen.add(next.href);
    }
  }
}

/**
 * What a document or a module names: sources and style sheets, imports, and addresses beside it.
 * @param {string} text
 */
function named(text) {
  return [...text.matchAll(/(?:<script[^>]* src|<link[^>]* href)="([^":]+)"|(?:\bfrom|\bimport\(?)\s*["'](\.[^"']+)["']|new URL\(["'](\.[^"']+)["']/g)].map(
    ([, source, imported, beside]) => source ?? imported ?? beside,
  );
}

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('jianbao-page-') && name !== CACHE).map((name) => caches.delete(name)));
}
