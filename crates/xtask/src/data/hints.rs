//! data/hints.tsv: what words of class and id attributes say of an element.

use std::collections::BTreeMap;

use super::source::Source;

/// The hints that the core knows; a test of `jianbao::page::hints` finds words of the blob that it does not.
const HINTS: [&str; 24] = [
    "body", "title", "subtitle", "info", "source", "author", "editor", "time", "caption", "comment", "related", "aside", "nav", "crumb",
    "header", "footer", "share", "ad", "tags", "pager", "notice", "summary", "list", "hidden",
];

/// The core compares words of that many letters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=24;

/// Rows of word and hint, sorted by word.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut words = BTreeMap::new();
    for (number, row) in source.rows() {
        let Some((word, hint)) = row.split_once('\t') else {
            source.fault(number, "a row is a word, a tab and a hint");
            continue;
        };
        if !word.bytes().all(|b| b.is_ascii_lowercase()) || !LENGTHS.contains(&word.len()) {
            source.fault(number, format!("`{word}` can never match: words are 2 to 24 letters a-z, attributes are compared in lower case"));
        }
        if !HINTS.contains(&hint) {
            source.fault(number, format!("`{hint}` is no hint; there are {}", HINTS.join(", ")));
        }
        if words.insert(word, row).is_some() {
            source.fault(number, format!("`{word}` has a row already"));
        }
    }
    words.into_values().flat_map(|row| [row, "\n"]).collect()
}
