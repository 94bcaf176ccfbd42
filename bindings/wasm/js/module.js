import * as glue from './jianbao.js';
import { DATA_BYTES, WASM_BYTES } from './build.js';
import { JianbaoError, fromModule } from './errors.js';

/** Memory never shrinks: a module that has more than this, after a page that is like no other, is made anew. */
const ROOM = 100e6;

/** The load that is under way or done. */
let loading;
/** How often the module was made anew; 0 before the first time. */
let generation = 0;
/** Where the file of data lies in the module's memory. */
let data;
/** The compiled code, which other threads can be given. */
let compiled;

/**
 * Loads code and data, once: calls meanwhile share the load, and one that failed can be tried again.
 *
 * @param {object} options see index.d.ts
 * @param {typeof import('./fetch.js')} assets how files are read here
 */
export function init(options, assets) {
  loading ??= load(options ?? {}, assets).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load({ wasm, data, onProgress, signal }, assets) {
  // If one file fails the other one is of no use.
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort, { once: true });
  const total = WASM_BYTES + DATA_BYTES;
  let loaded = 0;
  const onBytes = (count) => onProgress?.({ loaded: (loaded = Math.min(loaded + count, total)), total });
  try {
    const how = { onBytes, signal: stop.signal };
    const [module, bytes] = await Promise.all([assets.compile(wasm, how), assets.readData(data, how)]);
    signal?.throwIfAborted();
    await start(module, bytes);
    if (loaded < total) onBytes(total);
  } catch (error) {
    stop.abort();
    if (error.kind === 'data') await assets.forget();
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function start(module, bytes) {
  try {
    // A load that failed on its data leaves an instance behind, which takes the next one.
    const exports = await glue.default({ module_or_path: module });
    compiled = module;
    data = { memory: exports.memory, address: glue.load(bytes), length: bytes.length };
  } catch (thrown) {
    throw typeof thrown === 'string' ? fromModule(thrown) : new JianbaoError('load', `the module cannot be started: ${thrown}`, { cause: thrown });
  }
  generation = 1;
}

/** The compiled code of the module. */
export function compiledModule() {
  return compiled;
}

/** The bytes that the module's memory has, for those who watch it. */
export function memoryBytes() {
  return data?.memory.buffer.byteLength ?? 0;
}

/** Which instance of the module is in use: what was made by another one is of no use any more. */
export function currentGeneration() {
  if (generation === 0) throw new JianbaoError('init', 'call `await init()` first');
  return generation;
}

/**
 * Calls the module; what it throws becomes an error.
 * @template T
 * @param {(module: typeof glue) => T} work
 * @returns {T}
 */
export function call(work) {
  try {
    const value = work(glue);
    if (memoryBytes() > ROOM) renew();
    return value;
  } catch (thrown) {
    throw typeof thrown === 'string' ? fromModule(thrown) : recover(thrown);
  }
}

/** Puts a new instance in the module's place, with the data out of the old one's memory, where nothing writes to it. */
function renew() {
  const bytes = new Uint8Array(data.memory.buffer, data.address, data.length).slice();
  glue.__wbg_reset_state();
  const { memory } = glue.initSync({ module: compiled });
  data = { memory, address: glue.load(bytes), length: bytes.length };
  generation += 1;
}

/** After a trap nothing in the module can be relied on. */
function recover(trap) {
  let words = String(trap?.message ?? trap);
  try {
    words = glue.lastPanic() || words;
  } catch {
    // A module without stack or memory cannot say why.
  }
  let after = 'the library is ready for the next one';
  try {
    renew();
  } catch {
    loading = undefined;
    generation = 0;
    after = 'call `await init()` again';
  }
  return new JianbaoError('panic', `the library broke down over this input; ${after}. Please report it, with the input: ${words}`, { cause: trap });
}
