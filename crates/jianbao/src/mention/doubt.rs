//! Persons whose names the tagger has nearly marked: one place may be chance, several are a name.
//!
//! A name made of common words (高帆) is cut by the tokenizer, and the tagger, which sees a sentence at a time, does not dare to join
//! it. The places where it stands decide together.

use std::collections::BTreeMap;

use super::Span;
use crate::article::MentionKind;
use crate::people::{is_name, is_surname};
use crate::token::{Tag, Token};

/// A place where a person's name may stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doubt {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What the tagger lacks to mark it, in its own scores; none if it has marked something else there.
    pub(crate) lack: Option<i32>,
}

/// Tokens of a name at most.
const MOST_TOKENS: usize = 3;

/// What a name may lack in the two places where it lacks least, together: three e-folds. On bodies of news, two of three names that
/// lack less are persons; of those that lack more, hardly any.
const MOST_LACK: i32 = 768;

/// Finds strings that have the form of a Chinese name and stand more than once, in order.
pub(crate) fn find(text: &str, tokens: &[Token], doubts: &mut Vec<Doubt>) {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for first in 0..tokens.len() {
        let start = tokens[first].start;
        if !begins(tokens[first], text) {
            continue;
        }
        for (count, token) in tokens[first..].iter().take(MOST_TOKENS).enumerate() {
            if count > 0 && !goes_on(token.tag) {
                break;
            }
            let name = &text[start..token.end];
            if name.len() > LONGEST {
                break;
            }
            // Of the parties to talks each is called by a character of its country: 孟方.
            let is_party = token.text(text) == "方";
            if (count > 0 || token.tag == Tag::PersonName) && !is_party && is_name(name) {
                *counts.entry(name).or_default() += 1;
                doubts.push(Doubt { start, end: token.end, lack: None });
            }
        }
    }
    doubts.retain(|doubt| counts.get(&text[doubt.start..doubt.end]).is_some_and(|&count| count > 1));
}

/// Bytes of a surname and a given name of two characters each.
const LONGEST: usize = 4 * '高'.len_utf8();

/// A surname, or a whole name.
fn begins(token: Token, text: &str) -> bool {
    let mut chars = token.text(text).chars();
    let is_short = token.end - token.start <= 2 * '高'.len_utf8();
    (token.tag == Tag::PersonName || goes_on(token.tag) && is_short) && chars.next().is_some_and(is_surname)
}

/// Words that are no part of a name, whatever stands beside them: those of grammar and those that count.
fn goes_on(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::Particle
            | Tag::Preposition
            | Tag::Pronoun
            | Tag::Number
            | Tag::Measure
            | Tag::Adverb
            | Tag::Conjunction
            | Tag::Localizer
            | Tag::Modal
            | Tag::Time
            | Tag::Punctuation
            | Tag::NonWord
    )
}

/// Adds the persons that the tagger's doubts together speak for.
pub(crate) fn settle(text: &str, doubts: &[Doubt], out: &mut Vec<Span>) {
    let mut least: BTreeMap<&str, [i32; 2]> = BTreeMap::new();
    for doubt in doubts {
        let Some(lack) = doubt.lack else { continue };
        let [first, second] = least.entry(&text[doubt.start..doubt.end]).or_insert([MOST_LACK; 2]);
        if lack < *first {
            *second = std::mem::replace(first, lack);
        } else if lack < *second {
            *second = lack;
        }
    }
    for &Doubt { start, end, lack } in doubts {
        let is_person = least.get(&text[start..end]).is_some_and(|[first, second]| first + second < MOST_LACK);
        if is_person && lack.is_some_and(|lack| lack < MOST_LACK) {
            out.push(Span { start, end, kind: MentionKind::Person });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<String> {
        let (mut text, mut tokens, mut doubts) = (String::new(), Vec::new(), Vec::new());
        for word in words.split(' ') {
            let (word, tag) = word.rsplit_once('/').unwrap();
            let start = text.len();
            text.push_str(word);
            tokens.push(Token { start, end: text.len(), tag: Tag::from_name(tag).unwrap() });
        }
        find(&text, &tokens, &mut doubts);
        doubts.iter().map(|doubt| text[doubt.start..doubt.end].to_owned()).collect()
    }

    #[test]
    fn names_are_a_surname_and_what_may_go_on() {
        assert_eq!(found("高/a 帆/n 来/v 了/u ，/w 高/a 帆/n"), ["高帆", "高帆"]);
        assert_eq!(found("高/a 的/u 山/n ，/w 高/a 的/u 山/n"), [""; 0]);
        assert_eq!(found("高/a 帆/n 来/v 了/u"), [""; 0]);
        assert_eq!(found("孟/nr 方/n 和/c 孟/nr 方/n"), [""; 0]);
        assert_eq!(found("石破茂/nr 和/c 石破茂/nr"), ["石破茂", "石破茂"]);
    }

    #[test]
    fn two_places_decide_together() {
        let text = "高帆高帆高帆";
        let doubt = |at: usize, lack| Doubt { start: 6 * at, end: 6 * at + 6, lack };
        let settled = |lacks: [Option<i32>; 3]| {
            let (doubts, mut spans): (Vec<Doubt>, _) = (lacks.iter().enumerate().map(|(at, &lack)| doubt(at, lack)).collect(), Vec::new());
            settle(text, &doubts, &mut spans);
            spans.iter().map(|span| span.start / 6).collect::<Vec<_>>()
        };
        assert_eq!(settled([Some(300), Some(400), Some(9000)]), [0, 1]);
        assert_eq!(settled([Some(300), Some(500), Some(600)]), [0; 0]);
        assert_eq!(settled([Some(100), None, None]), [0; 0]);
    }
}
