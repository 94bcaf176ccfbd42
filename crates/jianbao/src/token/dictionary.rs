//! The dictionary's [blob](crate::blob), most of its sections in lindera's formats.
//!
//! | section | holds |
//! |---|---|
//! | `classes` | lines of class, tag and role: a class is the context id of lindera's entries, both left and right |
//! | `shapes` | lines of shape, class and cost |
//! | `matrix` | lindera's connection costs between classes: `matrix.mtx` |
//! | `trie`, `index`, `entries` | lindera's prefix dictionary: `dict.trie`, `dict.valsidx`, `dict.vals` |

use std::borrow::Cow;
use std::sync::Arc;

use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;

use super::fold::{Folding, Glyphs};
use super::lexicon::{Lexicon, Places};
use super::shape::Shape;
use super::tag::Tag;
use crate::blob::Layout;
use crate::error::Error;

pub(crate) static LAYOUT: Layout =
    Layout { name: "dictionary", magic: b"jianbao1", sections: &["classes", "shapes", "matrix", "trie", "index", "entries"] };

/// Classes are numbers below this; sets of them are bits of a word.
pub(crate) const CLASSES: usize = 64;

/// The class of the window's start and end: always the first.
pub(crate) const BOUNDARY: u8 = 0;

/// A transition that never happens, such as from anything but a surname to a given name.
pub(crate) const FORBIDDEN: i16 = i16::MAX;

/// The most that a transition costs or gains. With [`FAR`] it stays below what is forbidden.
pub(crate) const MOST: i16 = 12_000;

/// Paths that are so much worse than the best one to the same place are as good as lost.
pub(crate) const FAR: i32 = 16_000;

/// Bytes of lindera's entry: word id (`u32`), cost (`i16`), left and right context id (`u16` each).
pub(crate) const ENTRY: usize = 10;

/// Lexicon, costs and classes.
#[derive(Clone)]
pub(crate) struct Dictionary {
    pub(crate) lexicon: Arc<Lexicon>,
    /// The user's own words.
    pub(crate) user: Option<PrefixDictionary>,
    pub(crate) costs: Costs,
    pub(crate) classes: Classes,
    pub(crate) glyphs: Arc<Glyphs>,
}

/// What it costs a word of one class to follow one of another, and what the shapes cost.
#[derive(Clone)]
pub(crate) struct Costs {
    /// By the class before, then the class of the word: a row holds what may follow.
    pub(crate) transitions: Box<[[i16; CLASSES]; CLASSES]>,
    pub(crate) shapes: [i16; Shape::COUNT],
}

#[derive(Clone)]
/// Classes of words: finer than tags, and some only pieces of names.
pub(crate) struct Classes {
    pub(crate) tags: [Tag; CLASSES],
    pub(crate) names: Vec<String>,
    /// Classes whose words are the first part of a longer token: a surname before its given name.
    pub(crate) opens: u64,
    /// Classes whose words only go on a token: given names, which nothing but a surname opens.
    pub(crate) inner: u64,
    pub(crate) shapes: [u8; Shape::COUNT],
}

impl Dictionary {
    /// Reads a blob.
    pub(crate) fn load(blob: Cow<'static, [u8]>) -> Result<Self, Error> {
        let sections = LAYOUT.read(&blob)?;
        let mut classes = Classes::read(sections.text("classes")?)?;
        let shapes = classes.read_shapes(sections.text("shapes")?)?;
        let transitions = read_matrix(sections.bytes("matrix")?, classes.names.len())?;
        let costs = Costs { transitions, shapes };
        let start = &costs.transitions[usize::from(BOUNDARY)];
        classes.inner = (0..CLASSES).filter(|&class| start[class] == FORBIDDEN).fold(0, |bits, class| bits | 1 << class);
        let entries = sections.bytes("entries")?;
        check_entries(entries, classes.names.len())?;
        check_index(sections.bytes("index")?, entries.len() / ENTRY)?;
        let places = Places { trie: sections.range("trie")?, index: sections.range("index")?, entries: sections.range("entries")? };
        let lexicon = Lexicon::load(blob, places, &classes).map_err(|problem| fault("trie", problem))?;
        let glyphs = Glyphs::new(Folding::new(), |c| lexicon.code(c));
        Ok(Self { lexicon: Arc::new(lexicon), user: None, costs, classes, glyphs: Arc::new(glyphs) })
    }

    /// The same with a user's words. Static sections stay shared.
    pub(crate) fn with_user(&self, user: PrefixDictionary) -> Self {
        Self { user: Some(user), ..self.clone() }
    }
}

