//! For the maintainer's tool: best paths under costs that are still being learnt.

use std::borrow::Cow;

use super::dictionary::{CLASSES, Costs, FORBIDDEN, LAYOUT, MOST};
use super::fold::Folding;
use super::lattice::{Ending, Lattice, Score};
use super::lexicon::Entry;
use super::shape::Shape;
use super::{BOUNDARY, Error, Tokenizer};

/// Costs in training, by the rows of the lexicon, the shapes and pairs of classes.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// By row.
    pub words: Vec<i32>,
    /// By shape.
    pub shapes: Vec<i32>,
    /// By `class * 64 + class before`.
    pub transitions: Vec<i32>,
}

/// A word of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// First character of the window.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
    /// Row in the lexicon, or else its shape.
    pub word: Result<usize, usize>,
    /// Its class.
    pub class: u8,
}

/// What a path may use: a word at characters `start..end`, of a class.
pub type Admits<'a> = &'a dyn Fn(usize, usize, u8) -> bool;

/// The window that a search looks at.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// One past its last byte in the text.
    pub end: usize,
    ending: Ending,
}

impl Window {
    /// Whether a sentence ends with it: its last word is followed by the boundary, which is class 0.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.ending == Ending::Closed
    }
}

/// Searches under weights, with a dictionary whose own costs do not count.
#[derive(Debug)]
pub struct Search {
    tokenizer: Tokenizer,
    costs: Costs,
    lattice: Lattice,
}

impl Search {
    /// With a dictionary in the form of its blob.
    ///
    /// # Errors
    ///
    /// What is wrong with the blob.
    pub fn new(blob: Vec<u8>) -> Result<Self, Error> {
        let tokenizer = Tokenizer::from_bytes(Cow::Owned(blob))?;
        let costs = tokenizer.dictionary.costs.clone();
        Ok(Self { tokenizer, costs, lattice: Lattice::new() })
    }

    /// Takes the weight of a transition or shape; those of words are looked up in each search.
    pub fn set_transition(&mut self, class: u8, before: u8, weight: i32) {
        let cost = &mut self.costs.transitions[usize::from(before) % CLASSES][usize::from(class) % CLASSES];
        if *cost != FORBIDDEN {
            *cost = weight.clamp(-i32::from(MOST), i32::from(MOST)) as i16;
        }
    }

    /// Takes the weight of a shape.
    pub fn set_shape(&mut self, shape: usize, weight: i32) {
        self.costs.shapes[shape] = weight.clamp(-i32::from(MOST), i32::from(MOST)) as i16;
    }

    /// Takes the window of a text from a byte on.
    pub fn read(&mut self, text: &str, start: usize) -> Window {
        let ending = self.lattice.read(text, start, &self.tokenizer.dictionary);
        Window { end: self.lattice.end, ending }
    }

    /// The best path through the window among those that are admitted, after a word of the class `before`; empty if none is.
    /// Returns the class that the next window goes on from.
    pub fn best(&mut self, window: Window, before: u8, words: &[i32], admits: Option<Admits<'_>>, path: &mut Vec<Step>) -> u8 {
        let score = Guided { words, admits };
        let dictionary = &*self.tokenizer.dictionary;
        let after = self.lattice.search(dictionary, &self.costs, &score, before, window.ending);
        path.clear();
        path.extend(self.lattice.path.iter().map(|&step| Step {
            start: step.start as usize,
            end: step.end as usize,
            word: self.lattice.origin(dictionary, &score, &self.costs, step).map(|row| row as usize).map_err(|shape| shape as usize),
            class: step.class,
        }));
        after
    }
}

/// The class of the start of a text.
pub const START: u8 = BOUNDARY;

struct Guided<'a> {
    words: &'a [i32],
    admits: Option<Admits<'a>>,
}

impl Score for Guided<'_> {
    fn word(&self, entry: Entry) -> i32 {
        self.words[entry.row as usize]
    }

    fn admits(&self, start: usize, end: usize, class: u8) -> bool {
        self.admits.is_none_or(|admits| admits(start, end, class))
    }
}

/// The names of the shapes, in their order.
pub const SHAPES: [&str; Shape::COUNT] = Shape::NAMES;

/// Makes a blob of sections, which are given by name in the order of the format.
#[must_use]
pub fn blob(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    LAYOUT.assemble(sections)
}

/// Words as they are looked up.
#[derive(Debug)]
pub struct Keys(Folding);

impl Keys {
    /// With the folding of the tokenizer.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "a table is made")]
    pub fn new() -> Self {
        Self(Folding::new())
    }

    /// The key of a word.
    #[must_use]
    pub fn key(&self, word: &str) -> String {
        self.0.key(word)
    }
}
