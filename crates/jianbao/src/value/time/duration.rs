//! How long: 三天, 两个半小时, 3—5年, 一年零三个月; and times that are so long ago or to come: 三天前, 近五年.

use super::Modifier;
use super::calendar::Unit;
use super::number::{self, Number};
use super::phrase::joiner;
use super::reader::Reader;
use super::words::Word;
use crate::token::Tag;

/// Parts of a duration at most: 1年2个月3天4小时5分6秒.
const PARTS: usize = 6;

/// An amount of time, in units from the coarse to the fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration {
    /// Thousandths of units.
    parts: [(Unit, u64); PARTS],
    count: usize,
    /// The upper end of a range, in thousandths of the one unit.
    upper: Option<(Unit, u64)>,
    /// No number is said: 几天.
    pub(super) is_unknown: bool,
    pub(super) modifier: Option<Modifier>,
}

impl Duration {
    fn new() -> Self {
        Self { parts: [(Unit::Second, 0); PARTS], count: 0, upper: None, is_unknown: false, modifier: None }
    }

    /// Units and thousandths of them.
    pub(super) fn parts(&self) -> &[(Unit, u64)] {
        &self.parts[..self.count]
    }

    /// The upper end, if it is a range.
    pub(super) fn upper(&self) -> Option<(Unit, u64)> {
        self.upper
    }

    /// The finest unit that it counts.
    pub(super) fn unit(&self) -> Unit {
        self.parts().last().map_or(Unit::Day, |&(unit, _)| unit)
    }

    fn push(&mut self, unit: Unit, thousandths: u64) -> bool {
        let fits = self.count < PARTS;
        if fits {
            self.parts[self.count] = (unit, thousandths);
            self.count += 1;
        }
        fits
    }

    /// Adds half of a unit, in whole numbers of the next one.
    fn push_half(&mut self, unit: Unit) -> bool {
        let (finer, count) = match unit {
            Unit::Century => (Unit::Year, 50),
            Unit::Decade => (Unit::Year, 5),
            Unit::Year => (Unit::Month, 6),
            Unit::Month => (Unit::Day, 15),
            Unit::Day | Unit::Workday => (Unit::Hour, 12),
            Unit::Hour => (Unit::Minute, 30),
            Unit::Minute => (Unit::Second, 30),
            Unit::Quarter | Unit::Week | Unit::Third | Unit::Second => (unit, 0),
        };
        let exact = if count == 0 { 500 } else { count * 1000 };
        self.push(finer, exact)
    }
}

fn unit_at(reader: &Reader<'_>, at: usize) -> Option<(Unit, usize)> {
    reader.word(at, |word| match word {
        Word::Unit(unit) => Some(unit),
        _ => None,
    })
}

/// Reads a duration and says where it ends. 百年 and 千年 are words for a long time rather than amounts.
pub(super) fn read(reader: &Reader<'_>, start: usize) -> Option<(Duration, usize)> {
    let first = reader.char(start);
    let may_begin = first == '半' || number::is_first(first) && !matches!(first, '百' | '千');
    may_begin.then(|| read_any(reader, start))?
}

fn read_any(reader: &Reader<'_>, start: usize) -> Option<(Duration, usize)> {
    let mut duration = Duration::new();
    let mut at = part(reader, start, &mut duration)?;
    while duration.count < PARTS && duration.upper.is_none() && !duration.is_unknown {
        let link = reader.any(at, &["外加", "加上", "零", "又", "余", "加"]).unwrap_or(at);
        let mut longer = duration;
        let Some(end) = part(reader, link, &mut longer) else { break };
        let descends = link > at || longer.parts[longer.count - 1].0 < duration.parts[duration.count - 1].0;
        let is_plain = longer.parts[longer.count - 1].0 != duration.parts[duration.count - 1].0;
        if !descends || !is_plain || longer.upper.is_some() {
            break;
        }
        (duration, at) = (longer, end);
    }
    // 三天三夜, 两个小时整.
    let night = reader.number(at).and_then(|(_, end)| reader.eat(end, "夜"));
    let end = night.or_else(|| reader.any(at, &["整"])).filter(|&end| reader.is_boundary(end)).unwrap_or(at);
    // 3年以上7年以下.
    let bounded = reader.eat(end, "以上").and_then(|at| {
        let mut second = Duration::new();
        let end = reader.eat(part(reader, at, &mut second)?, "以下")?;
        Some((second, end))
    });
    if let Some((second, after)) = bounded
        && let &[upper] = second.parts()
    {
        duration.upper = Some(upper);
        return Some((duration, after));
    }
    reader.is_boundary(end).then_some((duration, end))
}

