//! Which lines of a page are the article.
//!
//! A linear model gives every line the odds that it belongs to an article's body. Of all elements the one with the
//! largest sum of odds is the container: it has all of the text and as little else as possible. A second model, which
//! knows where the container's text begins and ends, then judges each of its lines.

mod features;
mod hidden;
mod model;
mod ruled;
mod trim;

use std::ops::Range;

use crate::config::Focus;
use crate::page::{Node, Page, PageKind};
use crate::rules::SiteRule;
use trim::Verdict;

pub(crate) use features::{Placement, Survey, is_running_text};
pub(crate) use hidden::{find_hidden, take_all};
pub(crate) use model::{Model, models};

/// The body: numbers of lines, ascending.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) lines: Vec<usize>,
    /// The lines are the best there are, but may not be an article.
    pub(crate) is_uncertain: bool,
    /// What decided.
    pub(crate) provenance: &'static str,
}

/// From this score of the first model on, a line is surely text.
const SURE: f32 = 1.0;

/// How much a line speaks for a container that holds it: long lines count more. Lines that speak against it count
/// less, since the second model still takes them out, and text that is left out is lost.
fn weight(score: f32, chars: u32, against: f32) -> f32 {
    let score = score.clamp(-3.0, 3.0);
    score * (1.0 + chars.min(160) as f32 / 32.0) * if score < 0.0 { against } else { 1.0 }
}

const AGAINST: f32 = 0.3;
const AGAINST_PLAIN: f32 = 0.8;
/// After the headline, each line by which a page goes on to other things makes the text behind it count less.
const DECAY: f32 = 0.8;
const LEAST: f32 = 0.1;

/// Scores of the first model for all lines.
pub(crate) fn first_scores(page: &Page<'_>, survey: &Survey, model: &Model, headline: Option<usize>) -> Vec<f32> {
    let mut features = Vec::with_capacity(64);
    (0..page.lines.len())
        .map(|number| {
            features.clear();
            features::first(page, survey, number, headline, &mut features);
            Model::score(&model.first, &features)
        })
        .collect()
}

/// The container: for pages with structure the element, else the run of lines, with the largest sum of scores.
pub(crate) fn place(page: &Page<'_>, survey: &Survey, scores: &[f32]) -> Option<Placement> {
    let against = if page.kind == PageKind::PlainText { AGAINST_PLAIN } else { AGAINST };
    // A short article may have no line that looks like one; then the best is taken for it.
    let best = page.lines.iter().zip(scores).filter(|(line, _)| is_running_text(line)).map(|(_, &score)| score).fold(f32::MIN, f32::max);
    let lift = if best > f32::MIN { (SURE - best).max(0.0) } else { 0.0 };
    let mut sums = Vec::with_capacity(scores.len() + 1);
    sums.push(0.0f32);
    for (number, (line, &score)) in page.lines.iter().zip(scores).enumerate() {
        let share = DECAY.powi(i32::from(survey.breaks[number])).max(LEAST);
        sums.push(sums[sums.len() - 1] + weight(score + lift, line.chars, against) * share);
    }
    let container = if page.kind == PageKind::PlainText { best_run(&sums) } else { best_element(page, &sums, scores)? };
    // A short article may have no line that is sure: then the best of its lines are.
    let best = scores[container.0..container.1].iter().copied().fold(f32::MIN, f32::max);
    let sure = |&i: &usize| scores[i] >= SURE.min(best - 1.0);
    let first = (container.0..container.1).find(sure)?;
    let last = (container.0..container.1).rfind(sure)?;
    let core = (first, last + 1);
    let home = (core.0..core.1).filter(sure).map(|i| survey.containers[i]).max_by_key(|&node| survey.mass(page, node).1)?;
    Some(Placement { container, core, home })
}

/// An element around a single paragraph takes its place if it keeps this share of the sum.
const WORTH: f32 = 0.75;

