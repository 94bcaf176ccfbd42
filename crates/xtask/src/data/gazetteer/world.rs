//! Countries, what is in them, and places of nature, from the project's own tables.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use jianbao::inspect::gazetteer::Row;

use super::{CITY, COUNTRY, NATURAL, OTHER, PROVINCE, own};
use crate::workspace::Workspace;

const WORLD: u32 = 1_000_000_000;
const NATURE: u32 = 2_000_000_000;

/// The rows, and the letters of the countries in the order of their keys.
pub(super) fn rows(workspace: &Workspace) -> Result<(Vec<Row>, String)> {
    let (mut rows, mut letters, mut numbers) = (Vec::new(), String::new(), BTreeMap::new());
    for (number, fields) in (0..).zip(own(workspace, "countries", 3)?) {
        let [code, name, aliases] = &fields[..] else { continue };
        ensure!(code.len() == 2 && numbers.insert(code.clone(), number).is_none(), "data/countries.tsv: {code}, {name}");
        ensure!(number != 0 || code == "CN", "data/countries.tsv: China is the first of the countries");
        letters.push_str(code);
        rows.push(row(WORLD + number * 1_000_000, COUNTRY, name, aliases.split_whitespace()));
    }
    // How many regions and how many cities a country or a region has so far.
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for fields in own(workspace, "world", 3)? {
        let [code, region, cities] = &fields[..] else { continue };
        let number = numbers.get(code).with_context(|| format!("data/world.tsv: no country {code}"))?;
        let mut outer = WORLD + number * 1_000_000;
        if let Some((name, others)) = names(region) {
            let count = counts.entry(outer + 1).or_default();
            *count += 1;
            outer += 1_000 * *count;
            rows.push(row(outer, PROVINCE, name, others));
        }
        for city in cities.split_whitespace() {
            let count = counts.entry(outer).or_default();
            *count += 1;
            if let Some((name, others)) = names(city) {
                rows.push(row(outer + *count, CITY, name, others));
            }
        }
    }
    let mut key = NATURE;
    for fields in own(workspace, "natural", 2)? {
        let level = if fields[0] == "natural" { NATURAL } else { OTHER };
        for (name, others) in fields[1].split_whitespace().filter_map(names) {
            rows.push(row(key, level, name, others));
            key += 1;
        }
    }
    Ok((rows, letters))
}

/// A name and the other names behind it: 长江=扬子江.
fn names(text: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let mut names = text.split('=').filter(|name| !name.is_empty());
    Some((names.next()?, names))
}

fn row<'n>(key: u32, sort: u8, name: &'n str, others: impl Iterator<Item = &'n str>) -> Row {
    let mut names: Vec<String> = std::iter::once(name).chain(others).map(str::to_owned).collect();
    if sort == CITY && !name.ends_with(['市', '县', '镇']) {
        names.push(format!("{name}市"));
    }
    Row { key, shown: name.to_owned(), sort, names, later: None }
}
