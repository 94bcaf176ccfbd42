import * as glue from './jianbao.js';
import { DATA_BYTES, WASM_BYTES } from './build.js';
import { JianbaoError, fromModule } from './errors.js';

/** Memory never shrinks: a module that has more than this, after a page that is like no other, is made anew. */
const ROOM = 100e6;

/** The load that is under way or done. */
let loading;
/** How many instances of the module there were, and whether the last one is in order. */
let generation = 0;
let isReady = false;
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
    const { memory } = generation === 0 ? await glue.default({ module_or_path: module }) : anew();
    compiled = module;
    data = { memory, address: glue.load(bytes), length: bytes.length };
  } catch (thrown) {
    throw typeof thrown === 'string' ? fromModule(thrown) : new JianbaoError('load', `the module cannot be started: ${thrown}`, { cause: thrown });
  }
  generation += 1;
  isReady = true;
}

/** Puts a new instance in the module's place. */
function anew() {
  glue.__wbg_reset_state();
  return glue.initSync({ module: compiled });
}

/** The compiled code of the module. */
export function compiledModule() {
  return compiled;
}

/** The bytes that the module's memory has, for those who watch it. */
export function memoryBytes() {
  return data?.memory.buffer.byteLength ?? 0;
}

/** Whether an instance is the one in use: what was made by another one is of no use any more. */
export function isCurrent(instance) {
  return isReady && instance === generation;
}

/** The number of the instance in use. */
export function currentGeneration() {
  if (!isReady) throw new JianbaoError('init', 'call `await init()` first');
  return generation;
}

/**
 * Calls the module; what it throws becomes an error.
 * @template T
 * @param {(module: typeof glue) => T} work
 * @returns {T}
 */
export function call(work) {
  let value;
  try {
    value = work(glue);
  } catch (thrown) {
    throw typeof thrown === 'string' ? fromModule(thrown) : recover(thrown);
  }
  if (memoryBytes() > ROOM) renew();
  return value;
}

/**
 * Goes on with a new instance, which takes the data out of the old one's memory, where nothing writes to it. If there is no room for one,
 * all has to be loaded again.
 */
function renew() {
  try {
    const bytes = new Uint8Array(data.memory.buffer, data.address, data.length).slice();
    const { memory } = anew();
    data = { memory, address: glue.load(bytes), length: bytes.length };
    generation += 1;
  } catch {
    loading = undefined;
    isReady = false;
  }
}

/** After a trap nothing in the module can be relied on. */
function recover(trap) {
  let words = String(trap?.message ?? trap);
  try {
    words = glue.lastPanic() || words;
  } catch {
    // A module without stack or memory cannot say why.
  }
  renew();
  const after = isReady ? 'the library is ready for the next one' : 'call `await init()` again';
  return new JianbaoError('panic', `the library broke down over this input; ${after}. Please report it, with the input: ${words}`, { cause: trap });
}
