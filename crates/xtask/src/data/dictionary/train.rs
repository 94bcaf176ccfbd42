//! Costs of words and transitions: counted first, then trained by a structured perceptron over the tokenizer's own lattice.
//!
//! M. Collins, "Discriminative Training Methods for Hidden Markov Models", EMNLP 2002: decode, and where the best path is not the
//! corpus' own move the weights of what differs; the weights are averaged over all steps. Where a corpus gives no parts of speech,
//! its own path is the best one among those with its words.

use anyhow::{Context, Result};
use jianbao::inspect::lattice::{SHAPES, START, Search, Step, Weights};

use super::classes::Classes;
use super::corpus::{Sentence, Word};
use super::lexicon::{Pieces, Row};

/// Costs are natural logarithms of probabilities times this.
pub(super) const SCALE: f64 = 300.0;

/// Classes in the table of transitions, as the tokenizer addresses it.
const STRIDE: usize = 64;

/// What a step of training moves a weight by.
const STEP: i32 = 250;

/// A transition that never happens.
const NEVER: i32 = i16::MAX as i32;

/// Costs of shapes before training, by the first that applies.
const SHAPE_COSTS: [(&str, i32); 6] = [("han", 3600), ("foreign", 2700), ("dot", 3000), ("numeral", 1200), ("amount", 900), ("", 600)];

/// Classes of shapes.
const SHAPE_CLASSES: [(&str, &str); 13] = [
    ("comma", "w_comma"),
    ("pause", "w_pause"),
    ("stop", "w_stop"),
    ("open", "w_open"),
    ("close", "w_close"),
    ("latin", "nx"),
    ("code", "nx"),
    ("han", "n"),
    ("foreign_first", "foreign_first"),
    ("foreign_inner", "foreign_inner"),
    ("foreign_last", "foreign_last"),
    ("dot", "w"),
    ("symbol", "w"),
];

pub(super) fn shape_class(shape: &str, classes: &Classes) -> Result<u8> {
    let listed = SHAPE_CLASSES.iter().find(|(known, _)| *known == shape).map(|(_, class)| *class);
    let class = listed.unwrap_or(match shape {
        "url" | "email" | "space" | "mark" => "x",
        "number" | "percent" | "amount" | "ordinal" | "numeral" | "numeral_percent" | "numeral_ordinal" => "m",
        _ => "t",
    });
    classes.number(class)
}

/// Costs before training.
pub(super) fn count(rows: &[Row], labelled: &[Sentence], classes: &Classes) -> Result<Weights> {
    let pieces = Pieces::new(classes)?;
    let size = classes.names.len();
    let mut of_class = vec![0.0; size];
    for row in rows {
        of_class[usize::from(row.class)] += row.count;
    }
    let words = rows.iter().map(|row| cost(row.count / of_class[usize::from(row.class)])).collect();

    let mut pairs = vec![vec![0.0; size]; size];
    let mut singles = vec![0.0; size];
    let mut in_parts = false;
    for sentence in labelled {
        let mut before = 0;
        let mut step = |class: u8| {
            pairs[usize::from(std::mem::replace(&mut before, class))][usize::from(class)] += 1.0;
            singles[usize::from(class)] += 1.0;
        };
        for word in sentence {
            // Half of the foreign names, which the lexicon has some of as words.
            in_parts = !in_parts;
            let is_made =
                word.class == Some(pieces.name) && (word.surname > 0 || in_parts) && pieces.count(word, &mut |_, class| step(class));
            if !is_made && let Some(class) = word.class {
                step(mark_class(&word.text, classes).unwrap_or(class));
            }
        }
        step(0);
    }
    let total: f64 = singles.iter().sum();
    let mut transitions = vec![NEVER; STRIDE * STRIDE];
    for before in 0..size {
        // Witten and Bell, "The zero-frequency problem", 1991: the mass for what was not seen is that of the kinds that were.
        let seen: f64 = pairs[before].iter().sum();
        let kinds = pairs[before].iter().filter(|count| **count > 0.0).count() as f64;
        for class in 0..size {
            if classes.allows(class, before) {
                let general = (singles[class] + 0.5) / (total + 0.5 * size as f64);
                let probability = (pairs[before][class] + (kinds + 1.0) * general) / (seen + kinds + 1.0);
                transitions[class * STRIDE + before] = cost(probability);
            }
        }
    }
    let shapes =
        SHAPES.iter().map(|shape| SHAPE_COSTS.iter().find(|(start, _)| shape.starts_with(start)).map_or(0, |(_, cost)| *cost)).collect();
    Ok(Weights { words, shapes, transitions })
}

