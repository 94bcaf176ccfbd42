//! The words of data/times.tsv, and how they are found in a text.

use std::sync::OnceLock;

use super::calendar::{Edge, Part, Unit};
use super::duration::Direction;
use crate::token::Folding;

/// What a word of the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A unit so many of them after that of the reference date, or of the time before it in the text, and a part of the day.
    Relative {
        unit: Unit,
        shift: i8,
        is_back: bool,
        part: Option<Part>,
    },
    /// Units of the present, from the first to the last.
    Stretch {
        unit: Unit,
        first: i8,
        last: i8,
    },
    /// Makes a unit behind it relative.
    Shift {
        shift: i8,
        is_back: bool,
    },
    Unit(Unit),
    /// 1 is Monday; 0 the weekend.
    Weekday(u8),
    Month(u8),
    /// A year of the Chinese calendar by its animal.
    Animal(u8),
    /// The first year of an era.
    Era(i16),
    LunarMonth {
        month: u8,
        needs_day: bool,
    },
    Direction(Direction),
    Part {
        part: Part,
        needs_more: bool,
    },
    Season(u8),
    Edge(Edge),
    Bare(Unit, Edge),
    Third(u8),
    Half(u8),
    Ref(&'static str),
    Festival {
        rule: Rule,
        needs_more: bool,
    },
    Feast,
    /// Says how rather than when.
    Adverb,
}

/// When a festival is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Solar(u8, u8),
    /// Month, which one, weekday.
    Week(u8, i8, u8),
    /// Month and day of the Chinese calendar.
    Chinese(u8, i8),
    Term(u8),
    /// Days from Easter Sunday.
    Easter(i8),
}

/// Words that one place of a text may begin with: more are never looked at.
pub(super) const MOST: usize = 8;

/// A trie: nodes with their children in a row, sorted by character.
#[derive(Debug)]
pub(super) struct Words {
    folding: Folding,
    /// For each character of the Basic Multilingual Plane, as it stands in a text, the node that it leads to from the root, or 0;
    /// [`OPENER`] is set where something else than a word may begin with it.
    root: Box<[u16]>,
    nodes: Vec<Node>,
}

#[derive(Debug, Default, Clone)]
struct Node {
    children: Vec<(char, u16)>,
    words: Vec<Word>,
}

const OPENER: u16 = 1 << 15;

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words { folding: Folding::new(), root: Box::default(), nodes: vec![Node::default()] };
        for row in jianbao_data::table(jianbao_data::TIMES) {
            let &[sort, value, forms] = row.as_slice() else { continue };
            let Some(word) = read(sort, value) else { continue };
            forms.split(' ').for_each(|form| words.insert(form, word));
        }
        words.root = (0..1 << 16)
            .map(|code| {
                let c = words.folding.fold(char::from_u32(code).unwrap_or('\0'));
                let node = words.nodes[0].children.iter().find(|(first, _)| *first == c).map_or(0, |&(_, node)| node);
                node | if is_opener(c) { OPENER } else { 0 }
            })
            .collect();
        words
    })
}

/// Characters that times begin with and no word of the table does: numbers, halves (半年), every (每年), the letter of a quarter.
fn is_opener(c: char) -> bool {
    super::number::is_first(c)
        || matches!(c, '半' | '每' | '隔' | '差' | '第' | '最' | '首' | 'q' | '“' | '"' | '「' | '闰' | '农' | '阴' | '公' | '纪')
}

impl Words {
    /// The character that `c` is compared as.
    #[inline]
    pub(super) fn fold(&self, c: char) -> char {
        self.folding.fold(c)
    }

    /// Whether a time may begin where a text does: by its first character, or by the first two of a word.
    #[inline]
    pub(super) fn begins(&self, text: &str) -> bool {
        let mut chars = text.chars();
        let entry = chars.next().and_then(|c| self.root.get(c as usize).copied()).unwrap_or(0);
        entry & OPENER != 0 || entry != 0 && self.goes_on(entry, chars.next())
    }

    fn goes_on(&self, node: u16, next: Option<char>) -> bool {
        let node = &self.nodes[usize::from(node)];
        // Units and the like stand behind something.
        let opens = |word: &Word| !matches!(word, Word::Unit(_) | Word::Edge(_) | Word::Feast);
        let is_child = |c: char| node.children.binary_search_by_key(&self.fold(c), |&(c, _)| c).is_ok();
        node.words.iter().any(opens) || next.is_some_and(is_child)
    }

    /// The words that a text begins with and where they end, longest first.
    pub(super) fn at(&self, text: &str) -> impl Iterator<Item = (usize, Word)> + use<'_> {
        // Small, since it is moved into the iterator.
        let mut found: [(u32, u16); MOST] = [(0, 0); MOST];
        let mut count = 0;
        let mut node = 0;
        for (at, c) in text.char_indices() {
            let next = if at == 0 {
                self.root.get(c as usize).map_or(0, |&entry| entry & !OPENER)
            } else {
                let c = self.fold(c);
                let children = &self.nodes[usize::from(node)].children;
                children.binary_search_by_key(&c, |&(c, _)| c).map_or(0, |place| children[place].1)
            };
            if next == 0 || count == MOST {
                break;
            }
            node = next;
            if !self.nodes[usize::from(node)].words.is_empty() {
                found[count] = ((at + c.len_utf8()) as u32, node);
                count += 1;
            }
        }
        (0..count).rev().flat_map(move |place| {
            let (end, node) = found[place];
            self.nodes[usize::from(node)].words.iter().map(move |&word| (end as usize, word))
        })
    }

    fn insert(&mut self, form: &str, word: Word) {
        let mut node = 0;
        for c in form.chars().map(|c| self.folding.fold(c)) {
            let fresh = self.nodes.len() as u16;
            let children = &mut self.nodes[node].children;
            let next = match children.binary_search_by_key(&c, |&(c, _)| c) {
                Ok(place) => children[place].1,
                Err(place) => {
                    children.insert(place, (c, fresh));
                    self.nodes.push(Node::default());
                    fresh
                }
            };
            node = usize::from(next);
        }
        self.nodes[node].words.push(word);
    }
}

