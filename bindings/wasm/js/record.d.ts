// The record, from schema/article.schema.json. Written by `cargo xtask types`, not by hand.

/** An article as jianbao found it on a Chinese news page. What the page does not say is null or empty. */
export interface Article {
  /** Who holds which post where, in the order of the text; absent if it was not asked for. */
  affiliations?: Affiliation[];
  /** Who wrote the text or took the pictures, in the order of the page. */
  authors: Person[];
  /** The paragraphs of `text`. */
  blocks: Block[];
  /** Others named for their part in it (校对, 监制 …) beside the editor who answers for the page. */
  credits: Person[];
  /** When it was last changed, if the page says so. */
  date_modified: Date | null;
  /** When the article was published, as printed on the page, else as its head says. */
  date_published: Date | null;
  /** Agency, place and day at the start of the text (电头). */
  dateline: Dateline | null;
  /** Who edited, checked or produced it. */
  editors: Person[];
  /**
   * The persons, places, organizations and documents that these speak of, each once; then those that only the byline or the source
   * names. absent if they were not asked for.
   */
  entities?: Entity[];
  /** SimHash of the body, 64 bits in hexadecimal: reprints differ in few bits (Charikar 2002, over character 4-grams). */
  fingerprint: string;
  /** The title of the article, without the site's name. */
  headline: string | null;
  /** The pictures inside the body. */
  images: Image[];
  /** Keywords that the page gives. */
  keywords: string[];
  /** BCP 47: `zh-Hans`, `zh-Hant`, `und` where it is neither. */
  language: string;
  /** What `text` speaks of, in order; absent if it was not asked for. */
  mentions?: Mention[];
  /** Where the article goes on, if it is spread over several pages. */
  next_page: string | null;
  /** What the offsets of the record count. */
  offset_unit: OffsetUnit;
  /** For each field that has a value, where on the page it was found. */
  provenance: { [name: string]: string };
  /** Who said what, in the order of the text; absent if it was not asked for. */
  quotations?: Quotation[];
  /** The version of this form; additions raise the number after the point. */
  schema_version: string;
  /** The site's sections that the page stands in, from the outermost (面包屑). */
  section: string[];
  /** The name of the site, where the page's head tells. */
  site_name: string | null;
  /** The medium that the page names as the origin of the text (来源). */
  source: string | null;
  /** A second title printed above or under the first. */
  subheadline: string | null;
  /** The clean body: the page's own words, a paragraph a line, joined by `\n`. */
  text: string;
  /** The address that the page gives for itself, or the one it was crawled from. */
  url: string | null;
  /** What a reader of the record should know. */
  warnings: Warning[];
}

/** The record of running text. Offsets refer to the text as it was given. */
export type Annotation = Pick<Article, 'schema_version' | 'offset_unit' | 'text' | 'entities' | 'affiliations' | 'quotations'> &
  Required<Pick<Article, 'mentions'>>;

/** A post that somebody holds: 刘国胜 is 局长 of 安次区民政局. */
export interface Affiliation {
  /** How certain it is. */
  confidence: Confidence;
  /** Where they end, exclusive. */
  end: number | null;
  /** Whether the text calls it one of the past: 原局长, 前总统. */
  former: boolean;
  /** Whether the organization stands elsewhere in the text, not beside the post. */
  inferred: boolean;
  /** The entity where it is held: an organization, or a place (法国 外长). */
  organization: number | null;
  /** The entity that holds it; `null` where the text names the post alone (西安市民政局局长率10名同志…). */
  person: number | null;
  /** Where the words that say so start in the text; `null` if the byline says so. */
  start: number | null;
  /** The post; `null` where the text says only where somebody belongs (服务中心的李彦). */
  title: string | null;
}

/** A paragraph of the body. */
export interface Block {
  /** Where it ends, exclusive. */
  end: number;
  /** What it is. */
  kind: BlockKind;
  /** Where it starts in `text`. */
  start: number;
}

/**
 * The kinds of paragraph.
 * - `paragraph`: Running text.
 * - `heading`: A heading inside the article.
 * - `caption`: The caption of a picture.
 * - `list_item`: An item of a list.
 * - `table`: A row of a table.
 * - `quote`: A quotation set apart as a paragraph.
 */
export type BlockKind = 'paragraph' | 'heading' | 'caption' | 'list_item' | 'table' | 'quote';

/**
 * How exact a number is.
 * - `exact`: 3264名
 * - `about`: 约300人
 * - `at_least`: 至少300人, 300人以上
 * - `at_most`: 至多300人, 300人以内
 * - `more_than`: 超过300人, 300多人
 * - `less_than`: 不足300人, 近300人
 * - `range`: 300到500人
 */
export type Bound = 'exact' | 'about' | 'at_least' | 'at_most' | 'more_than' | 'less_than' | 'range';

export type Confidence = number;

