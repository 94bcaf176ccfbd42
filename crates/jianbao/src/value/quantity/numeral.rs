//! Numbers as they are written: 3264, 1,500, 1.5万, 三百二十, 两百五, 三五百, 十几万, 壹仟, 二〇二〇, 3万5千.
//!
//! A number is read in two steps: [`read`] takes the characters that can stand in it, in an order that makes sense, and [`Items`]
//! adds them up. Units (百, 万) are kept apart from digits until then, because a pair of digits (三五百) gives two values.

use super::decimal::Decimal;
use super::items::{Item, Items, is_pair, row_value};

/// Blanks inside a number at most: 5 万, 一百 五 十.
const BLANKS: usize = 2;

/// What a character may be in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// 0-9, of either width
    Digit(u8),
    /// 〇, 一 to 九, 两, and the forms of cheques
    Han(u8),
    /// 廿, 卅: so many tens
    Tens(u8),
    /// 十, 百, 千, 万, 亿, 兆: a power of ten
    Power(u8),
    /// 几, 数
    Several,
    /// 点 between Han digits
    Point,
    Dot,
    Comma {
        wide: bool,
    },
    /// 多, 余: and some more
    More,
    /// 来: more or less
    About,
    Blank,
}

pub(super) fn glyph(c: char) -> Option<Glyph> {
    use Glyph::{About, Blank, Comma, Digit, Dot, Han, More, Point, Power, Several, Tens};
    Some(match c {
        '0'..='9' => Digit(c as u8 - b'0'),
        '０'..='９' => Digit((c as u32 - '０' as u32) as u8),
        '〇' | '零' => Han(0),
        '一' | '壹' | '幺' => Han(1),
        '二' | '两' | '兩' | '贰' | '貳' => Han(2),
        '三' | '叁' | '參' => Han(3),
        '四' | '肆' => Han(4),
        '五' | '伍' => Han(5),
        '六' | '陆' | '陸' => Han(6),
        '七' | '柒' => Han(7),
        '八' | '捌' => Han(8),
        '九' | '玖' => Han(9),
        '廿' => Tens(2),
        '卅' => Tens(3),
        '十' | '拾' => Power(1),
        '百' | '佰' => Power(2),
        '千' | '仟' => Power(3),
        '万' | '萬' => Power(4),
        '亿' | '億' => Power(8),
        '兆' => Power(12),
        '几' | '幾' | '数' | '數' => Several,
        '点' | '點' => Point,
        '.' | '．' => Dot,
        ',' => Comma { wide: false },
        '，' => Comma { wide: true },
        '多' | '余' | '餘' => More,
        '来' | '來' => About,
        ' ' | '\u{a0}' | '\u{3000}' => Blank,
        _ => return None,
    })
}

/// Whether a number may begin with this character.
pub(super) fn begins(c: char) -> bool {
    // Of the characters of a text most are neither: one comparison tells the bulk of them.
    c < '\u{100}' && c.is_ascii_digit()
        || c >= '〇' && matches!(glyph(c), Some(Glyph::Digit(_) | Glyph::Han(_) | Glyph::Tens(_) | Glyph::Power(_) | Glyph::Several))
}

/// Where in doubt a number ends, and what it has said until there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numeral {
    /// One past its last byte.
    pub(super) end: usize,
    /// The same without a 多, 余, 来 at the end.
    pub(super) bare_end: usize,
    /// Its value, or the lower of two (三五百: 300); `None` if it has none that is known.
    pub(super) value: Option<Decimal>,
    /// The upper of two.
    pub(super) upper: Option<Decimal>,
    /// 多, 余 inside or at its end.
    pub(super) more: bool,
    /// 来 at its end.
    pub(super) about: bool,
    /// It begins with 几 or 数.
    pub(super) vague: bool,
    /// It has 几 for its last digit.
    pub(super) open: bool,
    /// It has no digits but 0-9.
    pub(super) is_arabic: bool,
    /// It has a unit: 百, 万.
    pub(super) has_power: bool,
    /// It is units from 百 on alone: 百, 万, 千万.
    pub(super) is_implied: bool,
    /// Han digits in a row: 一七二零.
    pub(super) is_row: bool,
    /// A zero before other digits: 007.
    pub(super) is_code: bool,
    /// It has a point.
    pub(super) has_point: bool,
    /// Characters of it.
    pub(super) length: usize,
    /// The powers of ten that it ends with, all of them and those from 万 on: 7 and 4 of 三千万.
    pub(super) tail: (u32, u32),
}

