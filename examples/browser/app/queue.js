// Pages that were handed in, one worked on at a time.

import { breathe } from './dom.js';

/** @typedef {import('./types.js').Clipping} Clipping */
/** @typedef {import('./engine.js').Engine} Engine */

/** The library's own limit; what is larger is not even read. */
export const MAX_BYTES = 64 << 20;

let last = 0;

/**
 * @param {string} name
 * @param {string | Blob} input
 * @param {import('./types.js').Options} options
 * @returns {Clipping}
 */
export function clipping(name, input, options) {
  return { id: ++last, name, input, size: typeof input === 'string' ? input.length : input.size, options, state: 'waiting' };
}

/** Fires `change` with the clipping that changed as `detail`. */
export class Queue extends EventTarget {
  /** @param {Engine} engine */
  constructor(engine) {
    super();
    this.engine = engine;
    /** @type {Clipping[]} */
    this.clippings = [];
    this.abort = new AbortController();
  }

  /** @param {Clipping} one */
  changed(one) {
    this.dispatchEvent(new CustomEvent('change', { detail: one }));
  }

  /**
   * Takes the place of what was there and works through it.
   * @param {Clipping[]} clippings
   */
  async run(clippings) {
    this.cancel();
    this.clippings = clippings;
    await this.work();
  }

  /** Works on all that wait; where that is being done it finds what was added. */
  async work() {
    if (this.clippings.some(({ state }) => state === 'working')) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    for (let one = this.next(); one && !signal.aborted; one = this.next()) {
      one.state = 'working';
      this.changed(one);
      try {
        if (one.size > MAX_BYTES) throw Object.assign(new Error(`${one.size} > ${MAX_BYTES}`), { kind: 'limit' });
        one.article = await this.engine.extract(one, signal);
        // To read a large record and to show it are two pieces of work.
        await breathe();
        one.state = 'done';
      } catch (error) {
        if (signal.aborted) return;
        const { kind, message, name } = /** @type {Error & { kind?: string }} */ (error);
        one.error = { kind: this.engine.status.name === 'failed' ? 'load' : (kind ?? name), message };
        one.state = 'failed';
      }
      this.changed(one);
    }
  }

  next() {
    return this.clippings.find(({ state }) => state === 'waiting');
  }

  /** Stops at once; what was not done is marked so. */
  cancel() {
    this.abort.abort();
    for (const one of this.clippings) {
      if (one.state !== 'working' && one.state !== 'waiting') continue;
      one.state = 'cancelled';
      this.changed(one);
    }
  }

  /**
   * Tries again what failed or was stopped.
   * @param {Clipping[]} [some]
   */
  async retry(some = this.clippings) {
    for (const one of some) {
      if (one.state !== 'failed' && one.state !== 'cancelled') continue;
      one.state = 'waiting';
      delete one.error;
      this.changed(one);
    }
    await this.work();
  }
}
