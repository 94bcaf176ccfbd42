//! The network of `jianbao::mention::tagger` in floating point, with its gradients.

use jianbao::inspect::tagger::{CONTEXT, HIDDEN, INNER, JOINED, LABELS, LANES, LENGTHS, NEAR, PLACES, Sample, TAGS, TOKEN, Word};

use super::crf::Expected;
use super::parameters::{Dense, Rows};
use crate::random::Random;

/// Labels of places inside other mentions: outside, begin, inside, end, single.
pub(super) const INNER_LABELS: usize = 5;

/// How much is left out at random while learning (dropout: Srivastava et al. 2014).
#[derive(Debug, Clone, Copy)]
pub(super) struct Dropout {
    /// Of the numbers that a matrix is multiplied with.
    pub(super) numbers: f32,
    /// Of the rows of words, so that the parts of speech and classes learn to do without them.
    pub(super) words: f32,
    /// Of the rows of characters.
    pub(super) characters: f32,
}

#[derive(Clone)]
pub(super) struct Network {
    pub(super) words: Rows<TOKEN>,
    /// Of the classes that [`classes`](Self::classes) gives to the rows of words.
    pub(super) clusters: Rows<TOKEN>,
    pub(super) tags: Rows<TOKEN>,
    pub(super) lengths: Rows<TOKEN>,
    pub(super) firsts: Rows<TOKEN>,
    pub(super) lasts: Rows<TOKEN>,
    /// From left to right, then from right to left.
    pub(super) layers: [Layer; 2],
    pub(super) hidden: Dense,
    pub(super) near: [Rows<HIDDEN>; 2 * NEAR + 1],
    pub(super) places: Rows<HIDDEN>,
    pub(super) heads: Vec<Head>,
    pub(super) classes: Vec<u16>,
}

#[derive(Clone)]
pub(super) struct Layer {
    /// Lanes of `z`, then of `r`.
    pub(super) weights: Dense,
    /// Of `r`.
    pub(super) bias: Dense,
}

#[derive(Clone)]
pub(super) struct Head {
    pub(super) weights: Dense,
    pub(super) steps: Dense,
    pub(super) inner_steps: Dense,
}

/// What a sentence is on its way through the network, kept for the way back.
#[derive(Default)]
pub(super) struct Trace {
    tokens: Vec<[f32; TOKEN]>,
    layers: [Vec<State>; 2],
    joined: Vec<[f32; JOINED]>,
    joined_kept: Vec<[f32; JOINED]>,
    hidden: Vec<[f32; HIDDEN]>,
    /// What the gradient of a hidden number is multiplied by: nothing if it was cut off or left out.
    hidden_kept: Vec<[f32; HIDDEN]>,
    dropped: Vec<Dropped>,
    pub(super) scores: Vec<[f32; LANES]>,
}

#[derive(Clone, Copy)]
struct State {
    z: [f32; CONTEXT],
    keep: [f32; CONTEXT],
    context: [f32; CONTEXT],
}

/// Rows that were left out.
#[derive(Clone, Copy, Default)]
struct Dropped {
    word: bool,
    first: bool,
    last: bool,
}

/// What the scores of a sentence should have been less.
pub(super) struct Gradients {
    pub(super) lanes: Vec<[f32; LANES]>,
    pub(super) steps: [[f32; LABELS]; LABELS],
    pub(super) inner_steps: [[f32; INNER_LABELS]; INNER_LABELS],
}

impl Gradients {
    pub(super) fn new(length: usize) -> Self {
        Self { lanes: vec![[0.0; LANES]; length], steps: [[0.0; LABELS]; LABELS], inner_steps: [[0.0; INNER_LABELS]; INNER_LABELS] }
    }

    /// Adds expectations of the outermost labels, times `sign`.
    pub(super) fn add(&mut self, expected: &Expected<LABELS>, sign: f32) {
        for (lanes, node) in self.lanes.iter_mut().zip(&expected.nodes) {
            (1..LABELS).for_each(|label| lanes[label - 1] += sign * node[label]);
        }
        for (sums, steps) in self.steps.iter_mut().flatten().zip(expected.steps.iter().flatten()) {
            *sums += sign * steps;
        }
    }

