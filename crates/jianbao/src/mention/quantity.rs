//! Quantities: what the grammar reads, and what the tagger takes for times, brought together.

use super::Span;
use crate::article::MentionKind;
use crate::value::Found;
use crate::value::quantity::Quantity;
use crate::value::time::Time;

/// Adds the quantities. What was marked as a time goes if it is a quantity that no grammar knows as a time.
pub(crate) fn lay(quantities: &[Found<Quantity>], times: &[Found<Time>], out: &mut Vec<Span>) {
    let is_time = |span: Span| times.binary_search_by_key(&(span.start, span.end), |found| (found.start, found.end)).is_ok();
    let is_quantity = |span: Span| {
        let at = quantities.partition_point(|found| found.end < span.end);
        quantities.get(at).is_some_and(|found| found.start <= span.start && span.end <= found.end)
    };
    out.retain(|&span| span.kind != MentionKind::Time || is_time(span) || !is_quantity(span));
    // 1.10 may be a date and a number, 20240307 is a date.
    let is_decimal = |value: &Quantity| value.unit.is_none() && value.number.as_ref().is_some_and(|number| number.contains('.'));
    let counts = |found: &&Found<Quantity>| {
        let span = Span { start: found.start, end: found.end, kind: MentionKind::Quantity };
        !is_time(span) || found.value.as_ref().is_some_and(is_decimal)
    };
    out.extend(quantities.iter().filter(counts).map(|found| Span { start: found.start, end: found.end, kind: MentionKind::Quantity }));
}
