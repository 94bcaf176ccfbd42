//! How TIMEX3 writes intervals, durations, and times that are not resolved.

use std::fmt::Write as _;

use jiff::civil::DateTime;

use super::calendar::{Grain, Interval, Unit};
use super::duration::Duration;
use super::phrase::{Phrase, Step};
use super::words::Rule;

/// The value of an interval: of one unit of the calendar its name, of more the first and the last.
pub(super) fn of_interval(interval: &Interval) -> String {
    let first = of_moment(interval, interval.from);
    if interval.edge.is_some() {
        return first;
    }
    let last = Unit::Second.after(interval.to, -1).map_or_else(|| first.clone(), |last| of_moment(interval, last));
    if first == last { first } else { format!("{first}/{last}") }
}

/// The unit that holds a moment, in the grain of an interval.
fn of_moment(interval: &Interval, moment: DateTime) -> String {
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    match interval.grain {
        Grain::Century => format!("{:02}", year / 100),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Plan | Grain::Year => format!("{year:04}"),
        Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Grain::Season => season(interval.from),
        Grain::Month if interval.from.day() == 1 || interval.edge.is_some() => format!("{year:04}-{month:02}"),
        Grain::Week => week(moment),
        Grain::Weekend => format!("{}-WE", week(moment)),
        // A month of the Chinese calendar is told by its days.
        Grain::Month | Grain::Third | Grain::Day => format!("{year:04}-{month:02}-{day:02}"),
        Grain::Part => format!(
            "{:04}-{:02}-{:02}T{}",
            interval.from.year(),
            interval.from.month(),
            interval.from.day(),
            interval.part.map_or("", |part| part.code)
        ),
        Grain::Hour => moment.strftime("%Y-%m-%dT%H").to_string(),
        Grain::Minute => moment.strftime("%Y-%m-%dT%H:%M").to_string(),
        Grain::Second => moment.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}

fn week(moment: DateTime) -> String {
    let week = moment.date().iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn season(from: DateTime) -> String {
    format!("{:04}-{}", from.year(), SEASONS[usize::from(from.month().unsigned_abs() / 3).min(3)])
}

const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// A duration: `P3D`, `PT2H30M`, of a range both ends.
pub(super) fn of_duration(duration: &Duration) -> String {
    let mut timex = amount(duration.parts(), duration.is_unknown);
    if let Some(upper) = duration.upper() {
        timex.push('/');
        timex.push_str(&amount(&[upper], false));
    }
    timex
}

fn amount(parts: &[(Unit, u64)], is_unknown: bool) -> String {
    let (mut date, mut time) = (String::from("P"), String::new());
    for &(unit, thousandths) in parts {
        let (factor, letter, is_time) = match unit {
            Unit::Second => (1, 'S', true),
            Unit::Minute => (1, 'M', true),
            Unit::Hour => (1, 'H', true),
            Unit::Day | Unit::Workday => (1, 'D', false),
            Unit::Week => (1, 'W', false),
            Unit::Third => (10, 'D', false),
            Unit::Month => (1, 'M', false),
            Unit::Quarter => (3, 'M', false),
            Unit::Year => (1, 'Y', false),
            Unit::Decade => (10, 'Y', false),
            Unit::Century => (100, 'Y', false),
        };
        let out = if is_time { &mut time } else { &mut date };
        if is_unknown {
            out.push('X');
        } else {
            decimal(thousandths.saturating_mul(factor), out);
        }
        out.push(letter);
    }
    if !time.is_empty() {
        date.push('T');
        date.push_str(&time);
    }
    date
}

/// Thousandths as a decimal number, without zeros at the end.
fn decimal(thousandths: u64, out: &mut String) {
    let _ = write!(out, "{}", thousandths / 1000);
    if !thousandths.is_multiple_of(1000) {
        let fraction = format!(".{:03}", thousandths % 1000);
        out.push_str(fraction.trim_end_matches('0'));
    }
}

/// A time of which only a part is known, with X for what is not.
pub(super) fn of_phrase(phrase: &Phrase) -> String {
    let (mut year, mut date, mut clock) = (String::from("XXXX"), String::new(), String::new());
    let mut month = String::from("XX");
    for step in phrase.steps() {
        match step {
            Step::Year(number) => year = format!("{number:04}"),
            Step::Quarters(first, _) => date = format!("-Q{first}"),
            Step::Half(half, Unit::Year) => date = format!("-H{half}"),
            Step::Season(season) => date = format!("-{}", SEASONS[usize::from(season.clamp(1, 4)) - 1]),
            Step::Month(number) => {
                month = format!("{number:02}");
                date = format!("-{month}");
            }
            Step::Day(day) => date = format!("-{month}-{day:02}"),
            Step::Weekday(0) => date = "-WXX-WE".into(),
            Step::Weekday(day) => date = format!("-WXX-{day}"),
            Step::Festival(Rule::Solar(month, day)) => date = format!("-{month:02}-{day:02}"),
            Step::Relative { unit: Unit::Week, .. } => date = "-WXX".into(),
            Step::Relative { unit: Unit::Month, .. } | Step::LunarMonth { .. } => date = "-XX".into(),
            Step::Relative { unit: Unit::Quarter, .. } => date = "-QX".into(),
            Step::Part(part) => clock = format!("T{}", part.code),
            Step::Clock { hour, minute, second } => {
                let part = phrase.steps().find_map(|step| match step {
                    Step::Part(part) => Some(part),
                    _ => None,
                });
                let is_noon = part.is_some_and(|part| part.code == "MI" && hour > 3);
                let is_afternoon = part.is_some_and(|part| part.from >= 12) && (1..12).contains(&hour) && !is_noon;
                clock = of_clock(if is_afternoon { hour + 12 } else { hour }, minute, second);
            }
            step if step.grain() == Grain::Day => date = "-XX-XX".into(),
            _ => {}
        }
    }
    let is_clock_alone = phrase.first().is_some_and(|step| step.grain() >= Grain::Part);
    if is_clock_alone { clock } else { format!("{year}{date}{clock}") }
}

fn of_clock(hour: u8, minute: Option<u8>, second: Option<u8>) -> String {
    match (minute, second) {
        (Some(minute), Some(second)) => format!("T{hour:02}:{minute:02}:{second:02}"),
        (Some(minute), None) => format!("T{hour:02}:{minute:02}"),
        // A whole hour alone is written with its minutes, as the hour of a day is not.
        _ => format!("T{hour:02}:00"),
    }
}

/// The two ends of a range.
pub(super) fn of_ends(from: &Interval, to: &Interval) -> String {
    format!("{}/{}", of_moment(from, from.from), of_moment(to, to.from))
}
