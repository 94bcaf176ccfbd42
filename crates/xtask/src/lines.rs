//! `cargo xtask lines`: how the models judged each line of a page.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

pub(crate) fn run(files: &[PathBuf]) -> Result<()> {
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        for (number, line) in jianbao::inspect::lines(&bytes, false).iter().enumerate() {
            let second = line.second.map_or("-".to_owned(), |score| format!("{score:.1}"));
            println!("{number} {:.1} {second} {} {} | {} | {}", line.first, line.kind, line.chars, line.text, line.path);
        }
    }
    Ok(())
}
