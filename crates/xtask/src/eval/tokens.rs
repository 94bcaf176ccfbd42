//! Segmented texts, and what eval/seg.py says of the words that the command line cuts.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::pages::Measures;
use crate::workspace::Workspace;

/// Segmented texts by the name of their table in the floors.
pub(crate) const SETS: [(&str, &str); 2] = [("tokens.pd1998", "data/seg/pd1998/dev.seg.txt"), ("tokens.sxu", "data/seg/sxu/dev.seg.txt")];

/// Cuts the texts of a set and has them scored: the measures, and the kit's summary as it stands.
pub(crate) fn measure(workspace: &Workspace, (name, gold): (&str, &str), binary: &Path) -> Result<(Measures, Value)> {
    let out = binary.with_file_name("xtask-eval");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let gold = workspace.shared.join(gold);
    let (texts, tokens, scores) = (out.join(format!("{name}.txt")), out.join(format!("{name}.tokens")), out.join(format!("{name}.json")));
    let kit = || {
        let mut command = Command::new("python3");
        command.arg(workspace.shared.join("eval/seg.py"));
        command
    };
    let file = |path: &Path| File::create(path).with_context(|| format!("cannot write {}", path.display()));
    run(kit().arg("inputs").arg(&gold).stdout(file(&texts)?))?;
    run(Command::new(binary).arg("tokenize").arg(&texts).stdout(file(&tokens)?))?;
    run(kit().arg(&gold).arg(&tokens).arg("--json").arg(&scores).stdout(Stdio::null()))?;
    let text = fs::read_to_string(&scores).with_context(|| format!("cannot read {}", scores.display()))?;
    let summary: Value = serde_json::from_str(&text).context("the evaluation kit's scores")?;
    ensure!(summary["lines_changed"] == 0, "{name}: the characters of {} lines are not those of the input", summary["lines_changed"]);
    let f1 = summary["words"]["F1"].as_f64().with_context(|| format!("{name}: the evaluation kit gives no F1 in {summary}"))?;
    Ok((Measures::from([(format!("{name}.F1"), f1)]), summary))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}