    /// The same of the labels of inner places.
    pub(super) fn add_inner(&mut self, expected: &Expected<INNER_LABELS>, sign: f32) {
        for (lanes, node) in self.lanes.iter_mut().zip(&expected.nodes) {
            (1..INNER_LABELS).for_each(|label| lanes[INNER + label - 1] += sign * node[label]);
        }
        for (sums, steps) in self.inner_steps.iter_mut().flatten().zip(expected.steps.iter().flatten()) {
            *sums += sign * steps;
        }
    }
}

impl Network {
    /// With so many rows of characters and a class for each row of words; `heads` guidelines.
    pub(super) fn new(characters: usize, classes: Vec<u16>, heads: usize, random: &mut Random) -> Self {
        let clusters = classes.iter().max().map_or(0, |&class| usize::from(class) + 1);
        let spread = |inputs: usize, factor: f32| factor * (1.0 / inputs as f32).sqrt();
        let layer = |random: &mut Random| Layer {
            weights: Dense::new(TOKEN * 2 * CONTEXT, spread(TOKEN, 1.5), random),
            bias: Dense::new(CONTEXT, 0.5, random),
        };
        let head = |random: &mut Random| Head {
            weights: Dense::new(HIDDEN * LANES, 0.05, random),
            steps: Dense::new(LABELS * LABELS, 0.0, random),
            inner_steps: Dense::new(INNER_LABELS * INNER_LABELS, 0.0, random),
        };
        Self {
            words: Rows::new(classes.len(), 0.1, random),
            clusters: Rows::new(clusters, 0.1, random),
            tags: Rows::new(TAGS, 0.1, random),
            lengths: Rows::new(LENGTHS, 0.1, random),
            firsts: Rows::new(characters, 0.1, random),
            lasts: Rows::new(characters, 0.1, random),
            layers: [layer(random), layer(random)],
            hidden: Dense::new(JOINED * HIDDEN, spread(JOINED, 1.2), random),
            near: std::array::from_fn(|_| Rows::new(characters, 0.05, random)),
            places: Rows::new(PLACES, 0.05, random),
            heads: (0..heads).map(|_| head(random)).collect(),
            classes,
        }
    }

    /// Scores the characters of a sentence; with `random`, leaving out parts.
    pub(super) fn score(&self, sample: &Sample, head: usize, trace: &mut Trace, mut random: Option<(&mut Random, Dropout)>) {
        let mut drops = |rate: fn(Dropout) -> f32| random.as_mut().is_some_and(|(random, dropout)| random.share() < rate(*dropout));
        trace.tokens.clear();
        trace.dropped.clear();
        for word in &sample.words {
            let dropped = Dropped { word: drops(|d| d.words), first: drops(|d| d.characters), last: drops(|d| d.characters) };
            trace.tokens.push(self.token(word, dropped));
            trace.dropped.push(dropped);
        }
        for states in &mut trace.layers {
            states.clear();
            states.resize(trace.tokens.len(), State { z: [0.0; CONTEXT], keep: [0.0; CONTEXT], context: [0.0; CONTEXT] });
        }
        let [ahead, back] = &mut trace.layers;
        self.layers[0].run(trace.tokens.iter().zip(ahead));
        self.layers[1].run(trace.tokens.iter().zip(back).rev());

        trace.joined.clear();
        trace.joined_kept.clear();
        trace.hidden.clear();
        trace.hidden_kept.clear();
        trace.scores.clear();
        for (at, word) in sample.words.iter().enumerate() {
            let mut joined = [0.0; JOINED];
            joined[..TOKEN].copy_from_slice(&trace.tokens[at]);
            joined[TOKEN..TOKEN + CONTEXT].copy_from_slice(&trace.layers[0][at].context);
            joined[TOKEN + CONTEXT..].copy_from_slice(&trace.layers[1][at].context);
            let kept = keep(&mut random);
            joined.iter_mut().zip(&kept).for_each(|(number, kept)| *number *= kept);
            let mut sums = [0.0; HIDDEN];
            self.hidden.multiply(&joined, &mut sums);
            for character in word.start..word.end {
                let mut hidden = sums;
                for (rows, &row) in self.near.iter().zip(&sample.near[character]) {
                    rows.add(row.into(), &mut hidden);
                }
                self.places.add(sample.places[character].into(), &mut hidden);
                let mut kept: [f32; HIDDEN] = keep(&mut random);
                for (number, kept) in hidden.iter_mut().zip(&mut kept) {
                    if *number <= 0.0 {
                        *kept = 0.0;
                    }
                    *number *= *kept;
                }
                let mut scores = [0.0; LANES];
                self.heads[head].weights.multiply(&hidden, &mut scores);
                trace.hidden.push(hidden);
                trace.hidden_kept.push(kept);
                trace.scores.push(scores);
            }
            trace.joined.push(joined);
            trace.joined_kept.push(kept);
        }
    }

