import * as assets from './fetch.js';
import { init as load } from './module.js';

export { VERSION as version } from './build.js';
export { JianbaoError } from './errors.js';
export { Extractor } from './extractor.js';
export { schema } from './schema.js';

/** Loads code and data; see index.d.ts. */
export default function init(options) {
  return load(options, assets);
}