/** A telephone number or an address. */
export interface Contact {
  /**
   * Telephone numbers: digits alone, `+` before the code of a country, `x` before an extension. Addresses of the web: with a
   * scheme, scheme and host in lower case. E-mail: in lower case.
   */
  normalized: string;
  /** Which of them. */
  type: ContactKind;
}

/**
 * The kinds of `Contact`.
 * - `phone`: A telephone number.
 * - `url`: An address of the web.
 * - `email`: An address of e-mail.
 */
export type ContactKind = 'phone' | 'url' | 'email';

/** Where the word stands that makes a quotation of its neighbours. */
export interface Cue {
  /** Where it ends, exclusive. */
  end: number;
  /** Where it starts in the text. */
  start: number;
}

/** A point in time with the precision the page gives it. */
export interface Date {
  /** ISO 8601; with a time of day also the zone, China's (+08:00) where the page names none. */
  iso: string;
  /** How exact it is. */
  precision: Precision;
  /** The words of the page. */
  raw: string;
}

/** The dateline at the start of a dispatch: 红网时刻常德2月12日讯. */
export interface Dateline {
  /** Who sent it. */
  agency: string | null;
  /** The day, as ISO 8601; the year is that of the publish date. */
  date: string | null;
  /** From where. */
  place: string | null;
  /** The words of the page. */
  raw: string;
}

/** A person, place, organization or document that the text speaks of, by whatever words. */
export interface Entity {
  /** Its number, by which mentions, affiliations and quotations refer to it: its place in the list of entities. */
  id: number;
  /** Whether the text does not have the name as it stands here: 西安市委组织部 for 市委组织部 in a text about 西安市. */
  inferred: boolean;
  /** What it is. */
  kind: EntityKind;
  /** The mentions that speak of it, by their place in the list of mentions. None for a person who is only credited, or a source. */
  mentions: number[];
  /** Its fullest name. For places of China that are known, the official name. */
  name: string;
}

/**
 * The kinds of `Entity`.
 * - `person`: A person.
 * - `place`: A country, division, natural place.
 * - `organization`: A body, company, medium, team.
 * - `work`: A work or document.
 */
export type EntityKind = 'person' | 'place' | 'organization' | 'work';

/** A picture inside the body. */
export interface Image {
  /** The caption under it, else its alternative text. */
  caption: string | null;
  /** Its address, resolved against the page's. */
  url: string;
}

/** The sorts of place. */
export type Level = 'country' | 'province' | 'city' | 'county' | 'town' | 'village' | 'natural' | 'other';

/** The kinds of quantity. */
export type Measure = 'count' | 'money' | 'percent' | 'ordinal' | 'length' | 'area' | 'mass' | 'volume' | 'temperature' | 'duration' | 'frequency' | 'ratio' | 'age' | 'other';

/**
 * A place in the text that names something.
 *
 * Mentions are sorted by their start, the longer first. They may stand inside each other if their kinds differ
 * (西安市 in 西安市民政局), and never overlap in part. An office that stands for its town is both, place and organization.
 */
export interface Mention {
  /** Where it ends, exclusive. */
  end: number;
  /** The entity that it speaks of, if entities were asked for. */
  entity: number | null;
  /** What it names. */
  kind: MentionKind;
  /** Where it starts in the text. */
  start: number;
  /** The words between the two. */
  text: string;
  /** What it stands for, in a form that does not depend on how it is written. */
  value: Value | null;
}

/**
 * The kinds of mention.
 * - `person`: A person's name, without the title: 刘国胜, 史蒂夫·乔布斯.
 * - `place`: A country, province, town or natural place: 西安市, 黄河.
 * - `organization`: A body, company, medium, party, team, school, in full or short: 西安市民政局, 市民政局.
 * - `title`: An office, occupation or rank: 局长, 记者.
 * - `time`: A date, a time of day, a duration, a set of them: 3月8日, 每周一.
 * - `quantity`: A number with its measure: 3264名, 76%.
 * - `work`: The title of a work or document, with its marks: 《红楼梦》.
 * - `contact`: A telephone number, an address of the web or of e-mail.
 */
export type MentionKind = 'person' | 'place' | 'organization' | 'title' | 'time' | 'quantity' | 'work' | 'contact';

/** The modifiers of TIMEX3. */
export type Modifier = 'START' | 'MID' | 'END' | 'APPROX' | 'BEFORE' | 'ON_OR_BEFORE' | 'AFTER' | 'ON_OR_AFTER' | 'MORE_THAN' | 'LESS_THAN' | 'EQUAL_OR_MORE' | 'EQUAL_OR_LESS';

/**
 * What offsets count.
 * - `byte`: Bytes of UTF-8: Rust's.
 * - `code_point`: Unicode code points: JSON's and Python's.
 * - `utf16`: UTF-16 code units: JavaScript's.
 */
export type OffsetUnit = 'byte' | 'code_point' | 'utf16';