    fn token(&self, word: &Word, dropped: Dropped) -> [f32; TOKEN] {
        let mut sums = [0.0; TOKEN];
        let row = word.word;
        if !dropped.word {
            self.words.add(row, &mut sums);
        }
        self.clusters.add(self.classes[row].into(), &mut sums);
        self.tags.add(word.tag, &mut sums);
        self.lengths.add(word.length, &mut sums);
        if !dropped.first {
            self.firsts.add(word.first, &mut sums);
        }
        if !dropped.last {
            self.lasts.add(word.last, &mut sums);
        }
        sums
    }

    /// Learns from the gradients of the scores that the trace ends in.
    pub(super) fn learn(&mut self, sample: &Sample, head: usize, trace: &Trace, gradients: &Gradients) {
        let own = &mut self.heads[head];
        own.steps.gradients.iter_mut().zip(gradients.steps.iter().flatten()).for_each(|(sum, part)| *sum += part);
        own.inner_steps.gradients.iter_mut().zip(gradients.inner_steps.iter().flatten()).for_each(|(sum, part)| *sum += part);
        let mut tokens = vec![[0.0; TOKEN]; sample.words.len()];
        let mut contexts = [vec![[0.0; CONTEXT]; sample.words.len()], vec![[0.0; CONTEXT]; sample.words.len()]];
        for (at, word) in sample.words.iter().enumerate() {
            let mut sums = [0.0; HIDDEN];
            for character in word.start..word.end {
                let mut hidden = [0.0; HIDDEN];
                own.weights.learn(&trace.hidden[character], &gradients.lanes[character], &mut hidden);
                hidden.iter_mut().zip(&trace.hidden_kept[character]).for_each(|(part, kept)| *part *= kept);
                for (rows, &row) in self.near.iter_mut().zip(&sample.near[character]) {
                    rows.learn(row.into(), &hidden);
                }
                self.places.learn(sample.places[character].into(), &hidden);
                sums.iter_mut().zip(&hidden).for_each(|(sum, part)| *sum += part);
            }
            let mut joined = [0.0; JOINED];
            self.hidden.learn(&trace.joined[at], &sums, &mut joined);
            joined.iter_mut().zip(&trace.joined_kept[at]).for_each(|(part, kept)| *part *= kept);
            tokens[at].copy_from_slice(&joined[..TOKEN]);
            contexts[0][at].copy_from_slice(&joined[TOKEN..TOKEN + CONTEXT]);
            contexts[1][at].copy_from_slice(&joined[TOKEN + CONTEXT..]);
        }
        let last = sample.words.len();
        self.layers[0].learn(&trace.tokens, &trace.layers[0], &contexts[0], &mut tokens, (0..last).rev(), |at| at.checked_sub(1));
        self.layers[1].learn(&trace.tokens, &trace.layers[1], &contexts[1], &mut tokens, 0..last, |at| (at + 1 < last).then_some(at + 1));
        for ((word, gradient), dropped) in sample.words.iter().zip(&tokens).zip(&trace.dropped) {
            let row = word.word;
            if !dropped.word {
                self.words.learn(row, gradient);
            }
            self.clusters.learn(self.classes[row].into(), gradient);
            self.tags.learn(word.tag, gradient);
            self.lengths.learn(word.length, gradient);
            if !dropped.first {
                self.firsts.learn(word.first, gradient);
            }
            if !dropped.last {
                self.lasts.learn(word.last, gradient);
            }
        }
    }

