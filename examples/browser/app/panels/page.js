// What the page says of itself, where each field was found, and the warnings in words.

import { capped } from '../capped.js';
import { h, link } from '../dom.js';
import { has, t } from '../i18n.js';
import { leadsTo } from '../jump.js';
import { day } from '../values.js';

/** @typedef {import('../types.js').Article} Article */

/** Warnings whose detail is a name or a date, not a sentence. */
const TELLING = ['injected_text', 'encoding_guessed', 'conflicting_dates'];

/** @type {import('../panels.js').Panel} */
export const page = {
  id: 'page',
  draw({ article }) {
    return [...warnings(article), h('h2', {}, t('page.fields')), fields(article)];
  },
};

/** @param {Article} article */
function warnings({ warnings: list }) {
  if (!list.length) return [h('p', { class: 'fine' }, t('warnings.none'))];
  return [
    h('h2', {}, t('warnings.title')),
    ...capped(h('ul', { class: 'warnings' }), list, ({ kind, detail, spans }) => {
      const places = (spans ?? []).map(([start, end]) => ({ start: Number(start), end: Number(end) }));
      return h(
        'li',
        {},
        h('strong', {}, t(`warning.${kind}`)),
        h('p', {}, t(`warning.${kind}.what`)),
        TELLING.includes(kind) && h('p', { class: 'detail' }, detail.slice(0, 200)),
        places.length > 0 && h('button', leadsTo(places), t('warnings.places', { n: places.length })),
      );
    }),
  ];
}

/** @param {Article} article */
function fields(article) {
  const persons = (/** @type {Article['authors']} */ list) => list.map(({ name, role }) => `${role} ${name}`).join('、');
  /** @type {[string, Node | string | null | undefined][]} */
  const all = [
    ['headline', article.headline],
    ['subheadline', article.subheadline],
    ['source', article.source],
    ['site_name', article.site_name],
    ['url', article.url && link(article.url, article.url)],
    ['date_published', article.date_published && `${day(article.date_published)}（${article.date_published.raw}）`],
    ['date_modified', article.date_modified && day(article.date_modified)],
    ['dateline', article.dateline?.raw],
    ['authors', persons(article.authors)],
    ['editors', persons(article.editors)],
    ['credits', persons(article.credits)],
    ['section', article.section.join(' › ')],
    ['keywords', article.keywords.join('、')],
    ['language', article.text && (has(`language.${article.language}`) ? t(`language.${article.language}`) : article.language)],
    ['text', article.text && t('page.length', { n: article.text.length, blocks: article.blocks.length })],
    ['next_page', article.next_page && link(article.next_page, article.next_page)],
    ['fingerprint', article.text && h('code', {}, article.fingerprint)],
  ];
  const provenance = /** @type {Record<string, string>} */ (article.provenance);
  return h(
    'dl',
    { class: 'fields' },
    all.filter(([, value]) => value).flatMap(([field, value]) => {
      const place = provenance[field];
      const words = place && (has(`provenance.${place}`) ? t(`provenance.${place}`) : place);
      return [h('dt', {}, t(`field.${field}`)), h('dd', { lang: typeof value === 'string' ? 'zh' : null }, value, words && h('span', { class: 'found' }, words))];
    }),
  );
}
