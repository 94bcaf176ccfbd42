//! From the steps of a phrase to an interval: each narrows the one before it, and the first looks for its place in the calendar.

use jiff::civil::{Date, DateTime, Weekday};

use super::Prefer;
use super::calendar::{Edge, Grain, Interval, Part, Unit, days_after, midnight};
use super::duration::{Direction, Duration};
use super::lunar;
use super::phrase::{Phrase, Step};
use super::words::Rule;

/// Where in time a text stands when it comes to a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// What 今天 counts from.
    pub(super) reference: Option<DateTime>,
    /// Whether the reference has a time of day.
    pub(super) has_clock: bool,
    pub(super) prefer: Prefer,
    /// The last time that the text speaks of.
    pub(super) last: Option<Interval>,
    /// The same if it stands just before and names its year, or its month.
    pub(super) year: Option<DateTime>,
    pub(super) month: Option<DateTime>,
    /// The same if it is a day and stands just before.
    pub(super) day: Option<Date>,
    /// Whether a comparison stands before the phrase: 比 上月, where the month before that of the text is meant.
    pub(super) compares: bool,
    /// The first end of a range, of which the phrase is the second.
    pub(super) first: Option<Interval>,
}

/// What a phrase comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Interval(Interval),
    /// There is nothing to count from.
    Unresolved,
    /// No calendar has it: 2月30日.
    Invalid,
}

/// Years that are looked through for a date that not every year has.
const REACH: i64 = 12;
/// Seconds to a day of the next month that is meant where a month stands just before: seven days.
const SOON: i64 = 7 * 24 * 60 * 60;

impl Frame {
    /// The interval of a phrase.
    pub(super) fn resolve(&self, phrase: &Phrase) -> Outcome {
        let mut current: Option<Interval> = None;
        let mut is_open = false;
        for step in phrase.steps() {
            match self.narrow(current, step, phrase) {
                Some(interval) => current = Some(interval),
                None if current.is_none() && self.needs_base(step) => is_open = true,
                None if is_open => {}
                None => return Outcome::Invalid,
            }
            if is_open {
                return Outcome::Unresolved;
            }
        }
        current.map_or(Outcome::Unresolved, Outcome::Interval)
    }

    /// Whether a first step finds no place only for want of something to count from.
    fn needs_base(&self, step: Step) -> bool {
        let is_bound = matches!(step, Step::Century(_) | Step::Year(_) | Step::Plan(_));
        !is_bound && self.base().is_none() && self.first.is_none() || matches!(step, Step::Part(_))
    }

    fn base(&self) -> Option<DateTime> {
        self.reference.or_else(|| self.last.map(|last| last.from))
    }

