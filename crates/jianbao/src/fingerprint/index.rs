//! Sketches of many texts, and which of them one is a reprint of.

use super::Sketch;
use super::sketch::{ANCHORS, mix};

/// End of a chain.
const NONE: u32 = u32::MAX;
/// Texts that are stored together: memory grows by so many, and what is there is never copied.
const BLOCK: usize = 1024;
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
    blocks: Vec<Vec<Stored>>,
    /// How many texts there are.
    count: usize,
    /// For each slot of a hash table the last entry in it. Entry `n` is anchor `n % ANCHORS` of text `n / ANCHORS`.
    heads: Vec<u32>,
    candidates: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Stored {
    sketch: Sketch,
    /// For each of its entries the one before it in its slot.
    before: [u32; ANCHORS],
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
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The text inserted before that this one is a reprint of, if there is one: the most similar, of equals the first.
    pub fn near(&mut self, sketch: &Sketch) -> Option<Near> {
        self.find_candidates(sketch);
        let similar = |&number: &u32| (self.stored(number).sketch.similarity(sketch), number);
        let is_reprint = |number: &&u32| self.stored(**number).sketch.is_reprint_of(sketch);
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
        assert!((self.count + 1) * ANCHORS < NONE as usize, "an index holds no more than 268 million texts");
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        self.blocks[self.count / BLOCK].push(Stored { sketch, before: [NONE; ANCHORS] });
        self.count += 1;
        let entries = self.count * ANCHORS;
        if entries > 2 * self.heads.len() {
            // Given back before there is a larger one.
            self.heads = Vec::new();
            self.heads = vec![NONE; entries.next_power_of_two() / 2];
            (0..self.count).for_each(|number| self.link(number));
        } else {
            self.link(self.count - 1);
        }
        near
    }

    fn stored(&self, number: u32) -> &Stored {
        let number = number as usize;
        &self.blocks[number / BLOCK][number % BLOCK]
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
                let stored = self.stored(number);
                let (is_shared, before) = (stored.sketch.anchors[at] == anchor, stored.before[at]);
                if is_shared {
                    self.candidates.push(number);
                }
                entry = before;
            }
        }
        self.candidates.sort_unstable();
        self.candidates.dedup();
    }

    /// Puts the anchors of a text into their slots.
    fn link(&mut self, number: usize) {
        let stored = &mut self.blocks[number / BLOCK][number % BLOCK];
        let slots = self.heads.len();
        for (at, &anchor) in distinct(&stored.sketch.anchors).iter().enumerate() {
            let head = &mut self.heads[slot(anchor, slots)];
            stored.before[at] = std::mem::replace(head, (number * ANCHORS + at) as u32);
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
