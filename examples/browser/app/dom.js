// Elements without markup: whatever a page says goes in as text, and attributes are set by name.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with its attributes and children. `on` holds event listeners, `data` the members of `dataset`; an attribute that
 * is null, undefined or false is left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/**
 * The same for SVG.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

/**
 * @template {HTMLElement | SVGElement} E
 * @param {E} element
 * @param {Record<string, any>} attributes
 * @param {(Child | Child[])[]} children
 */
function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * The element of the page with this id; the page has it, or it is broken.
 * @template {HTMLElement} [E=HTMLElement]
 * @param {string} id
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return /** @type {E} */ (element);
}

/** Lets the browser draw and take input before more work is done. */
export function breathe() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * An address that may be followed: http and https alone, never script.
 * @param {string | null | undefined} url
 */
export function safeLink(url) {
  if (!url) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}

/**
 * A link that opens elsewhere, or the words alone where the address is none that may be followed.
 * @param {string | null | undefined} url
 * @param {string} words
 */
export function link(url, words) {
  const href = safeLink(url);
  return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, words) : h('span', {}, words);
}
