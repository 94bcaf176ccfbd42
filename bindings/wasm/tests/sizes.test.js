// What a browser has to fetch, beside the committed table. A change that makes it more than that is one to know of: write the new
// figures into sizes.json, rounded up to the next 10,000, and say in the changelog why.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import { root } from './support.js';

const folder = fileURLToPath(new URL('.', import.meta.resolve('jianbao')));
const table = JSON.parse(readFileSync(join(root, 'bindings/wasm/sizes.json'), 'utf8'));

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

for (const [name, most] of Object.entries(table)) {
  test(`${name} is as small as sizes.json says`, (t) => {
    const bytes = readFileSync(join(folder, name));
    const found = { raw: bytes.length, brotli: brotli(bytes) };
    t.diagnostic(`${name}: ${found.raw} bytes, ${found.brotli} with brotli`);
    for (const how of ['raw', 'brotli']) {
      assert.ok(found[how] <= most[how], `${found[how]} bytes ${how}, over ${most[how]}`);
      assert.ok(found[how] > 0.95 * most[how], `${found[how]} bytes ${how}: less than the table says, write it there`);
    }
  });
}
