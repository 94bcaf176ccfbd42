//! The lattice of a window of text and its cheapest path (Viterbi).
//!
//! Costs are those of a bigram model over classes, and an entry has one class, left and right. So of all words of one class that
//! end at the same place only the cheapest can be part of the best path: a place has one node for each class, in a table.

use super::dictionary::{BOUNDARY, CLASSES, Costs, Dictionary, ENTRY, FAR, FORBIDDEN};
use super::fold::{Glyph, Kind};
use super::lexicon::{Entry, Matches};
use super::shape::{Runs, Shape};

/// Characters after which a window ends with the next punctuation mark: enough for loads to overlap, few enough for the cache.
const WINDOW: usize = 64;

/// Characters that a window has at most, for text without punctuation.
const MAX_WINDOW: usize = 1024;

/// Characters at the end of a window that was cut whose words are looked for again in the next one.
const MAX_CUT: u32 = 256;

/// Places that are looked ahead to: where one of them is reached for little more than this one, this one is passed over, for
/// whatever path leads through here pays for at least one more word before it is there. Costs are 300 times natural logarithms.
const AHEAD: usize = 4;

/// How much more that may be. More of it is faster and worse: 1,500 lost .003 of F1, this .001, and none was the slowest.
const LATE: i32 = 900;

/// Nodes that cost so much more than the cheapest whole word at their place are not gone on from; no F1 is lost by it.
const BEAM: i32 = 4_500;

/// Where the costs of words come from, and which words may stand where: the dictionary, or a model in training.
pub(crate) trait Score {
    fn word(&self, entry: Entry) -> i32;
    fn admits(&self, start: usize, end: usize, class: u8) -> bool;
}

/// The costs of the dictionary.
pub(crate) struct Stored;

impl Score for Stored {
    #[inline]
    fn word(&self, entry: Entry) -> i32 {
        i32::from(entry.cost)
    }

    #[inline]
    fn admits(&self, _: usize, _: usize, _: u8) -> bool {
        true
    }
}

/// A word of the best path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) class: u8,
}

/// Buffers of [`Nodes::onward`].
#[derive(Debug)]
struct Onward {
    nodes: [(u32, i16); CLASSES],
    best: [i16; CLASSES],
}

/// The nodes of a window: for every place the cheapest words that end there, by class.
#[derive(Debug, Default)]
struct Nodes {
    places: Vec<Place>,
    /// By place and class: the cost of the cheapest path, and where its last word begins.
    ways: Vec<[(i32, u32); CLASSES]>,
}

/// The nodes of a place, in short.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The classes that have a node, as bits.
    classes: u64,
    /// The cost of the cheapest node.
    least: i32,
    /// The cost of the cheapest node that is a whole word. A surname, however cheap, may find no given name.
    whole: i32,
}

impl Nodes {
    /// Empties the places of a window and those that are looked ahead to beyond it.
    fn clear(&mut self, length: usize) {
        let places = length + 1 + AHEAD;
        self.places.clear();
        self.places.resize(places, Place { classes: 0, least: i32::MAX, whole: i32::MAX });
        if self.ways.len() < places {
            self.ways.resize(places, [(0, 0); CLASSES]);
        }
    }

    #[inline]
    fn put(&mut self, end: usize, class: u8, opens: bool, cost: i32, start: usize) {
        let slot = usize::from(class) % CLASSES;
        let place = &mut self.places[end];
        let way = &mut self.ways[end][slot];
        if place.classes >> slot & 1 == 0 || cost < way.0 {
            *way = (cost, start as u32);
            place.classes |= 1 << slot;
            place.least = place.least.min(cost);
            place.whole = place.whole.min(if opens { i32::MAX } else { cost });
        }
    }

    /// Whether a place is not worth going on from: a later one is reached for less, or for little more.
    #[inline]
    fn is_late(&self, place: usize) -> bool {
        let later = &self.places[place + 1..place + 1 + AHEAD];
        later.iter().fold(i32::MAX, |least, later| least.min(later.whole)) < self.places[place].least.saturating_add(LATE)
    }

