//! What xtask asks of cargo: a program built as users have it, and where things are built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// The cargo that runs this tool.
pub(crate) fn command(root: &Path) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root);
    command
}

/// Builds a program of a package with the release profile, and returns where it lies.
pub(crate) fn build(root: &Path, package: &str, program: &str) -> Result<PathBuf> {
    let output = command(root)
        .args(["build", "--release", "--quiet", "--package", package, "--bin", program])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "{package} does not build; mend what cargo says above");
    let artifacts = String::from_utf8_lossy(&output.stdout);
    let mut executables = artifacts.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        (message["target"]["name"] == program).then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    let Some(binary) = executables.next_back() else { bail!("cargo built no executable `{program}`; is it still the name in {package}?") };
    Ok(binary)
}

/// The folder that cargo builds into, as its settings and the environment have it.
pub(crate) fn target(root: &Path) -> Result<PathBuf> {
    let output = command(root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "cargo does not read the workspace; mend what it says above");
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cannot read what cargo metadata says")?;
    let folder = metadata["target_directory"].as_str().context("cargo metadata names no target_directory")?;
    Ok(folder.into())
}
