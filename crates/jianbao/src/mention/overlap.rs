//! Which spans stay where two of them meet.
//!
//! Spans of different kinds may stand inside each other, but not inside a contact, and never overlap in part; no span stands
//! inside one of its own kind. Two are the same where an organization stands for its place (灞陵办事处), and where a whole text may be
//! a decimal or a time (1.10). A number inside a name or a time belongs to it and is no quantity of its own: 第三医院. Of two that cannot both stay the more trusted one does, then the longer,
//! then the earlier: contacts have a form of their own, works have marks, the rest is judged by its words.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Span;
use crate::article::MentionKind;

const KINDS: usize = MentionKind::Contact as usize + 1;

/// Spans that stand side by side or inside each other.
#[derive(Debug, Default)]
pub(crate) struct Nest {
    /// The ends of spans by their starts. Those of one kind stand side by side, so that the last one that starts before a place
    /// is the only one that can reach over it.
    kinds: [BTreeMap<usize, usize>; KINDS],
    /// Where the text begins and ends without white space.
    whole: (usize, usize),
}

impl Span {
    fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether they have a part in common, but neither holds the other.
    fn crosses(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end && !self.holds(other) && !other.holds(self)
    }

    fn is_sound(self, text: &str) -> bool {
        text.get(self.start..self.end).is_some_and(|words| words.chars().any(char::is_alphanumeric))
    }
}

/// The smaller, the more.
fn trust(kind: MentionKind) -> u8 {
    match kind {
        MentionKind::Contact => 0,
        MentionKind::Work => 1,
        _ => 2,
    }
}

impl Nest {
    /// Of these spans those that stay.
    pub(crate) fn of(text: &str, spans: &mut Vec<Span>) -> Self {
        spans.retain(|span| span.is_sound(text));
        spans.sort_unstable_by_key(|span| (trust(span.kind), Reverse(span.end - span.start), span.start, span.kind));
        let start = text.len() - text.trim_start().len();
        let mut nest = Self { whole: (start, start + text.trim().len()), ..Self::default() };
        for &span in spans.iter() {
            if nest.admits(span) {
                nest.insert(span);
            }
        }
        nest
    }

    pub(crate) fn insert(&mut self, span: Span) {
        self.kinds[span.kind as usize].insert(span.start, span.end);
    }

    /// Whether there is a place for a span that is trusted no more than those that are here.
    fn admits(&self, span: Span) -> bool {
        let is_part = |other: Span| span.kind == MentionKind::Quantity && other.kind != MentionKind::Work;
        let is_twin = |other: Span| {
            let kinds = [span.kind.min(other.kind), span.kind.max(other.kind)];
            let is_all = (span.start, span.end) == self.whole;
            let twins =
                kinds == [MentionKind::Place, MentionKind::Organization] || is_all && kinds == [MentionKind::Time, MentionKind::Quantity];
            span.holds(other) && twins
        };
        let is_in_the_way = |other: Span| {
            let is_held = || {
                other.kind == span.kind || other.kind == MentionKind::Contact || !is_twin(other) && (is_part(other) || span.holds(other))
            };
            other.crosses(span) || other.holds(span) && is_held()
        };
        !self.around(span.start + 1).chain(self.around(span.end)).any(is_in_the_way)
    }

    /// For each kind the last span that starts before a place.
    fn around(&self, place: usize) -> impl Iterator<Item = Span> {
        self.kinds.iter().zip(ALL).filter_map(move |(spans, kind)| {
            let (&start, &end) = spans.range(..place).next_back()?;
            Some(Span { start, end, kind })
        })
    }

    /// The spans that have a part in common with this one.
    pub(crate) fn overlapping(&self, span: Span) -> impl Iterator<Item = Span> {
        let within = self
            .kinds
            .iter()
            .zip(ALL)
            .flat_map(move |(spans, kind)| spans.range(span.start + 1..span.end).map(move |(&start, &end)| Span { start, end, kind }));
        self.around(span.start + 1).filter(move |other| other.end > span.start).chain(within)
    }

    /// All of them by their start, the longer first.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self
            .kinds
            .iter()
            .zip(ALL)
            .flat_map(|(spans, kind)| spans.iter().map(move |(&start, &end)| Span { start, end, kind }))
            .collect();
        spans.sort_unstable_by_key(|span| (span.start, Reverse(span.end), span.kind));
        spans
    }
}

