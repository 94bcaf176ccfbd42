// Names for the types of the package, and for what the page adds.

/** @typedef {import('../jianbao/worker.js').ExtractorWorker} ExtractorWorker */
/** @typedef {import('../jianbao/index.js').Article} Article */
/** @typedef {NonNullable<Article['mentions']>[number]} Mention */
/** @typedef {NonNullable<Article['entities']>[number]} Entity */
/** @typedef {NonNullable<Article['quotations']>[number]} Quotation */
/** @typedef {NonNullable<Article['affiliations']>[number]} Affiliation */

/** @typedef {{ url?: string, charset?: string, referenceDate?: string, focus?: string, prefer?: string }} Options */

/**
 * A page that was handed in. `input` is text, or a file that is read when its turn comes.
 * @typedef {object} Clipping
 * @property {number} id
 * @property {string} name
 * @property {string | Blob} input
 * @property {number} size in bytes
 * @property {Options} options
 * @property {'waiting' | 'working' | 'done' | 'failed' | 'cancelled'} state
 * @property {Article} [article]
 * @property {{ kind: string, message: string }} [error]
 */

export {};
