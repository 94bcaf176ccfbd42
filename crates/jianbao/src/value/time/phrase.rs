//! The grammar of times that name a place of the calendar: steps from the coarse to the fine.

use super::calendar::{Edge, Grain, Part, Unit};
use super::figures;
use super::reader::Reader;
use super::step::{step, unit_of};
use super::words::{Rule, Word};
use crate::token::Tag;

/// One part of a time. Each narrows what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The 20th is 20.
    Century(u8),
    /// 80 is 八十年代.
    Decade(u8),
    /// 14 is 十四五.
    Plan(u8),
    Year(i16),
    /// Of two digits.
    ShortYear(u8),
    /// A year of the Chinese calendar by its animal; 0 is the rat.
    Animal(u8),
    Relative {
        unit: Unit,
        shift: i8,
        is_back: bool,
    },
    /// First or second half of a year, month or week.
    Half(u8, Unit),
    /// From one quarter to another.
    Quarters(u8, u8),
    Season(u8),
    Month(u8),
    LunarMonth {
        month: u8,
        is_leap: bool,
    },
    Third(u8),
    Edge(Edge),
    /// So many units from the beginning of the time before it, or from its end.
    Some {
        unit: Unit,
        count: u8,
        is_last: bool,
    },
    /// One unit of the time before it.
    Nth {
        unit: Unit,
        number: u8,
    },
    /// A weekday of the time before it; number 0 is the last one.
    NthWeekday {
        number: u8,
        weekday: u8,
    },
    /// 0 is the weekend.
    Weekday(u8),
    Day(u8),
    LunarDay(u8),
    Festival(Rule),
    Part(Part),
    Clock {
        hour: u8,
        minute: Option<u8>,
        second: Option<u8>,
    },
}

impl Step {
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Century(_) => Grain::Century,
            Self::Decade(_) => Grain::Decade,
            Self::Plan(_) => Grain::Plan,
            Self::Year(_) | Self::ShortYear(_) | Self::Animal(_) => Grain::Year,
            Self::Half(_, Unit::Year) => Grain::Half,
            Self::Quarters(..) => Grain::Quarter,
            Self::Season(_) => Grain::Season,
            Self::Month(_) | Self::LunarMonth { .. } => Grain::Month,
            Self::Half(..) | Self::Third(_) | Self::Edge(_) => Grain::Third,
            Self::Relative { unit, .. } | Self::Some { unit, .. } | Self::Nth { unit, .. } => unit.grain(),
            Self::Weekday(0) => Grain::Weekend,
            Self::Weekday(_) | Self::NthWeekday { .. } | Self::Day(_) | Self::LunarDay(_) | Self::Festival(_) => Grain::Day,
            Self::Part(_) => Grain::Part,
            Self::Clock { minute: None, .. } => Grain::Hour,
            Self::Clock { second: None, .. } => Grain::Minute,
            Self::Clock { .. } => Grain::Second,
        }
    }
}

/// Steps of a time at most: 2021年 上半年 3月 上旬 第二个周日 晚上 8点.
const STEPS: usize = 8;

/// The steps of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    steps: [Option<Step>; STEPS],
    pub(super) count: usize,
    /// By the Chinese calendar.
    pub(super) is_lunar: bool,
    /// Where its words end.
    pub(super) end: usize,
}

impl Phrase {
    fn new(at: usize) -> Self {
        Self { steps: [None; STEPS], count: 0, is_lunar: false, end: at }
    }

