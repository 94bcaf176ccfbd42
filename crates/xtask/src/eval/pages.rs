//! Sets of pages, and what eval/pages.py says of the records that the command line makes of them.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::workspace::Workspace;

/// Values by measure, as the keys of testdata/floors.toml name them: `pages.dev.invented.author`.
pub(crate) type Measures = BTreeMap<String, f64>;

/// Pages with gold.
#[derive(Debug)]
pub(crate) struct Set {
    /// Its table in the floors.
    pub(crate) name: &'static str,
    /// Below the folder with the development data, as `gold`.
    folder: &'static str,
    extension: &'static str,
    gold: &'static str,
    /// More arguments of pages.py.
    arguments: &'static [&'static str],
    /// Whether the gold's lines are those of the record.
    has_lines: bool,
}

pub(crate) const SETS: [Set; 2] = [
    Set {
        name: "pages.dev",
        folder: "data/pages/dev",
        extension: "html",
        gold: "data/pages/dev/gold.jsonl",
        arguments: &[],
        has_lines: false,
    },
    Set {
        name: "pages.seeds",
        folder: "data/seeds",
        extension: "txt",
        gold: "data/seeds/pages_gold.jsonl",
        arguments: &["--kinds", "all"],
        has_lines: true,
    },
];

/// Extracts a set and has it scored: the measures, and the kit's summary as it stands.
pub(crate) fn measure(workspace: &Workspace, set: &Set, binary: &Path) -> Result<(Measures, Value)> {
    // Beside the executable: in the target folder, wherever that is.
    let out = binary.with_file_name("xtask-eval");
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let records = out.join(format!("{}.jsonl", set.name));
    let scores = out.join(format!("{}.json", set.name));
    let folder = workspace.shared.join(set.folder);
    extract(binary, &files(&folder, set.extension)?, &records)?;

    let gold = workspace.shared.join(set.gold);
    let output = Command::new("python3")
        .arg("-B") // no __pycache__ beside the kit
        .arg(workspace.shared.join("eval/pages.py"))
        .args([&folder, &records])
        .arg("--by-site")
        .args([OsStr::new("--gold"), gold.as_os_str(), OsStr::new("--json"), scores.as_os_str()])
        .args(set.arguments)
        .stdout(Stdio::null())
        .output()
        .context("cannot run python3, which the evaluation kit is written in; install it")?;
    ensure!(output.status.success(), "eval/pages.py failed:\n{}", String::from_utf8_lossy(&output.stderr));

    let mut summary = read_json(&scores)?["summary"].take();
    if set.has_lines {
        summary["body_lines_exact"] = lines_exact(&read_rows(&gold)?, &read_rows(&records)?).into();
    }
    Ok((measures(set.name, &summary), summary))
}

/// The pages of a folder, sorted by name.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}; --shared PATH says where the data is", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.extension() == Some(OsStr::new(extension)));
    files.sort();
    ensure!(!files.is_empty(), "{} has no .{extension} files", folder.display());
    Ok(files)
}

/// Runs the command line; pages that fail have an error in the records, and count as empty.
fn extract(binary: &Path, files: &[PathBuf], records: &Path) -> Result<()> {
    let out = File::create(records).with_context(|| format!("cannot write {}", records.display()))?;
    let status = Command::new(binary)
        .args(["extract", "--quiet", "--format", "jsonl"])
        .args(files)
        .stdout(out)
        .status()
        .with_context(|| format!("cannot run {}", binary.display()))?;
    ensure!(matches!(status.code(), Some(0 | 1)), "`jianbao extract` ended with {status}; mend what it says above");
    Ok(())
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

fn read_rows(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str);
    rows.collect::<serde_json::Result<_>>().with_context(|| format!("{} is no JSONL", path.display()))
}

/// The numbers of a summary, under the name of the set. What the kit could not compute (null) is missing.
fn measures(set: &str, summary: &Value) -> Measures {
    let mut measures = Measures::new();
    let mut note = |name: &str, value: &Value| value.as_f64().map(|value| measures.insert(format!("{set}.{name}"), value));
    for (name, value) in summary.as_object().into_iter().flatten() {
        note(name, value);
    }
    for (field, scores) in summary["fields"].as_object().into_iter().flatten() {
        note(field, &scores["exact"]);
        note(&format!("by_site.{field}"), &scores["exact_by_site"]);
        note(&format!("invented.{field}"), &scores["invented"]);
    }
    measures
}

/// The share of pages whose body has the lines of the gold and no others; none without a gold body.
fn lines_exact(golds: &[Value], records: &[Value]) -> Option<f64> {
    fn lines<'a>(row: &'a Value, key: &str) -> Vec<&'a str> {
        row[key].as_str().unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
    let by_name: HashMap<&OsStr, &Value> = records.iter().filter_map(|r| Some((Path::new(r["id"].as_str()?).file_name()?, r))).collect();
    let with_body: Vec<_> = golds.iter().filter(|gold| !lines(gold, "body").is_empty()).collect();
    let is_exact = |gold: &Value| {
        let record = gold["file"].as_str().and_then(|file| by_name.get(OsStr::new(file)));
        record.is_some_and(|record| lines(gold, "body") == lines(record, "text"))
    };
    let exact = with_body.iter().filter(|gold| is_exact(gold)).count();
    (!with_body.is_empty()).then(|| exact as f64 / with_body.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn measures_are_named_as_in_the_floors() {
        let summary = json!({"body_F1": 0.98, "must": null, "fields": {"author": {"exact": 0.9, "exact_by_site": 0.8, "invented": 0.0}}});
        let measures = measures("pages.dev", &summary);
        let names: Vec<&str> = measures.keys().map(String::as_str).collect();
        assert_eq!(names, ["pages.dev.author", "pages.dev.body_F1", "pages.dev.by_site.author", "pages.dev.invented.author"]);
    }

    #[test]
    fn a_body_is_exact_if_all_its_lines_are() {
        let golds = [json!({"file": "a.txt", "body": "一\n二"}), json!({"file": "b.txt", "body": "一\n二"}), json!({"file": "c.txt"})];
        let records = [json!({"id": "/x/a.txt", "text": "一\n二"}), json!({"id": "/x/b.txt", "text": "一二"})];
        assert_eq!(lines_exact(&golds, &records), Some(0.5));
        assert_eq!(lines_exact(&golds, &[]), Some(0.0));
        assert_eq!(lines_exact(&[], &records), None);
    }
}