fn fault(section: &str, problem: impl Into<String>) -> Error {
    LAYOUT.fault(section, problem)
}

impl std::fmt::Debug for Costs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Costs").finish_non_exhaustive()
    }
}

impl Classes {
    fn read(text: &str) -> Result<Self, Error> {
        let mut classes = Self { tags: [Tag::NonWord; CLASSES], names: Vec::new(), opens: 0, inner: 0, shapes: [0; Shape::COUNT] };
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[name, tag, role] = fields.as_slice() else {
                return Err(fault("classes", format!("has a line that is not class, tag and role: {line:?}")));
            };
            let class = classes.names.len();
            if class == CLASSES {
                return Err(fault("classes", format!("has more than {CLASSES}")));
            }
            classes.tags[class] = Tag::from_name(tag).ok_or_else(|| fault("classes", format!("names an unknown tag {tag:?}")))?;
            match role {
                "word" => {}
                "opens" => classes.opens |= 1 << class,
                _ => return Err(fault("classes", format!("names an unknown role {role:?}"))),
            }
            classes.names.push(name.to_owned());
        }
        if classes.names.is_empty() {
            return Err(fault("classes", "is empty"));
        }
        Ok(classes)
    }

    /// The first class of a tag that stands for itself; the first of all if there is none.
    pub(crate) fn of_tag(&self, tag: Tag) -> u16 {
        let class = (1..self.names.len()).find(|&class| self.tags[class] == tag && self.opens >> class & 1 == 0);
        class.unwrap_or_default() as u16
    }

    fn read_shapes(&mut self, text: &str) -> Result<[i16; Shape::COUNT], Error> {
        let mut costs = [0; Shape::COUNT];
        let mut lines = text.lines();
        for (shape, known) in Shape::NAMES.iter().enumerate() {
            let fields: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
            let &[name, class, cost] = fields.as_slice() else {
                return Err(fault("shapes", format!("has no line of three fields for {known}")));
            };
            let class = self.names.iter().position(|known| known == class);
            let (true, Some(class), Ok(cost)) = (name == *known, class, cost.parse()) else {
                return Err(fault("shapes", format!("should have {known} with a known class and its cost, not {}", fields.join(" "))));
            };
            self.shapes[shape] = class as u8;
            costs[shape] = cost;
        }
        Ok(costs)
    }
}

fn read_matrix(bytes: &[u8], classes: usize) -> Result<Box<[[i16; CLASSES]; CLASSES]>, Error> {
    let matrix = ConnectionCostMatrix::load(bytes.to_vec()).map_err(|error| fault("matrix", error.to_string()))?;
    if matrix.forward_size as usize != classes || matrix.backward_size as usize != classes {
        return Err(fault("matrix", format!("is {} by {}, but there are {classes} classes", matrix.forward_size, matrix.backward_size)));
    }
    let mut transitions = Box::new([[FORBIDDEN; CLASSES]; CLASSES]);
    for (before, row) in transitions.iter_mut().enumerate().take(classes) {
        for (class, cost) in row.iter_mut().enumerate().take(classes) {
            let stored = matrix.costs()[before + class * classes];
            *cost = if stored == FORBIDDEN { FORBIDDEN } else { stored.clamp(-MOST, MOST) };
        }
    }
    Ok(transitions)
}

fn check_entries(entries: &[u8], classes: usize) -> Result<(), Error> {
    let (entries, rest) = entries.as_chunks::<ENTRY>();
    if !rest.is_empty() {
        return Err(fault("entries", format!("ends inside an entry of {ENTRY} bytes")));
    }
    match entries.iter().position(|entry| usize::from(class(entry)) >= classes) {
        Some(at) => Err(fault("entries", format!("has a class over {} at entry {at}", classes - 1))),
        None => Ok(()),
    }
}

/// The index has to grow up to the number of entries: lindera multiplies it without a check.
fn check_index(index: &[u8], entries: usize) -> Result<(), Error> {
    let (index, rest) = index.as_chunks::<4>();
    let mut last = 0;
    for number in index.iter().map(|bytes| u32::from_le_bytes(*bytes)) {
        if number < last || number as usize > entries {
            return Err(fault("index", format!("has {number} after {last}, with {entries} entries")));
        }
        last = number;
    }
    if !rest.is_empty() || last as usize != entries {
        return Err(fault("index", format!("ends at {last}, with {entries} entries")));
    }
    Ok(())
}

/// The class of an entry.
fn class(entry: &[u8; ENTRY]) -> u16 {
    u16::from_le_bytes([entry[6], entry[7]])
}
