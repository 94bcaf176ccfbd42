// What can be taken away: the record in several forms, copied or as a file.

import { mentionsCsv } from './csv.js';
import { breathe, byId, h } from './dom.js';
import { t } from './i18n.js';

/** @typedef {import('./types.js').Clipping} Clipping */
/** @typedef {import('./types.js').Article} Article */
/** @typedef {(clipping: Clipping, format: string) => Promise<string>} Export */

/** @type {{ id: string, suffix: string, type: string, make: (clipping: Clipping, write: Export) => Promise<BlobPart[]> }[]} */
const FORMS = [
  { id: 'json', suffix: 'json', type: 'application/json', make: ({ article }) => jsonParts(/** @type {Article} */ (article), 2) },
  { id: 'jsonld', suffix: 'jsonld', type: 'application/ld+json', make: async (clipping, write) => [await write(clipping, 'jsonld')] },
  { id: 'csv', suffix: 'csv', type: 'text/csv', make: async ({ article }) => [mentionsCsv(/** @type {Article} */ (article))] },
  { id: 'markdown', suffix: 'md', type: 'text/markdown', make: async (clipping, write) => [await write(clipping, 'markdown')] },
];

/**
 * The record as JSON in parts, with a pause now and then: a long one would hold up the tab.
 * @param {Article} article
 * @param {number} indent
 * @returns {Promise<string[]>}
 */
async function jsonParts(article, indent) {
  const parts = [];
  let opening = '{';
  const line = indent ? '\n' : '';
  const pad = ' '.repeat(indent);
  for (const [key, value] of Object.entries(article)) {
    parts.push(`${opening}${line}${pad}${JSON.stringify(key)}:${indent ? ' ' : ''}`);
    opening = ',';
    if (Array.isArray(value) && value.length > 2000) {
      for (let i = 0; i < value.length; i += 2000) {
        const some = JSON.stringify(value.slice(i, i + 2000)).slice(1, -1);
        parts.push((i ? ',' : '[') + some);
        await breathe();
      }
      parts.push(']');
    } else parts.push(JSON.stringify(value, null, indent).replaceAll('\n', `\n${pad}`));
  }
  parts.push(`${line}}${line}`);
  return parts;
}

/**
 * Records as JSONL, one a line, with the name of the page as `id`; an error in place of a record that could not be made.
 * @param {Clipping[]} clippings
 */
export async function downloadAll(clippings) {
  const parts = [];
  for (const { name, article, error, state } of clippings) {
    if (article) parts.push(...(await jsonParts(/** @type {any} */ ({ id: name, ...article }), 0)), '\n');
    else if (state === 'failed') parts.push(`${JSON.stringify({ id: name, error })}\n`);
    await breathe();
  }
  save(parts, 'application/x-ndjson', 'jianbao.jsonl');
}

/**
 * @param {BlobPart[]} parts
 * @param {string} type
 * @param {string} name
 */
function save(parts, type, name) {
  const url = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {Clipping} clipping */
function fileName({ name, article }) {
  const words = article?.headline ?? name.replace(/\.[^.]*$/, '');
  return words.replace(/[\\/:*?"<>|\s\p{C}]+/gu, '-').slice(0, 60) || 'jianbao';
}

/**
 * The menu of forms for a clipping.
 * @param {Clipping} clipping
 * @param {Export} write
 */
export function exportMenu(clipping, write) {
  /** @param {string} said */
  const say = (said) => {
    status.textContent = said;
    byId('live').textContent = said;
  };
  const status = h('p', { class: 'export-status' });
  const lines = FORMS.map(({ id, suffix, type, make }) => {
    const copy = async () => {
      try {
        // Handed over as a promise: some browsers let only what begins with the click write to the clipboard.
        const text = make(clipping, write).then(([first, ...rest]) => new Blob([String(first).replace(/^\ufeff/, ''), ...rest], { type: 'text/plain' }));
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
        say(t('export.copied', { form: t(`export.${id}`) }));
      } catch {
        say(t('export.failed'));
      }
    };
    const download = async () => {
      try {
        save(await make(clipping, write), type, `${fileName(clipping)}.${suffix}`);
        say(t('export.saved', { form: t(`export.${id}`) }));
      } catch {
        say(t('export.failed'));
      }
    };
    return h(
      'li',
      {},
      h('span', { class: 'export-name' }, h('strong', {}, t(`export.${id}`)), h('small', {}, t(`export.${id}.what`))),
      h('button', { type: 'button', data: { copy: id }, 'aria-label': t('export.copy_form', { form: t(`export.${id}`) }), on: { click: copy } }, t('export.copy')),
      h('button', { type: 'button', data: { download: id }, 'aria-label': t('export.save_form', { form: t(`export.${id}`) }), on: { click: download } }, t('export.save')),
    );
  });
  const menu = h('details', { class: 'export' }, h('summary', { class: 'button' }, t('export.title')), h('div', { class: 'menu' }, h('ul', {}, lines), status));
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  return menu;
}
