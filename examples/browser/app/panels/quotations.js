// Who said what.

import { capped } from '../capped.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { leadsTo } from '../jump.js';

/** A quotation longer than this many characters is shortened here; the text has the whole. */
const LONGEST = 160;

/** @type {import('../panels.js').Panel} */
export const quotations = {
  id: 'quotations',
  count: (reading) => reading.quotations.length,
  draw(reading) {
    if (!reading.quotations.length) return [h('p', { class: 'none' }, t('quotations.none'))];
    const { text } = reading.article;
    return capped(h('ul', { class: 'quotations' }), reading.quotations, (said) => {
      const words = text.slice(said.start, said.end);
      const post = said.speaker === null ? undefined : reading.posts.get(said.speaker)?.[0];
      return h(
        'li',
        { class: said.kind },
        h(
          'button',
          leadsTo([said]),
          h('q', { lang: 'zh' }, words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words),
          h(
            'span',
            { class: 'speaker' },
            h('strong', { lang: 'zh' }, reading.name(said.speaker) || t('quotations.nobody')),
            post && h('span', { lang: 'zh' }, ` ${[reading.name(post.organization), post.title].filter(Boolean).join(' ')}`),
            h('span', { class: 'tag' }, t(`quotations.${said.kind}`)),
          ),
        ),
      );
    }, 30);
  },
};
