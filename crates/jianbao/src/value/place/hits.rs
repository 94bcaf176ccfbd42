//! Names of the gazetteer in a text.
//!
//! At each place the longest name counts, but behind another one the longest that names a place inside it: an address goes from the
//! large to the small. In running text a name begins and ends where tokens do; what goes on with a full name need not, since tokens
//! are cut by words (瑞安市|上望镇) and not by places.

use super::Level;
use super::table::{BARE, Name, Table};
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
        if start < next || matches!(token.tag, Tag::Punctuation | Tag::Number | Tag::NonWord) && start == token.start {
            at += 1;
            continue;
        }
        let is_cut = |end: usize| {
            let last = tokens[at..].partition_point(|token| token.end < end);
            tokens.get(at + last).is_some_and(|token| token.end == end)
        };
        match hit(table, text, start, start == token.start, out.last(), is_cut) {
            Some(mut hit) => {
                hit.is_place_name = token.tag == Tag::PlaceName && hit.start == token.start && hit.end == token.end;
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
            if let Some(hit) = hit(table, text, start, true, out.last(), |_| true) {
                let is_road = ROADS.iter().any(|road| text[hit.end..].starts_with(road));
                if hit.is_full && hit.level < Level::Natural || (is_begin || hit.is_inside) && !is_road {
                    next = hit.end;
                    push(hit, out);
                }
            }
        }
        before = c;
    }
}

/// What makes a road or a building of the name before it.
const ROADS: [&str; 14] = ["路", "街", "大道", "大街", "巷", "弄", "胡同", "道", "桥", "大桥", "里", "苑", "花园", "广场"];

fn push(mut hit: Hit, out: &mut Vec<Hit>) {
    if let Some(last) = out.last_mut().filter(|last| last.end == hit.start) {
        last.holds_next = hit.is_inside;
    } else {
        hit.is_inside = false;
    }
    out.push(hit);
}

fn hit(table: &Table, text: &str, start: usize, is_start: bool, last: Option<&Hit>, is_cut: impl Fn(usize) -> bool) -> Option<Hit> {
    let matches = table.at(text, start);
    let outer = last.filter(|last| last.end == start);
    let is_inside = |name: Name| outer.is_some_and(|outer| holds(table, outer.name, name));
    let is_full = |name: Name| table.bearers(name).take(BEARERS).any(|place| table.is_full(place, name));
    let is_bare = |name: Name| table.bearers(name).next().is_some_and(|place| table.has(place, BARE));
    let inside = matches.iter().rev().find(|&(end, name)| is_inside(name) && (is_full(name) || is_start && is_cut(end)));
    let (end, name) = inside.or_else(|| matches.iter().rev().find(|&(end, name)| is_start && is_cut(end) && !is_bare(name)))?;
    let level = table.bearers(name).take(BEARERS).map(|place| table.level(place)).min()?;
    Some(Hit { start, end, name, level, is_full: is_full(name), is_inside: inside.is_some(), holds_next: false, is_place_name: false })
}

/// Whether a place of one name may hold one of another.
fn holds(table: &Table, outer: Name, inner: Name) -> bool {
    table.bearers(outer).take(BEARERS).any(|outer| table.bearers_inside(inner, table.key(outer)).next().is_some())
}
