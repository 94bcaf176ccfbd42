//! Words around the names of places.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::source::Source;

const SORTS: [&str; 6] = ["after", "not_after", "road", "village", "office", "town"];

/// One row a word: word, sort.
pub(super) fn build(source: &mut Source<'_>) -> String {
    let mut table = String::new();
    let mut known = BTreeSet::new();
    for (line, row) in source.rows() {
        let [word, sort] = row.split('\t').collect::<Vec<_>>()[..] else {
            source.fault(line, "has not two fields");
            continue;
        };
        if !SORTS.contains(&sort) {
            source.fault(line, format!("no sort `{sort}`; there are {}", SORTS.join(", ")));
        } else if !known.insert(row) {
            source.fault(line, format!("{word} stands twice"));
        } else {
            let _ = writeln!(table, "{word}\t{sort}");
        }
    }
    table
}
