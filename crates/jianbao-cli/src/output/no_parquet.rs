//! In the place of Parquet, in a program that was built without it: nothing of it can be made.

use std::io;
use std::path::Path;

use anyhow::bail;
use jianbao::Article;
use serde_json::Value;

use super::journal::Settings;
use super::record::Record;
use super::{Encoder, Pieces, Target};
use crate::failure::Failure;

const WITHOUT: &str = "Parquet: this program was built without it; build it with `cargo install jianbao-cli --features parquet`";

pub(crate) struct Row;

impl Row {
    pub(super) fn record(_: Article) -> Self {
        Self
    }

    pub(super) fn failure(_: &Failure) -> Self {
        Self
    }

    pub(super) fn duplicate_of(self, _: Option<&Value>) -> Self {
        self
    }
}

pub(super) enum Parquet {}

impl Parquet {
    pub(super) fn kept(_: Target, _: &Settings) -> anyhow::Result<Self> {
        bail!(WITHOUT)
    }

    pub(super) fn joined(_: Target, _: &Settings) -> anyhow::Result<Self> {
        bail!(WITHOUT)
    }
}

impl Encoder for Parquet {
    fn write(&mut self, _: &Value, _: Record) -> io::Result<()> {
        match *self {}
    }

    fn commit(&mut self) -> io::Result<bool> {
        match *self {}
    }

    fn finish(&mut self) -> io::Result<()> {
        match *self {}
    }
}

pub(super) enum Parts {}

impl Parts {
    pub(super) fn new(_: &Path, _: &Settings) -> anyhow::Result<Self> {
        bail!(WITHOUT)
    }
}

impl Pieces for Parts {
    fn file(&self) -> &Path {
        match *self {}
    }

    fn join(&self) -> io::Result<Option<u64>> {
        match *self {}
    }

    fn remove(&self) -> io::Result<()> {
        match *self {}
    }
}
