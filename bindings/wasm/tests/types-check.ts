// Compiled by `tsc --strict`, never run: what the types allow, and what they refuse.

import init, { Extractor, JianbaoError, schema, version } from 'jianbao';
import type { Affiliation, Annotation, Article, Contact, Entity, Mention, Place, Progress, Quantity, Time, Token, Value, Warning } from 'jianbao';
import { ExtractorWorker } from 'jianbao/worker';

const progress = ({ loaded, total }: Progress): number => loaded / total;
await init();
await init({ wasm: new URL('https://a.example/'), data: new ArrayBuffer(8), onProgress: progress, signal: AbortSignal.timeout(1000) });
// @ts-expect-error: a number is no source
await init({ wasm: 7 });

const extractor = new Extractor({ stages: 'entities', focus: 'recall', prefer: 'past', referenceDate: '2026-01-01', maxBytes: 1, maxNodes: 1 });
new Extractor({ rules: '[[site]]' });
new Extractor({ rules: { site: [{ host: 'a.example', remove: ['.b'] }] } });
// @ts-expect-error: no such setting
new Extractor({ colour: 'red' });
// @ts-expect-error: no such stage
new Extractor({ stages: 'all' });

const article: Article = extractor.extract(new Uint8Array(), { url: 'https://a.example/', charset: 'gbk', referenceDate: '2026-01-01' });
const headline: string | null = article.headline;
const mentions: Mention[] | undefined = article.mentions;
const entities: Entity[] = article.entities ?? [];
const held: Affiliation | undefined = article.affiliations?.[0];
const holder: Entity | undefined = held?.person === null || held === undefined ? undefined : entities[held.person];
const span: [number, number] | undefined = article.warnings[0]?.spans?.[0];
const warning: Warning['kind'] = 'no_article';
const iso: string | undefined = article.date_published?.iso;
// @ts-expect-error: may be absent
article.mentions.length;
// @ts-expect-error: may be null
article.date_published.iso;

const told = (value: Value): string => {
  if ('timex' in value) return (value satisfies Time).from ?? value.timex;
  if ('number' in value) return (value satisfies Quantity).number ?? '';
  if ('chain' in value) return (value satisfies Place).chain.join('');
  return (value satisfies Contact).normalized;
};

const annotation: Annotation = extractor.annotate('…', { guideline: 'msra' });
const found: number = annotation.mentions.length;
// @ts-expect-error: an annotation has no headline
annotation.headline;
const words: Token[] = extractor.tokenize('…');
const markdown: string = extractor.export('…', 'markdown');
// @ts-expect-error: no such format
extractor.export('…', 'pdf');
// @ts-expect-error: a page is no number
extractor.extract(7);
extractor.free();

try {
  extractor.extract('');
} catch (error) {
  if (error instanceof JianbaoError && error.kind === 'limit') throw error;
}

const worker = await ExtractorWorker.create({ focus: 'precision' }, { onProgress: progress });
const one: Article = await worker.extract('…', { signal: AbortSignal.timeout(1000), transfer: false });
for await (const { id, article, error } of worker.extractMany([{ id: 1, input: '…' }, new ArrayBuffer(1)], { onProgress: ({ done }) => done })) {
  const outcome: [unknown, string | undefined, string | undefined] = [id, article?.text, error?.message];
  void outcome;
}
// @ts-expect-error: made by create alone
new ExtractorWorker();
worker.terminate();

void [version satisfies string, schema, headline, mentions, holder, span, warning, iso, told, found, words, markdown, one];
