//! Who speaks: the first name in the clause of the verb that is nobody else's object, else that of the clause before.

use super::super::affiliation::{body_of, ending_of, is_post_word};
use super::super::phrase::{Item, Link, Phrase};
use super::{Paragraph, Piece, confidence, is_stop};
use crate::article::MentionKind;
use crate::relation::titles;
use crate::token::Tag;
use crate::value::Confidence;
use crate::words::ending;

/// Whose words something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// An entity, and how certain that is in hundredths.
    Known(usize, u8),
    /// Somebody whom the text does not name: 网友们, 一名工作人员.
    Unnamed,
    /// Nobody in sight.
    Nobody,
}

/// How certain a speaker is that is named in the clause, called by a post or a pronoun there, or carried over from a clause before.
const NAMED: u8 = 98;
const BY_POST: u8 = 75;
const BY_PRONOUN: u8 = 85;
const CARRIED: u8 = 80;

/// Pieces of a clause of time, clauses and phrases that are looked at: they bound the work.
const MOST_WHEN: usize = 12;
const MOST_CLAUSES: usize = 8;
const MOST_PIECES: usize = 120;
const MOST_PHRASES: usize = 64;

/// Bytes between two names of one sentence: they bound the work.
const LONGEST_GAP: usize = 1200;

impl Speaker {
    pub(super) fn entity(self) -> Option<usize> {
        match self {
            Self::Known(entity, _) => Some(entity),
            Self::Unnamed | Self::Nobody => None,
        }
    }

    /// How certain a quotation is whose words are so with that certainty.
    pub(super) fn confidence(self, words: u8) -> Confidence {
        match self {
            Self::Known(_, sure) => confidence(words, sure),
            Self::Unnamed => confidence(words, 70),
            Self::Nobody => confidence(words, 60),
        }
    }
}

impl Paragraph<'_, '_> {
    /// Who is the subject of the verb at a piece, looked for no further back than at another.
    pub(super) fn speaker(&self, verb: usize, from: usize) -> Speaker {
        let from = from.max(verb.saturating_sub(MOST_PIECES));
        let mut end = verb;
        for nth in 0..MOST_CLAUSES {
            let start = (from..end).rev().find(|&at| self.parts_clauses(at)).map_or(from, |at| at + 1);
            let found = self.in_clause(start, end, nth == 0);
            match found {
                Speaker::Nobody => {}
                Speaker::Known(entity, sure) if nth > 0 => return Speaker::Known(entity, sure.min(CARRIED)),
                found => return found,
            }
            if start <= from {
                break;
            }
            end = start - 1;
        }
        Speaker::Nobody
    }

    fn parts_clauses(&self, at: usize) -> bool {
        matches!(self.word(at).map(str::trim), Some("，" | "," | "：" | ":" | "；" | ";" | "。" | "！" | "？" | "!" | "?"))
            || matches!(self.pieces[at], Piece::Quote(_))
    }

    /// The first name of a clause that could be its subject. `is_own`: the clause of the verb, where a noun before it is one as well.
    fn in_clause(&self, start: usize, end: usize, is_own: bool) -> Speaker {
        if !is_own && self.begins_with_group(start, end) {
            return Speaker::Unnamed;
        }
        let mut at = start;
        let mut is_modified = false;
        while at < end {
            let Piece::Word(token) = self.pieces[at] else {
                at += 1;
                continue;
            };
            if let Some(phrase) = self.phrase_at(token.start) {
                let behind = (at..end).find(|&at| self.start(at) >= phrase.end()).unwrap_or(end);
                if self.is_object(at, start) || !is_own && at > start && self.tag(at - 1) == Some(Tag::Verb) {
                    // 在法国外长陪同下: the rest of the frame is no subject either.
                } else if self.word(behind) == Some("的") {
                    is_modified = true;
                } else if self.is_of_next(phrase, behind, end) {
                    // 资本市场公司(Capital Markets)分析师乔伊: a body before the person who is of it.
                } else if let Some(speaker) = self.who(phrase, at, behind, end) {
                    return speaker;
                }
                at = behind.max(at + 1);
                continue;
            }
            let word = token.text(self.scene.text);
            if is_pronoun(word) && !self.is_object(at, start) && self.word(at + 1) != Some("的") {
                return self.last_person(token.start).map_or(Speaker::Unnamed, |person| Speaker::Known(person, BY_PRONOUN));
            }
            at += 1;
        }
        if is_own && let Some(body) = self.body_by_side(end) {
            return Speaker::Known(body, BY_POST);
        }
        if is_own && (self.is_noun_before(end, start) || is_modified && end > start && self.tag(end - 1) == Some(Tag::Noun)) {
            return Speaker::Unnamed;
        }
        Speaker::Nobody
    }

