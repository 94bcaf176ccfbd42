//! The record: what jianbao says of a page.
//!
//! Field names are those of schema.org's `NewsArticle` where it has one, in `snake_case`. Offsets count bytes in Rust;
//! [`Article::with_offsets`] gives the record in another unit, and [`Article::to_json`] writes it in code points.

mod annotation;
mod entity;
mod findings;
mod fingerprint;
mod jsonld;
mod markdown;
mod mention;
mod ninjs;
mod offsets;
mod origin;
mod print;
mod relation;
#[cfg(test)]
mod sample;
#[cfg(feature = "schema")]
mod schema;

use serde::{Deserialize, Serialize};

pub use annotation::Annotation;
pub use entity::{Entity, EntityKind};
pub(crate) use findings::Findings;
pub(crate) use fingerprint::fingerprint;
pub(crate) use markdown::BlockMarkup;
pub use markdown::Markup;
pub use mention::{Contact, ContactKind, Mention, MentionKind, Value};
pub(crate) use origin::Origin;
pub use relation::{Affiliation, Cue, Quotation, QuotationKind};
#[cfg(feature = "schema")]
pub use schema::schema;

/// The version of the record that this library writes.
pub const SCHEMA_VERSION: &str = "1";

/// An article, as found on a page.
///
/// What a page does not say is `None` or empty; nothing is guessed without a warning. `blocks` ascend, do not overlap
/// and cover `text` but for the line breaks between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Article {
    /// The version of this form; additions raise the number after the point.
    pub schema_version: String,
    /// What the offsets of the record count.
    pub offset_unit: OffsetUnit,
    /// The title of the article, without the site's name.
    pub headline: Option<String>,
    /// A second title printed above or under the first.
    pub subheadline: Option<String>,
    /// Who wrote the text or took the pictures, in the order of the page.
    pub authors: Vec<Person>,
    /// Who edited, checked or produced it.
    pub editors: Vec<Person>,
    /// Others named for their part in it (校对, 监制 …) beside the editor who answers for the page.
    pub credits: Vec<Person>,
    /// The medium that the page names as the origin of the text (来源).
    pub source: Option<String>,
    /// The name of the site, where the page's head tells.
    pub site_name: Option<String>,
    /// The address that the page gives for itself, or the one it was crawled from.
    pub url: Option<String>,
    /// When the article was published, as printed on the page, else as its head says.
    pub date_published: Option<Date>,
    /// When it was last changed, if the page says so.
    pub date_modified: Option<Date>,
    /// Agency, place and day at the start of the text (电头).
    pub dateline: Option<Dateline>,
    /// The site's sections that the page stands in, from the outermost (面包屑).
    pub section: Vec<String>,
    /// Keywords that the page gives.
    pub keywords: Vec<String>,
    /// The pictures inside the body.
    pub images: Vec<Image>,
    /// BCP 47: `zh-Hans`, `zh-Hant`, `und` where it is neither.
    pub language: String,
    /// The clean body: the page's own words, a paragraph a line, joined by `\n`.
    pub text: String,
    /// The paragraphs of `text`.
    pub blocks: Vec<Block>,
    /// What `text` speaks of, in order; `None` if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
    /// The persons, places, organizations and documents that these speak of, each once; then those that only the byline or the source
    /// names. `None` if they were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<Entity>>,
    /// Who holds which post where, in the order of the text; `None` if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliations: Option<Vec<Affiliation>>,
    /// Who said what, in the order of the text; `None` if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotations: Option<Vec<Quotation>>,
    /// SimHash of the body, 64 bits in hexadecimal: reprints differ in few bits (Charikar 2002, over character 4-grams).
    pub fingerprint: String,
    /// Where the article goes on, if it is spread over several pages.
    pub next_page: Option<String>,
    /// For each field that has a value, where on the page it was found.
    pub provenance: Provenance,
    /// What a reader of the record should know.
    pub warnings: Vec<Warning>,
    /// Links, levels and cells for [`Article::to_markdown`]; not part of the serialised record.
    #[serde(skip)]
    pub(crate) markup: Markup,
    /// What [`Article::encoding`] tells; not part of the serialised record, and no part of what makes two records equal.
    #[serde(skip)]
    pub(crate) origin: Origin,
}

