// Times: on a line those that lie somewhere, in lists those that recur, last, or are open.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { timeline } from '../timeline.js';
import { instant, time } from '../values.js';
import { name } from './people.js';

/** @typedef {import('../types.js').Mention} Mention */
/** @typedef {import('../values.js').Time} Time */

/** @param {Mention} mention */
function value(mention) {
  return /** @type {Time | null} */ (mention.value);
}

/** @type {import('../panels.js').Panel} */
export const times = {
  id: 'times',
  count: (reading) => reading.counts.get('time') ?? 0,
  draw(reading) {
    const all = reading.ofKind('time');
    if (!all.length) return [h('p', { class: 'none' }, t('times.none'))];
    const placed = all
      .filter((mention) => value(mention)?.from || value(mention)?.to)
      .sort((a, b) => begin(a) - begin(b));
    const closed = placed.filter((mention) => value(mention)?.from && value(mention)?.to);
    const open = placed.filter((mention) => !value(mention)?.from || !value(mention)?.to);
    const loose = all.filter((mention) => value(mention) && !value(mention)?.from && !value(mention)?.to);
    const unknown = all.filter((mention) => !value(mention));
    const published = reading.article.date_published?.iso ?? null;
    return [
      placed.length > 0 && timeline(alike(placed).map(([mention]) => mention), published),
      ...list('times.dated', closed),
      ...list('times.open', open),
      ...list('times.recurring', loose.filter((mention) => value(mention)?.type === 'SET')),
      ...list('times.lasting', loose.filter((mention) => value(mention)?.type === 'DURATION')),
      ...list('times.vague', loose.filter((mention) => !['SET', 'DURATION'].includes(value(mention)?.type ?? ''))),
      ...list('times.unknown', unknown),
    ].filter((node) => node !== false);
  },
};

/** @param {Mention} mention */
function begin(mention) {
  const { from, to } = /** @type {Time} */ (mention.value);
  return instant(from ?? to ?? '') ?? 0;
}

/**
 * Mentions of the same words for the same time, together.
 * @param {Mention[]} mentions
 */
function alike(mentions) {
  /** @type {Map<string, Mention[]>} */
  const groups = new Map();
  for (const mention of mentions) {
    const key = `${mention.text} ${value(mention)?.timex}`;
    const group = groups.get(key);
    if (group) group.push(mention);
    else groups.set(key, [mention]);
  }
  return [...groups.values()];
}

/**
 * @param {string} key
 * @param {Mention[]} mentions
 */
function list(key, mentions) {
  if (!mentions.length) return [];
  return [
    h('h2', {}, t(key)),
    ...capped(h('ul', { class: 'lines' }), alike(mentions), (spans) => {
      const found = value(spans[0]);
      return h('li', {}, name(spans[0].text, spans, 'time'), h('span', { class: 'figure' }, found ? time(found) : ''));
    }, 40),
  ];
}
