//! `cargo xtask eval`: what the command line gives on the development data, against the floors of testdata/floors.toml.
//!
//! The scores are those of the evaluation kit beside the data: [`pages`], [`tokens`], [`mentions`] and [`values`] run it, [`floors`] knows the limits.

mod floors;
mod kit;
mod mentions;
mod pages;
mod reprints;
mod tokens;
mod values;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::cargo;
use crate::workspace::Workspace;
use floors::Limit;
use pages::Measures;

const FLOORS: &str = "testdata/floors.toml";

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Write the limits with what was measured, and the kit's summaries, to a file
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Raise floors to a little below what was measured, where that is higher; none is ever lowered
    #[arg(long)]
    raise: bool,
    /// Measure only the tables whose names begin with this, such as `values`
    #[arg(long, value_name = "TABLE", default_value = "", hide_default_value = true)]
    only: String,
}

/// Fails if a floor is not held or its measure is missing; without the data there is nothing to do.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    if !workspace.shared.is_dir() {
        println!("{} is not here: no floor was checked", workspace.shared.display());
        return Ok(ExitCode::SUCCESS);
    }
    let text = workspace.read(FLOORS)?;
    let mut limits = floors::read(&text).with_context(|| format!("mend {FLOORS}"))?;
    limits.retain(|limit| limit.measure.starts_with(&options.only));
    let binary = cargo::build(&workspace.root, "jianbao-cli", "jianbao")?;
    let mut measures = Measures::new();
    let mut report = serde_json::Map::new();
    for (name, measure) in tables(workspace).filter(|(name, _)| name.starts_with(&options.only)) {
        let (found, summary) = measure(&binary).with_context(|| format!("cannot measure {name}"))?;
        measures.extend(found);
        report.insert(name.into(), summary);
    }
    let below = print(&limits, &measures);
    if let Some(path) = &options.json {
        report.insert("floors".into(), limits.iter().map(|limit| row(limit, &measures)).collect());
        let text = format!("{:#}\n", Value::Object(report));
        fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    if options.raise {
        let raised = floors::raise(&text, &limits, &measures, &jiff::Timestamp::now().strftime("%F").to_string());
        if raised != text {
            fs::write(workspace.root.join(FLOORS), raised).with_context(|| format!("cannot write {FLOORS}"))?;
            println!("{FLOORS}: raised");
        }
    }
    println!("{} floors checked, {below} below", limits.len());
    Ok(if below == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Has what a built command line gives scored: the measures, and the kit's summary.
type Measure<'w> = Box<dyn Fn(&Path) -> Result<(Measures, Value)> + 'w>;

/// The tables of the floors, and how each is measured.
fn tables(workspace: &Workspace) -> impl Iterator<Item = (&'static str, Measure<'_>)> {
    let pages = pages::SETS.iter().map(move |set| (set.name, Box::new(move |binary: &Path| pages::measure(workspace, set, binary)) as _));
    let tokens = tokens::SETS.iter().map(move |&set| (set.0, Box::new(move |binary: &Path| tokens::measure(workspace, set, binary)) as _));
    let names = mentions::NAMES
        .iter()
        .map(move |set| (set.name, Box::new(move |binary: &Path| mentions::measure_names(workspace, set, binary)) as _));
    let records = mentions::RECORDS
        .iter()
        .map(move |set| (set.name, Box::new(move |binary: &Path| mentions::measure_records(workspace, set, binary)) as _));
    let values = values::READINGS
        .iter()
        .map(move |&reading| (reading.0, Box::new(move |binary: &Path| values::measure(workspace, reading, binary)) as _));
    let addresses: (_, Measure<'_>) = (values::ADDRESSES, Box::new(move |binary: &Path| values::measure_addresses(workspace, binary)));
    let reprints: (_, Measure<'_>) = (reprints::REPRINTS, Box::new(move |_: &Path| reprints::measure(workspace)));
    pages.chain(tokens).chain(names).chain(records).chain(values).chain([addresses, reprints])
}

/// Prints a line for each limit, and returns how many do not hold.
fn print(limits: &[Limit], measures: &Measures) -> usize {
    let width = limits.iter().map(|limit| limit.measure.len()).max().unwrap_or(0);
    println!("{:width$}  {:>6}  {:>9}", "measure", "value", "floor");
    let mut below = 0;
    for limit in limits {
        let value = measures.get(&limit.measure).copied();
        let verdict = match value {
            None => "BELOW: the evaluation kit gives no such measure",
            Some(value) if limit.holds(value) => "ok",
            Some(_) if limit.is_ceiling => "BELOW: over the ceiling",
            Some(_) => "BELOW",
        };
        below += usize::from(verdict != "ok");
        let value = value.map_or("-".into(), |value| format!("{value:.4}"));
        let bound = format!("{}{:.3}", if limit.is_ceiling { "max " } else { "" }, limit.bound);
        println!("{:width$}  {value:>6}  {bound:>9}  {verdict}", limit.measure);
    }
    below
}

fn row(limit: &Limit, measures: &Measures) -> Value {
    let value = measures.get(&limit.measure).copied();
    let kind = if limit.is_ceiling { "max" } else { "min" };
    json!({ "measure": limit.measure, "value": value, kind: limit.bound, "ok": value.is_some_and(|value| limit.holds(value)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_data_nothing_is_asked_for() {
        let workspace = Workspace { root: "/no/workspace".into(), shared: "/no/shared".into() };
        let code = run(&workspace, &Options { json: None, raise: true, only: String::new() }).unwrap();
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::SUCCESS));
    }

    #[test]
    fn a_floor_whose_measure_is_missing_is_below() {
        let limits = floors::read("[s]\na = 0.5\nb = 0.5\nc = { max = 0.5 }\nd = 0.5\n").unwrap();
        let measures = Measures::from([("s.a".into(), 0.5), ("s.b".into(), 0.4), ("s.c".into(), 0.6)]);
        assert_eq!(print(&limits, &measures), 3);
    }
}
