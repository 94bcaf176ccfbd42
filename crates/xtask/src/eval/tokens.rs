//! Segmented texts, and what eval/seg.py says of the words that the command line cuts.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::kit::Kit;
use super::pages::Measures;
use crate::workspace::Workspace;

/// Segmented texts by the name of their table in the floors.
pub(crate) const SETS: [(&str, &str); 2] = [("tokens.pd1998", "data/seg/pd1998/dev.seg.txt"), ("tokens.sxu", "data/seg/sxu/dev.seg.txt")];

/// Cuts the texts of a set and has them scored: the measures, and the kit's summary as it stands.
pub(crate) fn measure(workspace: &Workspace, (name, gold): (&str, &str), binary: &Path) -> Result<(Measures, Value)> {
    let kit = Kit::new(workspace, binary, name)?;
    let gold = workspace.shared.join(gold);
    let texts = kit.write(kit.script("seg.py").arg("inputs").arg(&gold), "txt")?;
    let tokens = kit.write(kit.jianbao().arg("tokenize").arg(&texts), "tokens")?;
    let summary = kit.score(kit.script("seg.py").arg(&gold).arg(&tokens))?;
    ensure!(summary["lines_changed"] == 0, "{name}: the characters of {} lines are not those of the input", summary["lines_changed"]);
    let f1 = summary["words"]["F1"].as_f64().with_context(|| format!("{name}: the evaluation kit gives no F1 in {summary}"))?;
    Ok((Measures::from([(format!("{name}.F1"), f1)]), summary))
}
