//! One step of a phrase: by a word of the table, or by a number and the unit behind it.

use super::calendar::{Edge, Grain, Unit};
use super::clock;
use super::number::Number;
use super::phrase::{Phrase, Step, borrowed, joiner};
use super::reader::Reader;
use super::words::{Rule, Word};
use crate::token::Tag;

/// A step with the one that it brings along: 昨晚, 上周三.
pub(super) type Steps = [Option<Step>; 2];

/// A step alone; `Some`, since all that it ends is looked for.
#[allow(clippy::unnecessary_wraps)]
pub(super) fn one(step: Step, end: usize) -> Option<(Steps, usize)> {
    Some(([Some(step), None], end))
}

pub(super) fn step(reader: &Reader<'_>, phrase: &Phrase, at: usize, start: usize) -> Option<(Steps, usize)> {
    for (end, word) in reader.words(at) {
        if let Some((steps, end)) = by_word(reader, phrase, word, at, end)
            && steps[0].is_some_and(|step| phrase.takes(step))
        {
            return Some((steps, end));
        }
    }
    match reader.char(at) {
        '第' | '最' | '首' | '前' | '后' => ordinal(reader, phrase, at),
        '“' | '"' | '「' => quoted(reader, at),
        '差' => clock::to_hour(reader, at),
        '闰' => {
            let (number, end) = reader.number(reader.eat(at, "闰")?)?;
            one(Step::LunarMonth { month: number.within(1, 12)?, is_leap: true }, reader.eat(end, "月")?)
        }
        'q' => {
            let (number, end) = reader.number(reader.eat(at, "q")?)?;
            let end = reader.eat(end, "季度").unwrap_or(end);
            let quarter = number.within(1, 4).filter(|_| number.is_arabic)?;
            one(Step::Quarters(quarter, quarter), end)
        }
        '初' | '廿' => lunar_day(reader, phrase, at),
        _ => by_number(reader, phrase, at, start),
    }
}

fn by_word(reader: &Reader<'_>, phrase: &Phrase, word: Word, at: usize, end: usize) -> Option<(Steps, usize)> {
    let last = phrase.last();
    match word {
        Word::Relative { unit, shift, is_back, part } => Some(([Some(Step::Relative { unit, shift, is_back }), part.map(Step::Part)], end)),
        Word::Shift { shift, is_back } => shifted(reader, shift, is_back, end),
        Word::Weekday(day) => one(Step::Weekday(day), end),
        Word::Month(month) => one(Step::Month(month), end),
        Word::Era(first) => {
            let (number, end) = match reader.eat(end, "元") {
                Some(end) => (1, end),
                None => reader.number(end).and_then(|(number, end)| Some((number.within(1, 99)?, end)))?,
            };
            one(Step::Year(first + i16::from(number) - 1), reader.eat(end, "年")?)
        }
        Word::Animal(animal) => one(Step::Animal(animal), end),
        Word::LunarMonth { month, needs_day } => {
            let has_day = || reader.eat(end, "初").is_some();
            (!needs_day || has_day()).then(|| one(Step::LunarMonth { month, is_leap: false }, end))?
        }
        Word::Part { part, needs_more } => {
            let after_day = last.is_some_and(|last| last.grain() == Grain::Day);
            let before_clock = || reader.number(end).is_some_and(|(_, end)| reader.one_of(end, "点时:").is_some());
            (!needs_more || after_day || before_clock()).then(|| one(Step::Part(part), end)).flatten()
        }
        Word::Season(season) => one(Step::Season(season), end),
        Word::Edge(edge) => {
            let after = last.filter(|last| last.grain() <= Grain::Month)?;
            let is_day = reader.number(end).is_some() && edge == Edge::Start;
            (after.grain() != Grain::Day && !is_day).then(|| one(Step::Edge(edge), end)).flatten()
        }
        Word::Bare(unit, edge) => match last {
            None => Some(([Some(Step::Relative { unit, shift: 0, is_back: false }), Some(Step::Edge(edge))], end)),
            Some(last) if last.grain() == unit.grain() => one(Step::Edge(edge), end),
            Some(last) if last.grain() == Grain::Year && unit == Unit::Month => {
                Some(([Some(Step::Relative { unit, shift: 0, is_back: false }), Some(Step::Edge(edge))], end))
            }
            Some(_) => None,
        },
        Word::Third(third) => match last {
            None => Some(([Some(Step::Relative { unit: Unit::Month, shift: 0, is_back: false }), Some(Step::Third(third))], end)),
            Some(_) => one(Step::Third(third), end),
        },
        Word::Half(half) => {
            let (unit, end) = reader.word(end, |word| match word {
                Word::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week)) => Some(unit),
                _ => None,
            })?;
            // 上半年 is that of this year: it names no year itself.
            one(Step::Half(half, unit), end)
        }
        Word::Festival { rule, needs_more } => {
            let end = feast(reader, end);
            // 八月十五 of a year in figures is the 15th of August more often.
            if needs_more && matches!((rule, last), (Rule::Chinese(..), Some(Step::Year(_)))) {
                return None;
            }
            let has_more =
                last.is_some() || end.1 || reader.is_all(at, end.0) || reader.any(end.0, &["当天", "当日", "前夕", "晚"]).is_some();
            // 国庆路 is a street.
            let is_place = reader.one_of(end.0, "路街村镇乡站桥").is_some_and(|after| reader.is_boundary(after)) && last.is_none();
            if is_place {
                return None;
            }
            // 十一 is a number before 月.
            let is_number = needs_more && reader.one_of(end.0, "月日号点时年个十").is_some();
            ((!needs_more || has_more) && !is_number).then(|| one(Step::Festival(rule), end.0)).flatten()
        }
        Word::Unit(_) | Word::Direction(_) | Word::Adverb | Word::Stretch { .. } | Word::Ref(_) | Word::Feast => None,
    }
}

