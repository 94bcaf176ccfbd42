//! `cargo xtask train`: makes the committed weights from the data in ../shared.

mod content;
mod logistic;
mod made;

use anyhow::Result;

use crate::data::manifest::{Blob, Manifest};
use crate::generated::{Generated, settle};
use crate::workspace::Workspace;

/// Trains the models that judge lines, and writes their weights and their entry in the manifest.
pub(crate) fn run_content(workspace: &Workspace) -> Result<()> {
    let trained = content::run(&workspace.shared)?;
    let source = format!(
        "trained by cargo xtask train content on ../shared/{}: {} pages; page texts (c) their publishers, only weights are kept",
        content::PAGES,
        trained.pages
    );
    let scores = trained.scores.iter().map(|(name, f1)| (format!("body_f1_unseen_sites_{name}"), *f1));
    let blob = Blob::new("content", trained.table.as_bytes(), vec![source]).with_scores(scores);
    let table = Generated { path: blob.path(), bytes: trained.table.into_bytes() };
    let mut manifest = Manifest::read(workspace)?;
    manifest.blobs.insert("content".into(), blob);
    settle(workspace, &[table, manifest.file()?], false, "cargo xtask train content")
}
