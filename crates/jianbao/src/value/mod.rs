//! Words of a text that stand for something that can be computed with: times, quantities, places.
//!
//! Each of the three rooms can be used alone, on the tokens of a text; [`Extractor`](crate::Extractor) uses them for the mentions
//! of its records.

pub mod place;
pub mod quantity;
pub mod time;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Something found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Found<V> {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it stands for; `None` if the words have the form of such a thing, but stand for none (13月45日) or for none that is known.
    pub value: Option<V>,
}

/// How certain something is, in hundredths: 0.98 in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// Of hundredths; more than 100 are 100.
    #[must_use]
    pub const fn of_hundredths(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// From 0 to 1.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.get())
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Between 0 and 100 after the clamp.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        f64::deserialize(deserializer).map(|value| Self((value * 100.0).round().clamp(0.0, 100.0) as u8))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Confidence {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Confidence".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.01 })
    }
}