    /// Moves all that learnt since the last time; `step` counts from 1.
    pub(super) fn step(&mut self, rate: f32, step: i32) {
        for rows in [&mut self.words, &mut self.clusters, &mut self.tags, &mut self.lengths, &mut self.firsts, &mut self.lasts] {
            rows.step(rate);
        }
        self.near.iter_mut().chain([&mut self.places]).for_each(|rows| rows.step(rate));
        for layer in &mut self.layers {
            layer.weights.step(rate, step);
            layer.bias.step(rate, step);
        }
        self.hidden.step(rate, step);
        for head in &mut self.heads {
            head.weights.step(rate, step);
            head.steps.step(rate, step);
            head.inner_steps.step(rate, step);
        }
    }
}

impl Head {
    /// What steps between labels add, in rows.
    pub(super) fn steps(&self) -> [[f32; LABELS]; LABELS] {
        std::array::from_fn(|before| std::array::from_fn(|label| self.steps.values[before * LABELS + label]))
    }

    pub(super) fn inner_steps(&self) -> [[f32; INNER_LABELS]; INNER_LABELS] {
        std::array::from_fn(|before| std::array::from_fn(|label| self.inner_steps.values[before * INNER_LABELS + label]))
    }
}

/// What numbers are multiplied by: 0 for those that are left out, more than 1 for the others, so that the sum stays.
fn keep<const N: usize>(random: &mut Option<(&mut Random, Dropout)>) -> [f32; N] {
    match random {
        None => [1.0; N],
        Some((random, dropout)) => {
            std::array::from_fn(|_| if random.share() < dropout.numbers { 0.0 } else { 1.0 / (1.0 - dropout.numbers) })
        }
    }
}

impl Layer {
    fn run<'t>(&self, tokens: impl Iterator<Item = (&'t [f32; TOKEN], &'t mut State)>) {
        let mut context = [0.0; CONTEXT];
        for (token, state) in tokens {
            let mut sums = [0.0; 2 * CONTEXT];
            sums[CONTEXT..].copy_from_slice(&self.bias.values);
            self.weights.multiply(token, &mut sums);
            let z: [f32; CONTEXT] = std::array::from_fn(|lane| sums[lane].clamp(-1.0, 1.0));
            let keep: [f32; CONTEXT] = std::array::from_fn(|lane| (0.5 + 0.25 * sums[CONTEXT + lane]).clamp(0.0, 1.0));
            context = std::array::from_fn(|lane| keep[lane] * context[lane] + (1.0 - keep[lane]) * z[lane]);
            *state = State { z, keep, context };
        }
    }

    /// `order` is that of the way back; `before` gives the token that the layer has read before one.
    fn learn(
        &mut self,
        tokens: &[[f32; TOKEN]],
        states: &[State],
        gradients: &[[f32; CONTEXT]],
        back: &mut [[f32; TOKEN]],
        order: impl Iterator<Item = usize>,
        before: impl Fn(usize) -> Option<usize>,
    ) {
        let mut carried = [0.0; CONTEXT];
        for at in order {
            let State { z, keep, .. } = &states[at];
            let last = before(at).map_or([0.0; CONTEXT], |before| states[before].context);
            let mut sums = [0.0; 2 * CONTEXT];
            for lane in 0..CONTEXT {
                let gradient = gradients[at][lane] + carried[lane];
                if z[lane].abs() < 1.0 {
                    sums[lane] = gradient * (1.0 - keep[lane]);
                }
                if keep[lane] > 0.0 && keep[lane] < 1.0 {
                    sums[CONTEXT + lane] = 0.25 * gradient * (last[lane] - z[lane]);
                }
                carried[lane] = gradient * keep[lane];
            }
            self.bias.gradients.iter_mut().zip(&sums[CONTEXT..]).for_each(|(sum, part)| *sum += part);
            self.weights.learn(&tokens[at], &sums, &mut back[at]);
        }
    }
}
