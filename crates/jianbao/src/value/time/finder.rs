//! Goes through the tokens of a text, takes the longest time that begins at each, and keeps what later times count from.

use jiff::civil::{Date, DateTime};

use super::calendar::{Edge, Grain, Interval, Unit};
use super::duration::{self, Direction, Duration};
use super::phrase::{self, Phrase, Step};
use super::reader::Reader;
use super::resolve::{Frame, Outcome};
use super::words::{Word, words};
use super::{Found, Modifier, Prefer, Reference, Time, TimeKind, set, timex};
use crate::token::{Tag, Token};

/// Bytes between a time and one that takes its year, month or day from it: some eighty characters.
const NEAR: usize = 240;
/// Tokens that name the zone of a time at most: 美国 东部 时间.
const ZONE: usize = 4;

/// Whether words that look like a time say how rather than when: 一时间, 瞬间.
pub(crate) fn is_adverb(text: &str) -> bool {
    words().at(text).any(|(end, word)| end == text.len() && word == Word::Adverb)
}

pub(super) fn find(text: &str, tokens: &[Token], reference: Option<Reference>, prefer: Prefer, out: &mut Vec<Found<Time>>) {
    let reader = Reader { text, tokens, words: words() };
    let mut finder = Finder { reader, reference, prefer, last: None, year: None, month: None, day: None };
    let mut next = 0;
    for token in tokens {
        if token.start < next || !reader.words.begins(&text[token.start..]) {
            continue;
        }
        if let Some(found) = finder.read(token.start, next) {
            next = found.end;
            out.push(found);
        }
    }
}

/// What the words of a time are. Lives on the stack for a moment, so the size of its variants is no matter.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)]
enum Item {
    Set(String),
    Point(Phrase),
    Range(Phrase, Phrase),
    Directed(Direction, Duration),
    Duration(Duration),
    Stretch(Interval),
    Ref(&'static str),
    /// 公元前221年, with the day if it is said: no interval has it.
    BeforeChrist(String),
}

/// What the words around a time make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    None,
    /// 截至
    Until,
    /// 起, 以来
    From,
    /// 至今
    ToNow,
    Before,
    After,
    /// 左右, 前夕
    Approx,
    Eve,
    /// 去年同期: the time before it in the text, in another year.
    Same,
}

#[derive(Debug)]
struct Finder<'t> {
    reader: Reader<'t>,
    reference: Option<Reference>,
    prefer: Prefer,
    last: Option<Interval>,
    /// The last times that name a year, a month, a day, and where they end.
    year: Option<(DateTime, usize)>,
    month: Option<(DateTime, usize)>,
    day: Option<(Date, usize)>,
}

