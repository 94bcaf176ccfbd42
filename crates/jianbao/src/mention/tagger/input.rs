//! What the network reads: rows of its tables for the tokens and the characters of a window.

use crate::chars;
use crate::token::{Folding, Tag, Token};

/// Row of a character that the network does not know.
const UNKNOWN: u16 = 0;
/// Row of what stands before the window and behind it.
const OUTSIDE: u16 = 1;
/// First row of a known character.
const KNOWN: u16 = 2;

/// Rows of words that are known by their part of speech only; known words come after them.
pub(crate) const TAGS: usize = 64;
/// Lengths of tokens that are told apart, in characters; the last one is for all that are longer.
pub(crate) const LENGTHS: usize = 8;
/// Places in a token that are told apart: its length, the characters before and those after, each up to [`SIDE`].
pub(crate) const PLACES: usize = (SIDE + 1) * SIDE * SIDE;
const SIDE: usize = 5;

/// Characters in a window at most. Names do not reach over windows.
pub(crate) const WINDOW: usize = 1024;
/// From here on a window ends with the sentence.
const LONG: usize = 512;

/// The characters and words that the network knows.
pub(crate) struct Vocabulary {
    /// Row by character of the Basic Multilingual Plane.
    rows: Box<[u16]>,
    words: Words,
    /// How many rows there are for characters and for words.
    pub(crate) characters: usize,
    pub(crate) tokens: usize,
}

impl Vocabulary {
    /// Of folded characters and of words made of them, both in the order of their rows. Words with other characters are never found.
    pub(crate) fn new(alphabet: &str, words: &str) -> Self {
        let mut known = vec![UNKNOWN; 1 << 16];
        let mut characters = KNOWN;
        for c in alphabet.chars() {
            if let Some(slot) = known.get_mut(c as usize).filter(|slot| **slot == UNKNOWN) {
                *slot = characters;
                characters = characters.saturating_add(1);
            }
        }
        let folding = Folding::new();
        let row = |code: u32| char::from_u32(code).and_then(|c| known.get(fold(&folding, c) as usize)).copied().unwrap_or(UNKNOWN);
        let rows: Box<[u16]> = (0..1 << 16).map(row).collect();
        let mut table = Words::with_room_for(words.lines().count());
        let mut tokens = TAGS;
        for word in words.lines() {
            table.insert(word.chars().fold(Key::default(), |key, c| key.with(rows.get(c as usize).copied().unwrap_or(UNKNOWN))), tokens);
            tokens += 1;
        }
        Self { rows, words: table, characters: usize::from(characters), tokens }
    }

    fn row(&self, c: char) -> u16 {
        self.rows.get(c as usize).copied().unwrap_or(UNKNOWN)
    }
}

/// A character as the network reads it. Full and half width, the marks of quotation and brackets, all digits and all letters are one
/// each, so that `,` and `，` are the same to it.
pub(crate) fn fold(folding: &Folding, c: char) -> char {
    match folding.fold(c) {
        '0'..='9' => '0',
        'a'..='z' => 'a',
        '。' | '｡' => '.',
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '\'' => '"',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '—' | '―' | '–' | '─' => '-',
        c if chars::is_space(c) => ' ',
        c => c,
    }
}

/// What is known of a word by its characters: 64 bits mixed of their rows. Of all pairs of words, two share a key once in 2⁶⁴.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64);

impl Default for Key {
    fn default() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }
}

impl Key {
    #[inline]
    fn with(self, row: u16) -> Self {
        // The multiplier is that of MurmurHash3's finaliser (Appleby 2011).
        let mixed = (self.0 ^ u64::from(row)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        Self(mixed ^ mixed >> 32)
    }
}

/// Rows of words: a table with open addressing.
struct Words {
    slots: Box<[(u64, u16)]>,
}

impl Words {
    fn with_room_for(count: usize) -> Self {
        Self { slots: vec![(0, 0); (count * 2).next_power_of_two().max(2)].into() }
    }