/// For each field with a value, where it was found: `og:title`, `header_line` …
pub type Provenance = std::collections::BTreeMap<String, String>;

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OffsetUnit {
    /// Bytes of UTF-8: Rust's.
    Byte,
    /// Unicode code points: JSON's and Python's.
    CodePoint,
    /// UTF-16 code units: JavaScript's.
    Utf16,
}

/// A person as credited on the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// The name, without the blank that sometimes parts a surname.
    pub name: String,
    /// The word of the page, in simplified characters: 记者, 通讯员, 责任编辑 …
    pub role: String,
    /// The entity of that person; `None` if entities were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<usize>,
}

impl Person {
    pub(crate) fn new(name: impl Into<String>, role: impl Into<String>) -> Self {
        Self { name: name.into(), role: role.into(), entity: None }
    }
}

/// A point in time with the precision the page gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Date {
    /// ISO 8601; with a time of day also the zone, China's (+08:00) where the page names none.
    pub iso: String,
    /// How exact it is.
    pub precision: Precision,
    /// The words of the page.
    pub raw: String,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Precision {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

/// The dateline at the start of a dispatch: 红网时刻常德2月12日讯.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dateline {
    /// The words of the page.
    pub raw: String,
    /// Who sent it.
    pub agency: Option<String>,
    /// From where.
    pub place: Option<String>,
    /// The day, as ISO 8601; the year is that of the publish date.
    pub date: Option<String>,
}

/// A picture inside the body.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Image {
    /// Its address, resolved against the page's.
    pub url: String,
    /// The caption under it, else its alternative text.
    pub caption: Option<String>,
}

/// A paragraph of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it starts in `text`.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}

/// The kinds of paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading inside the article.
    Heading,
    /// The caption of a picture.
    Caption,
    /// An item of a list.
    ListItem,
    /// A row of a table.
    Table,
    /// A quotation set apart as a paragraph.
    Quote,
}

/// Something a reader of the record should know.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// What it is about.
    pub kind: WarningKind,
    /// In words, or the words concerned.
    pub detail: String,
    /// Where in `text`, if it is about places there: start and end, exclusive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<(usize, usize)>,
}

/// The kinds of warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningKind {
    /// The name of a site stands in sentences where it makes no sense: put there by a spammer.
    InjectedText,
    /// The page holds no article: a list, a login form, an error page, nothing at all.
    NoArticle,
    /// The encoding was not declared, or not as it is.
    EncodingGuessed,
    /// Some bytes stand for no character.
    EncodingErrors,
    /// The page ends in the middle.
    Truncated,
    /// A limit on nesting or elements cut something off.
    LimitReached,
    /// The page gives several publish dates that differ by more than a day.
    ConflictingDates,
    /// The body is the best there is on the page, but may not be the article.
    LowConfidenceBody,
    /// The text is not Chinese.
    NotChinese,
}

impl Article {
    /// The record as one line of JSON, offsets in code points.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.with_offsets(OffsetUnit::CodePoint)).unwrap_or_default()
    }

    /// What Markdown needs beside the record, which JSON does not hold.
    #[must_use]
    pub fn markup(&self) -> &Markup {
        &self.markup
    }

    /// The record with the markup of the article that it was written from.
    ///
    /// ```
    /// let article = jianbao::Extractor::default().extract("<h2>新馆开放</h2><ol><li>新馆今天开放,市民可以免费办证。</ol>")?;
    /// let read: jianbao::Article = serde_json::from_str(&serde_json::to_string(&article)?)?;
    /// assert_eq!(read.with_markup(article.markup().clone()), article);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_markup(mut self, markup: Markup) -> Self {
        self.markup = markup;
        self
    }

    /// The encoding that the page was in, by its name in the WHATWG encoding standard; `None` if the article was read from JSON.
    ///
    /// ```
    /// let article = jianbao::Extractor::default().extract(jianbao::Input::new(b"<p>\xb1\xb1\xbe\xa9</p>").charset("gb2312"))?;
    /// assert_eq!(article.encoding(), Some("GBK"));
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn encoding(&self) -> Option<&'static str> {
        self.origin.encoding()
    }

    /// A block's text.
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        self.text.get(block.start..block.end).unwrap_or_default()
    }

    /// The names of the authors, in the order of the page.
    pub fn author_names(&self) -> impl Iterator<Item = &str> {
        self.authors.iter().map(|person| person.name.as_str())
    }
}
