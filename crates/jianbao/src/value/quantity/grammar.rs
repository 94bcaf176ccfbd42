//! How quantities are written: signs, a number, a unit, ranges, money in parts, ordinals.
//!
//! [`Scan::read`] looks at one token that may begin a number. What it finds is a [`Reading`]; whether the text means a quantity by
//! it, and of what, is for [`context`](super::context) to say.

use std::borrow::Cow;

use super::decimal::Decimal;
use super::fraction;
use super::numeral::{self, Glyph, Numeral, glyph};
use super::words::{Sort, Words, beginning, ending};
use super::context::is_noun as is_name;
use super::{Bound, Measure};
use crate::token::{Tag, Token};

/// Signs between the ends of a range.
const DASHES: [char; 9] = ['-', '~', '—', '–', '～', '－', '−', '‑', '─'];
/// Blanks before a unit at most.
const BLANKS: usize = 4;

pub(super) struct Scan<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: &'s [Token],
    pub(super) words: &'static Words,
    /// Where the text begins and ends without white space.
    pub(super) bounds: (usize, usize),
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

/// What stands at a token.
pub(super) enum Step<'s> {
    /// Nothing, up to here.
    Past(usize),
    Found(Reading<'s>),
}

/// A number without its unit.
#[derive(Debug, Clone, Copy)]
struct Amount {
    start: usize,
    end: usize,
    value: Option<Decimal>,
    upper: Option<Decimal>,
    numeral: Numeral,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    /// 三分之二
    Fraction,
    /// 百分之五
    Percent,
}

#[derive(Debug, Clone, Copy)]
struct Unit<'s> {
    /// As it is written, without blanks before it.
    word: &'s str,
    end: usize,
    sort: Sort,
    code: &'static str,
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
}

