//! data/surnames.tsv: what a Chinese name may start with.

use std::collections::BTreeSet;

use super::source::Source;

/// Surnames of one character on the first line, compound ones, parted by blanks, on the second; both sorted.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let (mut single, mut compound) = (BTreeSet::new(), BTreeSet::new());
    for (number, row) in source.rows() {
        if let Some(sign) = row.chars().find(|&c| c != ' ' && !is_han(c)) {
            source.fault(number, format!("`{sign}` is no Chinese character"));
        }
        if !row.contains(' ') {
            single.extend(row.chars());
            continue;
        }
        for name in row.split(' ').filter(|name| !name.is_empty()) {
            if name.chars().count() != 2 {
                source.fault(number, format!("`{name}`: a line with blanks holds compound surnames, of two characters"));
            }
            compound.insert(name);
        }
    }
    let compound: Vec<&str> = compound.into_iter().collect();
    format!("{}\n{}\n", single.iter().collect::<String>(), compound.join(" "))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}
