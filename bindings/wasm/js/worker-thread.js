import * as assets from './fetch.js';
import { serve } from './serve.js';

const hear = serve((message) => self.postMessage(message), assets);
self.addEventListener('message', (event) => hear(event.data));
