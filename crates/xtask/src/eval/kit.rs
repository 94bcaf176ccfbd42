//! The evaluation kit beside the data: Python scripts that make inputs and score what the command line makes of them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::Workspace;

/// A set on its way through the kit.
pub(super) struct Kit<'w> {
    workspace: &'w Workspace,
    binary: &'w Path,
    /// Files of this set begin so; they lie beside the executable, in the target folder wherever that is.
    stem: PathBuf,
}

impl<'w> Kit<'w> {
    pub(super) fn new(workspace: &'w Workspace, binary: &'w Path, set: &str) -> Result<Self> {
        let folder = binary.with_file_name("xtask-eval");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self { workspace, binary, stem: folder.join(set) })
    }

    /// The path of a file of this set.
    pub(super) fn path(&self, extension: &str) -> PathBuf {
        let mut path = self.stem.clone().into_os_string();
        path.push(format!(".{extension}"));
        path.into()
    }

    /// A script of the kit.
    pub(super) fn script(&self, name: &str) -> Command {
        let mut command = Command::new("python3");
        command.arg(self.workspace.shared.join("eval").join(name));
        command
    }

    /// The command line that is evaluated.
    pub(super) fn jianbao(&self) -> Command {
        Command::new(self.binary)
    }

    /// Runs a command; what it prints becomes a file of this set.
    pub(super) fn write(&self, command: &mut Command, extension: &str) -> Result<PathBuf> {
        let path = self.path(extension);
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        run(command.stdout(file))?;
        Ok(path)
    }

    /// Runs a scoring script, and reads the scores that it writes as JSON.
    pub(super) fn score(&self, command: &mut Command) -> Result<Value> {
        let path = self.path("json");
        run(command.arg("--json").arg(&path).stdout(Stdio::null()))?;
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).context("the evaluation kit's scores")
    }
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}
