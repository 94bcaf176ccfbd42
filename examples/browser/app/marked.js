// Text with its mentions, quotations and warnings marked: spans inside each other, each an element.

import { h } from './dom.js';

/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {{ start: number, end: number, layer: string, number: number }} Layer */

/** Puts what lies around before what lies inside. */
const RANK = /** @type {Record<string, number>} */ ({ quotation: 0, mention: 1, flag: 2 });

/** The spans of an article, found by where they start. */
export class Marks {
  /** @param {Reading} reading */
  constructor(reading) {
    this.text = reading.article.text;
    this.mentions = reading.mentions;
    /** @type {Layer[]} */
    const layers = [];
    reading.mentions.forEach(({ start, end }, number) => layers.push({ start, end, layer: 'mention', number }));
    reading.quotations.forEach(({ start, end }, number) => layers.push({ start, end, layer: 'quotation', number }));
    reading.article.warnings.forEach(({ spans }, number) => {
      for (const span of spans ?? []) layers.push({ start: Number(span[0]), end: Number(span[1]), layer: 'flag', number });
    });
    layers.sort((a, b) => a.start - b.start || b.end - a.end || RANK[a.layer] - RANK[b.layer]);
    this.layers = layers;
    // A quotation may go on over several pieces; what was opened before a piece is looked for in these.
    this.long = layers.filter(({ layer }) => layer === 'quotation');
  }

  /**
   * Fills an element with the text from `start` to `end`.
   * @param {HTMLElement} parent
   * @param {number} start
   * @param {number} end
   */
  fill(parent, start, end) {
    /** @type {{ element: HTMLElement, end: number }[]} */
    const open = [{ element: parent, end }];
    let at = start;
    /** @param {number} to */
    const write = (to) => {
      while (at < to || open[open.length - 1].end <= at) {
        const top = open[open.length - 1];
        const stop = Math.min(to, top.end);
        if (stop > at) top.element.append(this.text.slice(at, stop));
        at = Math.max(at, stop);
        if (top.end <= at && open.length > 1) open.pop();
        else if (at >= to) break;
      }
    };
    /** @param {Layer} layer */
    const begin = (layer) => {
      const element = this.element(layer);
      const top = open[open.length - 1];
      top.element.append(element);
      open.push({ element, end: Math.min(layer.end, top.end) });
    };
    for (const layer of this.long) {
      if (layer.start >= start) break;
      if (layer.end > start) begin(layer);
    }
    for (let i = this.first(start); i < this.layers.length && this.layers[i].start < end; i++) {
      const layer = this.layers[i];
      if (layer.end <= layer.start) continue;
      write(layer.start);
      begin(layer);
    }
    write(end);
  }

  /** @param {number} start */
  first(start) {
    let [low, high] = [0, this.layers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.layers[middle].start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {Layer} layer */
  element({ layer, number }) {
    if (layer === 'quotation') return h('span', { class: 'said', data: { quotation: number } });
    if (layer === 'flag') return h('del', { class: 'flag', data: { warning: number } });
    return h('mark', { class: `m ${this.mentions[number].kind}`, data: { mention: number } });
  }
}
