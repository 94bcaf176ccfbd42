//! Why a document gave no record.

use std::{fmt, io};

use serde::{Deserialize, Serialize};

/// The `error` of a line of output. The run goes on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) kind: String,
    pub(crate) message: String,
}

impl Failure {
    /// A document that is too large to be read.
    pub(crate) fn limit(bytes: usize) -> Self {
        let message = format!("larger than the limit of {} MiB: split it, or leave it out", bytes >> 20);
        Self { kind: jianbao::ErrorKind::Limit.to_string(), message }
    }

    /// A row of JSONL that holds no document; `form` says what a row is.
    pub(crate) fn row(why: impl fmt::Display, form: &str) -> Self {
        Self { kind: "row".into(), message: format!("{why}; a row is {form}") }
    }

    /// A place in an input that cannot be read as what it is: a record, a line or a page, at a byte.
    pub(crate) fn damaged(what: &str, place: &impl fmt::Display, why: &str) -> Self {
        Self { kind: "damaged".into(), message: format!("damaged {what} at byte {place}: {why}") }
    }

    /// A text in another encoding than the one that was named.
    pub(crate) fn encoding(name: &str) -> Self {
        let message = format!("some bytes are not {name}: --charset names another encoding");
        Self { kind: "encoding".into(), message }
    }

    /// What it is, in a word.
    pub(crate) fn kind(&self) -> &str {
        &self.kind
    }

    /// A defect of ours that the document brought to light.
    pub(crate) fn panic() -> Self {
        Self { kind: "panic".into(), message: "the program broke down over it: please report it, with the document".into() }
    }
}

impl From<jianbao::Error> for Failure {
    fn from(error: jianbao::Error) -> Self {
        Self { kind: error.kind().to_string(), message: error.to_string() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self { kind: "io".into(), message: error.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