    fn narrow(&self, current: Option<Interval>, step: Step, phrase: &Phrase) -> Option<Interval> {
        match step {
            Step::Century(number) => {
                let first = Date::new((i16::from(number) - 1) * 100 + i16::from(number == 1), 1, 1).ok()?;
                Some(Interval::new(midnight(first), midnight(Date::new(i16::from(number) * 100, 1, 1).ok()?), Grain::Century))
            }
            Step::Decade(decade) => {
                let first = match current {
                    Some(century) => century.from.year() - century.from.year() % 100 + i16::from(decade),
                    None => {
                        let recent = 2000 + i16::from(decade);
                        recent - if recent > self.base().map_or(2000, DateTime::year) { 100 } else { 0 }
                    }
                };
                Unit::Decade.around(midnight(Date::new(first, 1, 1).ok()?), 1)
            }
            Step::Plan(number) => {
                // The third began three years late, in 1966.
                let number = i16::from(number);
                let first = if number < 3 { 1948 + 5 * number } else { 1951 + 5 * number };
                let from = midnight(Date::new(first, 1, 1).ok()?);
                Some(Interval::new(from, Unit::Year.after(from, 5)?, Grain::Plan))
            }
            Step::Year(year) => Unit::Year.around(midnight(Date::new(year, 1, 1).ok()?), 1),
            Step::ShortYear(short) => {
                // Up to ten years ahead it is one of this century.
                let now = self.base().map_or(2020, DateTime::year);
                let century = now - now % 100;
                let year = century + i16::from(short);
                let year = if year > now + 10 { year - 100 } else { year };
                Unit::Year.around(midnight(Date::new(year, 1, 1).ok()?), 1)
            }
            Step::Animal(animal) => self.choose(Unit::Year, None, |year| {
                // The year 4 was one of the rat.
                let number = year.year();
                let (first, next) = (lunar::day(number, 1, false, 1)?, lunar::day(number + 1, 1, false, 1)?);
                ((number - 4).rem_euclid(12) == i16::from(animal)).then(|| Interval::new(midnight(first), midnight(next), Grain::Year))
            }),
            Step::Relative { unit, shift, is_back } => self.relative(current, unit, shift, is_back),
            Step::Half(which, unit) => {
                let whole = match current {
                    Some(whole) => whole,
                    None => unit.around(self.base()?, 1)?,
                };
                half(whole, which, unit)
            }
            // Quarters are spoken of when they are over, or nearly: the nearest is meant whatever a text prefers.
            Step::Quarters(first, last) => {
                Self { prefer: if self.prefer == Prefer::Future { Prefer::Nearest } else { self.prefer }, ..*self }.in_year(
                    current,
                    |year| {
                        let from = Unit::Quarter.after(year, i64::from(first) - 1)?;
                        Some(Interval::new(from, Unit::Quarter.after(from, i64::from(last - first) + 1)?, Grain::Quarter))
                    },
                )
            }
            Step::Season(season) => self.in_year(current, |year| {
                let term = |season: u8| if season > 4 { lunar::term(year.year() + 1, 3) } else { lunar::term(year.year(), season * 6 - 3) };
                Some(Interval::new(midnight(term(season)?), midnight(term(season + 1)?), Grain::Season))
            }),
            Step::Month(month) => {
                self.in_year(current, |year| Unit::Month.around(midnight(Date::new(year.year(), month.cast_signed(), 1).ok()?), 1))
            }
            Step::LunarMonth { month, is_leap } => self.in_year(current, |year| {
                let (first, length) = lunar::month(year.year(), month, is_leap)?;
                Some(Interval::new(midnight(first), midnight(days_after(first, length.into())?), Grain::Month))
            }),
            Step::Third(third) => {
                let month = current?;
                let tenth = |day: i64| days_after(month.from.date(), day).map(midnight);
                let (from, to, edge) = match third {
                    1 => (month.from, tenth(10)?, Edge::Start),
                    2 => (tenth(10)?, tenth(20)?, Edge::Mid),
                    3 => (tenth(20)?, month.to, Edge::End),
                    4 => (tenth(10)?, month.to, Edge::End),
                    _ => (month.from, tenth(20)?, Edge::Start),
                };
                Some(Interval { edge: Some(edge), ..Interval::new(from, to, Grain::Month) })
            }
            Step::Edge(edge) => at_edge(current?, edge),
            _ => self.within(current, step, phrase),
        }
    }

    /// The steps that lie in a year or month: days, weeks, times of day.
    fn within(&self, current: Option<Interval>, step: Step, phrase: &Phrase) -> Option<Interval> {
        match step {
            Step::Some { unit, count, is_last } => {
                let whole = match current {
                    Some(whole) => whole,
                    None => Unit::Year.around(self.base()?, 1)?,
                };
                let count = i64::from(count);
                let (from, to) =
                    if is_last { (unit.after(whole.to, -count)?, whole.to) } else { (whole.from, unit.after(whole.from, count)?) };
                (from >= whole.from && to <= whole.to).then_some(Interval::new(from, to, unit.grain()))
            }
            Step::Nth { unit, number } => nth(current?, unit, number),
            Step::NthWeekday { number, weekday } => {
                let whole = match current {
                    Some(whole) => whole,
                    None => Unit::Month.around(self.base()?, 1)?,
                };
                nth_weekday(whole, number, weekday)
            }
            Step::Weekday(weekday) => match current {
                Some(day) if day.grain == Grain::Day => Some(day),
                Some(week) => weekday_of(week.from, weekday),
                None => self.choose(Unit::Week, None, |week| weekday_of(week, weekday)),
            },
            Step::Day(day) => {
                let in_month = |month: DateTime| Interval::day(Date::new(month.year(), month.month(), day.cast_signed()).ok()?);
                match current {
                    Some(month) if month.grain == Grain::Month => in_month(month.from),
                    _ => self.choose(Unit::Month, self.month, in_month),
                }
            }
            Step::LunarDay(day) => {
                let month = current?;
                let length = month.from.date().until(month.to.date()).ok()?.get_days();
                (i32::from(day) <= length).then(|| Interval::day(days_after(month.from.date(), i64::from(day) - 1)?))?
            }
            Step::Festival(rule) => self.in_year(current, |year| Interval::day(festival(rule, year.year())?)),
            Step::Part(part) => {
                let day = match current {
                    Some(day) => day.from.date(),
                    None => {
                        // A part of the day alone is any day's; an hour in it is one of the day that the text speaks of.
                        let has_clock = phrase.steps().any(|step| matches!(step, Step::Clock { .. }));
                        let day = self.first.map(|first| first.from.date()).or(self.day);
                        day.or_else(|| self.base().filter(|_| has_clock).map(DateTime::date))?
                    }
                };
                let hour = |hour: i8| if hour == 24 { days_after(day, 1).map(midnight) } else { Some(day.at(hour, 0, 0, 0)) };
                Some(Interval { part: Some(part), ..Interval::new(hour(part.from)?, hour(part.to)?, Grain::Part) })
            }
            Step::Clock { hour, minute, second } => {
                let (day, part) = match current {
                    Some(before) => (before.from.date(), before.part),
                    None => self.day_of_clock(hour, minute)?,
                };
                clock(day, part, hour, minute, second)
            }
            _ => None,
        }
    }

