//! The tokenizer beside jieba-rs: runs the bench, and reads what criterion left.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::cargo;

/// Names of benches/tokens.rs.
const OURS: &str = "jianbao";
const REFERENCE: &str = "jieba_tag";

/// Half a minute at most for all groups and repeats.
const SETTINGS: [&str; 7] = ["--noplot", "--sample-size", "20", "--warm-up-time", "0.3", "--measurement-time", "1"];

/// Both contenders on the texts of a group, in bytes per second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Speeds {
    pub(crate) ours: f64,
    pub(crate) reference: f64,
}

impl Speeds {
    pub(crate) fn ratio(self) -> f64 {
        self.ours / self.reference
    }
}

/// A group and what was measured, run by run.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) group: String,
    pub(crate) runs: Vec<Speeds>,
}

impl Measured {
    /// The run that went best: what else a machine does makes things slower and never faster.
    pub(crate) fn best(&self) -> Option<Speeds> {
        self.runs.iter().copied().max_by(|a, b| a.ratio().total_cmp(&b.ratio()))
    }

    /// The run in the middle.
    pub(crate) fn middle(&self) -> Option<Speeds> {
        let mut runs = self.runs.clone();
        runs.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        runs.get(runs.len() / 2).copied()
    }

    pub(crate) fn holds(&self, minimum: f64) -> bool {
        self.best().is_some_and(|best| best.ratio() >= minimum)
    }
}

/// Runs the groups once: both contenders of a group one after the other in one process.
pub(crate) fn run(root: &Path, texts: &str, groups: &[&str]) -> Result<Vec<(String, Speeds)>> {
    let home = cargo::target(root)?.join("guard/criterion");
    // Only what this run measures may be read.
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("cannot remove {}", home.display()))?;
    }
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    let filter = format!("^({})/({OURS}|{REFERENCE})$", groups.join("|"));
    let output = cargo::command(root)
        .args(["bench", "--quiet", "--package", "jianbao-benches", "--bench", "tokens", "--"])
        .args(SETTINGS)
        .arg(&filter)
        .env("CRITERION_HOME", &home)
        .env("JIANBAO_BENCH_TEXTS", texts)
        .output()
        .context("cannot run cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`cargo bench -p jianbao-benches --bench tokens` failed; mend what it says:\n{said}");
    groups.iter().map(|&group| Ok((group.to_owned(), speeds(&home, group)?))).collect()
}

/// What criterion left of a group.
fn speeds(home: &Path, group: &str) -> Result<Speeds> {
    let speed = |contender: &str| {
        let folder = home.join(group).join(contender).join("new");
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}: is it still a group of benches/tokens.rs?", path.display()))
        };
        speed(&read("estimates.json")?, &read("benchmark.json")?).with_context(|| format!("cannot understand {}", folder.display()))
    };
    Ok(Speeds { ours: speed(OURS)?, reference: speed(REFERENCE)? })
}

/// Bytes per second from the two files of a benchmark. The median is less moved by what else the machine does than the mean.
fn speed(estimates: &str, benchmark: &str) -> Result<f64> {
    let (estimates, benchmark): (Value, Value) = (serde_json::from_str(estimates)?, serde_json::from_str(benchmark)?);
    let nanoseconds = estimates["median"]["point_estimate"].as_f64().context("estimates.json has no median")?;
    let bytes = benchmark["throughput"]["Bytes"].as_f64().context("benchmark.json has no throughput in bytes")?;
    ensure!(nanoseconds > 0.0 && bytes > 0.0, "{bytes} bytes in {nanoseconds} ns");
    Ok(bytes / nanoseconds * 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESTIMATES: &str = r#"{"mean": {"point_estimate": 9.0}, "median": {"confidence_interval": {"confidence_level": 0.95},
        "point_estimate": 2000.0, "standard_error": 1.5}, "slope": null}"#;
    const BENCHMARK: &str =
        r#"{"group_id": "titles", "function_id": "jianbao", "throughput": {"Bytes": 50}, "directory_name": "titles/jianbao"}"#;

    #[test]
    fn a_speed_is_bytes_by_the_median() {
        assert!((speed(ESTIMATES, BENCHMARK).unwrap() - 25e6).abs() < 1.0);
    }

    #[test]
    fn what_criterion_does_not_say_is_an_error() {
        for (estimates, benchmark) in [
            ("{}", BENCHMARK),
            ("", BENCHMARK),
            (ESTIMATES, r#"{"throughput": null}"#),
            (ESTIMATES, r#"{"throughput": {"Elements": 5}}"#),
            (ESTIMATES, r#"{"throughput": {"Bytes": 0}}"#),
        ] {
            assert!(speed(estimates, benchmark).is_err(), "{estimates} {benchmark}");
        }
        let error = format!("{:#}", speeds(Path::new("/no/criterion"), "titles").unwrap_err());
        assert!(error.contains("/no/criterion/titles/jianbao/new/estimates.json"), "{error}");
    }

    #[test]
    fn the_best_run_is_judged_and_the_middle_one_accepted() {
        let runs = [3.0, 1.0, 2.0].map(|ours| Speeds { ours, reference: 1.0 }).into();
        let measured = Measured { group: "titles".into(), runs };
        assert_eq!(measured.best(), Some(Speeds { ours: 3.0, reference: 1.0 }));
        assert_eq!(measured.middle(), Some(Speeds { ours: 2.0, reference: 1.0 }));
        assert!(measured.holds(3.0) && !measured.holds(3.1));
        let none = Measured { group: "titles".into(), runs: Vec::new() };
        assert!(!none.holds(0.1) && none.middle().is_none());
    }
}
