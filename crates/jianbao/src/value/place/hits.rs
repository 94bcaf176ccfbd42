//! Names of the gazetteer in a text.
//!
//! At each place the longest name counts, but behind another one the longest that names a place inside it: an address goes from the
//! large to the small. In running text a name begins and ends where tokens do; what goes on with a full name need not, since tokens
//! are cut by words (瑞安市|上望镇) and not by places.

use super::Level;
use super::table::{BARE, Matches, Name, Table};
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
    /// Whether it is long enough to be told from words: 路易斯安那, 准噶尔盆地, 内蒙古.
    pub(crate) is_distinct: bool,
    /// Whether it stands in an address.
    pub(crate) in_address: bool,
}

impl Hit {
    /// Whether its form or its neighbours say that a place is meant, and no word.
    pub(crate) fn is_certain(&self) -> bool {
        self.is_inside || self.holds_next || self.is_full && self.level <= Level::County || self.is_distinct
    }
}

/// Bearers of a name that are looked at.
const BEARERS: usize = 16;
/// Characters of an address at most.
const LONGEST_ADDRESS: usize = 60;
/// Characters of a name that is told from words.
const DISTINCT: usize = 3;

/// Adds the hits of running text.
pub(super) fn in_text(table: &Table, text: &str, tokens: &[Token], out: &mut Vec<Hit>) {
    let mut next = 0;
    let mut at = 0;
    // Where the address ends that is being read.
    let mut address = 0;
    while at < tokens.len() {
        let token = tokens[at];
        // Behind a hit that ends inside a token the next one may begin there.
        let start = if next > token.start && next < token.end { next } else { token.start };
        if start < next || matches!(token.tag, Tag::Punctuation | Tag::NonWord) && start == token.start {
            at += 1;
            continue;
        }
        if !table.may_begin(text, start) {
            at += 1;
            continue;
        }
        let matches = table.at(text, start);
        if matches.iter().next().is_none() {
            at += 1;
            continue;
        }
        let begins_line = start == 0 || text.as_bytes()[start - 1] == b'\n';
        if begins_line {
            address = address_end(&text[start..]).map_or(0, |end| start + end);
        }
        let in_address = start < address;
        let is_token_end = |end: usize| {
            let last = tokens[at..].partition_point(|token| token.end < end);
            tokens.get(at + last).is_some_and(|token| token.end == end)
        };
        let place = Place {
            start,
            is_start: start == token.start,
            in_address,
            outer: out.last().filter(|last| last.end == start).map(|last| last.name),
        };
        let Some(mut hit) = hit(table, text, place, &matches, &|end| is_token_end(end) || in_address) else {
            at += 1;
            continue;
        };
        let is_token = hit.start == token.start && hit.end == token.end;
        // A short name begins an address if it is no word.
        let is_name = !is_token || matches!(token.tag, Tag::PlaceName | Tag::PersonName);
        let begins_address = begins_line && is_name && !hit.is_road;
        if in_address && !hit.is_inside && !begins_address && !hit.is_full {
            at += 1;
            continue;
        }
        let is_foreign = hit.level == Level::Natural
            || hit.level < Level::Natural && table.bearers(hit.name).take(BEARERS).all(|place| !table.key(place).is_chinese());
        let is_long = text[hit.start..hit.end].chars().nth(DISTINCT - 1).is_some();
        let is_place = is_foreign || is_token && token.tag == Tag::PlaceName && hit.level <= Level::Province;
        hit.is_distinct = in_address && begins_line || is_long && is_place && !hit.is_road && is_token_end(hit.end);
        next = hit.end;
        push(hit, out);
        at += tokens[at..].partition_point(|token| token.end <= next);
    }
}

/// Where the line ends that a text begins with, if it is an address: short, without a sentence's punctuation, with the number of a
/// house or a room.
pub(super) fn address_end(text: &str) -> Option<usize> {
    let mut before = ' ';
    let mut has_number = false;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if c == '\n' {
            return has_number.then_some(at);
        }
        if count >= LONGEST_ADDRESS || matches!(c, '，' | '。' | '！' | '？' | '；' | '：' | '“' | '”' | '《' | '》') {
            return None;
        }
        has_number |= is_number(before, c);
        before = c;
    }
    has_number.then_some(text.len())
}

/// Whether two characters are of the number of a house or a room: 路1, 9号.
fn is_number(one: char, two: char) -> bool {
    two.is_ascii_digit() && matches!(one, '路' | '街' | '弄' | '巷' | '道')
        || one.is_ascii_digit() && matches!(two, '号' | '幢' | '栋' | '室' | '弄' | '楼' | '座' | '-')
}

/// Whether a place of a text is behind the number of a house in an address: what is named there is a building or a company, and a
/// place in its name is not where the address is.
pub(super) fn is_behind_number(text: &str, place: usize) -> bool {
    let mut after = ' ';
    let mut has_number = false;
    for (count, (at, c)) in text[..place].char_indices().rev().enumerate() {
        if c == '\n' {
            return has_number && address_end(&text[at + 1..]).is_some();
        }
        if count >= LONGEST_ADDRESS {
            return false;
        }
        has_number |= is_number(c, after);
        after = c;
    }
    has_number && address_end(text).is_some()
}

