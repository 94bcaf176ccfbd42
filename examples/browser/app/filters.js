// Which kinds are marked in the text: a row of switches with counts.

import { h } from './dom.js';
import { t } from './i18n.js';
import { LAYERS } from './kinds.js';

/** What is switched off; kept from article to article. */
const hidden = new Set();

/** @param {string} layer */
export function isHidden(layer) {
  return hidden.has(layer);
}

/**
 * @param {import('./reading.js').Reading} reading
 * @param {HTMLElement} body
 */
export function filters(reading, body) {
  const apply = () => {
    body.dataset.hide = [...hidden].join(' ');
    for (const button of buttons) button.setAttribute('aria-pressed', String(!hidden.has(button.dataset.layer)));
    all.textContent = t(buttons.every(({ dataset }) => hidden.has(dataset.layer)) ? 'filters.all' : 'filters.none');
  };
  const present = LAYERS.filter((layer) => reading.counts.get(layer));
  const buttons = present.map((layer) =>
    h(
      'button',
      {
        type: 'button', class: `chip ${layer}`, data: { layer },
        on: { click: () => { if (!hidden.delete(layer)) hidden.add(layer); apply(); } },
      },
      h('span', { class: 'swatch', 'aria-hidden': 'true' }, t(`mark.${layer}`)),
      h('span', {}, t(`kind.${layer}`)),
      h('span', { class: 'count' }, String(reading.counts.get(layer))),
    ),
  );
  const all = h('button', {
    type: 'button', class: 'chip plain',
    on: { click: () => {
      const off = present.every((layer) => hidden.has(layer));
      for (const layer of present) if (off) hidden.delete(layer); else hidden.add(layer);
      apply();
    } },
  });
  if (!present.length) return h('div', { class: 'filters' });
  apply();
  return h('div', { class: 'filters', role: 'group', 'aria-label': t('filters.label') }, buttons, all);
}
