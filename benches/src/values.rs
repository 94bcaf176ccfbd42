//! The rooms of values with the buffers that they fill.

use std::hint::black_box;

use jianbao::value::Found;
use jianbao::value::place::{Gazetteer, Place};
use jianbao::value::quantity::{self, Quantity};
use jianbao::value::time::{self, Prefer, Reference, Time};
use jianbao::{Token, Tokenizer};

use crate::texts::Group;

/// The three rooms; each clears its buffer before it works.
#[derive(Debug)]
pub struct Values {
    gazetteer: Gazetteer,
    reference: Reference,
    times: Vec<Found<Time>>,
    quantities: Vec<Found<Quantity>>,
    places: Vec<Found<Place>>,
}

impl Default for Values {
    fn default() -> Self {
        Self::new()
    }
}

impl Values {
    /// With empty buffers, and a day to count from.
    ///
    /// # Panics
    ///
    /// If the gazetteer of the library does not fit it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            gazetteer: Gazetteer::new().expect("a gazetteer that fits"),
            reference: "2022-03-19".parse().expect("a date"),
            times: Vec::new(),
            quantities: Vec::new(),
            places: Vec::new(),
        }
    }

    /// The times of a text.
    pub fn times(&mut self, text: &str, tokens: &[Token]) {
        self.times.clear();
        time::find(text, tokens, Some(self.reference), Prefer::Nearest, &mut self.times);
        black_box(&self.times);
    }

    /// Its quantities.
    pub fn quantities(&mut self, text: &str, tokens: &[Token]) {
        self.quantities.clear();
        quantity::find(text, tokens, &mut self.quantities);
        black_box(&self.quantities);
    }

    /// Its places.
    pub fn places(&mut self, text: &str, tokens: &[Token]) {
        self.places.clear();
        self.gazetteer.find(text, tokens, &mut self.places);
        black_box(&self.places);
    }

    /// All three.
    pub fn all(&mut self, text: &str, tokens: &[Token]) {
        self.times(text, tokens);
        self.quantities(text, tokens);
        self.places(text, tokens);
    }
}

/// The texts of a group with their tokens.
#[must_use]
pub fn cut<'g>(tokenizer: &Tokenizer, group: &'g Group) -> Vec<(&'g str, Vec<Token>)> {
    group.texts.iter().map(|text| (text.as_str(), tokenizer.tokenize(text))).collect()
}
