//! The article as schema.org `NewsArticle` in JSON-LD.

use super::Article;

impl Article {
    /// The article as schema.org `NewsArticle` in JSON-LD.
    #[must_use]
    pub fn to_jsonld(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}
