//! What there is to say of a run when it has ended.

use std::collections::BTreeMap;
use std::fmt;

use jianbao::{Article, WarningKind};
use serde::Serialize;

use crate::failure::Failure;

/// What is counted of a document besides its record.
#[derive(Default)]
pub(crate) struct Notes {
    encoding: Option<&'static str>,
    warnings: Vec<WarningKind>,
}

impl Notes {
    pub(crate) fn of(article: &Article) -> Self {
        Self { encoding: article.encoding(), warnings: article.warnings.iter().map(|warning| warning.kind).collect() }
    }
}

/// The counts of a run, for reading and as JSON.
#[derive(Default, Serialize)]
pub(crate) struct Summary {
    pub(crate) documents: u64,
    pub(crate) failed: u64,
    pub(crate) seconds: f64,
    /// Bytes read, as they are stored.
    pub(crate) bytes: u64,
    /// Records that are marked as reprints, if they were looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reprints: Option<u64>,
    errors: BTreeMap<String, u64>,
    warnings: BTreeMap<WarningKind, u64>,
    encodings: BTreeMap<&'static str, u64>,
    pub(crate) passed_over: BTreeMap<&'static str, u64>,
}

impl Summary {
    pub(crate) fn done(&mut self, notes: &Notes) {
        self.documents += 1;
        if let Some(encoding) = notes.encoding {
            *self.encodings.entry(encoding).or_default() += 1;
        }
        for &kind in &notes.warnings {
            *self.warnings.entry(kind).or_default() += 1;
        }
    }

    pub(crate) fn failed(&mut self, failure: &Failure) {
        self.documents += 1;
        self.failed += 1;
        *self.errors.entry(failure.kind().to_owned()).or_default() += 1;
    }

    /// Whether it says more than the output does.
    pub(crate) fn is_worth_telling(&self) -> bool {
        self.documents > 1 || !self.passed_over.is_empty()
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.documents as f64 / self.seconds.max(f64::MIN_POSITIVE)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, speed) = (self.seconds, self.per_second());
        write!(f, "{} documents in {seconds:.1} s, {speed:.0}/s, {} failed", self.documents, self.failed)?;
        if let Some(reprints) = self.reprints {
            write!(f, ", {reprints} reprints")?;
        }
        counts(f, "errors", &self.errors)?;
        counts(f, "warnings", &self.warnings)?;
        counts(f, "encodings", &self.encodings)?;
        counts(f, "passed over", &self.passed_over)
    }
}

/// A line of counts, the largest first.
fn counts<K: Serialize>(f: &mut fmt::Formatter<'_>, title: &str, counts: &BTreeMap<K, u64>) -> fmt::Result {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by(|a, b| b.1.cmp(a.1));
    for (number, (name, count)) in counts.into_iter().enumerate() {
        // The word of the record.
        let name = serde_json::to_value(name).unwrap_or_default();
        let name = name.as_str().unwrap_or_default();
        match number {
            0 => write!(f, "\n  {title}: {count} {name}")?,
            _ => write!(f, ", {count} {name}")?,
        }
    }
    Ok(())
}
