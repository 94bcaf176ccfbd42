//! Labels of characters, and the best path through them.

use std::cmp::Reverse;

use wide::i16x8;

use super::network::{HIDDEN, LANES, Matrix, lost};
use crate::article::MentionKind;

/// The kinds that the network marks, in the order of their labels.
pub(crate) const KINDS: [MentionKind; 5] =
    [MentionKind::Person, MentionKind::Organization, MentionKind::Title, MentionKind::Time, MentionKind::Place];

/// The number of persons among them.
pub(crate) const PERSON: usize = 0;

/// Labels of a path: outside, then for each kind begin, inside, end and single.
pub(crate) const LABELS: usize = 1 + 4 * KINDS.len();

/// Lanes of the scores: the labels of the outermost mentions but for `outside`, whose score is 0, then begin, inside, end and single of
/// a place inside another mention.
pub(crate) const INNER: usize = LABELS - 1;

const BEGIN: usize = 0;
const INSIDE: usize = 1;
const END: usize = 2;
const SINGLE: usize = 3;

const fn label(kind: usize, part: usize) -> usize {
    1 + 4 * kind + part
}

/// The part of a mention that a character of it is.
const fn part_of(start: usize, end: usize, at: usize) -> usize {
    if start == end {
        SINGLE
    } else if at == start {
        BEGIN
    } else if at == end {
        END
    } else {
        INSIDE
    }
}

/// Whether a name goes on after a label.
pub(crate) const fn is_open(label: usize) -> bool {
    label > 0 && (label - 1) % 4 <= INSIDE
}

/// Whether a label goes on with a name.
pub(crate) const fn goes_on(label: usize) -> bool {
    label > 0 && matches!((label - 1) % 4, INSIDE | END)
}

/// Whether one label can follow another.
pub(crate) const fn follows(before: usize, label: usize) -> bool {
    if is_open(before) { goes_on(label) && (before - 1) / 4 == (label - 1) / 4 } else { !goes_on(label) }
}

/// What a guideline makes of hidden numbers.
pub(crate) struct Head {
    weights: Matrix<HIDDEN, LANES>,
    /// By label before, then label: what the step adds to the score; [`NEVER`] for those that cannot be.
    steps: Box<[Row; LABELS]>,
    /// The same by label, then label before.
    steps_back: Box<[Row; LABELS]>,
    /// Nothing for labels that a path can begin with, else [`NEVER`].
    begins: Row,
    /// The steps of places inside other mentions.
    inner_steps: [[i16; INNER_LABELS]; INNER_LABELS],
}

/// Labels of inner places: outside, begin, inside, end, single.
pub(crate) const INNER_LABELS: usize = 5;

/// A number for each label, with room.
type Row = [i16; LANES];

/// A score that no path comes back from. Sums stop there.
const NEVER: i16 = i16::MIN;

/// The same for sums that do not stop.
const NO_PATH: i32 = i32::MIN / 2;

/// Characters behind a mention that [`Head::lack`] asks.
const REACH: usize = 3;

/// Buffers of [`Head::label`].
#[derive(Debug, Default)]
pub(crate) struct Paths {
    scores: Vec<Row>,
    /// By character, the score of the best path that ends in each label, less that of the best of all.
    best: Vec<Row>,
    inner: Vec<[u8; INNER_LABELS]>,
}

impl Head {
    /// `kinds` has a bit for each kind that the guideline knows.
    pub(crate) fn new(
        weights: Matrix<HIDDEN, LANES>,
        steps: &[[i16; LABELS]; LABELS],
        inner_steps: [[i16; INNER_LABELS]; INNER_LABELS],
        kinds: u8,
    ) -> Self {
        let has = |label: usize| label == 0 || kinds >> ((label - 1) / 4) & 1 == 1;
        let step = |before: usize, label: usize| {
            let is_step = label < LABELS && has(before) && has(label) && follows(before, label);
            if is_step { steps[before][label] } else { NEVER }
        };
        let ahead = std::array::from_fn(|before| std::array::from_fn(|label| step(before, label)));
        let back = std::array::from_fn(|label| std::array::from_fn(|before| if before < LABELS { step(before, label) } else { NEVER }));
        let begin = |label: usize| if label < LABELS && has(label) && !goes_on(label) { 0 } else { NEVER };
        Self { weights, steps: Box::new(ahead), steps_back: Box::new(back), begins: std::array::from_fn(begin), inner_steps }
    }