/// Reads the number that begins at a place of a text.
pub(super) fn read(text: &str, start: usize) -> Option<Numeral> {
    let mut reader = Reader { text, at: start, items: Items::new(), small: 0, big: false, numeral: Numeral::default() };
    reader.run();
    reader.finish(start)
}

/// The number that a whole text stands for, as a decimal; `None` if it is no number, or has more than one value.
pub(super) fn whole(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['负', '負', '-', '−', '－']).unwrap_or(text);
    let start = text.len() - unsigned.len();
    let fraction = super::fraction::read(text, start);
    let (end, value) = match fraction {
        Some(fraction) => (fraction.end, fraction.value),
        None => {
            let number = read(text, start)?;
            if number.upper.is_some() || number.more || number.about || number.vague {
                return None;
            }
            (number.end, number.value)
        }
    };
    let value = value.filter(|_| end == text.len())?;
    Some(if start > 0 { value.negated() } else { value })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    items: Items,
    /// The power of the last 十, 百, 千 since the last 万; 0 if there is none.
    small: u8,
    /// Whether 万 or more has been seen.
    big: bool,
    numeral: Numeral,
}

impl Reader<'_> {
    fn peek(&self, at: usize) -> Option<(Glyph, usize)> {
        let c = self.text.get(at..)?.chars().next()?;
        glyph(c).map(|glyph| (glyph, at + c.len_utf8()))
    }

    /// The next character behind blanks, and whether there were any.
    fn next(&self) -> Option<(Glyph, usize, bool)> {
        let mut at = self.at;
        for blanks in 0..=BLANKS {
            match self.peek(at)? {
                (Glyph::Blank, next) => at = next,
                (glyph, next) => return Some((glyph, next, blanks > 0)),
            }
        }
        None
    }

    fn push(&mut self, item: Item, end: usize) {
        self.items.push(item);
        self.at = end;
    }

    fn last(&self) -> Option<Item> {
        self.items.last()
    }

    fn run(&mut self) {
        let mut digits_only = true;
        loop {
            let last = self.last();
            // 两个亿
            if let (Some(Item::Han(_) | Item::Arabic(_)), true) = (last, self.text[self.at..].starts_with("个亿")) {
                self.at += '个'.len_utf8();
            }
            let Some((glyph, next, apart)) = self.next() else { return };
            if apart && !joins(last, glyph, self.small > 0 || self.big) {
                return;
            }
            match glyph {
                Glyph::Digit(_) | Glyph::Dot => {
                    let counts = match last {
                        None => true,
                        Some(Item::Power(_) | Item::Han(0)) => glyph != Glyph::Dot,
                        _ => false,
                    };
                    let start = next - self.text[..next].chars().next_back().map_or(1, char::len_utf8);
                    if !counts || !self.arabic(start) {
                        return;
                    }
                    digits_only = false;
                }
                // 二两, 三十两 of silver
                Glyph::Han(2) if last.is_some() && self.is_liang(next, last) => return,
                Glyph::Han(digit) => match last {
                    Some(Item::Han(before)) if digits_only || before == 0 || self.pairs(before, digit, next) => {
                        self.push(Item::Han(digit), next);
                    }
                    None | Some(Item::Power(_)) => self.push(Item::Han(digit), next),
                    _ => return,
                },
                Glyph::Tens(tens) if last.is_none() => {
                    self.push(Item::Han(tens), next);
                    self.push(Item::Power(1), next);
                    (self.small, digits_only, self.numeral.has_power) = (1, false, true);
                }
                Glyph::Power(power) => {
                    if !self.power(power, last, digits_only) {
                        return;
                    }
                    self.push(Item::Power(power), next);
                    (digits_only, self.numeral.has_power) = (false, true);
                }
                Glyph::Several => {
                    let counts = match last {
                        None => matches!(self.peek(next), Some((Glyph::Power(_), _))),
                        Some(Item::Power(_) | Item::Han(0)) => true,
                        _ => false,
                    };
                    if !counts || self.numeral.vague || self.numeral.open {
                        return;
                    }
                    if last.is_none() {
                        self.numeral.vague = true;
                    } else {
                        self.numeral.open = true;
                    }
                    self.push(Item::Several, next);
                    digits_only = false;
                }
                Glyph::Point if !self.numeral.has_point && last.is_some() && !self.numeral.open => {
                    let Some((behind, end)) = self.behind_point(next) else { return };
                    self.push(Item::Behind(behind), end);
                    self.numeral.has_point = true;
                    digits_only = false;
                }
                Glyph::More | Glyph::About if !self.numeral.more && self.may_be_more(last) => {
                    let goes_on = matches!(self.peek(self.past_blank(next)), Some((Glyph::Power(4 | 8), _)));
                    if glyph == Glyph::About || !goes_on {
                        self.numeral.bare_end = self.at;
                        (self.numeral.more, self.numeral.about) = (glyph == Glyph::More, glyph == Glyph::About);
                        self.at = next;
                        return;
                    }
                    self.numeral.more = true;
                    self.at = next;
                }
                _ => return,
            }
        }
    }

    /// Whether 十, 百, 万 may stand here.
    fn power(&mut self, power: u8, last: Option<Item>, digits_only: bool) -> bool {
        let is_row = digits_only
            && self.items.count() > 1
            && !matches!(self.items.known(), [Item::Han(low), Item::Han(high)] if is_pair(*low, *high));
        if is_row {
            return false;
        }
        if power >= 4 {
            if matches!(last, Some(Item::Han(0))) {
                return false;
            }
            (self.small, self.big) = (0, true);
            return true;
        }
        let fits = self.small == 0 || power < self.small;
        let counts = match last {
            // 零十, 零百
            Some(Item::Han(0)) => self.items.count() > 1,
            None | Some(Item::Han(_) | Item::Arabic(_) | Item::Several) => true,
            // 一百十六
            Some(Item::Power(before)) => power == 1 && (before == 2 || before == 3),
            // 三点一千万
            Some(Item::Behind(_)) => power == 3,
        };
        if fits && counts {
            self.small = power;
        }
        fits && counts
    }

    /// Whether the 两 before a place is a weight: nothing that it could count follows, nor is it one of 一两个.
    fn is_liang(&self, next: usize, last: Option<Item>) -> bool {
        let counts = matches!(self.peek(next), Some((Glyph::Power(2..) | Glyph::Han(_), _)));
        self.text[..next].ends_with(['两', '兩']) && !counts && !matches!(last, Some(Item::Han(1)))
    }

    /// Whether a digit makes a pair with the one before it: 十七八, 一百三五十, but not 十三五.
    fn pairs(&self, before: u8, digit: u8, next: usize) -> bool {
        let is_close = digit == before + 1 || matches!(self.peek(next), Some((Glyph::Power(_), _)));
        is_pair(before, digit) && is_close && !self.ends_with_pair()
    }

    fn ends_with_pair(&self) -> bool {
        matches!(self.items.known(), [.., Item::Han(_), _])
    }

    /// 多 stands behind units and behind numbers of two digits and more.
    fn may_be_more(&self, last: Option<Item>) -> bool {
        match last {
            Some(Item::Power(_)) => !self.numeral.vague,
            Some(Item::Arabic(Some(number))) => number >= Decimal::whole(10),
            _ => false,
        }
    }

    /// Digits with groups and a point.
    fn arabic(&mut self, start: usize) -> bool {
        let mut number = Some(Decimal::default());
        let (mut at, mut digits, mut groups, mut behind) = (start, 0, 0, false);
        let mut first = None;
        let is_wide = self.text[start..].starts_with(|c: char| c > '\u{ff00}');
        loop {
            let (glyph, next) = self.peek(at).unwrap_or((Glyph::Blank, at));
            match glyph {
                Glyph::Digit(digit) => {
                    first = first.or(Some(digit));
                    number = number.and_then(|number| number.then(digit, behind));
                    digits += u32::from(!behind);
                    at = next;
                }
                Glyph::Comma { wide } if !behind && (groups == 0 && (1..=3).contains(&digits) || groups > 0) => {
                    // Behind 第3 and 3比1 a clause begins with ，.
                    let parts_clauses = || self.text[..start].ends_with(['第', '图', '表', '比', ':', '：']);
                    if self.digits(next) != 3 || wide && !is_wide && parts_clauses() {
                        break;
                    }
                    groups += 1;
                    at = next;
                }
                Glyph::Dot if !behind && self.digits(next) > 0 => {
                    behind = true;
                    at = next;
                }
                _ => break,
            }
        }
        if at == start || first.is_none() && !behind {
            return false;
        }
        // 1,2,3 is a list, 1.2.3 a version.
        let goes_on = matches!(self.peek(at), Some((Glyph::Comma { wide: false } | Glyph::Dot, next)) if self.digits(next) > 0);
        // 1百01: behind a unit a zero says that those between are none.
        let is_padded = first == Some(0) && digits > 1;
        let is_behind_unit = is_padded && matches!(self.last(), Some(Item::Power(_)));
        if is_behind_unit {
            self.items.push(Item::Han(0));
        }
        self.numeral.is_code |= goes_on || is_padded && !is_behind_unit;
        self.numeral.has_point |= behind;
        self.numeral.is_arabic = true;
        if let Some((power, end)) = self.exponent(start, at) {
            let number = number.and_then(|number| {
                if power < 0 { number.over_ten_to(power.unsigned_abs()) } else { number.times_ten_to(power.unsigned_abs()) }
            });
            self.push(Item::Arabic(number), end);
            return true;
        }
        self.push(Item::Arabic(number.filter(|_| !goes_on)), at);
        self.letter(start, at, number);
        true
    }

    /// The power of ten of 2.1E5 and 3e-4, where the text has nothing else: 3E5 may be a name.
    fn exponent(&self, start: usize, at: usize) -> Option<(i32, usize)> {
        let is_first = self.text[..start].trim_end_matches(['-', '−', ' ', '负', '負']).is_empty();
        let digits = self.text[at..].strip_prefix(['e', 'E']).filter(|_| is_first)?.trim_end();
        let power = digits.parse::<i32>().ok().filter(|power| power.abs() < 30)?;
        Some((power, at + 1 + digits.len()))
    }

    /// 15k and 30w are thousands and 万, where 4K and 5G are names; M and G count where the text has nothing else.
    fn letter(&mut self, start: usize, at: usize, number: Option<Decimal>) {
        let rest = &self.text[at..];
        let bare = rest.trim_start_matches(' ');
        let is_first = self.text[..start].trim_end_matches(['-', '−', ' ', '负', '負']).is_empty();
        let (power, end) = match bare.chars().next() {
            Some('M') if is_first && bare.trim_end().len() == 1 => (6, 1),
            Some('G') if is_first && bare.trim_end().len() == 1 => (9, 1),
            Some(c @ ('k' | 'K' | 'ｋ' | 'Ｋ')) if bare.len() == rest.len() => (3, c.len_utf8()),
            Some('w') if bare.len() == rest.len() => (4, 1),
            _ => return,
        };
        let is_amount = number.is_some_and(|number| number >= Decimal::whole(10) && power < 6 || !number.is_whole());
        if is_amount && !bare[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            self.push(Item::Power(power), self.text.len() - bare.len() + end);
            self.numeral.has_power = true;
        }
    }

    fn digits(&self, mut at: usize) -> usize {
        let mut count = 0;
        while let (Some((Glyph::Digit(_), next)), true) = (self.peek(at), count < 4) {
            (at, count) = (next, count + 1);
        }
        count
    }

    /// Digits behind 点: 三点一四, 1点45. More than a digit of the clock: 三点十五 is a time.
    fn behind_point(&self, mut at: usize) -> Option<(Option<Decimal>, usize)> {
        let mut number = Some(Decimal::default());
        let start = at;
        loop {
            while at > start && matches!(self.peek(at), Some((Glyph::Blank, next)) if matches!(self.peek(next), Some((Glyph::Han(_), _)))) {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
            }
            match self.peek(if at == start { self.past_blank(at) } else { at }) {
                Some((Glyph::Han(digit) | Glyph::Digit(digit), next)) => {
                    number = number.and_then(|number| number.then(digit, true));
                    at = next;
                }
                Some((Glyph::Power(1 | 2), _)) => return None,
                _ => break,
            }
        }
        (at > start).then_some((number, at))
    }

    fn past_blank(&self, at: usize) -> usize {
        match self.peek(at) {
            Some((Glyph::Blank, next)) => next,
            _ => at,
        }
    }

    fn finish(self, start: usize) -> Option<Numeral> {
        let Self { at, items, mut numeral, .. } = self;
        // 一百零 and 负 say nothing; 几 has a value with a unit alone.
        if items.count() == 0 {
            return None;
        }
        numeral.end = at;
        if !numeral.more && !numeral.about || numeral.bare_end == 0 {
            numeral.bare_end = at;
        }
        numeral.length = self.text[start..numeral.bare_end].chars().count();
        let known = items.known();
        let is_han = known.iter().all(|item| matches!(item, Item::Han(_)));
        numeral.is_arabic &= !known.iter().any(|item| matches!(item, Item::Han(_) | Item::Several | Item::Behind(_)));
        numeral.is_implied = known.iter().all(|item| matches!(item, Item::Power(2..)));
        numeral.tail = items.tail();
        if items.overflows() {
            return Some(numeral);
        }
        // 一七二零点一
        if let [row @ .., Item::Behind(behind)] = known
            && row.len() > 1
            && row.iter().all(|item| matches!(item, Item::Han(_)))
        {
            numeral.value = row_value(row).zip(*behind).and_then(|(row, behind)| row.plus(behind));
            return Some(numeral);
        }
        if is_han && known.len() > 1 {
            if let &[Item::Han(low), Item::Han(high)] = known
                && is_pair(low, high)
            {
                (numeral.value, numeral.upper) = (Some(Decimal::whole(low.into())), Some(Decimal::whole(high.into())));
                return Some(numeral);
            }
            numeral.is_row = true;
            numeral.value = row_value(known);
            return Some(numeral);
        }
        numeral.value = items.value(false);
        numeral.upper = if items.has_two_values() { items.value(true) } else { None };
        Some(numeral)
    }
}

