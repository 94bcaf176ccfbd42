//! Fractions with 分之: 三分之二, 三又五分之一, and per cent, whose denominator is a unit alone: 百分之五点六, 千分之三.

use super::decimal::Decimal;
use super::numeral::{self, Numeral};

#[derive(Debug, Clone, Copy)]
pub(super) struct Fraction {
    /// One past its last byte.
    pub(super) end: usize,
    /// Its value, that of per cent in hundredths: 百分之五 is 5, 千分之五 0.5.
    pub(super) value: Option<Decimal>,
    /// The upper of two: 百分之二三十.
    pub(super) upper: Option<Decimal>,
    pub(super) is_percent: bool,
    /// What stands behind 分之.
    pub(super) numerator: Numeral,
}

/// Reads the fraction that begins at a place of a text.
pub(super) fn read(text: &str, start: usize) -> Option<Fraction> {
    if text.get(start..)?.starts_with("百分百") {
        let hundred = Some(Decimal::whole(100));
        return Some(Fraction {
            end: start + "百分百".len(),
            value: hundred,
            upper: None,
            is_percent: true,
            numerator: Numeral::default(),
        });
    }
    let first = numeral::read(text, start)?;
    let behind = past_blanks(text, first.end);
    if let Some(rest) = strip(text, behind, '又') {
        let part = simple(text, past_blanks(text, rest)).filter(|part| !part.is_percent)?;
        let value = part.value.zip(first.value).and_then(|(part, whole)| whole.plus(part));
        return Some(Fraction { value, upper: None, ..part });
    }
    simple(text, start)
}

fn simple(text: &str, start: usize) -> Option<Fraction> {
    let denominator = numeral::read(text, start)?;
    let at = strip(text, past_blanks(text, denominator.end), '分')?;
    let at = past_blanks(text, strip(text, past_blanks(text, at), '之')?);
    let unsigned = ['负', '負', '-'].iter().find_map(|sign| strip(text, at, *sign));
    let numerator = numeral::read(text, unsigned.map_or(at, |at| past_blanks(text, at)))?;
    if denominator.more || denominator.about || denominator.upper.is_some() || numerator.vague {
        return None;
    }
    let is_percent = denominator.is_implied && !denominator.is_arabic;
    let value = |numerator: Option<Decimal>| {
        let numerator = if is_percent { numerator?.times_ten_to(2)? } else { numerator? };
        let value = numerator.over(denominator.value?)?;
        Some(if unsigned.is_some() { value.negated() } else { value })
    };
    Some(Fraction { end: numerator.bare_end, value: value(numerator.value), upper: value(numerator.upper), is_percent, numerator })
}

fn strip(text: &str, at: usize, c: char) -> Option<usize> {
    text.get(at..)?.starts_with(c).then(|| at + c.len_utf8())
}

fn past_blanks(text: &str, at: usize) -> usize {
    let blanks = text.get(at..).unwrap_or_default().chars().take(2).take_while(|c| matches!(c, ' ' | '\u{3000}'));
    at + blanks.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_per_cent() {
        for (text, value, is_percent) in [
            ("三分之二", "0.666666666666667", false),
            ("4分之3", "0.75", false),
            ("三又五分之一", "3.2", false),
            ("百分之五点六", "5.6", true),
            ("千分之五", "0.5", true),
            ("百分之百", "100", true),
            ("百分之负三", "-3", true),
            ("十分之一", "0.1", true),
        ] {
            let fraction = read(text, 0).unwrap();
            let is_percent = is_percent && text != "十分之一";
            assert_eq!((fraction.value.unwrap().to_string().as_str(), fraction.is_percent, fraction.end), (value, is_percent, text.len()));
        }
        assert!(read("百分之", 0).is_none() && read("三分", 0).is_none());
        assert!(read("三零分之二", 0).unwrap().value.is_some() && read("零分之二", 0).unwrap().value.is_none());
    }
}
