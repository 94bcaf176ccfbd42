//! Learning from lessons, round by round.

use jianbao::inspect::tagger::{INNER, LABELS, LANES, follows, goes_on, is_open};

use super::crf::Shape;
use super::network::{Dropout, Gradients, INNER_LABELS, Network, Trace};
use super::sets::Lesson;
use crate::random::Random;

/// Sentences that are learnt from together.
const BATCH: usize = 16;
/// How fast the first batch moves the network; the last one moves it this share of it.
const RATE: f32 = 2e-3;
const LAST: f32 = 0.05;

const DROPOUT: Dropout = Dropout { numbers: 0.3, words: 0.3, characters: 0.1 };

/// The lessons of a guideline.
pub(super) struct Course<'l> {
    pub(super) lessons: &'l [Lesson],
    pub(super) head: usize,
    /// Labels that it has, by bit.
    pub(super) labels: u32,
    pub(super) is_nested: bool,
    pub(super) repeats: usize,
}

/// Learns all courses together, in an order that the seed decides.
pub(super) fn learn(network: &mut Network, courses: &[Course<'_>], rounds: usize, random: &mut Random) {
    let outer = Shape::<LABELS>::new(is_open, goes_on, follows);
    let inner = Shape::<INNER_LABELS>::new(is_open, goes_on, follows);
    let mut order: Vec<(&Course<'_>, &Lesson)> = Vec::new();
    for course in courses {
        let lessons = course.lessons.iter().filter(|lesson| !lesson.labels.is_empty());
        order.extend(lessons.flat_map(|lesson| std::iter::repeat_n((course, lesson), course.repeats)));
    }
    let steps = rounds * order.len().div_ceil(BATCH);
    let mut step = 0;
    let mut trace = Trace::default();
    for _ in 0..rounds {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            for (course, lesson) in batch {
                network.score(&lesson.sample, course.head, &mut trace, Some((random, DROPOUT)));
                let gradients = gradients(network, course, lesson, &trace.scores, &outer, &inner);
                network.learn(&lesson.sample, course.head, &trace, &gradients);
            }
            step += 1;
            let rate = RATE * (1.0 - (1.0 - LAST) * step as f32 / steps as f32);
            network.step(rate, step);
        }
    }
}

/// Expectations of the model less those of the lesson.
fn gradients(
    network: &Network,
    course: &Course<'_>,
    lesson: &Lesson,
    scores: &[[f32; LANES]],
    outer: &Shape<LABELS>,
    inner: &Shape<INNER_LABELS>,
) -> Gradients {
    let mut gradients = Gradients::new(scores.len());
    let head = &network.heads[course.head];
    let outer_scores: Vec<[f32; LABELS]> = scores.iter().map(|lanes| labelled(lanes, 0)).collect();
    gradients.add(&outer.expect(&outer_scores, &head.steps(), course.labels), 1.0);
    for (lanes, &label) in gradients.lanes.iter_mut().zip(&lesson.labels) {
        if label > 0 {
            lanes[usize::from(label) - 1] -= 1.0;
        }
    }
    for pair in lesson.labels.windows(2) {
        gradients.steps[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
    }
    if course.is_nested {
        let inner_scores: Vec<[f32; INNER_LABELS]> = scores.iter().map(|lanes| labelled(lanes, INNER)).collect();
        gradients.add_inner(&inner.expect(&inner_scores, &head.inner_steps(), u32::MAX), 1.0);
        for (lanes, &label) in gradients.lanes.iter_mut().zip(&lesson.places) {
            if label > 0 {
                lanes[INNER + usize::from(label) - 1] -= 1.0;
            }
        }
        for pair in lesson.places.windows(2) {
            gradients.inner_steps[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
        }
    }
    gradients
}

/// Scores of labels from the lanes that begin there; that of `outside` is 0.
fn labelled<const N: usize>(lanes: &[f32; LANES], first: usize) -> [f32; N] {
    std::array::from_fn(|label| if label == 0 { 0.0 } else { lanes[first + label - 1] })
}