/// Whether the parts of a number may have blanks between them: 5 万, 一百 五 十.
fn joins(last: Option<Item>, glyph: Glyph, has_power: bool) -> bool {
    match (last, glyph) {
        (Some(Item::Arabic(_)), Glyph::Power(power)) => power >= 4 || has_power,
        (Some(Item::Han(_)), Glyph::Power(_) | Glyph::Point) | (Some(Item::Power(_)), Glyph::Han(_) | Glyph::Point) => true,
        (Some(Item::Power(_)), Glyph::Power(power)) => power >= 4,
        (Some(Item::Power(_)), Glyph::More | Glyph::Digit(_)) => has_power,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> (String, Option<String>, Option<String>) {
        let number = read(text, 0).unwrap();
        let show = |value: Option<Decimal>| value.map(|value| value.to_string());
        (text[number.end..].to_owned(), show(number.value), show(number.upper))
    }

    #[test]
    fn numbers_end_where_they_make_no_sense() {
        for (text, rest, value) in [
            ("一百百", "百", "100"),
            ("五十千", "千", "50"),
            ("三百九十九三", "三", "399"),
            ("二十三十", "十", "23"),
            ("十三五", "五", "13"),
            ("三点十五", "点十五", "3"),
            ("4K", "K", "4"),
            ("15k", "", "15000"),
            ("二两", "两", "2"),
            ("两万两", "两", "20000"),
        ] {
            assert_eq!(values(text), (rest.into(), Some(value.into()), None), "{text}");
        }
    }

    #[test]
    fn some_numbers_have_two_values() {
        for (text, low, high) in [
            ("三五百", "300", "500"),
            ("十七八", "17", "18"),
            ("一万六七", "16000", "17000"),
            ("七百三四十", "730", "740"),
            ("一两", "1", "2"),
            ("十几", "10", "19"),
            ("二十几万", "200000", "290000"),
            ("几十", "20", "90"),
            ("数千万", "20000000", "90000000"),
        ] {
            assert_eq!(values(text), (String::new(), Some(low.into()), Some(high.into())), "{text}");
        }
    }

    #[test]
    fn numbers_without_end_have_no_value() {
        assert_eq!(values(&"9".repeat(100)).1, None);
        assert_eq!(values(&"九".repeat(100)).1, None);
        assert_eq!(values(&"亿".repeat(30)).1, None);
        assert_eq!(values("1.2.3"), (".3".into(), None, None));
    }
}