    /// The cheapest way from the nodes of a place into every class, beyond the cost of the cheapest node.
    #[inline]
    fn onward<'w>(&self, place: usize, costs: &'w Costs, onward: &'w mut Onward) -> &'w [i16; CLASSES] {
        let Place { mut classes, least, whole } = self.places[place];
        if classes.is_power_of_two() {
            return &costs.transitions[classes.trailing_zeros() as usize % CLASSES];
        }
        let limit = whole.saturating_add(BEAM);
        let ways = &self.ways[place];
        let mut count = 0;
        while classes != 0 {
            let class = classes.trailing_zeros() as usize % CLASSES;
            classes &= classes - 1;
            let cost = ways[class].0;
            onward.nodes[count % CLASSES] = (class as u32, (cost - least).min(FAR) as i16);
            count += usize::from(cost <= limit);
        }
        // By value and without branches: the sums stay in eight vector registers.
        let mut best = [FORBIDDEN; CLASSES];
        for &(class, beyond) in &onward.nodes[..count] {
            let row = costs.transitions[class as usize % CLASSES];
            best = std::array::from_fn(|slot| best[slot].min(beyond.saturating_add(row[slot])));
        }
        onward.best = best;
        &onward.best
    }

    /// The class of the best node of a place, before a word of the class `after`; of two as good the first.
    fn best(&self, place: usize, costs: &Costs, after: Option<u8>) -> Option<usize> {
        let Place { mut classes, least, .. } = self.places[place];
        let ways = &self.ways[place];
        let mut best = (i16::MAX, None);
        while classes != 0 {
            let class = classes.trailing_zeros() as usize % CLASSES;
            classes &= classes - 1;
            let transition = after.map_or(0, |after| costs.transitions[class][usize::from(after) % CLASSES]);
            let beyond = ((ways[class].0 - least).min(FAR) as i16).saturating_add(transition);
            if beyond < best.0 {
                best = (beyond, Some(class));
            }
        }
        best.1
    }
}

/// How a window of a text ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// A sentence or line ends: nothing before it matters to what follows.
    Closed,
    /// The last mark is certain, and the next window goes on from it.
    Open,
    /// It was cut for its length, maybe inside a word.
    Cut,
}

/// Buffers of a search, reused from window to window.
pub(crate) struct Lattice {
    glyphs: Vec<Glyph>,
    /// First byte in the text, and one past the last.
    start: usize,
    pub(crate) end: usize,
    runs: Runs,
    matches: Matches,
    /// The folded characters, if there are words of a user to look up.
    chars: Vec<char>,
    nodes: Nodes,
    /// The best path, from the first word to the last.
    pub(crate) path: Vec<Step>,
}

impl Lattice {
    pub(crate) fn new() -> Self {
        Self {
            glyphs: Vec::with_capacity(MAX_WINDOW),
            start: 0,
            end: 0,
            runs: Runs::default(),
            matches: Matches::default(),
            chars: Vec::new(),
            nodes: Nodes::default(),
            path: Vec::new(),
        }
    }

    /// Takes the next window of `text` from byte `start` on.
    pub(crate) fn read(&mut self, text: &str, start: usize, dictionary: &Dictionary) -> Ending {
        self.glyphs.clear();
        self.start = start;
        let mut line = false;
        for (offset, c) in text[start..].char_indices() {
            let glyph = dictionary.glyphs.look(c, offset as u32);
            if (line || self.glyphs.len() >= WINDOW)
                && let Some(ending) = self.ending(glyph.kind, line)
            {
                self.end = start + offset;
                return ending;
            }
            line |= c == '\n';
            self.glyphs.push(glyph);
        }
        self.end = text.len();
        Ending::Closed
    }

