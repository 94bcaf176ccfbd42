// The examples of the README run, and all types hold.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { examples } from './support.js';

const here = import.meta.dirname;

const run = (args) => {
  try {
    return execFileSync(process.execPath, args, { cwd: here, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`);
  }
};

const printed = [
  /^云州新图书馆周六开馆 海丰晚报 2026-03-12T09:30\+08:00\n(.*\n)*person 林知遥 null\n(.*\n)*林知遥 said “市民凭身份证即可借书。”/,
  /^2022-03-18\n记者\/n .*\n# 开馆\n/,
  /^开馆 0\n1 2\n(2 2\n)?a 市民/,
  /^utf16 true\n$/,
];

test('every example in JavaScript is expected to print something', () => assert.equal(examples('js').length, printed.length));

examples('js').forEach((code, number) => {
  test(`example ${number + 1}`, () => {
    const file = join(here, `example-${number}.js`);
    writeFileSync(file, code);
    assert.match(run([file]), printed[number]);
  });
});

test('types hold, of the examples and of what the tests use', () => {
  const [, typed] = examples('ts');
  writeFileSync(join(here, 'example-types.ts'), typed);
  const tsc = join(here, '../node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
  run([tsc, ...options, '--types', '', 'example-types.ts', 'types-check.ts']);
});
