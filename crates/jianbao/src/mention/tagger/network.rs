//! The network: two recurrent layers over the tokens, one each way, and a layer over the characters.
//!
//! With `w`, `g`, `l`, `f`, `e` the rows of a token's word, part of speech, length, first and last character,
//!
//! ```text
//! x = w + g + l + f + e
//! z = clamp(Zx, −1, 1)          r = clamp(½ + ¼(Rx + b), 0, 1)
//! c = r ∘ c′ + (1 − r) ∘ z      c′: that of the token before; the other layer goes from right to left
//! ```
//!
//! and for each character of the token, with `n` the rows of the characters around it and of its place in the token,
//!
//! ```text
//! h = max(0, Wx + Vc→ + Uc← + n)          s = Hh
//! ```
//!
//! The recurrence is that of the simple recurrent unit (Lei et al., "Simple Recurrent Units for Highly Parallelizable Recurrence",
//! 2018), without its highway; its functions are piecewise linear. All numbers are 16-bit with a fixed point, so that every machine
//! comes to the same sums.

use wide::i16x8;

use super::input::{NEAR, Window, Word};

/// Numbers that a token is.
pub(crate) const TOKEN: usize = 32;
/// Numbers that a recurrent layer remembers.
pub(crate) const CONTEXT: usize = 32;
/// Numbers that a character is before it is labelled.
pub(crate) const HIDDEN: usize = 64;
/// Numbers of a label's score, with room: [`super::labels`] says what they are.
pub(crate) const LANES: usize = 24;

/// What a hidden layer reads: the token and both contexts.
pub(crate) const JOINED: usize = TOKEN + 2 * CONTEXT;

/// Binary places of what is multiplied: tokens, contexts and weights. They reach from −4 to 4.
pub(crate) const FINE: u32 = 13;
/// Binary places of sums of products: the upper half of a product of two with [`FINE`]. They reach from −32 to 32.
pub(crate) const COARSE: u32 = 2 * FINE - 16;
/// Binary places of hidden numbers before they are multiplied.
const MIDDLE: u32 = 11;
/// Binary places of scores.
#[cfg(feature = "_inspect")]
pub(crate) const SCORE: u32 = MIDDLE + FINE - 16;

const ONE: i16 = 1 << COARSE;

/// The tables and matrices. Rows of tables have 8 bits and their own binary places.
pub(crate) struct Network {
    pub(crate) words: Table<TOKEN>,
    pub(crate) tags: Table<TOKEN>,
    pub(crate) lengths: Table<TOKEN>,
    pub(crate) firsts: Table<TOKEN>,
    pub(crate) lasts: Table<TOKEN>,
    /// From left to right, then from right to left.
    pub(crate) layers: [Layer; 2],
    /// The rows of the hidden layer's matrix for the token, and those for both contexts.
    pub(crate) hidden_of_token: Matrix<TOKEN, HIDDEN>,
    pub(crate) hidden_of_contexts: Matrix<{ 2 * CONTEXT }, HIDDEN>,
    /// By distance from the character before to the one after.
    pub(crate) near: [Wide<HIDDEN>; 2 * NEAR + 1],
    pub(crate) places: Wide<HIDDEN>,
}

/// Rows of a table, each beginning where its number says.
pub(crate) struct Table<const N: usize> {
    pub(crate) rows: Box<[[i8; N]]>,
    /// What a row is shifted left by to be added.
    pub(crate) shift: u32,
}

/// Rows of a table in 16 bits: for those that are added for every character.
pub(crate) type Wide<const N: usize> = Box<[[i16; N]]>;

/// Row by row what an input is multiplied by.
pub(crate) type Matrix<const IN: usize, const OUT: usize> = Box<[[i16; OUT]; IN]>;

/// A recurrent layer: the lanes of `z`, then those of `r`.
pub(crate) struct Layer {
    pub(crate) weights: Matrix<TOKEN, { 2 * CONTEXT }>,
    pub(crate) bias: [i16; 2 * CONTEXT],
}

impl<const N: usize> Table<N> {
    pub(crate) fn widened(self) -> Wide<N> {
        self.rows.iter().map(|row| row.map(|part| i16::from(part) << self.shift)).collect()
    }

    /// Adds a row; nothing if there is none of that number, as only a broken blob's numbers are.
    #[inline]
    fn add(&self, sums: &mut [i16; N], row: usize) {
        if let Some(row) = self.rows.get(row) {
            for (sum, &part) in sums.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(part) << self.shift);
            }
        }
    }
}

/// Adds a row; nothing if there is none, as only a broken blob lacks one.
#[inline]
fn add<const N: usize>(sums: &mut [i16; N], row: Option<&[i16; N]>) {
    if let Some(row) = row {
        for (sum, part) in sums.iter_mut().zip(row) {
            *sum = sum.saturating_add(*part);
        }
    }
}

/// Adds the product of a vector and a matrix, of each product only the upper half.
///
/// The compiler vectorises the same loop over plain numbers along the vector where it can, at a fifth of the speed; hence `wide`.
#[inline]
pub(crate) fn multiply<const IN: usize, const OUT: usize, const OCTETS: usize>(
    sums: [i16; OUT],
    vector: &[i16; IN],
    matrix: &[[i16; OUT]; IN],
) -> [i16; OUT] {
    const { assert!(OUT == 8 * OCTETS) };
    let octets = |lanes: &[i16; OUT]| -> [i16x8; OCTETS] { std::array::from_fn(|at| i16x8::new(lanes.as_chunks().0[at])) };
    let mut totals = octets(&sums);
    for (&number, row) in vector.iter().zip(matrix) {
        let number = i16x8::splat(number);
        let row = octets(row);
        for (total, &weights) in totals.iter_mut().zip(&row) {
            *total += number.mul_keep_high(weights);
        }
    }
    let mut sums = sums;
    for (lanes, total) in sums.as_chunks_mut().0.iter_mut().zip(totals) {
        *lanes = total.to_array();
    }
    sums
}