    /// Whether the window ends before a character of a kind.
    fn ending(&self, kind: Kind, line: bool) -> Option<Ending> {
        if line && kind != Kind::Space {
            Some(Ending::Closed)
        } else if self.glyphs.len() >= WINDOW && is_text(kind) && self.glyphs.last().is_some_and(is_certain) {
            Some(Ending::Open)
        } else if self.glyphs.len() == MAX_WINDOW {
            Some(Ending::Cut)
        } else {
            None
        }
    }

    /// The byte of the text where a character of the window begins.
    pub(crate) fn byte(&self, at: u32) -> usize {
        self.glyphs.get(at as usize).map_or(self.end, |glyph| self.start + glyph.offset as usize)
    }

    /// Finds the best path through the window after a word of the class `before`, and returns the class that it ends with.
    pub(crate) fn search(&mut self, dictionary: &Dictionary, costs: &Costs, score: &impl Score, before: u8, ending: Ending) -> u8 {
        let length = self.glyphs.len();
        self.runs.find(&self.glyphs);
        dictionary.lexicon.find(&self.glyphs, &mut self.matches);
        self.nodes.clear(length);
        self.nodes.put(0, before, false, 0, 0);
        if dictionary.user.is_some() {
            self.chars.clear();
            self.chars.extend(self.glyphs.iter().map(|glyph| glyph.folded));
        }
        let classes = &dictionary.classes;
        let mut buffer = Onward { nodes: [(0, 0); CLASSES], best: [FORBIDDEN; CLASSES] };
        let (mut run, mut name) = (0, 0);
        for (start, glyph) in self.glyphs.iter().enumerate() {
            let here = run;
            while self.runs.edges.get(run).is_some_and(|next| next.start as usize == start) {
                run += 1;
            }
            let reached = self.nodes.places[start].classes;
            // A name that is being put together is dear until it is whole.
            if reached == 0 || reached & classes.opens == 0 && self.nodes.is_late(start) {
                continue;
            }
            let least = self.nodes.places[start].least;
            let onward = self.nodes.onward(start, costs, &mut buffer);
            let open = reached & classes.opens != 0;
            let nodes = &mut self.nodes;
            let mut place = |end: usize, class: u8, opens: bool, cost: i32| {
                let way = onward[usize::from(class) % CLASSES];
                if way != FORBIDDEN && score.admits(start, end, class) {
                    nodes.put(end, class, opens, least + i32::from(way) + cost, start);
                }
            };
            for edge in &self.runs.edges[here..run] {
                let class = classes.shapes[edge.shape as usize];
                place(edge.end as usize, class, classes.opens >> class & 1 == 1, i32::from(costs.shapes[edge.shape as usize]));
            }
            if matches!(glyph.kind, Kind::Symbol | Kind::Space | Kind::Mark) {
                continue;
            }
            let (words, pieces, whole) = dictionary.lexicon.singles(glyph.code);
            let inside = self.runs.inside[start + 1];
            if !inside {
                // Whatever the dictionary holds, one character after the other is a way through.
                if !whole {
                    place(start + 1, classes.shapes[Shape::Han as usize], false, i32::from(costs.shapes[Shape::Han as usize]));
                }
                for &entry in words {
                    place(start + 1, entry.class, entry.opens, score.word(entry));
                }
                if open {
                    for &entry in pieces {
                        place(start + 1, entry.class, entry.opens, score.word(entry));
                    }
                }
            }
            // Near the dot of a name any character may be a piece of it.
            while self.runs.names.get(name).is_some_and(|&(_, last)| last < start) {
                name += 1;
            }
            if self.runs.names.get(name).is_some_and(|&(first, _)| first <= start) && is_text(glyph.kind) {
                for (shape, opens) in [(Shape::ForeignFirst, true), (Shape::ForeignInner, true), (Shape::ForeignLast, false)] {
                    place(start + 1, classes.shapes[shape as usize], opens, i32::from(costs.shapes[shape as usize]));
                }
            }
            let mut at = self.matches.heads[start];
            while let Some(word) = self.matches.words.get(at as usize) {
                if !self.runs.inside[word.end as usize] {
                    for &entry in self.matches.entries(word) {
                        place(word.end as usize, entry.class, entry.opens, score.word(entry));
                    }
                }
                at = word.next;
            }
            if let Some(user) = &dictionary.user {
                for (entries, count) in user.common_prefix_search(&self.chars[start..]) {
                    if !self.runs.inside[start + count] {
                        for entry in entries.as_chunks::<ENTRY>().0.iter().map(|entry| Entry::read(entry, classes.opens)) {
                            place(start + count, entry.class, entry.opens, score.word(entry));
                        }
                    }
                }
            }
        }
        self.walk_back(costs, ending, length)
    }

