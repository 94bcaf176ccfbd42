// Light, dark, or as the system has it.

import { byId } from './dom.js';
import { t } from './i18n.js';
import { recall, remember } from './memory.js';

const THEMES = ['auto', 'light', 'dark'];
let current = THEMES.find((theme) => theme === recall('theme')) ?? 'auto';

/** Puts the theme to work and its name on the switch. */
export function applyTheme() {
  document.documentElement.dataset.theme = current;
  const button = byId('theme');
  button.setAttribute('aria-label', t('theme.label', { theme: t(`theme.${current}`) }));
  button.title = t(`theme.${current}`);
}

/** Makes the switch go round the themes. */
export function wireTheme() {
  byId('theme').addEventListener('click', () => {
    current = THEMES[(THEMES.indexOf(current) + 1) % THEMES.length];
    remember('theme', current);
    applyTheme();
  });
}
