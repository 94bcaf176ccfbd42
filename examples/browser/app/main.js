// The page: what comes in goes through the queue, what comes out is shown.

import { showArticle } from './article.js';
import { wireCard } from './card.js';
import { byId, h } from './dom.js';
import { Engine } from './engine.js';
import { exportMenu } from './exports.js';
import { known, showFiles } from './files.js';
import { language, speak, t, translatePage } from './i18n.js';
import { drawSamples, wireIntake } from './intake.js';
import { forgetOrigin, goBack, jump } from './jump.js';
import { goOffline, offlineNote } from './offline.js';
import { openPanel, showPanels } from './panels.js';
import { Queue } from './queue.js';
import { Reading } from './reading.js';
import { applyTheme, wireTheme } from './theme.js';
import { wireWalk } from './walk.js';

/** @typedef {import('./types.js').Clipping} Clipping */

const engine = new Engine();
const queue = new Queue(engine);
/** @type {Clipping | null} */
let current = null;
/** @type {import('./body.js').Body | null} */
let body = null;
/** The language in which the result was drawn. */
let drawnIn = '';

/** @param {Clipping[]} clippings */
function take(clippings) {
  current = clippings[0];
  queue.run(clippings);
  // A step of its own in the history, so that the way back leads here.
  if (location.hash !== '#clipping') location.hash = 'clipping';
  route();
  show(current);
  byId('main').focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

/** Shows the intake or the result, as the address says. */
function route() {
  const isResult = location.hash === '#clipping' && queue.clippings.length > 0;
  byId('intake').hidden = isResult;
  byId('result').hidden = !isResult;
  byId('new').hidden = !isResult;
  byId('resume').hidden = isResult || !queue.clippings.length;
  if (isResult && current && drawnIn !== language()) show(current);
}

function files() {
  showFiles(byId('files'), queue.clippings, current, { show, cancel: () => queue.cancel(), retry: () => queue.retry() });
  byId('result').classList.toggle('has-files', queue.clippings.length > 1);
}

/** @param {Clipping} clipping */
function show(clipping) {
  current = clipping;
  body = null;
  drawnIn = language();
  forgetOrigin();
  files();
  const [sheet, panels, result] = [byId('sheet'), byId('panels'), byId('result')];
  const { article, state } = clipping;
  result.dataset.state = state;
  byId('views').hidden = !article?.text;
  if (!article) {
    result.dataset.view = 'article';
    panels.replaceChildren();
    sheet.replaceChildren(state === 'failed' || state === 'cancelled' ? failure(clipping) : working(clipping));
    engineState();
    return;
  }
  const reading = new Reading(article);
  body = showArticle(sheet, reading, { openPanel });
  sheet.prepend(exportMenu(clipping, (one, format) => engine.export(one, format)));
  showPanels(panels, reading);
  if (body) {
    wireWalk(body.container, reading);
    body.draw();
  }
}

/** @param {Clipping} clipping */
function working({ name }) {
  return h(
    'div',
    { class: 'working' },
    h('p', { class: 'working-name' }, name),
    h('p', { class: 'working-title' }, t('work.working')),
    h('p', { id: 'working-words', class: 'detail' }, engineWords()),
    h('progress', { id: 'working-bar', 'aria-label': t('work.working') }),
    h('button', { type: 'button', class: 'button', id: 'cancel', on: { click: () => queue.cancel() } }, t('work.cancel')),
    h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: 7 }, () => h('span'))),
  );
}

/** @param {Clipping} clipping */
function failure(clipping) {
  const { state, error, name } = clipping;
  const kind = known(error?.kind);
  return h(
    'div',
    { class: 'nothing failure', role: 'alert' },
    h('p', { class: 'nothing-title' }, t(state === 'cancelled' ? 'work.cancelled' : 'error.title')),
    h('p', { class: 'working-name' }, name),
    state === 'failed' && h('p', {}, t(`error.${kind}`)),
    error?.message && kind !== 'limit' && h('p', { class: 'detail' }, error.message.slice(0, 300)),
    kind === 'config' || kind === 'limit'
      ? h('button', { type: 'button', class: 'button main', id: 'change', on: { click: () => byId('new').click() } }, t('work.change'))
      : h('button', { type: 'button', class: 'button main', id: 'retry', on: { click: () => queue.retry([clipping]) } }, t('work.retry')),
  );
}

