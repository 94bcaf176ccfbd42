//! Which place is meant, of those that bear a name.
//!
//! Two walks through the places of a document. The first takes what is certain: a name that one place bears, a name inside the one
//! before it, a province. The second weighs all: by the level of a place, by what stands beside it, and by what the first has found.
//! A name without a neighbour is weighed once, however often it stands in the document, so that the work is in proportion to its names.

use std::collections::BTreeMap;

use super::hits::is_behind_number;
use super::table::{ABOLISHED, BARE, Key, LARGE, Name, Number, Table, UNCODED, WORD};
use super::words::{ends, words};
use super::{Level, Place, place};
use crate::value::Found;

/// How far the weight of a place must be before that of the next one.
const MARGIN: i32 = 6;
/// What a neighbour in a list says: 桥东区、桥西区 are of one city.
const LISTED: i32 = 20;
/// What a place that is inside says, which stands just behind.
const HOLDS_NEXT: i32 = 50;
/// What it says that the place itself is named where it is certain.
const NAMED: i32 = 30;
/// What it says that the place that holds it is named, and what holds that, and so on.
const NAMED_ABOVE: [i32; 3] = [24, 12, 6];
/// Places of one name that are weighed with their neighbours.
const BEARERS: usize = 16;

/// The words of a place.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    name: Option<Name>,
    /// What it is taken for, and how certain that is.
    choice: Option<Choice>,
    sort: Sort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Named,
    /// Not in the table: its place is the one that holds it.
    Village,
    Town,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Choice {
    place: Number,
    /// Hundredths.
    confidence: u8,
    /// Whether it needs nothing else of the document.
    is_certain: bool,
}

/// How a name stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    List,
    Far,
}

