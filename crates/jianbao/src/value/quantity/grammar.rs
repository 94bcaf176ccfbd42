//! How quantities are written: what a token begins, a number with its unit or an ordinal.
//!
//! [`Scan::read`] looks at one token that may begin a number. What it finds is a [`Reading`]; whether the text means a quantity by
//! it, and of what, is for [`context`](super::context) to say.

use std::borrow::Cow;

use super::decimal::Decimal;
use super::fraction;
use super::numeral::{self, Glyph, Numeral, glyph};
use super::words::{Sort, Words};
use super::{Bound, Measure};
use crate::token::{Tag, Token};

/// Bytes of an amount of money that is all of a text, at most: ten characters.
const ALONE: usize = 30;

/// A text with all that is known of it.
#[derive(Clone, Copy)]
pub(super) struct Scan<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: &'s [Token],
    pub(super) words: &'static Words,
    /// Where the text begins and ends without white space.
    pub(super) bounds: (usize, usize),
    /// Whether the text is to be read as one amount of money and nothing else (九毛九): its tokens tell little of it then.
    pub(super) is_alone: bool,
}

/// A number with what stands beside it.
#[derive(Debug, Clone)]
pub(super) struct Reading<'s> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<Decimal>,
    pub(super) lower: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
    /// What words inside it say.
    pub(super) bound: Bound,
    pub(super) unit: Option<Cow<'s, str>>,
    pub(super) measure: Measure,
    pub(super) currency: Option<&'static str>,
    /// How its first number is written.
    pub(super) numeral: Numeral,
    pub(super) sort: Option<Sort>,
}

/// What stands at a token. It lives for a moment only, so that a box would cost more than the size.
#[allow(clippy::large_enum_variant)]
pub(super) enum Step<'s> {
    /// Nothing, up to here.
    Past(usize),
    Found(Reading<'s>),
}

/// A number without its unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
    pub(super) numeral: Numeral,
    pub(super) form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// 三分之二
    Fraction,
    /// 百分之五
    Percent,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'s> {
    /// As it is written, without blanks before it.
    pub(super) word: &'s str,
    pub(super) end: usize,
    pub(super) sort: Sort,
    pub(super) code: &'static str,
}

impl Reading<'_> {
    /// Sets a bound, and the end that it leaves.
    pub(super) fn bind(&mut self, bound: Bound) {
        self.bound = bound;
        (self.lower, self.upper) = (None, None);
        match bound {
            Bound::AtLeast | Bound::MoreThan => self.lower = self.number,
            Bound::AtMost | Bound::LessThan => self.upper = self.number,
            Bound::Exact | Bound::About | Bound::Range => {}
        }
    }

    /// 最高额度为110万元: a bound in the name of what is measured.
    pub(super) fn limit(&mut self, object: Option<&str>) {
        let bound = match object {
            Some(object) if object.contains("最高") => Bound::AtMost,
            Some(object) if object.contains("最低") => Bound::AtLeast,
            _ => return,
        };
        if self.bound == Bound::Exact {
            self.bind(bound);
        }
    }
}

impl Amount {
    /// Of a number as it stands.
    pub(super) fn plain(start: usize, numeral: Numeral) -> Self {
        Self { start, end: numeral.end, value: numeral.value, upper: numeral.upper, numeral, form: Form::Plain }
    }

    /// Of a word that stands for a number: 半, 首.
    fn word(start: usize, word: char, value: Decimal) -> Self {
        let end = start + word.len_utf8();
        Self::plain(start, Numeral { end, bare_end: end, value: Some(value), ..Numeral::default() })
    }
}

impl Unit<'_> {
    pub(super) fn measure(&self) -> Measure {
        match self.sort {
            Sort::Measure(measure) => measure,
            _ => Measure::Count,
        }
    }
}

