//! Sketches of many texts, and which of them one is a reprint of.

use super::Sketch;
use super::sketch::{ANCHORS, mix};

/// End of a chain.
const NONE: u32 = u32::MAX;
/// Entries looked at for one anchor: a phrase that thousands of texts have says little.
const LONGEST: usize = 48;

/// Sketches of many texts, and which of them one is a reprint of.
///
/// Texts get numbers from 0 in the order of their insertion. Each takes at most 400 bytes.
///
/// ```
/// use jianbao::fingerprint::{Index, Sketch};
///
/// let mut index = Index::new();
/// let text = "云州市图书馆周六开馆，市民凭身份证即可免费借书，每人每次可借十册，借期三十天。";
/// assert!(index.insert(Sketch::new(text).unwrap()).is_none());
/// let near = index.insert(Sketch::new(&text.replace('，', " ")).unwrap()).unwrap();
/// assert_eq!(near.number, 0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Index {
    sketches: Vec<Sketch>,
    /// For each slot of a hash table the last entry in it. Entry `n` is anchor `n % ANCHORS` of sketch `n / ANCHORS`.
    heads: Vec<u32>,
    /// For each entry the one before it in its slot.
    before: Vec<u32>,
    candidates: Vec<u32>,
}

/// The text that another is most like.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Near {
    /// Its number.
    pub number: usize,
    /// How like it is, as [`Sketch::similarity`] says.
    pub similarity: f32,
}

impl Index {
    /// Without a text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }

    /// The text inserted before that this one is a reprint of, if there is one: the most similar, of equals the first.
    pub fn near(&mut self, sketch: &Sketch) -> Option<Near> {
        self.find_candidates(sketch);
        let similar = |&number: &u32| (self.sketches[number as usize].similarity(sketch), number);
        let is_reprint = |number: &&u32| self.sketches[**number as usize].is_reprint_of(sketch);
        let best = self.candidates.iter().filter(is_reprint).map(similar);
        let (similarity, number) = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        Some(Near { number: number as usize, similarity })
    }

    /// Adds a text, and says what [`Index::near`] says of it.
    ///
    /// # Panics
    ///
    /// With more than 268 million texts.
    pub fn insert(&mut self, sketch: Sketch) -> Option<Near> {
        let near = self.near(&sketch);
        if self.sketches.len() == self.sketches.capacity() {
            // An eighth more, not twice as much: memory is what an index is short of.
            let more = self.sketches.len() / 8 + 64;
            self.sketches.reserve_exact(more);
            self.before.reserve_exact(more * ANCHORS);
        }
        self.before.resize((self.sketches.len() + 1) * ANCHORS, NONE);
        assert!(self.before.len() < NONE as usize, "an index holds no more than 268 million texts");
        self.sketches.push(sketch);
        if self.before.len() > 2 * self.heads.len() {
            self.heads = Vec::new();
            self.heads = vec![NONE; self.before.len().next_power_of_two() / 2];
            (0..self.sketches.len()).for_each(|number| self.link(number));
        } else {
            self.link(self.sketches.len() - 1);
        }
        near
    }

    /// Numbers of the texts that share an anchor with this one, in order.
    fn find_candidates(&mut self, sketch: &Sketch) {
        self.candidates.clear();
        if self.heads.is_empty() {
            return;
        }
        for &anchor in distinct(&sketch.anchors) {
            let mut entry = self.heads[slot(anchor, self.heads.len())];
            for _ in 0..LONGEST {
                if entry == NONE {
                    break;
                }
                let (number, at) = (entry / ANCHORS as u32, entry as usize % ANCHORS);
                if self.sketches[number as usize].anchors[at] == anchor {
                    self.candidates.push(number);
                }
                entry = self.before[entry as usize];
            }
        }
        self.candidates.sort_unstable();
        self.candidates.dedup();
    }

    /// Puts the anchors of a text into their slots.
    fn link(&mut self, number: usize) {
        let slots = self.heads.len();
        for (at, &anchor) in distinct(&self.sketches[number].anchors).iter().enumerate() {
            let entry = number * ANCHORS + at;
            let head = &mut self.heads[slot(anchor, slots)];
            self.before[entry] = std::mem::replace(head, entry as u32);
        }
    }
}

/// Anchors without the last one repeated.
fn distinct(anchors: &[u32; ANCHORS]) -> &[u32] {
    let count = 1 + anchors.windows(2).take_while(|pair| pair[0] != pair[1]).count();
    &anchors[..count]
}

/// The slot of an anchor in a table whose size is a power of two. Anchors are the least of many hashes: mixed again, they spread.
fn slot(anchor: u32, slots: usize) -> usize {
    mix(anchor.into()) as usize & (slots - 1)
}
