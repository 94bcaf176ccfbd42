//! Times of day: 9时30分, 3点半, 15:30, 3:15pm, 差五分八点.

use super::number::Number;
use super::phrase::{Phrase, Step, borrowed};
use super::reader::Reader;
use super::step::{Steps, one};
use crate::token::Tag;

/// Reads a time of day that begins with a number, which ends at `end`.
pub(super) fn read(reader: &Reader<'_>, phrase: &Phrase, at: usize, number: &Number, end: usize) -> Option<(Steps, usize)> {
    let hour = number.within(0, 24)?;
    let make = |hour: u8, minute, second, end| one(Step::Clock { hour, minute, second }, end);
    if number.is_arabic
        && number.digits <= 2
        && let Some(colon) = reader.one_of(end, ":")
    {
        let (minute, mut end) = two_digits(reader, colon)?;
        let mut second = None;
        if let Some((value, after)) = reader.one_of(end, ":").and_then(|colon| two_digits(reader, colon)) {
            (second, end) = (Some(value), after);
        } else if reader.one_of(end, ":").is_some() {
            return None;
        }
        let (hour, end) = meridiem(reader, hour, end);
        let end = reader.any(end, &["时", "分"]).unwrap_or(end);
        // The zone of ISO 8601.
        let zone = second.and_then(|_| reader.one_of(end, "+-")).and_then(|sign| two_digits(reader, sign));
        let zone = zone.and_then(|(_, end)| two_digits(reader, reader.one_of(end, ":").unwrap_or(end)));
        // 17:55:23-18:33:02 is a range.
        let zone = zone.filter(|&(_, end)| reader.one_of(end, ":").is_none());
        let end = second.and_then(|_| reader.eat(end, "z")).or(zone.map(|(_, end)| end)).unwrap_or(end);
        return (minute < 60 && second.is_none_or(|second| second < 60)).then(|| make(hour, Some(minute), second, end))?;
    }
    let (later, afternoon_end) = meridiem(reader, hour, end);
    if afternoon_end > end && number.is_arabic {
        return make(later, None, None, afternoon_end);
    }
    let sign = reader.blanks(end);
    let (sign, borrows) = match reader.one_of(sign, "点时") {
        Some(sign) => (sign, false),
        None => {
            let at = borrowed(reader, end)?;
            reader.one_of(at, "点时")?;
            (end, true)
        }
    };
    if borrows {
        return make(hour, None, None, end);
    }
    let is_hour = reader.text[..sign].ends_with('时') || reader.text[..sign].ends_with('時');
    let at_sign = sign;
    let sign = reader.blanks(sign);
    if let Some((minute, end)) = quarter_or_half(reader, at_sign) {
        return make(hour, Some(minute), None, end);
    }
    if let Some((minute, second, end)) = minutes(reader, sign, is_hour) {
        let is_bare = !reader.text[..end].ends_with(['分', '秒', '钟']);
        return (!is_bare || is_time_of_day(reader, phrase, at, end)).then(|| make(hour, Some(minute), second, end))?;
    }
    // 六点五 is a decimal.
    if !is_hour && reader.number(sign).is_some_and(|(value, _)| !value.is_unknown) {
        return None;
    }
    let end = reader.any(at_sign, &["钟整", "正", "整", "钟"]).filter(|&end| reader.is_boundary(end)).unwrap_or(at_sign);
    let end = reader.any(end, &["许", "多钟", "多"]).filter(|&end| reader.is_boundary(end)).unwrap_or(end);
    let is_certain = is_hour && number.is_arabic || end > at_sign || phrase.count > 0 || is_hour && hour == 0;
    (is_certain || is_time_of_day(reader, phrase, at, end)).then(|| make(hour, None, None, end))?
}

/// Minutes and seconds behind the hour, and where they end: 30分15秒, 十五, 05.
fn minutes(reader: &Reader<'_>, at: usize, is_hour: bool) -> Option<(u8, Option<u8>, usize)> {
    let (value, end) = reader.number(at)?;
    // 一点零五六 is a decimal.
    let minute = value.within(0, 59).filter(|_| value.digits <= 2)?;
    let Some(sign) = reader.one_of(reader.blanks(end), "分") else {
        let is_padded = reader.one_of(at, "零〇0").is_some() && value.digits == 2;
        let is_minute = minute >= 10 && value.digits != 1 || is_padded;
        return (is_minute && !is_hour).then_some((minute, None, end));
    };
    let second = reader.number(reader.blanks(sign)).and_then(|(second, end)| {
        let end = reader.one_of(reader.blanks(end), "秒")?;
        Some((second.within(0, 59)?, end))
    });
    Some(match second {
        Some((second, end)) => (minute, Some(second), end),
        None => (minute, None, reader.eat(sign, "钟").unwrap_or(sign)),
    })
}

/// Whether what stands behind 三点 leaves it a time of day, and not a count of points.
fn is_time_of_day(reader: &Reader<'_>, phrase: &Phrase, start: usize, end: usize) -> bool {
    let more =
        reader.any(end, &["前", "后", "之前", "之后", "以前", "以后", "起", "左右", "到", "至", "-", "—", "~", "～", "才", "就", "开始"]);
    let closes = || matches!(reader.tag(end), None | Some(Tag::Punctuation | Tag::NonWord | Tag::Particle | Tag::Modal));
    let is_second = || reader.text[..start].ends_with(['到', '至', '-', '—', '~', '～']);
    // 一点 is a little, 一时 a while.
    let is_word = || reader.any(start, &["一点", "一时"]) == Some(end);
    phrase.count > 0 || (more.is_some() || is_second() || closes()) && !is_word()
}

fn two_digits(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let (number, end) = reader.number(at)?;
    (number.is_arabic && number.digits == 2).then(|| Some((number.within(0, 99)?, end)))?
}

/// 半, 一刻, 三刻 behind the hour.
fn quarter_or_half(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    for (word, minute) in [("半", 30), ("一刻", 15), ("1刻", 15), ("二刻", 30), ("2刻", 30), ("三刻", 45), ("3刻", 45)] {
        if let Some(end) = reader.eat(at, word) {
            return Some((minute, reader.eat(end, "钟").unwrap_or(end)));
        }
    }
    None
}

/// The hour as a.m. and p.m. have it, and where they end.
fn meridiem(reader: &Reader<'_>, hour: u8, at: usize) -> (u8, usize) {
    let ends = |end: &usize| !reader.char(*end).is_ascii_alphanumeric();
    let after = reader.blanks(at);
    if let Some(end) = reader.any(after, &["p.m.", "p.m", "pm", "p"]).filter(ends) {
        (if hour < 12 { hour + 12 } else { hour }, end)
    } else if let Some(end) = reader.any(after, &["a.m.", "a.m", "am"]).filter(ends) {
        (if hour == 12 { 0 } else { hour }, end)
    } else {
        (hour, at)
    }
}

/// 差五分八点.
pub(super) fn to_hour(reader: &Reader<'_>, at: usize) -> Option<(Steps, usize)> {
    let at = reader.eat(at, "差")?;
    let (minutes, end) = match reader.any(at, &["一刻", "1刻"]) {
        Some(end) => (15, end),
        None => reader.number(at).and_then(|(number, end)| Some((number.within(1, 30)?, reader.eat(end, "分")?)))?,
    };
    let (hour, end) = reader.number(end).and_then(|(number, end)| Some((number.within(1, 24)?, reader.one_of(end, "点")?)))?;
    one(Step::Clock { hour: hour - 1, minute: Some(60 - minutes), second: None }, end)
}
