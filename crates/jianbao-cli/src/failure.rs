//! Why a document gave no record.

use std::{fmt, io};

use serde::Serialize;

/// The `error` of a line of output. The run goes on.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    kind: String,
    message: String,
}

impl Failure {
    /// A document that is too large to be read.
    pub(crate) fn limit(bytes: usize) -> Self {
        let message = format!("larger than the limit of {} MiB: split it, or leave it out", bytes >> 20);
        Self { kind: jianbao::ErrorKind::Limit.to_string(), message }
    }

    /// A row of JSONL that holds no page.
    pub(crate) fn row(why: impl fmt::Display) -> Self {
        let message = format!("{why}; a row is an object with \"html\" or \"text\", and \"id\" and \"url\" if known");
        Self { kind: "row".into(), message }
    }

    /// A defect of ours that the page brought to light.
    pub(crate) fn panic() -> Self {
        Self { kind: "panic".into(), message: "the extraction broke down: please report it, with the page".into() }
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
