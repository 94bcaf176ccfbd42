// Places by province, with the codes of GB/T 2260; then those abroad, then those of which no code is known.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { name } from './people.js';

/** @typedef {import('../reading.js').Reading} Reading */
/** @typedef {import('../values.js').Place} Place */
/** @typedef {{ label: string, code: string, chain: string[], order: string, spans: { start: number, end: number }[] }} Row */

/**
 * A row a place: the same code, or the same words where there is none.
 * @param {Reading} reading
 */
function gathered(reading) {
  /** @type {Map<string, Row>} */
  const found = new Map();
  for (const mention of reading.ofKind('place')) {
    const value = /** @type {Place | null} */ (mention.value);
    const chain = value?.chain ?? [];
    const code = value?.code_full ?? value?.code ?? '';
    const entity = typeof mention.entity === 'number' ? reading.name(mention.entity) : mention.text;
    const key = chain.length ? `${code}/${chain.join('/')}` : entity;
    let row = found.get(key);
    if (!row) {
      const order = code || (value?.country ? `~${value.country}` : '~~');
      row = { label: chain.at(-1) ?? entity, code: code || (value?.country ?? ''), chain, order, spans: [] };
      found.set(key, row);
    }
    row.spans.push(mention);
  }
  return [...found.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
}

/** @type {import('../panels.js').Panel} */
export const places = {
  id: 'places',
  count: (reading) => gathered(reading).length,
  draw(reading) {
    const rows = gathered(reading);
    if (!rows.length) return [h('p', { class: 'none' }, t('places.none'))];
    /** @type {Map<string, Row[]>} */
    const groups = new Map();
    for (const row of rows) {
      const group = row.chain[0] ?? t('places.unknown');
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    return capped(h('div', { class: 'groups' }), [...groups], ([label, list]) =>
      h(
        'section',
        {},
        h('h2', { lang: 'zh' }, label),
        ...capped(h('ul', { class: 'lines' }), list, ({ label: own, code, chain, spans }) => {
          const between = chain.slice(1, -1).join(' › ');
          return h('li', {}, name(own, spans, 'place'), h('span', { class: 'detail', lang: 'zh' }, between), h('code', {}, code));
        }, 40),
      ), 40);
  },
};
