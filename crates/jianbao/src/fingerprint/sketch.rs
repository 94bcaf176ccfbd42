//! What is kept of a text to tell its reprints.

use std::sync::OnceLock;

use crate::chars::{is_han, is_space};
use crate::token::Folding;

/// Characters in a gram of the MinHash.
const GRAM: usize = 6;
/// Values of the MinHash: a similarity of .5 is estimated within .05 (one standard deviation).
const HASHES: usize = 96;
/// Characters in an anchor: long enough that other texts do not have it by chance.
const ANCHOR: usize = 12;
/// Anchors kept: two texts that share a third of theirs have none in common once in 700 times.
pub(super) const ANCHORS: usize = 16;
/// Numbers kept.
const NUMBERS: usize = 24;
/// With fewer characters than this, a body is a caption or a notice that many pages have.
const SHORTEST: usize = 24;

/// What is kept of a text to tell its reprints, 216 bytes: similar texts have similar sketches.
///
/// Only letters, digits and Han characters count, with width, case and Traditional forms folded away, so that encoding, layout and
/// punctuation make no difference.
///
/// ```
/// use jianbao::fingerprint::Sketch;
///
/// let text = "云州市图书馆周六开馆，市民凭身份证即可免费借书，每人每次可借十册，借期三十天。";
/// let reprint = format!("本报讯 {text}");
/// let (a, b) = (Sketch::new(text).unwrap(), Sketch::new(&reprint).unwrap());
/// assert!(a.similarity(&b) > 0.8 && a.is_reprint_of(&b));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Sketch {
    /// A byte of each minimum (b-bit MinHash: Li and König, "b-Bit Minwise Hashing", WWW 2010).
    minima: [u8; HASHES],
    /// The least hashes of anchors, in order; the last is repeated where there are fewer.
    pub(super) anchors: [u32; ANCHORS],
    /// The least hashes of numbers, in order.
    numbers: [u16; NUMBERS],
    /// How many of those there are.
    number_count: u8,
    /// Grams in the text.
    grams: u32,
}

impl Sketch {
    /// The sketch of a body; `None` for one of less than 24 characters that count.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let glyphs = glyphs(text);
        if glyphs.len() < SHORTEST {
            return None;
        }
        let mut minima = [u32::MAX; HASHES];
        for gram in glyphs.windows(GRAM) {
            let hash = gram.iter().fold(0, |hash, &c| (hash ^ u64::from(c)).wrapping_mul(MULTIPLIER));
            add(&mut minima, mix(hash) as u32);
        }
        let mut anchors = Least::<u32, ANCHORS>::default();
        let mut rolling = 0u64;
        for (at, &c) in glyphs.iter().enumerate() {
            rolling = rolling.wrapping_mul(MULTIPLIER).wrapping_add(u64::from(c) + 1);
            if let Some(&gone) = at.checked_sub(ANCHOR).map(|gone| &glyphs[gone]) {
                rolling = rolling.wrapping_sub((u64::from(gone) + 1).wrapping_mul(MULTIPLIER.wrapping_pow(ANCHOR as u32)));
            }
            if at + 1 >= ANCHOR {
                anchors.add((mix(rolling) >> 32) as u32);
            }
        }
        let mut numbers = Least::<u16, NUMBERS>::default();
        for_each_number(&glyphs, |hash| numbers.add(hash));
        Some(Self {
            minima: minima.map(|least| mix(least.into()) as u8),
            anchors: anchors.filled(),
            number_count: numbers.count as u8,
            numbers: numbers.values,
            grams: (glyphs.len() + 1 - GRAM) as u32,
        })
    }

    /// The share of the grams of both texts that both have (Jaccard's index), as the sketches tell it; 0 to 1.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f32 {
        let equal = self.minima.iter().zip(&other.minima).map(|(a, b)| u32::from(a == b)).sum::<u32>();
        // Two bytes of different minima are equal once in 256 times.
        let by_chance = 1.0 / 256.0;
        ((equal as f32 / HASHES as f32 - by_chance) / (1.0 - by_chance)).max(0.0)
    }

    /// The share of the shorter text that the longer one has too; 0 to 1.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f32 {
        let similarity = self.similarity(other);
        let (shorter, both) = (self.grams.min(other.grams) as f32, (self.grams + other.grams) as f32);
        (similarity / (1.0 + similarity) * both / shorter).min(1.0)
    }

    /// The share of the numbers of the one with fewer that the other has too; `None` with too few of them to tell.
    fn shared_numbers(&self, other: &Self) -> Option<f32> {
        let (a, b) = (self.numbers(), other.numbers());
        // Of more numbers than are kept only the least are known: compared as far as both are known.
        let known = |numbers: &[u16]| if numbers.len() == NUMBERS { numbers[NUMBERS - 1] } else { u16::MAX };
        let last = known(a).min(known(b));
        let upto = |numbers: &[u16]| numbers.partition_point(|&number| number <= last);
        let (a, b) = (&a[..upto(a)], &b[..upto(b)]);
        let shared = a.iter().filter(|number| b.binary_search(number).is_ok()).count();
        let fewer = a.len().min(b.len());
        (fewer >= ENOUGH_NUMBERS).then(|| shared as f32 / fewer as f32)
    }

    fn numbers(&self) -> &[u16] {
        &self.numbers[..self.number_count.into()]
    }

    /// Whether one text is the other, reprinted: with another head or tail, with paragraphs cut, with a word changed here and there.
    ///
    /// Of bulletins that are all written alike (cases of the day, weather, prices) the numbers tell: they differ.
    #[must_use]
    pub fn is_reprint_of(&self, other: &Self) -> bool {
        self.similarity(other) >= SIMILAR
            && self.containment(other) >= CONTAINED
            && self.shared_numbers(other).is_none_or(|shared| shared >= SAME_NUMBERS)
    }
}