/// The class of a punctuation mark, which the corpora do not tell apart.
fn mark_class(text: &str, classes: &Classes) -> Option<u8> {
    let name = match text {
        "," => "w_comma",
        "、" => "w_pause",
        "。" | "!" | "?" | ";" | ":" => "w_stop",
        "“" | "‘" | "《" | "〈" | "(" | "「" | "『" | "【" | "[" => "w_open",
        "”" | "’" | "》" | "〉" | ")" | "」" | "』" | "】" | "]" => "w_close",
        _ => return None,
    };
    classes.number(name).ok()
}

fn cost(probability: f64) -> i32 {
    (-probability.ln() * SCALE).round() as i32
}

/// A sentence as text with what its windows are compared with.
#[derive(Debug)]
struct Example {
    text: String,
    /// For every character, the number of its word.
    words: Vec<u32>,
    /// For every word, the classes that it may have, as bits.
    classes: Vec<u64>,
}

impl Example {
    fn new(sentence: &[Word], classes: &Classes) -> Self {
        let mut example = Self { text: String::new(), words: Vec::new(), classes: Vec::new() };
        for (number, word) in sentence.iter().enumerate() {
            example.text.push_str(&word.text);
            example.words.extend(word.text.chars().map(|_| number as u32));
            example.classes.push(word.class.map_or(u64::MAX, |class| classes.alike(class)));
        }
        example
    }

    /// Whether a word of the corpus begins at a character.
    fn is_border(&self, at: usize) -> bool {
        at == 0 || at == self.words.len() || self.words[at - 1] != self.words[at]
    }

    /// Whether a word at `start..end` is one of the corpus, or a piece of one in its place.
    fn admits(&self, start: usize, end: usize, class: u8, kinds: &Kinds, tagged: bool) -> bool {
        let word = self.words[start];
        word == self.words[end - 1]
            && self.is_border(start) != (kinds.inner >> class & 1 == 1)
            && self.is_border(end) != (kinds.opens >> class & 1 == 1)
            && (!tagged || self.classes[word as usize] >> class & 1 == 1)
    }
}

/// Which classes are pieces that follow others, and pieces that others follow.
#[derive(Debug)]
struct Kinds {
    inner: u64,
    opens: u64,
}

/// Weights with the sum that their average is taken from.
#[derive(Debug)]
struct Averaged {
    weights: Weights,
    /// For each weight, its moves times the step that each was made at.
    words: Vec<i64>,
    shapes: Vec<i64>,
    transitions: Vec<i64>,
    step: i64,
}

impl Averaged {
    fn new(weights: Weights) -> Self {
        Self {
            words: vec![0; weights.words.len()],
            shapes: vec![0; weights.shapes.len()],
            transitions: vec![0; weights.transitions.len()],
            weights,
            step: 0,
        }
    }

    /// Moves the weights of a path.
    fn push(&mut self, search: &mut Search, path: &[Step], mut before: u8, closes: bool, by: i32) {
        let late = i64::from(by) * self.step;
        for step in path {
            match step.word {
                Ok(row) => {
                    self.weights.words[row] += by;
                    self.words[row] += late;
                }
                Err(shape) => {
                    self.weights.shapes[shape] += by;
                    self.shapes[shape] += late;
                    search.set_shape(shape, self.weights.shapes[shape]);
                }
            }
            self.push_transition(search, step.class, before, by);
            before = step.class;
        }
        if closes {
            self.push_transition(search, START, before, by);
        }
    }

    fn push_transition(&mut self, search: &mut Search, class: u8, before: u8, by: i32) {
        let at = usize::from(class) * STRIDE + usize::from(before);
        self.weights.transitions[at] += by;
        self.transitions[at] += i64::from(by) * self.step;
        search.set_transition(class, before, self.weights.transitions[at]);
    }

