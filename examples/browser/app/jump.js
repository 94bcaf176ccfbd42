// From a panel to its place in the text, and back.

import { closeCard } from './card.js';
import { byId } from './dom.js';
import { t } from './i18n.js';

/** @typedef {import('./body.js').Body} Body */

/** @type {{ button: HTMLElement, y: number, view: string } | null} */
let origin = null;

/**
 * The attributes of a button that leads to places in the text, one after the other.
 * @param {{ start: number, end: number }[]} spans
 */
export function leadsTo(spans) {
  // More places than these nobody clicks through.
  return { type: 'button', class: 'hit', data: { jump: spans.slice(0, 500).map(({ start, end }) => `${start}-${end}`).join(' '), step: 0 } };
}

/**
 * Goes to the place that a button names next.
 * @param {HTMLElement} button
 * @param {Body} body
 */
export async function jump(button, body) {
  const places = (button.dataset.jump ?? '').split(' ').filter(Boolean);
  if (!places.length) return;
  const step = Number(button.dataset.step) % places.length;
  button.dataset.step = String(step + 1);
  const [start, end] = places[step].split('-').map(Number);
  const result = byId('result');
  if (!origin) origin = { button, y: scrollY, view: result.dataset.view ?? 'article' };
  origin.button = button;
  result.dataset.view = 'article';
  closeCard();
  const piece = await body.reveal(start);
  if (!piece) return;
  const target = find(piece, body, start, end) ?? piece;
  for (const element of document.querySelectorAll('.is-target')) element.classList.remove('is-target');
  target.classList.add('is-target');
  target.scrollIntoView({ block: 'center' });
  const back = byId('back');
  back.hidden = false;
  byId('live').textContent = t('jump.said', { n: step + 1, all: places.length, words: body.reading.article.text.slice(start, Math.min(end, start + 60)) });
}

/**
 * The element of the mention or quotation that starts here.
 * @param {HTMLElement} piece
 * @param {Body} body
 * @param {number} start
 * @param {number} end
 */
function find(piece, body, start, end) {
  const { mentions, quotations } = body.reading;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (piece.querySelectorAll('mark.m, .said, .flag'))) {
    const { mention, quotation } = element.dataset;
    const span = mention !== undefined ? mentions[Number(mention)] : quotation !== undefined ? quotations[Number(quotation)] : null;
    if (span ? span.start === start && span.end === end : element.textContent === body.reading.article.text.slice(start, end)) return element;
  }
  return null;
}

/** Back to the panel from which the reader came. */
export function goBack() {
  byId('back').hidden = true;
  if (!origin) return;
  const { button, y, view } = origin;
  origin = null;
  byId('result').dataset.view = view;
  scrollTo({ top: y });
  button.focus({ preventScroll: true });
}

/** Forgets where the reader came from: another article is shown. */
export function forgetOrigin() {
  origin = null;
  byId('back').hidden = true;
}
