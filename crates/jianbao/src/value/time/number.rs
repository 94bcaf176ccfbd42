//! Numbers as times have them: 12, 1.5, 十二, 二〇二二, 三五, 十几.

/// A number in front of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Number {
    /// Thousandths; of a range (三五) the lower end.
    pub(super) lower: u64,
    /// Thousandths; the upper end of a range.
    pub(super) upper: u64,
    /// No number is said: 几, 数, 多, 几十.
    pub(super) is_unknown: bool,
    /// Some more than it says: 十几, 20多.
    pub(super) is_more: bool,
    /// Digits, where it is written by digits alone: 12, 二〇二二; of 十二 it is 0.
    pub(super) digits: u8,
    /// Whether these are Arabic.
    pub(super) is_arabic: bool,
    /// What it is if its digits are read one by one: 三五 is 35.
    pub(super) by_digits: u64,
}

/// Digits of the longest number that is read, and characters of one in Han numerals.
const MOST: usize = 12;

impl Number {
    /// A whole number, and no range.
    pub(super) fn whole(&self) -> Option<u64> {
        (!self.is_unknown && !self.is_more && self.lower == self.upper && self.lower.is_multiple_of(1000)).then_some(self.lower / 1000)
    }

    /// A whole number between two.
    pub(super) fn within(&self, least: u64, most: u64) -> Option<u8> {
        self.whole().filter(|number| (least..=most).contains(number)).and_then(|number| u8::try_from(number).ok())
    }

    /// The number of a year by the way it is written: 2022, 二〇二二, 两千, but not 22.
    pub(super) fn year(&self) -> Option<i16> {
        let number = if self.digits >= 3 { self.by_digits } else { self.whole()? };
        let is_long = self.digits == 4 || self.digits == 3 && !self.is_arabic || self.digits == 0 && number % 1000 < 100 && number < 3000;
        // 3000年 of history are three thousand years.
        let is_sum = number >= 2200 && number.is_multiple_of(100);
        (is_long && !is_sum && (100..=9999).contains(&number)).then(|| i16::try_from(number).ok())?
    }
}