/// Whether a count of a unit is a duration where the same words name a place of the calendar: 14日 is a day, 两日 is not.
fn is_counted(reader: &Reader<'_>, number: &Number, measured: &Measured<'_>, start: usize) -> bool {
    let &Measured { unit, word, has_measure, end, .. } = measured;
    // 5年期 says of what sort a loan is.
    let is_term = matches!(unit, Unit::Year | Unit::Month) && reader.eat(end, "期").is_some() && reader.eat(end, "期间").is_none();
    if is_term || has_measure && matches!(unit, Unit::Year | Unit::Day) {
        return false;
    }
    match word {
        "日" => {
            let is_small = number.digits <= 1 && number.lower < 10_000 || number.is_unknown || number.lower != number.upper;
            let is_within = reader.any(end, &["内", "之内", "以内"]).is_some();
            let is_later = reader.any(end, &["后", "以后", "之后", "间"]).is_some();
            is_within || !number.is_arabic && (is_small || is_later)
        }
        "月" => has_measure || number.is_unknown || reader.char(start) == '两',
        // 07年 and 九八年 are years.
        "年" if number.digits == 2 && (number.by_digits < 10 || !number.is_arabic && number.lower == number.upper) => false,
        "年" => number.is_more || number.year().is_none_or(|year| year < 1000),
        "年代" | "世纪" | "季度" => has_measure,
        "分" | "旬" => false,
        _ => unit != Unit::Third,
    }
}

/// One number and its unit.
fn part(reader: &Reader<'_>, at: usize, duration: &mut Duration) -> Option<usize> {
    let is_first = duration.count == 0;
    if let Some(half) = reader.eat(at, "半") {
        return is_first.then(|| half_of(reader, half, duration))?;
    }
    let (mut number, upper, end) = amount(reader, at, is_first)?;
    let measured = measured(reader, end, is_first)?;
    let Measured { unit, word, has_half, .. } = measured;
    let mut end = measured.end;
    let fits = if word == "分" { minute_fits(reader, duration, end, &number) } else { is_counted(reader, &number, &measured, at) };
    // A part that follows may have the unit of a clock: 8天20时.
    if !fits && (is_first || unit >= Unit::Month) || !is_first && word == "日" {
        return None;
    }
    // 多 is a number before some units alone: 多年, 多日.
    let is_behind_number = || reader.text[..at].chars().next_back().is_some_and(|c| number::is_first(reader.words.fold(c)));
    if reader.char(at) == '多' && (!matches!(unit, Unit::Year | Unit::Day | Unit::Month) || is_behind_number()) {
        return None;
    }
    duration.is_unknown |= number.is_unknown;
    number.lower = number.lower.saturating_mul(measured.factor);
    let mut upper = upper.map(|upper| (unit, upper.saturating_mul(measured.factor)));
    if upper.is_none()
        && is_first
        && let Some((other, after)) = second_end(reader, &number, &measured)
    {
        (upper, end) = (Some(other), after);
    }
    // 41秒592.
    if unit == Unit::Second
        && number.whole().is_some()
        && let Some((fraction, after)) = reader.number(end).filter(|(fraction, _)| fraction.is_arabic && (2..=3).contains(&fraction.digits))
        && reader.is_boundary(after)
    {
        number.lower += fraction.by_digits * [100, 10, 1][usize::from(fraction.digits) - 1];
        end = after;
    }
    duration.upper = upper;
    if !duration.push(unit, number.lower) || has_half && !duration.push_half(unit) {
        return None;
    }
    let mut is_more = number.is_more || measured.is_more;
    if let Some(half) = reader.eat(end, "半").filter(|_| !has_half && upper.is_none()) {
        // 两年半, 三个月半; 1分半钟.
        end = reader.eat(half, "钟").unwrap_or(half);
        if !duration.push_half(unit) {
            return None;
        }
    } else if let Some(more) = reader.any(end, &["多钟", "多", "余"]).filter(|&more| more_ends(reader, more)) {
        (end, is_more) = (more, true);
    }
    if is_more {
        duration.modifier = Some(Modifier::MoreThan);
    }
    Some(end)
}

