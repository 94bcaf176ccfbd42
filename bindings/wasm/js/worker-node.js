import { Worker } from 'node:worker_threads';

import { resolve } from './files.js';
import { WorkerClient } from './worker-client.js';

export { JianbaoError } from './errors.js';

/** An extractor in a worker thread; see worker.d.ts. */
export class ExtractorWorker extends WorkerClient {
  static create(config, options) {
    return WorkerClient.start(ExtractorWorker, spawn, resolve, config, options);
  }
}

/** @returns {import('./worker-client.js').Thread} */
function spawn() {
  const worker = new Worker(new URL('./worker-thread-node.js', import.meta.url), { name: 'jianbao' });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (hear) => worker.on('message', hear),
    onError: (hear) => worker.on('error', (error) => hear(error.message)),
    terminate: () => void worker.terminate(),
  };
}
