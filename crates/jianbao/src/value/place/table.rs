//! The gazetteer's blob: names, and the places that bear them.
//!
//! A [`blob`](crate::blob) with these sections, all numbers little-endian:
//! - `strings`: UTF-8, the names one behind another: first those that are looked up, folded and in order, then those that are only shown;
//! - `ends`: where each of them ends, `u32`;
//! - `filter`: a bit for each hash of the two characters that a name begins with;
//! - `first`: for each name that is looked up the first of its links, `u32`, and one more at the end;
//! - `links`: the numbers of the places that bear a name, in order, `u16`;
//! - `keys`: for each place its [`Key`], in order, `u32`;
//! - `shown`: for each place the number of its full name, `u16`;
//! - `sorts`: for each place its level in the low three bits, then the [`flags`](ABOLISHED), `u8`;
//! - `later`: pairs of places that are no more and of their successors, `u16`, in order;
//! - `codes`: two letters for each country, in the order of their keys.
//!
//! It is read in place and checked once: whatever the bytes, a table that was read holds no number that leads out of it.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use super::Level;
use crate::blob::Layout;
use crate::error::Error;
use crate::token::Folding;

pub(crate) const LAYOUT: Layout = Layout {
    name: "gazetteer",
    magic: b"JBGAZET1",
    sections: &["strings", "ends", "filter", "first", "links", "keys", "shown", "sorts", "later", "codes"],
};

/// The code has ended.
#[allow(unreachable_pub)]
pub const ABOLISHED: u8 = 8;
/// It has no code of GB/T 2260.
#[allow(unreachable_pub)]
pub const UNCODED: u8 = 16;
/// The name says only what sort of district it is (市辖区, 城区): it is one behind the name of its city alone.
#[allow(unreachable_pub)]
pub const BARE: u8 = 32;
/// A large city: districts of it are meant more often than others of their names.
#[allow(unreachable_pub)]
pub const LARGE: u8 = 64;
/// Its short name is a word (钟楼, 资源): it is a name where something else says so.
#[allow(unreachable_pub)]
pub const WORD: u8 = 128;

/// Bytes of the filter.
const FILTER: usize = 1 << 15;
/// Characters of the longest name that is looked up.
pub(crate) const LONGEST: usize = 24;
/// Names that begin at one place of a text, at most.
const MATCHES: usize = 8;

/// Where a place stands in the order of places; those inside it follow it.
///
/// In China the nine digits of a town's code, with zeros at the end for what is larger; elsewhere 1 and three digits each for the
/// country, its region and its city; for all else 2 and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key(pub(crate) u32);

const WORLD: u32 = 1_000_000_000;
const NATURE: u32 = 2_000_000_000;

/// The number of a place.
pub(crate) type Number = u16;
/// The number of a name.
pub(crate) type Name = u16;

impl Key {
    pub(crate) fn is_chinese(self) -> bool {
        self.0 < WORLD
    }

    /// The steps down to it in the order of keys.
    fn steps(self) -> [u32; 3] {
        match self.0 {
            0..WORLD => [10_000_000, 100_000, 1_000],
            WORLD..NATURE => [1_000_000, 1_000, 1],
            _ => [1, 1, 1],
        }
    }

    /// The keys from itself to that of the last place inside it.
    pub(crate) fn inside(self) -> Range<Key> {
        let step = self.steps().into_iter().find(|step| self.0.is_multiple_of(*step)).unwrap_or(1);
        self..Self(self.0.saturating_add(step))
    }

    /// Whether the other place is inside this one.
    pub(crate) fn holds(self, other: Self) -> bool {
        self != other && self.inside().contains(&other)
    }

    /// The keys of what holds it, the largest first; some are of no place.
    pub(crate) fn above(self) -> impl Iterator<Item = Key> {
        let steps = self.steps();
        let mut last = None;
        steps.into_iter().filter_map(move |step| {
            let key = Self(self.0 - self.0 % step);
            (key != self && last.replace(key) != Some(key)).then_some(key)
        })
    }
}

/// The blob, checked.
pub(crate) struct Table {
    blob: Cow<'static, [u8]>,
    folding: Folding,
    /// Where the names begin that start with each of their first characters, in order: a search for one among all would wait for memory
    /// at each of its steps.
    heads: Vec<(char, Name)>,
    strings: Range<usize>,
    ends: Range<usize>,
    filter: Range<usize>,
    first: Range<usize>,
    links: Range<usize>,
    keys: Range<usize>,
    shown: Range<usize>,
    sorts: Range<usize>,
    later: Range<usize>,
    codes: Range<usize>,
}