const SIMILAR: f32 = 0.25;
const CONTAINED: f32 = 0.5;
const SAME_NUMBERS: f32 = 0.5;
const ENOUGH_NUMBERS: usize = 2;

/// The characters that count, as numbers.
fn glyphs(text: &str) -> Vec<u32> {
    static FOLDING: OnceLock<Folding> = OnceLock::new();
    let folding = FOLDING.get_or_init(Folding::new);
    let counts = |&c: &char| is_han(c) || !is_space(c) && c.is_alphanumeric();
    text.chars().filter(counts).map(|c| folding.fold(c).into()).collect()
}

/// Each run of digits with the character behind it: 12例 is not 12人.
fn for_each_number(glyphs: &[u32], mut found: impl FnMut(u16)) {
    let is_digit = |c: u32| char::from_u32(c).is_some_and(|c| c.is_ascii_digit());
    let mut hash = 0;
    for &c in glyphs {
        let digit = is_digit(c);
        if digit || hash != 0 {
            hash = (hash ^ u64::from(c)).wrapping_mul(MULTIPLIER);
        }
        if !digit && hash != 0 {
            found((mix(hash) >> 48) as u16);
            hash = 0;
        }
    }
}

/// Odd, with its bits spread evenly (2^64 divided by the golden ratio).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub(super) const fn mix(value: u64) -> u64 {
    let mut mixed = value.wrapping_add(MULTIPLIER);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// Factor and summand of each hash function.
static FUNCTIONS: ([u32; HASHES], [u32; HASHES]) = {
    let (mut factors, mut summands) = ([0; HASHES], [0; HASHES]);
    let mut at = 0;
    while at < HASHES {
        let random = mix(at as u64);
        factors[at] = random as u32 | 1;
        summands[at] = (random >> 32) as u32;
        at += 1;
    }
    (factors, summands)
};

/// Takes a gram into the minimum of each hash function (multiply-shift: Dietzfelbinger and others, 1997).
fn add(minima: &mut [u32; HASHES], gram: u32) {
    let (factors, summands) = &FUNCTIONS;
    for ((least, &factor), &summand) in minima.iter_mut().zip(factors).zip(summands) {
        *least = (*least).min(gram.wrapping_mul(factor).wrapping_add(summand));
    }
}

/// The least of many values, each once, in order.
struct Least<T, const N: usize> {
    values: [T; N],
    count: usize,
}

impl<T: Copy + Default, const N: usize> Default for Least<T, N> {
    fn default() -> Self {
        Self { values: [T::default(); N], count: 0 }
    }
}

impl<T: Copy + Ord, const N: usize> Least<T, N> {
    fn add(&mut self, value: T) {
        if self.count == N && value >= self.values[N - 1] {
            return;
        }
        let Err(at) = self.values[..self.count].binary_search(&value) else { return };
        self.count = (self.count + 1).min(N);
        self.values[at..self.count].rotate_right(1);
        self.values[at] = value;
    }

    /// With the last one repeated where there are fewer.
    fn filled(mut self) -> [T; N] {
        if let Some(last) = self.count.checked_sub(1) {
            let last = self.values[last];
            self.values[self.count..].fill(last);
        }
        self.values
    }
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sketch").field("grams", &self.grams).field("anchors", &self.anchors).finish_non_exhaustive()
    }
}
