// What the tests share: the repository's cases, and what the command line makes of them.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'smol-toml';

/** The checkout, and the command that was built from it. */
export const root = process.env.JIANBAO_ROOT;
export const command = join(root, 'target/release/jianbao');

function files(folder) {
  return readdirSync(join(root, folder)).sort().map((name) => join(root, folder, name));
}

function cases(folder) {
  return files(`testdata/${folder}`).flatMap((file) => {
    const { template = '{}', case: list } = parse(readFileSync(file, 'utf8'));
    return list.map((one, number) => ({ ...one, template, id: `${file.slice(root.length + 1)}#${number}` }));
  });
}

/** The pages of testdata/cases: rows as the command line reads them. */
export const pageRows = cases('cases').map(({ id, input, template, url }) => ({ id, url, html: template.replace('{}', () => input) }));

/** The texts of all other cases. */
export const textRows = ['mentions', 'relations', 'tokens', 'values']
  .flatMap(cases)
  .map(({ id, text, reference }) => ({ id, text, reference_date: reference }));

/** The pages of examples/pages, as bytes. */
export const examplePages = files('examples/pages').map((file) => ({ id: file.slice(root.length + 1), bytes: readFileSync(file) }));

/** Runs the command line. */
export function jianbao(args, input = '') {
  return execFileSync(command, args, { input, maxBuffer: 1 << 30, encoding: 'utf8' });
}

/** What the command line makes of rows: a record for each. */
export function records(verb, rows) {
  const lines = jianbao([verb, '-'], rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return lines.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** The record that the command line gives for an example page. */
export function recordOf(page) {
  return JSON.parse(jianbao(['extract', join(root, page.id), '--format', 'json']));
}

/** A record of the command line as the package has it: without an id, offsets in UTF-16 units. */
export function inUtf16({ id, ...record }) {
  const units = [0];
  for (const character of record.text) units.push(units.at(-1) + character.length);
  const convert = (value, name) => {
    if (name === 'spans') return value.map((span) => span.map((offset) => units[offset]));
    if ((name === 'start' || name === 'end') && value !== null) return units[value];
    // Values of mentions hold no offsets.
    if (name === 'value' || value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item) => convert(item));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, convert(member, name)]));
  };
  return { ...convert(record), offset_unit: 'utf16' };
}

/** The words of a line as the command line writes them. */
export function tagged(tokens) {
  return tokens.filter(({ text, tag }) => tag !== 'x' || text.trim() !== '').map(({ text, tag }) => `${text}/${tag}`).join(' ');
}

/** The examples of the README in a language. */
export function examples(language) {
  const readme = readFileSync(new URL('README.md', import.meta.resolve('jianbao')), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);
}
