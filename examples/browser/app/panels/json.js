// The record as it is, as a tree that is opened branch by branch.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';

/** Strings are cut after this many characters here; what is copied has all of them. */
const LONGEST = 160;

/** @type {import('../panels.js').Panel} */
export const json = {
  id: 'json',
  draw({ article }) {
    const tree = h('div', { class: 'json', lang: 'zh' });
    return [h('p', { class: 'detail' }, t('json.note')), ...capped(tree, Object.entries(article), ([key, value]) => branch(key, value))];
  },
};

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {HTMLElement}
 */
function branch(key, value) {
  const name = h('span', { class: 'key' }, key);
  if (value === null || typeof value !== 'object') return h('div', { class: 'leaf' }, name, ': ', leaf(value));
  const entries = Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  if (!entries.length) return h('div', { class: 'leaf' }, name, ': ', h('span', { class: 'size' }, size));
  const element = h('details', {}, h('summary', {}, name, h('span', { class: 'size' }, ` ${size} `), h('span', { class: 'hint' }, hint(value))));
  // Its branches are made when it is opened for the first time: a record may have a hundred thousand.
  element.addEventListener('toggle', () => element.append(...capped(h('div'), entries, ([inner, each]) => branch(inner, each), 50)), { once: true });
  return element;
}

/** @param {unknown} value */
function leaf(value) {
  if (typeof value !== 'string') return h('span', { class: value === null ? 'null' : typeof value }, String(value));
  return h('span', { class: 'string' }, JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value));
}

/**
 * What a closed branch is about: the words or the name of an object.
 * @param {object} value
 */
function hint(value) {
  const { kind, text, name, title } = /** @type {Record<string, unknown>} */ (value);
  return [kind, text ?? name ?? title].filter((part) => typeof part === 'string').join(' ').slice(0, 40);
}
