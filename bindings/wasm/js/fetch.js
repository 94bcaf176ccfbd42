// How the files of the package are read in browsers: fetched, and the data kept in the Cache API.

import { DATA_BYTES, DATA_KEY, WASM_BYTES } from './build.js';
import { JianbaoError } from './errors.js';
import { bytesOf } from './input.js';

const STORE = 'jianbao';
const TYPE = 'application/wasm';

/**
 * How to read: `onBytes` is told of bytes as they come.
 * @typedef {{ onBytes: (count: number) => void, signal?: AbortSignal }} How
 */

/**
 * Compiles the code.
 * @param {URL | string | Response | BufferSource | WebAssembly.Module} [source]
 * @param {How} how
 */
export async function compile(source = new URL('./jianbao_bg.wasm', import.meta.url), how) {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = bytesOf(source);
  try {
    if (bytes) return await WebAssembly.compile(bytes);
    const response = await get(source, how);
    if (response.headers.get('content-type') === TYPE) {
      // The response itself, and not a stream that counts its bytes: browsers keep compiled code with the response that it comes from.
      const module = await WebAssembly.compileStreaming(response);
      how.onBytes(WASM_BYTES);
      return module;
    }
    // Servers that do not know the type of such files are no reason to wait for the end of this one.
    return await WebAssembly.compileStreaming(new Response(count(response.body, how.onBytes), { headers: { 'content-type': TYPE } }));
  } catch (error) {
    if (error instanceof JianbaoError) throw error;
    const what = error instanceof WebAssembly.CompileError ? 'this is not the module' : 'the module cannot be loaded';
    throw new JianbaoError('load', `${what}: ${error.message}`, { cause: error });
  }
}

/**
 * Reads the file of data, from the cache if it is there.
 * @param {URL | string | Response | BufferSource} [source]
 * @param {How} how
 * @returns {Promise<Uint8Array>}
 */
export async function readData(source = new URL('./data/jianbao.data', import.meta.url), how) {
  const given = bytesOf(source);
  if (given) return given;
  if (source instanceof Response) return drain(await get(source, how), how);
  const store = await openStore();
  // Another version or another build of the data is another key.
  const key = new URL(resolve(source));
  key.search = DATA_KEY;
  const kept = await store?.match(key).catch(() => undefined);
  if (kept) {
    const bytes = new Uint8Array(await kept.arrayBuffer());
    if (bytes.length === DATA_BYTES) {
      how.onBytes(bytes.length);
      return bytes;
    }
  }
  const bytes = await drain(await get(source, how), how);
  if (bytes.length === DATA_BYTES) void keep(store, key, bytes.slice());
  return bytes;
}

/**
 * A source that means the same on another thread.
 * @param {unknown} source
 */
export function resolve(source) {
  return source instanceof URL || typeof source === 'string' ? new Request(source).url : source;
}

/** Drops what is kept: it is not what it should be. */
export async function forget() {
  try {
    await globalThis.caches?.delete(STORE);
  } catch {}
}

async function get(source, { signal }) {
  try {
    const response = source instanceof Response ? source : await fetch(source, { signal });
    if (response.ok && response.body && !response.bodyUsed) return response;
    throw new Error(response.ok ? 'its body was read already' : `${response.status} ${response.statusText}`.trim());
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new JianbaoError('load', `${source.url ?? source} cannot be loaded: ${error.message}`, { cause: error });
  }
}

/** The same stream; tells of its bytes. */
function count(stream, onBytes) {
  const pass = new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  return stream.pipeThrough(pass);
}

async function drain(response, { onBytes, signal }) {
  try {
    return new Uint8Array(await new Response(count(response.body, onBytes)).arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new JianbaoError('load', `${response.url || 'the data'} broke off: ${error.message}`, { cause: error });
  }
}

/** The cache, where there is one: not on pages without https, and not in all private windows. */
async function openStore() {
  try {
    return await globalThis.caches?.open(STORE);
  } catch {
    return undefined;
  }
}

/** Keeps the data in place of that of other versions. A full disk is no error: the next visit fetches it again. */
async function keep(store, key, bytes) {
  try {
    await store?.put(key, new Response(bytes));
    const others = (await store?.keys()) ?? [];
    await Promise.all(others.filter((other) => other.url !== key.href).map((other) => store.delete(other)));
  } catch {}
}