impl Finder<'_> {
    /// The time that begins at a place; `previous` is where the one before it ends.
    fn read(&mut self, start: usize, previous: usize) -> Option<Found<Time>> {
        let (item, end) = self.item(start)?;
        let reader = self.reader;
        let (suffix, end) = match item {
            Item::Point(_) | Item::Range(..) | Item::Stretch(_) => suffix(&reader, &item, end),
            Item::Duration(_) => match reader.eat(end, "左右").filter(|&after| reader.is_boundary(after)) {
                Some(after) => (Bound::Approx, after),
                None => (Bound::None, end),
            },
            _ => (Bound::None, end),
        };
        if !self.stands_alone(&item, start, end) {
            return None;
        }
        let begin = match item {
            // 再过三天: the words before the number stand outside, as 约 does.
            Item::Directed(Direction::Later, _) => {
                reader.any(start, &["再过", "过"]).filter(|_| !reader.is_all(start, end)).unwrap_or(start)
            }
            _ => zone(&reader, start, previous),
        };
        let (bound, begin, end) = self.bound(suffix, begin, end, previous, &item);
        let value = self.value(&item, start, end, bound);
        Some(Found { start: begin, end, value })
    }

    /// The longest of what may begin at a place.
    fn item(&self, start: usize) -> Option<(Item, usize)> {
        let reader = &self.reader;
        let tag = reader.tag(start);
        let mut best: Option<(Item, usize)> = None;
        let mut offer = |item: Item, end: usize| {
            if best.as_ref().is_none_or(|&(_, longest)| end > longest) {
                best = Some((item, end));
            }
        };
        let duration = duration::read(reader, start);
        if set::may_begin(tag)
            && let Some((value, end)) = set::read(reader, start, duration)
        {
            offer(Item::Set(value), end);
        }
        for (end, word) in reader.words(start) {
            match word {
                Word::Stretch { unit, first, last } if reader.is_boundary(end) => {
                    let now = self.reference.map(|reference| reference.moment);
                    let stretch = now.and_then(|now| {
                        let from = unit.after(unit.start(now)?, first.into())?;
                        Some(Interval::new(from, unit.after(from, i64::from(last - first) + 1)?, unit.grain()))
                    });
                    offer(stretch.map_or(Item::Ref("XXXX-XX-XX"), Item::Stretch), end);
                }
                Word::Ref(value)
                    if reader.is_boundary(end) && !matches!(tag, Some(Tag::Verb | Tag::Adjective)) && is_adverbial(reader, start, end) =>
                {
                    offer(Item::Ref(value), end);
                }
                _ => {}
            }
        }
        if let Some((timex, end)) = before_christ(reader, start) {
            offer(Item::BeforeChrist(timex), end);
        }
        if let Some((item, end)) = point(reader, start) {
            offer(item, end);
        }
        let directed = duration::directed(reader, start, duration)
            .filter(|(direction, ..)| *direction != Direction::Within || self.prefer == Prefer::Future && self.reference.is_some());
        if let Some((direction, duration, end)) = directed {
            offer(Item::Directed(direction, duration), end);
        }
        if let Some((duration, end)) = duration {
            offer(Item::Duration(duration), end);
        }
        best
    }

    /// Whether the words stand for a time here: a score is none, and neither is a weekday in a name.
    fn stands_alone(&self, item: &Item, start: usize, end: usize) -> bool {
        let before = self.reader.token_before(start);
        let words_before = before.map_or("", |token| token.text(self.reader.text));
        match item {
            Item::Point(phrase) | Item::Range(phrase, _) => match phrase.first() {
                Some(Step::Clock { .. }) => {
                    let is_score = matches!(words_before, "以" | "比分" | "比" | "第")
                        || self.reader.token(end).is_some_and(|token| {
                            matches!(token.text(self.reader.text), "战胜" | "击败" | "取胜" | "大胜" | "险胜" | "获胜" | "胜" | "负于")
                        });
                    !is_score
                }
                _ => words_before != "第",
            },
            Item::Duration(_) | Item::Directed(..) => words_before != "第",
            _ => true,
        }
    }

    /// What stands before and behind a time. It belongs to the value; to the span only where nothing else stands in the text.
    fn bound(&self, suffix: Bound, begin: usize, end: usize, previous: usize, item: &Item) -> (Bound, usize, usize) {
        let reader = &self.reader;
        let before = &reader.text[previous.min(begin)..begin];
        let opener = |words: &[&'static str]| words.iter().find(|word| before.ends_with(**word)).map(|word| begin - word.len());
        let until = opener(&["截至到", "截止到", "截至", "截止", "截止至"]);
        let since_then = opener(&["自从", "自"]);
        let from = since_then.or_else(|| opener(&["从"]));
        let approx = opener(&["大约", "约"]);
        let since = reader.any(end, &["以来", "起至今", "开始", "起", "来"]).filter(|&after| reader.is_boundary(after) || from.is_some());
        let is_point = matches!(item, Item::Point(_) | Item::Range(..) | Item::Ref(_));
        let bound = match suffix {
            Bound::None if until.is_some() && is_point => Bound::Until,
            Bound::None if since.is_some() && is_point => Bound::From,
            Bound::None if since_then.is_some() && matches!(item, Item::Point(_)) => Bound::From,
            Bound::None if approx.is_some() => Bound::Approx,
            suffix => suffix,
        };
        let outer_begin = until.or(from).or(approx).unwrap_or(begin);
        let outer_end = if matches!(bound, Bound::From) { since.unwrap_or(end) } else { reader.eat(end, "止").unwrap_or(end) };
        if (outer_begin, outer_end) != (begin, end) && reader.is_all(outer_begin, outer_end) {
            return (bound, outer_begin, outer_end);
        }
        (bound, begin, end)
    }

    fn frame(&self, start: usize, end: usize) -> Frame {
        let near = |at: usize| start - at <= NEAR && !self.reader.text[at..start].contains('\n');
        let sentence = |at: usize| near(at) && !self.reader.text[at..start].contains('。');
        let reference = self.reference.map(|reference| reference.moment);
        Frame {
            reference,
            has_clock: self.reference.is_some_and(|reference| reference.has_clock),
            prefer: self.tense(start, end).unwrap_or(self.prefer),
            last: self.last,
            year: self.year.filter(|&(_, at)| near(at)).map(|(year, _)| year),
            month: self.month.filter(|&(_, at)| sentence(at)).map(|(month, _)| month),
            day: self.day.filter(|&(_, at)| near(at)).map(|(day, _)| day),
            compares: self.reader.token_before(start).is_some_and(|token| matches!(token.text(self.reader.text), "比" | "较")),
            first: None,
        }
    }

    /// Words beside a time that say that it is past or to come: 将于3月8日, 3月8日将举行.
    fn tense(&self, start: usize, end: usize) -> Option<Prefer> {
        let reader = &self.reader;
        let words = |token: &Token| token.text(reader.text).to_owned();
        let behind = reader.token(end).filter(|token| token.tag != Tag::Preposition).map(words);
        if behind.is_some_and(|word| matches!(word.as_str(), "将" | "拟" | "即将" | "将要")) {
            return Some(Prefer::Future);
        }
        let first = reader.token_before(start)?;
        let second = || reader.token_before(first.start).map(words);
        let word = match words(first).as_str() {
            "于" | "在" | "自" | "从" | "到" => second()?,
            word => word.to_owned(),
        };
        match word.as_str() {
            "将" | "拟" | "定" | "计划" | "预计" | "即将" | "将于" | "拟于" | "定于" | "将在" | "拟在" | "预定" | "下次" => {
                Some(Prefer::Future)
            }
            "已" | "曾" | "已于" | "曾于" | "曾在" | "已经" | "曾经" => Some(Prefer::Past),
            _ => None,
        }
    }

    fn value(&mut self, item: &Item, start: usize, end: usize, bound: Bound) -> Option<Time> {
        let frame = self.frame(start, end);
        if let (Bound::Same, Item::Point(phrase)) = (bound, item) {
            return same_period(&frame, phrase);
        }
        match item {
            Item::Set(value) => Some(Time { kind: TimeKind::Set, timex: value.clone(), from: None, to: None, modifier: None }),
            Item::Duration(duration) => {
                let modifier = if bound == Bound::Approx { Some(Modifier::Approx) } else { duration.modifier };
                Some(Time { kind: TimeKind::Duration, timex: timex::of_duration(duration), from: None, to: None, modifier })
            }
            Item::Ref(value) => Some(reference(value, bound)),
            Item::BeforeChrist(timex) => Some(reference(timex, Bound::None)),
            Item::Directed(direction, duration) => {
                let is_ahead = matches!(direction, Direction::Later | Direction::FromLater | Direction::Coming | Direction::After);
                if duration.is_unknown {
                    return Some(reference(if is_ahead { "FUTURE_REF" } else { "PAST_REF" }, Bound::None));
                }
                match frame.directed(*direction, duration) {
                    Some(interval) => {
                        let bound = match direction {
                            Direction::UntilAgo => Bound::Until,
                            Direction::FromLater => Bound::From,
                            _ => Bound::None,
                        };
                        Some(time(&interval, bound, duration.modifier.map(|_| Modifier::Approx)))
                    }
                    None => Some(Time {
                        kind: TimeKind::Duration,
                        timex: timex::of_duration(duration),
                        from: None,
                        to: None,
                        modifier: duration.modifier,
                    }),
                }
            }
            Item::Stretch(interval) => Some(time(interval, bound, None)),
            Item::Point(phrase) => match frame.resolve(phrase) {
                Outcome::Interval(interval) => {
                    self.remember(phrase, &interval, &frame, end);
                    let interval = if bound == Bound::ToNow { Interval { to: frame.reference?, ..interval } } else { interval };
                    Some(time(&interval, bound, None))
                }
                Outcome::Unresolved => Some(unresolved(phrase, timex::of_phrase(phrase), bound)),
                Outcome::Invalid => None,
            },
            Item::Range(first, second) => self.range(&frame, first, second, end, bound),
        }
    }

    fn range(&mut self, frame: &Frame, first: &Phrase, second: &Phrase, end: usize, bound: Bound) -> Option<Time> {
        let from = match frame.resolve(first) {
            Outcome::Interval(from) => from,
            Outcome::Unresolved => {
                return Some(unresolved(first, format!("{}/{}", timex::of_phrase(first), timex::of_phrase(second)), bound));
            }
            Outcome::Invalid => return None,
        };
        let behind = Frame { first: Some(from), last: Some(from), year: None, month: None, ..*frame };
        let Outcome::Interval(to) = behind.resolve(second) else { return None };
        if to.to <= from.from {
            return None;
        }
        self.remember(first, &from, frame, end);
        // A day is in a range that ends with it, the hour that ends a range is not.
        let is_clock = matches!(to.grain, Grain::Hour | Grain::Minute | Grain::Second);
        let whole = Interval::new(from.from, if is_clock { to.from } else { to.to }, from.grain.max(to.grain));
        let timex = if from.grain == to.grain && from.part.is_none() && !is_clock {
            format!("{}/{}", timex::of_interval(&from), timex::of_interval(&to))
        } else {
            timex::of_ends(&from, &to)
        };
        Some(Time { timex, ..time(&whole, bound, None) })
    }

    /// Keeps what later times may count from.
    fn remember(&mut self, phrase: &Phrase, interval: &Interval, frame: &Frame, end: usize) {
        self.last = Some(*interval);
        let names_year = phrase.steps().any(|step| step.grain() == Grain::Year);
        let names_month = phrase.steps().any(|step| matches!(step, Step::Month(_)));
        if names_year || names_month && frame.year.is_some() {
            self.year = Some((interval.from, end));
        }
        if names_month || self.month.is_some() && frame.month.is_some() && matches!(phrase.first(), Some(Step::Day(_))) {
            self.month = Some((interval.from, end));
        }
        if interval.grain >= Grain::Day {
            self.day = Some((interval.from.date(), end));
        }
    }
}

