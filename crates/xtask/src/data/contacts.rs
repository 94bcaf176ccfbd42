//! data/contacts.tsv: words that tell telephone numbers and web addresses from what looks like them.

use std::collections::HashSet;

use super::source::Source;

/// The sorts that the core knows; a test of `jianbao::mention` finds sorts of the blob that it does not.
const SORTS: [&str; 5] = ["cue", "code", "unit", "domain", "product"];

/// The core looks at words of that many characters beside a number.
const LONGEST: usize = 8;

/// Rows of word and sort, in the order of the source.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut seen = HashSet::new();
    let mut blob = String::new();
    for (number, row) in source.rows() {
        let Some((word, sort)) = row.split_once('\t') else {
            source.fault(number, "a row is a word, a tab and a sort");
            continue;
        };
        let is_address = ["domain", "product"].contains(&sort);
        if !SORTS.contains(&sort) {
            source.fault(number, format!("`{sort}` is no sort; there are {}", SORTS.join(", ")));
        }
        if word.is_empty() || !is_address && word.chars().count() > LONGEST {
            source.fault(number, format!("`{word}` can never match: words have 1 to {LONGEST} characters"));
        }
        if is_address && !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'.') {
            source.fault(number, format!("`{word}` can never match: hosts are compared in lower case"));
        }
        if !seen.insert(row) {
            source.fault(number, format!("`{word}` has this row already"));
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}