/// The element with the largest sum.
fn best_element(page: &Page<'_>, sums: &[f32], scores: &[f32]) -> Option<(usize, usize)> {
    let sum = |node: &Node<'_>| sums[node.end_line as usize] - sums[node.first_line as usize];
    // Of equals the innermost, which has the larger number and comes last.
    let best = page.nodes.iter().filter(|node| node.first_line < node.end_line).max_by(|a, b| sum(a).total_cmp(&sum(b)))?;
    let text = |node: &Node<'_>| -> u32 {
        let lines = node.first_line as usize..node.end_line as usize;
        lines.filter(|&line| scores[line] > 0.0).map(|line| page.lines[line].chars).sum()
    };
    // One paragraph alone is rarely the article: the nearest element with more text, if it is worth about as much.
    let mut chosen = best;
    let mut node = best;
    while best.end_line - best.first_line == 1
        && chosen.first_line == best.first_line
        && chosen.end_line == best.end_line
        && node.parent != 0
    {
        node = &page.nodes[node.parent as usize];
        if sum(node) >= sum(best) * WORTH && text(node) > text(best) {
            chosen = node;
        }
    }
    Some((chosen.first_line as usize, chosen.end_line as usize))
}

/// The run of lines with the largest sum (Kadane's algorithm), given sums over all lines before.
fn best_run(sums: &[f32]) -> (usize, usize) {
    let (mut best, mut best_sum, mut low) = ((0, 0), 0.0, 0);
    for end in 1..sums.len() {
        if sums[end] - sums[low] > best_sum {
            best_sum = sums[end] - sums[low];
            best = (low, end);
        }
        if sums[end] < sums[low] {
            low = end;
        }
    }
    best
}

/// Scores of the second model for the lines from `start` to `end`.
pub(crate) fn second_scores(
    page: &Page<'_>,
    survey: &Survey,
    model: &Model,
    headline: Option<usize>,
    first: &[f32],
    place: &Placement,
) -> Vec<f32> {
    let mut features = Vec::with_capacity(96);
    (place.container.0..place.container.1)
        .map(|number| {
            features.clear();
            features::first(page, survey, number, headline, &mut features);
            features::second(page, survey, first, place, number, &mut features);
            Model::score(&model.second, &features)
        })
        .collect()
}

/// Chooses the body of a page. `headline` are the lines of the headline, if it was found on the page.
pub(crate) fn choose(page: &Page<'_>, headline: Option<Range<usize>>, focus: Focus, rule: Option<&SiteRule>) -> Body {
    if let Some(body) = rule.and_then(|rule| ruled::body(page, rule)) {
        return body;
    }
    let model = if page.kind == PageKind::PlainText { &models().plain } else { &models().structured };
    let anchor = headline.as_ref().map(|lines| lines.start);
    let survey = Survey::new(page, anchor);
    let first = first_scores(page, &survey, model, anchor);
    let Some(place) = place(page, &survey, &first) else { return Body::default() };
    let second = second_scores(page, &survey, model, anchor, &first, &place);
    let threshold = match focus {
        Focus::Precision => 1.0,
        Focus::Balanced => 0.0,
        Focus::Recall => -1.0,
    };
    let mut lines: Vec<usize> =
        (place.container.0..place.container.1).zip(&second).filter(|&(_, &score)| score > threshold).map(|(i, _)| i).collect();
    let found_none = lines.is_empty();
    if found_none {
        lines = trim::plain_sense(page, &survey, &place);
    }
    trim::trim(page, &survey, headline, &mut lines);
    if let Some(rule) = rule {
        ruled::remove(page, rule, &mut lines);
    }
    match trim::judge(page, anchor, &lines) {
        Verdict::None => Body::default(),
        verdict => Body { lines, is_uncertain: found_none || verdict == Verdict::Uncertain, provenance: "lines" },
    }
}

#[cfg(feature = "_inspect")]
pub(crate) mod training {
    //! What the trainer sees of a page.
    pub(crate) use super::features::{COUNT, GROUPS, first, second};
}