/// What belongs to the name of a festival behind it: 春节 假期; and whether something does.
fn feast(reader: &Reader<'_>, at: usize) -> (usize, bool) {
    let mut end = at;
    for _ in 0..2 {
        let word = reader.words(end).find(|&(after, word)| word == Word::Feast && reader.is_boundary(after));
        end = word.map_or(end, |(after, _)| after);
    }
    (end, end > at)
}

/// A festival in quotation marks, with what belongs to it: “五一”假期; or the years of a plan: “十四五”期间.
fn quoted(reader: &Reader<'_>, at: usize) -> Option<(Steps, usize)> {
    let (_, open) = reader.next(at)?;
    let close = |at: usize| reader.one_of(at, "”\"」");
    let festival = reader.words(open).find_map(|(end, word)| match word {
        Word::Festival { rule, .. } => close(end).map(|end| (rule, end)),
        _ => None,
    });
    if let Some((rule, end)) = festival {
        let (end, has_more) = feast(reader, end);
        // ”三八“妇女节, “五一”国际劳动节: the name goes on behind the marks.
        let name = reader.word(end, |word| match word {
            Word::Festival { rule: other, .. } if other == rule => Some(()),
            _ => None,
        });
        let end = name.map_or(end, |((), end)| feast(reader, end).0);
        return (has_more || name.is_some()).then(|| one(Step::Festival(rule), end)).flatten();
    }
    plan(reader, open, close)
}

/// The years of a five-year plan: 十四五 期间.
fn plan(reader: &Reader<'_>, at: usize, close: impl Fn(usize) -> Option<usize>) -> Option<(Steps, usize)> {
    // The number is read to the last 五: 十四 五, 十五 五.
    let chars: Vec<(char, usize)> = std::iter::successors(reader.next(at), |&(_, end)| reader.next(end)).take(4).collect();
    let length = chars.iter().take_while(|(c, _)| "一二三四五六七八九十".contains(*c)).count();
    let (last, end) = *chars.get(length.checked_sub(1)?)?;
    if last != '五' || length < 2 {
        return None;
    }
    let (number, taken) = super::number::read(chars[..length - 1].iter().map(|&(c, _)| c))?;
    let end = close(end)?;
    let end = reader.any(end, &["规划期间", "规划时期", "期间", "时期"])?;
    (taken == length - 1).then(|| one(Step::Plan(number.within(1, 40)?), end))?
}

/// A unit behind 上, 本, 下: 上周三, 本月, 上世纪.
fn shifted(reader: &Reader<'_>, shift: i8, is_back: bool, at: usize) -> Option<(Steps, usize)> {
    let relative = |unit| Step::Relative { unit, shift, is_back };
    for (end, word) in reader.words(at) {
        match word {
            Word::Weekday(day) => return Some(([Some(relative(Unit::Week)), Some(Step::Weekday(day))], end)),
            // Other words for years are no years of the calendar: 下载.
            Word::Unit(Unit::Year) if &reader.text[at..end] != "年" => {}
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century)) => {
                return one(relative(unit), end);
            }
            Word::Festival { rule, .. } if shift == 1 => {
                return Some(([Some(Step::Festival(rule)), None], end));
            }
            _ => {}
        }
    }
    None
}

