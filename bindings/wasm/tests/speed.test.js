// The same pages here and by the command line on one thread, in turns. What is compared is the time of the processor, which other
// programs on the machine do not change much.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';

import init, { Extractor } from 'jianbao';

import { command, examplePages, pageRows } from './support.js';

const FLOOR = 0.35;
const ROUNDS = 3;
const TIMES = 40;

const pages = [...pageRows.map(({ html }) => html), ...examplePages.map(({ bytes }) => new TextDecoder().decode(bytes))];
const count = TIMES * pages.length;
const rows = pages.map((html, id) => `${JSON.stringify({ id, html })}\n`);

/** Seconds that the command line takes. */
function native(input) {
  const timed = 'TIMEFORMAT="%U %S"; time "$0" extract - -j 1 --quiet >/dev/null';
  const { status, stderr } = spawnSync('bash', ['-c', timed, command], { input, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stderr.trim().split(' ').reduce((sum, part) => sum + Number(part), 0);
}

/** Seconds that the module takes. */
function here(extractor) {
  const start = process.cpuUsage();
  for (let at = 0; at < count; at++) extractor.extract(pages[at % pages.length]);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test(`at least ${FLOOR} of the pages that the command line reads in a second`, async (t) => {
  await init();
  const extractor = new Extractor();
  pages.forEach((page) => extractor.extract(page));
  const best = { here: Infinity, native: Infinity, start: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    best.here = Math.min(best.here, here(extractor));
    best.native = Math.min(best.native, native(rows.join('').repeat(TIMES)));
    best.start = Math.min(best.start, native(rows[0]));
  }
  // Without what starting the command takes.
  const ratio = (best.native - best.start) / best.here;
  const speed = (seconds) => `${Math.round(count / seconds)} pages a second`;
  t.diagnostic(`throughput: ${speed(best.here)} in Node, ${speed(best.native - best.start)} native: ratio ${ratio.toFixed(2)}`);
  assert.ok(ratio >= FLOOR, `${ratio.toFixed(2)}: the module is slower beside the command line than it should be`);
});
