//! Times: dates, times of day, durations and sets of them, as TIMEX3 and as intervals.

use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::Found;
use crate::error::{Cause, Error};
use crate::token::Token;

/// What the words of a time stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Time {
    /// Which kind of time.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// As TIMEX3 writes it (ISO 8601 with extensions: Pustejovsky et al., TimeML 1.2.1): `2022-03-08`, `2022-W12-3`, `2022-Q1`, `P3D`, `T09:00`,
    /// `PAST_REF`; of a range the two ends with `/` between them.
    pub timex: String,
    /// Local time, without a zone, where the interval begins; `null` if it is open or not known.
    pub from: Option<String>,
    /// Local time where it ends, exclusive; `null` if it is open or not known.
    pub to: Option<String>,
    /// How the value is to be read, if not as it stands.
    #[serde(rename = "mod")]
    pub modifier: Option<Modifier>,
}

/// The types of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum TimeKind {
    /// A day or more: 3月8日, 去年.
    Date,
    /// A part of a day: 上午9时.
    Time,
    /// How long: 三天.
    Duration,
    /// How often: 每周一.
    Set,
}

/// The modifiers of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    Before,
    OnOrBefore,
    After,
    OnOrAfter,
    MoreThan,
    LessThan,
    EqualOrMore,
    EqualOrLess,
}

/// The local time from which a text speaks: what 今天 and 去年 count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reference {
    pub(crate) moment: civil::DateTime,
    /// Whether the time of day is known.
    pub(crate) has_clock: bool,
}

impl FromStr for Reference {
    type Err = Error;

    /// `2022-03-08`, or with a time of day: `2022-03-08T10:29`, `2022-03-08 10:29:14`. A zone behind it is cut off: the time is local.
    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = || Error::from(Cause::Reference(text.to_owned()));
        let day = text.get(..10).ok_or_else(bad)?.parse::<civil::Date>().map_err(|_| bad())?;
        let clock = text[10..].trim_start_matches(['T', 't', ' ']);
        if clock.is_empty() {
            return Ok(Self { moment: day.to_datetime(civil::Time::midnight()), has_clock: false });
        }
        let clock = clock.find(['Z', 'z', '+', '-']).map_or(clock, |zone| &clock[..zone]);
        let clock = clock.parse::<civil::Time>().map_err(|_| bad())?;
        Ok(Self { moment: day.to_datetime(clock), has_clock: true })
    }
}

/// Which day a date without a year means, and a weekday without a week, where no word tells past from future.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Prefer {
    /// The one nearest to the reference date, the past one of two: as news is written.
    #[default]
    Nearest,
    /// The last one, or today.
    Past,
    /// The next one, or today: as appointments are made.
    Future,
}

/// Adds the times of a text, in order.
pub fn find(_text: &str, _tokens: &[Token], _reference: Option<Reference>, _prefer: Prefer, _out: &mut Vec<Found<Time>>) {}