/// 第二季度, 第三周, 第一个星期一, 最后一天, 首月, 前三季度, 前两个月.
fn ordinal(reader: &Reader<'_>, phrase: &Phrase, at: usize) -> Option<(Steps, usize)> {
    let each = |at: usize| reader.eat(at, "个").unwrap_or(at);
    let unit_at = |at: usize| {
        reader.word(at, |word| match word {
            Word::Unit(unit) => Some(unit),
            _ => None,
        })
    };
    let weekday_at = |at: usize| {
        reader.word(at, |word| match word {
            Word::Weekday(day @ 1..) => Some(day),
            _ => None,
        })
    };
    if let Some(at) = reader.any(at, &["第", "首"]) {
        let is_first = reader.text[..at].ends_with('首');
        let (number, end) =
            if is_first { (1, at) } else { reader.number(at).and_then(|(number, end)| Some((number.within(1, 53)?, end)))? };
        if let Some((weekday, end)) = weekday_at(each(end)) {
            return one(Step::NthWeekday { number, weekday }, end);
        }
        let (unit, end) = unit_at(each(end))?;
        return match unit {
            Unit::Quarter if number <= 4 => one(Step::Quarters(number, number), end),
            Unit::Day | Unit::Week | Unit::Month if phrase.count > 0 => one(Step::Nth { unit, number }, end),
            _ => None,
        };
    }
    if let Some(at) = reader.any(at, &["最后一个", "最后"]) {
        if let Some((weekday, end)) = weekday_at(at) {
            return one(Step::NthWeekday { number: 0, weekday }, end);
        }
        let (number, end) = reader.number(at).and_then(|(number, end)| Some((number.within(1, 31)?, end)))?;
        let (unit, end) = unit_at(each(end))?;
        return (phrase.count > 0).then(|| one(Step::Some { unit, count: number, is_last: true }, end))?;
    }
    let is_last = reader.char(at) == '后';
    let (number, end) = reader.number(reader.any(at, &["前", "后"])?)?;
    let (unit, end) = unit_at(each(end))?;
    let count = number.within(1, 31)?;
    let fits = matches!(unit, Unit::Quarter) && count <= 4 || phrase.count > 0 && matches!(unit, Unit::Month | Unit::Day);
    fits.then(|| one(Step::Some { unit, count, is_last }, end))?
}

/// 初一, 廿三 behind a month of the Chinese calendar.
fn lunar_day(reader: &Reader<'_>, phrase: &Phrase, at: usize) -> Option<(Steps, usize)> {
    let is_month = matches!(phrase.last(), Some(Step::Month(_) | Step::LunarMonth { .. }));
    let (number, end) = reader.number(reader.eat(at, "初").unwrap_or(at))?;
    let is_beginning = reader.char(at) == '初';
    let day = number.within(1, if is_beginning { 10 } else { 29 })?;
    is_month.then(|| one(Step::LunarDay(day), end))?
}

/// A number and the unit behind it.
fn by_number(reader: &Reader<'_>, phrase: &Phrase, at: usize, start: usize) -> Option<(Steps, usize)> {
    if phrase.count == 0
        && let Some(found) = plan(reader, at, Some)
    {
        return Some(found);
    }
    let (number, end) = reader.number(at)?;
    if number.is_unknown || number.is_more {
        return None;
    }
    if let Some(found) = clock::read(reader, phrase, at, &number, end) {
        return Some(found);
    }
    let behind = reader.blanks(end);
    let (unit_at, ends) = match borrowed(reader, end) {
        Some(at) if unit_of(reader, behind).is_none() => (at, Some(end)),
        _ => (behind, None),
    };
    let Some((unit, unit_end)) = unit_of(reader, unit_at) else {
        return bare_day(reader, phrase, &number, at, end);
    };
    let end = ends.unwrap_or(unit_end);
    match unit {
        '年' => {
            let is_of_era = reader.text[..at].ends_with(['元']);
            let step = year(&number)
                .or_else(|| number.whole().filter(|year| is_of_era && (1..10_000).contains(year)).map(|year| Step::Year(year as i16)))?;
            // 15年版: the edition makes a year of it.
            let edition = reader.eat(end, "版").filter(|_| matches!(step, Step::ShortYear(_)));
            one(step, edition.unwrap_or(end))
        }
        '纪' => one(Step::Century(number.within(1, 30)?), end),
        '代' => {
            let decade = number.within(0, 90).filter(|decade| decade % 10 == 0)?;
            one(Step::Decade(decade), end)
        }
        '月' => {
            // 两月 are two.
            let month = number.within(1, 12).filter(|_| reader.char(at) != '两')?;
            if phrase.is_lunar { one(Step::LunarMonth { month, is_leap: false }, end) } else { month_step(reader, month, end) }
        }
        '季' => {
            let quarter = number.within(1, 4)?;
            one(Step::Quarters(quarter, quarter), end)
        }
        '日' | '号' => {
            let day = number.within(1, 31)?;
            if phrase.is_lunar && phrase.last().is_some_and(|last| last.grain() == Grain::Month) {
                return one(Step::LunarDay(day), end);
            }
            let is_alone = phrase.count == 0;
            (!is_alone || is_day(reader, &number, unit, start, end)).then(|| one(Step::Day(day), end))?
        }
        _ => None,
    }
}

