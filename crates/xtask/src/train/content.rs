//! The models that judge the lines of a page: trained on the pages of ../shared/data/pages/dev, reported by
//! cross-validation over sites, so that no page is judged by a model that has seen its site.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use jianbao::inspect;

use super::logistic::{Sample, score, train};
use super::made;
use crate::gold::{self, GoldPage};

const FOLDS: usize = 8;
const L2: f32 = 8e-3;

struct Page {
    gold: GoldPage,
    lines: Vec<String>,
    chars: Vec<u32>,
    wanted: Vec<bool>,
    first: Vec<Vec<u16>>,
    fold: usize,
    /// Pages of one site share this.
    weight: f32,
    /// Made from a page's gold: trained on, not reported.
    is_made: bool,
}

/// What training gives.
#[derive(Debug, Default)]
pub(crate) struct Trained {
    /// The weights: model, group, bucket, weight.
    pub(crate) table: String,
    /// Body F1 on unseen sites, by kind of page.
    pub(crate) scores: Vec<(&'static str, f64)>,
    /// How many pages of the set were learned from.
    pub(crate) pages: usize,
}

/// Where the pages are, below the folder with the development data.
pub(crate) const PAGES: &str = "data/pages/dev";

/// Trains both models on pages with their structure and without it.
pub(crate) fn run(shared: &Path) -> Result<Trained> {
    let mut trained = Trained::default();
    for (name, plain) in [("structured", false), ("plain", true)] {
        let pages = load(shared, plain)?;
        trained.pages = pages.iter().filter(|page| !page.is_made).count();
        trained.scores.push((name, report(name, plain, &pages)));
        let all: Vec<&Page> = pages.iter().collect();
        let first = train_first(&all);
        // The second model learns from scores that the first gives to pages it has not seen.
        let scores = crossed_scores(&pages);
        let second = train_second(&all, &scores, plain);
        for (number, weights) in [(1, first), (2, second)] {
            write_weights(&mut trained.table, &format!("{name}{number}"), &weights);
        }
    }
    Ok(trained)
}

fn load(shared: &Path, plain: bool) -> Result<Vec<Page>> {
    let golds = gold::pages(&shared.join(PAGES))?;
    let mut sites: Vec<String> = golds.iter().map(|g| g.site.clone()).collect();
    sites.sort();
    let mut pages_of: HashMap<String, usize> = HashMap::new();
    for site in &sites {
        *pages_of.entry(site.clone()).or_default() += 1;
    }
    sites.dedup();
    let page = |gold: GoldPage, is_made: bool| {
        let lines = inspect::lines(&gold.bytes, plain);
        let texts: Vec<String> = lines.iter().map(|l| l.text.clone()).collect();
        Page {
            wanted: gold::label_lines(&gold.body, &texts),
            chars: lines.iter().map(|l| l.chars).collect(),
            first: inspect::first_features(&gold.bytes, plain),
            fold: sites.iter().position(|s| *s == gold.site).unwrap_or(0) % FOLDS,
            weight: 1.0 / (pages_of[&gold.site] as f32).sqrt() * if is_made { MADE_WEIGHT } else { 1.0 },
            lines: texts,
            gold,
            is_made,
        }
    };
    let made: Vec<GoldPage> = golds.iter().enumerate().flat_map(|(number, gold)| made::pages(gold, number)).collect();
    Ok(golds.into_iter().map(|gold| page(gold, false)).chain(made.into_iter().map(|gold| page(gold, true))).collect())
}

/// What a made page counts beside a real one.
const MADE_WEIGHT: f32 = 0.3;

fn sample(page: &Page, number: usize, features: Vec<u16>) -> Sample {
    // Long lines matter more to the score, short ones are many.
    let weight = page.weight * (0.4 + page.chars[number].min(120) as f32 / 60.0);
    Sample { features, wanted: page.wanted[number], weight }
}

fn train_first(pages: &[&Page]) -> Vec<f32> {
    let samples: Vec<Sample> = pages.iter().flat_map(|p| (0..p.lines.len()).map(|i| sample(p, i, p.first[i].clone()))).collect();
    train(&samples, inspect::FEATURES, L2)
}

fn scores(page: &Page, weights: &[f32]) -> Vec<f32> {
    page.first.iter().map(|features| score(weights, features)).collect()
}

fn crossed_scores(pages: &[Page]) -> Vec<Vec<f32>> {
    let models: Vec<Vec<f32>> = (0..FOLDS).map(|fold| train_first(&pages.iter().filter(|p| p.fold != fold).collect::<Vec<_>>())).collect();
    pages.iter().map(|page| scores(page, &models[page.fold])).collect()
}

fn train_second(pages: &[&Page], scores: &[Vec<f32>], plain: bool) -> Vec<f32> {
    let mut samples = Vec::new();
    for (page, scores) in pages.iter().zip(scores) {
        if let Some((start, features)) = inspect::second_features(&page.gold.bytes, plain, scores) {
            samples.extend(features.into_iter().enumerate().map(|(i, features)| sample(page, start + i, features)));
        }
    }
    train(&samples, inspect::FEATURES, L2)
}

/// Prints how well models do on sites that they have not seen, and returns the body F1.
fn report(name: &str, plain: bool, pages: &[Page]) -> f64 {
    let mut results: Vec<(f64, &Page)> = Vec::new();
    let mut made_results: Vec<f64> = Vec::new();
    for fold in 0..FOLDS {
        let seen: Vec<&Page> = pages.iter().filter(|p| p.fold != fold).collect();
        let first = train_first(&seen);
        let owned: Vec<Vec<f32>> = {
            // Scores for the training of the second model, again from models that have not seen the page.
            let inner: Vec<Vec<f32>> = (0..FOLDS)
                .map(
                    |f| if f == fold { Vec::new() } else { train_first(&seen.iter().filter(|p| p.fold != f).copied().collect::<Vec<_>>()) },
                )
                .collect();
            seen.iter().map(|p| scores(p, &inner[p.fold])).collect()
        };
        let second = train_second(&seen, &owned, plain);
        for page in pages.iter().filter(|p| p.fold == fold) {
            let text = match inspect::second_features(&page.gold.bytes, plain, &scores(page, &first)) {
                Some((start, features)) => {
                    let kept = features.iter().enumerate().filter(|(_, f)| score(&second, f) > 0.0);
                    kept.map(|(i, _)| page.lines[start + i].as_str()).collect::<Vec<_>>().join("\n")
                }
                None => String::new(),
            };
            // Of a made page that holds the beginning of the article, that beginning is the gold.
            let wanted: Vec<&str> =
                page.lines.iter().zip(&page.wanted).filter(|(_, wanted)| **wanted).map(|(line, _)| line.as_str()).collect();
            let gold = if page.is_made { &wanted.join("\n") } else { &page.gold.body };
            let f1 = gold::body_f1(gold, &text);
            if page.is_made { made_results.push(f1) } else { results.push((f1, page)) }
        }
    }
    results.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = results.iter().map(|r| r.0).sum::<f64>() / results.len() as f64;
    let high = results.iter().filter(|r| r.0 >= 0.95).count() as f64 / results.len() as f64;
    eprintln!("{name}: body F1 {mean:.4} on unseen sites, share >= .95 {high:.3}, pages {}", results.len());
    let made_mean = made_results.iter().sum::<f64>() / made_results.len() as f64;
    eprintln!("{name}: body F1 {made_mean:.4} on {} pages made of those of unseen sites", made_results.len());
    for (f1, page) in results.iter().take(16) {
        eprintln!("  {f1:.3} {} {}", page.gold.id, page.gold.site);
    }
    mean
}

fn write_weights(table: &mut String, model: &str, weights: &[f32]) {
    let mut base = 0;
    for (group, size) in inspect::GROUPS {
        for bucket in 0..*size {
            let weight = weights[base + bucket];
            if weight.abs() >= 0.005 {
                let _ = writeln!(table, "{model}\t{group}\t{bucket}\t{weight:.2}");
            }
        }
        base += size;
    }
}
