//! Tables of words and their sorts.

use std::collections::BTreeSet;

/// Words of a sort.
pub(crate) type Words = BTreeSet<&'static str>;

/// Characters of the longest word that is looked for at the end of another.
const LONGEST: usize = 8;

/// The words of a table of `jianbao-data`, by sort.
pub(crate) fn by_sort<const N: usize>(table: &'static str, sorts: [&str; N]) -> [Words; N] {
    let mut sets = [const { Words::new() }; N];
    for row in jianbao_data::table(table) {
        let [word, sort] = row[..] else { continue };
        if let Some(at) = sorts.iter().position(|known| *known == sort) {
            sets[at].insert(word);
        }
    }
    sets
}

/// The longest word of a set that a text ends with.
pub(crate) fn ending<'t>(set: &Words, text: &'t str) -> Option<&'t str> {
    text.char_indices().rev().take(LONGEST).map(|(at, _)| &text[at..]).filter(|tail| set.contains(tail)).last()
}
