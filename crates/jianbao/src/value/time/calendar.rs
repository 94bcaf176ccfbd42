//! Units of the calendar, and intervals that are one of them or lie between two.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

/// How fine a time is, from the coarsest on. Weeks stand beside months: neither holds a whole number of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Century,
    Decade,
    /// Five years of a plan: 十四五.
    Plan,
    Year,
    Half,
    Quarter,
    Season,
    Month,
    Third,
    Week,
    Weekend,
    Day,
    Part,
    Hour,
    Minute,
    Second,
}

/// Units that are counted: of durations, and of times that are so many of them away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// A day on which work is done; counted as a day.
    Workday,
    Week,
    /// Ten days.
    Third,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Second => Grain::Second,
            Self::Minute => Grain::Minute,
            Self::Hour => Grain::Hour,
            Self::Day | Self::Workday => Grain::Day,
            Self::Week => Grain::Week,
            Self::Third => Grain::Third,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        }
    }

    /// A moment that is `count` units later; `None` beyond the years of the calendar.
    pub(super) fn after(self, moment: DateTime, count: i64) -> Option<DateTime> {
        let small = |factor: i64| i32::try_from(count.checked_mul(factor)?).ok();
        let span = match self {
            Self::Second => Span::new().try_seconds(count),
            Self::Minute => Span::new().try_minutes(count),
            Self::Hour => Span::new().try_hours(count),
            Self::Day | Self::Workday => Span::new().try_days(count),
            Self::Week => Span::new().try_weeks(count),
            Self::Third => Span::new().try_days(small(10)?),
            Self::Month => Span::new().try_months(count),
            Self::Quarter => Span::new().try_months(small(3)?),
            Self::Year => Span::new().try_years(count),
            Self::Decade => Span::new().try_years(small(10)?),
            Self::Century => Span::new().try_years(small(100)?),
        };
        moment.checked_add(span.ok()?).ok().filter(|moment| moment.year() > 0)
    }

    /// The calendar's unit that holds a moment, and the next ones, `count` in all.
    pub(super) fn around(self, moment: DateTime, count: i64) -> Option<Interval> {
        let from = self.start(moment)?;
        Some(Interval::new(from, self.after(from, count)?, self.grain()))
    }

    /// Where the unit of the calendar begins that holds a moment.
    pub(super) fn start(self, moment: DateTime) -> Option<DateTime> {
        let day = moment.date();
        let year = |of: i16, month: i8| Date::new(of, month, 1).ok().map(midnight);
        let clock = |minute: i8, second: i8| Time::new(moment.hour(), minute, second, 0).ok().map(|time| day.to_datetime(time));
        match self {
            Self::Second => clock(moment.minute(), moment.second()),
            Self::Minute => clock(moment.minute(), 0),
            Self::Hour => clock(0, 0),
            Self::Day | Self::Workday => Some(midnight(day)),
            Self::Week => days_after(day, -i64::from(day.weekday().to_monday_zero_offset())).map(midnight),
            Self::Third => {
                Date::new(day.year(), day.month(), [1, 11, 21, 21][(day.day().unsigned_abs() as usize - 1) / 10]).ok().map(midnight)
            }
            Self::Month => year(day.year(), day.month()),
            Self::Quarter => year(day.year(), (day.month() - 1) / 3 * 3 + 1),
            Self::Year => year(day.year(), 1),
            Self::Decade => year((day.year() - day.year() % 10).max(1), 1),
            Self::Century => year((day.year() - day.year() % 100).max(1), 1),
        }
    }
}

/// From a moment on until just before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: DateTime,
    pub(super) to: DateTime,
    pub(super) grain: Grain,
    /// Code of a part of the day.
    pub(super) part: Option<Part>,
    /// Which part of a unit of this grain it is.
    pub(super) edge: Option<Edge>,
}

/// A part of the day: the letters that TIMEX3 has for it, and its hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) code: &'static str,
    pub(super) from: i8,
    pub(super) to: i8,
}

/// Beginning, middle or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Mid,
    End,
}

impl Interval {
    pub(super) fn new(from: DateTime, to: DateTime, grain: Grain) -> Self {
        Self { from, to, grain, part: None, edge: None }
    }

    pub(super) fn day(date: Date) -> Option<Self> {
        Some(Self::new(midnight(date), midnight(days_after(date, 1)?), Grain::Day))
    }

    /// Seconds from a moment to an interval; 0 inside it.
    pub(super) fn distance(&self, moment: DateTime) -> i64 {
        let seconds = |from: DateTime, to: DateTime| from.duration_until(to).as_secs();
        if moment < self.from {
            seconds(moment, self.from)
        } else if moment >= self.to {
            seconds(self.to, moment) + 1
        } else {
            0
        }
    }
}

pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

pub(super) fn days_after(date: Date, days: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn units_hold_their_moments() {
        let moment = date(2022, 3, 8).at(10, 29, 14, 0);
        for (unit, from, to) in [
            (Unit::Hour, "2022-03-08T10:00:00", "2022-03-08T11:00:00"),
            (Unit::Week, "2022-03-07T00:00:00", "2022-03-14T00:00:00"),
            (Unit::Quarter, "2022-01-01T00:00:00", "2022-04-01T00:00:00"),
            (Unit::Decade, "2020-01-01T00:00:00", "2030-01-01T00:00:00"),
        ] {
            let interval = unit.around(moment, 1).unwrap();
            assert_eq!((interval.from.to_string(), interval.to.to_string()), (from.into(), to.into()));
        }
    }

    #[test]
    fn what_leaves_the_calendar_is_nothing() {
        let moment = midnight(date(2022, 3, 8));
        for unit in [Unit::Second, Unit::Day, Unit::Week, Unit::Month, Unit::Year, Unit::Century] {
            assert_eq!(unit.after(moment, i64::MAX), None);
            assert_eq!(unit.after(moment, i64::MIN), None);
        }
        assert_eq!(Unit::Year.after(moment, -2022), None);
        assert_eq!(Unit::Month.after(midnight(date(2022, 3, 31)), -1), Some(midnight(date(2022, 2, 28))));
    }
}
