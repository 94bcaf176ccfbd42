//! Places: the marks of the tagger and the names of the gazetteer, brought together.
//!
//! The tagger knows how sentences speak of places, the gazetteer which places there are. A name whose form or neighbours say that it
//! is one of a place counts whatever the tagger says: a mark that runs over several of them is cut into them and what is left, one
//! that stops inside one grows to it, one that is missing is added. All other names of the gazetteer count where they are marked.

use std::collections::BTreeSet;

use super::Span;
use crate::article::MentionKind;
use crate::chars;
use crate::token::{Tag, Token};
use crate::value::place::words::{begins, ends, words};
use crate::value::place::{Gazetteer, Hit, Level};

/// Characters of the name of a village without the word for it, at most.
const LONGEST_VILLAGE: usize = 4;

/// Adds the names that the marks lack, and mends the marks that they contradict.
pub(crate) fn find(text: &str, tokens: &[Token], gazetteer: &Gazetteer, hits: &mut Vec<Hit>, spans: &mut Vec<Span>) {
    hits.clear();
    gazetteer.hits(text, tokens, hits);
    take_from_people(text, hits, spans);
    let mut marks: Vec<Span> = spans.extract_if(.., |span| span.kind == MentionKind::Place).collect();
    let is_known = |start: usize, end: usize| hits.binary_search_by_key(&(start, end), |hit| (hit.start, hit.end)).is_ok();
    for mark in &mut marks {
        let is_town = ends(&words().town, &text[mark.start..mark.end]).is_some();
        if let Some(end) = road_end(text, tokens, mark.end).filter(|_| !is_town) {
            mark.end = end;
            continue;
        }
        let office = begins(&words().office, &text[mark.end..]);
        if let Some(office) = office.filter(|_| !is_town && !is_known(mark.start, mark.end)) {
            mark.end += office.len();
        }
    }
    let mut people: Vec<Span> = spans.iter().copied().filter(|span| span.kind == MentionKind::Person).collect();
    people.sort_unstable_by_key(|person| person.start);
    let is_in_person = |hit: &Hit| {
        let next = people.partition_point(|person| person.end <= hit.start);
        people.get(next).is_some_and(|person| person.start < hit.end)
    };
    let is_road = |hit: &Hit| hit.is_road && !hit.is_inside && road_end(text, tokens, hit.end).is_some();
    hits.retain(|hit| hit.is_certain() && (hit.is_full || !is_in_person(hit)) && !is_road(hit));
    // What the gazetteer knows as a place and no more is no body: 爱达荷.
    let is_hit = |span: &Span| hits.binary_search_by_key(&(span.start, span.end), |hit| (hit.start, hit.end)).is_ok();
    spans.retain(|span| span.kind != MentionKind::Organization || !is_hit(span));
    for hit in &*hits {
        spans.push(place(hit.start, hit.end));
        if hit.level == Level::Town
            && let Some(end) = village(text, tokens, hit.end)
        {
            marks.push(place(hit.end, end));
        }
    }
    for mark in marks {
        let meeting = &hits[hits.partition_point(|hit| hit.end <= mark.start)..];
        let meeting = &meeting[..meeting.partition_point(|hit| hit.start < mark.end)];
        spans.extend(left(text, mark, meeting).map(|(start, end)| place(start, end)));
    }
}

/// Where the name of a road ends that begins with a place which ends here (温州|大道, 台州|路): nothing is said of that place.
fn road_end(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let road = begins(&words().road, &text[at..])?;
    let end = at + road.len();
    let is_road = road.ends_with(['路', '街', '道', '巷', '弄']) && begins(&words().village, &text[end..]).is_none();
    let is_word =
        tokens.binary_search_by_key(&end, |token| token.end).is_ok() && tokens.binary_search_by_key(&at, |token| token.start).is_ok();
    (is_road && is_word).then_some(end)
}

fn place(start: usize, end: usize) -> Span {
    Span { start, end, kind: MentionKind::Place }
}