impl Unit<'_> {
    fn measure(&self) -> Measure {
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
        self.tokens.get(place).is_none_or(|token| token.end == end || token.start <= start)
    }

    /// The token that begins at a place.
    pub(super) fn token_at(&self, at: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&at, |token| token.start).ok()
    }

    fn amount(&self, start: usize) -> Option<Amount> {
        if let Some(fraction) = fraction::read(self.text, start) {
            let form = if fraction.is_percent { Form::Percent } else { Form::Fraction };
            let fraction::Fraction { end, value, upper, numerator, .. } = fraction;
            return Some(Amount { start, end, value, upper, numeral: numerator, form });
        }
        let numeral = numeral::read(self.text, start)?;
        Some(Amount { start, end: numeral.end, value: numeral.value, upper: numeral.upper, numeral, form: Form::Plain })
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
            if self.goes_on_behind(amount.end) {
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
            _ => end >= token.end && (numeral.length > 2 || numeral.has_power || amount.form != Form::Plain || token.tag == Tag::Abbreviation),
        };
        is_number || self.is_whole(start, end)
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
    fn goes_on_behind(&self, end: usize) -> bool {
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

    fn is_latin_inside(&self, at: usize) -> bool {
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        self.text[..at].ends_with(is_latin) && self.rest(at).starts_with(is_latin)
    }

    /// 2/3, unless it is a date or something else with strokes.
    fn slash(&self, first: &Amount) -> Option<Step<'s>> {
        let at = self.rest(first.end).strip_prefix(['/', '／'])?;
        let start = self.text.len() - at.len();
        let second = self.amount(start)?;
        let is_share = first.value < second.value && second.value <= Some(Decimal::whole(100));
        let is_plain = first.form == Form::Plain && second.form == Form::Plain && !first.numeral.is_code && !second.numeral.is_code;
        let rest = self.rest(second.end);
        let next = self.token_at(second.end).map(|place| self.tokens[place].tag);
        let is_said = ["的", "以上", "以下", "左右", "多"].iter().any(|word| rest.starts_with(word)) || next.is_some_and(is_name);
        if !is_plain || !(self.is_whole(first.start, second.end) || is_share && is_said) {
            return Some(Step::Past(second.end));
        }
        let value = first.value.zip(second.value).and_then(|(first, second)| first.over(second));
        let amount = Amount { end: second.end, value, upper: None, form: Form::Fraction, ..*first };
        Some(Step::Found(self.behind(self.reading(amount, None))))
    }

    /// 3比1, and 1:3 where a word says that it is no time of day.
    fn ratio(&self, first: &Amount) -> Option<Step<'s>> {
        let rest = self.rest(first.end).strip_prefix(['比', ':', '：', '∶'])?;
        let is_said = self.rest(first.end).starts_with('比');
        let second = self.amount(self.text.len() - rest.len())?;
        let names = ["的比例", "比例", "的比率", "的配比"];
        if !is_said && !names.iter().any(|name| self.rest(second.end).starts_with(name))
            || second.end != second.numeral.bare_end
            || first.upper.is_some()
            || self.unit(&second, false).is_some()
            || self.goes_on_behind(second.end)
        {
            return None;
        }
        let reading = self.reading(Amount { end: second.end, value: None, form: Form::Fraction, ..*first }, None);
        Some(Step::Found(reading))
    }

    /// The other end of a range that goes on here.
    fn second(&self, at: usize) -> Option<Amount> {
        let rest = self.rest(at);
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let after = match rest.chars().next()? {
            '至' | '到' => &rest['至'.len_utf8()..],
            dash if DASHES.contains(&dash) => {
                let once = &rest[dash.len_utf8()..];
                once.strip_prefix(dash).unwrap_or(once)
            }
            _ => return None,
        };
        let after = after.strip_prefix(' ').unwrap_or(after);
        let unsigned = ["零下", "负", "負", "-", "−", "－"].iter().find_map(|sign| after.strip_prefix(sign));
        let mut amount = self.amount(self.text.len() - unsigned.unwrap_or(after).len())?;
        if unsigned.is_some() {
            amount.value = amount.value.map(Decimal::negated);
        }
        Some(amount)
    }

    fn range(&self, mut first: Amount, unit: Option<Unit<'s>>, second: Amount) -> Option<Step<'s>> {
        let (mut second, other) = self.measured(second);
        let same = match (unit, other) {
            (None, other) => other,
            (Some(unit), Some(other)) if unit.word == other.word => Some(other),
            _ => return None,
        };
        if same.is_some_and(|unit| matches!(unit.sort, Sort::Time | Sort::Name)) {
            return Some(Step::Past(same.map_or(second.end, |unit| unit.end)));
        }
        if first.form == Form::Percent && second.form == Form::Plain && same.is_none() {
            second.form = Form::Percent;
        }
        if unit.is_none() {
            first.value = first.value.and_then(|low| spread(low, &first.numeral, &second));
        }
        let is_row = |numeral: &Numeral| numeral.is_code || numeral.is_row || numeral.more;
        if is_row(&first.numeral) || is_row(&second.numeral) || first.form != second.form && same.is_none() || first.upper.is_some() {
            return None;
        }
        let mut start = first.start;
        let (mut low, mut high) = (first.value, second.upper.or(second.value));
        let measure = same.map_or(Measure::Count, |unit| unit.measure());
        if let Some(sign) = self.minus(start, if first.form == Form::Percent { Measure::Percent } else { measure }) {
            (start, low) = (sign, low.map(Decimal::negated));
        } else if measure == Measure::Temperature && self.text[..start].ends_with("零下") {
            // 零下3到5度 is below zero at both ends, 零下3度到5度 at one.
            let is_both = unit.is_none() && high > Some(Decimal::default());
            (start, low) = (start - "零下".len(), low.map(Decimal::negated));
            high = if is_both { high.map(Decimal::negated) } else { high };
            if low > high {
                (low, high) = (high, low);
            }
        }
        if same.is_none() && first.form == Form::Plain && self.goes_on_behind(second.end) || !(low < high) && low.is_some() {
            return None;
        }
        let amount = Amount { start, end: second.end, upper: high, numeral: second.numeral, form: second.form, value: low, ..first };
        let reading = self.reading(amount, same);
        Some(Step::Found(self.behind(Reading { number: None, bound: Bound::Range, ..reading })))
    }

    /// A number and its unit, of which the number may have taken the first character.
    fn measured(&self, amount: Amount) -> (Amount, Option<Unit<'s>>) {
        let smaller = self.smaller(&amount).filter(|_| amount.form == Form::Plain);
        smaller.unwrap_or_else(|| (amount, self.unit(&amount, false)))
    }

    /// 三千|千瓦 and 五|千米: the 千 of a unit that the number has taken.
    fn smaller(&self, amount: &Amount) -> Option<(Amount, Option<Unit<'s>>)> {
        let last = self.text[..amount.end].chars().next_back()?;
        let start = amount.end - last.len_utf8();
        if !matches!(last, '千' | '兆' | '百') || start <= amount.start {
            return None;
        }
        let (length, (sort, code)) = beginning(&self.words.units, self.rest(start)).next()?;
        let end = start + length;
        let shorter = numeral::read(&self.text[..start], amount.start).filter(|numeral| numeral.end == start)?;
        if !self.is_boundary(amount.start, end) {
            return None;
        }
        let unit = Unit { word: &self.text[start..end], end, sort, code };
        Some((Amount { end: start, value: shorter.value, upper: shorter.upper, numeral: shorter, ..*amount }, Some(unit)))
    }

    /// The unit behind a number.
    fn unit(&self, amount: &Amount, is_ordinal: bool) -> Option<Unit<'s>> {
        if amount.form == Form::Percent {
            return None;
        }
        let blanks = self.rest(amount.end).chars().take(BLANKS + 1).take_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{3000}')).count();
        let at = amount.end + self.rest(amount.end).chars().take(blanks.min(BLANKS)).map(char::len_utf8).sum::<usize>();
        let listed = self.listed(amount, at).or_else(|| self.foreign(at));
        let unit = match listed {
            Some(unit) => unit,
            None => {
                let token = self.tokens[self.token_at(at)?];
                let word = token.text(self.text);
                let is_measure = token.tag == Tag::Measure && token.end > token.start;
                is_measure.then_some(Unit { word, end: token.end, sort: Sort::Measure(Measure::Count), code: "" })?
            }
        };
        let is_percent = unit.sort == Sort::Measure(Measure::Percent);
        if blanks > 0 && !(amount.numeral.is_arabic && blanks == 1 || is_percent) {
            return None;
        }
        self.judged(amount, unit, is_ordinal)
    }

    /// The longest word of the table that stands here.
    fn listed(&self, amount: &Amount, at: usize) -> Option<Unit<'s>> {
        let rest = self.rest(at);
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let folded: Cow<'_, str> = if letters > 1 || rest.starts_with(['°', 'º', 'µ', 'μ', '度']) {
            let window = rest.char_indices().nth(super::words::LONGEST).map_or(rest.len(), |(end, _)| end);
            Cow::Owned(rest[..window].to_ascii_lowercase())
        } else {
            Cow::Borrowed(rest)
        };
        let fits = |end: usize| {
            let is_latin = rest[..end].ends_with(|c: char| c.is_ascii_alphabetic());
            let ends_word = if is_latin { !rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) } else { true };
            ends_word && (is_latin || self.is_boundary(amount.start, at + end) || rest[..end].ends_with(['%', '％', '‰', '°', '℃']))
        };
        let (length, (sort, code)) = beginning(&self.words.units, &folded).find(|(end, _)| fits(*end))?;
        Some(Unit { word: &rest[..length], end: at + length, sort, code })
    }

    /// A currency with its country: 埃及镑.
    fn foreign(&self, at: usize) -> Option<Unit<'s>> {
        let place = self.token_at(at)?;
        let (country, currency) = (self.tokens.get(place)?, self.tokens.get(place + 1)?);
        let &(sort, _) = self.words.units.get(currency.text(self.text))?;
        let is_money = country.tag == Tag::PlaceName && sort == Sort::Measure(Measure::Money) && currency.text(self.text).chars().count() > 1;
        is_money.then(|| Unit { word: &self.text[at..currency.end], end: currency.end, sort, code: "" })
    }

    /// What a unit of several senses means here.
    fn judged(&self, amount: &Amount, unit: Unit<'s>, is_ordinal: bool) -> Option<Unit<'s>> {
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
                let is_warm = ending(&self.words.scale, before).is_some() || ["温", "温度", "气温", "体温"].iter().any(|word| before.ends_with(word));
                let is_time = unit.word == "度" && !is_degree && !is_warm;
                let is_angle = self.rest(unit.end).starts_with('角') || amount.value > Some(Decimal::whole(130));
                let measure = if is_time { Measure::Frequency } else if is_angle { Measure::Other } else { Measure::Temperature };
                to(Sort::Measure(measure))
            }
            // 两块牌子 are no money, 第十四届 and 十四届 the same.
            "块" | "塊" if is_noun || amount.value == Some(Decimal::ONE) && numeral::read(self.text, unit.end).is_none() => to(count),
            "番" if !before.ends_with('翻') && !before.ends_with("翻了") => to(count),
            "两" | "兩" if self.text[amount.end..unit.end] != *unit.word => None,
            "级" | "級" if amount.numeral.is_arabic => to(Sort::Measure(Measure::Other)),
            "届" | "屆" if is_noun || next.is_some_and(|next| is_name(next.tag)) => to(Sort::Measure(Measure::Ordinal)),
            // 里 is a length where it is no 里 of 屋里.
            "里" if !amount.numeral.is_arabic && amount.value < Some(Decimal::whole(2)) => None,
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

    /// A reading of a number and its unit, in the measure of the unit.
    fn reading(&self, amount: Amount, unit: Option<Unit<'s>>) -> Reading<'s> {
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
                    let (code, part) = unit.code.split_once('/').map_or((unit.code, 0), |(code, part)| (code, part.len() - 1));
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

    /// What goes on behind a unit: 半, smaller coins, 米九, a second unit of a rate.
    fn parts(&self, mut reading: Reading<'s>, unit: Unit<'s>) -> Reading<'s> {
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
        let behind = numeral::read(self.text, reading.end);
        let digits = behind.filter(|digits| digits.upper.is_none() && !digits.has_power && !digits.has_point && !digits.more);
        if let (Some(digits), "米" | "公尺" | "成") = (digits, unit.word)
            && reading.number.is_some_and(Decimal::is_whole)
            && digits.length <= if digits.is_arabic { 2 } else { 1 }
            && !self.goes_on_behind(digits.end)
            && self.unit(&Amount { start: reading.end, end: digits.end, value: digits.value, upper: None, numeral: digits, form: Form::Plain }, false).is_none()
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
    fn ounces(&self, mut reading: Reading<'s>) -> Reading<'s> {
        let small = numeral::read(self.text, reading.end).filter(|small| self.rest(small.end).starts_with("两"));
        if let Some(small) = small {
            let part = small.value.and_then(|value| value.over_ten_to(1));
            reading.number = reading.number.zip(part).and_then(|(number, part)| number.plus(part));
            reading.end = small.end + "两".len();
        }
        reading
    }

    /// The rest of an amount of money: 5元3角, 九块九, 5万元人民币, 1900圆整, 26400元/年.
    fn coins(&self, mut reading: Reading<'s>, unit: Unit<'s>, has_parts: bool) -> Reading<'s> {
        if reading.measure == Measure::Money {
            let mut power = match unit.word {
                "元" | "圆" | "圓" | "块" | "塊" | "蚊" => 0,
                "角" | "毛" => 1,
                _ => 2,
            };
            while has_parts && power < 2 {
                let start = reading.end + if self.rest(reading.end).starts_with('零') { '零'.len_utf8() } else { 0 };
                let Some(coin) = numeral::read(self.text, start).filter(|coin| coin.upper.is_none() && coin.value <= Some(Decimal::whole(99))) else {
                    break;
                };
                let rest = self.rest(coin.end);
                let (value, end) = match rest.chars().next() {
                    Some(c @ ('角' | '毛')) if power == 0 => (1, coin.end + c.len_utf8()),
                    Some('分') if !rest.starts_with("分钟") => (2, coin.end + '分'.len_utf8()),
                    _ if !matches!(unit.word, "元" | "圆" | "圓")
                        && coin.length == 1
                        && !coin.is_arabic
                        && self.is_boundary(start, coin.end)
                        && (rest.starts_with("RMB") || !self.goes_on_behind(coin.end))
                        && self.unit(&Amount { start, end: coin.end, value: coin.value, upper: None, numeral: coin, form: Form::Plain }, false).is_none_or(|unit| unit.code == "CNY") =>
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
                && let Some((length, (Sort::Measure(Measure::Money), code))) = beginning(&self.words.units, self.rest(reading.end)).next()
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
    fn rate(&self, mut reading: Reading<'s>) -> Reading<'s> {
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
    fn behind(&self, mut reading: Reading<'s>) -> Reading<'s> {
        let rest = self.rest(reading.end);
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let at = self.text.len() - rest.len();
        let word = beginning(&self.words.behind, rest).find(|(length, _)| self.is_boundary(at, at + length));
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
    fn before(&self, mut reading: Reading<'s>, floor: usize) -> Reading<'s> {
        let negate = |reading: &mut Reading<'s>| {
            reading.number = reading.number.map(Decimal::negated);
            (reading.lower, reading.upper) = (reading.upper.map(Decimal::negated), reading.lower.map(Decimal::negated));
        };
        // Two of 零下, 摄氏 and a sign at most.
        for _ in 0..3 {
            let before = &self.text[floor..reading.start];
            if matches!(reading.measure, Measure::Temperature)
                && let Some((start, is_below)) = ending(&self.words.scale, before)
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
            let from = bare.char_indices().rev().take(super::words::LONGEST).last().map_or(0, |(start, _)| start);
            let folded = bare[from..].to_ascii_lowercase();
            if let Some((start, code)) = ending(&self.words.sign, &folded)
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

    /// Whether a word may begin here.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        at == 0 || self.token_at(at).is_some() || !self.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) && self.rest(at).starts_with(|c: char| c.is_ascii_alphabetic())
    }

    /// Where a minus before a number stands.
    fn minus(&self, start: usize, measure: Measure) -> Option<usize> {
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

    /// 十个月大, 90天大: an age in units of time.
    fn old(&self, amount: &Amount, unit: Unit<'s>) -> Option<Reading<'s>> {
        let rest = self.rest(unit.end).strip_prefix('大')?;
        let end = self.text.len() - rest.len();
        let ends = rest.starts_with(['的', '了', '，', '。', ',', '.']) || rest.is_empty();
        (unit.sort == Sort::Time && ends && self.is_boundary(amount.start, end))
            .then(|| Reading { end, measure: Measure::Age, ..self.reading(*amount, Some(unit)) })
    }

    /// 半公斤, 半米
    fn half(&self, token: Token) -> Option<Step<'s>> {
        let end = token.start + '半'.len_utf8();
        let amount = Amount { start: token.start, end, value: Some(Decimal::HALF), upper: None, numeral: Numeral { end, bare_end: end, ..Numeral::default() }, form: Form::Plain };
        let unit = self.unit(&amount, false)?;
        let is_measured = matches!(unit.measure(), Measure::Length | Measure::Area | Measure::Mass | Measure::Volume) && matches!(unit.sort, Sort::Measure(_));
        is_measured.then(|| Step::Found(self.behind(self.reading(amount, Some(unit)))))
    }

    /// 首届, 首批; 首次 is an adverb.
    fn first(&self, token: Token) -> Option<Step<'s>> {
        let end = token.start + '首'.len_utf8();
        let amount = Amount { start: token.start, end, value: Some(Decimal::ONE), upper: None, numeral: Numeral { end, bare_end: end, ..Numeral::default() }, form: Form::Plain };
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
        let mut reading = self.reading(Amount { start: token.start, ..amount }, unit.map(|unit| Unit { sort: Sort::Measure(Measure::Count), code: "", ..unit }));
        reading.measure = Measure::Ordinal;
        if let Some(back) = back {
            reading.start = back.len();
            reading.number = reading.number.map(Decimal::negated);
        }
        Some(Step::Found(reading))
    }
}

/// The lower end of a range in the power that its upper end says for both: 两到三万, 三到五百.
fn spread(low: Decimal, numeral: &Numeral, second: &Amount) -> Option<Decimal> {
    let (all, big) = second.numeral.tail;
    if numeral.tail.1 > 0 || second.form != Form::Plain {
        return Some(low);
    }
    let below = |power: u32| second.value.and_then(|high| high.over_ten_to(power)).is_some_and(|count| low < count);
    if !numeral.has_power && all > 1 && below(all) {
        low.times_ten_to(all)
    } else if big > 0 && below(big) {
        low.times_ten_to(big)
    } else {
        Some(low)
    }
}

fn moved(value: Option<Decimal>, power: i8) -> Option<Decimal> {
    let by = u32::from(power.unsigned_abs());
    if power < 0 { value?.over_ten_to(by) } else { value?.times_ten_to(by) }
}
