// The side panels: a row of tabs, one panel drawn at a time.

import { byId, h } from './dom.js';
import { t } from './i18n.js';
import { json } from './panels/json.js';
import { numbers } from './panels/numbers.js';
import { organizations } from './panels/organizations.js';
import { page } from './panels/page.js';
import { people } from './panels/people.js';
import { places } from './panels/places.js';
import { quotations } from './panels/quotations.js';
import { times } from './panels/times.js';

/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {{ id: string, count?: (reading: Reading) => number, draw: (reading: Reading) => Node[] }} Panel */

/** @type {Panel[]} */
const PANELS = [people, organizations, places, times, numbers, quotations, page, json];

let chosen = 'people';

/**
 * Draws the tabs for an article; the panel that was open stays open, but where there is no text the one about the page is.
 * @param {HTMLElement} container
 * @param {Reading} reading
 */
export function showPanels(container, reading) {
  const panel = h('div', { class: 'panel', id: 'panel', role: 'tabpanel', tabindex: 0 });
  const tabs = PANELS.map(({ id, count }) =>
    h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, class: 'tab', data: { panel: id }, 'aria-controls': 'panel' },
      t(`panel.${id}`),
      count && h('span', { class: 'count' }, String(count(reading))),
    ),
  );
  let open = reading.article.text ? chosen : 'page';
  /** @param {string} id */
  const choose = (id) => {
    open = id;
    for (const tab of tabs) {
      const isChosen = tab.dataset.panel === id;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    const { draw } = PANELS.find((each) => each.id === id) ?? PANELS[0];
    panel.replaceChildren(...draw(reading));
    panel.scrollTop = 0;
  };
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('panels.label') }, tabs);
  list.addEventListener('click', ({ target }) => {
    const tab = target instanceof Element ? target.closest('[role=tab]') : null;
    if (tab instanceof HTMLElement) choose((chosen = tab.dataset.panel ?? 'people'));
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.findIndex(({ dataset }) => dataset.panel === open);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    choose((chosen = tab.dataset.panel ?? 'people'));
    tab.focus();
  });
  container.replaceChildren(list, panel);
  choose(open);
}

/** @param {string} id */
export function openPanel(id) {
  byId('result').dataset.view = 'panels';
  const tab = byId(`tab-${id}`);
  tab.click();
  tab.focus();
}