/// Adds the hits of an address, which has no sentences: a short name counts where one would begin an address or go on with it.
pub(super) fn in_address(table: &Table, text: &str, out: &mut Vec<Hit>) {
    let mut next = 0;
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        if start >= next {
            let outer = out.last().filter(|last| last.end == start).map(|last| last.name);
            let is_begin = !before.is_alphanumeric() || outer.is_some();
            let place = Place { start, is_start: true, in_address: true, outer };
            if let Some(hit) = hit(table, text, place, &table.at(text, start), &|_| true)
                && (hit.is_full && hit.level < Level::Natural || (is_begin || hit.is_inside) && !hit.is_road)
            {
                next = hit.end;
                push(hit, out);
            }
        }
        before = c;
    }
}

/// A place of a text where a name may begin.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    /// Whether a token begins there.
    is_start: bool,
    in_address: bool,
    /// The name that ends there.
    outer: Option<Name>,
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
fn hit(table: &Table, text: &str, place: Place, matches: &Matches, is_cut: &dyn Fn(usize) -> bool) -> Option<Hit> {
    let Place { start, is_start, in_address, outer } = place;
    let is_full = |name: Name| is_full(table, name);
    let stands = |end: usize, name: Name| {
        let is_inside = || outer.is_some_and(|outer| holds(table, outer, name));
        let is_certain = || (is_formal(table, name, &text[start..end]) || is_full(name) && is_inside()) && !goes_on(text, end);
        is_cut(end) || is_certain() || holds_next(table, text, end, name, is_cut)
    };
    let inside = |&(end, name): &(usize, Name)| outer.is_some_and(|outer| holds(table, outer, name)) && stands(end, name);
    let alone = |&(end, name): &(usize, Name)| is_start && stands(end, name) && !table.bearers(name).all(|place| table.has(place, BARE));
    let found = matches.iter().rev().find(inside);
    let is_inside = found.is_some();
    let (end, name) = found.or_else(|| matches.iter().rev().find(alone))?;
    let level = table.bearers(name).take(BEARERS).map(|place| table.level(place)).min()?;
    let is_full = is_full(name) || is_formal(table, name, &text[start..end]);
    let is_road = begins(&words().road, text[end..].trim_start_matches(|c: char| c.is_ascii_digit())).is_some();
    Some(Hit { start, end, name, level, is_full, is_inside, holds_next: false, is_road, is_distinct: false, in_address })
}

/// Whether a name is the full one of a division of China; elsewhere full names lack the word for their sort.
fn is_full(table: &Table, name: Name) -> bool {
    table.bearers(name).take(BEARERS).any(|place| table.key(place).is_chinese() && table.is_full(place, name))
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
    let stands = |&(end, name): &(usize, Name)| (is_cut(end) || is_full(table, name)) && holds(table, outer, name);
    end < text.len() && table.at(text, end).iter().any(|found| stands(&found))
}

/// Whether a place of one name may hold one of another.
fn holds(table: &Table, outer: Name, inner: Name) -> bool {
    table.bearers(outer).take(BEARERS).any(|outer| table.bearers_inside(inner, table.key(outer)).next().is_some())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn alone(text: &str) -> Vec<&str> {
        let table = Table::read(Cow::Borrowed(jianbao_data::GAZETTEER)).unwrap();
        let mut hits = Vec::new();
        in_address(&table, text, &mut hits);
        hits.iter().map(|hit| &text[hit.start..hit.end]).collect()
    }

    #[test]
    fn an_address_goes_from_the_large_to_the_small() {
        assert_eq!(alone("江苏南京玄武区"), ["江苏", "南京", "玄武区"]);
        // 吉林省 holds 吉林市, and the longest name inside counts.
        assert_eq!(alone("吉林吉林市"), ["吉林", "吉林市"]);
        assert!(alone("长兴路844号").is_empty());
        assert!(alone("").is_empty());
    }

    #[test]
    fn words_go_on_over_the_ends_of_names() {
        assert!(goes_on("廊坊市民", "廊坊市".len()) && !goes_on("廊坊市民政局", "廊坊市".len()) && !goes_on("廊坊市的", "廊坊市".len()));
    }

    #[test]
    fn addresses_are_short_lines_with_numbers_of_houses() {
        assert_eq!(address_end("雁塔区小寨东路88号"), Some("雁塔区小寨东路88号".len()));
        assert_eq!(address_end("雁塔区小寨东路88号\n次日"), Some("雁塔区小寨东路88号".len()));
        assert_eq!(address_end("雁塔区小寨东路88号，昨天"), None);
        assert_eq!(address_end("雁塔区"), None);
        assert_eq!(address_end(&"雁塔区1号".repeat(20)), None);
    }

    #[test]
    fn what_stands_behind_the_number_of_a_house() {
        let text = "西安的消息\n新洲路1469号西安某厂";
        assert!(is_behind_number(text, text.rfind("西安").unwrap()) && !is_behind_number(text, 0));
        assert!(!is_behind_number("3月，他在新洲路14号说，西安很好。", "3月，他在新洲路14号说，".len()));
    }
}