/// 半年, 半个多小时, from behind 半.
fn half_of(reader: &Reader<'_>, at: usize, duration: &mut Duration) -> Option<usize> {
    let measure = reader.any(at, &["个多", "个"]).unwrap_or(at);
    let (unit, end) = unit_at(reader, measure)?;
    let fits = matches!(unit, Unit::Year | Unit::Month | Unit::Day | Unit::Hour | Unit::Century | Unit::Minute);
    if reader.text[at..measure].ends_with('多') {
        duration.modifier = Some(Modifier::MoreThan);
    }
    (fits && &reader.text[measure..end] != "分" && duration.push_half(unit)).then_some(end)
}

/// A number in front of a unit, the upper end of a range, and where they end: 三五, 3—5, 一点五.
fn amount(reader: &Reader<'_>, at: usize, is_first: bool) -> Option<(Number, Option<u64>, usize)> {
    let (number, end) = reader.number(at)?;
    let unit_behind = |at: usize| unit_at(reader, reader.eat(at, "个").unwrap_or(reader.blanks(at)));
    if let Some((tenths, after)) = reader.eat(end, "点").and_then(|at| reader.number(at))
        && !number.is_arabic
        && number.whole().is_some()
        && (1..=3).contains(&tenths.digits)
        && unit_behind(after).is_some_and(|(unit, _)| unit > Unit::Minute)
    {
        let lower = number.lower + tenths.by_digits * [100, 10, 1][usize::from(tenths.digits) - 1];
        return Some((Number { lower, upper: lower, digits: 0, ..number }, None, after));
    }
    if let Some((other, after)) = joiner(reader, end).and_then(|at| reader.number(at))
        && is_first
        && other.lower > number.lower
        && number.year().is_none()
        && unit_behind(after).is_some()
    {
        return Some((Number { is_arabic: other.is_arabic, ..number }, Some(other.upper), after));
    }
    Some((number, (number.lower != number.upper).then_some(number.upper), end))
}

/// A unit with what stands between it and its number.
#[derive(Debug, Clone, Copy)]
struct Measured<'t> {
    unit: Unit,
    word: &'t str,
    /// Units that the word counts: 15 for a quarter of an hour.
    factor: u64,
    has_measure: bool,
    has_half: bool,
    is_more: bool,
    end: usize,
}

fn measured<'t>(reader: &Reader<'t>, at: usize, is_first: bool) -> Option<Measured<'t>> {
    let at = reader.blanks(at);
    let more = reader.any(at, &["多", "余"]);
    let each = more.unwrap_or(at);
    let measure = reader.any(each, &["个半", "个多", "个"]);
    let words = measure.map_or("", |end| &reader.text[each..end]);
    let at = reader.blanks(measure.unwrap_or(each));
    let (unit, factor, end) = match reader.eat(at, "刻钟") {
        Some(end) => (Unit::Minute, 15, end),
        // An hour of a clock is a unit behind days: 8天20时.
        None => {
            let hour = || reader.one_of(at, "时").filter(|_| !is_first).map(|end| (Unit::Hour, end));
            let (unit, end) = unit_at(reader, at).or_else(hour)?;
            (unit, 1, end)
        }
    };
    Some(Measured {
        unit,
        word: &reader.text[at..end],
        factor,
        has_measure: measure.is_some(),
        has_half: words.ends_with('半'),
        is_more: more.is_some() || words.ends_with('多'),
        end,
    })
}

/// The second end of a range that has units at both: 3天到5天, 13天—8周.
fn second_end(reader: &Reader<'_>, number: &Number, first: &Measured<'_>) -> Option<((Unit, u64), usize)> {
    let (other, after) = joiner(reader, first.end).and_then(|at| reader.number(at))?;
    let measure = reader.eat(after, "个").unwrap_or(reader.blanks(after));
    let (unit, end) = unit_at(reader, measure).filter(|&(unit, _)| unit == first.unit || reader.is_boundary(measure))?;
    let is_year = number.year().is_some() || first.word == "年" && number.digits == 2 && number.is_arabic;
    let ascends = (unit, other.lower) > (first.unit, number.lower);
    (ascends && !is_year && first.word != "分").then_some(((unit, other.upper), end))
}

fn more_ends(reader: &Reader<'_>, end: usize) -> bool {
    reader.is_boundary(end) || reader.number(end).is_some()
}

/// 分 is minutes beside hours or seconds, and points elsewhere.
fn minute_fits(reader: &Reader<'_>, duration: &Duration, end: usize, number: &Number) -> bool {
    let after_hour = duration.count > 0;
    let before_second = reader.number(reader.eat(end, "零").unwrap_or(end)).is_some_and(|(_, end)| reader.eat(end, "秒").is_some());
    let half = reader.eat(end, "半").is_some_and(|end| {
        reader.eat(end, "钟").is_some() || reader.tag(end).is_none_or(|tag| tag == Tag::Punctuation || tag == Tag::Localizer)
    });
    let more = reader.eat(end, "多钟").is_some();
    after_hour || before_second || half || more && !number.is_unknown
}

