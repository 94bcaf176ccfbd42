//! Instructions per character, counted by callgrind: the same on a busy machine as on an idle one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::cargo;

/// The difference is the tokenizing alone: loading and the first growth of buffers are in both.
const TURNS: [u64; 2] = [2, 42];

pub(crate) fn is_there() -> bool {
    let version = Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

/// The compiler and its host, as in the committed baseline.
pub(crate) fn compiler() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().context("cannot run rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let (release, host) = field("release:").zip(field("host:")).context("`rustc -vV` names no release and host")?;
    Ok(format!("rustc {release} on {host}"))
}

/// Builds the harness and counts.
pub(crate) fn per_character(root: &Path) -> Result<f64> {
    let harness = cargo::build(root, "jianbao-benches", "hot_path")?;
    let folder = cargo::target(root)?.join("guard");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let [(few, characters), (many, _)] = [count(&harness, &folder, TURNS[0])?, count(&harness, &folder, TURNS[1])?];
    difference(few, many, characters)
}

/// Instructions of a run, and the characters of a turn.
fn count(harness: &Path, folder: &Path, turns: u64) -> Result<(u64, u64)> {
    let file = folder.join(format!("callgrind.{turns}"));
    let mut command = Command::new("valgrind");
    command.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", file.display())).arg(harness).arg(turns.to_string());
    let output = command.output().context("cannot run valgrind")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{} does not run under valgrind; it says:\n{said}", harness.display());
    let characters = String::from_utf8_lossy(&output.stdout).trim().parse().context("hot_path prints a number of characters")?;
    let profile = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let total = total(&profile).with_context(|| format!("cannot understand {}", file.display()))?;
    Ok((total, characters))
}

/// The sum in callgrind's file: `events: Ir`, and a line `totals: N` or `summary: N`.
fn total(profile: &str) -> Result<u64> {
    let field = |name: &str| profile.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    ensure!(field("events:") == Some("Ir"), "it does not count instructions alone");
    let total = field("totals:").or(field("summary:")).context("it has no totals")?;
    total.parse().with_context(|| format!("`{total}` is no number"))
}

fn difference(few: u64, many: u64, characters: u64) -> Result<f64> {
    let instructions = many.checked_sub(few).filter(|&instructions| instructions > 0 && characters > 0);
    let instructions = instructions.with_context(|| format!("{few} and {many} instructions for {characters} characters a turn"))?;
    Ok(instructions as f64 / ((TURNS[1] - TURNS[0]) * characters) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callgrind_gives_a_total() {
        assert_eq!(total("version: 1\nevents: Ir\nsummary: 49645295\n\nfn=(1)\n1 5\n\ntotals: 49645296\n").unwrap(), 49_645_296);
        assert_eq!(total("events: Ir\nsummary: 7\n").unwrap(), 7);
        for profile in ["", "events: Ir\n", "events: Ir Dr\ntotals: 5 6\n", "events: Ir\ntotals: many\n"] {
            assert!(total(profile).is_err(), "{profile}");
        }
    }

    #[test]
    fn loading_is_not_counted() {
        assert!((difference(1_000_000, 1_000_000 + 40 * 50 * 7, 50).unwrap() - 7.0).abs() < 1e-9);
        assert!(difference(5, 4, 50).is_err() && difference(4, 4, 50).is_err() && difference(4, 5, 0).is_err());
    }
}
