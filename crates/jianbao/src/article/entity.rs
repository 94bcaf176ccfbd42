//! The things that a text speaks of, each once.

use serde::{Deserialize, Serialize};

/// A person, place, organization or document that the text speaks of, by whatever words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Entity {
    /// Its number, by which mentions, affiliations and quotations refer to it: its place in the list of entities.
    pub id: usize,
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name. For places of China that are known, the official name.
    pub name: String,
    /// Whether the text does not have the name as it stands here: 西安市委组织部 for 市委组织部 in a text about 西安市.
    pub inferred: bool,
    /// The mentions that speak of it, by their place in the list of mentions. None for a person who is only credited, or a source.
    pub mentions: Vec<usize>,
}

/// The kinds of [`Entity`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EntityKind {
    /// A person.
    Person,
    /// A country, division, natural place.
    Place,
    /// A body, company, medium, team.
    Organization,
    /// A work or document.
    Work,
}
