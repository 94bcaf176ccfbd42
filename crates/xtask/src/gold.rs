//! The gold of pages, and the body score of the evaluation kit.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// A page with the body that it should give.
pub(crate) struct GoldPage {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) title: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) body: String,
}

/// The pages of a set whose kind is scored, that have a body.
pub(crate) fn pages(folder: &Path) -> Result<Vec<GoldPage>> {
    let gold = folder.join("gold.jsonl");
    let text = fs::read_to_string(&gold)
        .with_context(|| format!("cannot read {}; --shared PATH says where the development data is", gold.display()))?;
    let mut pages = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        let row: Value = serde_json::from_str(line).with_context(|| gold.display().to_string())?;
        let field = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        if !["news", "gov", "blog"].contains(&row["kind"].as_str().unwrap_or_default()) || field("body").is_empty() {
            continue;
        }
        let file = folder.join(field("id") + ".html");
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        pages.push(GoldPage { id: field("id"), site: field("site"), title: field("title"), bytes, body: field("body") });
    }
    Ok(pages)
}

pub(crate) fn squeeze(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text.chars().filter(|&c| !is_blank(c)).collect()
}

/// F1 over the multiset of character 4-grams without white space, as eval/pages.py has it.
pub(crate) fn body_f1(gold: &str, found: &str) -> f64 {
    let grams = |text: &str| {
        let chars: Vec<char> = squeeze(text).chars().collect();
        let mut counts: HashMap<Vec<char>, i64> = HashMap::new();
        for gram in chars.windows(4.min(chars.len().max(1))) {
            *counts.entry(gram.to_vec()).or_default() += 1;
        }
        counts
    };
    let (gold, found) = (grams(gold), grams(found));
    let common: i64 = gold.iter().map(|(gram, n)| found.get(gram).map_or(0, |m| *m.min(n))).sum();
    let total = gold.values().sum::<i64>() + found.values().sum::<i64>();
    if total == 0 { 0.0 } else { 2.0 * common as f64 / total as f64 }
}

/// For each line whether it is part of the body.
pub(crate) fn label_lines(body: &str, lines: &[String]) -> Vec<bool> {
    let whole = squeeze(body);
    let paragraphs: std::collections::HashSet<String> = body.lines().map(squeeze).collect();
    lines
        .iter()
        .map(|line| {
            let line = squeeze(line);
            !line.is_empty() && (paragraphs.contains(&line) || line.chars().count() > 8 && whole.contains(&line))
        })
        .collect()
}
