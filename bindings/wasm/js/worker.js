import { resolve } from './fetch.js';
import { WorkerClient } from './worker-client.js';

export { JianbaoError } from './errors.js';

/** An extractor in a Web Worker; see worker.d.ts. */
export class ExtractorWorker extends WorkerClient {
  static create(config, options) {
    return WorkerClient.start(ExtractorWorker, spawn, resolve, config, options);
  }
}

/** @returns {import('./worker-client.js').Thread} */
function spawn() {
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { type: 'module', name: 'jianbao' });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (hear) => worker.addEventListener('message', (event) => hear(event.data)),
    onError: (hear) => worker.addEventListener('error', (event) => hear(event.message ?? 'its script cannot be loaded')),
    terminate: () => worker.terminate(),
  };
}
