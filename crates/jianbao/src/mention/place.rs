//! Places: the marks of the tagger and the names of the gazetteer, brought together.
//!
//! The tagger knows how sentences speak of places, the gazetteer which places there are. A mark that runs over several places is cut
//! into them, one that stops inside a name grows to it, and a name that is not marked is added where its form or its neighbours say
//! that it is one.

use super::Span;
use crate::article::MentionKind;
use crate::token::Token;
use crate::value::place::{Gazetteer, Hit, Level};

/// Adds the names that the marks lack, and mends the marks that they contradict.
pub(crate) fn find(text: &str, tokens: &[Token], gazetteer: &Gazetteer, hits: &mut Vec<Hit>, spans: &mut Vec<Span>) {
    hits.clear();
    gazetteer.hits(text, tokens, hits);
    if hits.is_empty() {
        return;
    }
    let mut marks: Vec<Span> = spans.extract_if(.., |span| span.kind == MentionKind::Place).collect();
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut rest = &hits[..];
    for mark in marks {
        let before = rest.partition_point(|hit| hit.end <= mark.start);
        add(&rest[..before], spans);
        rest = &rest[before..];
        let within = rest.partition_point(|hit| hit.start < mark.end);
        let (meeting, after) = rest.split_at(within);
        match meeting {
            [.., last] if last.end > mark.end && !(is_certain(last) && meeting[0].start <= mark.start) => spans.push(mark),
            [first, ..] if first.start < mark.start && !is_certain(first) => spans.push(mark),
            [] => spans.push(mark),
            _ => cut(text, mark, meeting, spans),
        }
        rest = after;
    }
    add(rest, spans);
}

/// Adds the hits of which there is no mark.
fn add(hits: &[Hit], spans: &mut Vec<Span>) {
    let certain = hits.iter().filter(|hit| is_certain(hit));
    spans.extend(certain.map(|hit| Span { start: hit.start, end: hit.end, kind: MentionKind::Place }));
}

/// Whether the form or the neighbours of a name say that it is meant.
fn is_certain(hit: &Hit) -> bool {
    let is_large = hit.level <= Level::County;
    hit.is_inside || hit.holds_next || hit.is_full && is_large || hit.is_place_name && hit.level <= Level::City
}

/// A mark as the places that it is made of: hits, and what is left between them and behind them.
fn cut(text: &str, mark: Span, hits: &[Hit], spans: &mut Vec<Span>) {
    let mut at = mark.start;
    let mut parts = Vec::new();
    for hit in hits {
        if hit.start > at && hit.start > mark.start {
            break;
        }
        parts.push(Span { start: hit.start, end: hit.end, kind: MentionKind::Place });
        at = hit.end;
    }
    let is_whole = at >= mark.end;
    let last = hits.get(parts.len().wrapping_sub(1));
    let is_rest = !is_whole && last.is_some_and(|hit| hit.is_full && hit.level <= Level::Town) && text[at..mark.end].chars().count() > 1;
    if is_whole {
        spans.extend(parts);
    } else if is_rest {
        spans.extend(parts);
        spans.push(Span { start: at, ..mark });
    } else {
        spans.push(mark);
    }
}
