//! The article as IPTC ninjs 3.1.

use super::Article;

impl Article {
    /// The article as IPTC ninjs 3.1.
    #[must_use]
    pub fn to_ninjs(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}