    /// The day of a time of day alone; behind the first end of a range the part of the day of that.
    fn day_of_clock(&self, hour: u8, minute: Option<u8>) -> Option<(Date, Option<Part>)> {
        let Some(first) = self.first else {
            return Some((self.day.or_else(|| self.base().map(DateTime::date))?, None));
        };
        let day = first.from.date();
        let at = |part| clock(day, part, hour, minute, None).filter(|second| second.from > first.from);
        let afternoon = Part { code: "AF", from: 12, to: 18 };
        // 下午3点到6点: of the two hours the one in the same part of the day.
        if let Some(part) = first.part.filter(|part| part.from >= 12) {
            return Some((day, at(Some(part)).map_or(Some(afternoon), |_| Some(part))));
        }
        if at(None).is_some() {
            return Some((day, None));
        }
        Some((days_after(day, 1)?, None))
    }

    fn relative(&self, current: Option<Interval>, unit: Unit, shift: i8, is_back: bool) -> Option<Interval> {
        let is_back = is_back || self.compares && shift < 0;
        if let Some(day) = current.filter(|current| is_back && current.grain == Grain::Day) {
            return unit.around(unit.after(day.from, shift.into())?, 1);
        }
        let last = self.last.filter(|last| is_back && (last.grain <= unit.grain() || last.grain > Grain::Day || unit.grain() < Grain::Day));
        // 当年 without a year before it is long ago.
        if is_back && unit == Unit::Year && shift == 0 && self.year.is_none() {
            return None;
        }
        let mut base = if is_back { last.map(|last| last.from).or(self.reference) } else { self.base() }?;
        if let Some(year) = current {
            base = Date::new(year.from.year(), base.month(), base.day()).ok()?.to_datetime(base.time());
        }
        let start = unit.start(base)?;
        unit.around(unit.after(start, shift.into())?, 1)
    }

    /// What begins in the year before it, or else in the year that fits best.
    fn in_year(&self, current: Option<Interval>, of: impl Fn(DateTime) -> Option<Interval>) -> Option<Interval> {
        match current.filter(|current| current.grain == Grain::Year) {
            Some(year) => of(year.from),
            None => self.choose(Unit::Year, self.year, of),
        }
    }

    /// Looks for the place of a time of which the larger unit is not said.
    fn choose(&self, unit: Unit, just_before: Option<DateTime>, of: impl Fn(DateTime) -> Option<Interval>) -> Option<Interval> {
        let candidates = |base: DateTime, shifts: std::ops::RangeInclusive<i64>| {
            let start = unit.start(base);
            let of = &of;
            shifts.filter_map(move |shift| of(unit.after(start?, shift)?))
        };
        if let Some(first) = self.first {
            return candidates(first.from, 0..=REACH).find(|candidate| candidate.to > first.from);
        }
        if let Some(base) = just_before {
            // 7月31日…，1日: a few days on it is the next month.
            let soon = candidates(base, 1..=1).find(|next| unit == Unit::Month && next.distance(base) <= SOON);
            return soon.or_else(|| candidates(base, 0..=0).next());
        }
        let base = self.base()?;
        let nearest = |reach: i64| {
            let distance = |candidate: &Interval| (candidate.distance(midnight(base.date())), candidate.from);
            candidates(base, -reach..=reach).min_by_key(distance)
        };
        match self.prefer {
            Prefer::Past => (-1..=REACH).find_map(|back| candidates(base, -back..=-back).find(|candidate| candidate.from <= base)),
            Prefer::Future => candidates(base, -1..=REACH).find(|candidate| candidate.to > base),
            Prefer::Nearest => nearest(1).or_else(|| nearest(REACH)),
        }
    }

