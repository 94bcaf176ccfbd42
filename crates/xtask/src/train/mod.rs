//! `cargo xtask train`: makes the committed weights from the data in ../shared.

mod content;
mod logistic;
mod made;
pub(crate) mod tagger;

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

/// Trains the tagger, and writes its network, the model card and its entry in the manifest.
pub(crate) fn run_tagger(workspace: &Workspace, options: &tagger::Options) -> Result<()> {
    let trained = tagger::run(&workspace.shared, options)?;
    let blob = Blob::new("tagger", &trained.blob, tagger::sources()).binary("tagger.bin", tagger::LICENCE).with_scores(trained.scores);
    let network = Generated { path: blob.path(), bytes: trained.blob };
    let card = Generated { path: tagger::card::PATH.into(), bytes: trained.card.into_bytes() };
    let mut manifest = Manifest::read(workspace)?;
    manifest.blobs.insert("tagger".into(), blob);
    settle(workspace, &[network, card, manifest.file()?], false, "cargo xtask train tagger")
}