/// What rounding down takes from a sum of so many products, on average.
pub(crate) const fn lost(products: usize) -> i16 {
    (products as u16 / 2).cast_signed()
}

/// What the matrices make of a token wherever it stands.
#[derive(Debug, Clone, Copy)]
struct Part {
    layers: [[i16; 2 * CONTEXT]; 2],
    hidden: [i16; HIDDEN],
}

/// Tokens that were seen last, by a number of their rows: most tokens of a text are among them.
#[derive(Debug, Default)]
struct Parts {
    keys: Vec<Option<Word>>,
    parts: Vec<Part>,
}

/// How many tokens are remembered. A part is 384 bytes: all of them stay in a second-level cache.
const REMEMBERED: usize = 1 << 10;

/// Numbers of the tokens and characters of a window. Its buffers are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    remembered: Parts,
    parts: Vec<Part>,
    contexts: [Vec<[i16; CONTEXT]>; 2],
    /// By character.
    pub(crate) hidden: Vec<[i16; HIDDEN]>,
}

impl Network {
    /// Computes the hidden numbers of a window's characters.
    pub(crate) fn run(&self, window: &Window, numbers: &mut Numbers) {
        let Numbers { remembered, parts, contexts: [ahead, back], hidden } = numbers;
        parts.clear();
        parts.extend(window.words.iter().map(|word| *remembered.part(self, word)));
        run_layer(parts.iter().map(|part| &part.layers[0]), ahead);
        run_layer(parts.iter().map(|part| &part.layers[1]).rev(), back);
        hidden.clear();
        for ((word, part), (ahead, back)) in window.words.iter().zip(&*parts).zip(ahead.iter().zip(back.iter().rev())) {
            let mut contexts = [0; 2 * CONTEXT];
            contexts[..CONTEXT].copy_from_slice(ahead);
            contexts[CONTEXT..].copy_from_slice(back);
            let sums = multiply::<{ 2 * CONTEXT }, HIDDEN, { HIDDEN / 8 }>(part.hidden, &contexts, &self.hidden_of_contexts);
            for character in 0..word.length {
                let mut sums = sums;
                let rows = window.near((word.start + character) as usize);
                for (table, row) in self.near.iter().zip(rows) {
                    add(&mut sums, table.get(usize::from(row)));
                }
                add(&mut sums, self.places.get(word.place_row(character)));
                hidden.push(sums.map(|sum| sum.clamp(0, i16::MAX >> (MIDDLE - COARSE)) << (MIDDLE - COARSE)));
            }
        }
    }

    fn part(&self, word: &Word) -> Part {
        let mut token = [0; TOKEN];
        self.words.add(&mut token, word.row.into());
        self.tags.add(&mut token, word.tag.into());
        self.lengths.add(&mut token, word.length_row());
        self.firsts.add(&mut token, word.first.into());
        self.lasts.add(&mut token, word.last.into());
        let layer = |layer: &Layer| multiply::<TOKEN, { 2 * CONTEXT }, { CONTEXT / 4 }>(layer.bias, &token, &layer.weights);
        Part {
            layers: [layer(&self.layers[0]), layer(&self.layers[1])],
            hidden: multiply::<TOKEN, HIDDEN, { HIDDEN / 8 }>([lost(JOINED); HIDDEN], &token, &self.hidden_of_token),
        }
    }
}

impl Parts {
    #[inline]
    fn part(&mut self, network: &Network, word: &Word) -> &Part {
        if self.keys.is_empty() {
            self.keys.resize(REMEMBERED, None);
            self.parts.resize(REMEMBERED, Part { layers: [[0; 2 * CONTEXT]; 2], hidden: [0; HIDDEN] });
        }
        let key = Word { start: 0, ..*word };
        // Rows of words tell tokens apart, and characters those that have none of their own.
        let slot = (usize::from(key.row) ^ usize::from(key.first) << 2 ^ usize::from(key.last) << 5) % REMEMBERED;
        if self.keys[slot] != Some(key) {
            self.keys[slot] = Some(key);
            self.parts[slot] = network.part(word);
        }
        &self.parts[slot]
    }
}

/// Runs a layer over the sums of its tokens, in its own order.
fn run_layer<'p>(sums: impl Iterator<Item = &'p [i16; 2 * CONTEXT]>, contexts: &mut Vec<[i16; CONTEXT]>) {
    contexts.clear();
    let mut context = [0; CONTEXT];
    for sums in sums {
        context = std::array::from_fn(|lane| {
            let z = i32::from(sums[lane].clamp(-ONE, ONE)) << (FINE - COARSE);
            let keep = i32::from((ONE / 2 + (sums[CONTEXT + lane] >> 2)).clamp(0, ONE));
            let context = i32::from(context[lane]);
            (z + (((context - z) * keep) >> COARSE)) as i16
        });
        contexts.push(context);
    }
}
