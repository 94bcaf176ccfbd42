// Persons with their posts, and what they have to do with the page.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { leadsTo } from '../jump.js';

/** @typedef {import('../reading.js').Reading} Reading */
/** @typedef {import('../types.js').Affiliation} Affiliation */

/** @param {Reading} reading */
function persons(reading) {
  return reading.entities.filter(({ kind }) => kind === 'person');
}

/** @type {import('../panels.js').Panel} */
export const people = {
  id: 'people',
  count: (reading) => persons(reading).length,
  draw(reading) {
    const list = persons(reading);
    const vacant = reading.affiliations.filter(({ person }) => person === null);
    if (!list.length && !vacant.length) return [h('p', { class: 'none' }, t('people.none'))];
    const nodes = capped(h('ul', { class: 'cards' }), list, (entity) => {
      const posts = reading.posts.get(entity.id) ?? [];
      const roles = reading.roles.get(entity.id) ?? [];
      const said = reading.said.get(entity.id) ?? [];
      return h(
        'li',
        {},
        name(entity.name, reading.spans(entity), 'person'),
        posts.map((held) => post(reading, held)),
        roles.length > 0 && h('p', { class: 'detail' }, t('people.role', { role: [...new Set(roles.map(({ role }) => role))].join('、') })),
        said.length > 0 && h('p', { class: 'detail' }, h('button', leadsTo(said), t('people.said', { n: said.length }))),
      );
    });
    if (!vacant.length) return nodes;
    return [...nodes, h('h2', {}, t('people.vacant')), ...capped(h('ul', { class: 'cards' }), vacant, (held) => h('li', {}, post(reading, held)))];
  },
};

/**
 * The name of an entity with the number of its mentions; a button if the text has it.
 * @param {string} words
 * @param {{ start: number, end: number }[]} spans
 * @param {string} kind
 */
export function name(words, spans, kind) {
  const label = [h('span', { class: `name ${kind}`, lang: 'zh' }, words), spans.length > 1 && h('span', { class: 'count' }, `×${spans.length}`)];
  return spans.length ? h('button', leadsTo(spans), label) : h('p', { class: 'hit' }, label);
}

/**
 * @param {Reading} reading
 * @param {Affiliation} held
 */
function post(reading, held) {
  const { start, end } = held;
  const words = h('span', { lang: 'zh' }, [reading.name(held.organization), held.title].filter(Boolean).join(' · '));
  const marks = [held.former && 'former', held.inferred && 'inferred'].filter(Boolean).map((mark) => h('span', { class: 'tag' }, t(`people.${mark}`)));
  return h('p', { class: 'post' }, typeof start === 'number' && typeof end === 'number' ? h('button', leadsTo([{ start, end }]), words) : words, marks);
}