/// The word of a row; `None` if the row is not understood, which a test rules out.
fn read(sort: &str, value: &'static str) -> Option<Word> {
    let mut fields = value.split(' ');
    let first = fields.next()?;
    let number = |field: Option<&str>| field?.parse::<i8>().ok();
    let small = |field: Option<&str>| field?.parse::<u8>().ok();
    let needs_more = value.ends_with(" only");
    Some(match sort {
        "relative" | "same" => {
            let shift = number(fields.next())?;
            let part = fields.next().and_then(|code| match code {
                "EV" => Some(Part { code: "EV", from: 18, to: 24 }),
                "MO" => Some(Part { code: "MO", from: 4, to: 12 }),
                _ => None,
            });
            Word::Relative { unit: unit(first)?, shift, is_back: sort == "same", part }
        }
        "stretch" => Word::Stretch { unit: unit(first)?, first: number(fields.next())?, last: number(fields.next())? },
        "shift" | "back" => Word::Shift { shift: number(Some(first))?, is_back: sort == "back" },
        "unit" => Word::Unit(unit(first)?),
        "weekday" => Word::Weekday(small(Some(first))?),
        "month" => Word::Month(small(Some(first))?),
        "animal" => Word::Animal(small(Some(first))?),
        "era" => Word::Era(first.parse().ok()?),
        "lunar" => Word::LunarMonth { month: small(Some(first))?, needs_day: value.ends_with(" day") },
        "direction" => Word::Direction(direction(first)?),
        "part" => {
            let part = Part { code: first, from: number(fields.next())?, to: number(fields.next())? };
            Word::Part { part, needs_more }
        }
        "season" => Word::Season(small(Some(first))?),
        "edge" => Word::Edge(edge(first)?),
        "bare" => Word::Bare(unit(first)?, edge(fields.next()?)?),
        "third" => Word::Third(small(Some(first))?),
        "half" => Word::Half(small(Some(first))?),
        "ref" => Word::Ref(match first {
            "PRESENT" => "PRESENT_REF",
            "PAST" => "PAST_REF",
            "FUTURE" => "FUTURE_REF",
            _ => return None,
        }),
        "solar" => Word::Festival { rule: Rule::Solar(small(Some(first))?, small(fields.next())?), needs_more },
        "week" => Word::Festival { rule: Rule::Week(small(Some(first))?, number(fields.next())?, small(fields.next())?), needs_more },
        "chinese" => Word::Festival { rule: Rule::Chinese(small(Some(first))?, number(fields.next())?), needs_more },
        "term" => Word::Festival { rule: Rule::Term(small(Some(first))?), needs_more },
        "easter" => Word::Festival { rule: Rule::Easter(number(Some(first))?), needs_more },
        "feast" => Word::Feast,
        "adverb" => Word::Adverb,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "workday" => Unit::Workday,
        "week" => Unit::Week,
        "third" => Unit::Third,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    })
}

fn direction(name: &str) -> Option<Direction> {
    Some(match name {
        "PAST" => Direction::Past,
        "COMING" => Direction::Coming,
        "BEFORE" => Direction::Before,
        "AFTER" => Direction::After,
        "LATER" => Direction::Later,
        _ => return None,
    })
}

fn edge(name: &str) -> Option<Edge> {
    Some(match name {
        "START" => Edge::Start,
        "MID" => Edge::Mid,
        "END" => Edge::End,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::TIMES) {
            assert!(row.len() == 3 && read(row[0], row[1]).is_some(), "{row:?}");
        }
    }

    #[test]
    fn the_longest_word_comes_first() {
        let found: Vec<usize> = words().at("五一国际劳动节").map(|(end, _)| end).collect();
        assert_eq!(found, ["五一国际劳动节".len(), "五一".len()]);
        assert_eq!(words().at("國慶節").next().map(|(end, _)| end), Some("国庆节".len()));
        assert_eq!(words().at("今日").count(), 3);
        assert_eq!(words().at("").count() + words().at("𠮷").count(), 0);
    }

    #[test]
    fn most_characters_begin_no_time() {
        let words = words();
        let begins = |&(at, _): &(usize, char), text: &str| words.begins(&text[at..]);
        let beginning = |text: &str| text.char_indices().filter(|place| begins(place, text)).map(|(_, c)| c).collect::<String>();
        assert_eq!(beginning("市民政局表示，路通了。"), "");
        assert_eq!(beginning("今昨2０三十半農Ｑ"), "今昨2０三十半農Ｑ");
    }
}
