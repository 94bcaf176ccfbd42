// How the files of the package are read in Node: from the disk, or fetched if an address of the web is given.

import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import * as web from './fetch.js';
import { JianbaoError } from './errors.js';

/** @param {import('./fetch.js').How} how */
export async function compile(source = new URL('./jianbao_bg.wasm', import.meta.url), how) {
  return web.compile(await open(source, how), how);
}

/** @param {import('./fetch.js').How} how */
export async function readData(source = new URL('./data/jianbao.data', import.meta.url), how) {
  return web.readData(await open(source, how), how);
}

export function resolve(source) {
  return typeof source === 'string' && !isAddress(source) ? pathToFileURL(source).href : source instanceof URL ? source.href : source;
}

export const { forget } = web;

/** The bytes of a file; whatever is none is handed on. */
async function open(source, { onBytes, signal }) {
  if (!(source instanceof URL) && typeof source !== 'string') return source;
  const address = resolve(source);
  if (!address.startsWith('file:')) return address;
  try {
    const bytes = await readFile(fileURLToPath(address), { signal });
    onBytes(bytes.length);
    return bytes;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new JianbaoError('load', `${address} cannot be read: ${error.message}`, { cause: error });
  }
}

function isAddress(source) {
  return /^[a-z][a-z+.-]+:/i.test(source);
}
