//! Why there is no record, and the exception that says so.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jianbao::ErrorKind;
use jianbao_arrow::Row;
use pyo3::{PyErr, import_exception};

use crate::fork::AtWork;

import_exception!(jianbao._errors, JianbaoError);
import_exception!(jianbao._errors, ConfigError);
import_exception!(jianbao._errors, DataError);
import_exception!(jianbao._errors, LimitError);

/// As the `error` of a row: a kind and words.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: &'static str,
    message: String,
}

impl Failure {
    /// A text that is refused before it is converted.
    pub(crate) fn limit(characters: usize, limit: usize) -> Self {
        Self { kind: "limit", message: format!("the input has {characters} characters, over the limit max_bytes = {limit}") }
    }

    /// A row without a document.
    pub(crate) fn row(message: &str) -> Self {
        Self { kind: "row", message: message.to_owned() }
    }

    fn panic() -> Self {
        Self { kind: "panic", message: "the library broke down over it: please report it, with the document".into() }
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

impl From<Failure> for Row {
    fn from(Failure { kind, message }: Failure) -> Self {
        Self::error(kind, message)
    }
}

impl From<Failure> for PyErr {
    fn from(Failure { kind, message }: Failure) -> Self {
        match kind {
            "limit" => LimitError::new_err(message),
            "config" => ConfigError::new_err(message),
            "data" => DataError::new_err(message),
            _ => JianbaoError::new_err(message),
        }
    }
}

/// Does a piece of work on a thread that is not attached to the interpreter.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, jianbao::Error>) -> Result<T, Failure> {
    let _at_work = AtWork::begin();
    // One document in a million that breaks the library must not end the run.
    catch_unwind(AssertUnwindSafe(work)).map_or_else(|_| Err(Failure::panic()), |done| done.map_err(Failure::from))
}
