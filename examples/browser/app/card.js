// The card that says what a mention stands for: on hover, on focus, and kept open by a click until Esc.

import { byId, h } from './dom.js';
import { t } from './i18n.js';
import { rows } from './values.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** The pointer may cross the gap to the card within this many milliseconds. */
const GRACE = 180;

/** @type {{ mark: HTMLElement, pinned: boolean } | null} */
let open = null;
let leaving = 0;

/**
 * The words of a card.
 * @param {Reading} reading
 * @param {number} number of the mention
 */
function content(reading, number) {
  const mention = reading.mentions[number];
  const entity = mention.entity === null || mention.entity === undefined ? null : reading.entities[mention.entity];
  /** @type {[string, string][]} */
  const all = rows(mention);
  if (entity) {
    if (entity.name !== mention.text) all.unshift([t('value.entity'), entity.name + (entity.inferred ? ` ${t('value.inferred')}` : '')]);
    const posts = (reading.posts.get(entity.id) ?? []).slice(0, 4);
    for (const post of posts) all.push([t(post.former ? 'value.former_post' : 'value.post'), [reading.name(post.organization), post.title].filter(Boolean).join(' ')]);
    if (entity.mentions.length > 1) all.push([t('value.times'), t('value.occurrences', { n: entity.mentions.length })]);
  }
  return [
    h('p', { class: 'card-head' }, h('span', { class: `seal ${mention.kind}` }, t(`kind.${mention.kind}`)), h('strong', { lang: 'zh' }, mention.text.slice(0, 80))),
    all.length
      ? h('dl', {}, all.flatMap(([label, words]) => [h('dt', {}, label), h('dd', {}, words)]))
      : h('p', { class: 'card-none' }, t(mention.kind === 'person' || mention.kind === 'organization' || mention.kind === 'title' || mention.kind === 'work' ? 'value.plain' : 'value.none')),
  ];
}

/**
 * @param {Reading} reading
 * @param {HTMLElement} mark
 * @param {boolean} pinned
 */
export function openCard(reading, mark, pinned) {
  clearTimeout(leaving);
  const card = byId('card');
  if (open?.mark !== mark) {
    closeCard();
    card.replaceChildren(...content(reading, Number(mark.dataset.mention)));
    card.hidden = false;
    mark.classList.add('is-open');
    mark.setAttribute('aria-describedby', 'card');
  }
  open = { mark, pinned: pinned || (open?.mark === mark && open.pinned) };
  place(card, mark);
}

/** @param {HTMLElement} card @param {HTMLElement} mark */
function place(card, mark) {
  const boxes = mark.getClientRects();
  const box = boxes[0] ?? mark.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const last = boxes[boxes.length - 1] ?? box;
  const below = last.bottom + 8;
  const top = below + height < window.innerHeight - 8 ? below : Math.max(8, box.top - height - 8);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

/** Closes the card; says whether there was one. */
export function closeCard() {
  clearTimeout(leaving);
  if (!open) return false;
  open.mark.classList.remove('is-open');
  open.mark.removeAttribute('aria-describedby');
  open = null;
  byId('card').hidden = true;
  return true;
}

/** Which mark the card belongs to. */
export function openMark() {
  return open?.mark ?? null;
}

/** Closes the card soon, unless the pointer comes back or it is kept open. */
export function leaveCard() {
  clearTimeout(leaving);
  if (open && !open.pinned) leaving = window.setTimeout(closeCard, GRACE);
}

/** Wires what closes the card, and lets the pointer rest on it. */
export function wireCard() {
  const card = byId('card');
  card.addEventListener('pointerenter', () => clearTimeout(leaving));
  card.addEventListener('pointerleave', leaveCard);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && closeCard()) event.preventDefault();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Element && !target.closest('#card, mark.m')) closeCard();
  });
  addEventListener('scroll', () => { if (open) place(card, open.mark); }, { passive: true });
  addEventListener('resize', closeCard);
}