/// The kinds in the order of their numbers.
const ALL: [MentionKind; KINDS] = [
    MentionKind::Person,
    MentionKind::Place,
    MentionKind::Organization,
    MentionKind::Title,
    MentionKind::Time,
    MentionKind::Quantity,
    MentionKind::Work,
    MentionKind::Contact,
];

#[cfg(test)]
mod tests {
    use super::MentionKind::{Contact, Organization, Person, Place, Quantity, Time, Work};
    use super::*;

    const TEXT: &str = "0123456789 ,,9";

    fn kept(spans: &[(usize, usize, MentionKind)]) -> Vec<(usize, usize, MentionKind)> {
        let mut spans = spans.iter().map(|&(start, end, kind)| Span { start, end, kind }).collect();
        Nest::of(TEXT, &mut spans).spans().iter().map(|span| (span.start, span.end, span.kind)).collect()
    }

    #[test]
    fn kinds_stand_at_their_numbers() {
        assert!(ALL.iter().enumerate().all(|(number, &kind)| number == kind as usize));
    }

    #[test]
    fn spans_of_other_kinds_stand_inside() {
        let nested = [(0, 9, Work), (0, 6, Organization), (0, 2, Place), (2, 4, Place)];
        assert_eq!(kept(&nested), nested);
    }

    #[test]
    fn a_number_belongs_to_the_name_or_time_around_it() {
        for kind in [Organization, Place, Person, Time] {
            assert_eq!(kept(&[(0, 6, kind), (2, 4, Quantity)]), [(0, 6, kind)]);
            assert_eq!(kept(&[(2, 4, kind), (0, 6, Quantity)]), [(0, 6, Quantity), (2, 4, kind)]);
        }
        assert_eq!(kept(&[(0, 6, Work), (2, 4, Quantity)]), [(0, 6, Work), (2, 4, Quantity)]);
    }

    #[test]
    fn of_one_kind_the_longest_stays() {
        assert_eq!(kept(&[(0, 2, Place), (0, 4, Place), (2, 4, Place), (5, 6, Place)]), [(0, 4, Place), (5, 6, Place)]);
        assert_eq!(kept(&[(1, 2, Work), (0, 6, Work), (3, 5, Organization)]), [(0, 6, Work), (3, 5, Organization)]);
    }

    #[test]
    fn trust_goes_before_length_and_length_before_place() {
        assert_eq!(kept(&[(0, 6, Organization), (5, 8, Contact)]), [(5, 8, Contact)]);
        assert_eq!(kept(&[(0, 3, Person), (2, 6, Organization)]), [(2, 6, Organization)]);
        assert_eq!(kept(&[(2, 5, Organization), (0, 3, Person)]), [(0, 3, Person)]);
        // What lost to a span that lost itself is not lost with it.
        assert_eq!(kept(&[(0, 3, Person), (2, 6, Organization), (5, 8, Contact)]), [(0, 3, Person), (5, 8, Contact)]);
    }

    #[test]
    fn nothing_stands_inside_a_contact_or_twice() {
        assert_eq!(kept(&[(0, 8, Contact), (2, 4, Time)]), [(0, 8, Contact)]);
        assert_eq!(kept(&[(2, 4, Time), (2, 4, Place), (2, 4, Place)]), [(2, 4, Place)]);
        assert_eq!(kept(&[(2, 4, Organization), (2, 4, Place), (2, 4, Person)]), [(2, 4, Person)]);
        assert_eq!(kept(&[(2, 4, Organization), (2, 4, Place)]), [(2, 4, Place), (2, 4, Organization)]);
        assert_eq!(kept(&[(2, 4, Contact), (2, 4, Work)]), [(2, 4, Contact)]);
        assert_eq!(kept(&[(2, 4, Contact), (1, 6, Work)]), [(1, 6, Work), (2, 4, Contact)]);
    }

    #[test]
    fn spans_of_nothing_go() {
        assert_eq!(kept(&[(3, 3, Person), (10, 13, Work), (10, 14, Work), (12, 99, Work), (5, 4, Place)]), [(10, 14, Work)]);
    }
}