/** What the engine is at, in words; nothing once it is ready. */
function engineWords() {
  const { status } = engine;
  const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  if (status.name === 'failed') return t('engine.failed');
  if (status.name === 'loading' && status.total && status.loaded < status.total) return t('engine.loading', { loaded: mega(status.loaded), total: mega(status.total) });
  return status.name === 'ready' ? '' : t('engine.starting');
}

function engineState() {
  const { status } = engine;
  byId('engine-bar').hidden = status.name !== 'loading';
  for (const bar of /** @type {NodeListOf<HTMLProgressElement>} */ (document.querySelectorAll('#engine-bar, #working-bar'))) {
    if (status.name === 'loading' && status.total) {
      bar.max = status.total;
      bar.value = status.loaded;
    } else bar.removeAttribute('value');
  }
  byId('engine').dataset.state = status.name;
  byId('engine-words').textContent = status.name === 'failed' ? `${t('engine.failed')}${language() === 'zh' ? '' : ' '}${t('engine.failed.what')}` : engineWords() || t('engine.ready');
  byId('engine-retry').hidden = status.name !== 'failed';
  const words = document.getElementById('working-words');
  if (words) words.textContent = engineWords();
}

/** Says what became of a page, for those who do not see it. */
function tell(/** @type {Clipping} */ { state, article, error }) {
  const words =
    state === 'working' ? t('work.working')
    : state === 'failed' ? t(`error.${known(error?.kind)}`)
    : state === 'cancelled' ? t('work.cancelled')
    : article?.text ? t('work.done', { headline: article.headline ?? t('article.no_headline'), n: article.mentions?.length ?? 0 })
    : article ? t('work.done_empty') : '';
  if (words) byId('live').textContent = words;
}

/** All words of the page anew, in the language that was chosen. */
function redraw() {
  translatePage();
  applyTheme();
  drawSamples(take);
  engineState();
  byId('foot').textContent = offlineNote();
  if (current && !byId('result').hidden) show(current);
}

engine.addEventListener('status', engineState);
queue.addEventListener('change', (event) => {
  const clipping = /** @type {CustomEvent<Clipping>} */ (event).detail;
  if (clipping === current) {
    show(clipping);
    tell(clipping);
  } else files();
});
byId('panels').addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-jump]') : null;
  if (button && body) jump(/** @type {HTMLElement} */ (button), body);
});
byId('back').addEventListener('click', goBack);
byId('views').addEventListener('click', ({ target }) => {
  const view = target instanceof HTMLElement ? target.dataset.view : null;
  if (!view) return;
  forgetOrigin();
  byId('result').dataset.view = view;
  scrollTo({ top: 0 });
});
byId('language').addEventListener('click', () => {
  speak(language() === 'zh' ? 'en' : 'zh');
  redraw();
});
byId('engine-retry').addEventListener('click', () => engine.load());
for (const [id, hash] of /** @type {const} */ ([['new', ''], ['resume', 'clipping'], ['brand', '']])) {
  byId(id).addEventListener('click', (event) => {
    event.preventDefault();
    location.hash = hash;
    scrollTo({ top: 0 });
    if (!hash) byId('box').focus({ preventScroll: true });
  });
}
addEventListener('hashchange', route);

wireTheme();
wireCard();
wireIntake(take);
if (location.hash) history.replaceState(null, '', location.pathname + location.search);
route();
redraw();
document.documentElement.dataset.ready = '';
engine.load().catch(() => {});
goOffline(() => {
  byId('foot').textContent = offlineNote();
});
