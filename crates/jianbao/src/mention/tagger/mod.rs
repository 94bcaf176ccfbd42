//! Persons, places, organizations, titles and times, by a network that labels characters.
//!
//! [`input`] turns a line of tokens into rows of the network's tables, [`network`] computes numbers for each character, and a head of
//! [`labels`] finds the best path through them. There is one head a guideline; all else they share. `cargo xtask train tagger` makes
//! the [`model`].

mod input;
mod labels;
mod model;
mod network;
#[cfg(feature = "_inspect")]
pub mod training;

use std::fmt;
use std::sync::Arc;

use crate::article::MentionKind;
use crate::config::Guideline;
use crate::error::Error;
use crate::mention::Span;
use crate::mention::doubt::Doubt;
use crate::token::Token;
use input::Window;
use labels::{KINDS, PERSON, Paths};
use model::{LAYOUT, Model};
use network::Numbers;

/// Finds names in tokens. Immutable, shared between threads and cheap to clone.
#[derive(Clone)]
pub(crate) struct Tagger {
    model: Arc<Model>,
}

/// What one call of the tagger works in.
#[derive(Debug, Default)]
pub(crate) struct TaggerBuffers {
    window: Window,
    numbers: Numbers,
    paths: Paths,
}

impl Tagger {
    /// With a blob from bytes.
    pub(crate) fn from_bytes(blob: &[u8]) -> Result<Self, Error> {
        let model = Model::load(blob)?;
        for guideline in Guideline::ALL {
            if !model.heads.iter().any(|(name, _)| name == guideline.name()) {
                return Err(LAYOUT.fault("guides", format!("lacks {}", guideline.name())));
            }
        }
        Ok(Self { model: Arc::new(model) })
    }

    /// Adds the names of a text with these tokens; it may have several paragraphs, parted by line breaks. Says of each doubt, which are
    /// in order, what it lacks.
    pub(crate) fn tag(
        &self,
        text: &str,
        tokens: &[Token],
        guideline: Guideline,
        doubts: &mut [Doubt],
        buffers: &mut TaggerBuffers,
        out: &mut Vec<Span>,
    ) {
        let Some((_, head)) = self.model.heads.iter().find(|(name, _)| name == guideline.name()) else { return };
        let TaggerBuffers { window, numbers, paths } = buffers;
        let mut rest = tokens;
        let mut doubts = doubts.iter_mut().peekable();
        while !rest.is_empty() {
            let taken = window.read(text, rest, &self.model.vocabulary);
            rest = &rest[taken..];
            self.model.network.run(window, numbers);
            let first = out.len();
            head.label(&numbers.hidden, paths, |start, end, kind| {
                out.extend(trimmed(text, Span { start: window.bytes[start], end: window.bytes[end + 1], kind: KINDS[kind] }));
            });
            let character = |byte: usize| window.bytes.partition_point(|&start| start < byte);
            let end = window.bytes.last().copied().unwrap_or_default();
            while let Some(doubt) = doubts.next_if(|doubt| doubt.start < end) {
                let is_free = out[first..].iter().all(|span| doubt.end <= span.start || span.end <= doubt.start);
                if is_free && doubt.end <= end {
                    doubt.lack = Some(head.lack(character(doubt.start), character(doubt.end) - 1, PERSON, paths));
                }
            }
            if guideline != Guideline::News {
                continue;
            }
            for at in first..out.len() {
                let outer = out[at];
                if outer.kind == MentionKind::Place {
                    continue;
                }
                head.label_inside(character(outer.start), character(outer.end) - 1, paths, |start, end| {
                    out.push(Span { start: window.bytes[start], end: window.bytes[end + 1], kind: MentionKind::Place });
                });
            }
        }
    }
}

/// A mention without marks that close something before it or open something behind it: the network sees all quotation marks as one.
fn trimmed(text: &str, Span { start, end, kind }: Span) -> Option<Span> {
    let words = &text[start..end];
    let end = start + words.trim_end_matches(|c: char| c.is_whitespace() || "“‘「『（(【《，,、；;：:。".contains(c)).len();
    let start = end - text[start..end].trim_start_matches(|c: char| c.is_whitespace() || "”’」』）)】》，,、；;：:。".contains(c)).len();
    (start < end).then_some(Span { start, end, kind })
}

impl fmt::Debug for Tagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tagger").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_edges_are_no_part_of_a_name() {
        for (words, name) in [
            ("”市民政局", Some("市民政局")),
            ("“小张”", Some("“小张”")),
            ("（中国）公司", Some("（中国）公司")),
            ("、王 ", Some("王")),
            ("”。", None),
        ] {
            let span = trimmed(words, Span { start: 0, end: words.len(), kind: MentionKind::Person });
            assert_eq!(span.map(|span| &words[span.start..span.end]), name, "{words}");
        }
    }
}
