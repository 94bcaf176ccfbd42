//! The grammar of times that name a place of the calendar: steps from the coarse to the fine.

use super::calendar::{Edge, Grain, Part, Unit};
use super::number::Number;
use super::reader::Reader;
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
    Relative { unit: Unit, shift: i8, is_back: bool },
    /// First or second half of a year, month or week.
    Half(u8, Unit),
    /// From one quarter to another.
    Quarters(u8, u8),
    Season(u8),
    Month(u8),
    LunarMonth { month: u8, is_leap: bool },
    Third(u8),
    Edge(Edge),
    /// So many units from the beginning of the time before it, or from its end.
    Some { unit: Unit, count: u8, is_last: bool },
    /// One unit of the time before it.
    Nth { unit: Unit, number: u8 },
    /// A weekday of the time before it; number 0 is the last one.
    NthWeekday { number: u8, weekday: u8 },
    /// 0 is the weekend.
    Weekday(u8),
    Day(u8),
    LunarDay(u8),
    Festival(Rule),
    Part(Part),
    Clock { hour: u8, minute: Option<u8>, second: Option<u8> },
}

impl Step {
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Century(_) => Grain::Century,
            Self::Decade(_) => Grain::Decade,
            Self::Plan(_) => Grain::Plan,
            Self::Year(_) | Self::ShortYear(_) | Self::Animal(_) => Grain::Year,
            Self::Half(_, Unit::Year) => Grain::Half,
            Self::Half(..) => Grain::Third,
            Self::Quarters(..) => Grain::Quarter,
            Self::Season(_) => Grain::Season,
            Self::Month(_) | Self::LunarMonth { .. } => Grain::Month,
            Self::Third(_) | Self::Edge(_) => Grain::Third,
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
    count: usize,
    /// By the Chinese calendar.
    pub(super) is_lunar: bool,
    /// Written as an account of a time that always comes again, 工作日; it needs 每.
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
    fn takes(&self, step: Step) -> bool {
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
            (_, Step::Month(_) | Step::LunarMonth { .. } | Step::Season(_)) => before <= Grain::Year && !matches!(last, Step::Century(_) | Step::Decade(_)),
            (_, Step::Festival(_)) => before == Grain::Year,
            (Step::Century(_), _) => matches!(step, Step::Decade(_)),
            (Step::Relative { unit: Unit::Century, .. }, _) => matches!(step, Step::Decade(_)),
            (Step::Decade(_) | Step::Plan(_), _) => false,
            (Step::Some { .. }, _) => false,
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
fn borrowed(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let second = joiner(reader, at)?;
    let (_, end) = reader.number(second)?;
    Some(reader.blanks(end))
}

/// Where the second end of a range begins.
pub(super) fn joiner(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let at = reader.blanks(at);
    let end = reader.any(at, &["——", "－－", "--", "或至", "直到", "一直到", "至", "到", "-", "—", "–", "~", "〜", "〰", "～", "−"])?;
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
    at = reader.any(at, &["公元"]).unwrap_or(at);
    for _ in 0..STEPS {
        if phrase.count > 0 && !phrase.is_lunar && let Some(end) = reader.any(at, &["农历", "阴历"]) {
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
        Some(Step::Part(_)) if phrase.count == 1 => reader.text[start..end].chars().count() > 1 && (!is_noun(reader.tag(end)) || reader.is_all(start, end)),
        // 三月三 is the name of a day, and no month.
        Some(Step::Month(_)) => {
            let is_han = |at: usize| reader.one_of(at, "一二三四五六七八九十").is_some();
            let before = reader.text[..end].trim_end_matches(['月', '份']).chars().next_back();
            !(is_han(end) && before.is_some_and(|c| !c.is_ascii_digit()) && reader.tag(end) == Some(Tag::Number) && bare_number(reader, end))
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
        token.start < end && matches!(token.tag, Tag::Number | Tag::Time) && !reader.text[end..token.end].chars().any(|c| c.is_ascii_digit() && reader.text[..end].ends_with(|c: char| c.is_ascii_digit()))
    })
}

/// Reads one more step and says where it ends.
fn extend(reader: &Reader<'_>, phrase: &mut Phrase, at: usize, start: usize) -> Option<usize> {
    if phrase.count == 0 && let Some(end) = numeric_date(reader, phrase, at, start) {
        return Some(end);
    }
    if let Some(end) = beside(reader, phrase, at) {
        return Some(end);
    }
    let at = if phrase.last().is_some_and(|last| last.grain() == Grain::Day) { reader.any(at, &["t"]).filter(|&end| reader.char(end).is_ascii_digit()).unwrap_or(at) } else { at };
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

/// A step with the one that it brings along: 昨晚, 上周三.
type Steps = [Option<Step>; 2];

fn one(step: Step, end: usize) -> Option<(Steps, usize)> {
    Some(([Some(step), None], end))
}

fn step(reader: &Reader<'_>, phrase: &Phrase, at: usize, start: usize) -> Option<(Steps, usize)> {
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
        '差' => {
            let at = reader.eat(at, "差")?;
            let (minutes, end) = match reader.any(at, &["一刻", "1刻"]) {
                Some(end) => (15, end),
                None => reader.number(at).and_then(|(number, end)| Some((number.within(1, 30)?, reader.eat(end, "分")?)))?,
            };
            let (hour, end) = reader.number(end).and_then(|(number, end)| Some((number.within(1, 24)?, reader.one_of(end, "点")?)))?;
            one(Step::Clock { hour: hour - 1, minute: Some(60 - minutes), second: None }, end)
        }
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
        Word::Relative { unit, shift, is_back, part } => {
            Some(([Some(Step::Relative { unit, shift, is_back }), part.map(Step::Part)], end))
        }
        Word::Shift { shift, is_back } => shifted(reader, shift, is_back, end),
        Word::Weekday(day) => one(Step::Weekday(day), end),
        Word::Month(month) => one(Step::Month(month), end),
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
            let has_more = last.is_some() || end.1 || reader.is_all(at, end.0) || reader.any(end.0, &["当天", "当日", "前夕", "晚"]).is_some();
            // 国庆路 is a street.
            let is_place = reader.one_of(end.0, "路街村镇乡站桥").is_some_and(|after| reader.is_boundary(after)) && last.is_none();
            if is_place {
                return None;
            }
            // 十一 is a number before 月.
            let is_number = needs_more && reader.one_of(end.0, "月日号点时年个").is_some();
            ((!needs_more || has_more) && !is_number).then(|| one(Step::Festival(rule), end.0)).flatten()
        }
        Word::Unit(_) | Word::Direction(_) | Word::Adverb | Word::Stretch { .. } | Word::Ref(_) | Word::Feast => None,
    }
}

/// What belongs to the name of a festival behind it: 春节 假期; and whether something does.
fn feast(reader: &Reader<'_>, at: usize) -> (usize, bool) {
    let mut end = at;
    for _ in 0..2 {
        match reader.word(end, |word| (word == Word::Feast).then_some(())).filter(|&(_, end)| reader.is_boundary(end)) {
            Some(((), after)) => end = after,
            None => break,
        }
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
        let (number, end) = if is_first { (1, at) } else { reader.number(at).and_then(|(number, end)| Some((number.within(1, 53)?, end)))? };
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
    if phrase.count == 0 && let Some(found) = plan(reader, at, Some) {
        return Some(found);
    }
    let (number, end) = reader.number(at)?;
    if number.is_unknown || number.is_more {
        return None;
    }
    if let Some(found) = clock(reader, phrase, at, &number, end) {
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
            let is_of_era = reader.text[..at].ends_with("公元");
            let step = year(&number).or_else(|| number.whole().filter(|year| is_of_era && (1..1000).contains(year)).map(|year| Step::Year(year as i16)))?;
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
            if phrase.is_lunar { one(Step::LunarMonth { month, is_leap: false }, end) } else { month_step(reader, month, end, &number) }
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

/// 三月, with the day of the Chinese calendar behind it: 三月初八.
fn month_step(reader: &Reader<'_>, month: u8, end: usize, number: &Number) -> Option<(Steps, usize)> {
    let is_lunar = reader.one_of(end, "初").is_some_and(|end| reader.number(end).is_some()) || reader.one_of(end, "廿").is_some();
    let _ = number;
    if is_lunar { one(Step::LunarMonth { month, is_leap: false }, end) } else { one(Step::Month(month), end) }
}

/// The unit at a place by its last character, and where it ends.
fn unit_of(reader: &Reader<'_>, at: usize) -> Option<(char, usize)> {
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
        matches!(tag, Tag::Noun | Tag::NounMorpheme | Tag::PlaceName | Tag::PersonName | Tag::OrganizationName | Tag::OtherName | Tag::Latin | Tag::Abbreviation | Tag::PlaceWord)
    };
    let before = if reader.token_before(start).is_some_and(|token| token.text(reader.text) == "月") { None } else { before };
    if unit == '日' {
        return number.is_arabic || number.lower > 10_000;
    }
    let text_before = reader.token_before(start).map_or("", |token| token.text(reader.text));
    !(behind.is_some_and(|tag| is_name(tag) || matches!(tag, Tag::Measure | Tag::Attributive | Tag::NominalVerb)) || before.is_some_and(|tag| is_name(tag) || tag == Tag::Adjective) || text_before.ends_with(['第', '-', '第']))
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

/// A time of day: 9时30分, 3点半, 15:30, 3:15pm.
fn clock(reader: &Reader<'_>, phrase: &Phrase, at: usize, number: &Number, end: usize) -> Option<(Steps, usize)> {
    let hour = number.within(0, 24)?;
    let make = |hour: u8, minute, second, end| one(Step::Clock { hour, minute, second }, end);
    if number.is_arabic && number.digits <= 2 && let Some(colon) = reader.one_of(end, ":") {
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
    if let Some((value, end)) = reader.number(sign).filter(|(value, _)| !value.is_unknown) {
        let zero = reader.one_of(sign, "零〇0").is_some();
        let minute = value.within(0, 59)?;
        if let Some(end) = reader.one_of(reader.blanks(end), "分") {
            let (second, end) = match reader.number(reader.blanks(end)) {
                Some((second, after)) => match reader.one_of(reader.blanks(after), "秒") {
                    Some(after) => (second.within(0, 59), after),
                    None => (None, end),
                },
                None => (None, reader.eat(end, "钟").unwrap_or(end)),
            };
            return make(hour, Some(minute), second, end);
        }
        // 三点十五, 11点05; but 六点五 is a decimal.
        let is_minute = minute >= 10 && value.digits != 1 || zero && value.digits == 2;
        return (is_minute && !is_hour && is_time_of_day(reader, phrase, at, end)).then(|| make(hour, Some(minute), None, end))?;
    }
    let end = reader.any(at_sign, &["钟整", "正", "整", "钟"]).unwrap_or(at_sign);
    let end = reader.any(end, &["许", "多钟", "多"]).filter(|&end| reader.is_boundary(end)).unwrap_or(end);
    let is_certain = is_hour && number.is_arabic || end > at_sign || phrase.count > 0 || is_hour && hour == 0;
    (is_certain || is_time_of_day(reader, phrase, at, end)).then(|| make(hour, None, None, end))?
}

/// Whether what stands behind 三点 leaves it a time of day, and not a count of points.
fn is_time_of_day(reader: &Reader<'_>, phrase: &Phrase, start: usize, end: usize) -> bool {
    let more = reader.any(end, &["前", "后", "之前", "之后", "以前", "以后", "起", "左右", "到", "至", "-", "—", "~", "～", "才", "就", "开始"]);
    let closes = || matches!(reader.tag(end), None | Some(Tag::Punctuation | Tag::NonWord | Tag::Particle | Tag::Modal));
    let is_second = || reader.text[..start].ends_with(['到', '至', '-', '—', '~', '～']);
    // 一点 is a little.
    let is_word = || &reader.text[start..end] == "一点" || &reader.text[start..end] == "一點";
    phrase.count > 0 || (more.is_some() || is_second() || closes()) && !is_word()
}

fn two_digits(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    let (number, end) = reader.number(at)?;
    (number.is_arabic && number.digits == 2).then(|| Some((number.within(0, 99)?, end)))?
}

/// 半, 一刻, 三刻 behind the hour.
fn quarter_or_half(reader: &Reader<'_>, at: usize) -> Option<(u8, usize)> {
    for (word, minute) in [("半", 30), ("一刻", 15), ("1刻", 15), ("三刻", 45), ("3刻", 45)] {
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

/// A date in figures: 2022-03-08, 2022/3/8, 2022.03.08, 20220308, 2022 03 08, 3/8/2022.
fn numeric_date(reader: &Reader<'_>, phrase: &mut Phrase, start: usize, from: usize) -> Option<usize> {
    let digits = |at: usize| {
        let mut end = at;
        let mut value = 0_u32;
        while let Some((c @ '0'..='9', after)) = reader.next(end) {
            if after - at > 24 {
                return None;
            }
            value = value.checked_mul(10)?.checked_add(c as u32 - u32::from(b'0'))?;
            end = after;
        }
        let count = reader.text[at..end].chars().count();
        (count > 0).then_some((value, count, end))
    };
    let (first, count, end) = digits(start)?;
    let before = reader.text[..start].chars().next_back().map_or(' ', |c| reader.words.fold(c));
    if before.is_ascii_alphanumeric() || before == '.' || before == '/' {
        return None;
    }
    let small = |value: u32| u8::try_from(value).ok();
    let mut finish = |year: Option<u32>, month: u32, day: Option<u32>, end: usize| {
        let year = year.map(i16::try_from).transpose().ok()?;
        let (month, day) = (small(month).filter(|month| (1..=12).contains(month))?, day.map(small));
        if day.is_some_and(|day| day.is_none_or(|day| !(1..=31).contains(&day))) {
            return None;
        }
        let steps = [year.map(Step::Year), Some(Step::Month(month)), day.flatten().map(Step::Day)];
        steps.into_iter().flatten().all(|step| phrase.push(step, end)).then_some(end)
    };
    let ends = |end: usize| {
        let sign = reader.char(end);
        let goes_on = matches!(sign, '.' | '-' | '/') && reader.next(end).is_some_and(|(_, end)| reader.char(end).is_ascii_digit());
        !matches!(sign, '0'..='9' | 'a'..='z' | '%') && (!goes_on || sign == '-' && reader.text[start..end].contains('/'))
    };
    if count == 8 && (1_900_01_01..2_100_00_00).contains(&first) && ends(end) && before != '-' {
        return finish(Some(first / 10_000), first / 100 % 100, Some(first % 100), end);
    }
    let (sign, after) = reader.next(end)?;
    if !matches!(sign, '-' | '/' | '.' | ' ' | '·' | '—' | '－') {
        return None;
    }
    let (second, second_count, end) = digits(after)?;
    if second_count > 2 {
        return None;
    }
    let third = reader.next(end).filter(|&(c, _)| c == sign || sign == '.' && c == '-').and_then(|(_, after)| digits(after));
    let behind_year = |end| !matches!(reader.char(end), '年' | '月' | '个' | '万' | '亿' | '元');
    if count == 4 && (1000..=2999).contains(&first) {
        if let Some((third, third_count, end)) = third {
            // A clock may stand right behind a date with two digits for each part: 2021-09-0910:09.
            if third_count == 4 && second_count == 2 && reader.char(end) == ':' {
                let end = end - reader.text[..end].chars().rev().take(2).map(char::len_utf8).sum::<usize>();
                return finish(Some(first), second, Some(third / 100), end);
            }
            let is_date = third_count <= 2 && (sign != ' ' || third_count == 2 && second_count == 2) && (ends(end) || reader.char(end) == 't' || reader.char(end) == '-');
            return (is_date && behind_year(end)).then(|| finish(Some(first), second, Some(third), end))?;
        }
        let is_month = second_count == 2 && sign != ' ' && sign != '/' && (1900..=2099).contains(&first) && (1..=12).contains(&second);
        let is_sure = sign == '-' && joiner(reader, end).is_none() || reader.is_all(from, end) || joiner(reader, end).is_some_and(|at| digits(at).is_some_and(|(_, count, _)| count == 4));
        return (is_month && is_sure && ends(end) && behind_year(end)).then(|| finish(Some(first), second, None, end))?;
    }
    if count > 2 || sign == ' ' {
        return None;
    }
    if let Some((third, third_count, end)) = third.filter(|_| ends(end) || true) {
        let is_safe = sign != '.' || third_count == 4;
        if !is_safe || !ends(end) || !matches!(third_count, 1 | 2 | 4) {
            return None;
        }
        let pivot = |year: u32| if year >= 50 { 1900 + year } else { 2000 + year };
        return match third_count {
            // Day first, or month first where that is none: 13.5.2015, 5/13/2015.
            4 if second <= 12 => finish(Some(third), second, Some(first), end),
            4 => finish(Some(third), first, Some(second), end),
            _ if sign == '/' && third > 12 => finish(Some(pivot(third)), first, Some(second), end),
            _ if sign == '-' && second <= 12 && third <= 31 && first > 0 => {
                // 27-7-3 and 12-11-10 begin with the year; 3-7-27 with its month.
                if first > 12 || count == 2 && second_count == 2 { finish(Some(pivot(first)), second, Some(third), end) } else { finish(Some(pivot(third)), second, Some(first), end) }
            }
            _ => None,
        };
    }
    // 2/15 alone may be a fraction, 2.12 a number.
    let is_certain = reader.is_all(from, end) || sign == '/' && matches!(reader.char(reader.blanks(end)), '早' | '晚' | '上' | '下');
    is_certain.then(|| finish(None, first, Some(second), end))?
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
    let takes_unit = matches!(phrase.last(), Some(Step::Year(_) | Step::ShortYear(_) | Step::Month(_) | Step::Day(_) | Step::Quarters(..) | Step::Century(_) | Step::Decade(_) | Step::Clock { minute: None, .. }));
    is_figure && takes_unit && borrowed(reader, phrase.end).is_some_and(has_unit)
}
