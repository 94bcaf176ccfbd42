//! For the maintainer's tool: what the network reads and how it is built, and a tagger of its numbers.
#![allow(missing_docs)]

use std::fmt;

use super::input::{Vocabulary, Window};
use super::model::{KIND_NAMES, LAYOUT};
use super::{Tagger, TaggerBuffers, input as read, labels, network};
use crate::config::Guideline;
use crate::error::Error;
use crate::token::{Folding, Token};

pub const TAGS: usize = read::TAGS;
pub const LENGTHS: usize = read::LENGTHS;
pub const PLACES: usize = read::PLACES;
pub const NEAR: usize = read::NEAR;

pub const LABELS: usize = labels::LABELS;
pub const INNER: usize = labels::INNER;

pub const TOKEN: usize = network::TOKEN;
pub const CONTEXT: usize = network::CONTEXT;
pub const JOINED: usize = network::JOINED;
pub const HIDDEN: usize = network::HIDDEN;
pub const LANES: usize = network::LANES;
pub const FINE: u32 = network::FINE;
pub const COARSE: u32 = network::COARSE;
pub const SCORE: u32 = network::SCORE;

/// The kinds, in the order of their labels.
pub const KINDS: [&str; KIND_NAMES.len()] = KIND_NAMES;

/// Whether a name goes on after a label.
#[must_use]
pub fn is_open(label: usize) -> bool {
    labels::is_open(label)
}

/// Whether a label goes on with a name.
#[must_use]
pub fn goes_on(label: usize) -> bool {
    labels::goes_on(label)
}

/// Whether one label can follow another.
#[must_use]
pub fn follows(before: usize, label: usize) -> bool {
    labels::follows(before, label)
}

/// A token: its characters, and its rows in the network's tables.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub word: usize,
    pub tag: usize,
    pub length: usize,
    pub first: usize,
    pub last: usize,
}

impl From<&read::Word> for Word {
    fn from(word: &read::Word) -> Self {
        Self {
            start: word.start as usize,
            end: (word.start + word.length) as usize,
            word: word.row.into(),
            tag: word.tag.into(),
            length: word.length_row(),
            first: word.first.into(),
            last: word.last.into(),
        }
    }
}

/// A sentence as the network reads it.
#[derive(Debug, Clone)]
pub struct Sample {
    pub words: Vec<Word>,
    /// Rows of the characters: before, itself, after.
    pub near: Vec<[u16; 2 * NEAR + 1]>,
    /// For each character its place in its token.
    pub places: Vec<u16>,
}

/// Reads sentences with a vocabulary.
pub struct Reader {
    vocabulary: Vocabulary,
    window: Window,
}

impl Reader {
    #[must_use]
    pub fn new(alphabet: &str, words: &str) -> Self {
        Self { vocabulary: Vocabulary::new(alphabet, words), window: Window::default() }
    }

    /// Rows for characters and for words.
    #[must_use]
    pub fn sizes(&self) -> (usize, usize) {
        (self.vocabulary.characters, self.vocabulary.tokens)
    }

    /// The first window of a text, and how many tokens it took.
    pub fn read(&mut self, text: &str, tokens: &[Token]) -> (Sample, usize) {
        let taken = self.window.read(text, tokens, &self.vocabulary);
        let window = &self.window;
        let near = (0..window.len()).map(|at| window.near(at)).collect();
        let places = window.words.iter().flat_map(|word| (0..word.length).map(|at| word.place_row(at) as u16)).collect();
        (Sample { words: window.words.iter().map(Word::from).collect(), near, places }, taken)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// Folds texts as the network does.
#[derive(Debug)]
pub struct Folder(Folding);

impl Folder {
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it is built from tables, which a default should not be")]
    pub fn new() -> Self {
        Self(Folding::new())
    }

    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        text.chars().map(|c| read::fold(&self.0, c)).collect()
    }
}

/// The blob of these sections.
#[must_use]
pub fn blob(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    LAYOUT.assemble(sections)
}

/// Tags with a blob that is not (yet) the committed one.
#[derive(Debug)]
pub struct Trial {
    tagger: Tagger,
    buffers: TaggerBuffers,
}

impl Trial {
    /// # Errors
    ///
    /// Of kind `Data` if the blob is broken.
    pub fn new(blob: &[u8]) -> Result<Self, Error> {
        Ok(Self { tagger: Tagger::from_bytes(blob)?, buffers: TaggerBuffers::default() })
    }

    /// Start and end in bytes, and kind.
    pub fn tag(&mut self, text: &str, tokens: &[Token], guideline: Guideline) -> Vec<(usize, usize, &'static str)> {
        let mut spans = Vec::new();
        self.tagger.tag(text, tokens, guideline, &mut [], &mut self.buffers, &mut spans);
        let name = |kind| labels::KINDS.iter().position(|known| *known == kind).map_or("", |at| KIND_NAMES[at]);
        spans.iter().map(|span| (span.start, span.end, name(span.kind))).collect()
    }
}