impl<'s> Scan<'s> {
    /// What begins with the token of this number. Its first character begins a number, or is 第, 半 or 上.
    ///
    /// `floor` is where the quantity before it ends.
    pub(super) fn read(&self, place: usize, first: char, floor: usize) -> Step<'s> {
        let token = self.tokens[place];
        let read = self.step(token, first);
        match read {
            Some(Step::Found(reading)) => Step::Found(self.before(reading, floor)),
            Some(step) => step,
            None => Step::Past(token.end),
        }
    }

    /// An amount of money that is the whole of a short text: 九毛九, 壹拾壹元正.
    pub(super) fn alone(&self) -> Option<Reading<'s>> {
        let (start, end) = self.bounds;
        let first = self.text[start..].chars().next().filter(|first| end - start <= ALONE && numeral::begins(*first))?;
        let token = Token { start, ..*self.tokens.get(self.token_at(start)?)? };
        let scan = Scan { is_alone: true, ..*self };
        match scan.step(token, first)? {
            Step::Found(reading) if (reading.start, reading.end) == (start, end) && reading.measure == Measure::Money => Some(reading),
            _ => None,
        }
    }

    fn step(&self, token: Token, first: char) -> Option<Step<'s>> {
        match first {
            _ if token.tag == Tag::Time && !self.is_whole(token.start, token.end) => None,
            '第' => self.ordinal(token),
            '首' => self.first(token),
            '半' => self.half(token),
            '上' => self.cardinal(token, token.start + first.len_utf8()).map(|step| match step {
                Step::Found(reading) if reading.numeral.is_implied => {
                    let mut reading = Reading { start: token.start, ..reading };
                    reading.bind(Bound::AtLeast);
                    Step::Found(reading)
                }
                _ => Step::Past(token.end),
            }),
            _ => self.cardinal(token, token.start),
        }
    }

    /// Whether the text says nothing else.
    pub(super) fn is_whole(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].trim_end_matches(['-', '−', '－', '负', '負', ' ', '　']);
        self.bounds.1 == end && (self.bounds.0 == start || before.len() <= self.bounds.0)
    }

    pub(super) fn rest(&self, at: usize) -> &'s str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Whether a word may end here: a token does, or the one that began the number goes on.
    pub(super) fn is_boundary(&self, start: usize, end: usize) -> bool {
        let place = self.tokens.partition_point(|token| token.end < end);
        self.is_alone || self.tokens.get(place).is_none_or(|token| token.end == end || token.start <= start)
    }

    /// Whether the word that a number begins goes on behind a place: 一部|分, 一对|一.
    pub(super) fn is_inside(&self, start: usize, end: usize) -> bool {
        let place = self.tokens.partition_point(|token| token.end <= start);
        !self.is_alone && self.tokens.get(place).is_some_and(|token| token.end > end && token.tag == Tag::Number)
    }

    /// The token that begins at a place.
    pub(super) fn token_at(&self, at: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&at, |token| token.start).ok()
    }

    pub(super) fn amount(&self, start: usize) -> Option<Amount> {
        let numeral = numeral::read(self.text, start)?;
        let goes_on = self.rest(numeral.bare_end).trim_start_matches([' ', '\u{3000}']).starts_with(['分', '又']);
        if goes_on && let Some(fraction) = fraction::read(self.text, start) {
            let form = if fraction.is_percent { Form::Percent } else { Form::Fraction };
            let fraction::Fraction { end, value, upper, numerator, .. } = fraction;
            return Some(Amount { start, end, value, upper, numeral: numerator, form });
        }
        Some(Amount::plain(start, numeral))
    }

    fn cardinal(&self, token: Token, start: usize) -> Option<Step<'s>> {
        let mut amount = self.amount(start)?;
        if !self.is_number(token, &amount) || self.goes_on_before(start) {
            return Some(Step::Past(amount.end.max(token.end)));
        }
        if let Some(slash) = self.slash(&amount) {
            return Some(slash);
        }
        if let Some(second) = self.second(amount.end) {
            return Some(self.range(amount, None, second).unwrap_or(Step::Past(second.end)));
        }
        if let Some(ratio) = self.ratio(&amount) {
            return Some(ratio);
        }
        let (whole, mut unit) = self.measured(amount);
        amount = whole;
        // 多 is another word's: 20多元化.
        if unit.is_none() && amount.end != amount.numeral.bare_end && amount.form == Form::Plain && !self.is_boundary(start, amount.end) {
            amount.end = amount.numeral.bare_end;
            (amount.numeral.more, amount.numeral.about) = (false, false);
            unit = self.unit(&amount, false);
        }
        let Some(unit) = unit else {
            let is_half = self.rest(start).starts_with("一半") && self.is_boundary(start, start + "一半".len());
            if is_half {
                let half = Amount { end: start + "一半".len(), value: Some(Decimal::HALF), upper: None, form: Form::Fraction, ..amount };
                return Some(Step::Found(self.behind(self.reading(half, None))));
            }
            // 2000万iPhone: behind 万 no letter goes on with the number.
            let is_parted = amount.numeral.tail.1 > 0 && self.rest(amount.end).starts_with(|c: char| c.is_ascii_alphabetic());
            if self.goes_on_behind(amount.end) && !is_parted {
                return Some(Step::Past(amount.end));
            }
            return Some(Step::Found(self.behind(self.reading(amount, None))));
        };
        if matches!(unit.sort, Sort::Time | Sort::Name) {
            return Some(self.old(&amount, unit).map_or(Step::Past(unit.end), Step::Found));
        }
        if let Some(second) = self.second(unit.end)
            && let Some(range) = self.range(amount, Some(unit), second)
        {
            return Some(range);
        }
        if self.is_latin_inside(unit.end) {
            return Some(Step::Past(unit.end));
        }
        let reading = self.parts(self.reading(amount, Some(unit)), unit);
        Some(Step::Found(self.behind(reading)))
    }

    /// Whether this token, from its part of speech, is a number or begins one.
    fn is_number(&self, token: Token, amount: &Amount) -> bool {
        let Amount { start, end, numeral, .. } = *amount;
        let is_number = match token.tag {
            Tag::Number | Tag::NumberMorpheme | Tag::Latin | Tag::Measure => true,
            Tag::NonWord => numeral.length > 1,
            // 万一, 千万 and the like are words.
            Tag::Conjunction | Tag::Adverb | Tag::Adjective | Tag::AdverbialAdjective | Tag::Idiom => numeral.length > 2 && end > token.end,
            _ => {
                end >= token.end
                    && (numeral.length > 2 || numeral.has_power || amount.form != Form::Plain || token.tag == Tag::Abbreviation)
            }
        };
        is_number || self.is_alone || self.is_whole(start, end)
    }

    /// Whether the number is the end of something else: B12, F-16, 20:30, 1.2.3.
    fn goes_on_before(&self, start: usize) -> bool {
        let mut last = self.text[..start].chars().rev();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match last.next() {
            Some('-' | '_' | '/' | '.' | '#' | '@' | '+' | '=' | '×' | '*' | '^' | '\\' | '&') => is_word(last.next()),
            Some(':' | '：' | '∶' | '~' | '～' | '·') => last.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_ascii_alphanumeric() || self.is_numeral(c, start.saturating_sub(1)),
            None => false,
        }
    }

    /// Whether a character writes a number where it stands: that of 队伍 does not.
    fn is_numeral(&self, c: char, inside: usize) -> bool {
        let is_digit = matches!(glyph(c), Some(Glyph::Digit(_) | Glyph::Han(_) | Glyph::Tens(_) | Glyph::Power(_)));
        let place = self.tokens.partition_point(|token| token.end <= inside);
        is_digit && self.tokens.get(place).is_some_and(|token| matches!(token.tag, Tag::Number | Tag::Time | Tag::Abbreviation))
    }

    /// Whether something else begins with the number: 3D, 8:30, 13+14, 192.168, 十三五.
    pub(super) fn goes_on_behind(&self, end: usize) -> bool {
        let mut rest = self.rest(end).chars();
        let (first, second) = (rest.next(), rest.next());
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match first {
            Some('-' | '_' | '/' | '.' | '@' | '+' | '=' | '×' | '*' | '^' | '&' | '#') => is_word(second),
            Some(':' | '：' | '∶' | '·') => second.is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_ascii_alphanumeric() || self.is_numeral(c, end),
            None => false,
        }
    }

    pub(super) fn is_latin_inside(&self, at: usize) -> bool {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        self.text[..at].ends_with(is_latin) && self.rest(at).starts_with(is_latin)
    }

    /// A reading of a number and its unit, in the measure of the unit.
    pub(super) fn reading(&self, amount: Amount, unit: Option<Unit<'s>>) -> Reading<'s> {
        let Amount { start, end, value, upper, numeral, form } = amount;
        let mut reading = Reading {
            start,
            end: unit.map_or(end, |unit| unit.end),
            number: value,
            lower: None,
            upper: None,
            bound: Bound::Exact,
            unit: unit.map(|unit| Cow::Borrowed(unit.word)),
            measure: match (unit, form) {
                (Some(unit), _) => unit.measure(),
                (None, Form::Plain) => Measure::Count,
                (None, Form::Fraction) => Measure::Ratio,
                (None, Form::Percent) => Measure::Percent,
            },
            currency: None,
            numeral,
            sort: unit.map(|unit| unit.sort),
        };
        let (mut low, mut high) = (value, upper);
        if let Some(unit) = unit {
            let is_whole_percent = matches!(unit.word, "折") && value >= Some(Decimal::whole(10));
            match unit.measure() {
                Measure::Percent if !unit.word.contains('点') && !unit.word.contains('點') => {
                    let power: i8 = if is_whole_percent { 0 } else { unit.code.parse().unwrap_or_default() };
                    (low, high) = (moved(low, power), moved(high, power));
                    reading.unit = Some(Cow::Borrowed("%"));
                }
                Measure::Money => {
                    let (code, part) =
                        unit.code.split_once('/').map_or((unit.code, 0), |(code, part)| (code, part.len().saturating_sub(1)));
                    if part > 0 {
                        (low, high) = (moved(low, -(part as i8)), moved(high, -(part as i8)));
                        reading.unit = self.words.main_unit(code).map(Cow::Borrowed);
                    }
                    reading.currency = Some(code).filter(|code| !code.is_empty());
                }
                _ => {}
            }
        } else if form == Form::Percent {
            reading.unit = Some(Cow::Borrowed("%"));
        }
        reading.number = low;
        if high.is_some() || upper.is_some() {
            (reading.lower, reading.upper, reading.bound) = (low, high, Bound::Range);
            // 几 leaves open what the others say for certain: of 三十几 thirty.
            reading.number = low.filter(|_| numeral.open);
        } else if numeral.more {
            reading.bind(Bound::MoreThan);
        } else if numeral.about || numeral.is_implied && form == Form::Plain {
            reading.bind(Bound::About);
        }
        reading
    }

    /// 十个月大, 90天大: an age in units of time.
    fn old(&self, amount: &Amount, unit: Unit<'s>) -> Option<Reading<'s>> {
        let rest = self.rest(unit.end).strip_prefix('大')?;
        let end = self.text.len() - rest.len();
        let ends = rest.starts_with(['的', '了', '，', '。', ',', '.']) || rest.is_empty();
        (unit.sort == Sort::Time && ends && self.is_boundary(amount.start, end)).then(|| Reading {
            end,
            measure: Measure::Age,
            ..self.reading(*amount, Some(unit))
        })
    }

    /// 半公斤, 半米
    fn half(&self, token: Token) -> Option<Step<'s>> {
        let amount = Amount::word(token.start, '半', Decimal::HALF);
        let unit = self.unit(&amount, false)?;
        let is_measured = matches!(unit.measure(), Measure::Length | Measure::Area | Measure::Mass | Measure::Volume)
            && matches!(unit.sort, Sort::Measure(_));
        is_measured.then(|| Step::Found(self.behind(self.reading(amount, Some(unit)))))
    }

    /// 首届, 首批; 首次 is an adverb.
    fn first(&self, token: Token) -> Option<Step<'s>> {
        let amount = Amount::word(token.start, '首', Decimal::ONE);
        let end = amount.end;
        let unit = self.listed(&amount, end)?;
        let is_counted = matches!(unit.sort, Sort::Measure(Measure::Count)) && self.is_boundary(end, unit.end) && token.end <= unit.end;
        is_counted.then(|| Step::Found(Reading { measure: Measure::Ordinal, ..self.reading(amount, Some(unit)) }))
    }

    /// 第三, 第100名, 倒数第二
    fn ordinal(&self, token: Token) -> Option<Step<'s>> {
        let start = token.start + '第'.len_utf8();
        let mut amount = self.amount(start).filter(|amount| amount.form == Form::Plain)?;
        amount.end = amount.numeral.bare_end;
        let unit = self.unit(&amount, true);
        if self.goes_on_behind(amount.end) && unit.is_none() {
            return Some(Step::Past(amount.end));
        }
        if let Some(unit) = unit
            && (unit.sort == Sort::Time || unit.sort == Sort::Name && unit.word != "号")
        {
            return Some(Step::Past(unit.end));
        }
        // 第三产业 is a word.
        let end = unit.map_or(amount.end, |unit| unit.end);
        if self.token_at(end).is_none() && end < self.text.len() {
            return None;
        }
        let back = self.text[..token.start].strip_suffix("倒数");
        let mut reading = self.reading(
            Amount { start: token.start, ..amount },
            unit.map(|unit| Unit { sort: Sort::Measure(Measure::Count), code: "", ..unit }),
        );
        reading.measure = Measure::Ordinal;
        if let Some(back) = back {
            reading.start = back.len();
            reading.number = reading.number.map(Decimal::negated);
        }
        Some(Step::Found(reading))
    }
}

/// A number times a power of ten.
pub(super) fn moved(value: Option<Decimal>, power: i8) -> Option<Decimal> {
    let by = u32::from(power.unsigned_abs());
    if power < 0 { value?.over_ten_to(by) } else { value?.times_ten_to(by) }
}
