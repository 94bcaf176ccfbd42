//! What is known of a page or a text besides its words: a JSON object with the names of JavaScript.

use jianbao::Guideline;
use jianbao::value::time::Reference;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// The options of one call.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) url: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) reference_date: Option<Reference>,
    pub(crate) guideline: Guideline,
}

impl Known {
    /// The options, which are among `names`; `null` is the same as none given.
    pub(crate) fn parse(json: &str, names: &[&str]) -> Result<Self, Failure> {
        let options: Map<String, Value> = serde_json::from_str(json).map_err(|error| Failure::refused("options", &error))?;
        let mut known = Self::default();
        for (name, value) in options {
            if !names.contains(&name.as_str()) {
                return Err(Failure::unknown("option", &name, names));
            }
            if value.is_null() {
                continue;
            }
            match name.as_str() {
                "url" => known.url = Some(string(&name, value)?),
                "charset" => known.charset = Some(string(&name, value)?),
                "guideline" => known.guideline = guideline(&string(&name, value)?)?,
                _ => known.reference_date = Some(date(value)?),
            }
        }
        Ok(known)
    }
}

fn string(name: &str, value: Value) -> Result<String, Failure> {
    String::deserialize(value).map_err(|error| Failure::refused(name, &error))
}

/// A day, or a day with a time.
pub(crate) fn date(value: Value) -> Result<Reference, Failure> {
    Ok(string("referenceDate", value)?.parse::<Reference>()?)
}

fn guideline(name: &str) -> Result<Guideline, Failure> {
    let found = Guideline::ALL.iter().copied().find(|guideline| guideline.name() == name);
    found.ok_or_else(|| Failure::unknown("guideline", name, &Guideline::ALL.iter().map(|guideline| guideline.name()).collect::<Vec<_>>()))
}
