//! Dates with a year, as pages print them.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};

use crate::article::{Date, Precision};
use crate::chars::is_space;

/// A date found in a text. Offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) stamp: Stamp,
}

/// A point in time in China's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) moment: civil::DateTime,
    pub(crate) precision: Precision,
}

/// Hour, minute, and second if it is given.
type Clock = (i8, i8, Option<i8>);

/// China has no other zone and no summer time since 1991.
const CHINA: Offset = Offset::constant(8);
/// Years outside are not those of a web page.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2099;

impl Stamp {
    fn new(date: civil::Date, time: Option<Clock>) -> Option<Self> {
        let (time, precision) = match time {
            None => (civil::Time::midnight(), Precision::Day),
            Some((hour, minute, second)) => {
                let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
                (civil::Time::new(hour, minute, second.unwrap_or(0), 0).ok()?, precision)
            }
        };
        Some(Self { moment: date.to_datetime(time), precision })
    }

    /// The record's form; `raw` are the words of the page.
    pub(crate) fn to_date(self, raw: &str) -> Date {
        let day = self.moment.date();
        let iso = match self.precision {
            Precision::Year => day.strftime("%Y").to_string(),
            Precision::Month => day.strftime("%Y-%m").to_string(),
            Precision::Day => day.to_string(),
            Precision::Minute => self.moment.strftime("%Y-%m-%dT%H:%M+08:00").to_string(),
            Precision::Second => self.moment.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string(),
        };
        Date { iso, precision: self.precision, raw: raw.trim().to_owned() }
    }
}

/// Finds the first date with a year in a text: 2022-05-17 15:00, 2022年5月17日, 2022/5/17, 2022.05.17, 20220517,
/// 2022-05-17T07:00:00Z, Sat, 19 Mar 2022 02:29:14 GMT.
pub(crate) fn find(text: &str) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + offset;
        let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let bounded = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        if bounded && let Some(found) = read(text, start, digits) {
            return Some(found);
        }
        at = start + digits;
    }
    None
}

fn read(text: &str, start: usize, digits: usize) -> Option<Found> {
    if digits == 8 {
        let day = civil_date(
            text[start..start + 4].parse().ok()?,
            text[start + 4..start + 6].parse().ok()?,
            text[start + 6..start + 8].parse().ok()?,
        )?;
        return Some(Found { start, end: start + 8, stamp: Stamp::new(day, None)? });
    }
    if digits <= 2 {
        return rfc2822(text, start).map(|found| Found { start: weekday_before(text, start), ..found });
    }
    if digits != 4 {
        return None;
    }
    let mut reader = Reader { text, at: start };
    let year = reader.number(4)?;
    let (month_sign, day_sign) = match reader.sign()? {
        '年' => (['月', '月'], true),
        '-' => (['-', '-'], false),
        '/' => (['/', '/'], false),
        '.' => (['.', '.'], false),
        '－' => (['－', '－'], false),
        _ => return None,
    };
    reader.blanks();
    let month = reader.number(2)?;
    reader.blanks();
    if !month_sign.contains(&reader.sign()?) {
        return None;
    }
    reader.blanks();
    let day = reader.number(2)?;
    let date = civil_date(year, month, day)?;
    let mut end = reader.at;
    if day_sign {
        reader.blanks();
        if matches!(reader.peek(), Some('日' | '号')) {
            reader.sign();
            end = reader.at;
        }
    }
    let mut stamp = Stamp::new(date, None)?;
    if let Some((time, after)) = reader.time() {
        stamp = Stamp::new(date, Some(time))?;
        end = after;
        let mut zone = Reader { text, at: after };
        if let Some((offset, after)) = zone.zone() {
            let moment = stamp.moment.to_zoned(TimeZone::fixed(offset)).ok()?;
            stamp.moment = moment.with_time_zone(TimeZone::fixed(CHINA)).datetime();
            end = after;
        }
    }
    Some(Found { start, end, stamp })
}

fn civil_date(year: i16, month: i8, day: i8) -> Option<civil::Date> {
    civil::Date::new(year, month, day).ok().filter(|_| YEARS.contains(&year))
}

/// `Sat, 19 Mar 2022 02:29:14 GMT`, from its first digit.
fn rfc2822(text: &str, start: usize) -> Option<Found> {
    let end = start + text[start..].char_indices().nth(30).map_or(text.len() - start, |(i, _)| i);
    let words: Vec<&str> = text[start..end].split_ascii_whitespace().take(5).collect();
    if words.len() < 5 || words[1].len() < 3 || !words[1].is_ascii() {
        return None;
    }
    let zoned = jiff::fmt::rfc2822::parse(&words.join(" ")).ok()?;
    let moment = zoned.with_time_zone(TimeZone::fixed(CHINA)).datetime();
    let last = words[4];
    let length = last.as_ptr() as usize + last.len() - text[start..].as_ptr() as usize;
    YEARS.contains(&moment.year()).then_some(Found { start, end: start + length, stamp: Stamp { moment, precision: Precision::Second } })
}

/// Where the day of the week begins that stands before a date: `Sat, `.
fn weekday_before(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end();
    let word =
        before.strip_suffix(',').map_or("", |rest| &rest[rest.len() - rest.bytes().rev().take_while(u8::is_ascii_alphabetic).count()..]);
    if word.len() == 3 { before.len() - 4 } else { start }
}

