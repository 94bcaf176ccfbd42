//! Times, quantities and places of short texts, without the rest of a record.

use std::sync::OnceLock;

use jianbao::value::place::Gazetteer;
use jianbao::value::time::Prefer;
use jianbao::value::{Found, quantity, time};
use jianbao::{Config, Error, MentionKind, Value};
use pyo3::prelude::*;

use crate::config;
use crate::error::guarded;
use crate::input::{as_str, reference, text};
use crate::record::{Items, Mention, Quantity, Time};
use crate::tokenizer::shared;

/// The value of the first of what was found that has one.
fn first<V>(found: Vec<Found<V>>) -> Option<V> {
    found.into_iter().find_map(|found| found.value)
}

/// What the first time in a text stands for: TIMEX3 and a half-open local interval; None if there is none.
///
/// `reference_date` is what 今天 and 去年 count from; without it they stay open. `prefer` says which day a date without a year means:
/// "nearest", "past" or "future".
#[pyfunction]
#[pyo3(signature = (text, *, reference_date=None, prefer=None))]
pub(crate) fn parse_time(
    text: &Bound<'_, PyAny>,
    reference_date: Option<&Bound<'_, PyAny>>,
    prefer: Option<&str>,
) -> PyResult<Option<Time>> {
    let bytes = self::text("text", text, Config::default().max_bytes)?;
    let reference = reference(reference_date)?;
    let prefer = prefer.map(config::prefer).transpose()?.unwrap_or(Prefer::default());
    let parse = || {
        let (text, mut found) = (as_str(&bytes), Vec::new());
        time::find(text, &shared()?.tokenize(text), reference, prefer, &mut found);
        Ok(first(found))
    };
    Ok(text.py().detach(|| guarded(parse))?.as_ref().map(Time::from))
}

/// What the first quantity in a text stands for, its numbers as decimal strings; None if there is none.
#[pyfunction]
pub(crate) fn parse_quantity(text: &Bound<'_, PyAny>) -> PyResult<Option<Quantity>> {
    let bytes = self::text("text", text, Config::default().max_bytes)?;
    let parse = || {
        let (text, mut found) = (as_str(&bytes), Vec::new());
        quantity::find(text, &shared()?.tokenize(text), &mut found);
        Ok(first(found))
    };
    Ok(text.py().detach(|| guarded(parse))?.as_ref().map(Quantity::from))
}

/// The places of an address or another short text, in order: mentions, without a value where it is not certain which place is meant.
///
/// It knows names alone, no grammar of sentences: in running text `annotate` tells 平安, the county, from 平安, the word.
#[pyfunction]
pub(crate) fn locate(text: &Bound<'_, PyAny>) -> PyResult<Items<Mention>> {
    static GAZETTEER: OnceLock<Result<Gazetteer, Error>> = OnceLock::new();
    let bytes = self::text("text", text, Config::default().max_bytes)?;
    let locate = || {
        let gazetteer = GAZETTEER.get_or_init(Gazetteer::new).as_ref().map_err(Clone::clone)?;
        let (text, mut counted, mut at) = (as_str(&bytes), 0, 0);
        let mut mentions = Vec::new();
        for found in gazetteer.locate(text) {
            let words = &text[found.start..found.end];
            at += text[counted..found.start].chars().count();
            counted = found.start;
            mentions.push(Mention::new(at, words, MentionKind::Place, found.value.map(Value::Place)));
        }
        Ok(mentions)
    };
    Ok(Items(text.py().detach(|| guarded(locate))?))
}
