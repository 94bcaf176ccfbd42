//! How a page was taken apart and judged, for the maintainer's tool.
#![allow(missing_docs)]

use serde::Serialize;

use crate::content::{self, Survey, models, training};
use crate::decode::decode;
use crate::page::{Page, Source};

#[derive(Debug, Serialize)]
pub struct Line {
    pub text: String,
    pub kind: String,
    pub chars: u32,
    pub linked: u32,
    pub punctuation: u16,
    pub path: String,
    /// Log-odds by the first model, and by the second inside the container.
    pub first: f32,
    pub second: Option<f32>,
}

/// Names and sizes of the groups of features.
pub const GROUPS: &[(&str, usize)] = training::GROUPS;
/// The number of features.
pub const FEATURES: usize = training::COUNT;

const NODES: usize = 1_000_000;

fn with_page<T>(bytes: &[u8], plain: bool, look: impl FnOnce(&Page<'_>) -> T) -> T {
    let decoded = decode(bytes, None, false);
    let source = Source::new(&decoded.text);
    let page = source.read(NODES);
    if !plain {
        return look(&page);
    }
    let source = Source::plain(&page.text);
    look(&source.read(NODES))
}

fn headline(page: &Page<'_>) -> Option<usize> {
    crate::metadata::find_headline(page, &crate::metadata::read_linked(&page.scripts), None).line
}

/// The lines of a page.
#[must_use]
pub fn lines(bytes: &[u8], plain: bool) -> Vec<Line> {
    with_page(bytes, plain, |page| {
        let path = |mut node: u32| {
            let mut path = Vec::new();
            while node != 0 {
                let element = &page.nodes[node as usize];
                path.push(format!("{:?}#{}.{}", element.tag, element.id, element.class));
                node = element.parent;
            }
            path.reverse();
            path.join(" > ")
        };
        let anchor = headline(page);
        let survey = Survey::new(page, anchor);
        let model = if plain || page.kind == crate::page::PageKind::PlainText { &models().plain } else { &models().structured };
        let first = content::first_scores(page, &survey, model, anchor);
        let place = content::place(page, &survey, &first);
        let second = place.as_ref().map(|place| content::second_scores(page, &survey, model, anchor, &first, place));
        let start = place.map_or(0, |place| place.container.0);
        let line = |(i, line): (usize, &crate::page::Line)| Line {
            text: page.line_text(i).to_owned(),
            kind: format!("{:?}", line.kind),
            chars: line.chars,
            linked: line.linked,
            punctuation: line.punctuation,
            path: path(line.node),
            first: first[i],
            second: second.as_ref().and_then(|scores| scores.get(i.checked_sub(start)?).copied()),
        };
        page.lines.iter().enumerate().map(line).collect()
    })
}

/// The features of the first model, line by line.
#[must_use]
pub fn first_features(bytes: &[u8], plain: bool) -> Vec<Vec<u16>> {
    with_page(bytes, plain, |page| {
        let headline = headline(page);
        let survey = Survey::new(page, headline);
        let features = |number| {
            let mut out = Vec::new();
            training::first(page, &survey, number, headline, &mut out);
            out
        };
        (0..page.lines.len()).map(features).collect()
    })
}

/// The container's lines and their features of both models, given the scores of the first.
#[must_use]
pub fn second_features(bytes: &[u8], plain: bool, scores: &[f32]) -> Option<(usize, Vec<Vec<u16>>)> {
    with_page(bytes, plain, |page| {
        let headline = headline(page);
        let survey = Survey::new(page, headline);
        let place = content::place(page, &survey, scores)?;
        let features = |number| {
            let mut out = Vec::new();
            training::first(page, &survey, number, headline, &mut out);
            training::second(page, &survey, scores, &place, number, &mut out);
            out
        };
        Some((place.container.0, (place.container.0..place.container.1).map(features).collect()))
    })
}

/// The tagger's network in training.
pub use crate::mention::training as tagger;
/// The tokenizer's lattice in training.
pub use crate::token::training as lattice;
/// The gazetteer's blob in the making.
pub mod gazetteer {
    pub use crate::value::place::table::writing::{Row, write};
    pub use crate::value::place::table::{ABOLISHED, BARE, LARGE, UNCODED, WORD};
}
