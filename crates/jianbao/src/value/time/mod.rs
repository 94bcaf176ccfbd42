//! Times: dates, times of day, durations and sets of them, as TIMEX3 and as intervals.
//!
//! A time is read where a token begins: `phrase` reads what names a place of the calendar (`step` its parts, `clock` times of day,
//! `figures` 2022-03-08), `duration` how long and how long ago,
//! `set` how often; `finder` takes the longest, sees to what stands before and behind it (截至, 起, 至) and remembers what the text
//! spoke of before; `resolve` finds its interval, `timex` writes its value. The words are in data/times.tsv, the Chinese calendar
//! in data/lunar.tsv.

mod calendar;
mod clock;
mod duration;
mod figures;
mod finder;
mod lunar;
mod number;
mod phrase;
mod reader;
mod resolve;
mod set;
mod step;
mod timex;
mod words;

pub(crate) use finder::is_adverb;

use std::fmt;
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
///
/// ```
/// use jianbao::value::time::Reference;
///
/// let reference: Reference = "2022-03-08 10:29+08:00".parse()?;
/// assert_eq!(reference.to_string(), "2022-03-08T10:29:00");
/// assert_eq!("2022-03-08".parse::<Reference>()?.to_string(), "2022-03-08");
/// # Ok::<(), jianbao::Error>(())
/// ```
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

impl fmt::Display for Reference {
    /// As it can be read again.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has_clock { self.moment.fmt(f) } else { self.moment.date().fmt(f) }
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
    /// The next one, or today: as appointments are made. 三天内 is then the three days to come instead of a length.
    Future,
}

/// Adds the times of a text, in order. `tokens` are those of a [`Tokenizer`](crate::Tokenizer) for this text; offsets are bytes.
///
/// Without a reference date what counts from it has no interval, and a value with `X` for what is not known. Words that have the form
/// of a time but name none (2月30日) are found without a value.
///
/// ```
/// use jianbao::Tokenizer;
/// use jianbao::value::time::{self, Prefer};
///
/// let text = "截至3月8日晚，市民政局已连续工作两天。";
/// let tokens = Tokenizer::new()?.tokenize(text);
/// let mut times = Vec::new();
/// time::find(text, &tokens, Some("2022-03-19".parse()?), Prefer::Nearest, &mut times);
/// let evening = times[0].value.as_ref().unwrap();
/// assert_eq!(&text[times[0].start..times[0].end], "3月8日晚");
/// assert_eq!((evening.from.as_deref(), evening.to.as_deref()), (None, Some("2022-03-09T00:00:00")));
/// assert_eq!(times[1].value.as_ref().unwrap().timex, "P2D");
/// # Ok::<(), jianbao::Error>(())
/// ```
///
/// # Panics
///
/// If the offsets of the tokens are not those of characters of `text`, which happens only with tokens of another text.
pub fn find(text: &str, tokens: &[Token], reference: Option<Reference>, prefer: Prefer, out: &mut Vec<Found<Time>>) {
    finder::find(text, tokens, reference, prefer, out);
}