/// Whether a vague time says when: the future that one goes towards (走向未来), or of which something is made (未来产业), does not.
fn is_adverbial(reader: &Reader<'_>, start: usize, end: usize) -> bool {
    let is_noun = matches!(reader.tag(end), Some(Tag::Noun | Tag::NominalVerb));
    let is_object = reader.token_before(start).is_some_and(|token| {
        matches!(token.tag, Tag::Verb | Tag::Preposition | Tag::Adjective | Tag::Particle) && token.text(reader.text) != "在"
    });
    !matches!(&reader.text[start..end], "未来" | "将来") || !is_noun && !is_object
}

/// A year before Christ, or a month or day of it: 公元前221年, 公元前44年3月15日.
fn before_christ(reader: &Reader<'_>, start: usize) -> Option<(String, usize)> {
    let (year, end) = reader.number(reader.any(start, &["公元前", "纪元前"])?)?;
    // A row of digits is a number by them: 一九九四.
    let year = if year.digits >= 3 { year.by_digits } else { year.whole()? };
    let end = reader.eat(end, "年")?;
    let timex = format!("BC{year:04}");
    let date = phrase::read(reader, end).filter(|date| date.steps().all(|step| matches!(step, Step::Month(_) | Step::Day(_))));
    let (timex, end) = match date {
        Some(date) => (timex::of_phrase(&date).replacen("XXXX", &timex, 1), date.end),
        None => (timex, end),
    };
    (year < 10_000).then_some((timex, end))
}