/// Whether a number may begin with a character (folded).
pub(super) fn is_first(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || matches!(c, '十' | '百' | '千' | '廿' | '卅' | '几' | '数' | '多')
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' | '俩' => 2,
        '三' | '仨' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Reads the number that folded characters begin with, and how many of them it takes.
pub(super) fn read(chars: impl Iterator<Item = char>) -> Option<(Number, usize)> {
    let mut buffer = ['\0'; MOST + 6];
    let mut count = 0;
    for c in chars.take(buffer.len()) {
        let joins = c.is_ascii_digit()
            || c == '.'
            || digit(c).is_some()
            || power(c).is_some()
            || matches!(c, '廿' | '卅' | '几' | '数' | '多' | '余' | '来');
        if !joins {
            break;
        }
        buffer[count] = c;
        count += 1;
    }
    let chars = &buffer[..count];
    let (mut number, mut length) = if chars.first()?.is_ascii_digit() { arabic(chars)? } else { han(chars)? };
    // 20多年, 十来天.
    let after_ten = number.whole().is_some_and(|whole| whole >= 10 && whole.is_multiple_of(10));
    if after_ten && matches!(chars.get(length), Some('多' | '余' | '几' | '来')) {
        number.is_more = true;
        length += 1;
    }
    Some((number, length))
}

fn arabic(chars: &[char]) -> Option<(Number, usize)> {
    let digits = |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let value = |range: &[char]| range.iter().fold(0, |sum: u64, &c| sum * 10 + u64::from(c as u8 - b'0'));
    let length = digits(0);
    if length > MOST {
        return None;
    }
    let mut thousandths = value(&chars[..length]) * 1000;
    let mut end = length;
    let decimals = digits(length + 1);
    if chars.get(length) == Some(&'.') && (1..=3).contains(&decimals) {
        end = length + 1 + decimals;
        thousandths += value(&chars[length + 1..end]) * [100, 10, 1][decimals - 1];
    }
    let scale = chars.get(end).and_then(|&c| power(c));
    thousandths = thousandths.checked_mul(scale.unwrap_or(1))?;
    let digits = if end > length || scale.is_some() { 0 } else { length as u8 };
    let number =
        Number { lower: thousandths, upper: thousandths, digits, is_arabic: true, by_digits: thousandths / 1000, ..Number::default() };
    Some((number, end + usize::from(scale.is_some())))
}

fn han(chars: &[char]) -> Option<(Number, usize)> {
    let digits = chars.iter().take_while(|&&c| digit(c).is_some()).count();
    if digits > MOST {
        return None;
    }
    let by_digits = chars[..digits].iter().fold(0, |sum, &c| sum * 10 + digit(c).unwrap_or_default());
    let is_power = |c: Option<&char>| c.is_some_and(|&c| power(c).is_some());
    if digits >= 2 && chars[..digits] != ['零'] && !(digits == 2 && is_power(chars.get(2))) {
        let number = Number { lower: by_digits * 1000, upper: by_digits * 1000, digits: digits as u8, by_digits, ..Number::default() };
        return Some((pair(number, &chars[..digits], 1000), digits));
    }
    if let Some('几' | '数' | '多') = chars.first() {
        let powers = if chars[0] == '多' { 0 } else { chars[1..].iter().take_while(|&&c| power(c).is_some()).count() };
        return Some((Number { is_unknown: true, ..Number::default() }, 1 + powers.min(2)));
    }
    if digits == 2 {
        // 三四十, 两三百.
        let scale = power(chars[2])?;
        let number = pair(Number { digits: 0, ..Number::default() }, &chars[..2], scale * 1000);
        return (number.upper > 0).then_some((number, 3));
    }
    let (total, length, last) = sum(chars)?;
    let number = Number {
        lower: total * 1000,
        upper: total * 1000,
        digits: u8::from(length == 1 && digits == 1),
        by_digits: total,
        ..Number::default()
    };
    // 十七八: two digits that follow each other behind a ten.
    let tail: Vec<u64> = chars[length.saturating_sub(1)..].iter().take(3).map_while(|&c| digit(c)).collect();
    if last == Some(10) && tail.len() == 2 && tail[1] == tail[0] + 1 {
        return Some((Number { upper: number.lower + 1000, digits: 0, ..number }, length + 1));
    }
    Some((number, length))
}

/// A range of two digits that are said together: 三五, 七八.
fn pair(number: Number, digits: &[char], scale: u64) -> Number {
    let &[first, second] = digits else { return number };
    let (Some(first), Some(second)) = (digit(first), digit(second)) else { return number };
    let is_range = first > 0 && (second == first + 1 || (first, second) == (3, 5));
    if is_range { Number { lower: first * scale, upper: second * scale, ..number } } else { number }
}

/// A number with tens, hundreds and thousands: its value, its characters, and the power before its last digit.
fn sum(chars: &[char]) -> Option<(u64, usize, Option<u64>)> {
    let (mut total, mut section, mut pending) = (0_u64, 0_u64, None);
    let (mut place, mut length, mut highest, mut before_last) = (0, 0, u64::MAX, None);
    while let Some(&c) = chars.get(place) {
        if let Some(value) = digit(c) {
            if pending.is_some_and(|pending| pending > 0) {
                break;
            }
            pending = Some(value);
            before_last = (highest < u64::MAX).then_some(highest);
        } else if let Some(tens) = match c {
            '廿' => Some(20),
            '卅' => Some(30),
            _ => None,
        } {
            if length > 0 {
                break;
            }
            section = tens;
            highest = 10;
        } else if let Some(power) = power(c) {
            if power >= 10_000 {
                if total > 0 || place == 0 {
                    break;
                }
                total = (section + pending.take().unwrap_or(0)) * power;
                section = 0;
                highest = u64::MAX;
            } else {
                if power >= highest || pending == Some(0) {
                    break;
                }
                section += pending.take().unwrap_or(1) * power;
                highest = power;
            }
            before_last = None;
        } else {
            break;
        }
        place += 1;
        length = place;
    }
    // 三百五 is a number of its own kind; 零 at the end is a word for itself.
    let total = total + section + pending.unwrap_or(0);
    (length > 0).then_some((total, length, before_last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> (Number, usize) {
        read(text.chars()).unwrap()
    }

    #[test]
    fn whole_numbers() {
        for (text, value, length) in [
            ("12月", 12, 2),
            ("十二月", 12, 2),
            ("二十日", 20, 2),
            ("三十一日", 31, 3),
            ("廿一", 21, 2),
            ("两千零五年", 2005, 4),
            ("一百二十天", 120, 4),
            ("3万年", 30_000, 2),
            ("两万四千", 24_000, 4),
            ("零六年", 6, 2),
            ("零时", 0, 1),
        ] {
            let (found, end) = number(text);
            assert_eq!((found.whole(), end), (Some(value), length), "{text}");
        }
    }

    #[test]
    fn ranges_and_what_is_vague() {
        let ends = |text| (number(text).0.lower / 1000, number(text).0.upper / 1000);
        assert_eq!(ends("三五天"), (3, 5));
        assert_eq!(ends("两三个月"), (2, 3));
        assert_eq!(ends("十七八天"), (17, 18));
        assert_eq!(ends("三四十年"), (30, 40));
        assert!(number("几年").0.is_unknown && number("数十年").0.is_unknown);
        assert_eq!(number("几十年").1, 2);
        assert!(number("十几年").0.is_more && number("20多年").0.is_more && number("二十多年").0.is_more);
        assert_eq!(number("1.5小时").0.lower, 1500);
    }

    #[test]
    fn years() {
        for (text, year) in [
            ("2022年", Some(2022)),
            ("二〇二二年", Some(2022)),
            ("两千零五年", Some(2005)),
            ("两千年", Some(2000)),
            ("三六七年", Some(367)),
            ("22年", None),
            ("二十年", None),
        ] {
            assert_eq!(number(text).0.year(), year, "{text}");
        }
    }

    #[test]
    fn numbers_without_end_are_none() {
        assert_eq!(read("7".repeat(400).chars()), None);
        assert_eq!(read("七".repeat(400).chars()), None);
        assert!(read("十".repeat(400).chars()).is_some_and(|(_, length)| length == 1));
        assert_eq!(read("".chars()), None);
    }
}
