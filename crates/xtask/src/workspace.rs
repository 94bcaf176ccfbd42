//! Where things are, whatever folder the tool was started in.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The root of the workspace, and the folder with the development data.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) shared: PathBuf,
}

impl Workspace {
    /// With `shared` from the command line, which then has to exist, or the folder of that name beside the workspace.
    pub(crate) fn new(shared: Option<PathBuf>) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).context("the tool stands in crates/xtask of the workspace")?.to_owned();
        if let Some(path) = &shared {
            ensure!(path.is_dir(), "--shared {}: no such folder", path.display());
        }
        let shared = shared.unwrap_or_else(|| root.parent().unwrap_or(&root).join("shared"));
        Ok(Self { root, shared })
    }

    /// The text of a file of the workspace.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.root.join(path)).with_context(|| format!("cannot read {path}"))
    }
}
