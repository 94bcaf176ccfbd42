//! Marked words that no cue stands beside: speech that goes on, speech that a paragraph begins with, cries in a row.

use std::cmp::Reverse;

use super::speaker::Speaker;
use super::{MOST_TOLD, Paragraph, Piece};
use crate::article::MentionKind;
use crate::token::Tag;

/// How certain a speaker is who spoke just before, who spoke at the end of the paragraph before, and who is named next.
const GOES_ON: u8 = 90;
const PARAGRAPH_BEFORE: u8 = 75;
const NAMED_NEXT: u8 = 80;

/// Characters of a paragraph that is nothing but what somebody says.
const SHORTEST: usize = 10;

/// A speaker who may have a name.
fn known(speaker: Option<usize>, sure: u8) -> Speaker {
    speaker.map_or(Speaker::Unnamed, |speaker| Speaker::Known(speaker, sure))
}

impl Paragraph<'_, '_> {
    pub(super) fn read_alone(&mut self) {
        // Where what was told before ends, and who said it.
        let mut told: Vec<(usize, Option<usize>)> = self.out[self.begun..].iter().map(|said| (said.end, said.speaker)).collect();
        told.sort_by_key(|&(end, _)| Reverse(end));
        let mut last = Speaker::Nobody;
        for at in 0..self.pieces.len() {
            let Piece::Quote(quote) = self.pieces[at] else { continue };
            while let Some((_, speaker)) = told.pop_if(|(end, _)| *end <= self.marked[quote].start) {
                last = known(speaker, GOES_ON);
            }
            if self.taken[quote] {
                continue;
            }
            if let Some(speaker) = self.alone(at, quote, last) {
                self.take_with_row(at, false, &speaker, None);
                last = known(speaker.entity(), GOES_ON);
            }
        }
    }

    /// Who says marked words; none if they are a term, a title, a motto. `last`: who was the last to speak in the paragraph.
    fn alone(&self, at: usize, quote: usize, last: Speaker) -> Option<Speaker> {
        let (marked, text) = (self.marked[quote], self.scene.text);
        let is_sentence = marked.is_sentence(text) || marked.is_open;
        let is_first = (0..at).all(|before| self.is_blank(before));
        let begins = is_first || self.ends_sentence(at - 1) || self.ends_marked(at - 1);
        // Speech goes on after what was told of it.
        if is_sentence && begins && last != Speaker::Nobody {
            return Some(last);
        }
        let is_all = is_first && (at + 1..self.pieces.len()).all(|behind| self.is_blank(behind));
        if is_all && is_sentence && marked.inside(text).chars().nth(SHORTEST).is_some() {
            let line_before = text[..marked.start].trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
            let last = self.out[..self.begun].last().filter(|said| said.start >= line_before);
            return Some(last.map_or(Speaker::Unnamed, |last| known(last.speaker, PARAGRAPH_BEFORE)));
        }
        let is_spoken = marked.inside(text).contains(['我', '你', '您', '咱']);
        if begins && is_sentence && is_spoken && self.word(at + 1) != Some("的") {
            return Some(self.named_next(at + 1));
        }
        self.is_voiced(at)
            .then(|| self.speaker(at, 0))
            .map(|speaker| if speaker == Speaker::Nobody { Speaker::Unnamed } else { speaker })
            .or_else(|| self.after_verb(at, quote))
    }

    fn ends_marked(&self, at: usize) -> bool {
        matches!(self.pieces[at], Piece::Quote(quote) if self.marked[quote].is_sentence(self.scene.text))
    }

    /// Who is named in the sentence that follows: “来，张开嘴。”…医生杨炎….
    fn named_next(&self, from: usize) -> Speaker {
        let last = (from..self.pieces.len()).take(MOST_TOLD).find(|&at| self.ends_sentence(at)).unwrap_or(from + MOST_TOLD);
        let (start, end) = (self.start(from), self.start(last.min(self.pieces.len())));
        let first = self.phrases.partition_point(|phrase| phrase.start() < start);
        let here = self.phrases[first..].iter().take_while(|phrase| phrase.start() < end);
        let named = here.filter_map(|phrase| {
            let kinds = [MentionKind::Person, MentionKind::Organization];
            let item = kinds.iter().find_map(|&kind| phrase.first(kind))?;
            let is_place = item.kind == MentionKind::Organization && self.is_in_frame(phrase.start());
            self.scene.mentions[item.mention].entity.filter(|_| !is_place)
        });
        named.into_iter().next().map_or(Speaker::Unnamed, |entity| Speaker::Known(entity, NAMED_NEXT))
    }

    /// Whether a preposition stands before a byte.
    fn is_in_frame(&self, start: usize) -> bool {
        let at = self.pieces.partition_point(|piece| self.piece_start(piece) < start);
        at.checked_sub(1).and_then(|before| self.word(before)).is_some_and(|word| self.speech.toward.contains(word))
    }

    /// Whether a noun of speech follows a row of marked words: “我来”“我来”的声音.
    fn is_voiced(&self, at: usize) -> bool {
        let mut next = at + 1;
        while matches!(self.pieces.get(next), Some(Piece::Quote(_))) || self.word(next) == Some("、") {
            next += 1;
        }
        self.word(next) == Some("的") && self.word(next + 1).is_some_and(|word| self.speech.voice.contains(word))
    }

    /// Whose words a row of them is called before it: 网友整理某某语录，其中有“甲”、“乙”.
    fn whose_sayings(&self, before: usize) -> Option<usize> {
        let start = self.start(self.sentence_start(before));
        let words = &self.scene.text[start..self.start(before)];
        let at = self.speech.saying.iter().filter_map(|saying| words.find(saying)).min()?;
        self.last_person(start + at)
    }

    /// Words that a verb is followed by, if they are alive: 回“那还好吧”, 亏“塞11个人啊，违规”.
    fn after_verb(&self, at: usize, quote: usize) -> Option<Speaker> {
        let verb = at.checked_sub(1)?;
        let has_colon = self.word(verb).is_some_and(|word| matches!(word, "：" | ":"));
        let verb = if has_colon { verb.checked_sub(1)? } else { verb };
        let is_verb = matches!(self.tag(verb), Some(Tag::Verb | Tag::VerbMorpheme));
        let is_alive = self.marked[quote].is_sentence(self.scene.text) || self.is_alive(quote);
        if !is_verb || !is_alive || !self.stands_alone(at, quote) {
            return None;
        }
        if let Some(person) = self.whose_sayings(verb) {
            return Some(Speaker::Known(person, NAMED_NEXT));
        }
        match self.speaker(verb, self.sentence_start(verb)) {
            Speaker::Known(entity, sure) => Some(Speaker::Known(entity, sure.min(GOES_ON))),
            Speaker::Unnamed | Speaker::Nobody => has_colon.then_some(Speaker::Unnamed),
        }
    }
}
