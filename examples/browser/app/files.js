// Several pages: a list with the state of each, the way from one to the next, and all records in one file.

import { h } from './dom.js';
import { downloadAll } from './exports.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Clipping} Clipping */

/**
 * @param {HTMLElement} container
 * @param {Clipping[]} clippings
 * @param {Clipping | null} current
 * @param {{ show: (clipping: Clipping) => void, cancel: () => void, retry: () => void }} act
 */
export function showFiles(container, clippings, current, act) {
  container.hidden = clippings.length < 2;
  if (container.hidden) return;
  const busy = clippings.some(({ state }) => state === 'waiting' || state === 'working');
  const ended = clippings.filter(({ state }) => state !== 'waiting' && state !== 'working').length;
  const failed = clippings.filter(({ state }) => state === 'failed' || state === 'cancelled').length;
  const at = current ? clippings.indexOf(current) : -1;
  const go = (/** @type {string} */ key, /** @type {Clipping | undefined} */ to) =>
    h('button', { type: 'button', id: `files-${key}`, disabled: !to, on: { click: () => to && act.show(to) } }, t(`files.${key}`));
  const items = clippings.map((one) =>
    h(
      'li',
      {},
      h(
        'button',
        { type: 'button', class: `file ${one.state}`, id: `file-${one.id}`, 'aria-current': one === current && 'true', on: { click: () => act.show(one) } },
        h('span', { class: 'file-title', lang: one.article ? 'zh' : null }, one.article?.headline ?? one.name),
        h('span', { class: 'file-state' }, note(one)),
      ),
    ),
  );
  // Drawn anew while work goes on; the focus stays on what it was on.
  const focused = container.contains(document.activeElement) ? document.activeElement?.id : null;
  const scrolled = container.querySelector('.file-list')?.scrollTop ?? 0;
  container.replaceChildren(
    h('h2', {}, t('files.title', { n: clippings.length })),
    h('progress', { max: clippings.length, value: ended, 'aria-label': t('files.progress', { n: ended, all: clippings.length }), class: busy ? null : 'is-done' }),
    h('p', { class: 'detail' }, t(failed ? 'files.some_failed' : 'files.progress', { n: ended, all: clippings.length, failed })),
    h('ol', { class: 'file-list' }, items),
    h(
      'div',
      { class: 'file-buttons' },
      go('previous', clippings[at - 1]),
      go('next', clippings[at + 1]),
      busy && h('button', { type: 'button', id: 'files-cancel', on: { click: act.cancel } }, t('work.cancel')),
      !busy && failed > 0 && h('button', { type: 'button', id: 'files-retry', on: { click: act.retry } }, t('files.retry')),
      h('button', { type: 'button', id: 'files-all', disabled: ended === 0, on: { click: () => downloadAll(clippings) } }, t('files.all')),
    ),
  );
  const list = container.querySelector('.file-list');
  if (list) list.scrollTop = scrolled;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** @param {Clipping} one */
function note({ state, article, error }) {
  if (state === 'failed') return t(`error.${known(error?.kind)}.short`);
  if (!article) return t(`state.${state}`);
  if (!article.text) return t('state.empty');
  return t('state.done', { n: article.mentions?.length ?? 0 });
}

/** @param {string} [kind] */
export function known(kind) {
  return kind && ['limit', 'config', 'data', 'load', 'panic', 'NotReadableError'].includes(kind) ? kind : 'other';
}
