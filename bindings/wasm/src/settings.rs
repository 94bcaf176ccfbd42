//! The settings of an extractor: a JSON object with the names of JavaScript.

use jianbao::{Config, SiteRules};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::known::date;

const SETTINGS: [&str; 7] = ["stages", "focus", "prefer", "referenceDate", "rules", "maxBytes", "maxNodes"];

#[derive(Deserialize)]
#[serde(remote = "jianbao::Focus", rename_all = "lowercase")]
enum Focus {
    Precision,
    Balanced,
    Recall,
}

#[derive(Deserialize)]
#[serde(remote = "jianbao::Stages", rename_all = "lowercase")]
enum Stages {
    Article,
    Mentions,
    Values,
    Entities,
    Relations,
}

#[derive(Deserialize)]
#[serde(remote = "jianbao::value::time::Prefer", rename_all = "lowercase")]
enum Prefer {
    Nearest,
    Past,
    Future,
}

/// The configuration that JSON describes; what is not given is as the library has it.
pub(crate) fn parse(json: &str) -> Result<Config, Failure> {
    let settings: Map<String, Value> = serde_json::from_str(json).map_err(|error| Failure::refused("config", &error))?;
    let mut config = Config::default();
    for (name, value) in settings {
        let read = match name.as_str() {
            "stages" => Stages::deserialize(value).map(|stages| config.stages = stages),
            "focus" => Focus::deserialize(value).map(|focus| config.focus = focus),
            "prefer" => Prefer::deserialize(value).map(|prefer| config.prefer = prefer),
            "maxBytes" => usize::deserialize(value).map(|bytes| config.max_bytes = bytes),
            "maxNodes" => usize::deserialize(value).map(|nodes| config.max_nodes = nodes),
            "referenceDate" => {
                config.reference_date = Some(date(value)?);
                Ok(())
            }
            "rules" => {
                config.rules = rules(value)?;
                Ok(())
            }
            _ => return Err(Failure::unknown("setting", &name, &SETTINGS)),
        };
        read.map_err(|error| Failure::refused(&name, &error))?;
    }
    Ok(config)
}

/// Rules for sites: the text of a file of them in TOML, or what such a text stands for.
fn rules(value: Value) -> Result<SiteRules, Failure> {
    match value {
        Value::String(text) => toml::from_str(&text).map_err(|error| Failure::config(format!("rules: {error}"))),
        other => SiteRules::deserialize(other).map_err(|error| Failure::refused("rules", &error)),
    }
}
