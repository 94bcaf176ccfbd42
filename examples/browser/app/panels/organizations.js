// Organizations, and who is of them; then works.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { name } from './people.js';

/** @typedef {import('../reading.js').Reading} Reading */

/** @param {Reading} reading @param {string} kind */
function ofKind(reading, kind) {
  return reading.entities.filter((entity) => entity.kind === kind);
}

/** @type {import('../panels.js').Panel} */
export const organizations = {
  id: 'organizations',
  count: (reading) => ofKind(reading, 'organization').length,
  draw(reading) {
    const [bodies, works] = [ofKind(reading, 'organization'), ofKind(reading, 'work')];
    if (!bodies.length && !works.length) return [h('p', { class: 'none' }, t('organizations.none'))];
    const nodes = capped(h('ul', { class: 'cards' }), bodies, (entity) => {
      const holders = (reading.holders.get(entity.id) ?? []).filter(({ person }) => person !== null);
      return h(
        'li',
        {},
        name(entity.name, reading.spans(entity), 'organization'),
        entity.inferred && h('span', { class: 'tag' }, t('organizations.inferred')),
        holders.map((held) => h('p', { class: 'detail', lang: 'zh' }, `${held.title ?? ''} ${reading.name(held.person)}`.trim())),
      );
    });
    if (!works.length) return nodes;
    const titles = capped(h('ul', { class: 'cards' }), works, (entity) => h('li', {}, name(entity.name, reading.spans(entity), 'work')));
    return [...nodes, h('h2', {}, t('organizations.works')), ...titles];
  },
};
