// The body as pieces of bounded size, each drawn by itself, however long a paragraph of the page is.

/** @typedef {import('./types.js').Article} Article */
/** @typedef {{ start: number, end: number }} Span */
/** @typedef {{ kind: string, start: number, end: number, rows: Span[], goesOn: boolean, image?: number }} Piece */

/** A paragraph longer than this many characters is drawn in several pieces: line breaking of one huge paragraph stops the tab. */
const LONGEST = 1500;
/** So many rows of a table or items of a list are one piece. */
const ROWS = 60;
const STOPS = '。！？；!?;\n';

/**
 * @param {Article} article
 * @returns {Piece[]}
 */
export function pieces(article) {
  /** @type {Piece[]} */
  const found = [];
  const { text, blocks } = article;
  const mentions = article.mentions ?? [];
  const captions = captionsOf(article);
  let next = 0;
  for (const { kind, start, end } of blocks) {
    const last = found.at(-1);
    if ((kind === 'table' || kind === 'list_item') && end - start <= LONGEST) {
      if (last && last.kind === kind && last.rows.length < ROWS && !last.goesOn) {
        last.rows.push({ start, end });
        last.end = end;
      } else found.push({ kind, start, end, rows: [{ start, end }], goesOn: false });
      continue;
    }
    let from = start;
    do {
      let to = Math.min(end, from + LONGEST);
      if (to < end) {
        to = afterStop(text, from, to);
        while (next < mentions.length && mentions[next].end <= to) next++;
        // Names stay whole: the cut goes before the first mention that it would fall into.
        let inside = next;
        while (inside < mentions.length && mentions[inside].start < to) {
          if (mentions[inside].end > to && mentions[inside].start > from) to = mentions[inside].start;
          inside++;
        }
        if (isLowSurrogate(text.charCodeAt(to))) to++;
      }
      const piece = { kind, start: from, end: to, rows: [{ start: from, end: to }], goesOn: from > start };
      found.push(from === start && captions.has(start) ? { ...piece, image: captions.get(start) } : piece);
      from = to;
    } while (from < end);
  }
  return found;
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function afterStop(text, from, to) {
  for (let at = to; at > from + LONGEST / 2; at--) if (STOPS.includes(text[at - 1])) return at;
  return to;
}

/** @param {number} unit */
function isLowSurrogate(unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * Which picture a caption block belongs to, by the block's start.
 * @param {Article} article
 */
function captionsOf(article) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  article.images.forEach(({ caption }, number) => caption && numbers.set(caption, number));
  /** @type {Map<number, number>} */
  const found = new Map();
  if (!numbers.size) return found;
  for (const { kind, start, end } of article.blocks) {
    if (kind !== 'caption' || end - start > LONGEST) continue;
    const number = numbers.get(article.text.slice(start, end));
    if (number !== undefined) found.set(start, number);
  }
  return found;
}

/**
 * The piece in which an offset lies, by bisection.
 * @param {Piece[]} list
 * @param {number} offset
 */
export function pieceAt(list, offset) {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