/** A person as credited on the page. */
export interface Person {
  /** The entity of that person; absent if entities were not asked for. */
  entity?: number;
  /** The name, without the blank that sometimes parts a surname. */
  name: string;
  /** The word of the page, in simplified characters: 记者, 通讯员, 责任编辑 … */
  role: string;
}

/** What the words of a place stand for. */
export interface Place {
  /** Full names from the province, or the country, down to the place itself. */
  chain: string[];
  /** Six digits of GB/T 2260, down to the level of counties; of a town or village those of its county. */
  code: string | null;
  /** Nine digits of a town, twelve of a village, of the National Bureau of Statistics. */
  code_full: string | null;
  /** How certain it is that this place is meant, from 0 to 1, in hundredths. */
  confidence: Confidence;
  /** Of a country, and of a place in another country than China, the two letters of ISO 3166-1. */
  country?: string;
  /** What sort of place it is. */
  level: Level;
  /** Of a division that is no more the code of the one that took its place, where that is known. */
  successor?: string;
}

/** How exact a date is. */
export type Precision = 'year' | 'month' | 'day' | 'minute' | 'second';

/** What the words of a quantity stand for. Numbers are decimal strings, so that no digit is lost. */
export interface Quantity {
  /** How exact it is. */
  bound: Bound;
  /** Of money the code of ISO 4217. */
  currency: string | null;
  /** The lower end of a range, or the number that it is at least or more than. */
  lower: string | null;
  /** Which kind of quantity. */
  measure: Measure;
  /** The number, 万 and 亿 multiplied into it; `null` for a range and a ratio. */
  number: string | null;
  /** What is counted or measured: 居民. */
  object: string | null;
  /** The measure word or unit as it is written, without 万 and 亿: 名, 公里, %. */
  unit: string | null;
  /** The upper end of a range, or the number that it is at most or less than. */
  upper: string | null;
}

/** Something that somebody said or wrote. */
export interface Quotation {
  /** How certain quotation and speaker are. */
  confidence: Confidence;
  /** The word that says so: 表示, 说; `null` where the speech goes on without one. */
  cue: Cue | null;
  /** Where it ends, exclusive; a direct one with its mark, an indirect one without the full stop. */
  end: number;
  /** Whether these are the speaker's own words. */
  kind: QuotationKind;
  /** The entity that said so; `null` where the text does not name it, or leaves it unclear. */
  speaker: number | null;
  /** Where it starts in the text; a direct one with its mark. */
  start: number;
}

/**
 * The kinds of `Quotation`.
 * - `direct`: The speaker's own words, in quotation marks.
 * - `indirect`: What was said, in the words of the text.
 */
export type QuotationKind = 'direct' | 'indirect';

/** What the words of a time stand for. */
export interface Time {
  /** Local time, without a zone, where the interval begins; `null` if it is open or not known. */
  from: string | null;
  /** How the value is to be read, if not as it stands. */
  mod: Modifier | null;
  /**
   * As TIMEX3 writes it (ISO 8601 with extensions: Pustejovsky et al., TimeML 1.2.1): `2022-03-08`, `2022-W12-3`, `2022-Q1`, `P3D`, `T09:00`,
   * `PAST_REF`; of a range the two ends with `/` between them.
   */
  timex: string;
  /** Local time where it ends, exclusive; `null` if it is open or not known. */
  to: string | null;
  /** Which kind of time. */
  type: TimeKind;
}

/**
 * The types of TIMEX3.
 * - `DATE`: A day or more: 3月8日, 去年.
 * - `TIME`: A part of a day: 上午9时.
 * - `DURATION`: How long: 三天.
 * - `SET`: How often: 每周一.
 */
export type TimeKind = 'DATE' | 'TIME' | 'DURATION' | 'SET';

/** What a mention stands for. Each kind of mention has a form of its own; the kinds that have none yet are without a value. */
export type Value = Contact | Time | Quantity | Place;

/** Something a reader of the record should know. */
export interface Warning {
  /** In words, or the words concerned. */
  detail: string;
  /** What it is about. */
  kind: WarningKind;
  /** Where in `text`, if it is about places there: start and end, exclusive. */
  spans?: ([number, number])[];
}

/**
 * The kinds of warning.
 * - `injected_text`: The name of a site stands in sentences where it makes no sense: put there by a spammer.
 * - `no_article`: The page holds no article: a list, a login form, an error page, nothing at all.
 * - `encoding_guessed`: The encoding was not declared, or not as it is.
 * - `encoding_errors`: Some bytes stand for no character.
 * - `truncated`: The page ends in the middle.
 * - `limit_reached`: A limit on nesting or elements cut something off.
 * - `conflicting_dates`: The page gives several publish dates that differ by more than a day.
 * - `low_confidence_body`: The body is the best there is on the page, but may not be the article.
 * - `not_chinese`: The text is not Chinese.
 */
export type WarningKind = 'injected_text' | 'no_article' | 'encoding_guessed' | 'encoding_errors' | 'truncated' | 'limit_reached' | 'conflicting_dates' | 'low_confidence_body' | 'not_chinese';
