// Mentions as CSV (RFC 4180), with a byte order mark, without which Excel takes UTF-8 for something else.

/** @typedef {import('./types.js').Article} Article */

const VALUES = ['type', 'timex', 'from', 'to', 'mod', 'number', 'unit', 'object', 'measure', 'bound', 'lower', 'upper', 'currency', 'code', 'code_full', 'chain', 'level', 'confidence', 'normalized'];
const COLUMNS = ['kind', 'text', 'start', 'end', 'entity', ...VALUES];

/**
 * @param {Article} article
 * @returns {string}
 */
export function mentionsCsv(article) {
  const lines = [COLUMNS.join(',')];
  for (const { kind, text, start, end, entity, value } of article.mentions ?? []) {
    const values = /** @type {Record<string, unknown>} */ (value ?? {});
    const name = typeof entity === 'number' ? article.entities?.[entity]?.name : null;
    lines.push([kind, text, start, end, name, ...VALUES.map((column) => values[column])].map(cell).join(','));
  }
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function cell(value) {
  if (value === null || value === undefined) return '';
  let words = Array.isArray(value) ? value.join('/') : String(value);
  // A page's own words must not become a formula of the spreadsheet; numbers and telephone numbers stay as they are.
  if (/^[=@\t\r]|^[+-](?![\d.]+x?\d*$)/.test(words)) words = `'${words}`;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