    pub(super) fn steps(&self) -> impl DoubleEndedIterator<Item = Step> + '_ {
        self.steps[..self.count].iter().flatten().copied()
    }

    pub(super) fn first(&self) -> Option<Step> {
        self.steps().next()
    }

    pub(super) fn last(&self) -> Option<Step> {
        self.steps().next_back()
    }

    fn push(&mut self, step: Step, end: usize) -> bool {
        let fits = self.count < STEPS;
        if fits {
            self.steps[self.count] = Some(step);
            self.count += 1;
            self.end = end;
        }
        fits
    }

    fn has(&self, is: impl Fn(Step) -> bool) -> bool {
        self.steps().any(is)
    }

    /// Whether a step may stand behind those that are there.
    pub(super) fn takes(&self, step: Step) -> bool {
        let Some(last) = self.last() else { return true };
        let (before, after) = (last.grain(), step.grain());
        match (last, step) {
            // The edge of a unit: 2021年 末, 3月 底, 一季度 末.
            (_, Step::Edge(_)) => before <= Grain::Week && !matches!(last, Step::Edge(_) | Step::Third(_)),
            (Step::Edge(_), _) => false,
            (_, Step::Half(_, unit)) => before == unit.grain(),
            (_, Step::Weekday(_)) => matches!(before, Grain::Week | Grain::Day) && !matches!(last, Step::Weekday(_)),
            (_, Step::Day(_)) => before == Grain::Month || matches!(last, Step::Weekday(_)),
            (_, Step::LunarDay(_)) => matches!(last, Step::Month(_) | Step::LunarMonth { .. }),
            (_, Step::Third(_)) => before == Grain::Month,
            (Step::Weekday(1..), Step::Month(_)) => true,
            (_, Step::Month(_) | Step::LunarMonth { .. } | Step::Season(_)) => {
                before <= Grain::Year && !matches!(last, Step::Century(_) | Step::Decade(_))
            }
            (_, Step::Festival(_)) => before == Grain::Year,
            (Step::Century(_) | Step::Relative { unit: Unit::Century, .. }, _) => matches!(step, Step::Decade(_)),
            (Step::Decade(_) | Step::Plan(_) | Step::Some { .. }, _) => false,
            (_, Step::Relative { unit, is_back: false, .. }) => before == Grain::Year && matches!(unit, Unit::Month | Unit::Day),
            // 圣诞节 前一天, 3月8日 当天.
            (_, Step::Relative { unit: Unit::Day, is_back: true, .. }) => before == Grain::Day && !matches!(last, Step::Relative { .. }),
            (_, Step::Relative { .. }) => false,
            (_, Step::Nth { unit, .. } | Step::Some { unit, .. }) => before < unit.grain() && before >= Grain::Year,
            (_, Step::NthWeekday { .. }) => matches!(before, Grain::Year | Grain::Month),
            (_, Step::Part(_)) => before == Grain::Day,
            (_, Step::Clock { .. }) => matches!(before, Grain::Day | Grain::Part),
            _ => before < after,
        }
    }
}

/// How a number goes on that is read as the first of two: 3到6点 borrows 点.
pub(super) fn borrowed(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let second = joiner(reader, at)?;
    let (_, end) = reader.number(second)?;
    Some(reader.blanks(end))
}

/// Where the second end of a range begins.
pub(super) fn joiner(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let at = reader.blanks(at);
    let end =
        reader.any(at, &["——", "－－", "--", "起至", "或至", "直到", "一直到", "至", "到", "-", "—", "–", "~", "〜", "〰", "～", "−"])?;
    Some(reader.blanks(end))
}

/// Reads the steps from a place on, as many as there are. The phrase ends where a token does.
pub(super) fn read(reader: &Reader<'_>, start: usize) -> Option<Phrase> {
    let mut phrase = Phrase::new(start);
    let mut best = None;
    let mut at = start;
    let is_name = reader.words(start).any(|(_, word)| matches!(word, Word::Festival { .. }));
    if let Some(end) = reader.any(at, &["农历的", "农历", "阴历的", "阴历", "旧历", "夏历"]).filter(|_| !is_name) {
        phrase.is_lunar = true;
        at = end;
    }
    at = reader.any(at, &["公元", "纪元"]).unwrap_or(at);
    for _ in 0..STEPS {
        if phrase.count > 0
            && !phrase.is_lunar
            && let Some(end) = reader.any(at, &["农历", "阴历"])
        {
            phrase.is_lunar = true;
            at = end;
        }
        let Some(end) = extend(reader, &mut phrase, at, start) else { break };
        at = end;
        if is_complete(reader, &phrase, start) {
            best = Some(phrase);
        }
        let blank = reader.blanks(at);
        let of = reader.eat(at, "的");
        let comma = matches!(phrase.last(), Some(Step::Weekday(_))).then(|| reader.any(at, &[", ", "，", ","])).flatten();
        let comma = comma.filter(|&after| reader.number(after).is_some_and(|(_, end)| reader.eat(end, "月").is_some()));
        let about = matches!(phrase.last().map(Step::grain), Some(Grain::Day)).then(|| reader.any(at, &["大约", "约"])).flatten();
        at = of.or(comma).or(about).unwrap_or(blank);
    }
    best
}

