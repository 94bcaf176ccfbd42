import { JianbaoError } from './errors.js';
import { checkLength, checkText, toJson, toPage } from './input.js';
import { call, currentGeneration, isCurrent } from './module.js';

/** An extractor of the module, whose answers are JSON. It outlives the instance of the module that it was made in. */
export class Session {
  /** The settings, for the case that the module is made anew. */
  #settings;
  #engine;
  #generation;

  constructor(config) {
    this.#settings = toJson('config', config);
    this.#start();
  }

  #start() {
    this.#generation = currentGeneration();
    this.#engine = call(({ Engine }) => new Engine(this.#settings));
  }

  #live() {
    if (this.#settings === undefined) throw new JianbaoError('init', 'this extractor was freed');
    if (!isCurrent(this.#generation)) this.#start();
    return this.#engine;
  }

  extract(input, options) {
    const engine = this.#live();
    const known = toJson('options', options);
    const [bytes, isText] = toPage(input, engine.maxBytes);
    return call(() => engine.extract(bytes, isText, known));
  }

  export(input, format, options) {
    const engine = this.#live();
    const known = toJson('options', options);
    const [bytes, isText] = toPage(input, engine.maxBytes);
    return call(() => engine.export(bytes, isText, String(format), known));
  }

  annotate(text, options) {
    const engine = this.#live();
    const known = toJson('options', options);
    checkText(text);
    checkLength(text.length, engine.maxBytes);
    return call(() => engine.annotate(text, known));
  }

  tokenize(text) {
    const engine = this.#live();
    checkText(text);
    checkLength(text.length, engine.maxBytes);
    return call(({ tokenize }) => tokenize(text));
  }

  free() {
    const engine = this.#engine;
    this.#settings = this.#engine = undefined;
    // What belongs to an instance that is no more went with it.
    if (engine && isCurrent(this.#generation)) engine.free();
  }
}
