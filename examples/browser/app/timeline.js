// A time line around the day of publication. Its scale is logarithmic on both sides, so that the hours of yesterday and the
// dynasties find room on one line.

import { svg } from './dom.js';
import { t } from './i18n.js';
import { instant } from './values.js';

/** @typedef {import('./types.js').Mention} Mention */
/** @typedef {import('./values.js').Time} Time */

const WIDTH = 400;
const MARGIN = 14;
const LANE = 20;
/** More lanes than these are not drawn; the lists below the line have all times. */
const LANES = 14;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What the marks of the scale stand for, in days from the middle. */
const STEPS = [1, 7, 30, 365, 3650, 36_500, 365_000];

/**
 * @param {Mention[]} mentions with an interval, sorted by where it begins
 * @param {string | null} published ISO 8601; without it the middle of the line is the median of the times
 */
export function timeline(mentions, published) {
  const spans = mentions.map((mention) => {
    const { from, to } = /** @type {Time} */ (mention.value);
    return { mention, from: from === null ? null : instant(from), to: to === null ? null : instant(to) };
  });
  const ends = spans.flatMap(({ from, to }) => [from, to]).filter((at) => at !== null);
  const middle = (published === null ? null : instant(published)) ?? ends[ends.length >> 1] ?? 0;
  // Within six hours of the middle the scale is linear, beyond it logarithmic.
  const bend = (/** @type {number} */ at) => Math.sign(at - middle) * Math.log1p(Math.abs(at - middle) / (6 * HOUR));
  const reach = [...ends, middle].map(bend);
  const low = Math.min(...reach) - 0.4;
  const high = Math.max(...reach) + 0.4;
  const x = (/** @type {number} */ at) => MARGIN + ((bend(at) - low) / (high - low)) * (WIDTH - 2 * MARGIN);
  const edge = (/** @type {number} */ px) => Math.max(2, Math.min(WIDTH - 2, px));

  /** @type {number[]} where each lane is free again */
  const lanes = [];
  const bars = [];
  for (const { mention, from, to } of spans) {
    const left = from === null ? 2 : edge(x(from));
    const right = to === null ? WIDTH - 2 : edge(Math.max(x(to), left + 5));
    const label = mention.text.length > 12 ? `${mention.text.slice(0, 11)}…` : mention.text;
    const width = label.length * 11;
    // The words stand right of the bar, left of it where there is no room.
    const beside = right + 5 + width <= WIDTH ? right + 5 : Math.max(2, left - 5 - width);
    const [begin, end] = [Math.min(left, beside), Math.max(right, beside + width)];
    const lane = lanes.findIndex((free) => free < begin);
    const row = lane < 0 ? lanes.length : lane;
    if (row >= LANES) continue;
    lanes[row] = end + 8;
    const y = 8 + row * LANE;
    bars.push(
      svg(
        'g',
        { class: from === null || to === null ? 'bar open' : 'bar', 'data-jump': `${mention.start}-${mention.end}`, 'data-step': 0 },
        svg('rect', { x: left, y: y + 4, width: right - left, height: 7, rx: 3 }),
        svg('text', { x: beside, y: y + 12 }, label),
      ),
    );
  }
  const height = 8 + Math.max(1, lanes.length) * LANE;
  const marks = ticks(middle, x, published !== null).map(({ at, words, isMiddle }) =>
    svg(
      'g',
      { class: isMiddle ? 'tick published' : 'tick' },
      svg('line', { x1: at, x2: at, y1: 2, y2: height + 4 }),
      svg('text', { x: Math.max(28, Math.min(WIDTH - 28, at)), y: height + 17, 'text-anchor': 'middle' }, words),
    ),
  );
  return svg('svg', { class: 'timeline', viewBox: `0 0 ${WIDTH} ${height + 22}`, role: 'img', 'aria-label': t('timeline.label', { n: mentions.length }) }, marks, bars);
}

/**
 * The marks of the scale that have room for their words.
 * @param {number} middle
 * @param {(at: number) => number} x
 * @param {boolean} isPublished
 */
function ticks(middle, x, isPublished) {
  const found = [{ at: x(middle), words: t(isPublished ? 'timeline.published' : 'timeline.middle'), isMiddle: isPublished }];
  const taken = [found[0].at];
  for (const days of STEPS) {
    for (const side of [-1, 1]) {
      const at = x(middle + side * days * DAY);
      if (at < MARGIN || at > WIDTH - MARGIN || taken.some((other) => Math.abs(other - at) < 46)) continue;
      taken.push(at);
      found.push({ at, words: t('timeline.step', { days, side }), isMiddle: false });
    }
  }
  return found;
}
