//! Spans around a place of the text.

use super::Span;

/// Bytes of a span that is looked for before a place: they bound the work.
const LONGEST: usize = 120;

/// Of spans that are sorted by their starts those that may meet a part of the text: they begin before its end, and not long before its
/// start.
pub(super) fn range(spans: &[Span], start: usize, end: usize) -> std::ops::Range<usize> {
    let first = spans.partition_point(|span| span.start + LONGEST < start);
    first..first + spans[first..].partition_point(|span| span.start < end)
}

/// Those that meet it.
pub(super) fn meeting(spans: &[Span], start: usize, end: usize) -> impl Iterator<Item = &Span> {
    spans[range(spans, start, end)].iter().filter(move |span| span.end > start)
}