    /// The interval of a duration that is tied to another time.
    pub(super) fn directed(&self, direction: Direction, duration: &Duration) -> Option<Interval> {
        let anchored = matches!(direction, Direction::Later | Direction::FromLater).then_some(self.day).flatten().map(midnight);
        let now = anchored.or(self.reference)?;
        let unit = duration.unit();
        // Hours are counted from the reference only where the text has not moved on to a day of its own.
        if unit <= Unit::Hour && (!self.has_clock || self.day.is_some()) {
            return None;
        }
        let moved = |moment: DateTime, sign: i64| {
            duration.parts().iter().try_fold(moment, |moment, &(unit, thousandths)| {
                let count = i64::try_from(thousandths / 1000).ok()?;
                (thousandths % 1000 == 0).then(|| unit.after(moment, sign * count))?
            })
        };
        let today = if unit <= Unit::Hour { now } else { midnight(now.date()) };
        let grain = if unit <= Unit::Hour { Grain::Second } else { Grain::Day };
        match direction {
            Direction::Ago | Direction::Later | Direction::UntilAgo | Direction::FromLater => {
                let is_past = matches!(direction, Direction::Ago | Direction::UntilAgo);
                let then = moved(today, if is_past { -1 } else { 1 })?;
                match unit {
                    Unit::Second | Unit::Minute | Unit::Hour => Unit::Second.around(then, 1),
                    Unit::Day | Unit::Workday | Unit::Week | Unit::Third => Unit::Day.around(then, 1),
                    _ => unit.around(then, 1),
                }
            }
            Direction::Past => Some(Interval::new(moved(today, -1)?, today, grain)),
            Direction::Coming | Direction::Within => Some(Interval::new(today, moved(today, 1)?, grain)),
            Direction::Before => {
                let start = unit.start(now)?;
                Some(Interval::new(moved(start, -1)?, start, unit.grain()))
            }
            Direction::After => {
                let start = unit.start(now)?;
                Some(Interval::new(start, moved(start, 1)?, unit.grain()))
            }
        }
    }
}

fn half(whole: Interval, which: u8, unit: Unit) -> Option<Interval> {
    let middle = match unit {
        Unit::Year => Unit::Month.after(whole.from, 6)?,
        Unit::Month => Unit::Day.after(whole.from, 15)?,
        _ => Unit::Day.after(whole.from, 3)?,
    };
    let grain = if unit == Unit::Year { Grain::Half } else { Grain::Day };
    Some(if which == 1 { Interval::new(whole.from, middle, grain) } else { Interval::new(middle, whole.to, grain) })
}

/// The beginning, middle or end of an interval: of a year, half or quarter a month, of a month five days, of a season a month, of a
/// decade three years, of a century ten.
fn at_edge(whole: Interval, edge: Edge) -> Option<Interval> {
    let (unit, count) = match whole.grain {
        Grain::Century => (Unit::Year, 10),
        Grain::Decade => (Unit::Year, 3),
        Grain::Plan => (Unit::Year, 1),
        Grain::Year | Grain::Half | Grain::Quarter | Grain::Season => (Unit::Month, 1),
        Grain::Month => (Unit::Day, 5),
        _ => (Unit::Day, 1),
    };
    let (from, to) = match edge {
        Edge::Start => (whole.from, unit.after(whole.from, count)?),
        Edge::End => (unit.after(whole.to, -count)?, whole.to),
        Edge::Mid => match whole.grain {
            Grain::Year => (Unit::Month.after(whole.from, 5)?, Unit::Month.after(whole.from, 7)?),
            Grain::Month => (Unit::Day.after(whole.from, 10)?, Unit::Day.after(whole.from, 20)?),
            Grain::Century => (Unit::Year.after(whole.from, 40)?, Unit::Year.after(whole.from, 60)?),
            Grain::Decade => (Unit::Year.after(whole.from, 3)?, Unit::Year.after(whole.from, 7)?),
            Grain::Plan => (Unit::Year.after(whole.from, 2)?, Unit::Year.after(whole.from, 3)?),
            Grain::Quarter => (Unit::Month.after(whole.from, 1)?, Unit::Month.after(whole.from, 2)?),
            _ => return None,
        },
    };
    Some(Interval { edge: Some(edge), ..Interval::new(from, to, whole.grain) })
}

