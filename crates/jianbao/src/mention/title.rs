//! Posts beside names: what data/titles.tsv knows and the tagger has not marked.
//!
//! A word of the table is a post where a name stands beside it (医生贾强, 李克强总理, 西安市民政局局长); by itself it is a word like
//! others, and the tagger's to judge.

use std::collections::{BTreeMap, BTreeSet};

use super::{Span, near};
use crate::article::MentionKind;
use crate::entity::is_whole;
use crate::people::is_surname;
use crate::relation::titles;
use crate::token::{Tag, Token};
use crate::words::ending;

/// Words before a post that are a part of it (高级|工程师, 四|级|调研员), and characters of them.
const MOST_WORDS: usize = 3;
const LONGEST_WORD: usize = 3;

/// Adds posts before and after persons and after bodies, and takes from posts what is none: 曲|局长, 坦帕市|市长.
pub(crate) fn find(text: &str, tokens: &[Token], spans: &mut Vec<Span>) {
    part_names(text, tokens, spans);
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let scene = Scene { text, tokens, spans };
    let mut found = Vec::new();
    for &Span { start, end, kind } in spans.iter() {
        match kind {
            MentionKind::Person => found.extend(scene.before(start).into_iter().chain(scene.behind(end))),
            MentionKind::Organization => found.extend(scene.behind_body(end)),
            _ => {}
        }
    }
    let mut more = Vec::new();
    for title in found {
        // A post that the tagger has marked may begin before; one that ends elsewhere is judged already.
        let near = near::range(spans, title.start, title.end);
        match spans[near].iter_mut().find(|span| span.kind == MentionKind::Title && span.end > title.start) {
            Some(known) if known.end == title.end => known.start = known.start.min(title.start),
            Some(_) => {}
            None => more.push(title),
        }
    }
    spans.extend(more);
}

/// Tokens behind a name up to the end of the list that it stands in.
const MOST_LISTED: usize = 5;

/// Places at the beginning of a post: 云州|海丰县|县长.
const MOST_PLACES: usize = 5;

fn is_post(word: &str) -> bool {
    word.chars().nth(1).is_some() && (ending(&titles().office, word).is_some() || ending(&titles().calling, word).is_some())
}

fn title(start: usize, end: usize) -> Span {
    Span { start, end, kind: MentionKind::Title }
}

/// A body by its last character alone.
fn is_body(word: &str) -> bool {
    word.chars().nth(1).is_none() && is_whole(word)
}

/// What posts are found in; the spans are sorted.
struct Scene<'s> {
    text: &'s str,
    tokens: &'s [Token],
    spans: &'s [Span],
}

impl Scene<'_> {
    /// The post that ends where a name begins, a blank or a quotation mark between them.
    fn before(&self, start: usize) -> Option<Span> {
        let (text, tokens) = (self.text, self.tokens);
        let next = tokens.partition_point(|token| token.end <= start);
        // 坦帕市市长简·卡斯特 may be one token.
        if let Some(token) = tokens.get(next).filter(|token| token.start < start) {
            let post = ending(&titles().office, &text[token.start..start])?;
            return Some(title(start - post.len(), start));
        }
        let mut last = next.checked_sub(1)?;
        if matches!(tokens[last].text(text), " " | "\u{3000}" | "“" | "\"") {
            last = last.checked_sub(1)?;
        }
        let end = tokens[last].end;
        // 工作|人员, 主|播: the word may come in two tokens.
        let is_pair = |first: &usize| {
            let pair = &text[tokens[*first].start..end];
            titles().office.contains(pair) || titles().calling.contains(pair)
        };
        let pair = last.checked_sub(1).filter(is_pair);
        if pair.is_none() && !is_post(tokens[last].text(text)) {
            return None;
        }
        let mut first = pair.unwrap_or(last);
        // 局|党组成员: the group of the body is a part of the post.
        let is_group = |body: &usize| {
            text[tokens[first].start..].starts_with('党') && is_body(tokens[*body].text(text)) && !self.is_named(tokens[*body])
        };
        let group = first.checked_sub(1).filter(is_group);
        if let Some(body) = group {
            return Some(title(tokens[body].start, end));
        }
        let is_calling = ending(&titles().calling, tokens[last].text(text)).is_some();
        for nth in 0..MOST_WORDS {
            let Some(before) = first.checked_sub(1).filter(|&before| !self.is_named(tokens[before])) else { break };
            let is_sort = nth == 0 && is_calling && self.is_sort(tokens[before]);
            if !is_sort && !self.belongs(tokens[before], tokens[first]) {
                break;
            }
            first = before;
            if is_sort {
                break;
            }
        }
        // 全国人大|代表: the word may begin inside the name before it.
        let named = self.meeting(tokens[first]).filter(|span| span.kind != MentionKind::Title && span.end < end).map(|span| span.end);
        Some(title(named.max().unwrap_or(tokens[first].start), end))
    }

    /// The spans that a token has a part of.
    fn meeting(&self, token: Token) -> impl Iterator<Item = &Span> {
        near::meeting(self.spans, token.start, token.end)
    }

    /// Whether a token is a part of another name.
    fn is_named(&self, token: Token) -> bool {
        self.meeting(token).any(|span| span.kind != MentionKind::Title)
    }

    /// Whether a word before a post says which it is: 副, 高级, 四级.
    fn belongs(&self, token: Token, next: Token) -> bool {
        let word = token.text(self.text);
        let is_attribute = token.tag == Tag::Attributive;
        let is_short = word.chars().nth(LONGEST_WORD).is_none();
        let is_grade = word.ends_with('级') || token.tag == Tag::Number && next.text(self.text) == "级";
        is_short && !titles().loose.contains(word) && (is_attribute || is_grade || word == "副")
    }

    /// Whether a noun before a calling says which it is: 心理|医生, but not 医务室|医生.
    fn is_sort(&self, token: Token) -> bool {
        let word = token.text(self.text);
        token.tag == Tag::Noun && word.chars().count() == 2 && !is_whole(word)
    }

    /// The post that begins where a name ends, or behind 等 where a list of names does: 李静、吉杰等|明星|主播.
    fn behind(&self, end: usize) -> Option<Span> {
        let rest = &self.tokens[self.tokens.partition_point(|token| token.start < end)..];
        // A name that nobody has marked may end the list.
        let list = rest.iter().take(MOST_LISTED).take_while(|token| token.tag != Tag::Punctuation || token.text(self.text) == "、");
        let listed = list.enumerate().find(|(_, token)| token.text(self.text) == "等").map(|(at, _)| at + 1);
        let listed = listed.filter(|&behind| behind == 1 || rest[0].text(self.text) == "、");
        let rest = &rest[listed.unwrap_or(0)..];
        let start = rest.first()?.start;
        let most = if listed.is_some() { MOST_WORDS } else { 1 };
        let words = rest
            .iter()
            .take(most)
            .take_while(|token| token.tag != Tag::Punctuation && (listed.is_some() || is_noun(token.tag) && token.start == end));
        let is_title = |&end: &usize| {
            let words = &self.text[start..end];
            if listed.is_some() { is_post(words) } else { titles().office.contains(words) || titles().calling.contains(words) }
        };
        words.map(|token| token.end).filter(is_title).last().map(|end| title(start, end))
    }

    /// The post of the head of a body, behind its name: 西安市民政局|局长.
    fn behind_body(&self, end: usize) -> Option<Span> {
        let token = self.tokens[self.tokens.partition_point(|token| token.start < end)..].first()?;
        let word = token.text(self.text);
        let is_head = token.start == end && word.ends_with('长') && titles().office.contains(word);
        is_head.then(|| title(token.start, token.end))
    }
}

