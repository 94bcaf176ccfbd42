//! Persons, places, organizations and times, by parts of speech.

use crate::article::MentionKind;
use crate::config::Guideline;
use crate::error::Error;
use crate::mention::Span;
use crate::token::{Tag, Token};

/// Finds names in tokens. Immutable and shared.
#[derive(Debug)]
pub(crate) struct Tagger;

/// What one call of the tagger works in.
#[derive(Debug, Default)]
pub(crate) struct TaggerBuffers {}

impl Tagger {
    /// With the data of `jianbao-data`.
    #[allow(clippy::unnecessary_wraps, reason = "a tagger with weights may find them broken")]
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(Self)
    }

    /// Adds the names of a text with these tokens; it may have several paragraphs, parted by line breaks.
    #[allow(clippy::unused_self, reason = "a tagger with weights uses them")]
    pub(crate) fn tag(&self, _text: &str, tokens: &[Token], _guideline: Guideline, _buffers: &mut TaggerBuffers, out: &mut Vec<Span>) {
        out.extend(tokens.iter().filter_map(|token| {
            let kind = match token.tag {
                Tag::PersonName => MentionKind::Person,
                Tag::PlaceName => MentionKind::Place,
                Tag::OrganizationName => MentionKind::Organization,
                Tag::Time => MentionKind::Time,
                _ => return None,
            };
            Some(Span { start: token.start, end: token.end, kind })
        }));
    }
}
