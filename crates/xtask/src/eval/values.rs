//! Values: the cases of other projects' tests, as eval/values.py counts them, and addresses, as eval/addresses.py does.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::kit::Kit;
use super::pages::Measures;
use crate::workspace::Workspace;

/// The suites, below `data/values`. Each has its own convention: no reading is right for all.
const SUITES: [&str; 10] =
    ["chinese2digits", "cn2an", "cpca", "dateparser", "duckling", "jionlp", "minlp", "nemo_itn", "recognizers", "wetext"];

/// What the kit asks for (its `dim`s), together as the floors name it.
const GROUPS: [(&str, &[&str]); 5] = [
    ("time", &["time", "time_span", "set", "duration"]),
    ("number", &["number", "ordinal", "percent", "number_range"]),
    ("money", &["money"]),
    ("measured", &["quantity", "dimension", "temperature", "age"]),
    ("place", &["place"]),
];

/// Tables in the floors, and how the command line is asked: most suites mean the next day where they say no year.
pub(crate) const READINGS: [(&str, &[&str]); 2] = [("values.future", &["--prefer", "future"]), ("values.nearest", &[])];

/// Annotates the cases in one reading and has them scored.
pub(crate) fn measure(workspace: &Workspace, (name, options): (&str, &[&str]), binary: &Path) -> Result<(Measures, Value)> {
    let kit = Kit::new(workspace, binary, name)?;
    let read = |suite: &&str| {
        let path = workspace.shared.join("data/values").join(suite).with_extension("jsonl");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let cases = SUITES.iter().map(read).collect::<Result<String>>()?;
    let gold = kit.path("gold.jsonl");
    fs::write(&gold, cases).with_context(|| format!("cannot write {}", gold.display()))?;
    let texts = kit.write(kit.script("values.py").arg("inputs").arg(&gold), "jsonl")?;
    let records = kit.write(kit.jianbao().arg("annotate").args(options).arg(&texts), "records.jsonl")?;
    let summary = kit.score(kit.script("values.py").arg(&gold).arg(&records))?;
    let mut measures = Measures::new();
    for (group, dims) in GROUPS {
        for (part, key) in [("all", String::new()), ("firm", "firm_".into())] {
            let share = |share: &str, count: &str| mean(dims.iter().map(|dim| &summary[part][dim]), share, count);
            measures.extend(share("value", "values").map(|value| (format!("{name}.{key}{group}"), value)));
            measures.extend(share("span_R", "spans").map(|value| (format!("{name}.{key}{group}_span"), value)));
        }
    }
    Ok((measures, summary))
}

/// A share over all cases of several rows.
fn mean<'r>(rows: impl Iterator<Item = &'r Value>, share: &str, count: &str) -> Option<f64> {
    let counted = rows.filter_map(|row| Some((row[share].as_f64()?, row[count].as_f64()?)));
    let (hits, all) = counted.fold((0.0, 0.0), |(hits, all), (share, count)| (hits + share * count, all + count));
    (all > 0.0).then_some(hits / all)
}

/// The table of addresses in the floors.
pub(crate) const ADDRESSES: &str = "values.addresses";

/// Annotates the addresses and has them scored.
pub(crate) fn measure_addresses(workspace: &Workspace, binary: &Path) -> Result<(Measures, Value)> {
    let kit = Kit::new(workspace, binary, ADDRESSES)?;
    let gold = workspace.shared.join("data/values/address_naacl2019.jsonl");
    let texts = kit.write(kit.script("addresses.py").arg("inputs").arg(&gold), "jsonl")?;
    let records = kit.write(kit.jianbao().arg("annotate").arg(&texts), "records.jsonl")?;
    let summary = kit.score(kit.script("addresses.py").arg(&gold).arg(&records))?;
    let rows = summary["all"].as_object().into_iter().flatten();
    let measures = rows.filter_map(|(measure, row)| Some((format!("{ADDRESSES}.{measure}"), row["share"].as_f64()?))).collect();
    Ok((measures, summary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_over_cases_not_rows() {
        let rows = [serde_json::json!({"value": 1.0, "values": 3}), serde_json::json!({"value": 0.0, "values": 1}), Value::Null];
        assert_eq!(mean(rows.iter(), "value", "values"), Some(0.75));
        assert_eq!(mean(rows.iter(), "span_R", "spans"), None);
    }
}
