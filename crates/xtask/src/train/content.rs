//! The models that judge the lines of a page: trained on the pages of ../shared/data/pages/dev, reported by
//! cross-validation over sites, so that no page is judged by a model that has seen its site.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use jianbao::inspect;

use super::logistic::{Sample, score, train};
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

/// Trains both models on pages with their structure and without it, and returns the table of weights.
pub(crate) fn run(shared: &Path) -> Result<String, String> {
    let mut table = String::new();
    for (name, plain) in [("structured", false), ("plain", true)] {
        let pages = load(shared, plain)?;
        report(name, plain, &pages);
        let all: Vec<&Page> = pages.iter().collect();
        let first = train_first(&all);
        // The second model learns from scores that the first gives to pages it has not seen.
        let scores = crossed_scores(&pages);
        let second = train_second(&all, &scores, plain);
        for (number, weights) in [(1, first), (2, second)] {
            write_weights(&mut table, &format!("{name}{number}"), &weights);
        }
    }
    Ok(table)
}

fn load(shared: &Path, plain: bool) -> Result<Vec<Page>, String> {
    let golds = gold::pages(&shared.join("data/pages/dev"))?;
    let mut sites: Vec<String> = golds.iter().map(|g| g.site.clone()).collect();
    sites.sort();
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for site in &sites {
        *sizes.entry(site.clone()).or_default() += 1;
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
            weight: 1.0 / (sizes[&gold.site] as f32).sqrt() * if is_made { MADE_WEIGHT } else { 1.0 },
            lines: texts,
            gold,
            is_made,
        }
    };
    let made: Vec<GoldPage> = golds.iter().flat_map(bare_pages).collect();
    Ok(golds.into_iter().map(|gold| page(gold, false)).chain(made.into_iter().map(|gold| page(gold, true))).collect())
}

/// What a made page counts beside a real one.
const MADE_WEIGHT: f32 = 0.3;

/// The same article with little or nothing around it: real pages alone would teach that an article is what stands
/// between long lists of links.
fn bare_pages(page: &GoldPage) -> Vec<GoldPage> {
    let paragraphs = |count: usize| page.body.lines().take(count).map(|line| format!("<p>{line}</p>")).collect::<String>();
    let title = &page.title;
    let pages = [
        format!("<h1>{title}</h1><div>{}</div>", paragraphs(3)),
        format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1><div>2021-05-06 07:08 来源：本站</div>\
             <div class=content>{}</div><div>版权所有</div></body></html>",
            paragraphs(usize::MAX)
        ),
        format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{}</div></body></html>", paragraphs(4)),
        paragraphs(2),
    ];
    let made = |html: String| GoldPage { bytes: html.into_bytes(), id: page.id.clone(), site: page.site.clone(), title: title.clone(), body: page.body.clone() };
    pages.into_iter().map(made).collect()
}

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

/// Prints how well models do on sites that they have not seen.
fn report(name: &str, plain: bool, pages: &[Page]) {
    let mut results: Vec<(f64, &Page)> = Vec::new();
    for fold in 0..FOLDS {
        let seen: Vec<&Page> = pages.iter().filter(|p| p.fold != fold).collect();
        let first = train_first(&seen);
        let owned: Vec<Vec<f32>> = {
            // Scores for the training of the second model, again from models that have not seen the page.
            let inner: Vec<Vec<f32>> = (0..FOLDS)
                .map(|f| if f == fold { Vec::new() } else { train_first(&seen.iter().filter(|p| p.fold != f).copied().collect::<Vec<_>>()) })
                .collect();
            seen.iter().map(|p| scores(p, &inner[p.fold])).collect()
        };
        let second = train_second(&seen, &owned, plain);
        for page in pages.iter().filter(|p| p.fold == fold && !p.is_made) {
            let text = match inspect::second_features(&page.gold.bytes, plain, &scores(page, &first)) {
                Some((start, features)) => {
                    let kept = features.iter().enumerate().filter(|(_, f)| score(&second, f) > 0.0);
                    kept.map(|(i, _)| page.lines[start + i].as_str()).collect::<Vec<_>>().join("\n")
                }
                None => String::new(),
            };
            results.push((gold::body_f1(&page.gold.body, &text), page));
        }
    }
    results.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = results.iter().map(|r| r.0).sum::<f64>() / results.len() as f64;
    let high = results.iter().filter(|r| r.0 >= 0.95).count() as f64 / results.len() as f64;
    eprintln!("{name}: body F1 {mean:.4} on unseen sites, share >= .95 {high:.3}, pages {}", results.len());
    for (f1, page) in results.iter().take(16) {
        eprintln!("  {f1:.3} {} {}", page.gold.id, page.gold.site);
    }
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
