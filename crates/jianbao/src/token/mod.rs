//! Words and their parts of speech.
//!
//! lindera's prefix dictionary holds the lexicon and its connection costs; [`lattice`] finds the best path with them, [`shape`]
//! offers the words that no dictionary lists.

mod dictionary;
mod fold;
mod lattice;
mod lexicon;
mod shape;
mod tag;
#[cfg(feature = "_inspect")]
pub mod training;
mod user;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use dictionary::{BOUNDARY, CLASSES, Dictionary};
use lattice::{Ending, Lattice, Step, Stored};

use crate::error::Error;
pub(crate) use fold::Folding;
pub use tag::Tag;
pub use user::UserWords;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Part of speech.
    pub tag: Tag,
}

impl Token {
    /// Its words in the text that it is a token of.
    ///
    /// # Panics
    ///
    /// If the offsets are not those of characters of `text`, which happens only with another text.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// Cuts Chinese text into words with parts of speech.
///
/// Persons' names are one token (江泽民, 弗拉基米尔·普京), as are numbers, Latin words, codes, URLs and e-mail addresses; every
/// punctuation mark is one. Words are looked up without regard to width, case and Traditional or simplified form; the text itself
/// is never changed. Tokens tile the text: each begins where the one before it ends. Work and memory are bounded whatever the text:
/// a run of letters or a URL of more than 768 characters may come in pieces.
///
/// A tokenizer is immutable, shared between threads and cheap to clone. [`Tokenizer::worker`] gives each thread its buffers.
///
/// ```
/// use jianbao::Tokenizer;
///
/// let tokenizer = Tokenizer::new()?;
/// let text = "廊坊市民政局局长赵淑媛表示，1.5万名居民已经撤离。";
/// let words: Vec<&str> = tokenizer.tokenize(text).iter().map(|token| token.text(text)).collect();
/// assert!(words.contains(&"赵淑媛") && words.contains(&"1.5万"), "{words:?}");
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Clone)]
pub struct Tokenizer {
    dictionary: Arc<Dictionary>,
}

impl Tokenizer {
    /// With the dictionary of `jianbao-data`.
    ///
    /// # Errors
    ///
    /// [`Data`](crate::ErrorKind::Data) if that crate's version does not fit this one's.
    #[cfg(feature = "embedded")]
    pub fn new() -> Result<Self, Error> {
        Self::from_bytes(Cow::Borrowed(jianbao_data::DICTIONARY))
    }

    /// With a dictionary from bytes, such as one fetched beside a WASM module. Static bytes are read in place, owned ones copied.
    ///
    /// # Errors
    ///
    /// [`Data`](crate::ErrorKind::Data) with the section that is broken or missing.
    pub fn from_bytes(blob: Cow<'static, [u8]>) -> Result<Self, Error> {
        let dictionary = Dictionary::load(blob)?;
        Ok(Self { dictionary: Arc::new(dictionary) })
    }

    /// The buffers of one thread.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker { dictionary: Arc::clone(&self.dictionary), lattice: Lattice::new(), tokens: Vec::new() }
    }

    /// The tokens of a text. For more than a few texts a [`worker`](Self::worker) is faster.
    #[must_use]
    pub fn tokenize(&self, text: &str) -> Vec<Token> {
        let mut worker = self.worker();
        worker.tokenize(text);
        worker.tokens
    }
}

impl fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokenizer").finish_non_exhaustive()
    }
}

/// A [`Tokenizer`] with buffers of its own, for one thread: text after text without allocation.
///
/// ```
/// use jianbao::Tokenizer;
///
/// let mut worker = Tokenizer::new()?.worker();
/// for text in ["全市经济增长6.5%。", "记者从发布会上获悉"] {
///     let cut: Vec<&str> = worker.tokenize(text).iter().map(|token| token.text(text)).collect();
///     println!("{}", cut.join(" "));
/// }
/// # Ok::<(), jianbao::Error>(())
/// ```
pub struct Worker {
    dictionary: Arc<Dictionary>,
    lattice: Lattice,
    tokens: Vec<Token>,
}

impl Worker {
    /// The tokens of the last text.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens of a text, in order; they tile it.
    pub fn tokenize(&mut self, text: &str) -> &[Token] {
        self.tokens.clear();
        let (mut start, mut before) = (0, BOUNDARY);
        while start < text.len() {
            let ending = self.lattice.read(text, start, &self.dictionary);
            let dictionary = &*self.dictionary;
            before = self.lattice.search(dictionary, &dictionary.costs, &Stored, before, ending);
            let first = self.tokens.len();
            self.collect(start);
            // The last words of a window that was cut may be the beginning of one that goes on in the next.
            if ending == Ending::Cut {
                let sure = self.lattice.sure();
                let kept = first + self.tokens[first..].partition_point(|token| token.end <= sure);
                self.tokens.truncate(kept.max(first + 1));
                before = BOUNDARY;
            }
            start = self.tokens.last().map_or(text.len(), |last| last.end);
        }
        &self.tokens
    }

    /// Tokens of the path: pieces of names joined.
    fn collect(&mut self, start: usize) {
        let lattice = &self.lattice;
        let classes = &self.dictionary.classes;
        let mut from = None;
        let first = self.tokens.len();
        // Tokens since the last dot between names.
        let mut dotted: Option<usize> = None;
        for &step in &lattice.path {
            let Step { start, end, class } = step;
            let begin = from.take().unwrap_or(lattice.byte(start));
            if classes.opens >> class & 1 == 1 {
                from = Some(begin);
                continue;
            }
            let mut token = Token { start: begin, end: lattice.byte(end), tag: classes.tags[usize::from(class) % CLASSES] };
            if let Some(name) = dotted.take()
                && let Some(joined) = self.tokens.get(name).and_then(|&name| join(name, token))
            {
                self.tokens.truncate(name);
                token = joined;
            }
            self.tokens.push(token);
            if lattice.is_dot(step) && self.tokens.len() > first + 1 {
                dotted = Some(self.tokens.len() - 2);
            }
        }
        // A path that ends inside a name, or none at all: only a broken dictionary leaves one.
        let covered = self.tokens.get(first..).and_then(<[Token]>::last).map_or(start, |last| last.end);
        if covered < lattice.end {
            self.tokens.push(Token { start: covered, end: lattice.end, tag: Tag::NonWord });
        }
    }
}

/// Joins the parts of a name on either side of a dot: 唐纳德·特朗普, 约翰·F·肯尼迪.
fn join(left: Token, right: Token) -> Option<Token> {
    let is_initial = |token: Token| token.tag == Tag::Latin && token.end - token.start <= MAX_INITIALS;
    // The dictionary has many a foreign person's name as that of a place.
    let is_name = |token: Token| matches!(token.tag, Tag::PersonName | Tag::PlaceName | Tag::OtherName) || is_initial(token);
    let decides = |token: Token| token.tag == Tag::PersonName || is_initial(token);
    let joins = is_name(left) && is_name(right) && (decides(left) || decides(right));
    let tag = if is_initial(left) && is_initial(right) { Tag::Latin } else { Tag::PersonName };
    joins.then_some(Token { start: left.start, end: right.end, tag })
}

/// Bytes of initials at most, with the dots between them: J·K.
const MAX_INITIALS: usize = 4;

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}
