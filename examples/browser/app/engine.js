// The package in its worker: loaded once, told its settings, and made anew when they change.

/** @typedef {import('./types.js').Clipping} Clipping */
/** @typedef {import('./types.js').Article} Article */
/** @typedef {import('./types.js').ExtractorWorker} ExtractorWorker */
/** @typedef {{ name: 'idle' | 'ready' } | { name: 'loading', loaded: number, total: number } | { name: 'failed', error: Error }} Status */

/** Settings that belong to the extractor and not to a page. */
const SETTINGS = /** @type {const} */ (['focus', 'prefer']);

/** Fires `status` when loading goes on, is done, or fails. */
export class Engine extends EventTarget {
  constructor() {
    super();
    /** @type {Status} */
    this.status = { name: 'idle' };
    /** @type {Promise<ExtractorWorker> | null} */
    this.worker = null;
    this.settings = '';
  }

  /** @param {Status} status */
  set(status) {
    this.status = status;
    this.dispatchEvent(new Event('status'));
  }

  /**
   * The worker for these settings, made if need be.
   * @param {import('./types.js').Options} [options]
   */
  load(options = {}) {
    const config = Object.fromEntries(SETTINGS.filter((name) => options[name]).map((name) => [name, options[name]]));
    const settings = JSON.stringify(config);
    if (this.worker && settings === this.settings) return this.worker;
    this.stop();
    this.settings = settings;
    const made = this.create(config);
    this.worker = made;
    made.catch((error) => {
      if (this.worker !== made) return;
      this.worker = null;
      this.set({ name: 'failed', error });
    });
    return made;
  }

  /** @param {object} config */
  async create(config) {
    this.set({ name: 'loading', loaded: 0, total: 0 });
    // Imported here and not above: where the package is missing, the page stands and says so.
    const { ExtractorWorker } = await import('../jianbao/worker.js');
    const worker = await ExtractorWorker.create(config, {
      onProgress: ({ loaded, total }) => this.set({ name: 'loading', loaded, total }),
    });
    this.set({ name: 'ready' });
    return worker;
  }

  /**
   * The article of a page.
   * @param {Clipping} clipping
   * @param {AbortSignal} signal
   * @returns {Promise<Article>}
   */
  async extract({ input, options }, signal) {
    const worker = await this.load(options);
    const page = typeof input === 'string' ? input : await input.arrayBuffer();
    return worker.extract(page, { ...own(options), signal });
  }

  /**
   * A page in another form.
   * @param {Clipping} clipping
   * @param {string} format
   */
  async export({ input, options }, format) {
    const worker = await this.load(options);
    const page = typeof input === 'string' ? input : await input.arrayBuffer();
    return worker.export(page, /** @type {any} */ (format), own(options));
  }

  /** Ends the worker; the next page gets a new one. */
  stop() {
    this.worker?.then((worker) => worker.terminate(), () => {});
    this.worker = null;
  }
}

/** @param {import('./types.js').Options} options */
function own({ url, charset, referenceDate }) {
  return { ...(url && { url }), ...(charset && { charset }), ...(referenceDate && { referenceDate }) };
}
