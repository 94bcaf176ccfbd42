//! Names of the gazetteer in a text.
//!
//! At each place the longest name counts, but behind another one the longest that names a place inside it: an address goes from the
//! large to the small. In running text a name begins and ends where tokens do; what goes on with a full name need not, since tokens
//! are cut by words (瑞安市|上望镇) and not by places.

use super::Level;
use super::table::{BARE, Name, Table};
use super::words::{begins, words};
use crate::token::{Tag, Token};

/// A name of the gazetteer in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) name: Name,
    /// The largest of the places that bear the name.
    pub(crate) level: Level,
    /// Whether it is the full name of one of them, with the word for its sort: 雁塔区, not 雁塔.
    pub(crate) is_full: bool,
    /// Whether it stands just behind a hit that may hold it.
    pub(crate) is_inside: bool,
    /// Whether it stands just before a hit that it may hold.
    pub(crate) holds_next: bool,
    /// Whether what follows makes it the name of a road or a building.
    pub(crate) is_road: bool,
    /// Whether it is one token that is tagged as the name of a place.
    pub(crate) is_place_name: bool,
}

/// Bearers of a name that are looked at.
const BEARERS: usize = 16;

/// Adds the hits of running text.
pub(super) fn in_text(table: &Table, text: &str, tokens: &[Token], out: &mut Vec<Hit>) {
    let mut next = 0;
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        // Behind a hit that ends inside a token the next one may begin there.
        let start = if next > token.start && next < token.end { next } else { token.start };
        if start < next || matches!(token.tag, Tag::Punctuation | Tag::NonWord) && start == token.start {
            at += 1;
            continue;
        }
        let is_cut = |end: usize| {
            let last = tokens[at..].partition_point(|token| token.end < end);
            tokens.get(at + last).is_some_and(|token| token.end == end)
        };
        match hit(table, text, start, start == token.start, out.last(), &is_cut) {
            Some(mut hit) => {
                hit.is_place_name = !hit.is_road && token.tag == Tag::PlaceName && hit.start == token.start && hit.end == token.end;
                next = hit.end;
                push(hit, out);
                at += tokens[at..].partition_point(|token| token.end <= next);
            }
            None => at += 1,
        }
    }
}

/// Adds the hits of an address, which has no sentences: a short name counts where one would begin an address or go on with it.
pub(super) fn in_address(table: &Table, text: &str, out: &mut Vec<Hit>) {
    let mut next = 0;
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        if start >= next {
            let is_begin = !before.is_alphanumeric() || out.last().is_some_and(|last| last.end == start);
            if let Some(hit) = hit(table, text, start, true, out.last(), &|_| true) {
                if hit.is_full && hit.level < Level::Natural || (is_begin || hit.is_inside) && !hit.is_road {
                    next = hit.end;
                    push(hit, out);
                }
            }
        }
        before = c;
    }
}

fn push(mut hit: Hit, out: &mut Vec<Hit>) {
    if let Some(last) = out.last_mut().filter(|last| last.end == hit.start) {
        last.holds_next = hit.is_inside;
    } else {
        hit.is_inside = false;
    }
    out.push(hit);
}

/// The name that counts at a place: inside the hit before it if there is such a one, else the longest.
fn hit(table: &Table, text: &str, start: usize, is_start: bool, last: Option<&Hit>, is_cut: &dyn Fn(usize) -> bool) -> Option<Hit> {
    let matches = table.at(text, start);
    let outer = last.filter(|last| last.end == start).map(|last| last.name);
    let is_full = |name: Name| table.bearers(name).take(BEARERS).any(|place| table.is_full(place, name));
    let stands = |end: usize, name: Name| {
        is_cut(end) || is_full(name) && is_formal(table, name, &text[start..end]) && !goes_on(text, end) || holds_next(table, text, end, name, is_cut)
    };
    let inside = |&(end, name): &(usize, Name)| outer.is_some_and(|outer| holds(table, outer, name)) && stands(end, name);
    let alone = |&(end, name): &(usize, Name)| is_start && stands(end, name) && !table.bearers(name).all(|place| table.has(place, BARE));
    let found = matches.iter().rev().find(inside);
    let is_inside = found.is_some();
    let (end, name) = found.or_else(|| matches.iter().rev().find(alone))?;
    let level = table.bearers(name).take(BEARERS).map(|place| table.level(place)).min()?;
    let is_full = is_full(name) || is_formal(table, name, &text[start..end]);
    Some(Hit { start, end, name, level, is_full, is_inside, holds_next: false, is_road: begins(&words().road, &text[end..]).is_some(), is_place_name: false })
}

/// Whether a name ends with the word for its sort, and has more than one character before it: 雁塔区, not 沙县 or 海淀.
fn is_formal(table: &Table, name: Name, words: &str) -> bool {
    let is_large = table.bearers(name).take(BEARERS).any(|place| table.level(place) <= Level::County);
    is_large && words.ends_with(['省', '市', '区', '县', '旗', '州', '盟', '邦']) && words.chars().nth(2).is_some()
}

/// Whether a word goes over the end of a full name: 廊坊市|民.
fn goes_on(text: &str, end: usize) -> bool {
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    let tail = &text[end - last..];
    begins(&words().after, tail).is_some() && begins(&words().not_after, tail).is_none()
}

/// Whether a name that a place of this one may hold stands just behind it.
fn holds_next(table: &Table, text: &str, end: usize, outer: Name, is_cut: &dyn Fn(usize) -> bool) -> bool {
    let stands = |&(end, name): &(usize, Name)| {
        let is_full = || table.bearers(name).take(BEARERS).any(|place| table.is_full(place, name));
        (is_cut(end) || is_full()) && holds(table, outer, name)
    };
    end < text.len() && table.at(text, end).iter().any(|found| stands(&found))
}

/// Whether a place of one name may hold one of another.
fn holds(table: &Table, outer: Name, inner: Name) -> bool {
    table.bearers(outer).take(BEARERS).any(|outer| table.bearers_inside(inner, table.key(outer)).next().is_some())
}
