//! `cargo xtask data gazetteer`: places with their names and codes, from the lists in ../shared and the project's own.

mod divisions;
mod names;
mod world;

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, ensure};
use jianbao::inspect::gazetteer::write;

use crate::workspace::Workspace;

/// Where places are from; the manifest lists them.
pub(super) const SOURCES: [&str; 8] = [
    "../shared/data/places/gb2260_all_revisions.tsv: GB/T 2260 in all revisions from 1980 to 2023; government data, WTFPL",
    "../shared/data/places/towns_9digit_2023.csv: towns and streets of the National Bureau of Statistics, 2023; government data, WTFPL",
    "../shared/data/places/hk_mo_tw.json: districts of Hong Kong, Macao and Taiwan, by china-division; WTFPL",
    "../shared/data/places/jionlp_alias.tsv: short names of banners, by JioNLP; Apache-2.0",
    "../shared/data/places/jionlp_china_location_change.txt: which division took the place of which, by JioNLP; Apache-2.0",
    "../shared/data/lexicons/jieba/dict.txt: which short names are words; MIT",
    "data/divisions.tsv, data/peoples.tsv",
    "data/countries.tsv, data/natural.tsv, data/world.tsv",
];

/// The terms of the sources together.
pub(super) const LICENCE: &str = "MIT OR Apache-2.0; lists of others under WTFPL and Apache-2.0 as named";

/// As the blob has them in the low bits of a place's sort.
const COUNTRY: u8 = 0;
const PROVINCE: u8 = 1;
const CITY: u8 = 2;
const COUNTY: u8 = 3;
const TOWN: u8 = 4;
const NATURAL: u8 = 6;
const OTHER: u8 = 7;

/// The blob.
pub(super) fn build(workspace: &Workspace) -> Result<Vec<u8>> {
    let (mut rows, codes) = world::rows(workspace)?;
    rows.extend(divisions::rows(workspace)?);
    let mut levels: BTreeMap<u8, usize> = BTreeMap::new();
    for row in &rows {
        *levels.entry(row.sort & 7).or_default() += 1;
    }
    let blob = write(rows, &codes).map_err(|problem| anyhow!("gazetteer: {problem}"))?;
    println!("places by level {levels:?}, {} bytes", blob.len());
    Ok(blob)
}

/// The rows of a table of ../shared, as fields.
fn table(workspace: &Workspace, name: &str, separator: char) -> Result<Vec<Vec<String>>> {
    let path = workspace.shared.join("data/places").join(name);
    let text = std::fs::read_to_string(&path).map_err(|error| anyhow!("cannot read {}: {error}", path.display()))?;
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(separator).map(|field| field.trim_matches('"').to_owned()).collect()).collect();
    ensure!(rows.len() > 1, "{} is empty", path.display());
    Ok(rows)
}

/// The rows of a table of the project's own.
fn own(workspace: &Workspace, name: &str, width: usize) -> Result<Vec<Vec<String>>> {
    let path = format!("data/{name}.tsv");
    let text = workspace.read(&path)?;
    let mut source = super::source::Source::new(&path, &text);
    let mut rows = Vec::new();
    for (line, row) in source.rows() {
        let fields: Vec<String> = row.split('\t').map(str::to_owned).collect();
        if fields.len() == width {
            rows.push(fields);
        } else {
            source.fault(line, format!("has {} fields, not {width}", fields.len()));
        }
    }
    source.finish().map(|()| rows)
}
