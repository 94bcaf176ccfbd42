//! data/traditional.tsv: Traditional characters and the simplified one that they are looked up as.

use std::collections::HashSet;

use super::source::Source;

/// Rows of a simplified character and its Traditional forms, in the order of the source.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut seen = HashSet::new();
    let mut blob = String::new();
    for (number, row) in source.rows() {
        let Some((simplified, forms)) = row.split_once('\t') else {
            source.fault(number, "a row is a simplified character, a tab and its Traditional forms");
            continue;
        };
        if simplified.chars().count() != 1 || forms.is_empty() {
            source.fault(number, format!("`{row}` is not one character and forms of it"));
        }
        for form in forms.chars() {
            if form as u32 > 0xffff || simplified.contains(form) {
                source.fault(
                    number,
                    format!("`{form}` can't be looked up as {simplified}: it is the same, or outside the Basic Multilingual Plane"),
                );
            }
            if !seen.insert(form) {
                source.fault(number, format!("`{form}` has a row already"));
            }
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}