/// Which way from a time a directed duration lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// 三天前: a day.
    Ago,
    /// 三天后: a day.
    Later,
    /// 三天以前: up to then.
    UntilAgo,
    /// 三天以后: from then on.
    FromLater,
    /// 近三天, 三年来: from then until now.
    Past,
    /// 未来三天: from now on.
    Coming,
    /// 前两周: whole units before this one.
    Before,
    /// 后两周: whole units from this one on.
    After,
    /// 三天内: a duration, or as much of the time to come.
    Within,
}

/// Reads the words that tie a duration to another time: those before one that follows, or those behind one that was read.
pub(super) fn directed(reader: &Reader<'_>, start: usize, read_there: Option<(Duration, usize)>) -> Option<(Direction, Duration, usize)> {
    if let Some((direction, at, is_bare)) = opener(reader, start) {
        let is_open = matches!(direction, Direction::Past | Direction::Coming);
        let at = reader.eat(at, "的").filter(|_| is_open).unwrap_or(at);
        let (duration, end) = if is_open { counted(reader, at)? } else { read(reader, at)? };
        // 忙上几个小时: only a number makes 上 point backwards.
        if is_bare && duration.is_unknown {
            return None;
        }
        let end = reader.any(end, &["以来", "间", "来", "以内", "之内", "内"]).filter(|&end| reader.is_boundary(end)).unwrap_or(end);
        return Some((direction, duration, end));
    }
    let (duration, end) = read_there?;
    let end = reader.blanks(end);
    for (word, direction) in [
        ("以前", Direction::UntilAgo),
        ("之前", Direction::Ago),
        ("前", Direction::Ago),
        ("以后", Direction::FromLater),
        ("之后", Direction::Later),
        ("过后", Direction::Later),
        ("后", Direction::Later),
        ("以内", Direction::Within),
        ("之内", Direction::Within),
        ("内", Direction::Within),
    ] {
        if let Some(end) = reader.eat(end, word).filter(|&end| reader.is_boundary(end)) {
            return Some((direction, duration, end));
        }
    }
    // 以来 belongs to the value, and not to the span.
    let is_localizer = |at: usize| reader.tag(at).is_none_or(|tag| tag == Tag::Localizer);
    let since = reader.any(end, &["以来", "来"]).filter(|&after| reader.is_boundary(after) && is_localizer(end));
    since.map(|_| (Direction::Past, duration, end))
}

/// A duration behind 近 or 前, where 三月 counts months and 一 may be left out.
fn counted(reader: &Reader<'_>, at: usize) -> Option<(Duration, usize)> {
    let months = reader.number(at).and_then(|(number, end)| Some((number, reader.eat(end, "月")?)));
    if let Some((number, end)) = months
        && reader.is_boundary(end)
        && (1..=24_000).contains(&number.lower)
    {
        let mut duration = Duration::new();
        duration.push(Unit::Month, number.lower);
        duration.is_unknown = number.is_unknown;
        return Some((duration, end));
    }
    read_any(reader, at)
}

/// The direction that a word gives to the duration behind it, where it ends, and whether the word is 上 or 下.
fn opener(reader: &Reader<'_>, at: usize) -> Option<(Direction, usize, bool)> {
    let (direction, end) = reader.word(at, |word| match word {
        Word::Direction(direction) => Some(direction),
        _ => None,
    })?;
    // 历时近三小时: near three hours, and no time that is near.
    let is_amount = reader.text[at..].starts_with('近') && takes_amount(reader, at, end);
    (!is_amount).then(|| (direction, end, reader.text[at..].starts_with(['上', '下'])))
}

/// Whether what stands before 近 says that an amount follows: a verb, or nothing but hours behind it.
fn takes_amount(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let before = reader.token_before(at);
    let by_verb = before.is_some_and(|token| {
        matches!(token.tag, Tag::Verb | Tag::Particle | Tag::AdverbialVerb) && !token.text(reader.text).ends_with('的')
            || token.tag == Tag::Adverb && !matches!(token.text(reader.text), "就" | "也" | "都" | "仅" | "在")
    });
    let is_short = read(reader, end).is_some_and(|(duration, _)| duration.unit() <= Unit::Hour);
    by_verb || is_short
}
