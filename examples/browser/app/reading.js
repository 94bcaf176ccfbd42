// An article and what is computed of it once: who is who, which mentions are where.

/** @typedef {import('./types.js').Article} Article */
/** @typedef {import('./types.js').Mention} Mention */

/** Everything the panels ask of an article. */
export class Reading {
  /** @param {Article} article */
  constructor(article) {
    this.article = article;
    this.mentions = article.mentions ?? [];
    this.entities = article.entities ?? [];
    this.quotations = article.quotations ?? [];
    this.affiliations = article.affiliations ?? [];
    /** @type {Map<string, number>} how many mentions a kind has */
    this.counts = new Map();
    for (const { kind } of this.mentions) this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.counts.set('quotation', this.quotations.length);

    /** Posts of a person, quotations of a speaker, roles on the page; by the number of the entity. */
    this.posts = gather(this.affiliations, (post) => post.person);
    this.holders = gather(this.affiliations, (post) => post.organization);
    this.said = gather(this.quotations, (quotation) => quotation.speaker);
    this.roles = gather([...article.authors, ...article.editors, ...article.credits], (person) => person.entity);
  }

  /**
   * The name of an entity, the empty string for none.
   * @param {number | null | undefined} id
   */
  name(id) {
    return id === null || id === undefined ? '' : (this.entities[id]?.name ?? '');
  }

  /**
   * Where an entity stands in the text.
   * @param {import('./types.js').Entity} entity
   * @returns {Span[]}
   */
  spans(entity) {
    return entity.mentions.map((number) => this.mentions[number]).filter(Boolean);
  }

  /**
   * Mentions of a kind with a value, or those without.
   * @param {string} kind
   */
  ofKind(kind) {
    return this.mentions.filter((mention) => mention.kind === kind);
  }
}

/** @typedef {{ start: number, end: number }} Span */

/**
 * @template T
 * @param {T[]} list
 * @param {(item: T) => number | null | undefined} key
 */
function gather(list, key) {
  /** @type {Map<number, T[]>} */
  const groups = new Map();
  for (const item of list) {
    const id = key(item);
    if (id === null || id === undefined) continue;
    const group = groups.get(id);
    if (group) group.push(item);
    else groups.set(id, [item]);
  }
  return groups;
}
