import type { Annotation, Article, Config, Format, InitOptions, JianbaoError, Page, PageOptions, TextOptions, Token } from './index.js';

export { JianbaoError } from './index.js';

export interface CallOptions {
  /** Ends the call, also while it is under way; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

export interface InputOptions extends CallOptions {
  /** Whether the buffer of the input moves to the worker, and is empty afterwards, or is copied. Default: true. */
  transfer?: boolean;
}

/** A page of `extractMany`, and what is known of it. */
export interface Row extends PageOptions {
  /** What its result is called. Default: its number, from 0. */
  id?: unknown;
  input: Page;
  transfer?: boolean;
}

export interface Outcome {
  id: unknown;
  /** The record, or */
  article?: Article;
  /** why there is none. */
  error?: JianbaoError | TypeError;
}

export interface ManyOptions extends CallOptions {
  /** Called after each page; `total` is known if the pages are an array or a set. */
  onProgress?: (progress: { done: number; total?: number }) => void;
}

/** An extractor on a thread of its own: a Web Worker, in Node a worker thread. Calls are done one after another. */
export class ExtractorWorker {
  private constructor();
  /** Starts the thread and loads code and data in it. */
  static create(config?: Config, options?: InitOptions): Promise<ExtractorWorker>;
  extract(input: Page, options?: PageOptions & InputOptions): Promise<Article>;
  annotate(text: string, options?: TextOptions & CallOptions): Promise<Annotation>;
  tokenize(text: string, options?: CallOptions): Promise<Token[]>;
  export(input: Page, format: Format, options?: PageOptions & InputOptions): Promise<string>;
  /** The records of many pages, in their order. A page without a record does not end it. */
  extractMany(items: Iterable<Page | Row> | AsyncIterable<Page | Row>, options?: ManyOptions): AsyncIterableIterator<Outcome>;
  /** Ends the thread; calls that wait are rejected. */
  terminate(): void;
  [Symbol.dispose](): void;
}
