//! Quantities: numbers with their measures and with what they count.

use serde::{Deserialize, Serialize};

use super::Found;
use crate::token::Token;

/// What the words of a quantity stand for. Numbers are decimal strings, so that no digit is lost.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Quantity {
    /// The number, 万 and 亿 multiplied into it; `null` for a range.
    pub number: Option<String>,
    /// The measure word or unit as it is written, without 万 and 亿: 名, 公里, %.
    pub unit: Option<String>,
    /// What is counted or measured: 居民.
    pub object: Option<String>,
    /// Which kind of quantity.
    pub measure: Measure,
    /// How exact it is.
    pub bound: Bound,
    /// Of a range the lower end.
    pub lower: Option<String>,
    /// Of a range the upper end.
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

/// Adds the quantities of a text, in order.
pub fn find(_text: &str, _tokens: &[Token], _out: &mut Vec<Found<Quantity>>) {}