/// The Nth day, month or week of an interval. The first week is the first that begins in a month; in a year that of ISO 8601.
fn nth(whole: Interval, unit: Unit, number: u8) -> Option<Interval> {
    let place = i64::from(number) - 1;
    let first = match unit {
        Unit::Week if whole.grain == Grain::Year => Unit::Week.start(Unit::Day.after(whole.from, 3)?)?,
        Unit::Week => {
            let offset = whole.from.date().weekday().to_monday_zero_offset();
            Unit::Day.after(whole.from, i64::from((7 - offset) % 7))?
        }
        _ => whole.from,
    };
    let found = unit.around(unit.after(first, place)?, 1)?;
    (number > 0 && found.from < whole.to).then_some(found)
}

fn nth_weekday(whole: Interval, number: u8, weekday: u8) -> Option<Interval> {
    let weekday = Weekday::from_monday_one_offset(weekday.cast_signed()).ok()?;
    let date = if number == 0 {
        let last = days_after(whole.to.date(), -1)?;
        days_after(last, -i64::from(weekday.until(last.weekday())))?
    } else {
        let first = whole.from.date();
        days_after(first, i64::from(first.weekday().until(weekday)) + (i64::from(number) - 1) * 7)?
    };
    Interval::day(date).filter(|day| day.from >= whole.from && day.to <= whole.to)
}

/// A weekday of the week that begins at a moment; 0 is the weekend.
fn weekday_of(week: DateTime, weekday: u8) -> Option<Interval> {
    if weekday == 0 {
        let from = Unit::Day.after(week, 5)?;
        return Some(Interval::new(from, Unit::Day.after(from, 2)?, Grain::Weekend));
    }
    Interval::day(days_after(week.date(), i64::from(weekday) - 1)?)
}

pub(super) fn festival(rule: Rule, year: i16) -> Option<Date> {
    match rule {
        Rule::Solar(month, day) => Date::new(year, month.cast_signed(), day.cast_signed()).ok(),
        Rule::Week(month, number, weekday) => {
            let month = Unit::Month.around(midnight(Date::new(year, month.cast_signed(), 1).ok()?), 1)?;
            Some(nth_weekday(month, u8::try_from(number).unwrap_or(0), weekday)?.from.date())
        }
        Rule::Chinese(month, day) => lunar::day(year, month, false, day),
        Rule::Term(term) => lunar::term(year, term),
        Rule::Easter(days) => days_after(lunar::easter(year)?, days.into()),
    }
}

/// A time of day. Hours of the afternoon and the night are counted to twelve, those after midnight belong to the next day.
fn clock(day: Date, part: Option<Part>, hour: u8, minute: Option<u8>, second: Option<u8>) -> Option<Interval> {
    let (mut day, mut hour) = (day, hour.cast_signed());
    if let Some(part) = part {
        let is_night = part.from >= 18;
        match hour {
            12 if part.from >= 18 => (day, hour) = (days_after(day, 1)?, 0),
            12 if part.to <= 6 => hour = 0,
            1..=4 if is_night => day = days_after(day, 1)?,
            1..=11 if part.from >= 13 || part.code == "AF" || is_night => hour += 12,
            1..=3 if part.code == "MI" => hour += 12,
            5..=11 if part.from == 17 => hour += 12,
            _ => {}
        }
    }
    if hour == 24 {
        if minute.is_some_and(|minute| minute > 0) || second.is_some_and(|second| second > 0) {
            return None;
        }
        (day, hour) = (days_after(day, 1)?, 0);
    }
    let time = jiff::civil::Time::new(hour, minute.unwrap_or(0).cast_signed(), second.unwrap_or(0).cast_signed(), 0).ok()?;
    let unit = match (minute, second) {
        (_, Some(_)) => Unit::Second,
        (Some(_), None) => Unit::Minute,
        _ => Unit::Hour,
    };
    let from = day.to_datetime(time);
    Some(Interval { part, ..Interval::new(from, unit.after(from, 1)?, unit.grain()) })
}