/// A Unix time in seconds or milliseconds, as scripts have it.
pub(crate) fn from_epoch(text: &str) -> Option<Stamp> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let moment = CHINA.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    YEARS.contains(&moment.year()).then_some(Stamp { moment, precision: Precision::Second })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn sign(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.sign();
        }
    }

    /// A number of at most `most` digits.
    fn number<T: std::str::FromStr>(&mut self, most: usize) -> Option<T> {
        let digits = self.text.as_bytes()[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > most {
            return None;
        }
        self.at += digits;
        self.text[self.at - digits..self.at].parse().ok()
    }

    /// A time of day after a date, and where it ends: 15:00, 下午3:05, 15时00分, T15:00:07.123.
    fn time(&mut self) -> Option<(Clock, usize)> {
        if matches!(self.peek(), Some('T' | ',' | '，' | '|')) {
            self.sign();
        }
        self.blanks();
        // Some pages print the day of the week between date and time.
        for word in ["星期", "周", "(", "（"] {
            if self.text[self.at..].starts_with(word) {
                let stop = self.text[self.at..].find(|c: char| is_space(c) || c.is_ascii_digit())?;
                self.at += stop;
                self.blanks();
                break;
            }
        }
        let afternoon = ["下午", "晚上", "PM", "pm"].iter().find(|w| self.text[self.at..].starts_with(**w));
        let morning = ["上午", "凌晨", "早上", "AM", "am"].iter().find(|w| self.text[self.at..].starts_with(**w));
        if let Some(word) = afternoon.or(morning) {
            self.at += word.len();
            self.blanks();
        }
        let mut hour: i8 = self.number(2)?;
        if !matches!(self.sign()?, ':' | '：' | '时' | '点') {
            return None;
        }
        let minute: i8 = self.number(2)?;
        let mut end = self.at;
        let mut second = None;
        if matches!(self.peek(), Some(':' | '：' | '分')) {
            let closes = self.sign() == Some('分');
            end = if closes { self.at } else { end };
            if let Some(value) = self.number::<i8>(2) {
                second = Some(value);
                end = self.at;
            }
        }
        if afternoon.is_some() && hour < 12 {
            hour += 12;
        }
        Some(((hour, minute, second), end))
    }

    /// A zone after a time of day: Z, +08:00, +0800, after a fraction of a second.
    fn zone(&mut self) -> Option<(Offset, usize)> {
        if self.peek() == Some('.') {
            self.sign();
            self.number::<u64>(9)?;
        }
        let minus = match self.sign()? {
            'Z' => return Some((Offset::UTC, self.at)),
            '+' => false,
            '-' => true,
            _ => return None,
        };
        let digits: String = self.text[self.at..].chars().take(5).filter(char::is_ascii_digit).collect();
        let hours: i32 = digits.get(..2)?.parse().ok()?;
        let minutes: i32 = digits.get(2..4)?.parse().ok()?;
        let seconds = (hours * 60 + minutes) * 60 * if minus { -1 } else { 1 };
        let length = if self.text[self.at + 2..].starts_with(':') { 5 } else { 4 };
        Some((Offset::from_seconds(seconds).ok()?, self.at + length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> String {
        find(text).map(|f| f.stamp.to_date("").iso).unwrap_or_default()
    }

    #[test]
    fn dates_as_pages_print_them() {
        for (text, expected) in [
            ("时间:2022-05-17 15:00   来源:", "2022-05-17T15:00+08:00"),
            ("2009年11月09日13:56  海边娱乐", "2009-11-09T13:56+08:00"),
            ("2023/2/21 21:20（2/21 22:08 更新）", "2023-02-21T21:20+08:00"),
            ("2019.05.18", "2019-05-18"),
            ("2020-02-29T18:34:07+08:00", "2020-02-29T18:34:07+08:00"),
            ("2020-02-29T10:34:07.000Z", "2020-02-29T18:34:07+08:00"),
            ("Sat, 19 Mar 2022 02:29:14 GMT", "2022-03-19T10:29:14+08:00"),
            ("发布于 20190930", "2019-09-30"),
            ("2022年1月12日 星期三 上午9:05", "2022-01-12T09:05+08:00"),
            ("2021-02-30", ""),
            ("电话 0311-8888-2222", ""),
            ("2019-05", ""),
        ] {
            assert_eq!(iso(text), expected, "{text}");
        }
    }

    #[test]
    fn the_day_of_the_week_belongs_to_the_words() {
        let text = "date: Sat, 19 Mar 2022 02:29:14 GMT";
        assert_eq!(find(text).map(|f| &text[f.start..f.end]), Some("Sat, 19 Mar 2022 02:29:14 GMT"));
    }

    #[test]
    fn seconds_and_milliseconds_since_1970() {
        assert_eq!(from_epoch("1533571200").map(|s| s.to_date("").iso), Some("2018-08-07T00:00:00+08:00".into()));
        assert_eq!(from_epoch("1533571200000"), from_epoch("1533571200"));
        assert_eq!(from_epoch("15335712"), None);
    }
}
