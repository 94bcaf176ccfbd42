//! What is known of a line when it is judged: the features of the two linear models of [`super::model`].
//!
//! A feature is a group and a bucket in it. The first model sees a line, its neighbours and the elements around it; the
//! second sees as well what the first says of them, and where the line stands in the container that was chosen.

use crate::labels::{self, Found, Reading};
use crate::page::{Hints, Line, LineKind, Page, Tag};

macro_rules! groups {
    ($($(#[$meta:meta])* $name:ident: $size:expr),* $(,)?) => {
        /// The groups of features.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Group { $($(#[$meta])* $name),* }
        /// Names and sizes of the groups, in their order.
        pub(crate) const GROUPS: &[(&str, usize)] = &[$((stringify!($name), $size)),*];
    };
}

groups! {
    Bias: 1,
    Length: LENGTHS,
    Linked: SHARES,
    Punctuation: 5,
    Sentence: 2,
    Kind: 7,
    Element: 9,
    Bold: 2,
    Han: 4,
    Inherited: 32,
    BodyHint: 4,
    AfterBreak: 2,
    Leading: 19,
    Phrase: 18,
    Fields: 3,
    LengthPunctuation: LENGTHS * 3,
    LengthLinked: LENGTHS * 3,
    Before: NEIGHBOUR,
    After: NEIGHBOUR,
    SecondBefore: NEIGHBOUR,
    SecondAfter: NEIGHBOUR,
    SameParentBefore: 2,
    SameParentAfter: 2,
    ContainerText: 6,
    ContainerShare: 6,
    ContainerShareLength: 24,
    /// Where the line stands to the headline, and how far up the element is that holds both.
    Anchor: ANCHORS,
    AnchorLength: ANCHORS * LENGTHS,
    AnchorSteps: 8,
    /// Lines by which the page goes on to other things, between the first text and this line.
    Breaks: BREAKS,
    BreaksLength: BREAKS * LENGTHS,
    /// From here on only the second model.
    OwnScore: SCORES,
    ScoreBefore: SCORES,
    ScoreAfter: SCORES,
    ScoresAround: SCORES,
    Position: 4,
    PositionLength: 4 * LENGTHS,
    DistanceBefore: 6,
    DistanceAfter: 6,
    Home: 3,
    HomeLength: 3 * LENGTHS,
    PositionPhrase: 4 * 18,
    PositionLinked: 4 * SHARES,
    ScoreSinceBreak: 3,
}

const LENGTHS: usize = 9;
const SHARES: usize = 5;
const NEIGHBOUR: usize = 13;
const ANCHORS: usize = 8;
const BREAKS: usize = 5;
pub(crate) const SCORES: usize = 9;

/// Where a group's features begin.
const BASES: [u16; GROUPS.len() + 1] = {
    let mut bases = [0; GROUPS.len() + 1];
    let mut i = 0;
    while i < GROUPS.len() {
        bases[i + 1] = bases[i] + GROUPS[i].1 as u16;
        i += 1;
    }
    bases
};

/// The number of all features.
pub(crate) const COUNT: usize = BASES[GROUPS.len()] as usize;

/// The number of a feature.
pub(crate) fn feature(group: Group, bucket: usize) -> u16 {
    BASES[group as usize] + bucket.min(GROUPS[group as usize].1 - 1) as u16
}

/// A line counts as running text if it has punctuation and is not mostly links.
pub(crate) fn is_running_text(line: &Line) -> bool {
    line.chars >= 20 && line.punctuation >= 2 && line.linked * 3 < line.chars
}

/// What all features of a page draw on.
#[derive(Debug)]
pub(crate) struct Survey {
    /// What the labels say of each line.
    pub(crate) readings: Vec<Reading>,
    /// The container of paragraphs that each line stands in.
    pub(crate) containers: Vec<u32>,
    /// How many lines before each line end an article, counted from the first text after the headline.
    pub(crate) breaks: Vec<u16>,
    /// The hints that hold for each node.
    pub(crate) hints: Vec<Hints>,
    /// Sums over the lines before: all characters, those of running text.
    chars: Vec<u32>,
    running: Vec<u32>,
}

impl Survey {
    pub(crate) fn new(page: &Page<'_>, headline: Option<usize>) -> Self {
        let count = page.lines.len();
        let mut survey = Self {
            readings: Vec::with_capacity(count),
            containers: Vec::with_capacity(count),
            breaks: Vec::with_capacity(count),
            hints: page.hints_apart_from(headline),
            chars: Vec::with_capacity(count + 1),
            running: Vec::with_capacity(count + 1),
        };
        let mut scratch: Vec<Found> = Vec::new();
        let (mut chars, mut running, mut breaks, mut text_seen) = (0, 0, 0u16, false);
        survey.chars.push(0);
        survey.running.push(0);
        for (number, line) in page.lines.iter().enumerate() {
            survey.readings.push(labels::read(page.line_text(number), &mut scratch));
            survey.containers.push(container(page, line.node));
            let is_text = headline.is_none_or(|h| number > h) && is_running_text(line);
            let ends = survey.readings[number].leading.meets(END_OF_TEXT) && line.chars < 60;
            survey.breaks.push(breaks);
            breaks = if ends && text_seen { breaks.saturating_add(1) } else { breaks };
            chars += line.chars;
            running += if is_running_text(line) { line.chars } else { 0 };
            text_seen |= is_text;
            survey.chars.push(chars);
            survey.running.push(running);
        }
        survey
    }

    /// All characters and those of running text inside a node.
    pub(crate) fn mass(&self, page: &Page<'_>, node: u32) -> (u32, u32) {
        let node = &page.nodes[node as usize];
        self.mass_of((node.first_line as usize, node.end_line as usize))
    }

    /// The same of the lines from the first number up to the second.
    pub(crate) fn mass_of(&self, (first, end): (usize, usize)) -> (u32, u32) {
        (self.chars[end] - self.chars[first], self.running[end] - self.running[first])
    }
}

/// The element that holds a paragraph among others: the nearest that is no paragraph itself.
fn container(page: &Page<'_>, mut node: u32) -> u32 {
    for _ in 0..3 {
        let element = &page.nodes[node as usize];
        // A <div> or <section> around one paragraph alone stands for the paragraph.
        let is_single = element.end_line - element.first_line <= 1;
        if node == 0 || !(is_single || matches!(element.tag, Tag::Paragraph | Tag::Heading | Tag::Item)) {
            return node;
        }
        node = element.parent;
    }
    node
}

fn length(line: &Line) -> usize {
    [3, 6, 11, 16, 26, 41, 81, 161].partition_point(|&limit| limit <= line.chars)
}

fn share(part: u32, whole: u32) -> usize {
    if part == 0 { 0 } else { (1 + (part * 4 / whole.max(1)) as usize).min(SHARES - 1) }
}

fn punctuation(line: &Line) -> usize {
    [1, 2, 3, 6].partition_point(|&limit| limit <= line.punctuation)
}

fn kind(line: &Line) -> usize {
    match line.kind {
        LineKind::Text => 0,
        LineKind::Heading(_) => 1,
        LineKind::ListItem { .. } => 2,
        LineKind::TableRow => 3,
        LineKind::Caption => 4,
        LineKind::Quote => 5,
        LineKind::Code => 6,
    }
}

fn element(tag: Tag) -> usize {
    match tag {
        Tag::Paragraph => 0,
        Tag::Division => 1,
        Tag::Section | Tag::Article | Tag::Main => 2,
        Tag::Item => 3,
        Tag::List => 4,
        Tag::Cell | Tag::Table => 5,
        Tag::Heading => 6,
        Tag::Form | Tag::Header | Tag::Footer | Tag::Aside | Tag::Navigation => 7,
        Tag::Other => 8,
    }
}

/// A neighbour in one number: absent, or its length and whether it is links, text with punctuation, or neither.
fn neighbour(line: Option<&Line>) -> usize {
    let Some(line) = line else { return 0 };
    let size = [12, 30, 80].partition_point(|&limit| limit <= line.chars);
    let class = if line.linked * 2 > line.chars { 0 } else { 1 + usize::from(line.punctuation >= 2) };
    1 + size * 3 + class
}

/// The features of the first model.
pub(crate) fn first(page: &Page<'_>, survey: &Survey, number: usize, headline: Option<usize>, out: &mut Vec<u16>) {
    let line = &page.lines[number];
    let node = page.node_of(line);
    let reading = &survey.readings[number];
    let mut add = |group, bucket| out.push(feature(group, bucket));
    let length = length(line);
    let linked = share(line.linked, line.chars);
    let punctuation = punctuation(line);
    add(Group::Bias, 0);
    add(Group::Length, length);
    add(Group::Linked, linked);
    add(Group::Punctuation, punctuation);
    add(Group::Sentence, usize::from(labels::is_sentence(page.line_text(number))));
    add(Group::Kind, kind(line));
    add(Group::Element, element(node.tag));
    add(Group::Bold, usize::from(line.bold * 10 > line.chars * 9));
    add(Group::Han, (line.han * 4 / line.chars.max(1)) as usize);
    for bit in 0..32 {
        if survey.hints[line.node as usize].0 >> bit & 1 == 1 {
            add(Group::Inherited, bit);
        }
    }
    let mut ancestor = line.node;
    let mut body_hint = 3;
    for level in 0..3 {
        let element = &page.nodes[ancestor as usize];
        if element.hints.has(Hints::BODY) {
            body_hint = level;
            break;
        }
        ancestor = element.parent;
    }
    add(Group::BodyHint, body_hint);
    add(Group::AfterBreak, usize::from(line.after_br));
    add(Group::Leading, if reading.leading.0 == 0 { 18 } else { reading.leading.0.trailing_zeros() as usize });
    for bit in 0..18 {
        if reading.any.0 >> bit & 1 == 1 {
            add(Group::Phrase, bit);
        }
    }
    add(Group::Fields, reading.fields);
    add(Group::LengthPunctuation, length * 3 + punctuation.min(2));
    add(Group::LengthLinked, length * 3 + linked.min(2));
    let at = |offset: isize| number.checked_add_signed(offset).and_then(|i| page.lines.get(i));
    add(Group::Before, neighbour(at(-1)));
    add(Group::After, neighbour(at(1)));
    add(Group::SecondBefore, neighbour(at(-2)));
    add(Group::SecondAfter, neighbour(at(2)));
    let same = |other: Option<&Line>| other.is_some_and(|o| o.node == line.node || page.node_of(o).parent == node.parent);
    add(Group::SameParentBefore, usize::from(same(at(-1))));
    add(Group::SameParentAfter, usize::from(same(at(1))));
    let (chars, running) = survey.mass(page, survey.containers[number]);
    let text = [1, 60, 200, 500, 1500].partition_point(|&limit| limit <= running);
    let container_share = (running * 6 / chars.max(1)).min(5) as usize;
    add(Group::ContainerText, text);
    add(Group::ContainerShare, container_share);
    add(Group::ContainerShareLength, container_share * 4 + length / 3);
    let anchor = match headline {
        None => 0,
        Some(anchor) if number < anchor => 1,
        Some(anchor) => 2 + [1, 4, 12, 40, 120].partition_point(|&limit| limit <= number - anchor),
    };
    add(Group::Anchor, anchor);
    add(Group::AnchorLength, anchor * LENGTHS + length);
    let breaks = [1, 2, 3, 5].partition_point(|&limit| limit <= survey.breaks[number]);
    add(Group::Breaks, breaks);
    add(Group::BreaksLength, breaks * LENGTHS + length);
    let steps = headline.map_or(7, |anchor| steps_to_common(page, page.lines[anchor].node, line.node).min(6));
    add(Group::AnchorSteps, steps);
}

/// Where a line stands to the text that was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placement {
    /// The lines of the chosen container, and those from the first to the last that is surely text.
    pub(crate) container: (usize, usize),
    pub(crate) core: (usize, usize),
    /// The container of paragraphs that holds most of the text.
    pub(crate) home: u32,
}

pub(crate) fn score_bucket(score: f32) -> usize {
    // Nine buckets of width 4/3 from -6 to 6.
    (1..SCORES).filter(|&bucket| score >= bucket as f32 * 12.0 / SCORES as f32 - 6.0).count()
}

/// The features that the second model has besides those of the first.
pub(crate) fn second(page: &Page<'_>, survey: &Survey, scores: &[f32], place: &Placement, number: usize, out: &mut Vec<u16>) {
    let line = &page.lines[number];
    let mut add = |group, bucket| out.push(feature(group, bucket));
    let inside = |i: usize| (place.container.0..place.container.1).contains(&i).then(|| scores[i]);
    let bucket = |score: Option<f32>| score.map_or(0, score_bucket);
    add(Group::OwnScore, score_bucket(scores[number]));
    add(Group::ScoreBefore, bucket(number.checked_sub(1).and_then(inside)));
    add(Group::ScoreAfter, bucket(inside(number + 1)));
    let around: Vec<f32> =
        (number.saturating_sub(3)..=number + 3).filter(|&i| i != number).filter_map(inside).map(|s| s.clamp(-4.0, 4.0)).collect();
    add(Group::ScoresAround, score_bucket(around.iter().sum::<f32>() / around.len().max(1) as f32));
    let position = if number < place.core.0 {
        0
    } else if number >= place.core.1 {
        2
    } else {
        1
    };
    let length = length(line);
    add(Group::Position, position);
    add(Group::PositionLength, position * LENGTHS + length);
    add(Group::PositionLinked, position * SHARES + share(line.linked, line.chars));
    for bit in 0..18 {
        if survey.readings[number].any.0 >> bit & 1 == 1 {
            add(Group::PositionPhrase, position * 18 + bit);
        }
    }
    let distance = |steps: usize| [1, 2, 3, 5, 9].partition_point(|&limit| limit <= steps);
    add(Group::DistanceBefore, distance(place.core.0.saturating_sub(number)));
    add(Group::DistanceAfter, distance((number + 1).saturating_sub(place.core.1)));
    let home = if survey.containers[number] == place.home {
        0
    } else if is_inside(page, survey.containers[number], place.home) {
        1
    } else {
        2
    };
    add(Group::Home, home);
    add(Group::HomeLength, home * LENGTHS + length);
    // A heading like 相关阅读 between this line and the text before it.
    let cut = (place.core.0..number).rev().take(12).any(|i| scores[i] < -1.0 && survey.readings[i].leading.meets(END_OF_TEXT));
    add(Group::ScoreSinceBreak, if position == 2 { usize::from(cut) } else { 2 });
}

/// Kinds of lines after which a page goes on to other things.
pub(super) const END_OF_TEXT: labels::Kinds = labels::Kinds::of(&[
    labels::Kind::Editor,
    labels::Kind::Related,
    labels::Kind::Pager,
    labels::Kind::Comment,
    labels::Kind::Share,
    labels::Kind::Copyright,
]);

fn is_inside(page: &Page<'_>, mut node: u32, outer: u32) -> bool {
    // Nodes are numbered in document order, so an ancestor has the smaller number.
    while node > outer {
        node = page.nodes[node as usize].parent;
    }
    node == outer
}

/// How many elements up from `from` the nearest one is that also holds `other`.
fn steps_to_common(page: &Page<'_>, from: u32, mut other: u32) -> usize {
    let (mut node, mut steps) = (from, 0);
    while node != other {
        if node > other {
            node = page.nodes[node as usize].parent;
            steps += 1;
        } else {
            other = page.nodes[other as usize].parent;
        }
    }
    steps
}