/// The names that begin at a place of a text, the shortest first.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Matches {
    found: [(usize, Name); MATCHES],
    count: usize,
}

impl Matches {
    /// Their ends in the text, and their numbers.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, Name)> + '_ {
        self.found[..self.count].iter().copied()
    }
}

impl Table {
    pub(crate) fn read(blob: Cow<'static, [u8]>) -> Result<Self, Error> {
        let sections = LAYOUT.read(&blob)?;
        let range = |name: &str| sections.range(name);
        let mut table = Self {
            heads: Vec::new(),
            strings: range("strings")?,
            ends: range("ends")?,
            filter: range("filter")?,
            first: range("first")?,
            links: range("links")?,
            keys: range("keys")?,
            shown: range("shown")?,
            sorts: range("sorts")?,
            later: range("later")?,
            codes: range("codes")?,
            folding: Folding::new(),
            blob,
        };
        table.check()?;
        let heads = (0..table.names()).filter_map(|name| Some((table.head(name)?, name as Name)));
        table.heads = heads.collect();
        table.heads.dedup_by_key(|(c, _)| *c);
        Ok(table)
    }

    fn check(&self) -> Result<(), Error> {
        let unless = |sound: bool, section: &str, problem: &str| if sound { Ok(()) } else { Err(LAYOUT.fault(section, problem)) };
        let strings = self.ends.len() / 4;
        let names = (self.first.len() / 4).saturating_sub(1);
        let places = self.keys.len() / 4;
        let links = self.links.len() / 2;
        let text = std::str::from_utf8(&self.blob[self.strings.clone()]).map_err(|_| LAYOUT.fault("strings", "is not UTF-8"))?;
        let mut end = 0;
        for number in 0..strings {
            let next = self.u32(&self.ends, number) as usize;
            unless(next > end && text.is_char_boundary(next), "ends", "does not rise through the strings")?;
            end = next;
        }
        unless(end == text.len() && strings <= usize::from(Name::MAX), "ends", "does not end where the strings do")?;
        unless(!self.first.is_empty() && names <= strings, "first", "has not one entry for each name")?;
        let ordered = |range: &Range<usize>, count: usize| (1..count).all(|at| self.u32(range, at - 1) < self.u32(range, at));
        unless(ordered(&self.first, names + 1), "first", "is not in order")?;
        unless(self.u32(&self.first, names) as usize == links && self.u32(&self.first, 0) == 0, "first", "does not fit the links")?;
        unless((1..names).all(|at| self.string(at - 1) < self.string(at)), "strings", "are not in order")?;
        unless(self.filter.len() == FILTER, "filter", "has not the size of a filter")?;
        unless(ordered(&self.keys, places) && places <= usize::from(Number::MAX), "keys", "is not in order")?;
        unless(self.shown.len() == 2 * places && self.sorts.len() == places, "sorts", "has not one entry for each place")?;
        unless((0..links).all(|at| usize::from(self.u16(&self.links, at)) < places), "links", "leads to no place")?;
        unless((0..places).all(|at| usize::from(self.u16(&self.shown, at)) < strings), "shown", "leads to no name")?;
        let pairs = self.later.len() / 4;
        unless((0..2 * pairs).all(|at| usize::from(self.u16(&self.later, at)) < places), "later", "leads to no place")?;
        let codes = std::str::from_utf8(&self.blob[self.codes.clone()]).is_ok_and(|codes| codes.bytes().all(|b| b.is_ascii_uppercase()));
        unless(codes, "codes", "is not of letters")
    }

    fn u32(&self, range: &Range<usize>, at: usize) -> u32 {
        let at = range.start + 4 * at;
        self.blob[at..at + 4].try_into().map_or(0, u32::from_le_bytes)
    }

    fn u16(&self, range: &Range<usize>, at: usize) -> u16 {
        let at = range.start + 2 * at;
        self.blob[at..at + 2].try_into().map_or(0, u16::from_le_bytes)
    }

    fn string(&self, number: usize) -> &[u8] {
        let start = if number == 0 { 0 } else { self.u32(&self.ends, number - 1) as usize };
        &self.blob[self.strings.start + start..self.strings.start + self.u32(&self.ends, number) as usize]
    }

    fn names(&self) -> usize {
        self.first.len() / 4 - 1
    }

    /// The first character of a name.
    fn head(&self, name: usize) -> Option<char> {
        let start = self.string(name);
        std::str::from_utf8(&start[..start.len().min(4)])
            .or_else(|error| std::str::from_utf8(&start[..error.valid_up_to()]))
            .ok()?
            .chars()
            .next()
    }

