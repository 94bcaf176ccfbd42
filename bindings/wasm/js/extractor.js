import { Session } from './session.js';

/** Extracts articles, and what they speak of; see index.d.ts. */
export class Extractor {
  #session;

  static {
    // Browsers before 2025 do not have `using`.
    if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.free;
  }

  constructor(config) {
    this.#session = new Session(config);
  }

  extract(input, options) {
    return JSON.parse(this.#session.extract(input, options));
  }

  export(input, format, options) {
    return this.#session.export(input, format, options);
  }

  annotate(text, options) {
    return JSON.parse(this.#session.annotate(text, options));
  }

  tokenize(text) {
    return JSON.parse(this.#session.tokenize(text));
  }

  free() {
    this.#session.free();
  }
}