    /// Whether a phrase without a person goes on with one that has one: nothing but nouns and marks between them.
    fn is_of_next(&self, phrase: &Phrase, behind: usize, end: usize) -> bool {
        let next = self.phrases.partition_point(|next| next.start() <= phrase.start());
        let Some(next) = self.phrases.get(next).filter(|next| next.start() < self.start(end)) else { return false };
        let is_linked =
            |at: usize| matches!(self.tag(at), Some(Tag::Noun | Tag::Punctuation | Tag::NonWord | Tag::Latin | Tag::Attributive));
        phrase.first(MentionKind::Person).is_none()
            && next.first(MentionKind::Person).is_some()
            && (behind..end).take_while(|&at| self.start(at) < next.start()).all(is_linked)
    }

    /// Whether a preposition before a piece makes an object of it: 对记者表示.
    fn is_object(&self, at: usize, start: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| before >= start).and_then(|before| self.word(before));
        // 在他访问嘉宾时: the subject of such a clause mostly is that of the next one too.
        let is_when =
            || (at..at + MOST_WHEN).map_while(|at| self.word(at).filter(|word| !is_stop(word))).any(|word| matches!(word, "时" | "时候"));
        before.is_some_and(|word| self.speech.toward.contains(word) && !(word == "在" && is_when()))
    }

    /// The phrase that begins at a byte, or goes on there after something that was cut off.
    fn phrase_at(&self, start: usize) -> Option<&Phrase> {
        let at = self.phrases.partition_point(|phrase| phrase.start() < start);
        self.phrases.get(at).filter(|phrase| phrase.start() == start)
    }

    /// Who a phrase speaks of.
    fn who(&self, phrase: &Phrase, at: usize, behind: usize, verb: usize) -> Option<Speaker> {
        let entity = |item: &Item| self.scene.mentions[item.mention].entity;
        if let Some(person) = phrase.first(MentionKind::Person) {
            return entity(person).map(|person| Speaker::Known(person, NAMED));
        }
        if let Some(title) = phrase.last(MentionKind::Title) {
            let words = self.scene.mentions[title.mention].text.as_str();
            // Who writes the text does not speak in it.
            if words.ends_with("记者") {
                return None;
            }
            return Some(self.by_post(words, title, phrase, at));
        }
        let last = phrase.items.last()?;
        match last.kind {
            MentionKind::Organization | MentionKind::Work => entity(last).map(|body| Speaker::Known(body, NAMED)),
            // A country speaks, a place where something happens does not.
            _ => {
                let is_next = behind == verb || self.tag(behind).is_some_and(|tag| matches!(tag, Tag::Adverb | Tag::Time));
                let is_post = behind + 1 == verb && self.word(behind).is_some_and(|word| is_post_word(Tag::Noun, word));
                if is_post {
                    return Some(Speaker::Unnamed);
                }
                is_next.then(|| entity(last).map(|place| Speaker::Known(place, BY_POST))).flatten()
            }
        }
    }

    /// Who holds a post that stands for a person: 该负责人, 局长.
    fn by_post(&self, words: &str, title: &Item, phrase: &Phrase, at: usize) -> Speaker {
        let body = phrase.items.iter().any(|item| item.kind != MentionKind::Title).then(|| body_of(self.scene, phrase)).flatten();
        let is_back = at.checked_sub(1).and_then(|before| self.word(before)).is_some_and(|word| self.speech.follow.contains(word));
        let end = self.affiliations.partition_point(|known| known.start.is_some_and(|start| start < phrase.start()));
        let held = self.affiliations[..end].iter().rev().take(MOST_PHRASES).find(|known| {
            let is_same = known.title.as_deref().is_some_and(|title| title == words || is_back && title.ends_with(words));
            is_same && known.person.is_some() && (body.is_none() || known.organization == body)
        });
        match held.and_then(|held| held.person) {
            Some(person) => Speaker::Known(person, BY_POST),
            // Who speaks for a body without a name speaks as that body.
            None if title.link != Link::Of && ending(&titles().office, words).is_some() => {
                body.map_or(Speaker::Unnamed, |body| Speaker::Known(body, BY_POST))
            }
            None => Speaker::Unnamed,
        }
    }

    /// The phrases before a place, the nearest first.
    fn phrases_before(&self, start: usize) -> impl Iterator<Item = &Phrase> {
        let here = &self.phrases[..self.phrases.partition_point(|phrase| phrase.start() < start)];
        here.iter().rev().chain(self.before.iter().rev()).take(MOST_PHRASES)
    }

    /// The person whom a pronoun stands for: of the nearest sentence that names any the first who is nobody's object.
    pub(super) fn last_person(&self, start: usize) -> Option<usize> {
        let mut found = None;
        let mut end = start;
        for phrase in self.phrases_before(start) {
            let behind = phrase.end().min(end);
            let is_apart = || end - behind > LONGEST_GAP || self.scene.text[behind..end].contains(['。', '！', '？', '!', '?', '\n']);
            if found.is_some() && is_apart() {
                break;
            }
            end = phrase.start();
            let Some(person) = phrase.first(MentionKind::Person) else { continue };
            if found.is_none() || !self.follows_its_verb(phrase.start()) {
                found = self.scene.mentions[person.mention].entity;
            }
        }
        found
    }

    /// Whether a verb or a preposition stands before a byte: 听取|王丽娟, 对|王丽娟.
    fn follows_its_verb(&self, start: usize) -> bool {
        let tokens = self.scene.tokens;
        let before = tokens.partition_point(|token| token.end <= start).checked_sub(1).map(|before| tokens[before]);
        before.is_some_and(|token| token.tag == Tag::Verb || self.speech.toward.contains(token.text(self.scene.text)))
    }

    /// 众人轮番傻眼，批评“…”: people whom the text does not name.
    fn begins_with_group(&self, start: usize, end: usize) -> bool {
        (start..end.min(start + 2))
            .any(|at| self.word(at).is_some_and(|word| matches!(word, "众人" | "有人" | "大家" | "网友" | "网民" | "人们")))
    }

    /// The body that is called by its last character before a verb: 校方, 院方.
    fn body_by_side(&self, verb: usize) -> Option<usize> {
        let (side, at) = (self.word(verb.checked_sub(1)?)?, self.start(verb));
        let endings = ending_of(side.strip_suffix('方')?)?;
        let items = self.phrases_before(at).flat_map(|phrase| phrase.items.iter().rev());
        let mut bodies = items.filter(|item| item.kind == MentionKind::Organization);
        let body = bodies.find(|item| endings.iter().any(|ending| self.scene.text[item.start..item.end].ends_with(ending)))?;
        self.scene.mentions[body.mention].entity
    }

    /// Whether a noun stands before a verb, adverbs aside: 网友们质疑, 有人缓颊.
    fn is_noun_before(&self, verb: usize, start: usize) -> bool {
        let mut at = verb;
        while at > start
            && self.tag(at - 1).is_some_and(|tag| {
                matches!(tag, Tag::Adverb | Tag::AdverbialAdjective | Tag::Adjective | Tag::NominalAdjective | Tag::Time)
            })
        {
            at -= 1;
        }
        let Some(before) = at.checked_sub(1).filter(|&before| before >= start) else { return false };
        let (Some(tag), Some(word)) = (self.tag(before), self.word(before)) else { return false };
        let is_group =
            word == "们" || matches!(tag, Tag::Noun | Tag::Suffix | Tag::Abbreviation) && !word.ends_with("记者") && word != "记者";
        let is_somebody =
            tag == Tag::Pronoun && matches!(word, "有人" | "众人" | "大家" | "有的" | "对方") || word == "有人" || word == "众人";
        (is_group || is_somebody) && !self.is_object(before, start)
    }
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "他" | "她" | "他们" | "她们" | "它")
}
