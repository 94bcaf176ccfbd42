// What the page keeps from one visit to the next: language and theme. Pages that were read are never kept.

/** @param {string} name */
export function recall(name) {
  try {
    return localStorage.getItem(`jianbao.${name}`);
  } catch {
    return null;
  }
}

/**
 * Where storage is forbidden the choice lasts as long as the page.
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`jianbao.${name}`, value);
  } catch {
    // Private windows and strict settings: nothing is lost but the choice.
  }
}
