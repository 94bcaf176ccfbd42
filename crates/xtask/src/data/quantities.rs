//! data/quantities.tsv: measures, units and currencies behind numbers, and words that bound them.

use std::collections::HashSet;

use super::source::Source;

/// The sorts that the core knows; a test of `jianbao::value::quantity` finds sorts of the blob that it does not. A word has one of
/// the first only: they say what it makes of the number before it.
const UNITS: [&str; 15] = [
    "count",
    "money",
    "percent",
    "length",
    "area",
    "mass",
    "volume",
    "temperature",
    "frequency",
    "ratio",
    "age",
    "other",
    "noun",
    "time",
    "none",
];
const OTHERS: [&str; 8] = ["vague", "sign", "scale", "fund", "code", "event", "before", "behind"];

/// The core looks at words of that many characters beside a number.
const LONGEST: usize = 8;

/// Rows of word, sort and perhaps code, in the order of the source.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut seen = HashSet::new();
    let mut blob = String::new();
    for (number, row) in source.rows() {
        let fields: Vec<&str> = row.split('\t').collect();
        let (&[word, sort] | &[word, sort, _]) = fields.as_slice() else {
            source.fault(number, "a row is word, sort and perhaps a code, parted by tabs");
            continue;
        };
        let is_unit = UNITS.contains(&sort);
        if !is_unit && !OTHERS.contains(&sort) {
            source.fault(number, format!("`{sort}` is no sort; there are {}, {}", UNITS.join(", "), OTHERS.join(", ")));
        }
        if word.is_empty() || word.chars().count() > LONGEST {
            source.fault(number, format!("`{word}` can never match: words have 1 to {LONGEST} characters"));
        }
        if !seen.insert((word, if is_unit { "unit" } else { sort })) {
            source.fault(number, format!("`{word}` has a row of this sort already"));
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}
