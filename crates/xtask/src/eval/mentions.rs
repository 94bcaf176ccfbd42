//! Texts with marked names, and what eval/ner.py and eval/records.py say of the mentions that the command line finds.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::kit::Kit;
use super::pages::Measures;
use crate::workspace::Workspace;

/// Texts with the names of a guideline.
#[derive(Debug)]
pub(crate) struct Names {
    /// Its table in the floors.
    pub(crate) name: &'static str,
    gold: &'static str,
    /// For both the command line and the kit's map of kinds.
    guideline: &'static str,
    /// Whether it marks names inside others.
    is_nested: bool,
}

const fn flat(name: &'static str, gold: &'static str, guideline: &'static str) -> Names {
    Names { name, gold, guideline, is_nested: false }
}

pub(crate) const NAMES: [Names; 5] = [
    Names { name: "mentions.news", gold: "data/news/dev.jsonl", guideline: "news", is_nested: true },
    flat("mentions.msra", "data/ner/msra/dev.jsonl", "msra"),
    flat("mentions.cluener", "data/ner/cluener/dev.jsonl", "cluener"),
    flat("mentions.resume", "data/ner/resume/dev.jsonl", "resume"),
    flat("mentions.weibo", "data/ner/weibo/dev.jsonl", "weibo"),
];

/// Annotates the texts of a set and has them scored.
pub(crate) fn measure_names(workspace: &Workspace, set: &Names, binary: &Path) -> Result<(Measures, Value)> {
    let kit = Kit::new(workspace, binary, set.name)?;
    let gold = workspace.shared.join(set.gold);
    let texts = kit.write(kit.script("ner.py").arg("inputs").arg(&gold), "jsonl")?;
    let records = kit.write(kit.jianbao().args(["annotate", "--guideline", set.guideline]).arg(&texts), "records.jsonl")?;
    let mut script = kit.script("ner.py");
    script.arg(&gold).arg(&records).args(["--map", set.guideline]);
    if set.is_nested {
        script.arg("--nested");
    }
    let summary = kit.score(&mut script)?;
    Ok((f1_of(set.name, &summary["types"]), summary))
}

/// Articles with all that they say.
#[derive(Debug)]
pub(crate) struct Records {
    /// Its table in the floors.
    pub(crate) name: &'static str,
    gold: &'static str,
    /// The gold of the pages that the articles are from.
    pages: &'static str,
    /// The folder of the raw files that the gold's offsets refer to; the pages' gold bodies without one.
    raw: Option<&'static str>,
}

pub(crate) const RECORDS: [Records; 2] = [
    Records { name: "mentions.records", gold: "data/records/dev.jsonl", pages: "data/pages/dev/gold.jsonl", raw: None },
    Records {
        name: "mentions.seeds",
        gold: "data/seeds/records_gold.jsonl",
        pages: "data/seeds/pages_gold.jsonl",
        raw: Some("data/seeds"),
    },
];

/// Annotates or extracts the articles of a set and has them scored.
pub(crate) fn measure_records(workspace: &Workspace, set: &Records, binary: &Path) -> Result<(Measures, Value)> {
    let kit = Kit::new(workspace, binary, set.name)?;
    let (gold, pages) = (workspace.shared.join(set.gold), workspace.shared.join(set.pages));
    let mut script = kit.script("records.py");
    script.arg(&gold);
    if let Some(raw) = set.raw {
        let raw = workspace.shared.join(raw);
        let mut files: Vec<_> = std::fs::read_dir(&raw)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
        files.sort();
        let records = kit.write(kit.jianbao().arg("extract").arg("--quiet").args(&files), "records.jsonl")?;
        script.arg(&records).arg("--raw-dir").arg(&raw).arg("--bodies").arg(&pages);
    } else {
        let texts = kit.write(kit.script("records.py").arg("inputs").arg(&gold).arg(&pages), "jsonl")?;
        let records = kit.write(kit.jianbao().arg("annotate").arg(&texts), "records.jsonl")?;
        script.arg(&records);
    }
    let summary = kit.score(&mut script)?;
    let mut measures = f1_of(set.name, &summary["layers"]);
    let traps = &summary["traps"];
    let share = traps["emitted"].as_f64().zip(traps["all"].as_f64()).map(|(emitted, all)| emitted / all);
    measures.extend(share.map(|share| (format!("{}.traps", set.name), share)));
    Ok((measures, summary))
}

/// The F1 of each of the kit's tables that has one: `mentions.news.micro`.
fn f1_of(set: &str, tables: &Value) -> Measures {
    let tables = tables.as_object().into_iter().flatten();
    tables.filter_map(|(name, table)| Some((format!("{set}.{name}"), table["F1"].as_f64()?))).collect()
}