    fn insert(&mut self, key: Key, row: usize) {
        let mask = self.slots.len() - 1;
        let mut at = key.0 as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != key.0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = (key.0, u16::try_from(row).unwrap_or_default());
    }

    #[inline]
    fn get(&self, key: Key) -> Option<u16> {
        let mask = self.slots.len() - 1;
        let mut at = key.0 as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => return None,
                (found, row) if found == key.0 => return Some(row),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

/// A token of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// First character in the window.
    pub(crate) start: u32,
    /// Its characters.
    pub(crate) length: u32,
    /// Rows in the network's tables.
    pub(crate) row: u16,
    pub(crate) tag: u8,
    pub(crate) first: u16,
    pub(crate) last: u16,
}

impl Word {
    pub(crate) fn length_row(&self) -> usize {
        (self.length as usize).min(LENGTHS - 1)
    }

    /// Row of the place of its character `at`.
    pub(crate) fn place_row(&self, at: u32) -> usize {
        let side = |count: u32| (count as usize).min(SIDE - 1);
        ((self.length as usize).min(SIDE) * SIDE + side(at)) * SIDE + side(self.length - 1 - at)
    }
}

/// How far the network sees characters by themselves, on either side of the one that it labels.
pub(crate) const NEAR: usize = 1;

/// A window as the network reads it. Its buffers are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// Rows of the characters, with [`NEAR`] outside rows on either side.
    rows: Vec<u16>,
    /// First byte of each character, and the byte after the last.
    pub(crate) bytes: Vec<usize>,
    pub(crate) words: Vec<Word>,
}

impl Window {
    /// How many characters it has.
    #[cfg(feature = "_inspect")]
    pub(crate) fn len(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// Rows of the characters around character `at`, from the first to the last.
    #[inline]
    pub(crate) fn near(&self, at: usize) -> [u16; 2 * NEAR + 1] {
        std::array::from_fn(|side| self.rows[at + side])
    }

    /// Reads the window that begins with the first of the tokens: a line, or as much of it as a window holds. Returns how many
    /// tokens it took, the line break with them.
    pub(crate) fn read(&mut self, text: &str, tokens: &[Token], vocabulary: &Vocabulary) -> usize {
        self.words.clear();
        self.bytes.clear();
        self.rows.clear();
        self.rows.extend([OUTSIDE; NEAR]);
        let mut taken = 0;
        let mut end = tokens.first().map_or(0, |token| token.start);
        for token in tokens {
            taken += 1;
            let words = token.text(text);
            if words.contains('\n') {
                break;
            }
            end = token.end;
            self.push(token, words, vocabulary);
            let is_end = self.bytes.len() >= LONG && words.chars().all(chars::ends_sentence);
            if is_end || self.bytes.len() >= WINDOW {
                break;
            }
        }
        self.bytes.push(end);
        self.rows.extend([OUTSIDE; NEAR]);
        taken
    }

    fn push(&mut self, token: &Token, words: &str, vocabulary: &Vocabulary) {
        let start = self.bytes.len();
        let mut key = Key::default();
        for (at, c) in words.char_indices() {
            let row = vocabulary.row(c);
            key = key.with(row);
            self.rows.push(row);
            self.bytes.push(token.start + at);
        }
        let length = self.bytes.len() - start;
        let tag = token.tag as u8 % TAGS as u8;
        // Persons are known by what they are, numbers by being numbers.
        let is_open = token.tag == Tag::PersonName || token.tag == Tag::Number && words.starts_with(|c: char| c.is_ascii_digit());
        let row = if is_open { None } else { vocabulary.words.get(key) };
        let rows = &self.rows[NEAR + start..];
        let (first, last) = (rows.first().copied().unwrap_or(OUTSIDE), rows.last().copied().unwrap_or(OUTSIDE));
        self.words.push(Word { start: start as u32, length: length as u32, row: row.unwrap_or(u16::from(tag)), tag, first, last });
    }
}
