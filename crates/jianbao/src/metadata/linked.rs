//! Linked data: the article that a page's JSON-LD describes.

use serde_json::Value;

use crate::chars::fold_space;
use crate::page::Script;

/// What JSON-LD says of the article. Values are as the page has them, white space folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LinkedData {
    pub(crate) headline: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) body: Option<String>,
}

/// Objects and lists inside one another beyond this are not looked into.
const MAX_DEPTH: usize = 8;

/// Reads the first article in the page's JSON-LD.
pub(crate) fn read(scripts: &[Script<'_>]) -> LinkedData {
    scripts
        .iter()
        .filter(|script| script.attributes.contains("ld+json"))
        // Many pages have raw line breaks in their strings, which JSON forbids.
        .filter_map(|script| serde_json::from_str::<Value>(&script.body.replace(['\n', '\r', '\t'], " ")).ok())
        .find_map(|value| find_article(&value, 0).map(describe))
        .unwrap_or_default()
}

fn find_article(value: &Value, depth: usize) -> Option<&Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().find_map(|item| find_article(item, depth + 1)),
        Value::Object(map) => {
            let is_article = |kind: &Value| kind.as_str().is_some_and(|k| k.ends_with("Article") || k.ends_with("Posting"));
            let kind = map.get("@type");
            if kind.is_some_and(|k| is_article(k) || k.as_array().is_some_and(|kinds| kinds.iter().any(is_article)))
                // Baidu's search cards have no type but the same words.
                || map.contains_key("pubDate") && map.contains_key("title")
            {
                return Some(value);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| map.get(*key)).find_map(|v| find_article(v, depth + 1))
        }
        _ => None,
    }
}

fn describe(article: &Value) -> LinkedData {
    let text = |keys: &[&str]| keys.iter().filter_map(|key| article.get(*key)).find_map(text_of);
    let authors = match article.get("author") {
        Some(Value::Array(items)) => items.iter().filter_map(text_of).collect(),
        Some(one) => text_of(one).into_iter().collect(),
        None => Vec::new(),
    };
    LinkedData {
        headline: text(&["headline", "title", "name"]),
        authors,
        publisher: text(&["publisher"]),
        published: text(&["datePublished", "pubDate", "dateCreated"]),
        modified: text(&["dateModified", "upDate"]),
        section: text(&["articleSection"]),
        url: text(&["url", "@id"]),
        body: article.get("articleBody").and_then(Value::as_str).map(str::to_owned),
    }
}

/// A string, or the name of an object, or the first of a list.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(map) => map.get("name")?.as_str()?,
        Value::Array(items) => return items.first().and_then(text_of),
        _ => return None,
    };
    Some(fold_space(text)).filter(|text| !text.is_empty())
}
