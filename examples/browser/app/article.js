// The clipping itself: section, headline, byline, source, date, the filters and the body.

import { Body } from './body.js';
import { h } from './dom.js';
import { filters } from './filters.js';
import { t } from './i18n.js';
import { strip } from './pictures.js';
import { day } from './values.js';

/** @typedef {import('./reading.js').Reading} Reading */

/**
 * Draws an article and gives its body.
 * @param {HTMLElement} sheet
 * @param {Reading} reading
 * @param {{ openPanel: (id: string) => void }} act
 */
export function showArticle(sheet, reading, act) {
  const { article } = reading;
  sheet.replaceChildren(header(reading));
  const notes = article.warnings.filter(({ kind }) => kind !== 'no_article');
  if (notes.length) sheet.append(notices(notes, act));
  if (!article.text) {
    sheet.append(nothing());
    return null;
  }
  const container = h('div', {
    id: 'body', class: 'body', tabindex: 0, role: 'group', lang: article.language === 'und' ? 'zh' : article.language,
    'aria-label': t('body.label'), 'aria-describedby': 'body-help',
  });
  sheet.append(filters(reading, container), h('p', { id: 'body-help', class: 'help' }, t('body.help'), h('span', { class: 'keys-only' }, t('body.help.keys'))), container);
  const body = new Body(container, reading);
  const shown = new Set(body.pieces.map(({ image }) => image).filter((image) => image !== undefined));
  const rest = strip(article.images, /** @type {Set<number>} */ (shown));
  if (rest) sheet.append(rest);
  sheet.append(colophon(article));
  return body;
}

/** @param {Reading} reading */
function header({ article }) {
  const lang = article.language === 'und' ? null : article.language;
  const people = article.authors.map(({ name, role }) => h('span', { class: 'by' }, h('small', {}, role), ` ${name}`));
  const line = [
    article.source && h('span', { class: 'source' }, article.source),
    article.date_published && h('time', { datetime: article.date_published.iso }, day(article.date_published)),
    ...people,
  ].filter(Boolean);
  return h(
    'header',
    { class: 'head', lang },
    article.section.length > 0 && h('p', { class: 'section' }, article.section.join(' › ')),
    h('h1', { id: 'headline', tabindex: -1 }, parts(article.headline ?? t('article.no_headline'))),
    article.subheadline && h('p', { class: 'subheadline' }, article.subheadline),
    line.length > 0 && h('p', { class: 'byline' }, line),
  );
}

/**
 * The halves of a headline, which a blank parts: lines break there first.
 * @param {string} headline
 */
function parts(headline) {
  return headline.split(' ').flatMap((part, number) => [number > 0 && ' ', h('span', {}, part)]);
}

/**
 * @param {import('./types.js').Article['warnings']} warnings
 * @param {{ openPanel: (id: string) => void }} act
 */
function notices(warnings, act) {
  const items = warnings.slice(0, 3).map(({ kind }) => h('li', {}, t(`warning.${kind}`)));
  const more = h('button', { type: 'button', class: 'plain', on: { click: () => act.openPanel('page') } }, t('warnings.details'));
  return h('div', { class: 'notices', role: 'note' }, h('ul', {}, items), more);
}

function nothing() {
  return h(
    'div',
    { class: 'nothing' },
    h('p', { class: 'nothing-title' }, t('nothing.title')),
    h('p', {}, t('nothing.why')),
    h('ul', {}, ['list', 'script', 'login', 'focus'].map((reason) => h('li', {}, t(`nothing.${reason}`)))),
  );
}

/** @param {import('./types.js').Article} article */
function colophon(article) {
  const named = [...article.editors, ...article.credits].map(({ name, role }) => `${role} ${name}`);
  if (!named.length && !article.site_name) return h('footer', { class: 'colophon' });
  return h('footer', { class: 'colophon', lang: 'zh' }, [article.site_name, ...named].filter(Boolean).join('　'));
}
