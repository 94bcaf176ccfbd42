//! What stands behind a number: a measure word, a unit, a currency.

use std::borrow::Cow;

use super::Measure;
use super::context::is_noun as names;
use super::decimal::Decimal;
use super::grammar::{Amount, Form, Scan, Unit};
use super::numeral;
use super::words::{LONGEST, Sort};
use crate::token::Tag;

/// Blanks before a unit at most.
const BLANKS: usize = 4;
/// Characters of a unit with blanks between them at most.
const SPACED: usize = 16;

impl<'s> Scan<'s> {
    /// A number and its unit, of which the number may have taken the first character.
    pub(super) fn measured(&self, amount: Amount) -> (Amount, Option<Unit<'s>>) {
        let smaller = self.smaller(&amount).filter(|_| amount.form == Form::Plain);
        smaller.unwrap_or_else(|| (amount, self.unit(&amount, false)))
    }

    /// 三千|千瓦 and 五|千米: the 千 of a unit that the number has taken.
    pub(super) fn smaller(&self, amount: &Amount) -> Option<(Amount, Option<Unit<'s>>)> {
        let last = self.text[..amount.end].chars().next_back()?;
        let start = amount.end - last.len_utf8();
        if !matches!(last, '千' | '兆' | '百') || start <= amount.start {
            return None;
        }
        let (length, (sort, code)) = self.words.units.beginning(self.rest(start)).next()?;
        let end = start + length;
        let shorter = numeral::read(&self.text[..start], amount.start).filter(|numeral| numeral.end == start)?;
        if !self.is_boundary(amount.start, end) {
            return None;
        }
        let unit = Unit { word: &self.text[start..end], end, sort, code };
        Some((Amount { end: start, value: shorter.value, upper: shorter.upper, numeral: shorter, ..*amount }, Some(unit)))
    }