    /// The row in the lexicon of a word of the path, or else its shape.
    #[cfg(feature = "_inspect")]
    pub(crate) fn origin(&self, dictionary: &Dictionary, score: &impl Score, costs: &Costs, step: Step) -> Result<u32, Shape> {
        let (start, end) = (step.start as usize, step.end as usize);
        let words = std::iter::successors(self.matches.words.get(self.matches.heads[start] as usize), |word| {
            self.matches.words.get(word.next as usize)
        });
        let listed = words.filter(|word| word.end == step.end).flat_map(|word| self.matches.entries(word));
        let (words, pieces, whole) =
            if end == start + 1 { dictionary.lexicon.singles(self.glyphs[start].code) } else { (&[][..], &[][..], true) };
        let entry = listed.chain(words).chain(pieces).filter(|entry| entry.class == step.class).min_by_key(|entry| score.word(**entry));
        let runs = self.runs.edges.iter().filter(|run| run.start == step.start && run.end == step.end).map(|run| run.shape);
        let han = (!whole).then_some(Shape::Han);
        let near = (end == start + 1).then_some([Shape::ForeignFirst, Shape::ForeignInner, Shape::ForeignLast]).into_iter().flatten();
        let shape = runs
            .chain(han)
            .chain(near)
            .filter(|shape| dictionary.classes.shapes[*shape as usize] == step.class)
            .min_by_key(|shape| costs.shapes[*shape as usize]);
        match (entry, shape) {
            (Some(entry), Some(shape)) if i32::from(costs.shapes[shape as usize]) < score.word(*entry) => Err(shape),
            (Some(entry), _) => Ok(entry.row),
            (None, shape) => Err(shape.unwrap_or(Shape::Han)),
        }
    }

    /// The byte up to which the words of a window that was cut are not touched by the cut: runs that the cut may part begin after it.
    pub(crate) fn sure(&self) -> usize {
        self.byte((self.glyphs.len() as u32).saturating_sub(MAX_CUT))
    }

    /// Whether a word of the path is a dot, which joins the parts of a name.
    pub(crate) fn is_dot(&self, step: Step) -> bool {
        step.end == step.start + 1 && self.glyphs[step.start as usize].folded == '·'
    }

    /// Leaves the path from the start to the best node at the end.
    fn walk_back(&mut self, costs: &Costs, ending: Ending, length: usize) -> u8 {
        self.path.clear();
        let after = if ending == Ending::Closed { Some(BOUNDARY) } else { None };
        let Some(last) = self.nodes.best(length, costs, after) else { return BOUNDARY };
        let (mut end, mut class) = (length, last);
        while end > 0 {
            let start = self.nodes.ways[end][class].1 as usize;
            self.path.push(Step { start: start as u32, end: end as u32, class: class as u8 });
            end = start;
            let Some(before) = self.nodes.best(end, costs, Some(class as u8)) else { break };
            class = before;
        }
        self.path.reverse();
        if ending == Ending::Closed { BOUNDARY } else { last as u8 }
    }
}

fn is_text(kind: Kind) -> bool {
    matches!(kind, Kind::Han | Kind::Numeral)
}

/// Punctuation and blanks, which are words of their own. A dot is one too, but may join the names on its sides.
fn is_certain(glyph: &Glyph) -> bool {
    matches!(glyph.kind, Kind::Symbol | Kind::Space) && glyph.folded != '·'
}

impl std::fmt::Debug for Lattice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lattice").finish_non_exhaustive()
    }
}
