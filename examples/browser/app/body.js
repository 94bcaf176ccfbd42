// The body of an article: drawn a few pieces at a time, and of a very long one only a window that can be moved.

import { breathe, h } from './dom.js';
import { t } from './i18n.js';
import { Marks } from './marked.js';
import { picture } from './pictures.js';
import { pieceAt, pieces } from './pieces.js';

/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {import('./pieces.js').Piece} Piece */

/** So many pieces are drawn at once; an article of the usual length has fewer. */
const WINDOW = 300;
/** With more pieces than these a body is long. */
const LONG = 60;
/** Characters in a line, for guessing how high a piece is. */
const LINE = 36;
/** After so many milliseconds of drawing the browser gets its turn. */
const SLICE = 12;

/** The body of one article inside its container. */
export class Body {
  /**
   * @param {HTMLElement} container
   * @param {Reading} reading
   */
  constructor(container, reading) {
    this.container = container;
    this.reading = reading;
    this.pieces = pieces(reading.article);
    this.marks = new Marks(reading);
    container.classList.toggle('is-long', this.pieces.length > LONG);
    this.first = 0;
    this.last = 0;
    this.turn = 0;
  }

  /** Draws the beginning. */
  async draw() {
    await this.show(0);
  }

  /**
   * Draws a window that begins with this piece. A later call takes over from one that is not done.
   * @param {number} first
   */
  async show(first) {
    const turn = ++this.turn;
    const last = Math.min(this.pieces.length, first + WINDOW);
    this.container.replaceChildren();
    this.first = first;
    this.last = first;
    if (first > 0) this.container.append(this.more('body.earlier', () => this.show(Math.max(0, first - WINDOW))));
    let began = performance.now();
    for (let i = first; i < last; i++) {
      this.container.append(this.draft(this.pieces[i], i));
      this.last = i + 1;
      if (performance.now() - began < SLICE) continue;
      await breathe();
      if (turn !== this.turn) return;
      began = performance.now();
    }
    if (last < this.pieces.length) this.container.append(this.more('body.later', () => this.show(last)));
  }

  /**
   * Sees to it that a place of the text is drawn, and gives the element around it.
   * @param {number} offset
   */
  async reveal(offset) {
    const number = pieceAt(this.pieces, offset);
    if (number < this.first || number >= this.last) await this.show(Math.max(0, number - 20));
    return /** @type {HTMLElement | null} */ (this.container.querySelector(`[data-piece="${number}"]`));
  }

  /**
   * @param {string} key
   * @param {() => Promise<void>} act
   */
  more(key, act) {
    const shown = { first: this.first + 1, all: this.pieces.length };
    const click = async () => {
      await act();
      this.container.focus({ preventScroll: true });
      this.container.scrollIntoView();
    };
    return h('button', { type: 'button', class: 'more', on: { click } }, t(key, shown));
  }

  /**
   * @param {Piece} piece
   * @param {number} number
   */
  draft(piece, number) {
    const element = this.frame(piece);
    const lines = Math.max(1, piece.rows.length, (piece.end - piece.start) / LINE);
    const data = { piece: number, lines: Math.min(64, 2 ** Math.ceil(Math.log2(lines))) };
    if (piece.image !== undefined) return h('figure', { data }, picture(this.reading.article.images[piece.image]), h('figcaption', {}, ...element.childNodes));
    Object.assign(element.dataset, data);
    return element;
  }

  /**
   * @param {Piece} piece
   * @returns {HTMLElement}
   */
  frame({ kind, rows, start, end, goesOn }) {
    /** @param {HTMLElement} element @param {number} from @param {number} to */
    const fill = (element, from, to) => {
      this.marks.fill(element, from, to);
      return element;
    };
    if (kind === 'table' && !goesOn) return this.table(rows, fill);
    if (kind === 'list_item' && !goesOn) return h('ul', {}, rows.map((row) => fill(h('li'), row.start, row.end)));
    if (kind === 'heading') return fill(h('h2'), start, end);
    if (kind === 'quote') return fill(h('blockquote'), start, end);
    return fill(h('p', { class: [kind, goesOn && 'goes-on'].filter(Boolean).join(' ') }), start, end);
  }

  /**
   * Rows whose cells are parted by blanks. Where all have as many, they are the cells; else a row is one cell.
   * @param {{ start: number, end: number }[]} rows
   * @param {(element: HTMLElement, from: number, to: number) => HTMLElement} fill
   */
  table(rows, fill) {
    const { text } = this.reading.article;
    const cells = rows.map(({ start, end }) => {
      const row = text.slice(start, end);
      return [...row.matchAll(/[^ ]+/g)].map((cell) => ({ start: start + cell.index, end: start + cell.index + cell[0].length }));
    });
    const even = cells.length > 1 && cells[0].length > 1 && cells[0].length < 12 && cells.every((row) => row.length === cells[0].length);
    const lines = even ? cells : rows.map((row) => [row]);
    const body = lines.map((line, number) => {
      const tag = even && number === 0 ? 'th' : 'td';
      return h('tr', {}, line.map((cell) => fill(h(tag, tag === 'th' ? { scope: 'col' } : {}), cell.start, cell.end)));
    });
    return h('div', { class: 'table' }, h('table', {}, h('tbody', {}, body)));
  }
}
