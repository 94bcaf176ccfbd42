//! How often: 每天, 每两周, 每周一三五, 每年3月, 两日一次.

use std::fmt::Write as _;

use super::calendar::Unit;
use super::duration::{self, Duration};
use super::phrase::{self, Phrase, Step, joiner};
use super::reader::Reader;
use super::timex;
use super::words::Word;
use crate::token::Tag;

/// Reads a set, and gives its value and where it ends.
///
/// `duration` is the one that begins there.
pub(super) fn read(reader: &Reader<'_>, start: usize, duration: Option<(Duration, usize)>) -> Option<(String, usize)> {
    let (first, at) = reader.next(start)?;
    match first {
        '每' => every(reader, at),
        '隔' => count(reader, at).map(|(_, value, end)| (value, end)),
        _ => times(reader, duration?),
    }
}

/// 两天一次, 一年一度.
fn times(reader: &Reader<'_>, (duration, end): (Duration, usize)) -> Option<(String, usize)> {
    let end = reader.any(end, &["一次", "一度", "一届", "一班", "一遍", "一回"])?;
    (reader.is_boundary(end) && duration.modifier.is_none()).then(|| (timex::of_duration(&duration), end))
}

fn every(reader: &Reader<'_>, at: usize) -> Option<(String, usize)> {
    let at = reader.any(at, &["逢", "到", "隔", "一个", "一", "个"]).unwrap_or(at);
    let at = reader.eat(at, "个").unwrap_or(at);
    let (unit, value, end) = unit(reader, at).or_else(|| count(reader, at)).or_else(|| weekday(reader, at))?;
    let Some(unit) = unit else { return Some((value, end)) };
    let (value, end) = times_within(reader, unit, value, end);
    reader.is_boundary(end).then_some((value, end))
}

type Every = (Option<Unit>, String, usize);

/// 每两周, 每半年, 每15分钟.
fn count(reader: &Reader<'_>, at: usize) -> Option<Every> {
    let (duration, end) = duration::read(reader, at)?;
    (!duration.is_unknown).then(|| (None, timex::of_duration(&duration), end))
}

fn unit(reader: &Reader<'_>, at: usize) -> Option<Every> {
    if let Some((day, end)) = weekday_at(reader, at) {
        let after = more_weekdays(reader, end);
        return Some((Some(Unit::Week), if after > end { "P1W".into() } else { weekday_value(day) }, after));
    }
    if let Some(end) = reader.any(at, &["晚", "晚上", "夜", "早"]).filter(|&end| reader.is_boundary(end)) {
        return Some((Some(Unit::Day), "P1D".into(), end));
    }
    let (unit, end) = reader.word(at, |word| match word {
        Word::Unit(unit) => Some(unit),
        _ => None,
    })?;
    if unit == Unit::Week
        && let Some(end) = list(reader, end)
    {
        return Some((None, "P1W".into(), end));
    }
    // 每秒十几公里 is a speed.
    if unit <= Unit::Hour && reader.number(reader.any(end, &["能", "约"]).unwrap_or(end)).is_some() {
        return None;
    }
    let value = match unit {
        Unit::Second => "PT1S",
        Unit::Minute => "PT1M",
        Unit::Hour => "PT1H",
        Unit::Day => "P1D",
        Unit::Workday => "XXXX-WXX-WD",
        Unit::Week => "P1W",
        Unit::Month => "P1M",
        Unit::Quarter => "P3M",
        Unit::Year => "P1Y",
        Unit::Decade | Unit::Century | Unit::Third => return None,
    };
    Some((Some(unit), value.into(), end))
}

/// Weekdays that share their 周: 每周二、四.
fn list(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let mut end = reader.one_of(at, "一二三四五六日天")?;
    while let Some(next) = reader.one_of(reader.eat(end, "、").unwrap_or(end), "一二三四五六日天") {
        end = next;
    }
    reader.is_boundary(end).then_some(end)
}

fn more_weekdays(reader: &Reader<'_>, at: usize) -> usize {
    list(reader, reader.eat(at, "、").unwrap_or(at)).unwrap_or(at)
}

fn weekday_at(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    reader.word(at, |word| match word {
        Word::Weekday(day) => Some(day),
        _ => None,
    })
}

fn weekday(reader: &Reader<'_>, at: usize) -> Option<Every> {
    let (day, end) = weekday_at(reader, at)?;
    Some((Some(Unit::Week), weekday_value(day), end))
}

fn weekday_value(day: u8) -> String {
    if day == 0 { "XXXX-WXX-WE".into() } else { format!("XXXX-WXX-{day}") }
}

/// What part of each unit is meant: 每天 上午8点, 每月 5日, 每年 9月到11月.
fn times_within(reader: &Reader<'_>, unit: Unit, value: String, at: usize) -> (String, usize) {
    let inner = reader.eat(at, "的").unwrap_or(at);
    let to = joiner(reader, at).and_then(|second| weekday_at(reader, second)).filter(|_| unit == Unit::Week);
    if let Some((_, end)) = to {
        return times_within(reader, Unit::Day, "P1W".into(), end);
    }
    let Some(phrase) = phrase::read(reader, inner).filter(|phrase| fits(unit, phrase)) else { return (value, at) };
    let end = joiner(reader, phrase.end).and_then(|second| phrase::read(reader, second)).map_or(phrase.end, |second| second.end);
    let is_range = end > phrase.end;
    let end = reader.any(end, &["之前", "以前", "之后", "以后", "前", "后"]).filter(|&end| reader.is_boundary(end)).unwrap_or(end);
    let narrowed = match (unit, phrase.first()) {
        (Unit::Year, Some(Step::Month(_) | Step::Festival(_))) if !is_range => timex::of_phrase(&phrase),
        (Unit::Month, Some(Step::Day(day))) if !is_range => format!("XXXX-XX-{day:02}"),
        _ => value.clone(),
    };
    let clock = phrase.steps().any(|step| matches!(step, Step::Clock { .. }));
    let mut narrowed = narrowed;
    if clock && unit == Unit::Week && !is_range {
        let alone = timex::of_phrase(&phrase);
        let _ = write!(narrowed, "{}", alone.find('T').map_or("", |at| &alone[at..]));
    }
    (narrowed, end)
}

fn fits(unit: Unit, phrase: &Phrase) -> bool {
    let Some(first) = phrase.first() else { return false };
    match first {
        Step::Part(_) | Step::Clock { .. } => matches!(unit, Unit::Day | Unit::Week | Unit::Workday),
        Step::Month(_) | Step::Festival(_) | Step::Season(_) | Step::LunarMonth { .. } | Step::Half(_, Unit::Year) => unit == Unit::Year,
        Step::Day(_) | Step::Third(_) => unit == Unit::Month,
        Step::Weekday(_) => unit == Unit::Week,
        _ => false,
    }
}

/// Whether a word in front of a set takes it for something else: 平均每天 is fine, 每 in a name is not.
pub(super) fn may_begin(tag: Option<Tag>) -> bool {
    !matches!(tag, Some(Tag::PersonName | Tag::PlaceName | Tag::OrganizationName | Tag::OtherName))
}
