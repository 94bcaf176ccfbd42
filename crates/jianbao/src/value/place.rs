//! Places: administrative divisions with their codes, countries, natural places.

use serde::{Deserialize, Serialize};

/// What the words of a place stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Place {
    /// Six digits of GB/T 2260, down to the level of counties; of a town or village those of its county.
    pub code: Option<String>,
    /// Nine digits of a town, twelve of a village, of the National Bureau of Statistics.
    pub code_full: Option<String>,
    /// Full names from the province, or the country, down to the place itself.
    pub chain: Vec<String>,
    /// What sort of place it is.
    pub level: Level,
    /// How certain it is that this place is meant, from 0 to 1, in hundredths.
    pub confidence: crate::value::Confidence,
}

/// The sorts of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Level {
    Country,
    Province,
    City,
    County,
    Town,
    Village,
    Natural,
    Other,
}
