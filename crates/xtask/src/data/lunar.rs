//! data/lunar.tsv: the Chinese calendar from 1900 to 2100.

use super::source::Source;

const FIRST: usize = 1900;

/// The rows as they are, once each of them is a year of the right form.
pub(crate) fn build(source: &mut Source<'_>) -> String {
    let mut blob = String::new();
    for (index, (number, row)) in source.rows().enumerate() {
        if let Some(problem) = problem(row, FIRST + index) {
            source.fault(number, problem);
        }
        blob.push_str(row);
        blob.push('\n');
    }
    blob
}

fn problem(row: &str, expected: usize) -> Option<String> {
    let fields: Vec<&str> = row.split('\t').collect();
    let &[year, first, leap, months, terms] = fields.as_slice() else {
        return Some("a row is year, first day, leap month, months and terms with tabs between them".into());
    };
    if year.parse() != Ok(expected) {
        return Some(format!("the year should be {expected}, not `{year}`"));
    }
    if !matches!(first.as_bytes(), [b'0', b'1' | b'2', b'-', b'0'..=b'3', b'0'..=b'9']) {
        return Some(format!("`{first}` is no day of January or February"));
    }
    let Some(leap) = leap.parse::<usize>().ok().filter(|leap| *leap <= 12) else {
        return Some(format!("`{leap}` is no month"));
    };
    if months.len() != 12 + usize::from(leap > 0) || !months.bytes().all(|b| matches!(b, b'0' | b'1')) {
        return Some(format!("`{months}` are not the lengths of the months of this year"));
    }
    let days: Vec<_> = terms.split(' ').map(str::parse::<u8>).collect();
    let in_order = days.iter().all(|day| day.as_ref().is_ok_and(|day| (2..=25).contains(day)));
    (days.len() != 24 || !in_order).then(|| "there are 24 terms, on the 2nd to 25th of their months".into())
}
