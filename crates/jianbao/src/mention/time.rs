//! Times: what the grammar reads, and what the tagger takes for times, brought together.

use super::Span;
use crate::article::MentionKind;
use crate::value::Found;
use crate::value::time::{Time, is_adverb};

/// Adds the times that the grammar reads. Where the tagger sees one too the grammar knows its ends better, and 周一 is no person;
/// what the tagger alone takes for a time stays, without a value. A time in the name of an organization or a work is part of it.
pub(crate) fn lay(text: &str, times: &[Found<Time>], out: &mut Vec<Span>) {
    let at = |span: Span| times.get(times.partition_point(|time| time.end <= span.start)).filter(|time| time.start < span.end);
    out.retain(|&span| match span.kind {
        MentionKind::Time => at(span).is_none() && !is_adverb(&text[span.start..span.end]),
        MentionKind::Person => at(span).is_none_or(|time| (time.start, time.end) != (span.start, span.end)),
        _ => true,
    });
    let ends = |kind: MentionKind| {
        let mut spans: Vec<Span> = out.iter().filter(|span| span.kind == kind).copied().collect();
        spans.sort_unstable_by_key(|span| span.end);
        spans
    };
    let names = [ends(MentionKind::Organization), ends(MentionKind::Work)];
    // Spans of one kind do not stand inside each other.
    let is_part = |time: &Found<Time>| {
        names.iter().any(|names| names.get(names.partition_point(|name| name.end < time.end)).is_some_and(|name| name.start <= time.start))
    };
    out.extend(times.iter().filter(|time| !is_part(time)).map(|time| Span { start: time.start, end: time.end, kind: MentionKind::Time }));
}
