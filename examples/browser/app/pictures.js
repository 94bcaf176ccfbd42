// Pictures of the page: a frame with caption and address. They are never fetched.

import { h, link, svg } from './dom.js';
import { t } from './i18n.js';

/** @typedef {{ url: string, caption: string | null }} Image */

/**
 * The frame in place of a picture.
 * @param {Image} image
 */
export function picture({ url }) {
  const name = url.slice(url.lastIndexOf('/') + 1).slice(0, 60) || url.slice(0, 60);
  return h(
    'div',
    { class: 'picture' },
    svg('svg', { viewBox: '0 0 48 36', 'aria-hidden': 'true' }, svg('path', { d: 'M2 2h44v32H2zM2 28l12-12 9 9 7-6 16 14M34 12a3 3 0 1 0 .1 0' })),
    h('span', { class: 'picture-name' }, link(url, name)),
    h('span', { class: 'picture-note' }, t('picture.note')),
  );
}

/**
 * Pictures that no caption of the body belongs to.
 * @param {Image[]} images
 * @param {Set<number>} shown
 */
export function strip(images, shown) {
  const rest = images.filter((_, number) => !shown.has(number)).slice(0, 24);
  if (!rest.length) return null;
  return h(
    'section',
    { class: 'pictures', 'aria-label': t('picture.rest') },
    rest.map((image) => h('figure', {}, picture(image), image.caption && h('figcaption', {}, image.caption))),
  );
}
