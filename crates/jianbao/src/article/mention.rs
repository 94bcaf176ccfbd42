//! What a text speaks of, and where.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::value::place::Place;
use crate::value::quantity::Quantity;
use crate::value::time::Time;

/// A place in the text that names something.
///
/// Mentions are sorted by their start, the longer first. They may stand inside each other if their kinds differ
/// (西安市 in 西安市民政局), and never overlap in part. An office that stands for its town is both, place and organization.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Mention {
    /// Where it starts in the text.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The words between the two.
    pub text: String,
    /// What it names.
    pub kind: MentionKind,
    /// The entity that it speaks of, if entities were asked for.
    pub entity: Option<usize>,
    /// What it stands for, in a form that does not depend on how it is written.
    pub value: Option<Value>,
}

impl Mention {
    /// A mention of its own, such as of a place that a [`Gazetteer`](crate::value::place::Gazetteer) found.
    #[must_use]
    pub fn new(span: Range<usize>, text: &str, kind: MentionKind, value: Option<Value>) -> Self {
        Self { start: span.start, end: span.end, text: text.to_owned(), kind, entity: None, value }
    }
}

/// The kinds of mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MentionKind {
    /// A person's name, without the title: 刘国胜, 史蒂夫·乔布斯.
    Person,
    /// A country, province, town or natural place: 西安市, 黄河.
    Place,
    /// A body, company, medium, party, team, school, in full or short: 西安市民政局, 市民政局.
    Organization,
    /// An office, occupation or rank: 局长, 记者.
    Title,
    /// A date, a time of day, a duration, a set of them: 3月8日, 每周一.
    Time,
    /// A number with its measure: 3264名, 76%.
    Quantity,
    /// The title of a work or document, with its marks: 《红楼梦》.
    Work,
    /// A telephone number, an address of the web or of e-mail.
    Contact,
}

/// What a mention stands for. Each kind of mention has a form of its own; the kinds that have none yet are without a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Value {
    /// Of a contact.
    Contact(Contact),
    /// Of a time.
    Time(Time),
    /// Of a quantity.
    Quantity(Quantity),
    /// Of a place.
    Place(Place),
}

/// A telephone number or an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Contact {
    /// Which of them.
    #[serde(rename = "type")]
    pub kind: ContactKind,
    /// Telephone numbers: digits alone, `+` before the code of a country, `x` before an extension. Addresses of the web: with a
    /// scheme, scheme and host in lower case. E-mail: in lower case.
    pub normalized: String,
}

/// The kinds of [`Contact`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContactKind {
    /// A telephone number.
    Phone,
    /// An address of the web.
    Url,
    /// An address of e-mail.
    Email,
}
