//! What else belongs to a quantity: a sign or a currency before it, smaller units and words that bound it behind it.

use std::borrow::Cow;

use super::decimal::Decimal;
use super::grammar::{Amount, Reading, Scan, Unit, moved};
use super::numeral;
use super::range::{DASHES, included};
use super::words::{LONGEST, Sort};
use super::{Bound, Measure};
use crate::token::Tag;

impl<'s> Scan<'s> {
    /// What goes on behind a unit: 半, smaller coins, 米九, a second unit of a rate.
    pub(super) fn parts(&self, mut reading: Reading<'s>, unit: Unit<'s>) -> Reading<'s> {
        if reading.bound != Bound::Exact {
            return self.coins(reading, unit, false);
        }
        let rest = self.rest(reading.end);
        if rest.starts_with('半') && self.is_boundary(reading.start, reading.end + '半'.len_utf8()) {
            let half = match unit.measure() {
                Measure::Percent => moved(Some(Decimal::HALF), 1),
                _ => Some(Decimal::HALF),
            };
            reading.number = reading.number.zip(half).and_then(|(number, half)| number.plus(half));
            reading.end += '半'.len_utf8();
            return reading;
        }
        // 七成 六, where the text says nothing else.
        let at = self.text.len() - rest.trim_start_matches(' ').len();
        let behind = numeral::read(self.text, at).filter(|digits| at == reading.end || self.is_whole(reading.start, digits.end));
        let digits = behind.filter(|digits| digits.upper.is_none() && !digits.has_power && !digits.has_point && !digits.more);
        if let (Some(digits), "米" | "公尺" | "成" | "度") = (digits, unit.word)
            && reading.number.is_some_and(Decimal::is_whole)
            && digits.length <= if digits.is_arabic { 2 } else { 1 }
            && !self.goes_on_behind(digits.end)
            && self.unit(&Amount::plain(reading.end, digits), false).is_none()
        {
            let power = digits.length as u32;
            let part = digits.value.and_then(|value| value.over_ten_to(power));
            let part = if unit.word == "成" { moved(part, 1) } else { part };
            reading.number = reading.number.zip(part).and_then(|(number, part)| number.plus(part));
            reading.end = digits.end;
            return reading;
        }
        if unit.word == "斤" {
            reading = self.ounces(reading);
        }
        self.coins(reading, unit, true)
    }

    /// 3斤5两
    pub(super) fn ounces(&self, mut reading: Reading<'s>) -> Reading<'s> {
        let small = numeral::read(self.text, reading.end).filter(|small| self.rest(small.end).starts_with("两"));
        if let Some(small) = small {
            let part = small.value.and_then(|value| value.over_ten_to(1));
            reading.number = reading.number.zip(part).and_then(|(number, part)| number.plus(part));
            reading.end = small.end + "两".len();
        }
        reading
    }

    /// The rest of an amount of money: 5元3角, 九块九, 5万元人民币, 1900圆整, 26400元/年.
    pub(super) fn coins(&self, mut reading: Reading<'s>, unit: Unit<'s>, has_parts: bool) -> Reading<'s> {
        if reading.measure == Measure::Money {
            let mut power = match unit.word {
                "元" | "圆" | "圓" | "块" | "塊" | "蚊" => 0,
                "角" | "毛" | "毫" => 1,
                _ => 2,
            };
            while has_parts && power < 2 {
                let start = reading.end + if self.rest(reading.end).starts_with('零') { '零'.len_utf8() } else { 0 };
                let Some(coin) =
                    numeral::read(self.text, start).filter(|coin| coin.upper.is_none() && coin.value <= Some(Decimal::whole(99)))
                else {
                    break;
                };
                let rest = self.rest(coin.end);
                let (value, end) = match rest.chars().next() {
                    Some(c @ ('角' | '毛' | '毫')) if power == 0 => (1, coin.end + c.len_utf8()),
                    Some('分') if !rest.starts_with("分钟") => (2, coin.end + '分'.len_utf8()),
                    _ if !matches!(unit.word, "元" | "圆" | "圓")
                        && coin.length == 1
                        && !coin.is_arabic
                        && self.is_boundary(start, coin.end)
                        && (rest.starts_with("RMB") || !self.goes_on_behind(coin.end))
                        && self.unit(&Amount::plain(start, coin), false).is_none_or(|unit| unit.code == "CNY") =>
                    {
                        (power + 1, coin.end)
                    }
                    _ => break,
                };
                let part = coin.value.and_then(|coin| coin.over_ten_to(value));
                reading.number = reading.number.zip(part).and_then(|(number, part)| number.plus(part));
                (reading.end, power) = (end, value.max(power + 1));
                if matches!(power, 0..=2) && unit.word != "元" {
                    reading.unit = self.words.main_unit(reading.currency.unwrap_or_default()).map(Cow::Borrowed).or(reading.unit);
                }
            }
            let rest = self.rest(reading.end);
            for word in ["人民币", "人民幣", "RMB", "钱", "錢", "整", "正"] {
                if rest.starts_with(word) && self.is_boundary(reading.start, reading.end + word.len()) {
                    reading.end += word.len();
                    break;
                }
            }
            // 三万元欧元: the more exact word counts.
            if reading.currency == Some("CNY")
                && let Some((length, (Sort::Measure(Measure::Money), code))) = self.words.units.beginning(self.rest(reading.end)).next()
                && code.len() == 3
                && code != "CNY"
            {
                reading.unit = Some(Cow::Borrowed(&self.text[reading.end..reading.end + length]));
                (reading.currency, reading.end) = (Some(code), reading.end + length);
            }
        }
        self.rate(reading)
    }

    /// A rate: 元/吨, 次/分钟.
    pub(super) fn rate(&self, mut reading: Reading<'s>) -> Reading<'s> {
        let Some(place) = self.token_at(reading.end) else { return reading };
        let is_stroke = matches!(self.tokens[place].text(self.text), "/" | "／");
        if let (true, Some(unit), Some(next)) = (is_stroke, &reading.unit, self.tokens.get(place + 1))
            && matches!(next.tag, Tag::Measure | Tag::Noun | Tag::Time | Tag::TimeMorpheme | Tag::NounMorpheme)
            && reading.end >= unit.len()
        {
            reading.unit = Some(Cow::Owned(format!("{unit}/{}", next.text(self.text))));
            reading.end = next.end;
        }
        reading
    }

    /// Words behind a quantity that bound it: 以上, 左右, 多.
    pub(super) fn behind(&self, mut reading: Reading<'s>) -> Reading<'s> {
        let rest = included(self.rest(reading.end));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let at = self.text.len() - rest.len();
        let word = self.words.behind.beginning(rest).find(|(length, _)| self.is_boundary(at, at + length));
        let Some((length, bound)) = word else { return reading };
        let counts = matches!(reading.measure, Measure::Count | Measure::Frequency);
        if rest.starts_with("以前") && reading.measure != Measure::Age || counts && rest.starts_with(['多', '余', '餘']) {
            return reading;
        }
        reading.end = at + length;
        if reading.bound != Bound::Range {
            reading.bind(bound);
        }
        reading
    }

    /// What before a number belongs to it: minus, 零下, 人民币, 每小时.
    pub(super) fn before(&self, mut reading: Reading<'s>, floor: usize) -> Reading<'s> {
        let negate = |reading: &mut Reading<'s>| {
            reading.number = reading.number.map(Decimal::negated);
            (reading.lower, reading.upper) = (reading.upper.map(Decimal::negated), reading.lower.map(Decimal::negated));
        };
        // Two of 零下, 摄氏 and a sign at most.
        for _ in 0..3 {
            let before = &self.text[floor..reading.start];
            if matches!(reading.measure, Measure::Temperature)
                && let Some((start, is_below)) = self.words.scale.ending(before)
            {
                if is_below && reading.bound == Bound::Range {
                    break;
                }
                if is_below {
                    negate(&mut reading);
                } else {
                    let scale = if before[start..].starts_with(['华', '華']) { "华氏度" } else { "摄氏度" };
                    reading.unit = Some(Cow::Borrowed(scale));
                }
                reading.start = floor + start;
                continue;
            }
            let takes_sign = !matches!(reading.measure, Measure::Ordinal) && reading.bound != Bound::Range;
            if let Some(start) = self.minus(reading.start, reading.measure).filter(|start| *start >= floor && takes_sign) {
                negate(&mut reading);
                reading.start = start;
            }
            break;
        }
        if reading.measure == Measure::Ordinal {
            return reading;
        }
        let before = &self.text[floor..reading.start];
        let bare = before.strip_suffix(' ').unwrap_or(before);
        if matches!(reading.measure, Measure::Money) || reading.unit.is_none() && reading.measure == Measure::Count {
            let from = bare.char_indices().rev().take(LONGEST).last().map_or(0, |(start, _)| start);
            let folded = bare[from..].to_ascii_lowercase();
            if let Some((start, code)) = self.words.sign.ending(&folded)
                && self.may_begin(floor + from + start)
            {
                let is_own = reading.unit.is_some();
                (reading.start, reading.measure) = (floor + from + start, Measure::Money);
                if reading.currency.is_none() || !code.is_empty() && code != "CNY" {
                    reading.currency = Some(code).filter(|code| !code.is_empty());
                }
                if !is_own {
                    reading.unit = reading.currency.and_then(|code| self.words.main_unit(code)).map(Cow::Borrowed);
                }
            }
        }
        if reading.measure == Measure::Length
            && let Some(per) = ["每小时", "每秒", "每分钟", "每小時", "每分鐘"].iter().find(|per| before.ends_with(**per))
        {
            reading.start -= per.len();
            reading.measure = Measure::Other;
            reading.unit = reading.unit.map(|unit| Cow::Owned(format!("{unit}/{}", &per['每'.len_utf8()..])));
        }
        reading
    }

    /// Where a minus before a number stands.
    pub(super) fn minus(&self, start: usize, measure: Measure) -> Option<usize> {
        let before = &self.text[..start];
        let bare = before.trim_end_matches(' ');
        if let Some(start) = ['负', '負'].iter().find_map(|sign| bare.strip_suffix(*sign)) {
            let is_sign = before.len() - bare.len() <= 1 && self.token_at(start.len()).is_some();
            return (is_sign && !start.ends_with(['正', '胜', '勝'])).then_some(start.len());
        }
        let start = bare.strip_suffix(['-', '−', '－'])?;
        let is_attached = bare.len() == before.len() || start.is_empty();
        let is_measured = matches!(measure, Measure::Percent | Measure::Temperature);
        let is_sign = match start.chars().next_back() {
            Some(c) => !c.is_ascii_alphanumeric() && !DASHES.contains(&c) && (is_measured && !matches!(c, '%' | '℃') || !c.is_alphabetic()),
            None => true,
        };
        (is_attached && is_sign).then_some(start.len())
    }

    /// Whether a word may begin here.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        at == 0
            || self.token_at(at).is_some()
            || !self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && self.rest(at).starts_with(|c: char| c.is_ascii_alphabetic())
    }
}
