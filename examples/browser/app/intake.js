// How pages come in: pasted, dropped, chosen, or as a sample.

import { byId, h } from './dom.js';
import { t } from './i18n.js';
import { clipping } from './queue.js';

/** @typedef {import('./types.js').Clipping} Clipping */
/** @typedef {(clippings: Clipping[]) => void} Take */

/** Text longer than this is not put into the box: laying it out would hold up the tab. */
const BOX = 200_000;
/** So many files are taken at once. */
const FILES = 500;

/** Samples: the file, and the key of its title and description in the strings. */
const SAMPLES = [
  { key: 'harbour', file: new URL('../samples/harbour.html', import.meta.url) },
  { key: 'centenary', file: new URL('../samples/centenary.html', import.meta.url) },
  { key: 'pier', file: new URL('../samples/pier.html', import.meta.url) },
  { key: 'notice', file: new URL('../samples/notice.txt', import.meta.url) },
];

/** @param {string} id */
function field(id) {
  const { value } = /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id));
  return value.trim() || undefined;
}

/** The options as they are set. */
function options() {
  return { url: field('option-url'), referenceDate: field('option-date'), focus: field('option-focus'), prefer: field('option-prefer') };
}

/** @param {string} words */
function say(words) {
  byId('intake-note').textContent = words;
}

/** @param {Take} take */
export function wireIntake(take) {
  const box = /** @type {HTMLTextAreaElement} */ (byId('box'));
  const chooser = /** @type {HTMLInputElement} */ (byId('chooser'));
  const read = () => {
    if (box.value.trim()) take([clipping(t('intake.pasted'), box.value, options())]);
    else {
      say(t('intake.empty'));
      box.focus();
    }
  };
  byId('intake-form').addEventListener('submit', (event) => {
    event.preventDefault();
    read();
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      read();
    }
  });
  box.addEventListener('input', () => say(''));
  box.addEventListener('paste', (event) => {
    const { clipboardData } = event;
    const files = clipboardData?.files;
    const text = clipboardData?.getData('text/plain') ?? '';
    if (files?.length && !text) {
      event.preventDefault();
      takeFiles([...files], take);
    } else if (text.length > BOX) {
      event.preventDefault();
      take([clipping(t('intake.pasted'), text, options())]);
    }
  });
  byId('choose').addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    takeFiles([...(chooser.files ?? [])], take);
    chooser.value = '';
  });
  wireDrop(take);
  drawSamples(take);
}

/** @param {Take} take */
function wireDrop(take) {
  let depth = 0;
  const show = (/** @type {boolean} */ over) => document.documentElement.classList.toggle('is-over', over);
  addEventListener('dragenter', (event) => {
    event.preventDefault();
    depth++;
    show(true);
  });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('dragleave', () => show(--depth > 0));
  addEventListener('drop', (event) => {
    event.preventDefault();
    depth = 0;
    show(false);
    const { dataTransfer } = event;
    const files = [...(dataTransfer?.files ?? [])];
    const text = dataTransfer?.getData('text/html') || dataTransfer?.getData('text/plain');
    if (files.length) takeFiles(files, take);
    else if (text) take([clipping(t('intake.dropped'), text, options())]);
  });
}

/**
 * @param {File[]} files
 * @param {Take} take
 */
function takeFiles(files, take) {
  if (!files.length) return;
  say(files.length > FILES ? t('intake.too_many', { n: FILES }) : '');
  take(files.slice(0, FILES).map((file) => clipping(file.name, file, options())));
}

/**
 * Draws the samples anew, in the language of the page.
 * @param {Take} take
 */
export function drawSamples(take) {
  byId('samples').replaceChildren(
    ...SAMPLES.map(({ file, key }) =>
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'sample', data: { sample: key }, on: { click: () => openSample(file, take) } },
          h('strong', { lang: key === 'pier' ? 'zh-Hant' : 'zh' }, t(`sample.${key}`)),
          h('span', {}, t(`sample.${key}.what`)),
        ),
      ),
    ),
  );
}

/**
 * @param {URL} file
 * @param {Take} take
 */
async function openSample(file, take) {
  try {
    const response = await fetch(file);
    if (!response.ok) throw new Error(String(response.status));
    // The options are for pages of one's own: a sample brings its address and date.
    take([clipping(file.pathname.split('/').pop() ?? '', await response.blob(), { focus: options().focus, prefer: options().prefer })]);
  } catch {
    say(t('intake.no_sample'));
  }
}