    fn average(&self) -> Weights {
        let mean = |now: &[i32], late: &[i64]| {
            now.iter().zip(late).map(|(now, late)| now - (*late as f64 / self.step.max(1) as f64).round() as i32).collect()
        };
        Weights {
            words: mean(&self.weights.words, &self.words),
            shapes: mean(&self.weights.shapes, &self.shapes),
            transitions: mean(&self.weights.transitions, &self.transitions),
        }
    }
}

/// Trains on sentences in turns, and returns the average of the weights.
pub(super) fn train(search: &mut Search, weights: Weights, sentences: &[&[Sentence]], classes: &Classes, epochs: usize) -> Weights {
    let examples: Vec<Example> = shuffled(sentences).into_iter().map(|sentence| Example::new(sentence, classes)).collect();
    let inner = (0..classes.names.len() as u8).filter(|&class| classes.is_inner(class)).fold(0, |bits, class| bits | 1 << class);
    let kinds = Kinds { inner, opens: classes.opens };
    let mut averaged = Averaged::new(weights);
    let (mut best, mut gold) = (Vec::new(), Vec::new());
    for epoch in 1..=epochs {
        let (mut windows, mut wrong, mut lost) = (0, 0, 0);
        for example in &examples {
            let (mut byte, mut char, mut before) = (0, 0, START);
            while byte < example.text.len() {
                let window = search.read(&example.text, byte);
                let from = char;
                char += example.text[byte..window.end].chars().count();
                byte = window.end;
                windows += 1;
                averaged.step += 1;
                let first = before;
                before = search.best(window, first, &averaged.weights.words, None, &mut best);
                let right = best.iter().all(|step| example.admits(from + step.start, from + step.end, step.class, &kinds, true));
                if right {
                    continue;
                }
                wrong += 1;
                for tagged in [true, false] {
                    let admits = |start: usize, end: usize, class: u8| example.admits(from + start, from + end, class, &kinds, tagged);
                    let after = search.best(window, first, &averaged.weights.words, Some(&admits), &mut gold);
                    if !gold.is_empty() {
                        before = after;
                        break;
                    }
                }
                if gold.is_empty() {
                    lost += 1;
                    continue;
                }
                averaged.push(search, &gold, first, window.closes(), -STEP);
                averaged.push(search, &best, first, window.closes(), STEP);
            }
        }
        println!("epoch {epoch} of {epochs}: {windows} windows, {wrong} wrong, {lost} of them out of reach");
    }
    averaged.average()
}

/// All sentences in an order that mixes the corpora: by a hash of their number (Knuth's multiplicative one).
fn shuffled<'a>(corpora: &[&'a [Sentence]]) -> Vec<&'a Sentence> {
    let mut sentences: Vec<(u32, &Sentence)> = corpora
        .iter()
        .flat_map(|corpus| corpus.iter())
        .zip(1_u32..)
        .map(|(sentence, number)| (number.wrapping_mul(2_654_435_761), sentence))
        .collect();
    sentences.sort_by_key(|(hash, _)| *hash);
    sentences.into_iter().map(|(_, sentence)| sentence).collect()
}

/// What any character costs as the first piece of a name near its dot, and as a later one; one that the lexicon has as such a piece
/// costs less. The corpora have too few such names to learn it. A title of known words beside a dot (三国志·蜀书) has to stay cheaper
/// than its characters, and the word before a name out of it.
const NEAR_DOT: (i32, i32) = (3600, 2000);

/// Sets the costs that are not learnt.
pub(super) fn settle_names(weights: &mut Weights) {
    for (shape, weight) in SHAPES.iter().zip(&mut weights.shapes) {
        match *shape {
            "foreign_first" => *weight = NEAR_DOT.0,
            "foreign_inner" | "foreign_last" => *weight = NEAR_DOT.1,
            _ => {}
        }
    }
}

/// A weight as the blob stores it.
pub(super) fn quantise(weight: i32) -> Result<i16> {
    i16::try_from(weight.clamp(-i32::from(i16::MAX) + 1, NEVER)).context("a weight is out of range")
}
