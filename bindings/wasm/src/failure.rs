//! Why there is no record, as JavaScript is told.

use jianbao::ErrorKind;
use wasm_bindgen::JsValue;

/// A kind and words. `type` is a mistake of the caller's, for which JavaScript has an error of its own.
#[derive(Debug)]
pub struct Failure {
    kind: &'static str,
    message: String,
}

impl Failure {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self { kind: "config", message: message.into() }
    }

    pub(crate) fn data(message: impl Into<String>) -> Self {
        Self { kind: "data", message: message.into() }
    }

    /// A member of settings or options that cannot be read.
    pub(crate) fn refused(name: &str, error: &serde_json::Error) -> Self {
        let problem = error.to_string();
        let kind = if problem.starts_with("invalid type") { "type" } else { "config" };
        Self { kind, message: format!("{name}: {problem}") }
    }

    pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> Self {
        Self::config(format!("unknown {what} {name:?}: there are {}", known.join(", ")))
    }
}

impl From<jianbao::Error> for Failure {
    fn from(error: jianbao::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Limit => "limit",
            ErrorKind::Config => "config",
            _ => "data",
        };
        Self { kind, message: error.to_string() }
    }
}

impl From<Failure> for JsValue {
    fn from(Failure { kind, message }: Failure) -> Self {
        Self::from_str(&format!("{kind}: {message}"))
    }
}
