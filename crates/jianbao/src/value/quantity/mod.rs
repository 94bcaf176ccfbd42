//! Quantities: numbers with their measures and with what they count.
//!
//! [`find`] goes over the tokens of a text once. `numeral` reads numbers in all their notations, `fraction` those with 分之,
//! `grammar` puts them together with what `unit`, `range` and `parts` find beside them; `context` tells quantities from names, articles and idioms, `object`
//! looks for what is counted. Units, currencies and bounds are rows of `data/quantities.tsv`.
//!
//! Where usage differs, this is what is meant:
//!
//! * 万 and 亿 belong to the number, so do 百, 千 and a digit behind them: 1.5万 is 15000, 两百五 250, 三万五 35000. 兆 is 10¹².
//! * 几 leaves a digit open: 三十几 is 30 for certain, 30 to 39 by its bounds; 几十 and 数十 are 20 to 90.
//! * Two digits side by side are a range: 三五百 is 300 to 500, 十七八 17 to 18. A range from 两 to 三万 begins at 20000.
//! * What a bound says is repeated in `lower` and `upper`: 1500多条 has the number 1500 and the lower end 1500.
//! * Per cent, 成 and 折 are in per cent, so is 千分之: 五成 is 50, 九折 90, 千分之五 0.5. 百分点 keeps its unit.
//! * Money is in whole units of its currency: 3角 is 0.3 元. 块 and 元 are CNY, unless another currency stands beside them.
//! * A fraction that has no end is rounded to fifteen digits: 三分之一 is 0.333333333333333.
//! * 3比1 is a ratio without a number.
//! * 百, 千 and 万 without a digit count beside a bound (近百名), behind a verb that reaches (达到千亿件) or before a noun (千名医师); 千里 and 万里
//!   say only that something is far.
//! * 打 and 双 are units as all others: 五打 is 5 打, not 60.
//! * Times and durations are the matter of [`time`](super::time); numbers of houses, roads, versions and telephones are no quantities.

mod context;
mod decimal;
mod fraction;
mod grammar;
mod items;
mod numeral;
mod object;
mod parts;
mod range;
mod unit;
mod words;

use serde::{Deserialize, Serialize};

use super::Found;
use crate::token::Token;
use decimal::Decimal;
use grammar::{Reading, Scan, Step};

/// What the words of a quantity stand for. Numbers are decimal strings, so that no digit is lost.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Quantity {
    /// The number, 万 and 亿 multiplied into it; `null` for a range and a ratio.
    pub number: Option<String>,
    /// The measure word or unit as it is written, without 万 and 亿: 名, 公里, %.
    pub unit: Option<String>,
    /// What is counted or measured: 居民.
    pub object: Option<String>,
    /// Which kind of quantity.
    pub measure: Measure,
    /// How exact it is.
    pub bound: Bound,
    /// The lower end of a range, or the number that it is at least or more than.
    pub lower: Option<String>,
    /// The upper end of a range, or the number that it is at most or less than.
    pub upper: Option<String>,
    /// Of money the code of ISO 4217.
    pub currency: Option<String>,
}

/// The kinds of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Measure {
    Count,
    Money,
    Percent,
    Ordinal,
    Length,
    Area,
    Mass,
    Volume,
    Temperature,
    Duration,
    Frequency,
    Ratio,
    Age,
    Other,
}

/// How exact a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Bound {
    /// 3264名
    Exact,
    /// 约300人
    About,
    /// 至少300人, 300人以上
    AtLeast,
    /// 至多300人, 300人以内
    AtMost,
    /// 超过300人, 300多人
    MoreThan,
    /// 不足300人, 近300人
    LessThan,
    /// 300到500人
    Range,
}

/// The number that a text is, as a decimal: `三百二十`, `1,500`, `1.5万`, `负三点五`, `三分之二`.
///
/// `None` if the text is no number or has no single value (三五百, 几十), or if it has more than 38 digits.
///
/// ```
/// use jianbao::value::quantity::number;
///
/// assert_eq!(number("三百二十").as_deref(), Some("320"));
/// assert_eq!(number("1.5万").as_deref(), Some("15000"));
/// assert_eq!(number("两百五").as_deref(), Some("250"));
/// assert_eq!(number("一百百"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<String> {
    numeral::whole(text).map(|number| number.to_string())
}

