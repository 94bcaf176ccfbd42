//! How well a tagger does on the development part of a set, counted as the evaluation kit counts (eval/ner.py).

use std::collections::{BTreeMap, BTreeSet};

use jianbao::Worker;
use jianbao::inspect::tagger::{KINDS, Trial};

use super::sets::{Marked, Set, Span, kind_number};

/// F1 by kind, and `micro` over all.
pub(super) type Scores = BTreeMap<&'static str, f64>;

#[derive(Default, Clone, Copy)]
struct Tally {
    hits: usize,
    gold: usize,
    found: usize,
}

impl Tally {
    fn f1(self) -> f64 {
        2.0 * self.hits as f64 / (self.gold + self.found).max(1) as f64
    }
}

pub(super) fn score(set: &Set, texts: &[Marked], trial: &mut Trial, worker: &mut Worker) -> Scores {
    let Some(guideline) = set.guideline else { return Scores::new() };
    let mut tallies = [Tally::default(); KINDS.len()];
    for marked in texts {
        let tokens = worker.tokenize(&marked.text);
        let found = trial.tag(&marked.text, tokens, guideline);
        let character = |byte: usize| marked.text[..byte].chars().count();
        let found: BTreeSet<Key> =
            found.into_iter().map(|(start, end, kind)| (character(start), character(end), kind_number(kind))).collect();
        let gold: BTreeSet<Key> = marked.spans.iter().map(|&Span { start, end, kind }| (start, end, kind)).collect();
        let (gold, found) = if set.is_nested() { counted(&gold, &found) } else { (gold, found) };
        for (kind, tally) in tallies.iter_mut().enumerate() {
            let of_kind = |span: &&Key| span.2 == kind;
            tally.gold += gold.iter().filter(of_kind).count();
            tally.found += found.iter().filter(of_kind).count();
            tally.hits += gold.intersection(&found).filter(of_kind).count();
        }
    }
    let micro = tallies.iter().fold(Tally::default(), |sum, tally| Tally {
        hits: sum.hits + tally.hits,
        gold: sum.gold + tally.gold,
        found: sum.found + tally.found,
    });
    let kinds = KINDS.into_iter().zip(tallies).filter(|(_, tally)| tally.gold > 0).map(|(kind, tally)| (kind, tally.f1()));
    kinds.chain([("micro", micro.f1())]).collect()
}

/// Start, end and kind of a span.
type Key = (usize, usize, usize);

/// What is asked for and what counts as found: spans inside longer ones of their own kind are optional.
fn counted(gold: &BTreeSet<Key>, found: &BTreeSet<Key>) -> (BTreeSet<Key>, BTreeSet<Key>) {
    let is_inside = |span: &Key, others: &BTreeSet<Key>| {
        others.iter().any(|other| other != span && other.2 == span.2 && other.0 <= span.0 && span.1 <= other.1)
    };
    let required: BTreeSet<Key> = gold.iter().filter(|span| !is_inside(span, gold)).copied().collect();
    let extra = |span: &&Key| required.contains(span) || !(gold.contains(span) || is_inside(span, gold) || is_inside(span, found));
    (required.clone(), found.iter().filter(extra).copied().collect())
}
