// Long lists, a page of them at a time.

import { h } from './dom.js';
import { t } from './i18n.js';

/**
 * Puts the first items of a list into an element, and a button for the next ones behind it.
 * @template T
 * @template {HTMLElement} E
 * @param {E} parent
 * @param {T[]} list
 * @param {(item: T, number: number) => Node} draw
 * @param {number} [size]
 * @returns {HTMLElement[]}
 */
export function capped(parent, list, draw, size = 60) {
  let shown = 0;
  const more = h('button', { type: 'button', class: 'more' });
  const add = () => {
    const next = list.slice(shown, shown + size).map((item, i) => draw(item, shown + i));
    parent.append(...next);
    shown += next.length;
    more.textContent = t('list.more', { n: list.length - shown });
    more.hidden = shown >= list.length;
    return next[0];
  };
  add();
  more.addEventListener('click', () => {
    const first = add();
    const target = first instanceof Element ? first.querySelector('button, a, summary') : null;
    if (target instanceof HTMLElement) target.focus();
  });
  return shown < list.length ? [parent, more] : [parent];
}