    /// Finds the best path through a window, and hands on each mention: first and last character, and kind.
    pub(crate) fn label(&self, hidden: &[[i16; HIDDEN]], paths: &mut Paths, mut mark: impl FnMut(usize, usize, usize)) {
        paths.scores.clear();
        paths.scores.extend(hidden.iter().map(|hidden| self.score(hidden)));
        paths.best.clear();
        let mut best = [NEVER; LANES];
        for (at, scores) in paths.scores.iter().enumerate() {
            best = arrive(if at == 0 { octets(&self.begins) } else { self.step(&best) }, scores);
            paths.best.push(best);
        }
        let mut closing = [NEVER; LANES];
        (0..LABELS).filter(|&label| !is_open(label)).for_each(|label| closing[label] = 0);
        let mut label = best_of(&best, &closing);
        let mut end = 0;
        for at in (0..paths.best.len()).rev() {
            if label > 0 {
                let (kind, part) = ((label - 1) / 4, (label - 1) % 4);
                if matches!(part, END | SINGLE) {
                    end = at;
                }
                if matches!(part, BEGIN | SINGLE) {
                    mark(at, end, kind);
                }
            }
            // Looked for once more where the path is, instead of kept for every label on the way.
            if let Some(before) = at.checked_sub(1) {
                label = best_of(&paths.best[before], &self.steps_back[label]);
            }
        }
    }

    /// What characters `start..=end` of the window that [`label`](Self::label) has just seen lack to be a mention: how much less than
    /// the best path the best one with it is worth. What stands more than [`REACH`] characters behind it is not asked.
    pub(crate) fn lack(&self, start: usize, end: usize, kind: usize, paths: &Paths) -> i32 {
        let stop = (end + 1 + REACH).min(paths.scores.len());
        let worth = |is_marked: bool| {
            let before = start.checked_sub(1).and_then(|before| paths.best.get(before));
            let mut best: Option<[i32; LABELS]> = before.map(|row| std::array::from_fn(|label| row[label].into()));
            for at in start..stop {
                let only = (is_marked && at <= end).then(|| label(kind, part_of(start, end, at)));
                let next = |label: usize| {
                    let reach = |best: &[i32; LABELS]| (0..LABELS).map(|before| best[before] + i32::from(self.steps[before][label])).max();
                    let reached = best.as_ref().map_or(Some(self.begins[label].into()), reach).unwrap_or(NO_PATH);
                    let score = if label == 0 { 0 } else { paths.scores[at][label - 1].into() };
                    if only.is_some_and(|only| only != label) { NO_PATH / 2 } else { (reached + score).max(NO_PATH / 2) }
                };
                best = Some(std::array::from_fn(next));
            }
            let is_last = stop == paths.scores.len();
            let ends = (0..LABELS).filter(|&label| !is_last || !is_open(label));
            best.and_then(|best| ends.map(|label| best[label]).max()).unwrap_or(NO_PATH)
        };
        worth(false).saturating_sub(worth(true))
    }

    /// Scores of a character.
    fn score(&self, hidden: &[i16; HIDDEN]) -> Row {
        // More than half of the hidden numbers are 0.
        let (parts, _) = hidden.as_chunks::<8>();
        let zero = i16x8::splat(0);
        let bits = |part: &[i16; 8]| u64::from(i16x8::new(*part).simd_gt(zero).to_bitmask());
        let mut left = (0..).zip(parts).fold(0, |mask, (at, part)| mask | bits(part) << (8 * at));
        let mut sums = [i16x8::splat(lost(left.count_ones() as usize)); LANES / 8];
        while left != 0 {
            let at = left.trailing_zeros() as usize % HIDDEN;
            let number = i16x8::splat(hidden[at]);
            for (sum, weights) in sums.iter_mut().zip(octets(&self.weights[at])) {
                *sum += number.mul_keep_high(weights);
            }
            left &= left - 1;
        }
        let mut row = [0; LANES];
        for (lanes, sum) in row.as_chunks_mut().0.iter_mut().zip(sums) {
            *lanes = sum.to_array();
        }
        row
    }

