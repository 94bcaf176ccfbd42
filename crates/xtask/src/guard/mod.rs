//! `cargo xtask guard`: is the tokenizer, the hot path, as fast as it was? Against benches/guard.toml.
//!
//! Two measures that fail in different ways: [`ratios`], time beside jieba-rs in the same run, which sees all that costs time and
//! needs a wide tolerance; and [`instructions`], which is blind for caches and branches and repeatable.

mod baseline;
mod instructions;
mod ratios;

use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;
use baseline::{Baseline, Edit, Tolerance};
use ratios::Measured;

const FILE: &str = "benches/guard.toml";

/// How often a group is run at most before it is called slow, and how often to accept it.
const RUNS: usize = 3;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Write what is measured into benches/guard.toml; of three runs the one in the middle
    #[arg(long)]
    accept: bool,
    /// Compare with jieba-rs only, on machines without valgrind
    #[arg(long)]
    without_instructions: bool,
    /// Compare on the texts of benches/texts, as on machines without the data beside the workspace
    #[arg(long)]
    own_text: bool,
}

/// Fails if the tokenizer got slower.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    ensure!(
        options.without_instructions || instructions::is_there(),
        "valgrind is not installed, so instructions can't be counted; install it (apt install valgrind), or leave that half out with \
         --without-instructions"
    );
    let text = workspace.read(FILE)?;
    let baseline = Baseline::read(&text).with_context(|| format!("mend {FILE}"))?;
    let is_corpus = !options.own_text && workspace.root.join("../shared/data/raw").is_dir();
    let texts = if is_corpus { "corpus" } else { "own" };
    let rows = baseline.ratios(texts).with_context(|| format!("mend {FILE}"))?;

    let mut measured: Vec<Measured> = rows.iter().map(|&(group, _)| Measured { group: group.into(), runs: Vec::new() }).collect();
    for _ in 0..RUNS {
        let is_left =
            |(measured, (_, ratio)): &(&Measured, &(&str, f64))| options.accept || !measured.holds(minimum(*ratio, baseline.tolerance));
        let left: Vec<&str> = measured.iter().zip(&rows).filter(is_left).map(|(_, &(group, _))| group).collect();
        if left.is_empty() {
            break;
        }
        for (group, speeds) in ratios::run(&workspace.root, texts, &left)? {
            measured.iter_mut().filter(|measured| measured.group == group).for_each(|measured| measured.runs.push(speeds));
        }
    }
    let counted = if options.without_instructions {
        None
    } else {
        Some(Counted { per_character: instructions::per_character(&workspace.root)?, compiler: instructions::compiler()? })
    };
    let report = report(&baseline, texts, &measured, counted.as_ref());
    print!("{}", report.table);
    if options.accept {
        let accepted = accept(&text, &baseline, texts, &measured, counted.as_ref());
        fs::write(workspace.root.join(FILE), &accepted).with_context(|| format!("cannot write {FILE}"))?;
        println!("{FILE}: {}", if accepted == text { "as it was" } else { "written; say why in the commit" });
        return Ok(ExitCode::SUCCESS);
    }
    if report.slower.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{}", message(&report.slower));
    Ok(ExitCode::FAILURE)
}

/// What callgrind counted.
#[derive(Debug)]
struct Counted {
    per_character: f64,
    compiler: String,
}

/// The least ratio that is still well.
fn minimum(ratio: f64, tolerance: Tolerance) -> f64 {
    ratio * (1.0 - tolerance.ratio)
}

/// A table to print, and what got slower, in words.
#[derive(Debug)]
struct Report {
    table: String,
    slower: Vec<String>,
}

fn report(baseline: &Baseline, texts: &str, measured: &[Measured], counted: Option<&Counted>) -> Report {
    let (mut table, mut slower) = (String::new(), Vec::new());
    let _ = writeln!(table, "{:<12} {:>12} {:>14} {:>6} {:>8}  verdict", texts, "jianbao MB/s", "jieba tag MB/s", "ratio", "minimum");
    for measured in measured {
        let group = &measured.group;
        let rows = baseline.ratios(texts).unwrap_or_default();
        let Some((&(_, ratio), best)) = rows.iter().find(|row| row.0 == group).zip(measured.best()) else {
            slower.push(format!("{group}: not measured"));
            continue;
        };
        let minimum = minimum(ratio, baseline.tolerance);
        let verdict = if measured.holds(minimum) { "ok" } else { "SLOWER" };
        let (ours, reference, ratio) = (best.ours / 1e6, best.reference / 1e6, best.ratio());
        let _ = writeln!(table, "{group:<12} {ours:>12.1} {reference:>14.1} {ratio:>6.2} {minimum:>8.2}  {verdict}");
        if verdict != "ok" {
            let runs = measured.runs.len();
            slower.push(format!(
                "{group}: {ratio:.2} times as fast as jieba-rs with tags, the minimum is {minimum:.2} (best of {runs} runs)"
            ));
        }
    }
    let Some(Counted { per_character, compiler }) = counted else {
        table.push_str("instructions: not counted, as asked for\n");
        return Report { table, slower };
    };
    let (before, allowed) = (baseline.per_character(), baseline.tolerance.instructions);
    let change = per_character / before - 1.0;
    let verdict = match change {
        _ if change > allowed + 1e-9 => "MORE",
        _ if change < -allowed => "ok, fewer: keep it with --accept",
        _ => "ok",
    };
    let _ = writeln!(table, "\n{:<24} {:>8} {:>8}  verdict", "instructions a character", "baseline", "change");
    let _ = writeln!(table, "{per_character:<24.1} {before:>8.1} {:>+7.1}%  {verdict}", change * 100.0);
    if verdict == "MORE" {
        let mut line = format!(
            "instructions: {per_character:.1} a character, {:.1} % more than {before:.1}; {:.0} % are allowed",
            change * 100.0,
            allowed * 100.0
        );
        if compiler != baseline.compiler() {
            let _ = write!(line, "; counted with {compiler}, the baseline with {}, which may be all there is to it", baseline.compiler());
        }
        slower.push(line);
    }
    Report { table, slower }
}

