import { parentPort } from 'node:worker_threads';

import * as assets from './files.js';
import { serve } from './serve.js';

const hear = serve((message) => parentPort.postMessage(message), assets);
parentPort.on('message', hear);