pub(super) struct Resolver<'t> {
    table: &'t Table,
    text: &'t str,
    words: Vec<Word>,
    /// The places that are certain, in order.
    named: Vec<Key>,
    /// What names are taken for where nothing stands beside them.
    alone: BTreeMap<Name, Option<Choice>>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(table: &'t Table, text: &'t str, spans: &[(usize, usize)]) -> Self {
        let words = spans
            .iter()
            .map(|&(start, end)| {
                let name = name(table, &text[start..end]);
                let is_one = |set| ends(set, &text[start..end]).is_some_and(|word| word.len() < end - start);
                let sort = match name {
                    Some(_) => Sort::Named,
                    None if is_one(&words().village) => Sort::Village,
                    None if is_one(&words().town) || is_one(&words().office) => Sort::Town,
                    None => Sort::Other,
                };
                Word { start, end, name, choice: None, sort }
            })
            .collect();
        Self { table, text, words, named: Vec::new(), alone: BTreeMap::new() }
    }

    pub(super) fn run(mut self, out: &mut Vec<Found<Place>>) {
        self.walk();
        let certain = |word: &Word| word.choice.filter(|choice| choice.is_certain).map(|choice| self.table.key(choice.place));
        let mut named: Vec<Key> = self.words.iter().filter_map(certain).collect();
        named.sort_unstable();
        named.dedup();
        self.named = named;
        self.alone.clear();
        self.walk();
        self.settle_towns();
        self.settle_what_is_held();
        for word in &self.words {
            let choice = word.choice.filter(|_| !is_behind_number(self.text, word.start));
            let value = choice.map(|choice| self.value(word, choice));
            out.push(Found { start: word.start, end: word.end, value });
        }
    }

    fn value(&self, word: &Word, choice: Choice) -> Place {
        let mut value = place(self.table, choice.place, choice.confidence);
        let level = match word.sort {
            Sort::Named => return value,
            Sort::Village => Level::Village,
            Sort::Town => Level::Town,
            Sort::Other => Level::Other,
        };
        // A town or village has the code of its county, other things have none.
        if level == Level::Other || value.level < Level::County {
            value.code = None;
        }
        value.chain.push(self.text[word.start..word.end].to_owned());
        value.level = level;
        value.code_full = None;
        value.successor = None;
        value
    }

    fn walk(&mut self) {
        for at in 0..self.words.len() {
            if let Some(name) = self.words[at].name {
                self.words[at].choice = self.choose(at, name);
            }
        }
    }

    /// The nearest word before one, and how it stands to it.
    fn before(&self, at: usize) -> Option<(Word, Gap)> {
        let before = *self.words.get(at.checked_sub(1)?)?;
        let gap = match self.text.get(before.end..self.words[at].start)? {
            "" | " " | "\u{3000}" | "的" => Gap::None,
            "、" | "和" | "与" | "及" | "，" | "/" | "；" => Gap::List,
            _ => Gap::Far,
        };
        Some((before, gap))
    }

    fn choose(&mut self, at: usize, name: Name) -> Option<Choice> {
        let before = self.before(at).and_then(|(word, gap)| Some((self.table.key(word.choice?.place), gap)));
        if let Some((outer, Gap::None)) = before {
            let inside = self.table.bearers_inside(name, outer).take(BEARERS);
            let chosen = self.best(name, inside, |_| 0, true);
            // A town beside a place that has none of its name is another one, which the table lacks.
            if chosen.is_some() || !self.may_stand_behind(name, outer) {
                return chosen;
            }
        }
        let siblings = before
            .filter(|(_, gap)| *gap == Gap::List)
            .and_then(|(key, _)| key.above().filter(|&key| self.table.place(key).is_some()).last());
        let next = self.words.get(at + 1).filter(|next| next.start == self.words[at].end).and_then(|next| next.name);
        let few = self.table.bearers(name).len() <= BEARERS;
        if few && (siblings.is_some() || next.is_some()) {
            let beside = |place: Number| {
                let key = self.table.key(place);
                let listed = siblings.is_some_and(|outer| outer.holds(key));
                let holds = next.is_some_and(|next| self.table.bearers_inside(next, key).next().is_some());
                LISTED * i32::from(listed) + HOLDS_NEXT * i32::from(holds)
            };
            return self.best(name, self.table.bearers(name), beside, false);
        }
        if let Some(&known) = self.alone.get(&name) {
            return known;
        }
        let chosen = self.best(name, self.table.bearers(name), |_| 0, false);
        self.alone.insert(name, chosen);
        chosen
    }

    /// Whether a name may stand behind a place that has nothing of it inside.
    fn may_stand_behind(&self, name: Name, outer: Key) -> bool {
        let is_town = self.table.bearers(name).take(BEARERS).all(|place| self.table.level(place) == Level::Town);
        !is_town || !outer.is_chinese()
    }

    /// The one of these places that has the largest weight, if none comes near it.
    fn best(&self, name: Name, places: impl Iterator<Item = Number>, beside: impl Fn(Number) -> i32, is_inside: bool) -> Option<Choice> {
        let mut count = 0;
        let mut top: Option<(i32, i32, Number)> = None;
        let mut second = i32::MIN;
        for place in places.filter(|&place| is_inside || !self.table.has(place, BARE)) {
            let around = beside(place) + self.around(place);
            if around == 0 && !is_inside && self.table.has(place, WORD) && !self.table.is_full(place, name) {
                continue;
            }
            count += 1;
            let weight = self.weight(place, name) + around;
            match top {
                Some((most, ..)) if most >= weight => second = second.max(weight),
                _ => {
                    second = top.map_or(i32::MIN, |(most, ..)| most);
                    top = Some((weight, around, place));
                }
            }
        }
        let (weight, around, place) = top?;
        if count > 1 && weight - second < MARGIN {
            return None;
        }
        let level = self.table.level(place);
        let is_full = self.table.is_full(place, name);
        let confidence = match (is_inside, count) {
            (true, _) if is_full => 99,
            (true, _) => 97,
            (_, 1) if is_full => 98,
            // Short names of counties are often those of other things too.
            (_, 1) if around == 0 && level == Level::County => 85,
            (_, 1) => 94,
            _ if around > 0 => 93,
            _ => 80,
        };
        let is_large = matches!(level, Level::Country | Level::Province);
        Some(Choice { place, confidence, is_certain: is_inside || count == 1 || is_large || around >= HOLDS_NEXT })
    }

    /// How often a place is meant by such a name, other things being equal.
    fn weight(&self, place: Number, name: Name) -> i32 {
        let is_full = self.table.is_full(place, name);
        let is_chinese = self.table.key(place).is_chinese() && !self.table.has(place, UNCODED);
        let (full, short) = match (self.table.level(place), is_chinese) {
            (Level::Country, _) => (60, 58),
            (Level::Province, true) => (56, 54),
            (Level::City, true) => (50, 46),
            (Level::County, true) => (44, 30),
            (Level::Town | Level::Village, _) => (20, 20),
            (Level::Natural | Level::Other, _) => (42, 42),
            (Level::Province | Level::City, false) => (40, 36),
            (Level::County, false) => (30, 22),
        };
        let weight = if is_full { full } else { short };
        let nearest = || self.table.key(place).above().filter_map(|key| self.table.place(key)).last();
        let is_large = self.table.level(place) == Level::County && nearest().is_some_and(|city| self.table.has(city, LARGE));
        weight - 12 * i32::from(self.table.has(place, ABOLISHED)) + MARGIN * i32::from(is_large)
    }

    /// What the rest of the document says for a place.
    fn around(&self, place: Number) -> i32 {
        if self.named.is_empty() {
            return 0;
        }
        let is_named = |key: &Key| self.named.binary_search(key).is_ok();
        let key = self.table.key(place);
        let mut above = [None; 3];
        for (slot, outer) in above.iter_mut().zip(key.above().filter(|&key| self.table.place(key).is_some())) {
            *slot = Some(outer);
        }
        let nearest = above.iter().rev().flatten();
        let holders: i32 = nearest.zip(NAMED_ABOVE).filter(|(key, _)| is_named(key)).map(|(_, weight)| weight).sum();
        holders + if is_named(&key) { NAMED } else { 0 }
    }

    /// Short names of towns (利港) in the counties that the document names.
    fn settle_towns(&mut self) {
        for at in 0..self.words.len() {
            let word = self.words[at];
            if word.sort != Sort::Other {
                continue;
            }
            let stem = &self.text[word.start..word.end];
            if !(2..=4).contains(&stem.chars().count()) {
                continue;
            }
            let mut found = words().town.iter().filter_map(|town| self.table.name(&format!("{stem}{town}"))).filter_map(|name| {
                let near = self.table.bearers(name).take(BEARERS).filter(|&place| self.around(place) >= NAMED_ABOVE[0]);
                self.best(name, near, |_| 0, false)
            });
            if let (Some(choice), None) = (found.next(), found.next()) {
                self.words[at] = Word { sort: Sort::Named, choice: Some(Choice { confidence: 75, is_certain: false, ..choice }), ..word };
            }
        }
    }

    /// What is not in the table: by the place just before it; villages also by the county or town that their paragraph names before
    /// them, or the whole document.
    fn settle_what_is_held(&mut self) {
        let is_holder = |choice: &Choice| matches!(self.table.level(choice.place), Level::County | Level::Town);
        let named = self.words.iter().filter(|word| word.sort == Sort::Named);
        let mut counties: Vec<Number> =
            named.filter_map(|word| word.choice).filter(is_holder).map(|choice| self.county(choice.place)).collect();
        counties.sort_unstable();
        counties.dedup();
        let only = (counties.len() == 1).then(|| counties[0]);
        let mut last: Option<(usize, Number)> = None;
        // Where the line begins that is read.
        let (mut line_start, mut read) = (0, 0);
        // What villages are called is what they are elsewhere in the document.
        let mut villages: BTreeMap<&str, Choice> = BTreeMap::new();
        for at in 0..self.words.len() {
            let mut word = self.words[at];
            if let Some(newline) = self.text.get(read..word.start).and_then(|passed| passed.rfind('\n')) {
                line_start = read + newline;
            }
            read = word.start;
            if word.sort == Sort::Named && word.choice.is_none() && ends(&words().town, &self.text[word.start..word.end]).is_some() {
                word.sort = Sort::Town;
                self.words[at] = word;
            }
            if word.sort == Sort::Named {
                if let Some(choice) = word.choice.filter(|choice| matches!(self.table.level(choice.place), Level::County | Level::Town)) {
                    last = Some((word.end, choice.place));
                }
                continue;
            }
            let beside = self.before(at).filter(|(before, gap)| match gap {
                Gap::None => word.sort != Sort::Other || self.may_hold(before) && self.is_long(&word),
                Gap::List => before.sort == word.sort && word.sort != Sort::Other,
                Gap::Far => false,
            });
            let mut choice =
                beside.and_then(|(before, _)| before.choice).map(|choice| Choice { confidence: 90, is_certain: false, ..choice });
            if word.sort == Sort::Village {
                let line = last.filter(|&(end, _)| end > line_start).map(|(_, place)| place);
                let far = line.or(only).map(|place| Choice { place, confidence: 70, is_certain: false });
                choice = choice.or(far);
                if let Some(choice) = choice {
                    let known = villages.entry(&self.text[word.start..word.end]).or_insert(choice);
                    if choice.confidence > known.confidence {
                        *known = choice;
                    }
                }
            }
            self.words[at].choice = choice;
        }
        for word in self.words.iter_mut().filter(|word| word.sort == Sort::Village) {
            word.choice = villages.get(&self.text[word.start..word.end]).copied();
        }
    }

    /// Whether what stands just behind a word may be a road or a building in its place: divisions have such, named in full words.
    fn may_hold(&self, word: &Word) -> bool {
        let is_division =
            |choice: Choice| matches!(self.table.level(choice.place), Level::Province | Level::City | Level::County | Level::Town);
        word.choice.is_some_and(is_division) && self.is_long(word)
    }

    fn is_long(&self, word: &Word) -> bool {
        self.text[word.start..word.end].chars().nth(1).is_some()
    }

    /// The county of a town, or itself.
    fn county(&self, place: Number) -> Number {
        if self.table.level(place) != Level::Town {
            return place;
        }
        self.table.key(place).above().last().and_then(|key| self.table.place(key)).unwrap_or(place)
    }
}

/// The name in the table that words are: as they stand, or of the street or town whose office they name.
fn name(table: &Table, text: &str) -> Option<Name> {
    table.name(text).or_else(|| {
        let stem = &text[..text.len() - ends(&words().office, text)?.len()];
        words().town.iter().filter(|_| !stem.is_empty()).find_map(|town| table.name(&format!("{stem}{town}")))
    })
}
