// Walking through the mentions: with the pointer, and with the arrow keys from one stop of the Tab key.

import { closeCard, leaveCard, openCard, openMark } from './card.js';
import { isHidden } from './filters.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** Where the pointer was seen last. */
const pointer = { x: -1, y: -1 };
addEventListener('pointermove', ({ clientX, clientY }) => Object.assign(pointer, { x: clientX, y: clientY }), { passive: true });

/** @param {EventTarget | null} target */
function markAt(target) {
  if (!(target instanceof Element)) return null;
  for (let mark = target.closest('mark.m'); mark; mark = mark.parentElement?.closest('mark.m') ?? null) {
    if (mark instanceof HTMLElement && isSeen(mark)) return mark;
  }
  return null;
}

/** @param {HTMLElement} mark */
function isSeen(mark) {
  return !isHidden(mark.classList[1]);
}

/**
 * @param {HTMLElement} body
 * @param {Reading} reading
 */
export function wireWalk(body, reading) {
  /** @type {HTMLElement | null} the mark that has the focus, or had it last */
  let current = null;

  /** @param {HTMLElement | null} mark */
  const focus = (mark) => {
    if (!mark) return;
    current?.removeAttribute('tabindex');
    current?.removeAttribute('role');
    current = mark;
    // Only the mark that is looked at is a control: to screen readers the rest stays running text.
    mark.tabIndex = -1;
    mark.setAttribute('role', 'button');
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    openCard(reading, mark, false);
  };

  body.addEventListener('pointerover', ({ target, pointerType, clientX, clientY }) => {
    const mark = markAt(target);
    // Where the text moved below a pointer that rests, nobody points at it.
    const isResting = clientX === pointer.x && clientY === pointer.y;
    if (mark && pointerType !== 'touch' && !isResting) openCard(reading, mark, false);
  });
  body.addEventListener('pointerout', ({ target }) => {
    if (markAt(target)) leaveCard();
  });
  body.addEventListener('click', ({ target }) => {
    const mark = markAt(target);
    if (!mark || getSelection()?.toString()) return;
    focus(mark);
    openCard(reading, mark, true);
  });
  body.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && body.contains(relatedTarget))) leaveCard();
  });
  body.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = step(body, current ?? openMark(), event.key);
    if (next) {
      event.preventDefault();
      focus(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && current && document.activeElement === current) {
      event.preventDefault();
      openCard(reading, current, true);
    } else if (event.key === 'Escape' && document.activeElement === current && !closeCard()) {
      body.focus({ preventScroll: true });
    }
  });
}

/**
 * The mark that a key leads to.
 * @param {HTMLElement} body
 * @param {HTMLElement | null} from
 * @param {string} key
 */
function step(body, from, key) {
  if (!['ArrowRight', 'ArrowLeft', 'Home', 'End'].includes(key)) return null;
  const marks = /** @type {HTMLElement[]} */ ([...body.querySelectorAll('mark.m')]).filter(isSeen);
  if (!marks.length) return null;
  if (key === 'Home') return marks[0];
  if (key === 'End') return marks[marks.length - 1];
  const at = from ? marks.indexOf(from) : -1;
  if (at < 0) return key === 'ArrowRight' ? marks[0] : marks[marks.length - 1];
  return marks[Math.max(0, Math.min(marks.length - 1, at + (key === 'ArrowRight' ? 1 : -1)))];
}
