//! Bodies by the form of their names: a place, or a division that goes without saying, and words up to one that bodies are called by.
//!
//! 廊坊市应对新冠肺炎疫情工作领导小组办公室 and 区救助管理站 are names that hardly any text has in common with another, so that a tagger
//! that learns from texts does not know them; their form gives them away. Of two names that begin alike the longer one stays.

use std::collections::BTreeMap;

use super::{Span, near};
use crate::article::MentionKind;
use crate::entity::endings;
use crate::relation::titles;
use crate::token::{Tag, Token};
use crate::words::ending;

/// Tokens between the place and the end of the name.
const MOST_WORDS: usize = 12;

/// Divisions before a name that belong to it: province, city, county, town, village.
const MOST_DIVISIONS: usize = 5;

/// Divisions that a name may begin with where the text says which one is meant.
const DIVISIONS: [&str; 6] = ["省", "市", "区", "县", "镇", "乡"];

/// Adds bodies, and cuts those in which a preposition stands: 慈善总会|经|区民政局.
pub(crate) fn find(text: &str, tokens: &[Token], spans: &mut Vec<Span>) {
    part(text, tokens, spans);
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut found: Vec<Span> = Vec::new();
    for place in spans.iter().filter(|span| span.kind == MentionKind::Place) {
        let first = tokens.partition_point(|token| token.start < place.end);
        if tokens.get(first).is_some_and(|token| token.start == place.end)
            && let Some(end) = name(text, place.end, &tokens[first..], spans)
        {
            found.push(Span { start: place.start, end, kind: MentionKind::Organization });
        }
    }
    for (at, token) in tokens.iter().enumerate() {
        let is_division = token.tag == Tag::Noun && token.end - token.start == '市'.len_utf8() && DIVISIONS.contains(&token.text(text));
        let is_free = || at.checked_sub(1).is_none_or(|before| !is_name_word(tokens[before], text) && tokens[before].tag != Tag::PlaceName);
        if is_division
            && is_free()
            && !is_in_name(*token, spans)
            && let Some(end) = name(text, token.end, &tokens[at + 1..], spans)
        {
            found.push(Span { start: token.start, end, kind: MentionKind::Organization });
        }
    }
    spans.extend(found);
    extend(text, tokens, spans);
}

/// Where the name ends that goes on with these tokens.
fn name(text: &str, start: usize, tokens: &[Token], spans: &[Span]) -> Option<usize> {
    let words = tokens.iter().take(MOST_WORDS).take_while(|token| is_name_word(**token, text) && !is_other(**token, spans));
    let is_head = |token: &&Token| ending(&endings().head, &text[start..token.end]).is_some() || is_bureau(token.text(text));
    let heads = words.filter(is_head);
    heads.last().map(|token| token.end)
}

/// 民政局, but not 布局; 教育厅, but not 大厅.
fn is_bureau(word: &str) -> bool {
    word.ends_with(['局', '厅']) && word.chars().nth(2).is_some()
}

/// Lets a body begin with the divisions that stand before it, and end with the part of it that stands behind: 魏都区|灞陵街道办事处,
/// 市民政局|党组.
fn extend(text: &str, tokens: &[Token], spans: &mut [Span]) {
    let is_division = |name: &str| name.ends_with("街道") || name.ends_with(['省', '市', '区', '县', '镇', '乡']);
    let places = spans.iter().filter(|span| span.kind == MentionKind::Place && is_division(&text[span.start..span.end]));
    let divisions: BTreeMap<usize, usize> = places.map(|span| (span.end, span.start)).collect();
    for span in spans.iter_mut().filter(|span| span.kind == MentionKind::Organization) {
        for _ in 0..MOST_DIVISIONS {
            span.start = divisions.get(&span.start).copied().unwrap_or(span.start);
        }
        let behind = &tokens[tokens.partition_point(|token| token.start < span.end)..];
        // 民政局|党组书记: there it is a part of the post.
        let is_post = behind.iter().skip(1).take(2).any(|next| titles().office.contains(next.text(text)));
        let part = behind.first().filter(|part| !is_post && part.start == span.end && endings().part.contains(part.text(text)));
        span.end = part.map_or(span.end, |part| part.end);
    }
}

/// Whether a word may stand in the name of a body.
fn is_name_word(token: Token, text: &str) -> bool {
    match token.tag {
        Tag::Noun
        | Tag::NominalVerb
        | Tag::NounMorpheme
        | Tag::Abbreviation
        | Tag::OtherName
        | Tag::OrganizationName
        | Tag::PlaceName
        | Tag::NominalAdjective => true,
        Tag::Verb | Tag::Adjective | Tag::Attributive => endings().inner.contains(token.text(text)),
        _ => false,
    }
}

/// Whether a token is a part of a person, a post, a time.
fn is_other(token: Token, spans: &[Span]) -> bool {
    near::meeting(spans, token.start, token.end).any(|span| !matches!(span.kind, MentionKind::Place | MentionKind::Organization))
}

/// Whether a token is a part of a place or body that is marked.
fn is_in_name(token: Token, spans: &[Span]) -> bool {
    near::meeting(spans, token.start, token.end).any(|span| span.start < token.start || span.kind == MentionKind::Place)
}

/// Cuts bodies where a preposition parts two of them, and drops what is too short for one.
fn part(text: &str, tokens: &[Token], spans: &mut Vec<Span>) {
    spans.retain(|span| span.kind != MentionKind::Organization || text[span.start..span.end].chars().nth(1).is_some());
    let mut more = Vec::new();
    for span in spans.iter_mut().filter(|span| span.kind == MentionKind::Organization) {
        let first = tokens.partition_point(|token| token.start <= span.start);
        let mut inside = tokens[first..].iter().take_while(|token| token.end < span.end);
        let border =
            inside.find(|token| token.tag == Tag::Preposition && ending(&endings().head, &text[span.start..token.start]).is_some());
        if let Some(border) = border {
            more.push(Span { start: border.end, ..*span });
            span.end = border.start;
        }
    }
    spans.extend(more);
}