    /// The unit behind a number.
    pub(super) fn unit(&self, amount: &Amount, is_ordinal: bool) -> Option<Unit<'s>> {
        if amount.form == Form::Percent {
            return None;
        }
        let blanks = self.rest(amount.end).chars().take(BLANKS + 1).take_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{3000}')).count();
        let at = amount.end + self.rest(amount.end).chars().take(blanks.min(BLANKS)).map(char::len_utf8).sum::<usize>();
        let listed = self.spaced(amount, at).or_else(|| self.listed(amount, at)).or_else(|| self.foreign(at));
        let unit = match listed {
            Some(unit) => unit,
            None => {
                let token = self.tokens[self.token_at(at)?];
                let word = token.text(self.text);
                let is_measure = token.tag == Tag::Measure && token.end > token.start;
                // 102处|处于: no measure word is doubled behind a number but one.
                let end = doubled(word).filter(|_| amount.value != Some(Decimal::ONE)).map_or(token.end, |half| at + half);
                is_measure.then(|| Unit { word: &self.text[at..end], end, sort: Sort::Measure(Measure::Count), code: "" })?
            }
        };
        let is_percent = unit.sort == Sort::Measure(Measure::Percent);
        if blanks > 0 && !(amount.numeral.is_arabic && blanks == 1 || is_percent) {
            return None;
        }
        self.judged(amount, unit, is_ordinal)
    }

    /// The longest word of the table that stands here.
    pub(super) fn listed(&self, amount: &Amount, at: usize) -> Option<Unit<'s>> {
        let rest = self.rest(at);
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let folded: Cow<'_, str> = if letters > 1 || rest.starts_with(['°', 'º', 'µ', 'μ', '度']) {
            let window = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(end, _)| end);
            Cow::Owned(rest[..window].to_ascii_lowercase())
        } else {
            Cow::Borrowed(rest)
        };
        let fits = |end: usize| {
            let is_latin = rest[..end].ends_with(|c: char| c.is_ascii_alphabetic());
            let ends_word = if is_latin { !rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) } else { true };
            let is_boundary =
                || self.is_boundary(amount.start, at + end) && (at == amount.start || !self.is_inside(amount.start, at + end));
            ends_word && (is_latin || is_boundary() || rest[..end].ends_with(['%', '％', '‰', '°', '℃']))
        };
        let (length, (sort, code)) = self.words.units.beginning(&folded).find(|(end, _)| fits(*end))?;
        Some(Unit { word: &rest[..length], end: at + length, sort, code })
    }

    /// A unit of per cent with blanks between its characters: 六 个 百 分 点.
    fn spaced(&self, amount: &Amount, at: usize) -> Option<Unit<'s>> {
        let rest = self.rest(at);
        if !rest.starts_with(['个', '個', '百']) || !rest.chars().take(3).any(|c| c == ' ') {
            return None;
        }
        let characters = rest.char_indices().take(SPACED).filter(|(_, c)| *c != ' ').take(LONGEST);
        let mut word = String::new();
        let mut ends = [0; LONGEST];
        for (slot, (place, c)) in
            ends.iter_mut().zip(characters).take_while(|(_, (_, c))| matches!(c, '个' | '個' | '百' | '分' | '点' | '點'))
        {
            word.push(c);
            *slot = at + place + c.len_utf8();
        }
        let &(sort, code) = self.words.units.get(&word)?;
        let end = ends[word.chars().count().checked_sub(1)?];
        let is_percent = sort == Sort::Measure(Measure::Percent) && self.is_boundary(amount.start, end);
        // The blanks are no part of the word.
        is_percent.then(|| Unit { word: if word.contains('點') { "百分點" } else { "百分点" }, end, sort, code })
    }

    /// A currency with its country: 埃及镑.
    pub(super) fn foreign(&self, at: usize) -> Option<Unit<'s>> {
        let place = self.token_at(at)?;
        let (country, currency) = (self.tokens.get(place)?, self.tokens.get(place + 1)?);
        let &(sort, _) = self.words.units.get(currency.text(self.text))?;
        let is_money =
            country.tag == Tag::PlaceName && sort == Sort::Measure(Measure::Money) && currency.text(self.text).chars().count() > 1;
        is_money.then(|| Unit { word: &self.text[at..currency.end], end: currency.end, sort, code: "" })
    }

    /// What a unit of several senses means here.
    pub(super) fn judged(&self, amount: &Amount, unit: Unit<'s>, is_ordinal: bool) -> Option<Unit<'s>> {
        let to = |sort| Some(Unit { sort, ..unit });
        let count = Sort::Measure(Measure::Count);
        let next = self.token_at(unit.end).map(|place| self.tokens[place]);
        let is_noun = next.is_some_and(|token| matches!(token.tag, Tag::Noun | Tag::NominalVerb | Tag::NominalAdjective | Tag::Verb));
        let before = &self.text[..amount.start];
        match unit.word {
            _ if is_ordinal => Some(unit),
            // 五点要求 is no hour, 3000点 no clock.
            "点" | "點" => {
                let is_index = amount.value > Some(Decimal::whole(24)) || amount.numeral.has_point;
                to(if is_index || is_noun && !amount.numeral.is_arabic { count } else { Sort::Time })
            }
            // 十分 is an adverb.
            "分" if !amount.numeral.is_arabic && self.token_at(amount.end).is_none() && !self.is_whole(amount.start, unit.end) => None,
            "分" if before.ends_with(['点', '點', '时', '時', ':', '：']) => to(Sort::Time),
            "分" if self.is_whole(amount.start, unit.end) => Some(Unit { sort: Sort::Measure(Measure::Money), code: "CNY/100", ..unit }),
            "度" | "°" | "º" => {
                let is_degree = amount.value.is_none_or(|value| value > Decimal::whole(9)) || amount.numeral.is_arabic;
                let is_angle = self.rest(unit.end).starts_with('角') || amount.value > Some(Decimal::whole(130));
                let measure = if self.is_warm(amount.start, unit.end) {
                    Measure::Temperature
                } else if unit.word == "度" && !is_degree && !is_angle {
                    Measure::Frequency
                } else {
                    Measure::Other
                };
                to(Sort::Measure(measure))
            }
            // 两块牌子 are no money, 第十四届 and 十四届 the same.
            "块" | "塊" if is_noun || amount.value == Some(Decimal::ONE) && numeral::read(self.text, unit.end).is_none() => to(count),
            "番" if !before.ends_with('翻') && !before.ends_with("翻了") => to(count),
            "两" | "兩" if self.text[amount.end..unit.end] != *unit.word => None,
            "级" | "級" if amount.numeral.is_arabic => to(Sort::Measure(Measure::Other)),
            "届" | "屆" if is_noun || next.is_some_and(|next| names(next.tag)) => to(Sort::Measure(Measure::Ordinal)),
            // 里 is a length where it is no 里 of 屋里; 千里 and 万里 are far.
            "里" if !amount.numeral.is_arabic && (amount.value < Some(Decimal::whole(2)) || amount.numeral.is_implied) => None,
            "平" | "方" if !amount.numeral.is_arabic && is_noun => None,
            // 三成 is a share, 三成熟 and 三成员 are not.
            "成" if amount.value > Some(Decimal::whole(10)) => None,
            _ if unit.sort == Sort::Noun => {
                let is_count = amount.numeral.is_arabic || amount.value >= Some(Decimal::whole(10));
                if is_count { Some(unit) } else { None }
            }
            _ => Some(unit),
        }
    }

    /// Whether degrees are those of a temperature: 气温达40度, and where the text has nothing else.
    fn is_warm(&self, start: usize, end: usize) -> bool {
        let before = &self.text[..start];
        let window = before.char_indices().rev().take(LONGEST).last().map_or(start, |(from, _)| from);
        let says = before[window..].contains(['温', '溫', '热', '熱', '烧', '燒', '冷']) || self.words.scale.ending(before).is_some();
        says || self.is_whole(start, end) || self.is_whole(start, end + '半'.len_utf8()) && self.rest(end) == "半"
    }
}

/// Where the first half of a word ends that is one character twice.
pub(super) fn doubled(word: &str) -> Option<usize> {
    let mut characters = word.chars();
    let first = characters.next()?;
    (characters.next() == Some(first) && characters.next().is_none()).then(|| first.len_utf8())
}