/// A phrase, or two with a word of range between them.
fn point(reader: &Reader<'_>, start: usize) -> Option<(Item, usize)> {
    let first = phrase::read(reader, start)?;
    let second =
        phrase::joiner(reader, first.end).and_then(|at| phrase::read(reader, at)).filter(|second| phrase::may_follow(&first, second));
    if let Some(second) = second {
        let end = reader.any(second.end, &["期间", "间"]).filter(|&end| reader.is_boundary(end)).unwrap_or(second.end);
        return Some((Item::Range(first, second), end));
    }
    if phrase::is_borrowing(reader, &first) {
        return None;
    }
    // 2015年和2018年之间.
    let between = reader
        .any(first.end, &["和", "与", "跟"])
        .and_then(|at| phrase::read(reader, at))
        .and_then(|second| Some((second, reader.any(second.end, &["之间", "间"])?)));
    if let Some((second, end)) = between.filter(|&(_, end)| reader.is_boundary(end)) {
        return Some((Item::Range(first, second), end));
    }
    Some((Item::Point(first), first.end))
}

/// The last time of the text in the year of a phrase; `None` if it is no part of a year.
fn same_period(frame: &Frame, phrase: &Phrase) -> Option<Time> {
    let Outcome::Interval(year) = frame.resolve(phrase) else { return None };
    let last = frame.last.filter(|last| (Grain::Half..=Grain::Day).contains(&last.grain))?;
    let years = i64::from(year.from.year()) - i64::from(last.from.year());
    let same = Interval { from: Unit::Year.after(last.from, years)?, to: Unit::Year.after(last.to, years)?, ..last };
    Some(time(&same, Bound::None, None))
}

