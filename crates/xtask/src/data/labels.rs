//! data/labels.tsv: words that head, close or surround the articles of news pages.

use std::collections::HashSet;

use super::source::Source;

const MATCHES: [&str; 7] = ["label", "slash", "colon", "start", "end", "whole", "any"];

/// The kinds that the core knows; a test of `jianbao::labels` finds kinds of the blob that it does not.
const KINDS: [&str; 18] = [
    "source",
    "author",
    "editor",
    "date",
    "modified",
    "section",
    "keywords",
    "original",
    "url",
    "counter",
    "notice",
    "follow",
    "related",
    "pager",
    "share",
    "copyright",
    "comment",
    "empty",
];

/// Rows of text, match, kind and perhaps role, in the order of the source.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut seen = HashSet::new();
    let mut blob = String::new();
    for (number, row) in source.rows() {
        let fields: Vec<&str> = row.split('\t').collect();
        let (&[text, place, kind] | &[text, place, kind, _]) = fields.as_slice() else {
            source.fault(number, "a row is text, match, kind and perhaps role, parted by tabs");
            continue;
        };
        if text.is_empty() || text.contains(char::is_whitespace) {
            source.fault(number, format!("`{text}` can never match: lines are searched without their blanks"));
        }
        if !MATCHES.contains(&place) {
            source.fault(number, format!("`{place}` is no match; there are {}", MATCHES.join(", ")));
        }
        if !KINDS.contains(&kind) {
            source.fault(number, format!("`{kind}` is no kind; there are {}", KINDS.join(", ")));
        }
        if let Some(role) = fields.get(3) {
            if role.trim().is_empty() {
                source.fault(number, "an empty role; leave out the tab");
            } else if !["author", "editor"].contains(&kind) {
                source.fault(number, format!("a role, but `{kind}` is not of a person; roles are for author and editor"));
            }
        }
        if !seen.insert((text, place)) {
            source.fault(number, format!("`{text}` as `{place}` has a row already"));
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}
