//! Tables of words and their sorts: one row a word, word and sort. A word may have several sorts, a row each.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::source::Source;

/// A table whose words have these sorts.
pub(super) fn build(source: &mut Source<'_>, sorts: &[&str]) -> String {
    let mut table = String::new();
    let mut known = BTreeSet::new();
    for (line, row) in source.rows() {
        let [word, sort] = row.split('\t').collect::<Vec<_>>()[..] else {
            source.fault(line, "has not two fields");
            continue;
        };
        if !sorts.contains(&sort) {
            source.fault(line, format!("no sort `{sort}`; there are {}", sorts.join(", ")));
        } else if !known.insert(row) {
            source.fault(line, format!("{word} stands twice"));
        } else {
            let _ = writeln!(table, "{word}\t{sort}");
        }
    }
    table
}