/// What got slower and what to do.
fn message(slower: &[String]) -> String {
    format!(
        "error: the tokenizer got slower\n  {}\nFind what costs: `cargo bench -p jianbao-benches --bench tokens`, or callgrind_annotate on \
         callgrind.42 in the folder guard of cargo's target.\nIf it has to cost that: `cargo xtask guard --accept`, and say why in the \
         commit.",
        slower.join("\n  ")
    )
}

/// The text of the baseline with what was measured.
fn accept(text: &str, baseline: &Baseline, texts: &str, measured: &[Measured], counted: Option<&Counted>) -> String {
    let ratio = |measured: &Measured| baseline.accept_ratio(texts, &measured.group, measured.middle()?.ratio());
    let mut edits: Vec<Edit> = measured.iter().filter_map(ratio).collect();
    if let Some(Counted { per_character, compiler }) = counted {
        edits.extend(baseline.accept_instructions(*per_character, compiler));
    }
    baseline::edit(text, edits)
}

#[cfg(test)]
mod tests {
    use super::ratios::Speeds;
    use super::*;

    const TEXT: &str = "\
[tolerance]
ratio = 0.25
instructions = 0.03
[ratio.own]
titles = 2.00 # short
article = 4.00
[instructions]
per_character = 700.0
compiler = \"rustc 1.88.0 on x\"
";

    fn measured(group: &str, ratios: &[f64]) -> Measured {
        let runs = ratios.iter().map(|ratio| Speeds { ours: ratio * 20e6, reference: 20e6 }).collect();
        Measured { group: group.into(), runs }
    }

    fn counted(per_character: f64, release: &str) -> Counted {
        Counted { per_character, compiler: format!("rustc {release} on x") }
    }

    fn judge(titles: &[f64], article: &[f64], per_character: f64) -> Report {
        let measured = [measured("titles", titles), measured("article", article)];
        report(&Baseline::read(TEXT).unwrap(), "own", &measured, Some(&counted(per_character, "1.88.0")))
    }

    #[test]
    fn the_edge_of_the_tolerance_is_well() {
        let report = judge(&[1.5], &[2.9, 3.0], 721.0);
        assert_eq!(report.slower, [""; 0]);
        let expected = "\
own          jianbao MB/s jieba tag MB/s  ratio  minimum  verdict
titles               30.0           20.0   1.50     1.50  ok
article              60.0           20.0   3.00     3.00  ok

instructions a character baseline   change  verdict
721.0                       700.0    +3.0%  ok
";
        assert_eq!(report.table, expected);
    }

    #[test]
    fn a_group_below_its_minimum_is_named() {
        let report = judge(&[1.4, 1.45, 1.3], &[4.0], 700.0);
        assert_eq!(report.slower, ["titles: 1.45 times as fast as jieba-rs with tags, the minimum is 1.50 (best of 3 runs)"]);
        assert!(report.table.contains("1.45     1.50  SLOWER"), "{}", report.table);
        assert_eq!(judge(&[], &[4.0], 700.0).slower, ["titles: not measured"]);
    }

    #[test]
    fn more_instructions_are_told_with_the_compiler_if_it_changed() {
        let told = "instructions: 722.0 a character, 3.1 % more than 700.0; 3 % are allowed";
        assert_eq!(judge(&[2.0], &[4.0], 722.0).slower, [told]);
        let baseline = Baseline::read(TEXT).unwrap();
        let slower = report(&baseline, "own", &[], Some(&counted(722.0, "1.95.0"))).slower;
        assert!(slower[0].starts_with(told) && slower[0].contains("rustc 1.95.0 on x, the baseline with rustc 1.88.0 on x"), "{slower:?}");
    }

    #[test]
    fn fewer_instructions_are_well_and_worth_keeping() {
        let report = judge(&[2.0], &[4.0], 600.0);
        assert!(report.slower.is_empty() && report.table.contains("keep it with --accept"), "{}", report.table);
    }

    #[test]
    fn without_instructions_the_table_says_so() {
        let report = report(&Baseline::read(TEXT).unwrap(), "own", &[measured("titles", &[2.0])], None);
        assert!(report.slower.is_empty() && report.table.ends_with("instructions: not counted, as asked for\n"), "{}", report.table);
    }

    #[test]
    fn the_message_says_what_to_do() {
        let message = message(&["titles: slow".into(), "instructions: many".into()]);
        for part in ["\n  titles: slow\n  instructions: many\n", "cargo bench -p jianbao-benches --bench tokens", "guard --accept"] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn accepting_writes_the_middle_run_whichever_way_it_moved() {
        let baseline = Baseline::read(TEXT).unwrap();
        let measured = [measured("titles", &[1.0, 1.2, 1.1]), measured("article", &[5.0])];
        let accepted = accept(TEXT, &baseline, "own", &measured, Some(&counted(750.04, "1.95.0")));
        let expected = TEXT.replace("2.00", "1.10").replace("4.00", "5.00").replace("700.0", "750.0").replace("1.88.0", "1.95.0");
        assert_eq!(accepted, expected);
        assert_eq!(accept(TEXT, &baseline, "own", &measured[1..], None), TEXT.replace("4.00", "5.00"));
    }
}
