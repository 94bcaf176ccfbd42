//! Two numbers together: ranges, fractions with a stroke, ratios.

use std::cmp::Ordering;

use super::context::is_noun;
use super::decimal::Decimal;
use super::grammar::{Amount, Form, Reading, Scan, Step, Unit};
use super::numeral::Numeral;
use super::words::Sort;
use super::{Bound, Measure};

/// Signs between the ends of a range.
pub(super) const DASHES: [char; 9] = ['-', '~', '—', '–', '～', '－', '−', '‑', '─'];

impl<'s> Scan<'s> {
    /// The other end of a range that goes on here.
    pub(super) fn second(&self, at: usize) -> Option<Amount> {
        let rest = included(self.rest(at));
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

    pub(super) fn range(&self, mut first: Amount, unit: Option<Unit<'s>>, second: Amount) -> Option<Step<'s>> {
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
        if same.is_none() && first.form == Form::Plain && self.goes_on_behind(second.end)
            || low.is_some() && low.partial_cmp(&high) != Some(Ordering::Less)
        {
            return None;
        }
        let amount = Amount { start, end: second.end, upper: high, numeral: second.numeral, form: second.form, value: low };
        let reading = Reading { number: None, bound: Bound::Range, ..self.reading(amount, same) };
        let reading = match same {
            Some(unit) => self.coins(reading, unit, false),
            None => reading,
        };
        Some(Step::Found(self.behind(reading)))
    }

    /// 2/3, unless it is a date or something else with strokes.
    pub(super) fn slash(&self, first: &Amount) -> Option<Step<'s>> {
        let at = self.rest(first.end).strip_prefix(['/', '／'])?;
        let start = self.text.len() - at.len();
        let second = self.amount(start)?;
        let is_share = first.value < second.value && second.value <= Some(Decimal::whole(100));
        let is_plain = first.form == Form::Plain && second.form == Form::Plain && !first.numeral.is_code && !second.numeral.is_code;
        let rest = self.rest(second.end);
        let next = self.token_at(second.end).map(|place| self.tokens[place].tag);
        let is_said = ["的", "以上", "以下", "左右", "多"].iter().any(|word| rest.starts_with(word)) || next.is_some_and(is_noun);
        if !is_plain || !(self.is_whole(first.start, second.end) || is_share && is_said) {
            return Some(Step::Past(second.end));
        }
        let value = first.value.zip(second.value).and_then(|(first, second)| first.over(second));
        let amount = Amount { end: second.end, value, upper: None, form: Form::Fraction, ..*first };
        Some(Step::Found(self.behind(self.reading(amount, None))))
    }

    /// 3比1, and 1:3 where a word says that it is no time of day.
    pub(super) fn ratio(&self, first: &Amount) -> Option<Step<'s>> {
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
}

/// What follows a remark that the end of a range belongs to it: 1万元（含）-5万元.
pub(super) fn included(text: &str) -> &str {
    ["（含）", "(含)", "（含本数）", "(含本数)"].iter().find_map(|remark| text.strip_prefix(remark)).unwrap_or(text)
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
