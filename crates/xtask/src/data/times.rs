//! data/times.tsv: the words that times are made of.

use std::collections::HashSet;

use super::source::Source;

/// The sorts that the core knows; a test of `jianbao::value::time::words` finds rows of the blob that it does not read.
const SORTS: [&str; 26] = [
    "relative",
    "same",
    "adverb",
    "animal",
    "era",
    "direction",
    "stretch",
    "shift",
    "back",
    "unit",
    "weekday",
    "month",
    "lunar",
    "part",
    "season",
    "edge",
    "bare",
    "third",
    "half",
    "ref",
    "solar",
    "week",
    "chinese",
    "term",
    "easter",
    "feast",
];

/// Rows of sort, value and words, in the order of the source.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut seen = HashSet::new();
    let mut blob = String::new();
    for (number, row) in source.rows() {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[sort, value, words] = fields.as_slice() else {
            source.fault(number, "a row is a sort, a tab, a value, a tab and words with blanks between them");
            continue;
        };
        if !SORTS.contains(&sort) {
            source.fault(number, format!("`{sort}` is no sort; there are {}", SORTS.join(", ")));
        }
        if value.is_empty() {
            source.fault(number, "a value is missing");
        }
        for word in words.split(' ') {
            if word.is_empty() || word.chars().any(|c| c.is_ascii_uppercase()) {
                source.fault(number, format!("`{word}` can never match: words are not empty and have no capitals"));
            }
            if !seen.insert((sort, word)) {
                source.fault(number, format!("`{word}` has a row of this sort already"));
            }
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}
