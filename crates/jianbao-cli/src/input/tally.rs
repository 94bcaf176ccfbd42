//! What is known of the inputs beside their documents, while they are read.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Shared by who reads and who tells of it.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    bytes: AtomicU64,
    passed_over: Mutex<BTreeMap<&'static str, u64>>,
}

impl Tally {
    pub(super) fn read(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn pass_over(&self, kind: &'static str) {
        *self.passed_over.lock().unwrap_or_else(PoisonError::into_inner).entry(kind).or_default() += 1;
    }

    /// Bytes read, as they are stored.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// How many records of WARC files are no pages, by what they are instead.
    pub(crate) fn passed_over(&self) -> BTreeMap<&'static str, u64> {
        self.passed_over.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
