/// <reference lib="esnext.disposable" />

import type { Annotation, Article } from './record.js';

export type * from './record.js';

/** The version of the package, of its code and of its data. */
export const version: string;

/** The JSON Schema of `Article`. */
export const schema: Readonly<Record<string, unknown>>;

export interface Progress {
  /** Bytes that have been read of code and data. */
  loaded: number;
  /** Bytes of both. */
  total: number;
}

/** A `WebAssembly.Module`, which the types of Node do not name. */
export type CompiledModule = object;

export interface InitOptions {
  /** The code. Default: `jianbao_bg.wasm` beside the module. In Node a string may be a path. */
  wasm?: URL | string | Response | ArrayBuffer | ArrayBufferView | CompiledModule;
  /** The data. Default: `data/jianbao.data` beside the module, kept in the Cache API of a browser. */
  data?: URL | string | Response | ArrayBuffer | ArrayBufferView;
  /** Called as bytes come in. */
  onProgress?: (progress: Progress) => void;
  /** Ends the load; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Loads code and data, once: further calls wait for the same load. One that failed can be tried again.
 *
 * @throws {JianbaoError} of kind `load` or `data`
 */
export default function init(options?: InitOptions): Promise<void>;

/** How far a page is read: to a stage, with all stages before it. What a later stage would find is absent from the record. */
export type Stages = 'article' | 'mentions' | 'values' | 'entities' | 'relations';

/** Rules of one's own for the pages of a site: ids and classes, such as `#main .text`. */
export interface SiteRule {
  /** The host; its subdomains are included. */
  host: string;
  body?: string;
  remove?: string[];
  headline?: string;
  author?: string;
  source?: string;
  editor?: string;
  date?: string;
}

export interface Config {
  /** Default: `relations`, the last stage. */
  stages?: Stages;
  /** Which way to lean where it is not certain that a line belongs to the article. Default: `balanced`. */
  focus?: 'precision' | 'balanced' | 'recall';
  /** Which day a date without a year means. Default: `nearest`. */
  prefer?: 'nearest' | 'past' | 'future';
  /** The day from which pages speak, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm`. Default: the day on which each was published. */
  referenceDate?: string;
  /** Rules for sites: the text of a file in TOML, with `[[site]]` tables, or the same as an object. */
  rules?: string | { site: SiteRule[] };
  /** The largest page or text that is accepted, in bytes of UTF-8 or of the page. Default: 64 MiB. */
  maxBytes?: number;
  /** The largest number of elements that is kept of a page. Default: 1,000,000. */
  maxNodes?: number;
}

export interface PageOptions {
  /** Where the page comes from. It finds relative links and site rules. */
  url?: string | null;
  /** The charset of the HTTP header. */
  charset?: string | null;
  /** The day from which the page speaks, if not that of its publication. */
  referenceDate?: string | null;
}

export interface TextOptions {
  /** The day from which the text speaks: what 今天 counts from. */
  referenceDate?: string | null;
  /** The convention for names: `news` is ours, the others are those of corpora. Default: `news`. */
  guideline?: 'news' | 'msra' | 'cluener' | 'resume' | 'weibo' | null;
}

/** A page: HTML, a fragment of it, Markdown or plain text; as bytes in any encoding, or decoded. */
export type Page = string | ArrayBuffer | ArrayBufferView;

export type Format = 'markdown' | 'text' | 'jsonld' | 'ninjs';

/** A word of a text. */
export interface Token {
  /** Where it starts in the text, in UTF-16 units. */
  start: number;
  /** Where it ends, exclusive. */
  end: number;
  text: string;
  /** Part of speech, of the tag set of Peking University's corpus. */
  tag: string;
}

/**
 * Extracts articles, and what they speak of. Needs `init()`. Offsets count UTF-16 units: `text.slice(start, end)`.
 *
 * All methods throw a TypeError for an argument of the wrong type, and else a JianbaoError. A broken page is no error: it gives a record
 * with `warnings`.
 */
export class Extractor {
  constructor(config?: Config);
  /** The record of a page. */
  extract(input: Page, options?: PageOptions): Article;
  /** The record of running text, which has no page around it. */
  annotate(text: string, options?: TextOptions): Annotation;
  /** The words of a text; they tile it. */
  tokenize(text: string): Token[];
  /** The article of a page in another format: Markdown, the body alone, schema.org NewsArticle, IPTC ninjs 3.1. */
  export(input: Page, format: Format, options?: PageOptions): string;
  /** Gives its memory back; else that is done when it is collected. */
  free(): void;
  [Symbol.dispose](): void;
}

/** Why there is no record. */
export class JianbaoError extends Error {
  constructor(kind: ErrorKind, message: string, options?: ErrorOptions);
  readonly name: 'JianbaoError';
  /** What went wrong; more kinds may come. */
  readonly kind: ErrorKind | (string & {});
}

/**
 * - `config`: a setting or an option makes no sense
 * - `limit`: the input is over a limit of the settings
 * - `input`: the input cannot be read any more, such as a buffer that was transferred
 * - `load`: a file of the package could not be loaded
 * - `data`: the file of data is another, is broken, or is of another version
 * - `init`: `init()` has not been awaited, or the extractor was freed
 * - `panic`: the library broke down over an input; it is ready for the next one
 * - `worker`: the worker was terminated or could not be started
 */
export type ErrorKind = 'config' | 'limit' | 'input' | 'load' | 'data' | 'init' | 'panic' | 'worker';
