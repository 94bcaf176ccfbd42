//! Words that begin anywhere in a window, read from lindera's prefix dictionary where it lies.
//!
//! lindera walks its double array (crawdad's format) from one character on to the end of the longest word, and each step waits
//! for the memory that the one before it asked for. Here all places of a window take a step together: what a step loads does not
//! depend on its neighbours, so the loads overlap (benches/README.md has the figures). Words of one character, which every place
//! has, are copied at load to a table of their own in the order of the trie's codes: the most frequent characters first.

use std::borrow::Cow;
use std::ops::Range;

use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::util::Data;

use super::dictionary::{CLASSES, Classes, ENTRY};
use super::fold::Glyph;

/// Everything of a node's number but its flag.
const NUMBER: u32 = 0x7fff_ffff;

/// No code: a character that no word has.
pub(crate) const NO_CODE: u16 = u16::MAX;

/// Bits of the filter of pairs: 64 KiB, which stay in the cache that the trie does not fit into.
const FILTER: usize = 1 << 19;

/// No node.
const NO_NODE: u32 = u32::MAX;

/// Where lindera's `dict.trie`, `dict.valsidx` and `dict.vals` lie in a blob.
pub(crate) struct Places {
    pub(crate) trie: Range<usize>,
    pub(crate) index: Range<usize>,
    pub(crate) entries: Range<usize>,
}

/// The lexicon of a dictionary.
pub(crate) struct Lexicon {
    blob: Cow<'static, [u8]>,
    nodes: Range<usize>,
    index: Range<usize>,
    entries: Range<usize>,
    /// For every code, the node of the words that begin with its character and that node's base.
    firsts: Vec<(u32, u32)>,
    /// For every code, the words of its character alone.
    single_words: Vec<Single>,
    singles: Vec<Entry>,
    /// Pairs of characters that words begin with, as bits of a hash.
    pairs: Vec<u64>,
    /// Classes of pieces that others follow, as bits.
    opens: u64,
    /// The characters of the codes, by character.
    codes: Vec<(char, u16)>,
}

/// A word with its class: a row of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) row: u32,
    pub(crate) cost: i16,
    pub(crate) class: u8,
    /// Whether it is a piece that others follow.
    pub(crate) opens: bool,
}

impl Entry {
    #[inline]
    pub(crate) fn read(bytes: &[u8; ENTRY], opens: u64) -> Self {
        Self {
            row: u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
            cost: i16::from_le_bytes([bytes[4], bytes[5]]),
            class: bytes[6],
            opens: opens >> (bytes[6] % CLASSES as u8) & 1 == 1,
        }
    }
}

/// Where the words of a character alone lie: those that may follow anything, then the pieces that go on a name, then the end.
#[derive(Debug, Clone, Copy, Default)]
struct Single {
    words: u32,
    pieces: u32,
    end: u32,
    /// Whether one of them is a word by itself, and not only the beginning of a name.
    whole: bool,
}

/// Words found in a window.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// For every place, the first of the words of two characters and more that begin there.
    pub(crate) heads: Vec<u32>,
    pub(crate) words: Vec<Match>,
    entries: Vec<Entry>,
    walks: Vec<Walk>,
    found: Vec<Found>,
}

impl Matches {
    /// The entries of a word that was found.
    #[inline]
    pub(crate) fn entries(&self, word: &Match) -> &[Entry] {
        self.entries.get(word.first as usize..word.last as usize).unwrap_or_default()
    }
}

/// All entries of a word that is found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) end: u32,
    /// Another word that begins at the same place.
    pub(crate) next: u32,
    first: u32,
    last: u32,
}

/// A place that words may still begin at.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    start: u32,
    node: u32,
    base: u32,
}

/// A word on its way to its entries.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: u32,
    end: u32,
    /// The word's number, or the node that holds it.
    value: u32,
    is_node: bool,
}

