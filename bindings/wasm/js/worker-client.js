import { JianbaoError, fromMessage } from './errors.js';
import { bytesOf, checkInput, checkText, toJson } from './input.js';

/**
 * A thread of a browser or of Node.
 * @typedef {{
 *   post: (message: object, transfer: ArrayBuffer[]) => void,
 *   onMessage: (hear: (message: any) => void) => void,
 *   onError: (hear: (message: string) => void) => void,
 *   terminate: () => void,
 * }} Thread
 */

/** What stands on the caller's side for an extractor on another thread. */
export class WorkerClient {
  #spawn;
  /** What a thread is started with: the settings, and where code and data come from. */
  #start;
  /** @type {Thread | undefined} */
  #thread;
  /** Jobs that wait for the thread, and the one that it works on: one at a time, so that those that wait can be taken back. */
  #waiting = [];
  #running;
  #terminated = false;

  static {
    if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.terminate;
  }

  /** For `create` alone. */
  constructor(spawn, start) {
    this.#spawn = spawn;
    this.#start = start;
  }

  /**
   * @param {() => Thread} spawn
   * @param {(source: unknown) => unknown} resolve
   */
  static async start(Class, spawn, resolve, config, { onProgress, signal, wasm, data } = {}) {
    // A response can be read once, and only here.
    const source = async (given) => (given instanceof Response ? given.arrayBuffer() : resolve(given));
    const start = { config: JSON.parse(toJson('config', config)), wasm: await source(wasm), data: await source(data) };
    const client = new Class(spawn, start);
    try {
      // A thread that comes in place of this one need not compile the code again.
      start.wasm = await client.#run({ method: 'start', args: [start] }, { onProgress, signal });
    } catch (error) {
      client.terminate();
      throw error;
    }
    return client;
  }

  async extract(input, options) {
    return JSON.parse(await this.#page('extract', input, [], options));
  }

  async export(input, format, options) {
    return this.#page('export', input, [String(format)], options);
  }

  async annotate(text, options) {
    return JSON.parse(await this.#text('annotate', text, options));
  }

  async tokenize(text, options) {
    return JSON.parse(await this.#text('tokenize', text, options));
  }

  async *extractMany(items, { onProgress, signal } = {}) {
    const total = items.length ?? items.size;
    let done = 0;
    const begin = (item, number) => {
      const { id = number, input, ...options } = isRow(item) ? item : { input: item };
      const settle = (outcome) => {
        done += 1;
        onProgress?.({ done, total });
        return { id, ...outcome };
      };
      return this.extract(input, { ...options, signal }).then(
        (article) => settle({ article }),
        (error) => settle({ error }),
      );
    };
    // The thread works on a page while the caller looks at the one before it.
    let before;
    let number = 0;
    for await (const item of items) {
      const next = begin(item, number++);
      if (before) yield await before;
      signal?.throwIfAborted();
      before = next;
    }
    if (before) yield await before;
    signal?.throwIfAborted();
  }

  terminate() {
    this.#terminated = true;
    this.#drop();
    this.#waiting.splice(0).forEach((job) => job.reject(terminated()));
    this.#running?.reject(terminated());
    this.#running = undefined;
  }

  async #page(method, input, args, { signal, transfer = true, ...options } = {}) {
    checkInput(input);
    const known = JSON.parse(toJson('options', options));
    const [content, buffers] = parcel(input, transfer);
    return this.#run({ method, args: [content, ...args, known], buffers }, { signal });
  }

  async #text(method, text, { signal, ...options } = {}) {
    checkText(text);
    return this.#run({ method, args: [text, JSON.parse(toJson('options', options))] }, { signal });
  }

  /** Puts a job into the line. */
  #run(work, { signal, onProgress } = {}) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const job = { ...work, onProgress };
      const cancel = () => this.#cancel(job, signal.reason);
      const settled = (settle) => (value) => {
        signal?.removeEventListener('abort', cancel);
        settle(value);
      };
      job.resolve = settled(resolve);
      job.reject = settled(reject);
      signal?.addEventListener('abort', cancel);
      this.#waiting.push(job);
      this.#next();
    });
  }

  #next() {
    if (this.#running) return;
    if (this.#terminated) this.#waiting.splice(0).forEach((job) => job.reject(terminated()));
    const job = this.#waiting.shift();
    if (!job) return;
    this.#running = job;
    const isNew = !this.#thread;
    if (isNew) this.#thread = this.#open();
    if (isNew && job.method !== 'start') this.#thread.post({ method: 'start', args: [this.#start], isQuiet: true }, []);
    try {
      this.#thread.post({ method: job.method, args: job.args }, job.buffers ?? []);
    } catch (error) {
      this.#settle((job) => job.reject(new JianbaoError('input', `this cannot be given to another thread: ${error.message}`, { cause: error })));
    }
  }

  #open() {
    const thread = this.#spawn();
    thread.onMessage((message) => {
      if (thread !== this.#thread) return;
      if (message.progress) this.#running?.onProgress?.(message.progress);
      else this.#settle((job) => (message.error ? job.reject(fromMessage(message.error)) : job.resolve(message.value)));
    });
    thread.onError((message) => {
      if (thread !== this.#thread) return;
      this.#drop();
      this.#settle((job) => job.reject(new JianbaoError('worker', `the worker stopped: ${message}`)));
    });
    return thread;
  }

  #settle(settle) {
    const job = this.#running;
    this.#running = undefined;
    if (job) settle(job);
    this.#next();
  }

  /** Work that is under way cannot be stopped but with its thread; the next job starts a new one. */
  #cancel(job, reason) {
    if (job === this.#running) {
      this.#drop();
      this.#settle((job) => job.reject(reason));
    } else {
      this.#waiting = this.#waiting.filter((other) => other !== job);
      job.reject(reason);
    }
  }

  #drop() {
    this.#thread?.terminate();
    this.#thread = undefined;
  }
}

const terminated = () => new JianbaoError('worker', 'the worker was terminated');

/** Whether an item of `extractMany` is an object with a page and what is known of it, and not the page itself. */
function isRow(item) {
  return item !== null && typeof item === 'object' && 'input' in item;
}

/** A page as it is sent, and the buffers that move with it. Of a part of a buffer the part alone is sent. */
function parcel(input, transfer) {
  if (typeof input === 'string') return [input, []];
  const bytes = bytesOf(input);
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
  const own = isWhole && transfer ? bytes : bytes.slice();
  return [own, [own.buffer]];
}
