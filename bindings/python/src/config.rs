//! The settings of an `Extractor`, as JSON: what pickle keeps and what the library is given.

use jianbao::{Config, SiteRules};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::error::{ConfigError, Failure};
use crate::input::{iso, wrong_type};

const SETTINGS: [&str; 7] = ["focus", "rules", "stages", "reference_date", "prefer", "max_bytes", "max_nodes"];

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

/// The settings of a mapping and of keywords, which go before it; `None` is the same as none given.
pub(crate) fn to_json(config: Option<&Bound<'_, PyAny>>, settings: Option<&Bound<'_, PyDict>>, py: Python<'_>) -> PyResult<String> {
    let merged = PyDict::new(py);
    if let Some(config) = config {
        merged.update(config.cast::<PyMapping>().map_err(|_| wrong_type("config", "a mapping of settings", config))?)?;
    }
    if let Some(settings) = settings {
        merged.update(settings.as_mapping())?;
    }
    let given = PyDict::new(py);
    for (name, value) in merged {
        if !value.is_none() {
            let is_date = name.eq("reference_date")?;
            given.set_item(name, if is_date { iso("reference_date", &value)?.into_pyobject(py)?.into_any() } else { value })?;
        }
    }
    if given.is_empty() {
        return Ok("{}".into());
    }
    py.import("json")?.call_method1("dumps", (given,))?.extract()
}

/// The configuration that JSON describes; what is not given is as the library has it.
pub(crate) fn parse(json: &str) -> PyResult<Config> {
    let settings: Map<String, Value> = serde_json::from_str(json).map_err(|error| ConfigError::new_err(error.to_string()))?;
    let mut config = Config::default();
    for (name, value) in settings {
        let read = match name.as_str() {
            "focus" => Focus::deserialize(value).map(|focus| config.focus = focus),
            "rules" => SiteRules::deserialize(value).map(|rules| config.rules = rules),
            "stages" => Stages::deserialize(value).map(|stages| config.stages = stages),
            "prefer" => Prefer::deserialize(value).map(|prefer| config.prefer = prefer),
            "max_bytes" => usize::deserialize(value).map(|bytes| config.max_bytes = bytes),
            "max_nodes" => usize::deserialize(value).map(|nodes| config.max_nodes = nodes),
            "reference_date" => match String::deserialize(value) {
                Ok(date) => {
                    config.reference_date = Some(date.parse().map_err(Failure::from)?);
                    Ok(())
                }
                Err(error) => Err(error),
            },
            _ => return Err(ConfigError::new_err(format!("unknown setting {name:?}: there are {}", SETTINGS.join(", ")))),
        };
        read.map_err(|error| refused(&name, &error.to_string()))?;
    }
    Ok(config)
}

/// A value of the wrong type, or one that makes no sense.
fn refused(name: &str, problem: &str) -> PyErr {
    let message = format!("{name}: {problem}");
    if problem.starts_with("invalid type") { PyTypeError::new_err(message) } else { ConfigError::new_err(message) }
}

/// The preference that a name means.
pub(crate) fn prefer(name: &str) -> PyResult<jianbao::value::time::Prefer> {
    Prefer::deserialize(Value::from(name)).map_err(|error| refused("prefer", &error.to_string()))
}