impl Lexicon {
    /// Over sections of a blob, which is read in place if it is static.
    pub(crate) fn load(blob: Cow<'static, [u8]>, places: Places, classes: &Classes) -> Result<Self, String> {
        let data = |range: &Range<usize>| match &blob {
            Cow::Borrowed(bytes) => Data::Static(&bytes[range.clone()]),
            Cow::Owned(bytes) => Data::Vec(bytes[range.clone()].to_vec()),
        };
        // lindera checks the lengths that the trie declares, and is asked for the words of one character.
        let reference = PrefixDictionary::load(data(&places.trie), data(&places.index), data(&places.entries), Vec::new(), Vec::new())
            .map_err(|error| error.to_string())?;
        let number = |at: usize| read(&blob[places.trie.clone()], at).unwrap_or_default();
        let table = number(0) as usize;
        let alphabet = number(4 + 4 * table) as usize;
        if alphabet >= usize::from(NO_CODE) {
            return Err(format!("has {alphabet} characters, and codes go up to {NO_CODE}"));
        }
        let nodes = places.trie.start + 4 * table + 12..places.trie.end;
        let chars: Vec<(u32, u32)> = (0..table).map(|ord| (number(4 + 4 * ord), ord as u32)).collect();
        let mut lexicon = Self {
            nodes,
            index: places.index,
            entries: places.entries,
            firsts: vec![(NO_NODE, 0); alphabet + 1],
            single_words: vec![Single::default(); alphabet + 1],
            singles: Vec::new(),
            pairs: vec![0; FILTER / 64],
            opens: classes.opens,
            codes: Vec::with_capacity(alphabet),
            blob,
        };
        let mut characters = vec!['\0'; alphabet + 1];
        for (code, c) in chars {
            if let (Some(slot), Some(c)) = (characters.get_mut(code as usize), char::from_u32(c)) {
                *slot = c;
                lexicon.codes.push((c, code as u16));
            }
        }
        let root = lexicon.node(0).unwrap_or((!NUMBER, 0)).0;
        for (code, &c) in characters.iter().enumerate() {
            if c == '\0' || root & !NUMBER != 0 {
                continue;
            }
            let child = root ^ code as u32;
            if let Some((base, check)) = lexicon.node(child)
                && check & NUMBER == 0
                && base & !NUMBER == 0
            {
                lexicon.firsts[code] = (child, base);
            }
            let first = lexicon.singles.len() as u32;
            for (entries, _) in reference.common_prefix_search(&[c]) {
                lexicon.singles.extend(entries.as_chunks::<ENTRY>().0.iter().map(|entry| Entry::read(entry, classes.opens)));
            }
            let words = &mut lexicon.singles[first as usize..];
            let is = |entry: &Entry, set: u64| set >> entry.class & 1 == 1;
            words.sort_by_key(|entry| is(entry, classes.inner));
            let pieces = first + words.partition_point(|entry| !is(entry, classes.inner)) as u32;
            let whole = words.iter().any(|entry| !is(entry, classes.inner | classes.opens));
            lexicon.single_words[code] = Single { words: first, pieces, end: lexicon.singles.len() as u32, whole };
        }
        lexicon.fill_filter();
        Ok(lexicon)
    }

    /// Notes the pairs of characters that words begin with: the children of the children of the root.
    fn fill_filter(&mut self) {
        let count = (self.nodes.len() / 8) as u32;
        let mut first = vec![NO_CODE; count as usize];
        for (code, &(node, _)) in (0..).zip(&self.firsts) {
            if let Some(slot) = first.get_mut(node as usize) {
                *slot = code;
            }
        }
        for number in 0..count {
            if let Some((_, check)) = self.node(number)
                && let Some(&code) = first.get((check & NUMBER) as usize)
                && let Some(&(_, base)) = self.firsts.get(usize::from(code))
            {
                let bit = bit(code, (number ^ base) as u16);
                self.pairs[bit / 64] |= 1 << (bit % 64);
            }
        }
    }

    /// The code of a character; [`Glyphs`](super::fold::Glyphs) keeps it.
    pub(crate) fn code(&self, c: char) -> u16 {
        self.codes.binary_search_by_key(&c, |(known, _)| *known).map_or(NO_CODE, |at| self.codes[at].1)
    }

