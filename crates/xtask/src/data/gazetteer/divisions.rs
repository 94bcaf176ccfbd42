//! Divisions of China: those of today, those that are no more, and what became of them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use jianbao::inspect::gazetteer::{ABOLISHED, BARE, LARGE, Row, UNCODED, WORD};

use super::names::short;
use super::{CITY, COUNTY, PROVINCE, TOWN, own, table};
use crate::workspace::Workspace;

/// Rows of the standard that stand for no place.
const FILLERS: [&str; 3] = ["县", "省直辖", "自治区直辖"];
/// Names that only say what sort of district it is.
const BARE_NAMES: [&str; 11] = ["市辖区", "郊区", "市郊区", "城区", "矿区", "市区", "新区", "东区", "西区", "南区", "北区"];
/// Another name of what has one of these in the list of short names is no name of its own.
const VAGUE: [&str; 4] = ["高新区", "经开区", "开发区", "新区"];
/// The regions of Hong Kong, Macao and Taiwan that have no code of GB/T 2260 get keys of their own.
const UNCODED_PROVINCES: [(&str, u32); 3] = [("台湾省", 71), ("香港特别行政区", 81), ("澳门特别行政区", 82)];

struct Division {
    name: String,
    level: u8,
    province: String,
    is_current: bool,
    /// Whether its short name is a word.
    is_word: bool,
    /// Whether it is a city whose districts are meant more often than those of other cities.
    is_large: bool,
    /// Whether the name says only what sort of district it is.
    is_bare: bool,
    names: BTreeSet<String>,
    later: Option<u32>,
}

/// By six digits.
type Divisions = BTreeMap<u32, Division>;

pub(super) fn rows(workspace: &Workspace) -> Result<Vec<Row>> {
    let peoples: Vec<String> = own(workspace, "peoples", 1)?.into_iter().flatten().collect();
    let standard = table(workspace, "gb2260_all_revisions.tsv", '\t')?;
    let words = words(workspace)?;
    let mut divisions = gather(&standard, &peoples, &words)?;
    add_other_names(&mut divisions, workspace)?;
    add_successors(&mut divisions, workspace, &peoples)?;
    let mut rows: Vec<Row> = divisions
        .into_iter()
        .map(|(code, division)| {
            let flags = [(!division.is_current, ABOLISHED), (division.is_bare, BARE), (division.is_large, LARGE), (division.is_word, WORD)];
            let sort = flags.into_iter().filter(|(is_so, _)| *is_so).fold(division.level, |sort, (_, flag)| sort | flag);
            Row {
                key: code * 1000,
                shown: division.name,
                sort,
                names: division.names.into_iter().collect(),
                later: division.later.map(|code| code * 1000),
            }
        })
        .collect();
    let known: BTreeSet<u32> = rows.iter().map(|row| row.key).collect();
    rows.extend(towns(workspace)?.into_iter().filter(|row| !known.contains(&row.key)));
    rows.extend(without_codes(workspace, &peoples)?);
    Ok(rows)
}

/// Whether a name of a town has the word for one: 工业园区 and 二区 are names only in their county.
fn is_of_town(name: &str) -> bool {
    ["镇", "乡", "街道", "苏木", "农场", "林场", "牧场", "地区"].iter().any(|end| name.ends_with(end))
}

/// Where a name stands for one division only: a district's in its city, any other one's in its province.
fn home(row: &[String]) -> (&str, &str, &str) {
    let city = if row[1].ends_with('区') { &*row[4] } else { "" };
    (&*row[3], city, &*row[1])
}

fn is_filler(name: &str) -> bool {
    FILLERS.iter().any(|filler| name == *filler || name.starts_with(filler) && *filler != "县")
}

