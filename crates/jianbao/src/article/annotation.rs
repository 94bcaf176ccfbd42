//! The record of running text.

use serde::{Deserialize, Serialize};

use super::findings::Findings;
use super::offsets::convert;
use super::{Affiliation, Entity, Mention, OffsetUnit, Quotation, SCHEMA_VERSION};

/// What a text says, found by [`Extractor::annotate`](crate::Extractor::annotate). Offsets refer to the text as it was given.
///
/// ```
/// let annotation = jianbao::Extractor::default().annotate("详情请拨打12345热线。")?;
/// assert_eq!(annotation.mentions[0].text, "12345");
/// assert_eq!(annotation.mentions[0].start, "详情请拨打".len());
/// assert!(annotation.to_json().contains(r#""start":5,"end":10,"text":"12345","kind":"contact""#));
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Annotation {
    /// The version of this form; additions raise the number after the point.
    pub schema_version: String,
    /// What the offsets of the record count.
    pub offset_unit: OffsetUnit,
    /// The text, unchanged.
    pub text: String,
    /// What it speaks of, in order.
    pub mentions: Vec<Mention>,
    /// The persons, places, organizations and documents that these speak of, each once; `None` if they were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<Entity>>,
    /// Who holds which post where, in the order of the text; `None` if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliations: Option<Vec<Affiliation>>,
    /// Who said what, in the order of the text; `None` if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotations: Option<Vec<Quotation>>,
}

impl Annotation {
    pub(crate) fn new(text: &str, findings: Findings) -> Self {
        let Findings { mentions, entities, affiliations, quotations } = findings;
        let (schema_version, offset_unit) = (SCHEMA_VERSION.into(), OffsetUnit::Byte);
        Self { schema_version, offset_unit, text: text.to_owned(), mentions, entities, affiliations, quotations }
    }

    /// The same record with offsets in another unit. A record that is not in bytes is returned as it is.
    #[must_use]
    pub fn with_offsets(&self, unit: OffsetUnit) -> Self {
        self.clone().into_offsets(unit)
    }

    /// As [`with_offsets`](Self::with_offsets), of a record that is not needed in bytes any more.
    #[must_use]
    pub fn into_offsets(self, unit: OffsetUnit) -> Self {
        let mut annotation = self;
        if annotation.offset_unit == OffsetUnit::Byte {
            annotation.offset_unit = unit;
            let text = std::mem::take(&mut annotation.text);
            convert(&text, unit, annotation.found_offsets());
            annotation.text = text;
        }
        annotation
    }

    /// The record as one line of JSON, offsets in code points.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.with_offsets(OffsetUnit::CodePoint)).unwrap_or_default()
    }
}