/// Whether the steps so far are a time where they end.
fn is_complete(reader: &Reader<'_>, phrase: &Phrase, start: usize) -> bool {
    let end = phrase.end;
    // 去年同期 may be one token.
    let is_before_same = || reader.eat(end, "同期").is_some_and(|end| reader.is_boundary(end));
    if !reader.is_boundary(end) && !splits(reader, end) && !is_before_same() {
        return false;
    }
    match phrase.last() {
        Some(Step::ShortYear(_)) if phrase.count == 1 => {
            matches!(reader.char(start), '0' | '零') || reader.text[..end].ends_with('版') || reader.is_all(start, end)
        }
        // 今 and 晚 are no times by themselves.
        Some(Step::Relative { .. }) if phrase.count == 1 => reader.text[start..end].chars().count() > 1,
        // 夜间模式 is no time, and neither is a spring that is only spoken of.
        Some(Step::Part(_)) if phrase.count == 1 => {
            reader.text[start..end].chars().count() > 1 && (!is_noun(reader.tag(end)) || reader.is_all(start, end))
        }
        // 三月三 is the name of a day, and no month.
        Some(Step::Month(_)) => {
            let is_han = |at: usize| reader.one_of(at, "一二三四五六七八九十").is_some();
            let before = reader.text[..end].trim_end_matches(['月', '份']).chars().next_back();
            !(is_han(end)
                && before.is_some_and(|c| !c.is_ascii_digit())
                && reader.tag(end) == Some(Tag::Number)
                && bare_number(reader, end))
        }
        Some(Step::Season(_)) if phrase.count == 1 => !reader.text[start..end].ends_with('天') || reader.is_all(start, end),
        Some(Step::Half(_, unit)) if phrase.count == 1 => unit != Unit::Day,
        Some(Step::NthWeekday { number: 0, .. }) => true,
        Some(Step::Nth { .. } | Step::Edge(_) | Step::NthWeekday { .. }) if phrase.count == 1 => false,
        Some(Step::Some { unit, .. }) => phrase.count > 1 || unit == Unit::Quarter,
        _ => true,
    }
}

/// Whether a number has no unit behind it.
fn bare_number(reader: &Reader<'_>, at: usize) -> bool {
    let counts = |end: usize| matches!(reader.tag(end), Some(Tag::Measure | Tag::Time)) || unit_of(reader, end).is_some();
    reader.number(at).is_some_and(|(_, end)| !counts(end))
}

fn is_noun(tag: Option<Tag>) -> bool {
    matches!(tag, Some(Tag::Noun | Tag::NominalVerb | Tag::NounMorpheme | Tag::OtherName))
}

/// Whether a token that a time ends in may be cut: the cut lies between numbers or times that the tokenizer has joined.
fn splits(reader: &Reader<'_>, end: usize) -> bool {
    let place = reader.tokens.partition_point(|token| token.end <= end);
    reader.tokens.get(place).is_some_and(|token| {
        token.start < end
            && matches!(token.tag, Tag::Number | Tag::Time)
            && !reader.text[end..token.end]
                .chars()
                .any(|c| c.is_ascii_digit() && reader.text[..end].ends_with(|c: char| c.is_ascii_digit()))
    })
}

