// The same pages here and by the command line on one thread, in turns, so that both see the same machine.

import assert from 'node:assert/strict';
import test from 'node:test';

import init, { Extractor } from 'jianbao';

import { examplePages, jianbao, pageRows } from './support.js';

const FLOOR = 0.35;
const ROUNDS = 4;

const pages = [...pageRows.map(({ html }) => html), ...examplePages.map(({ bytes }) => new TextDecoder().decode(bytes))];

const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

test(`at least ${FLOOR} of the pages that the command line reads in a second`, async (t) => {
  await init();
  const extractor = new Extractor();
  const count = 8 * pages.length;
  const rows = Array.from({ length: count }, (_, at) => `${JSON.stringify({ id: at, html: pages[at % pages.length] })}\n`).join('');
  const read = () => {
    for (let at = 0; at < count; at++) extractor.extract(pages[at % pages.length]);
  };
  read();
  const best = { here: Infinity, native: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    best.here = Math.min(best.here, timed(read));
    // Without what starting a process and loading its data take.
    const start = timed(() => jianbao(['extract', '-', '-j', '1'], rows.slice(0, rows.indexOf('\n') + 1)));
    best.native = Math.min(best.native, timed(() => jianbao(['extract', '-', '-j', '1'], rows)) - start);
  }
  const speed = (ms) => `${Math.round((count / ms) * 1000)} pages/s`;
  const ratio = best.native / best.here;
  t.diagnostic(`throughput: ${speed(best.here)} in Node, ${speed(best.native)} native: ratio ${ratio.toFixed(2)}`);
  assert.ok(ratio >= FLOOR, `${ratio.toFixed(2)}: the module is slower beside the command line than it should be`);
});