    /// The names that begin with a character.
    fn headed(&self, c: char) -> Range<usize> {
        let Ok(at) = self.heads.binary_search_by_key(&c, |&(head, _)| head) else { return 0..0 };
        let end = self.heads.get(at + 1).map_or_else(|| self.names(), |&(_, name)| name.into());
        self.heads[at].1.into()..end
    }

    /// Whether a name may begin at a place of a text: no for most places, at the price of two characters.
    #[inline]
    pub(crate) fn may_begin(&self, text: &str, start: usize) -> bool {
        let mut chars = text[start..].chars();
        let (Some(one), Some(two)) = (chars.next(), chars.next()) else { return false };
        self.admits(self.folding.fold(one), self.folding.fold(two))
    }

    /// The names that begin at a place of a text.
    pub(crate) fn at(&self, text: &str, start: usize) -> Matches {
        let mut matches = Matches::default();
        let mut chars = text[start..].char_indices().map(|(at, c)| (start + at + c.len_utf8(), self.folding.fold(c)));
        let Some((_, one)) = chars.next() else { return matches };
        let Some((mut end, two)) = chars.next() else { return matches };
        if !self.admits(one, two) {
            return matches;
        }
        let mut key = [0; 4 * LONGEST];
        let mut length = one.encode_utf8(&mut key).len();
        length += two.encode_utf8(&mut key[length..]).len();
        let mut within = self.headed(one);
        for _ in 2..=LONGEST {
            let prefix = &key[..length];
            within = self.behind(within, prefix);
            let Some(name) = within.next() else { break };
            within.start = name;
            let found = self.string(name);
            if !found.starts_with(prefix) {
                break;
            }
            if found.len() == length && matches.count < MATCHES {
                matches.found[matches.count] = (end, name as Name);
                matches.count += 1;
            }
            let Some((next, c)) = chars.next() else { break };
            if length + c.len_utf8() > key.len() {
                break;
            }
            length += c.encode_utf8(&mut key[length..]).len();
            end = next;
        }
        matches
    }

    /// The part of a range of names that begins with the first one that is not less than a key. The first eight bytes decide nearly
    /// always, and are compared as one number.
    fn behind(&self, range: Range<usize>, key: &[u8]) -> Range<usize> {
        let (mut low, mut high) = (range.start, range.end);
        let head = first_bytes(key);
        while low < high {
            let middle = low.midpoint(high);
            let name = self.string(middle);
            let precedes = match first_bytes(name).cmp(&head) {
                Ordering::Equal => name < key,
                order => order == Ordering::Less,
            };
            if precedes {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low..range.end
    }

    fn admits(&self, one: char, two: char) -> bool {
        let bit = hash(one, two);
        self.blob[self.filter.start + bit / 8] >> (bit % 8) & 1 == 1
    }

    /// The number of a name.
    pub(crate) fn name(&self, words: &str) -> Option<Name> {
        if words.len() > 4 * LONGEST {
            return None;
        }
        let mut key = [0; 4 * LONGEST];
        let mut length = 0;
        for c in words.chars() {
            let c = self.folding.fold(c);
            let slot = key.get_mut(length..length + c.len_utf8())?;
            c.encode_utf8(slot);
            length += c.len_utf8();
        }
        let name = self.behind(0..self.names(), &key[..length]).next()?;
        (self.string(name) == &key[..length]).then_some(name as Name)
    }

    /// The places that bear a name, in the order of their keys.
    pub(crate) fn bearers(&self, name: Name) -> impl ExactSizeIterator<Item = Number> + '_ {
        self.links(name).map(|at| self.u16(&self.links, at))
    }

    fn links(&self, name: Name) -> Range<usize> {
        self.u32(&self.first, name.into()) as usize..self.u32(&self.first, usize::from(name) + 1) as usize
    }

    /// Those of them that are inside another place. That China holds a place says nothing, so nothing is inside it here.
    pub(crate) fn bearers_inside(&self, name: Name, outer: Key) -> impl Iterator<Item = Number> + '_ {
        let inside = outer.inside();
        let all = self.links(name);
        let (mut low, mut high) = (all.start, all.end);
        while low < high {
            let middle = low.midpoint(high);
            if self.key(self.u16(&self.links, middle)) < inside.start { low = middle + 1 } else { high = middle }
        }
        (low..all.end)
            .map(|at| self.u16(&self.links, at))
            .take_while(move |&place| self.key(place) < inside.end)
            .filter(move |&place| self.key(place) != outer)
    }

    pub(crate) fn key(&self, place: Number) -> Key {
        Key(self.u32(&self.keys, place.into()))
    }

