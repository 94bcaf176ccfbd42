import { JianbaoError } from './errors.js';

const encoder = new TextEncoder();

/** What a value is, for a message. */
function nameOf(value) {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? (value.constructor?.name ?? 'an object') : `a ${typeof value}`;
}

/** Whether a value is an ArrayBuffer, shared or not, of whatever window. */
function isBuffer(value) {
  return /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value));
}

/** Whether a buffer was transferred to another thread. Node 20 can only be asked so. */
function isGone(buffer) {
  try {
    return new Uint8Array(buffer) === undefined;
  } catch {
    return true;
  }
}

/**
 * The bytes of an ArrayBuffer or of a view of one, not copied; undefined for anything else.
 * @returns {Uint8Array | undefined}
 */
export function bytesOf(value) {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return isBuffer(value) ? new Uint8Array(value) : undefined;
}

/** Throws what tells a caller that a page is none. */
export function checkInput(input) {
  if (typeof input === 'string') return;
  if (!ArrayBuffer.isView(input) && !isBuffer(input)) {
    const hint = typeof input?.arrayBuffer === 'function' ? ': pass `await input.arrayBuffer()`' : '';
    throw new TypeError(`input: expected a string, an ArrayBuffer or a typed array, not ${nameOf(input)}${hint}`);
  }
  if (isGone(input.buffer ?? input)) throw new JianbaoError('input', 'its buffer was transferred to another thread and is empty here');
}

/** Throws what tells a caller that a text is none. */
export function checkText(text) {
  if (typeof text !== 'string') throw new TypeError(`text: expected a string, not ${nameOf(text)}`);
}

/**
 * Settings or options as JSON.
 * @param {string} name
 * @param {object} [value]
 */
export function toJson(name, value = {}) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new TypeError(`${name}: expected an object, not ${Array.isArray(value) ? 'an array' : nameOf(value)}`);
  }
  return JSON.stringify(value);
}

/**
 * A page as the module takes it. One over the limit is refused before it is copied: the module's memory grows and never shrinks.
 * @param {string | ArrayBuffer | ArrayBufferView} input
 * @param {number} maxBytes
 * @returns {[Uint8Array, boolean]} bytes, and whether they were a string
 */
export function toPage(input, maxBytes) {
  checkInput(input);
  const isText = typeof input === 'string';
  if (isText) checkLength(input.length, maxBytes);
  const bytes = isText ? encoder.encode(input) : bytesOf(input);
  checkLength(bytes.length, maxBytes);
  return [bytes, isText];
}

/** Throws if a text, which has at least so many bytes, is over the limit. */
export function checkLength(length, maxBytes) {
  if (length > maxBytes) throw new JianbaoError('limit', `the input has ${length} bytes, over the limit maxBytes = ${maxBytes}`);
}
