//! Dates in figures: 2022-03-08, 2022/3/8, 2022.03.08, 20220308, 2022 03 08, 3/8/2022.

use super::phrase::{Step, joiner};
use super::reader::Reader;
use super::words::Word;

/// A run of digits.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: u32,
    count: usize,
    end: usize,
}

/// Digits of the longest run that is read.
const MOST: usize = 8;

fn figure(reader: &Reader<'_>, at: usize) -> Option<Figure> {
    let mut figure = Figure { value: 0, count: 0, end: at };
    while let Some((c @ '0'..='9', end)) = reader.next(figure.end) {
        if figure.count == MOST {
            return None;
        }
        figure = Figure { value: figure.value * 10 + (c as u32 - u32::from(b'0')), count: figure.count + 1, end };
    }
    (figure.count > 0).then_some(figure)
}

/// Year, month and day, as many as there are, and where they end.
pub(super) type Figures = ([Option<Step>; 3], usize);

/// Reads a date in figures. One that may be a number or a fraction is a date only where nothing else stands in the text.
pub(super) fn read(reader: &Reader<'_>, start: usize) -> Option<Figures> {
    let first = figure(reader, start)?;
    let before = reader.text[..start].chars().next_back().map_or(' ', |c| reader.words.fold(c));
    if before.is_ascii_alphanumeric() || matches!(before, '.' | '/') {
        return None;
    }
    if first.count == 8 {
        let is_date = (19_000_000..21_010_000).contains(&first.value) && before != '-' && closes(reader, start, first.end);
        return date(Some(first.value / 10_000), first.value / 100 % 100, Some(first.value % 100), first.end).filter(|_| is_date);
    }
    let (sign, after) = reader.next(first.end).filter(|&(sign, _)| matches!(sign, '-' | '/' | '.' | ' ' | '·' | '—'))?;
    let second = figure(reader, after).filter(|second| second.count <= 2)?;
    let third = reader.next(second.end).filter(|&(c, _)| c == sign || sign == '.' && c == '-').and_then(|(_, after)| figure(reader, after));
    match (first.count, third) {
        (4, _) if !(1000..=2999).contains(&first.value) => None,
        (4, Some(third)) => year_first(reader, start, sign, [first, second, third]),
        (4, None) => year_and_month(reader, start, sign, [first, second]),
        (1 | 2, Some(third)) if sign != ' ' => year_last(sign, [first, second, third]).filter(|&(_, end)| closes(reader, start, end)),
        (1 | 2, None) if sign != ' ' => {
            let is_certain = matches!(sign, '/' | '.') && has_hour(reader, second.end);
            date(None, first.value, Some(second.value), second.end).filter(|_| is_certain || reader.is_all(start, second.end))
        }
        _ => None,
    }
}

fn date(year: Option<u32>, month: u32, day: Option<u32>, end: usize) -> Option<Figures> {
    let small = |value: u32, most: u8| u8::try_from(value).ok().filter(|value| (1..=most).contains(value));
    let year = year.map(i16::try_from).transpose().ok()?;
    let day = match day {
        Some(day) => Some(small(day, 31)?),
        None => None,
    };
    Some(([year.map(Step::Year), Some(Step::Month(small(month, 12)?)), day.map(Step::Day)], end))
}

/// Whether a date may end here: what follows does not go on with it, but for the other end of a range.
fn closes(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    let sign = reader.char(end);
    let goes_on = matches!(sign, '.' | '-' | '/') && reader.next(end).is_some_and(|(_, end)| reader.char(end).is_ascii_digit());
    !matches!(sign, '0'..='9' | 'a'..='z' | '%') && (!goes_on || sign == '-' && reader.text[start..end].contains('/'))
}

/// A unit behind the figures makes a number of them.
fn has_unit(reader: &Reader<'_>, end: usize) -> bool {
    matches!(reader.char(end), '年' | '月' | '个' | '万' | '亿' | '元')
}

/// Whether a part of the day or an hour follows, parted from the figures: 2.15早上, 11.20 20点.
fn has_hour(reader: &Reader<'_>, end: usize) -> bool {
    let at = reader.blanks(end);
    let is_part = || reader.words(at).any(|(after, word)| matches!(word, Word::Part { .. }) && reader.is_boundary(after));
    let is_hour = || reader.number(at).is_some_and(|(hour, after)| hour.within(0, 24).is_some() && reader.one_of(after, "点时:").is_some());
    is_part() || at > end && is_hour()
}

fn year_first(reader: &Reader<'_>, start: usize, sign: char, [year, month, day]: [Figure; 3]) -> Option<Figures> {
    // A clock may stand right behind a date with two digits for each part: 2021-09-0910:09.
    if day.count == 4 && month.count == 2 && reader.char(day.end) == ':' {
        let hour: usize = reader.text[..day.end].chars().rev().take(2).map(char::len_utf8).sum();
        return date(Some(year.value), month.value, Some(day.value / 100), day.end - hour);
    }
    let is_padded = month.count == 2 && day.count == 2;
    let closes = closes(reader, start, day.end) || matches!(reader.char(day.end), 't' | '-');
    let is_date = day.count <= 2 && (sign != ' ' || is_padded) && closes && !has_unit(reader, day.end);
    date(Some(year.value), month.value, Some(day.value), day.end).filter(|_| is_date)
}

/// 2013-03 and 2008.03-2009; 2013.03 alone may be a sum.
fn year_and_month(reader: &Reader<'_>, start: usize, sign: char, [year, month]: [Figure; 2]) -> Option<Figures> {
    let second = joiner(reader, month.end);
    let is_range = second.is_some_and(|at| figure(reader, at).is_some_and(|other| other.count == 4));
    let is_certain = sign == '-' && second.is_none() || is_range || reader.is_all(start, month.end);
    let is_form = month.count == 2 && matches!(sign, '-' | '.' | '·' | '—') && (1900..=2099).contains(&year.value);
    let is_date = is_form && is_certain && closes(reader, start, month.end) && !has_unit(reader, month.end);
    date(Some(year.value), month.value, None, month.end).filter(|_| is_date)
}

/// Day first, or month first where that is none: 13.5.2015, 5/13/2015; of two digits for the year with strokes: 3/3/15. Of three short
/// figures with hyphens the first is the year if it can be no month, or if all have two digits: 27-7-3, 12-11-10, but 3-7-27.
fn year_last(sign: char, [first, second, third]: [Figure; 3]) -> Option<Figures> {
    let full = |year: u32| if year >= 50 { 1900 + year } else { 2000 + year };
    match (third.count, sign) {
        (4, _) if second.value <= 12 => date(Some(third.value), second.value, Some(first.value), third.end),
        (4, _) => date(Some(third.value), first.value, Some(second.value), third.end),
        (1 | 2, '/') if third.value > 12 => date(Some(full(third.value)), first.value, Some(second.value), third.end),
        (1 | 2, '-') if first.value > 12 || first.count == 2 && second.count == 2 => {
            date(Some(full(first.value)), second.value, Some(third.value), third.end)
        }
        (1 | 2, '-') => date(Some(full(third.value)), second.value, Some(first.value), third.end),
        _ => None,
    }
}
