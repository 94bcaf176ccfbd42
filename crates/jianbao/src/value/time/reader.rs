//! A text with its tokens, read from a place on. Every look ahead or back is bounded by a constant.

use super::number::{self, Number};
use super::words::{Word, Words};
use crate::token::{Tag, Token};

/// Blanks between the parts of a time at most.
const BLANKS: usize = 2;

#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) words: &'static Words,
}

impl<'t> Reader<'t> {
    /// The character at a place, folded, and where it ends.
    pub(super) fn next(&self, at: usize) -> Option<(char, usize)> {
        let c = self.text[at..].chars().next()?;
        Some((self.words.fold(c), at + c.len_utf8()))
    }

    pub(super) fn char(&self, at: usize) -> char {
        self.next(at).map_or('\0', |(c, _)| c)
    }

    /// The end of a character that is one of these.
    pub(super) fn one_of(&self, at: usize, chars: &str) -> Option<usize> {
        self.next(at).filter(|&(c, _)| chars.contains(c)).map(|(_, end)| end)
    }

    /// The end of a literal.
    pub(super) fn eat(&self, at: usize, literal: &str) -> Option<usize> {
        literal.chars().try_fold(at, |at, wanted| self.next(at).filter(|&(c, _)| c == wanted).map(|(_, end)| end))
    }

    /// The end of the first of these literals that stands there. Most texts begin with the first character of none.
    pub(super) fn any(&self, at: usize, literals: &[&str]) -> Option<usize> {
        let (first, _) = self.next(at)?;
        // `starts_with` would call memcmp for every one.
        literals.iter().filter(|literal| literal.chars().next().is_some_and(|c| c == first)).find_map(|literal| self.eat(at, literal))
    }

    /// The place behind blanks of one line.
    pub(super) fn blanks(&self, mut at: usize) -> usize {
        for _ in 0..BLANKS {
            match self.next(at) {
                Some((' ' | '\u{3000}' | '\u{a0}', end)) => at = end,
                _ => break,
            }
        }
        at
    }

    pub(super) fn number(&self, at: usize) -> Option<(Number, usize)> {
        let rest = &self.text[at..];
        let (number, length) = number::read(rest.chars().map(|c| self.words.fold(c)))?;
        Some((number, at + rest.chars().take(length).map(char::len_utf8).sum::<usize>()))
    }

    /// The words that stand at a place, longest first.
    pub(super) fn words(&self, at: usize) -> impl Iterator<Item = (usize, Word)> + use<'t> {
        self.words.at(&self.text[at..]).map(move |(length, word)| (at + length, word))
    }

    /// The longest word there of which something can be made.
    pub(super) fn word<T>(&self, at: usize, mut read: impl FnMut(Word) -> Option<T>) -> Option<(T, usize)> {
        self.words(at).find_map(|(end, word)| read(word).map(|read| (read, end)))
    }

    /// Whether a token ends at a place.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        at == 0 || self.tokens.binary_search_by_key(&at, |token| token.end).is_ok()
    }

    /// The token that begins at a place.
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.binary_search_by_key(&at, |token| token.start).ok().map(|place| &self.tokens[place])
    }

    pub(super) fn tag(&self, at: usize) -> Option<Tag> {
        self.token(at).map(|token| token.tag)
    }

    /// The token that ends at a place.
    pub(super) fn token_before(&self, at: usize) -> Option<&'t Token> {
        self.tokens.binary_search_by_key(&at, |token| token.end).ok().map(|place| &self.tokens[place])
    }

    /// Whether a time is all that the text holds.
    pub(super) fn is_all(&self, start: usize, end: usize) -> bool {
        let closes = |c: char| c.is_whitespace() || matches!(c, '。' | '？' | '?');
        start <= BLANKS
            && end + 4 * BLANKS >= self.text.len()
            && self.text[..start].trim().is_empty()
            && self.text[end..].chars().all(closes)
    }
}
