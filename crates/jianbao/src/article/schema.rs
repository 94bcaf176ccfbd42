//! The record's form as JSON Schema.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Article, SCHEMA_VERSION};

/// The form of the record as [`Article::to_json`] writes it, in JSON Schema 2020-12. Needs the feature `schema`.
///
/// The command line puts an `id` before the other members; the schema allows for members that it does not name.
///
/// ```
/// let schema = jianbao::schema();
/// assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
/// assert_eq!(schema["properties"]["headline"]["type"], serde_json::json!(["string", "null"]));
/// ```
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<Article>();
    schema.insert("$id".into(), format!("{}/schema/article-{SCHEMA_VERSION}.json", env!("CARGO_PKG_REPOSITORY")).into());
    schema.insert("title".into(), format!("jianbao article, version {SCHEMA_VERSION}").into());
    schema.insert(
        "description".into(),
        "An article as jianbao found it on a Chinese news page. What the page does not say is null or empty.".into(),
    );
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::schema;
    use crate::article::sample;

    #[test]
    fn it_names_the_members_of_the_record() {
        let record: Value = serde_json::from_str(&sample::full().to_json()).unwrap();
        let schema = schema();
        let written: BTreeSet<&String> = record.as_object().unwrap().keys().collect();
        let described: BTreeSet<&String> = schema["properties"].as_object().unwrap().keys().collect();
        assert_eq!(written, described);
        let required: BTreeSet<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let staged = ["mentions", "entities", "affiliations", "quotations"];
        let always = written.iter().map(|name| name.as_str()).filter(|name| !staged.contains(name));
        assert_eq!(always.collect::<BTreeSet<_>>(), required);
    }

    #[test]
    fn a_contact_has_the_members_that_are_documented() {
        let schema = schema();
        let contact = &schema["$defs"]["Contact"]["properties"];
        assert!(contact.get("type").is_some() && contact.get("normalized").is_some());
    }

    #[test]
    fn spans_are_pairs_and_optional() {
        let schema = schema();
        let warning = &schema["$defs"]["Warning"];
        let span = &warning["properties"]["spans"]["items"];
        assert_eq!((span["minItems"].as_u64(), span["maxItems"].as_u64()), (Some(2), Some(2)));
        assert!(!warning["required"].as_array().unwrap().contains(&"spans".into()));
    }

    #[test]
    fn it_says_which_version_it_is() {
        let schema = schema();
        assert!(schema["$id"].as_str().unwrap().ends_with("/schema/article-1.json"));
        assert!(schema["title"].as_str().unwrap().contains("version 1"));
    }
}