/// The code of a unit in UCUM, the Unified Code for Units of Measure (<https://ucum.org>), by its word in a text.
///
/// `None` for measure words, for money, whose code is its `currency`, and for units that UCUM does not have (斤, 亩).
///
/// ```
/// use jianbao::value::quantity::ucum;
///
/// assert_eq!(ucum("公里"), Some("km"));
/// assert_eq!(ucum("摄氏度"), Some("Cel"));
/// assert_eq!(ucum("名"), None);
/// ```
#[must_use]
pub fn ucum(unit: &str) -> Option<&'static str> {
    words::words().ucum(unit)
}

/// Adds the quantities of a text, in order. `tokens` are those of the text.
///
/// The spans are those of number and unit, with 多, 余, 以上, 左右 behind it and without 约, 超过, 至少 before it; they do not overlap.
/// The work is in proportion to the text.
///
/// ```
/// use jianbao::Tokenizer;
/// use jianbao::value::quantity::{self, Bound, Measure};
///
/// let text = "顺利完成3264名居民的核酸检测，发放救助金超过847万元。";
/// let mut found = Vec::new();
/// quantity::find(text, &Tokenizer::new()?.tokenize(text), &mut found);
/// let values: Vec<_> = found.iter().filter_map(|found| found.value.as_ref()).collect();
/// assert_eq!(values[0].number.as_deref(), Some("3264"));
/// assert_eq!(values[0].object.as_deref(), Some("居民"));
/// assert_eq!((values[1].measure, values[1].bound), (Measure::Money, Bound::MoreThan));
/// assert_eq!(values[1].currency.as_deref(), Some("CNY"));
/// # Ok::<(), jianbao::Error>(())
/// ```
pub fn find(text: &str, tokens: &[Token], out: &mut Vec<Found<Quantity>>) {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let known = out.len();
    let scan = Scan { text, tokens, words: words::words(), bounds: (start, start + trimmed.len()), is_alone: false };
    if let Some(amount) = scan.alone() {
        out.push(found(&amount, None));
        return;
    }
    let mut next = 0;
    for (place, token) in tokens.iter().enumerate() {
        if token.start < next {
            continue;
        }
        let Some(first) = text.get(token.start..token.end).and_then(|word| word.chars().next()) else { continue };
        if !(numeral::begins(first) || matches!(first, '第' | '首' | '半' | '上' | '.')) {
            continue;
        }
        let floor = out[known..].last().map_or(0, |last| last.end);
        match scan.read(place, first, floor) {
            Step::Past(end) => next = end,
            Step::Found(mut reading) => {
                next = reading.end;
                let from = scan.bounded(&mut reading);
                if scan.admits(&mut reading, from) {
                    let object = scan.object(&reading, from).or_else(|| carried(text, &reading, from, &out[known..]));
                    reading.limit(object);
                    out.push(found(&reading, object));
                }
            }
        }
    }
}

/// The object of the quantity just before, of the same unit: 确诊278万例，为2780916例.
fn carried<'f>(text: &str, reading: &Reading<'_>, from: usize, out: &'f [Found<Quantity>]) -> Option<&'f str> {
    let last = out.last()?;
    let value = last.value.as_ref().filter(|value| {
        value.unit.as_deref() == reading.unit.as_deref() || value.measure == Measure::Money && reading.measure == Measure::Money
    })?;
    let is_near = text.get(last.end..from)?.chars().all(|c| matches!(c, '，' | ',' | '为' | '（' | '(' | '约' | '合' | '即'));
    value.object.as_deref().filter(|_| is_near)
}

fn found(reading: &Reading<'_>, object: Option<&str>) -> Found<Quantity> {
    let decimal = |number: Option<Decimal>| number.map(|number| number.to_string());
    let is_known = reading.number.is_some() || reading.lower.is_some() || reading.upper.is_some() || reading.measure == Measure::Ratio;
    let value = is_known.then(|| Quantity {
        number: decimal(reading.number),
        unit: reading.unit.as_deref().map(str::to_owned),
        object: object.map(str::to_owned),
        measure: reading.measure,
        bound: reading.bound,
        lower: decimal(reading.lower),
        upper: decimal(reading.upper),
        currency: reading.currency.map(str::to_owned),
    });
    Found { start: reading.start, end: reading.end, value }
}