    /// The place of a key.
    pub(crate) fn place(&self, key: Key) -> Option<Number> {
        let (mut low, mut high) = (0, self.sorts.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.u32(&self.keys, middle) < key.0 { low = middle + 1 } else { high = middle }
        }
        (low < self.sorts.len() && self.u32(&self.keys, low) == key.0).then_some(low as Number)
    }

    /// Its full name.
    pub(crate) fn shown(&self, place: Number) -> &str {
        std::str::from_utf8(self.string(self.shown_number(place).into())).unwrap_or_default()
    }

    fn shown_number(&self, place: Number) -> Name {
        self.u16(&self.shown, place.into())
    }

    /// Whether a name is its full one, not a short or an old one.
    pub(crate) fn is_full(&self, place: Number, name: Name) -> bool {
        let shown = self.shown_number(place);
        shown == name || usize::from(shown) >= self.names() && self.name(self.shown(place)) == Some(name)
    }

    pub(crate) fn level(&self, place: Number) -> Level {
        match self.sort(place) & 7 {
            0 => Level::Country,
            1 => Level::Province,
            2 => Level::City,
            3 => Level::County,
            4 => Level::Town,
            5 => Level::Village,
            6 => Level::Natural,
            _ => Level::Other,
        }
    }

    fn sort(&self, place: Number) -> u8 {
        self.blob[self.sorts.start + usize::from(place)]
    }

    pub(crate) fn has(&self, place: Number, flag: u8) -> bool {
        self.sort(place) & flag != 0
    }

    /// What took the place of one that is no more.
    pub(crate) fn successor(&self, place: Number) -> Option<Number> {
        let pairs = self.later.len() / 4;
        let (mut low, mut high) = (0, pairs);
        while low < high {
            let middle = low.midpoint(high);
            if self.u16(&self.later, 2 * middle) < place { low = middle + 1 } else { high = middle }
        }
        (low < pairs && self.u16(&self.later, 2 * low) == place).then(|| self.u16(&self.later, 2 * low + 1))
    }

    /// The two letters of the country that a place is or is in; none for what is in China or in no one country.
    pub(crate) fn country(&self, key: Key) -> Option<&str> {
        let number = (WORLD..NATURE).contains(&key.0).then(|| (key.0 - WORLD) as usize / 1_000_000)?;
        let at = self.codes.start + 2 * number;
        (at + 2 <= self.codes.end).then(|| std::str::from_utf8(&self.blob[at..at + 2]).ok())?
    }
}

/// The first eight bytes as a number that is ordered as they are.
fn first_bytes(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(head) => u64::from_be_bytes(*head),
        None => (0..8).fold(0, |number, at| number << 8 | u64::from(bytes.get(at).copied().unwrap_or_default())),
    }
}

fn hash(one: char, two: char) -> usize {
    let mixed = (one as u32).wrapping_mul(0x9E37_79B1) ^ (two as u32).wrapping_mul(0x85EB_CA6B);
    ((mixed ^ mixed >> 15).wrapping_mul(0x2C1B_3C6D) >> 16) as usize % (8 * FILTER)
}

#[cfg(feature = "_inspect")]
#[allow(unreachable_pub, reason = "the maintainer's tool sees it, where it is built")]
pub mod writing {
    //! For the maintainer's tool: the blob of places.

    use std::collections::{BTreeMap, BTreeSet};

    use super::{FILTER, Folding, LAYOUT, hash};

    /// A place, as the tool knows it.
    #[derive(Debug, Clone)]
    pub struct Row {
        /// Of the order of places.
        pub key: u32,
        /// Full name, as it is shown.
        pub shown: String,
        /// Level and flags.
        pub sort: u8,
        /// All names that it is looked up by.
        pub names: Vec<String>,
        /// The key of its successor.
        pub later: Option<u32>,
    }