/// 三月, or with the day of the Chinese calendar behind it: 三月初八.
fn month_step(reader: &Reader<'_>, month: u8, end: usize) -> Option<(Steps, usize)> {
    let is_lunar = reader.eat(end, "初").is_some_and(|end| reader.number(end).is_some()) || reader.eat(end, "廿").is_some();
    one(if is_lunar { Step::LunarMonth { month, is_leap: false } } else { Step::Month(month) }, end)
}

/// The unit at a place by its last character, and where it ends.
pub(super) fn unit_of(reader: &Reader<'_>, at: usize) -> Option<(char, usize)> {
    let (c, end) = reader.next(at)?;
    match c {
        '年' => match reader.eat(at, "年代") {
            Some(end) => Some(('代', end)),
            None => Some(('年', reader.eat(at, "年度").filter(|&end| reader.is_boundary(end)).unwrap_or(end))),
        },
        '月' => Some(('月', reader.eat(at, "月份").unwrap_or(end))),
        '日' | '号' => Some((c, end)),
        '世' => reader.eat(at, "世纪").map(|end| ('纪', end)),
        '季' => reader.eat(at, "季度").map(|end| ('季', end)),
        _ => None,
    }
}

fn year(number: &Number) -> Option<Step> {
    if let Some(year) = number.year() {
        return Some(Step::Year(year));
    }
    let is_range = number.lower != number.upper;
    (number.digits == 2 && !is_range).then(|| u8::try_from(number.by_digits).ok().map(Step::ShortYear))?
}

/// Whether 8日 or 12号 without a month is a day of the month. Numbers in Han characters count days up to ten (三日), and 号 numbers houses,
/// lines and ships, where a noun stands beside it.
fn is_day(reader: &Reader<'_>, number: &Number, unit: char, start: usize, end: usize) -> bool {
    let before = reader.token_before(start).map(|token| token.tag);
    let behind = reader.tag(end);
    if matches!(reader.char(end), '内' | '游' | '元') || before == Some(Tag::Number) {
        return false;
    }
    let is_name = |tag| {
        matches!(
            tag,
            Tag::Noun
                | Tag::NounMorpheme
                | Tag::PlaceName
                | Tag::PersonName
                | Tag::OrganizationName
                | Tag::OtherName
                | Tag::Latin
                | Tag::Abbreviation
                | Tag::PlaceWord
        )
    };
    let before = if reader.token_before(start).is_some_and(|token| token.text(reader.text) == "月") { None } else { before };
    if unit == '日' {
        return number.is_arabic || number.lower > 10_000;
    }
    let text_before = reader.token_before(start).map_or("", |token| token.text(reader.text));
    !(behind.is_some_and(|tag| is_name(tag) || matches!(tag, Tag::Measure | Tag::Attributive | Tag::NominalVerb))
        || before.is_some_and(|tag| is_name(tag) || tag == Tag::Adjective)
        || text_before.ends_with(['第', '-', '第']))
}

/// A day without 日 behind its month: 一月二十三, 10月31.
fn bare_day(reader: &Reader<'_>, phrase: &Phrase, number: &Number, at: usize, end: usize) -> Option<(Steps, usize)> {
    let is_month = matches!(phrase.last(), Some(Step::Month(_) | Step::LunarMonth { .. })) && phrase.end == at;
    let day = number.within(1, 31).filter(|_| is_month && number.digits <= 2)?;
    let closes = match reader.tag(end) {
        None => end == reader.text.len() || joiner(reader, end).is_some(),
        Some(tag) => matches!(tag, Tag::Punctuation | Tag::Time | Tag::NonWord | Tag::TimeMorpheme | Tag::Modal | Tag::Localizer),
    };
    let starts_range = joiner(reader, end).is_some_and(|at| reader.number(at).is_some());
    let is_lunar = phrase.is_lunar || matches!(phrase.last(), Some(Step::LunarMonth { .. }));
    let is_number = matches!(reader.char(end), '.' | '%' | ':' | '/') || reader.char(end).is_ascii_digit();
    ((closes || starts_range) && !is_number).then(|| one(if is_lunar { Step::LunarDay(day) } else { Step::Day(day) }, end))?
}