    /// The words that a character is by itself, the pieces of names that it is after others, and whether one is a whole word.
    #[inline]
    pub(crate) fn singles(&self, code: u16) -> (&[Entry], &[Entry], bool) {
        match self.single_words.get(usize::from(code)) {
            Some(&Single { words, pieces, end, whole }) => {
                (&self.singles[words as usize..pieces as usize], &self.singles[pieces as usize..end as usize], whole)
            }
            None => (&[], &[], false),
        }
    }

    /// Whether a word may begin with two characters: false for most pairs of a text that begin none, true for all that do.
    #[inline]
    fn begins(&self, first: u16, second: u16) -> bool {
        let bit = bit(first, second);
        self.pairs[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn node(&self, number: u32) -> Option<(u32, u32)> {
        node(&self.blob[self.nodes.clone()], number)
    }

    /// Finds the words of two characters and more that begin anywhere in a window.
    pub(crate) fn find(&self, glyphs: &[Glyph], matches: &mut Matches) {
        let nodes = &self.blob[self.nodes.clone()];
        let Matches { heads, words, entries, walks, found } = matches;
        heads.clear();
        heads.resize(glyphs.len() + 1, NO_NODE);
        words.clear();
        entries.clear();
        found.clear();
        walks.clear();
        // The first step, which most places do not survive, keeps nothing of them.
        for (start, pair) in (0..).zip(glyphs.windows(2)) {
            if self.begins(pair[0].code, pair[1].code)
                && let Some(&(node, base)) = self.firsts.get(usize::from(pair[0].code))
            {
                step(nodes, Walk { start, node, base }, pair[1].code, 2, walks, found);
            }
        }
        let mut length = 2;
        while !walks.is_empty() {
            let last = walks.len();
            for at in 0..last {
                let walk = walks[at];
                if let Some(glyph) = glyphs.get(walk.start as usize + length as usize) {
                    step(nodes, walk, glyph.code, length + 1, walks, found);
                }
            }
            walks.drain(..last);
            length += 1;
        }
        for word in found.iter_mut().filter(|word| word.is_node) {
            word.value = node(nodes, word.value).map_or(NUMBER, |(base, _)| base & NUMBER);
        }
        let index = &self.blob[self.index.clone()];
        for word in found.iter() {
            let at = word.value as usize * 4;
            if let (Some(first), Some(last)) = (read(index, at), read(index, at + 4)) {
                let head = &mut heads[word.start as usize];
                words.push(Match { end: word.end, next: *head, first, last });
                *head = words.len() as u32 - 1;
            }
        }
        let (stored, _) = self.blob[self.entries.clone()].as_chunks::<ENTRY>();
        for word in words {
            let first = entries.len() as u32;
            entries.extend(
                stored.get(word.first as usize..word.last as usize).unwrap_or_default().iter().map(|entry| Entry::read(entry, self.opens)),
            );
            (word.first, word.last) = (first, entries.len() as u32);
        }
    }
}

/// Follows a walk by one character: notes the word of `length` characters that ends there, and goes on if there are longer ones.
#[inline]
fn step(nodes: &[u8], walk: Walk, code: u16, length: u32, walks: &mut Vec<Walk>, found: &mut Vec<Found>) {
    let child = walk.base ^ u32::from(code);
    let Some((base, check)) = node(nodes, child) else { return };
    if check & NUMBER != walk.node {
        return;
    }
    let is_leaf = base & !NUMBER != 0;
    if is_leaf || check & !NUMBER != 0 {
        found.push(Found { start: walk.start, end: walk.start + length, value: base & NUMBER, is_node: !is_leaf });
    }
    if !is_leaf {
        walks.push(Walk { start: walk.start, node: child, base });
    }
}

/// The bit of two codes in the filter of [`Lexicon::begins`].
#[inline]
fn bit(first: u16, second: u16) -> usize {
    (u32::from(first).wrapping_mul(0x9e37_79b1).rotate_left(10) ^ u32::from(second).wrapping_mul(0x85eb_ca6b)) as usize % FILTER
}

#[inline]
fn read(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// A node's base and check.
#[inline]
fn node(nodes: &[u8], number: u32) -> Option<(u32, u32)> {
    let bytes: &[u8; 8] = nodes.get(number as usize * 8..)?.first_chunk()?;
    let both = u64::from_le_bytes(*bytes);
    Some((both as u32, (both >> 32) as u32))
}