/// Divisions by code with their full and short names. Where a code outlived a name, the name of today is the full one.
fn gather(standard: &[Vec<String>], peoples: &[String], words: &BTreeSet<String>) -> Result<Divisions> {
    let rows: Vec<(u32, &[String])> = standard[1..]
        .iter()
        .filter(|row| row.len() == 8 && !is_filler(&row[1]) && !(row[2] == "city" && BARE_NAMES.contains(&row[1].as_str())))
        .map(|row| Ok((row[0].parse().with_context(|| format!("GB/T 2260: code {}", row[0]))?, row.as_slice())))
        .collect::<Result<_>>()?;
    let is_current = |row: &[String]| row[7] != "abolished_or_renamed";
    let current: BTreeSet<&str> = rows.iter().filter(|(_, row)| is_current(row)).map(|(_, row)| row[1].as_str()).collect();
    // Current names with what they are in: a code that ended while its name goes on there was only another number.
    let at_home: BTreeSet<_> = rows.iter().filter(|(_, row)| is_current(row)).map(|(_, row)| home(row)).collect();
    let mut taken: BTreeSet<&str> = current.clone();
    taken.extend(rows.iter().filter(|(_, row)| is_current(row)).filter_map(|(_, row)| short(&row[1], peoples)));

    let mut rows = rows.clone();
    // Of the codes that a name had which is no more, the last one counts.
    rows.sort_by(|(code, row), (other, before)| before[6].cmp(&row[6]).then(code.cmp(other)));
    let mut gone = BTreeSet::new();

    let mut divisions = Divisions::new();
    for wanted in [true, false] {
        for &(code, row) in rows.iter().filter(|(_, row)| is_current(row) == wanted) {
            let name = row[1].as_str();
            let is_bare = BARE_NAMES.contains(&name);
            if let Some(known) = divisions.get_mut(&code) {
                // 襄樊市 was the name of 襄阳市's code; what bears another code today is another place.
                if !is_bare && !taken.contains(name) {
                    known.names.insert(name.to_owned());
                    // 襄樊 is still said; 城南, of a district that has another name, is a word.
                    let stem = short(name, peoples).filter(|stem| known.level == CITY && !taken.contains(stem));
                    known.names.extend(stem.map(str::to_owned));
                }
                continue;
            }
            if !wanted && (is_bare && name != BARE_NAMES[0] || at_home.contains(&home(row)) || !gone.insert(home(row))) {
                continue;
            }
            let level = match row[2].as_str() {
                "province" => PROVINCE,
                "city" => CITY,
                _ => COUNTY,
            };
            let city = row[4].as_str();
            // 秦皇岛市经济技术开发区 is 经济技术开发区 in its city.
            let rest = name.strip_prefix(city).filter(|rest| level == COUNTY && rest.chars().count() > 2);
            let shown = rest.unwrap_or(name);
            let mut names = BTreeSet::from([shown.to_owned()]);
            let is_word = level == COUNTY && short(name, peoples).is_some_and(|stem| words.contains(stem));
            if let Some(stem) = short(name, peoples).filter(|stem| rest.is_none() && (wanted || !taken.contains(stem))) {
                names.insert(stem.to_owned());
                names.extend(with_plain_end(name, stem));
            }
            let is_bare = is_bare || rest.is_some() || name.starts_with(['一', '二', '三', '四', '五']) && name.chars().count() == 2;
            let division = Division {
                name: shown.to_owned(),
                level,
                province: row[3].clone(),
                is_current: wanted,
                is_large: false,
                is_word,
                is_bare,
                names,
                later: None,
            };
            divisions.insert(code, division);
        }
    }
    Ok(divisions)
}

/// What the dictionary has as words other than names.
fn words(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let path = workspace.shared.join("data/lexicons/jieba/dict.txt");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = text.lines().filter_map(|line| Some((line.split(' ').next()?, line.rsplit(' ').next()?)));
    let is_name = |tag: &str| tag.starts_with("ns") || tag.starts_with("nr") || tag.starts_with("nz") || tag == "nt" || tag == "x";
    Ok(rows.filter(|(_, tag)| !is_name(tag)).map(|(word, _)| word.to_owned()).collect())
}

/// What an autonomous division is called for short with the word for its sort: 恩施州, 酉阳县.
fn with_plain_end(name: &str, stem: &str) -> Option<String> {
    let end = ["州", "县", "旗"].into_iter().find(|end| name.ends_with(&format!("自治{end}")))?;
    Some(format!("{stem}{end}"))
}

fn add_other_names(divisions: &mut Divisions, workspace: &Workspace) -> Result<()> {
    for row in table(workspace, "jionlp_alias.tsv", '\t')?.into_iter().skip(1) {
        let [_, name, code, alias] = &row[..] else { continue };
        let known = code.parse().ok().and_then(|code: u32| divisions.get_mut(&code));
        if let Some(known) = known.filter(|known| known.is_current && known.name == *name)
            && alias.chars().count() > 1
            && !VAGUE.contains(&alias.as_str())
            && alias.ends_with('旗')
        {
            known.names.insert(alias.clone());
        }
    }
    for row in own(workspace, "divisions", 3)? {
        let [code, sort, values] = &row[..] else { continue };
        let code: u32 = code.parse().with_context(|| format!("data/divisions.tsv: {code}"))?;
        let known = divisions.get_mut(&code).with_context(|| format!("data/divisions.tsv: no division {code}"))?;
        match sort.as_str() {
            "alias" => known.names.extend(values.split_whitespace().map(str::to_owned)),
            "large" => known.is_large = true,
            _ => {}
        }
    }
    Ok(())
}

