//! The Chinese calendar and the solar terms, from the table of data/lunar.tsv.

use std::sync::OnceLock;

use jiff::civil::{Date, date};

/// Years of the table.
const FIRST: i16 = 1900;
const LAST: i16 = 2100;

/// A year of the Chinese calendar, and the solar terms of the Gregorian year of the same number.
#[derive(Debug)]
struct Year {
    first: Date,
    /// The month that comes twice; 0 if none does.
    leap: u8,
    /// A bit for each month in order, the first one lowest: whether it has 30 days.
    months: u16,
    /// Days of the month, two terms each month.
    terms: [u8; 24],
}

fn year(number: i16) -> Option<&'static Year> {
    static YEARS: OnceLock<Vec<Year>> = OnceLock::new();
    let years = YEARS.get_or_init(|| jianbao_data::table(jianbao_data::LUNAR).filter_map(|row| read(&row)).collect());
    years.get(usize::try_from(number.checked_sub(FIRST)?).ok()?)
}

fn read(row: &[&str]) -> Option<Year> {
    let &[year, first, leap, months, terms] = row else { return None };
    let (month, day) = first.split_once('-')?;
    let mut days = [0; 24];
    for (slot, day) in days.iter_mut().zip(terms.split(' ')) {
        *slot = day.parse().ok()?;
    }
    Some(Year {
        first: Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?,
        leap: leap.parse().ok()?,
        months: months.bytes().enumerate().fold(0, |bits, (place, length)| bits | u16::from(length == b'1') << place),
        terms: days,
    })
}

/// First day of a month of the Chinese calendar, and how many days it has. Of a year outside 1900 to 2100, or a leap month that the
/// year has not, nothing is known.
pub(super) fn month(number: i16, month: u8, is_leap: bool) -> Option<(Date, i8)> {
    let year = year(number)?;
    if !(1..=12).contains(&month) || is_leap && year.leap != month {
        return None;
    }
    let place = month - 1 + u8::from(is_leap || year.leap > 0 && month > year.leap);
    let length = |place: u8| 29 + i32::from(year.months >> place & 1);
    let before: i32 = (0..place).map(length).sum();
    let first = year.first.checked_add(jiff::Span::new().days(before)).ok()?;
    Some((first, length(place) as i8))
}

/// A day of the Chinese calendar; day -1 is the last of its month.
pub(super) fn day(number: i16, month_number: u8, is_leap: bool, day: i8) -> Option<Date> {
    let (first, length) = month(number, month_number, is_leap)?;
    let day = if day < 0 { length + 1 + day } else { day };
    (1..=length).contains(&day).then(|| first.checked_add(jiff::Span::new().days(day - 1)).ok())?
}

/// The day of a solar term in a Gregorian year; 1 is 小寒, 24 is 冬至.
pub(super) fn term(number: i16, term: u8) -> Option<Date> {
    let day = *year(number)?.terms.get(usize::from(term).checked_sub(1)?)?;
    Date::new(number, term.div_ceil(2).cast_signed(), day.cast_signed()).ok()
}

/// Easter Sunday of a Gregorian year, with the letters of the source (the anonymous algorithm: Meeus, Astronomical Algorithms, ch. 8).
#[allow(clippy::many_single_char_names)]
pub(super) fn easter(number: i16) -> Option<Date> {
    if !(1583..=LAST * 2).contains(&number) {
        return None;
    }
    let year = i32::from(number);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Some(date(number, (n / 31) as i8, (n % 31 + 1) as i8))
}

#[cfg(test)]
mod tests {
    use icu_calendar::cal::ChineseTraditional;

    use super::*;

    /// Month, whether it is a leap month, and day.
    fn of_icu4x(day: Date) -> (u8, bool, u8) {
        let day = icu_calendar::Date::try_new_iso(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs()).unwrap();
        let day = day.to_calendar(ChineseTraditional::new());
        let month = day.month().to_input();
        (month.number(), month.is_leap(), day.day_of_month().0)
    }

    #[test]
    fn months_are_those_of_icu4x() {
        let mut months = 0;
        for number in FIRST..=LAST {
            for (ordinal, is_leap) in (1..=12).flat_map(|ordinal| [(ordinal, false), (ordinal, true)]) {
                let Some((first, length)) = month(number, ordinal, is_leap) else {
                    assert!(is_leap, "{number} {ordinal}");
                    continue;
                };
                let days = length.unsigned_abs();
                let day = |later: i8| of_icu4x(first.checked_add(jiff::Span::new().days(later)).unwrap());
                assert_eq!(day(0), (ordinal, is_leap, 1), "{number}");
                assert_eq!((day(length - 1), day(length).2), ((ordinal, is_leap, days), 1), "{number}");
                months += 1;
            }
        }
        assert_eq!(months, 201 * 12 + (FIRST..=LAST).filter(|&number| year(number).is_some_and(|year| year.leap > 0)).count());
    }

    #[test]
    fn days_that_everybody_knows() {
        assert_eq!(day(2008, 1, false, 1), Some(date(2008, 2, 7)));
        assert_eq!(day(2021, 8, false, 15), Some(date(2021, 9, 21)));
        assert_eq!(day(2023, 12, false, -1), Some(date(2024, 2, 9)));
        assert_eq!(day(2020, 4, true, 1), Some(date(2020, 5, 23)));
        assert_eq!(day(2020, 5, true, 1), None);
        assert_eq!(day(2033, 11, true, 1), Some(date(2033, 12, 22)));
        assert_eq!((day(1899, 1, false, 1), day(2101, 1, false, 1), day(2021, 1, false, 30)), (None, None, None));
        assert_eq!(term(2021, 24), Some(date(2021, 12, 21)));
        assert_eq!(term(2019, 7), Some(date(2019, 4, 5)));
        assert_eq!((term(2021, 0), term(2021, 25), term(2101, 1)), (None, None, None));
    }

    #[test]
    fn easter_sundays() {
        for (year, month, day) in [(1961, 4, 2), (2013, 3, 31), (2024, 3, 31), (2025, 4, 20), (2038, 4, 25), (2285, 3, 22)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        assert_eq!(easter(0), None);
    }
}