/// 代表 is a noun, or a verb: 习近平代表党中央.
fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Attributive | Tag::NominalVerb | Tag::NounMorpheme)
}

/// 曲局长 is a surname and a post, 坦帕市市长 a place and a post.
fn part_names(text: &str, tokens: &[Token], spans: &mut Vec<Span>) {
    let mut more = Vec::new();
    let mut cut = BTreeMap::new();
    for span in spans.iter_mut() {
        let words = &text[span.start..span.end];
        let Some(first) = words.chars().next() else { continue };
        match span.kind {
            MentionKind::Title if is_surname(first) => {
                let border = span.start + first.len_utf8();
                let at = tokens.partition_point(|token| token.start < span.start);
                let is_alone =
                    tokens.get(at).is_some_and(|token| token.start == span.start && token.end == border && token.tag != Tag::Attributive);
                let rest = &text[border..span.end];
                if is_alone && (titles().office.contains(rest) || titles().calling.contains(rest)) {
                    more.push(Span { start: span.start, end: border, kind: MentionKind::Person });
                    span.start = border;
                }
            }
            // 云州公司|原|党委委员: a body that was is no part of a body that is.
            MentionKind::Organization => {
                let first = tokens.partition_point(|token| token.start <= span.start);
                let mut inside = tokens[first..].iter().take_while(|token| token.end < span.end);
                let Some(former) = inside.find(|token| token.text(text) == "原") else { continue };
                cut.insert(span.end, former.end);
                span.end = former.start;
            }
            _ => {}
        }
    }
    let places: BTreeMap<usize, usize> =
        spans.iter().filter(|span| span.kind == MentionKind::Place).map(|span| (span.start, span.end)).collect();
    let bodies: BTreeSet<usize> = spans.iter().filter(|span| span.kind == MentionKind::Organization).map(|span| span.end).collect();
    for span in spans.iter_mut().filter(|span| span.kind == MentionKind::Title) {
        span.start = cut.get(&span.start).copied().unwrap_or(span.start);
        // 局|党组成员: the group of the body is a part of the post.
        let before = tokens.partition_point(|token| token.end <= span.start).checked_sub(1).map(|before| tokens[before]);
        let is_group = text[span.start..].starts_with('党') && !bodies.contains(&span.start);
        if let Some(body) = before.filter(|body| is_group && body.end == span.start && is_body(body.text(text))) {
            span.start = body.start;
        }
        for _ in 0..MOST_PLACES {
            span.start = places.get(&span.start).copied().filter(|&end| end < span.end).unwrap_or(span.start);
        }
    }
    spans.extend(more.into_iter().filter(|span| span.start < span.end));
}