/// What took the place of a division: by the project's own table, by the list of changes, or by its name.
fn add_successors(divisions: &mut Divisions, workspace: &Workspace, peoples: &[String]) -> Result<()> {
    let mut known: BTreeMap<u32, u32> = BTreeMap::new();
    let mut by_stem: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    let mut by_name: BTreeMap<(String, String), u32> = BTreeMap::new();
    let stem = |name: &str| short(name, peoples).unwrap_or(name).to_owned();
    for (&code, division) in divisions.iter().filter(|(_, division)| division.is_current) {
        by_stem.entry((division.province.clone(), stem(&division.name))).or_default().push(code);
        by_name.insert((division.province.clone(), division.name.clone()), code);
    }
    for (&code, division) in divisions.iter().filter(|(_, division)| !division.is_current) {
        let heirs = by_stem.get(&(division.province.clone(), stem(&division.name))).map_or(&[][..], Vec::as_slice);
        // 大理 is a city and a prefecture: the one of the same level took the place.
        let same_level = |code: &&u32| divisions[code].level == division.level;
        let mut heirs = heirs.iter().filter(same_level);
        if let (Some(&heir), None) = (heirs.next(), heirs.next()) {
            known.insert(code, heir);
        }
    }
    for row in table(workspace, "jionlp_china_location_change.txt", '\t')? {
        let line = row.join("\t");
        let Some((before, after)) = line.split_once("=>") else { continue };
        let (before, after): (Vec<&str>, Vec<&str>) = (before.split('\t').collect(), after.split('\t').collect());
        let (Some(&province), Some(&new)) = (after.first(), after.last()) else { continue };
        let Some(old) = before.len().checked_sub(2).map(|at| before[at]) else { continue };
        let Some(&heir) = by_name.get(&(province.to_owned(), new.to_owned())) else { continue };
        let gone = divisions.iter().filter(|(_, division)| !division.is_current && division.name == old && division.province == province);
        for (&code, _) in gone {
            known.entry(code).or_insert(heir);
        }
    }
    for row in own(workspace, "divisions", 3)? {
        if let [code, sort, heir] = &row[..]
            && sort == "successor"
        {
            known.insert(code.parse()?, heir.parse().with_context(|| format!("data/divisions.tsv: {heir}"))?);
        }
    }
    for (code, heir) in known {
        if divisions.contains_key(&heir)
            && let Some(division) = divisions.get_mut(&code)
            && !division.is_current
        {
            division.later = Some(heir);
        }
    }
    Ok(())
}

fn towns(workspace: &Workspace) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for row in table(workspace, "towns_9digit_2023.csv", ',')?.into_iter().skip(1) {
        let [code, name, ..] = &row[..] else { continue };
        let key: u32 = code.parse().with_context(|| format!("towns: code {code}"))?;
        // 南环街道办事处 is the office of 南环街道.
        let shown = name.strip_suffix("办事处").filter(|name| name.ends_with("街道")).unwrap_or(name);
        rows.push(Row {
            key,
            shown: shown.to_owned(),
            sort: TOWN | if is_of_town(shown) { 0 } else { BARE },
            names: vec![shown.to_owned()],
            later: None,
        });
    }
    Ok(rows)
}

/// Districts without a code. Their keys count them as they stand in the list.
fn without_codes(workspace: &Workspace, peoples: &[String]) -> Result<Vec<Row>> {
    let path = workspace.shared.join("data/places/hk_mo_tw.json");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let list: serde_json::Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))?;
    let mut rows = Vec::new();
    for (province, digits) in UNCODED_PROVINCES {
        let Some(cities) = list[province].as_object() else { continue };
        let mut county = 0;
        for (number, (city, districts)) in (1..).zip(cities) {
            let mut outer = digits * 10_000_000;
            // Taiwan has cities and counties; the regions of Hong Kong and Macao are no divisions.
            if province == "台湾省" {
                outer += number * 100_000;
                county = 0;
                rows.push(uncoded(outer, CITY, city, peoples));
            }
            for district in districts.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str) {
                county += 1;
                rows.push(uncoded(outer + county * 1000, COUNTY, district.split('（').next().unwrap_or(district), peoples));
            }
        }
    }
    Ok(rows)
}

fn uncoded(key: u32, level: u8, name: &str, peoples: &[String]) -> Row {
    let names = std::iter::once(name).chain(short(name, peoples)).map(str::to_owned).collect();
    Row { key, shown: name.to_owned(), sort: level | UNCODED, names, later: None }
}
