// Quantities by what they measure, and contacts.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { leadsTo } from '../jump.js';
import { number } from '../values.js';

/** @typedef {import('../values.js').Quantity} Quantity */
/** @typedef {import('../types.js').Mention} Mention */

/** @type {import('../panels.js').Panel} */
export const numbers = {
  id: 'numbers',
  count: (reading) => (reading.counts.get('quantity') ?? 0) + (reading.counts.get('contact') ?? 0),
  draw(reading) {
    /** @type {Map<string, Mention[]>} */
    const groups = new Map();
    for (const mention of reading.ofKind('quantity')) {
      const measure = /** @type {Quantity | null} */ (mention.value)?.measure ?? 'other';
      const group = groups.get(measure);
      if (group) group.push(mention);
      else groups.set(measure, [mention]);
    }
    const contacts = reading.ofKind('contact');
    if (!groups.size && !contacts.length) return [h('p', { class: 'none' }, t('numbers.none'))];
    const sections = [...groups].map(([measure, list]) =>
      h('section', {}, h('h2', {}, t(`measure.${measure}`)), ...capped(h('ul', { class: 'lines' }), list, quantity)),
    );
    if (contacts.length) sections.push(h('section', {}, h('h2', {}, t('kind.contact')), ...capped(h('ul', { class: 'lines' }), contacts, contact)));
    return sections;
  },
};

/** @param {Mention} mention */
function quantity(mention) {
  const value = /** @type {Quantity | null} */ (mention.value);
  return h(
    'li',
    {},
    h('button', leadsTo([mention]), h('span', { class: 'name quantity', lang: 'zh' }, mention.text)),
    h('span', { class: 'detail', lang: 'zh' }, value?.object ?? ''),
    h('span', { class: 'figure' }, value ? number(value) : ''),
  );
}

/** @param {Mention} mention */
function contact(mention) {
  const value = /** @type {{ normalized: string, type: string } | null} */ (mention.value);
  return h(
    'li',
    {},
    h('button', leadsTo([mention]), h('span', { class: 'name contact' }, mention.text)),
    h('span', { class: 'detail' }, value ? t(`contact.${value.type}`) : ''),
    h('span', { class: 'figure' }, value?.normalized ?? ''),
  );
}
