//! What a text says of persons: which posts they hold, and what they said.

use serde::{Deserialize, Serialize};

use crate::value::Confidence;

/// A post that somebody holds: 刘国胜 is 局长 of 安次区民政局.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Affiliation {
    /// The entity that holds it; `None` where the text names the post alone (西安市民政局局长率10名同志…).
    pub person: Option<usize>,
    /// The post; `None` where the text says only where somebody belongs (服务中心的李彦).
    pub title: Option<String>,
    /// The entity where it is held: an organization, or a place (法国 外长).
    pub organization: Option<usize>,
    /// Whether the text calls it one of the past: 原局长, 前总统.
    pub former: bool,
    /// Whether the organization stands elsewhere in the text, not beside the post.
    pub inferred: bool,
    /// How certain it is.
    pub confidence: Confidence,
    /// Where the words that say so start in the text; `None` if the byline says so.
    pub start: Option<usize>,
    /// Where they end, exclusive.
    pub end: Option<usize>,
}

/// Something that somebody said or wrote.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Quotation {
    /// Where it starts in the text; a direct one with its mark.
    pub start: usize,
    /// Where it ends, exclusive; a direct one with its mark, an indirect one without the full stop.
    pub end: usize,
    /// Whether these are the speaker's own words.
    pub kind: QuotationKind,
    /// The entity that said so; `None` where the text does not name it, or leaves it unclear.
    pub speaker: Option<usize>,
    /// How certain quotation and speaker are.
    pub confidence: Confidence,
    /// The word that says so: 表示, 说; `None` where the speech goes on without one.
    pub cue: Option<Cue>,
}

/// The kinds of [`Quotation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuotationKind {
    /// The speaker's own words, in quotation marks.
    Direct,
    /// What was said, in the words of the text.
    Indirect,
}

/// Where the word stands that makes a quotation of its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Cue {
    /// Where it starts in the text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
}
