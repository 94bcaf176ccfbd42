// The page without a network: a service worker keeps it and the package, a cache for each version of the package.

import { t } from './i18n.js';

/** What is known of the package and of working offline; drawn in the footer. */
const state = { version: '', ready: false };

/**
 * Registers the service worker where there can be one: over https, or on this machine.
 * @param {() => void} tell called when more is known
 */
export async function goOffline(tell) {
  try {
    const { version } = await (await fetch('./jianbao/package.json')).json();
    state.version = version;
    tell();
    if (!('serviceWorker' in navigator)) return;
    await navigator.serviceWorker.register(`./sw.js?version=${encodeURIComponent(version)}`);
    await navigator.serviceWorker.ready;
    state.ready = true;
    tell();
  } catch {
    // Without it the page works as long as there is a network.
  }
}

/** The line of the footer. */
export function offlineNote() {
  return [state.version && `jianbao ${state.version}`, t(state.ready ? 'footer.offline' : 'footer.local')].filter(Boolean).join(' · ');
}
