//! crates/jianbao-data/MANIFEST.toml: where each blob comes from, its licence, and how well trained ones do.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::generated::Generated;
use crate::workspace::Workspace;

pub(crate) const PATH: &str = "crates/jianbao-data/MANIFEST.toml";

const HEADER: &str = "\
# What crates/jianbao-data holds. Written by `cargo xtask data` and `cargo xtask train`, not by hand; `cargo xtask data --check`
# compares it with the files. Scores are those that training reports: of `content` by cross-validation, on sites that a model has not
# seen; of `dictionary` and `tagger` on the development sets, which they have not learnt from (one of them chose among three taggers).

";

/// All blobs by name.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Manifest {
    pub(crate) blobs: BTreeMap<String, Blob>,
}

/// One blob. Fields are written in this order.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Blob {
    /// Below crates/jianbao-data.
    file: String,
    sha256: String,
    bytes: usize,
    sources: Vec<String>,
    licence: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    scores: BTreeMap<String, f64>,
}

impl Manifest {
    /// What stands there; an empty one if there is none yet.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        if !workspace.root.join(PATH).exists() {
            return Ok(Self::default());
        }
        let text = workspace.read(PATH)?;
        toml::from_str(&text).with_context(|| format!("{PATH} was edited by hand; take it back with `git checkout {PATH}`"))
    }

    /// The file that it is written to.
    pub(crate) fn file(&self) -> Result<Generated> {
        let text = format!("{HEADER}{}", toml::to_string(self).context("cannot write the manifest as TOML")?);
        Ok(Generated { path: PATH.into(), bytes: text.into_bytes() })
    }
}

impl Blob {
    /// A table in blobs/ with these bytes, made from `sources`, whose rights are the project's.
    pub(crate) fn new(name: &str, bytes: &[u8], sources: Vec<String>) -> Self {
        Self {
            file: format!("blobs/{name}.tsv"),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            sources,
            licence: "MIT OR Apache-2.0".into(),
            scores: BTreeMap::new(),
        }
    }

    /// The same as a file that is no table and has other owners too.
    pub(crate) fn binary(self, file: &str, licence: &str) -> Self {
        Self { file: format!("blobs/{file}"), licence: licence.to_owned(), ..self }
    }

    /// The same with scores, rounded as they are reported.
    pub(crate) fn with_scores(mut self, scores: impl IntoIterator<Item = (String, f64)>) -> Self {
        self.scores = scores.into_iter().map(|(name, score)| (name, (score * 1e4).round() / 1e4)).collect();
        self
    }

    /// Its path in the workspace.
    pub(crate) fn path(&self) -> String {
        format!("crates/jianbao-data/{}", self.file)
    }

    pub(crate) fn describes(&self, bytes: &[u8]) -> bool {
        self.bytes == bytes.len() && self.sha256 == sha256(bytes)
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_being_written() {
        let blob = Blob::new("content", b"abc", vec!["somewhere".into()]).with_scores([("plain".into(), 0.912_345)]);
        assert_eq!(blob.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let manifest = Manifest { blobs: BTreeMap::from([("content".into(), blob)]) };
        let text = String::from_utf8(manifest.file().unwrap().bytes).unwrap();
        assert!(text.contains("plain = 0.9123\n"), "{text}");
        let again: Manifest = toml::from_str(&text).unwrap();
        assert_eq!(again.file().unwrap().bytes, text.as_bytes());
        assert!(again.blobs["content"].describes(b"abc") && !again.blobs["content"].describes(b"abd"));
    }
}