/// Reads one more step and says where it ends.
fn extend(reader: &Reader<'_>, phrase: &mut Phrase, at: usize, start: usize) -> Option<usize> {
    if phrase.count == 0
        && let Some((steps, end)) = figures::read(reader, at)
    {
        return steps.into_iter().flatten().all(|step| phrase.push(step, end)).then_some(end);
    }
    if let Some(end) = beside(reader, phrase, at) {
        return Some(end);
    }
    let at = if phrase.last().is_some_and(|last| last.grain() == Grain::Day) {
        reader.any(at, &["t"]).filter(|&end| reader.char(end).is_ascii_digit()).unwrap_or(at)
    } else {
        at
    };
    let (steps, end) = step(reader, phrase, at, start)?;
    let first = steps[0]?;
    if !phrase.takes(first) {
        return None;
    }
    steps.into_iter().flatten().all(|step| phrase.push(step, end)).then_some(end)
}

/// A date in brackets behind a day, which says the same in other words: 今天（3月17日）, 3月8日（周二）.
fn beside(reader: &Reader<'_>, phrase: &mut Phrase, at: usize) -> Option<usize> {
    let last = phrase.last()?;
    // 今晚（3月17日）: the day in brackets is that of the evening.
    let (last, part) = match (phrase.first()?, last) {
        (day @ Step::Relative { unit: Unit::Day, .. }, part @ Step::Part(_)) if phrase.count == 2 => (day, Some(part)),
        _ => (last, None),
    };
    if last.grain() != Grain::Day {
        return None;
    }
    let open = reader.one_of(at, "(")?;
    let mut inner = Phrase::new(open);
    inner.is_lunar = phrase.is_lunar;
    let mut at = open;
    for _ in 0..3 {
        let Some((steps, end)) = step(reader, &inner, at, open) else { break };
        let first = steps[0]?;
        if steps[1].is_some() || !inner.takes(first) || first.grain() > Grain::Day {
            return None;
        }
        inner.push(first, end);
        at = reader.blanks(end);
    }
    // 今（5）日.
    let is_short = matches!(last, Step::Relative { .. }) && inner.count == 0;
    if is_short {
        let (number, end) = reader.number(open)?;
        inner.push(Step::Day(number.within(1, 31)?), end);
        at = end;
    }
    let mut end = reader.one_of(at, ")")?;
    if is_short {
        end = reader.one_of(end, "日天")?;
    }
    if inner.last()?.grain() != Grain::Day {
        return None;
    }
    end = reader.eat(end, "日").filter(|&end| reader.is_boundary(end)).unwrap_or(end);
    let is_plain = inner.has(|step| matches!(step, Step::Day(_))) && !inner.has(|step| matches!(step, Step::Weekday(_)));
    if matches!(last, Step::Relative { .. }) && is_plain {
        *phrase = inner;
        part.map(|part| phrase.push(part, end));
    }
    phrase.end = end;
    Some(end)
}

/// Whether a phrase may be the second end of a range that another begins: not a time of day behind a whole day.
pub(super) fn may_follow(first: &Phrase, second: &Phrase) -> bool {
    let (Some(last), Some(next)) = (first.last(), second.first()) else { return false };
    !(last.grain() <= Grain::Day && next.grain() > Grain::Day)
}

/// Whether the last number of a phrase has its unit behind the second end of a range.
pub(super) fn is_borrowing(reader: &Reader<'_>, phrase: &Phrase) -> bool {
    let is_figure = reader.text[..phrase.end].chars().next_back().is_some_and(|c| super::number::is_first(reader.words.fold(c)));
    let has_unit = |at: usize| unit_of(reader, at).is_some() || reader.one_of(at, "点时").is_some();
    let takes_unit = matches!(
        phrase.last(),
        Some(
            Step::Year(_)
                | Step::ShortYear(_)
                | Step::Month(_)
                | Step::Day(_)
                | Step::Quarters(..)
                | Step::Century(_)
                | Step::Decade(_)
                | Step::Clock { minute: None, .. }
        )
    );
    is_figure && takes_unit && borrowed(reader, phrase.end).is_some_and(has_unit)
}