    /// The best scores of paths before one more character is looked at.
    #[inline]
    fn step(&self, best: &Row) -> Octets {
        let mut next = [i16x8::splat(NEVER); LANES / 8];
        for (&best, steps) in best.iter().zip(self.steps.iter()) {
            let best = i16x8::splat(best);
            for (next, step) in next.iter_mut().zip(octets(steps)) {
                *next = next.max(best.saturating_add(step));
            }
        }
        next
    }

    /// Finds the places inside characters `start..=end` of the window that [`label`](Self::label) has just seen.
    pub(crate) fn label_inside(&self, start: usize, end: usize, paths: &mut Paths, mut mark: impl FnMut(usize, usize)) {
        let Paths { scores, inner, .. } = paths;
        let Some(scores) = scores.get(start..=end) else { return };
        let score = |at: usize, label: usize| if label == 0 { 0 } else { i32::from(scores[at][INNER + label - 1]) };
        let mut best: [i32; INNER_LABELS] = std::array::from_fn(|label| if goes_on(label) { NO_PATH } else { score(0, label) });
        inner.clear();
        inner.push([0; INNER_LABELS]);
        for at in 1..scores.len() {
            let mut from = [0; INNER_LABELS];
            let next = std::array::from_fn(|label| {
                let reach = |before: usize| best[before] + i32::from(self.inner_steps[before][label]);
                let before =
                    (0..INNER_LABELS).filter(|&before| follows(before, label)).max_by_key(|&before| (reach(before), Reverse(before)));
                let before = before.unwrap_or(0);
                from[label] = before as u8;
                (reach(before) + score(at, label)).max(NO_PATH)
            });
            best = next;
            inner.push(from);
        }
        let closed = (0..INNER_LABELS).filter(|&label| !is_open(label));
        let mut label = closed.max_by_key(|&label| (best[label], Reverse(label))).unwrap_or(0);
        let mut last = 0;
        for (at, before) in inner.iter().enumerate().rev() {
            if label == self::label(0, END) || label == self::label(0, SINGLE) {
                last = at;
            }
            if label == self::label(0, BEGIN) || label == self::label(0, SINGLE) {
                mark(start + at, start + last);
            }
            label = usize::from(before[label]);
        }
    }
}

/// A row in registers.
type Octets = [i16x8; LANES / 8];

#[inline]
fn octets(row: &Row) -> Octets {
    let (octets, _) = row.as_chunks();
    std::array::from_fn(|at| i16x8::new(octets[at]))
}

/// The label with the largest sum, the first of them if there are several.
#[inline]
fn best_of(best: &Row, added: &Row) -> usize {
    let mut sums = octets(best);
    let mut most = i16x8::splat(NEVER);
    for (sum, added) in sums.iter_mut().zip(octets(added)) {
        *sum = sum.saturating_add(added);
        most = most.max(*sum);
    }
    let most = i16x8::splat(most.reduce_max());
    let bits = (0..).zip(sums).fold(0, |bits, (at, sum)| bits | sum.simd_eq(most).to_bitmask() << (8 * at));
    bits.trailing_zeros() as usize % LABELS
}

/// Adds the scores of a character, and takes the best sum away.
#[inline]
fn arrive(best: Octets, scores: &Row) -> Row {
    // Lanes of scores begin with the label after `outside`, whose score is 0.
    let mut added = [0; LANES];
    added[1..LABELS].copy_from_slice(&scores[..LABELS - 1]);
    let mut sums = best;
    let mut most = i16x8::splat(NEVER);
    for (sum, score) in sums.iter_mut().zip(octets(&added)) {
        *sum = sum.saturating_add(score);
        most = most.max(*sum);
    }
    let most = i16x8::splat(most.reduce_max());
    let mut row = [NEVER; LANES];
    for (lanes, sum) in row.as_chunks_mut().0.iter_mut().zip(sums) {
        *lanes = sum.saturating_sub(most).to_array();
    }
    row
}
