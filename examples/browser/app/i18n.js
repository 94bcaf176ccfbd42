// The page's own words, a file a language. A string is text, or a function of its values.

import en from '../strings/en.js';
import zh from '../strings/zh.js';
import { recall, remember } from './memory.js';

const LANGUAGES = /** @type {Record<string, typeof zh>} */ ({ zh, en });
const TAGS = { zh: 'zh-Hans', en: 'en' };

let current = choose();

/** The language that was chosen before, else the first of the browser's that the page has. */
function choose() {
  const before = recall('language');
  if (before && before in LANGUAGES) return before;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? 'zh';
}

/** Which language the page speaks: `zh` or `en`. */
export function language() {
  return current;
}

/**
 * The words for a key.
 * @param {string} key
 * @param {Record<string, any>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const found = LANGUAGES[current][key];
  return typeof found === 'function' ? found(values) : (found ?? key);
}

/**
 * Whether there are words for a key.
 * @param {string} key
 */
export function has(key) {
  return key in LANGUAGES[current];
}

/** Puts the words into what the page itself says: `data-t` names its text, `data-t-ATTRIBUTE` an attribute. */
export function translatePage() {
  document.documentElement.lang = TAGS[/** @type {'zh' | 'en'} */ (current)];
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.getAttribute('data-t') ?? '');
  for (const attribute of ['aria-label', 'placeholder', 'title', 'content']) {
    for (const element of document.querySelectorAll(`[data-t-${attribute}]`)) {
      element.setAttribute(attribute, t(element.getAttribute(`data-t-${attribute}`) ?? ''));
    }
  }
}

/**
 * Changes the language of the page.
 * @param {string} next
 */
export function speak(next) {
  current = next;
  remember('language', next);
  translatePage();
}