    /// The blob of rows, and of the letters of countries in the order of their keys.
    ///
    /// # Errors
    ///
    /// What does not fit the layout.
    pub fn write(mut rows: Vec<Row>, codes: &str) -> Result<Vec<u8>, String> {
        rows.sort_by_key(|row| row.key);
        if let Some(pair) = rows.windows(2).find(|pair| pair[0].key == pair[1].key) {
            return Err(format!("two places have the key {}: {} and {}", pair[0].key, pair[0].shown, pair[1].shown));
        }
        let folding = Folding::new();
        let mut names: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
        for (number, row) in rows.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| "more places than the layout has numbers for".to_owned())?;
            for name in &row.names {
                names.entry(folding.key(name)).or_default().insert(number);
            }
        }
        if let Some(name) = names.keys().find(|name| name.chars().count() > super::LONGEST) {
            return Err(format!("{name} is longer than the layout allows"));
        }
        let mut numbers: BTreeMap<String, u16> = BTreeMap::new();
        let mut strings = Vec::new();
        let shown = rows.iter().map(|row| row.shown.clone()).filter(|shown| !names.contains_key(shown)).collect::<BTreeSet<_>>();
        for string in names.keys().cloned().chain(shown) {
            let number = u16::try_from(strings.len()).map_err(|_| "more names than the layout has numbers for".to_owned())?;
            numbers.insert(string.clone(), number);
            strings.push(string);
        }
        let (mut ends, mut end) = (Vec::new(), 0);
        for string in &strings {
            end += string.len() as u32;
            ends.push(end);
        }
        let mut filter = vec![0_u8; FILTER];
        let (mut first, mut links) = (vec![0_u32], Vec::new());
        for (name, bearers) in &names {
            let mut chars = name.chars();
            if let (Some(one), Some(two)) = (chars.next(), chars.next()) {
                let bit = hash(one, two);
                filter[bit / 8] |= 1 << (bit % 8);
            }
            links.extend(bearers.iter().copied());
            first.push(links.len() as u32);
        }
        let number = |key: u32| rows.binary_search_by_key(&key, |row| row.key).map(|at| at as u16);
        let mut later = Vec::new();
        for row in &rows {
            if let Some(key) = row.later {
                later.extend(
                    [number(row.key), number(key)]
                        .into_iter()
                        .collect::<Result<Vec<_>, _>>()
                        .map_err(|_| format!("{}: no successor {key}", row.shown))?,
                );
            }
        }
        let wide = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
        let narrow = |numbers: Vec<u16>| numbers.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        Ok(LAYOUT.assemble(&[
            ("strings", strings.concat().into_bytes()),
            ("ends", wide(ends)),
            ("filter", filter),
            ("first", wide(first)),
            ("links", narrow(links)),
            ("keys", wide(rows.iter().map(|row| row.key).collect())),
            ("shown", narrow(rows.iter().map(|row| numbers[&row.shown]).collect())),
            ("sorts", rows.iter().map(|row| row.sort).collect()),
            ("later", narrow(later)),
            ("codes", codes.as_bytes().to_vec()),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table::read(Cow::Borrowed(jianbao_data::GAZETTEER)).unwrap()
    }

    #[test]
    fn keys_hold_what_is_inside() {
        let [province, city, county, town] = [610_000_000, 610_100_000, 610_113_000, 610_113_003].map(Key);
        assert!(province.holds(city) && city.holds(county) && county.holds(town) && province.holds(town));
        assert!(!county.holds(county) && !town.holds(county) && !county.holds(Key(610_114_001)));
        assert_eq!(town.above().collect::<Vec<_>>(), [province, city, county]);
        let [state, region, place] = [1_009_000_000, 1_009_004_000, 1_009_004_002].map(Key);
        assert!(state.holds(region) && region.holds(place) && !region.holds(Key(1_009_000_004)));
        assert_eq!(place.above().collect::<Vec<_>>(), [state, region]);
        assert_eq!(Key(2_000_000_005).above().count(), 0);
    }

    #[test]
    fn names_begin_where_they_stand() {
        let table = table();
        let text = "在雁塔区长延堡";
        let found: Vec<&str> = table.at(text, 3).iter().map(|(end, _)| &text[3..end]).collect();
        assert_eq!(found, ["雁塔", "雁塔区"]);
        assert_eq!(table.at(text, 0).iter().count(), 0);
        assert_eq!(table.at("雁", 0).iter().count(), 0);
    }

    #[test]
    fn every_name_is_found_by_itself_and_leads_to_places_that_are_in_order() {
        let table = table();
        for number in 0..table.names() {
            let name = std::str::from_utf8(table.string(number)).unwrap();
            assert_eq!(table.name(name), Some(number as Name), "{name}");
            let keys: Vec<Key> = table.bearers(number as Name).map(|place| table.key(place)).collect();
            assert!(!keys.is_empty() && keys.is_sorted(), "{name}");
        }
    }

    #[test]
    fn bearers_inside_another_place() {
        let table = table();
        let name = table.name("朝阳区").unwrap();
        let inside = |key| table.bearers_inside(name, Key(key)).map(|place| table.key(place).0).collect::<Vec<_>>();
        assert_eq!(inside(110_000_000), [110_105_000]);
        assert_eq!(inside(220_000_000), [220_104_000]);
        assert!(inside(610_000_000).is_empty());
    }
}