/// Marks of persons that are the name of a city which the text names elsewhere, in full or marked as a place: 常德2月12日讯.
fn take_from_people(text: &str, hits: &[Hit], spans: &mut [Span]) {
    let is_city = |span: &Span| {
        let hit = hits.binary_search_by_key(&(span.start, span.end), |hit| (hit.start, hit.end));
        span.kind == MentionKind::Person && hit.is_ok_and(|hit| hits[hit].level <= Level::City)
    };
    if !spans.iter().any(is_city) {
        return;
    }
    let marked = spans.iter().filter(|span| span.kind == MentionKind::Place).map(|span| &text[span.start..span.end]);
    let cities = hits.iter().filter(|hit| hit.is_full && hit.level <= Level::City).map(|hit| &text[hit.start..hit.end]);
    let names: BTreeSet<&str> = marked.chain(cities.map(|name| name.trim_end_matches(['市', '省', '州']))).collect();
    for span in spans.iter_mut().filter(|span| is_city(span) && names.contains(&text[span.start..span.end])) {
        span.kind = MentionKind::Place;
    }
}

/// What is left of a mark beside the certain names that it meets.
fn left(text: &str, mark: Span, hits: &[Hit]) -> Option<(usize, usize)> {
    let (Some(first), Some(last)) = (hits.first(), hits.last()) else { return Some((mark.start, mark.end)) };
    if first.start > mark.start {
        // Names inside a longer one are parts of it, unless they reach out of it.
        let end = if last.end > mark.end { first.start } else { mark.end };
        return is_name(text, mark.start, end).then_some((mark.start, end));
    }
    let joined = hits.windows(2).take_while(|pair| pair[0].end == pair[1].start).count();
    let hit = &hits[joined];
    let rest = text.get(hit.end..mark.end).unwrap_or_default();
    let is_parted = rest.is_empty() || hit.is_full || hit.in_address || is_address(text, rest, mark.end);
    if !is_parted {
        return Some((mark.start, mark.end));
    }
    // 云南省|军区: two characters behind the name of a division are seldom another place.
    let is_place = rest.chars().nth(2).is_some() || ends(&words().village, rest).is_some() || ends(&words().town, rest).is_some();
    (is_place && is_name(text, hit.end, mark.end)).then_some((hit.end, mark.end))
}

/// Whether that much of a text may be the name of a place: more than one character.
fn is_name(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|words| words.chars().nth(1).is_some())
}

/// Whether what follows the name of a city, and ends where a text goes on, is a road or has the number of a house.
fn is_address(text: &str, rest: &str, end: usize) -> bool {
    let is_road = ends(&words().road, rest).is_some_and(|road| rest[..rest.len() - road.len()].chars().nth(1).is_some());
    is_road || rest.contains(|c: char| c.is_ascii_digit()) || text[end..].starts_with(|c: char| c.is_ascii_digit())
}

/// Where the village or community ends whose name stands just behind a town (韦曲街道|西韦村), if it is not one of ordinary words.
fn village(text: &str, tokens: &[Token], start: usize) -> Option<usize> {
    let name = text[start..].char_indices().take(LONGEST_VILLAGE + 2).take_while(|&(_, c)| chars::is_han(c));
    let (end, stem) = name.map(|(at, c)| start + at + c.len_utf8()).find_map(|end| {
        let word = ends(&words().village, &text[start..end])?;
        Some((end, end - word.len()))
    })?;
    let within = &tokens[tokens.partition_point(|token| token.end <= start)..];
    let within = &within[..within.partition_point(|token| token.start < end)];
    // Tokens that look like names of persons where there are none are guesses.
    let is_end = within.last().is_some_and(|token| token.end == end || token.tag == Tag::PersonName);
    let is_common = |token: &Token| {
        matches!(token.tag, Tag::Noun | Tag::Verb | Tag::NominalVerb | Tag::Adjective | Tag::Attributive | Tag::Pronoun | Tag::Number)
    };
    let is_ordinary = within.iter().filter(|token| token.start < stem).all(is_common);
    (is_end && !is_ordinary && stem > start).then_some(end)
}