/// Words behind a phrase that belong to its span.
fn suffix(reader: &Reader<'_>, item: &Item, end: usize) -> (Bound, usize) {
    const WORDS: [(&str, Bound); 25] = [
        ("及之前", Bound::Until),
        ("或之前", Bound::Until),
        ("及以前", Bound::Until),
        ("及之后", Bound::From),
        ("或之后", Bound::From),
        ("及以后", Bound::From),
        ("之前", Bound::Before),
        ("以前", Bound::Before),
        ("前夕", Bound::Eve),
        ("前夜", Bound::Eve),
        ("前后", Bound::Approx),
        ("左右", Bound::Approx),
        ("前", Bound::Before),
        ("之后", Bound::After),
        ("以后", Bound::After),
        ("后", Bound::After),
        ("同期", Bound::Same),
        ("全年", Bound::None),
        ("的一天", Bound::None),
        ("至今", Bound::ToNow),
        ("迄今", Bound::ToNow),
        ("到现在", Bound::ToNow),
        ("期间", Bound::None),
        ("间", Bound::None),
        ("许", Bound::Approx),
    ];
    let is_day = matches!(item, Item::Point(phrase) if phrase.last().is_some_and(|step| step.grain() == Grain::Day));
    let first = reader.char(end);
    for (word, bound) in WORDS.into_iter().filter(|(word, _)| word.starts_with(first)) {
        let Some(after) = reader.eat(end, word).filter(|&after| reader.is_boundary(after)) else { continue };
        let fits = match word {
            "前夕" | "前夜" => is_day,
            "的一天" => matches!(item, Item::Point(phrase) if phrase.last().is_some_and(|step| step.grain() == Grain::Month)),
            "同期" => matches!(item, Item::Point(phrase) if phrase.last().is_some_and(|step| step.grain() == Grain::Year)),
            _ => true,
        };
        if fits {
            return (bound, after);
        }
    }
    (Bound::None, end)
}

/// Where the zone begins that stands before a time: 北京时间, 美国东部时间; the time itself if there is none.
fn zone(reader: &Reader<'_>, start: usize, previous: usize) -> usize {
    let Some(word) = reader.token_before(start).filter(|token| token.text(reader.text) == "时间") else { return start };
    let mut begin = word.start;
    for _ in 0..ZONE {
        let is_zone = |token: &&Token| {
            matches!(token.tag, Tag::PlaceName | Tag::Abbreviation | Tag::Localizer | Tag::PlaceWord) || token.text(reader.text) == "当地"
        };
        match reader.token_before(begin).filter(is_zone) {
            Some(token) if token.start >= previous => {
                begin = token.start;
                if token.text(reader.text) == "当地" {
                    break;
                }
            }
            _ => break,
        }
    }
    if begin == word.start { start } else { begin }
}

fn kind(grain: Grain) -> TimeKind {
    if grain >= Grain::Part { TimeKind::Time } else { TimeKind::Date }
}

fn reference(value: &str, bound: Bound) -> Time {
    let modifier = (bound == Bound::Until).then_some(Modifier::OnOrBefore);
    Time { kind: TimeKind::Date, timex: value.to_owned(), from: None, to: None, modifier }
}

fn unresolved(phrase: &Phrase, timex: String, bound: Bound) -> Time {
    let grain = phrase.last().map_or(Grain::Day, Step::grain);
    Time { kind: kind(grain), timex, from: None, to: None, modifier: modifier(bound) }
}

fn modifier(bound: Bound) -> Option<Modifier> {
    match bound {
        Bound::None | Bound::ToNow | Bound::Same => None,
        Bound::Until => Some(Modifier::OnOrBefore),
        Bound::From => Some(Modifier::OnOrAfter),
        Bound::Before => Some(Modifier::Before),
        Bound::After => Some(Modifier::After),
        Bound::Approx | Bound::Eve => Some(Modifier::Approx),
    }
}

/// The record's form of an interval between bounds.
fn time(interval: &Interval, bound: Bound, own: Option<Modifier>) -> Time {
    let mut interval = *interval;
    if bound == Bound::Eve
        && let (Some(from), Some(to)) = (Unit::Day.after(interval.from, -1), Some(interval.from))
    {
        interval = Interval { from, to, ..interval };
    }
    let edge = interval.edge.map(|edge| match edge {
        Edge::Start => Modifier::Start,
        Edge::Mid => Modifier::Mid,
        Edge::End => Modifier::End,
    });
    let is_clock = matches!(interval.grain, Grain::Hour | Grain::Minute | Grain::Second);
    let (from, to) = (Some(interval.from.to_string()), Some(interval.to.to_string()));
    let (from, to) = match bound {
        Bound::Until => (None, to),
        Bound::From => (from, None),
        // 年底前: before the year ends.
        Bound::Before if interval.edge == Some(Edge::End) => (None, to),
        Bound::Before => (None, from),
        Bound::After if is_clock => (from, None),
        Bound::After => (to, None),
        _ => (from, to),
    };
    Time { kind: kind(interval.grain), timex: timex::of_interval(&interval), from, to, modifier: modifier(bound).or(own).or(edge) }
}
