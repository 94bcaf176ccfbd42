// What a thread does: an extractor that is called by messages.

import { toMessage } from './errors.js';
import { compiledModule, init } from './module.js';
import { Session } from './session.js';

/**
 * What hears the messages of a thread's owner, one after another.
 *
 * @param {(message: object) => void} post
 * @param {typeof import('./fetch.js')} assets how files are read here
 * @returns {(message: { method: string, args: any[], isQuiet?: boolean }) => void}
 */
export function serve(post, assets) {
  /** @type {Session} */
  let session;
  /** Why a start failed that nobody waits for: the job that follows it tells. */
  let failure;
  // Records cross as JSON: to clone them takes longer than to read them.
  const methods = {
    async start({ config, wasm, data }) {
      await init({ wasm, data, onProgress: (progress) => post({ progress }) }, assets);
      session = new Session(config);
      return compiledModule();
    },
    extract: (input, options) => session.extract(input, options),
    export: (input, format, options) => session.export(input, format, options),
    annotate: (text, options) => session.annotate(text, options),
    tokenize: (text) => session.tokenize(text),
  };
  const answer = async ({ method, args, isQuiet }) => {
    try {
      if (failure) throw failure;
      const value = await methods[method](...args);
      if (!isQuiet) post({ value });
    } catch (error) {
      if (isQuiet) failure = error;
      else post({ error: toMessage(error) });
    }
  };
  let last = Promise.resolve();
  return (message) => {
    last = last.then(() => answer(message));
  };
}
