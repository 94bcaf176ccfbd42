//! Who said what: words in quotation marks that somebody said, and clauses that tell what somebody said.
//!
//! A paragraph is read as a row of pieces, words and marked words. Words of data/speech.tsv ([`Cue`](crate::Cue)s) make quotations of
//! what stands before and behind them; [`speaker`] finds who speaks; [`alone`] judges the marked words that no cue stands beside.

mod alone;
mod marks;
mod speaker;

use super::Scene;
use std::ops::Range;

use super::phrase::Phrase;
use super::words::{Speech, speech};
use crate::article::{Affiliation, Cue, MentionKind, Quotation, QuotationKind};
use crate::token::{Tag, Token};
use crate::value::Confidence;
use crate::words::ending;
use marks::Marked;
use speaker::Speaker;

/// What a paragraph is made of.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Word(Token),
    /// Its place in the list of the paragraph's marked words.
    Quote(usize),
}

/// What a cue makes a quotation of, the sorts of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Clause,
    Mixed,
    Comma,
    Quote,
}

impl Speech {
    fn sort(&self, word: &str) -> Option<Sort> {
        let sorts = [(&self.clause, Sort::Clause), (&self.mixed, Sort::Mixed), (&self.comma, Sort::Comma), (&self.quote, Sort::Quote)];
        sorts.into_iter().find(|(words, _)| words.contains(word)).map(|(_, sort)| sort)
    }
}

/// How a cue goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Colon,
    Comma,
    None,
}

/// Pieces between marked words and the cue behind them, and tokens between a verb and whom it is told to.
const MOST_BETWEEN: usize = 40;
const MOST_HEARER: usize = 6;

/// Pieces behind a verb that ends a sentence.
const MOST_BEHIND: usize = 4;

/// Pieces of a sentence that are looked at: they bound the work.
const MOST_TOLD: usize = 200;

/// Characters of a clause that tells something.
const SHORTEST: usize = 4;
const SHORTEST_AT_ONCE: usize = 8;

/// Characters of words in quotation marks that are no term, less one.
const SHORTEST_WORDS: usize = 6;

/// Words that begin a clause without a subject.
const MODAL: [&str; 24] = [
    "将", "会", "要", "能", "可", "可以", "应", "应该", "应当", "愿", "愿意", "已", "已经", "正", "正在", "不", "没有", "没", "有", "相信",
    "需要", "希望", "目前", "必须",
];

/// Quotations in the order of the text.
pub(super) fn find(scene: Scene<'_>, phrases: &[Phrase], affiliations: &[Affiliation]) -> Vec<Quotation> {
    let mut quotations = Vec::new();
    let mut start = 0;
    for line in scene.text.split('\n') {
        let tokens = super::phrase::tokens(scene.tokens, start, start + line.len());
        let marked = marks::marked(line, start);
        let first = phrases.partition_point(|phrase| phrase.start() < start);
        let count = phrases[first..].partition_point(|phrase| phrase.start() < start + line.len());
        let (before, here) = phrases[..first + count].split_at(first);
        let works: Vec<(usize, usize)> = phrases[first..first + count]
            .iter()
            .flat_map(|phrase| &phrase.items)
            .filter(|item| item.kind == MentionKind::Work)
            .map(|item| (item.start, item.end))
            .collect();
        let pieces = pieces(tokens, &works, &marked);
        let taken = vec![false; marked.len()];
        let begun = quotations.len();
        let mut paragraph = Paragraph {
            scene,
            speech: speech(),
            phrases: here,
            before,
            affiliations,
            marked: &marked,
            pieces: &pieces,
            taken,
            begun,
            out: &mut quotations,
        };
        paragraph.read();
        quotations[begun..].sort_by_key(|quotation| (quotation.start, quotation.end));
        start += line.len() + 1;
    }
    quotations
}

/// The words outside of marks, and the marked words. The title of a work is one word.
fn pieces(tokens: &[Token], works: &[(usize, usize)], marked: &[Marked]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(tokens.len());
    let (mut next, mut work) = (0, 0);
    for &token in tokens {
        while work < works.len() && works[work].1 <= token.start {
            work += 1;
        }
        let token = match works.get(work) {
            Some(&(start, _)) if token.start > start => continue,
            Some(&(start, end)) if token.start == start => Token { end, tag: Tag::OtherName, ..token },
            _ => token,
        };
        while next < marked.len() && marked[next].end <= token.start {
            next += 1;
        }
        match marked.get(next) {
            Some(quote) if token.start >= quote.start => {
                if !matches!(pieces.last(), Some(Piece::Quote(last)) if *last == next) {
                    pieces.push(Piece::Quote(next));
                }
            }
            _ => pieces.push(Piece::Word(token)),
        }
    }
    pieces
}

/// A paragraph that is being read.
struct Paragraph<'p, 's> {
    scene: Scene<'s>,
    speech: &'static Speech,
    /// The paragraph's, and those of the text before it.
    phrases: &'p [Phrase],
    before: &'p [Phrase],
    affiliations: &'p [Affiliation],
    marked: &'p [Marked],
    pieces: &'p [Piece],
    /// Which marked words are quotations already.
    taken: Vec<bool>,
    /// Where the paragraph's quotations begin.
    begun: usize,
    out: &'p mut Vec<Quotation>,
}

impl Paragraph<'_, '_> {
    fn read(&mut self) {
        for at in 0..self.pieces.len() {
            let Piece::Word(token) = self.pieces[at] else { continue };
            // 道 is most often a measure of dishes; before a colon it is a verb.
            let could_be_verb = match token.tag {
                Tag::Verb | Tag::VerbMorpheme => true,
                Tag::Measure | Tag::Noun => self.word(at + 1).is_some_and(|word| matches!(word, "：" | ":")),
                _ => false,
            };
            if !could_be_verb {
                continue;
            }
            if let Some(sort) = self.speech.sort(token.text(self.scene.text)).filter(|_| self.is_cue(at)) {
                self.read_cue(at, token, sort);
            }
        }
        self.read_alone();
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.pieces.get(at)? {
            Piece::Word(token) => Some(token.text(self.scene.text)),
            Piece::Quote(_) => None,
        }
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        match self.pieces.get(at)? {
            Piece::Word(token) => Some(token.tag),
            Piece::Quote(_) => None,
        }
    }

    /// Where a piece begins in the text.
    fn start(&self, at: usize) -> usize {
        match self.pieces.get(at) {
            Some(piece) => self.piece_start(piece),
            None => self.end(at.saturating_sub(1)),
        }
    }

    fn piece_start(&self, piece: &Piece) -> usize {
        match *piece {
            Piece::Word(token) => token.start,
            Piece::Quote(quote) => self.marked[quote].start,
        }
    }

    fn end(&self, at: usize) -> usize {
        match self.pieces.get(at) {
            Some(Piece::Word(token)) => token.end,
            Some(&Piece::Quote(quote)) => self.marked[quote].end,
            None => self.scene.text.len(),
        }
    }

    fn ends_sentence(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| matches!(word.trim(), "。" | "！" | "？" | "!" | "?" | "；" | ";" | "…" | "……"))
    }

    fn is_blank(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.trim().is_empty())
    }

    /// Whether a word of the table is a verb of speech here: 被认为, 所说的, 做了介绍 are none.
    fn is_cue(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.word(before));
        let behind = self.word(at + 1);
        let is_aside = before.is_some_and(|word| {
            self.speech.aside.contains(word)
                || matches!(word, "据" | "的" | "不" | "和" | "、" | "及" | "听取" | "提出" | "作" | "做" | "有")
        });
        let is_noun = behind.is_some_and(|word| matches!(word, "的" | "者" | "等" | "、" | "是" | "中" | "时" | "后"));
        !is_aside && !is_noun
    }

    fn read_cue(&mut self, at: usize, token: Token, sort: Sort) {
        let cue = Cue { start: token.start, end: token.end };
        let begin = self.sentence_start(at);
        // “…”刘国胜表示
        if let Some(before) = (begin..at).rev().take(MOST_BETWEEN).find(|&before| matches!(self.pieces[before], Piece::Quote(_))) {
            let Piece::Quote(quote) = self.pieces[before] else { return };
            let speaker = self.speaker(at, before + 1);
            let is_last = sort != Sort::Quote || self.is_last(at);
            if !self.taken[quote] && is_last && speaker != Speaker::Nobody && self.could_be_said(before, quote) {
                self.take_with_row(before, true, &speaker, Some(cue));
            }
        }
        let Some((sign, next)) = self.follows(at) else { return };
        let speaker = self.speaker(at, begin);
        if let Some(&Piece::Quote(quote)) = self.pieces.get(next) {
            let is_said = self.stands_alone(next, quote);
            if !self.taken[quote] && is_said && (speaker != Speaker::Nobody || sign == Sign::Colon) {
                self.take_with_row(next, false, &speaker, Some(cue));
            }
            return;
        }
        let is_open = self.word(next).is_some_and(|word| matches!(word, "“" | "「" | "『" | "\""));
        if sort == Sort::Quote || speaker == Speaker::Nobody || is_open {
            return;
        }
        let is_own = self.word(next).is_some_and(|word| matches!(word, "他" | "她" | "他们" | "她们" | "自己" | "其"));
        let is_told = match sort {
            _ if sign != Sign::None => true,
            Sort::Clause => self.is_clause(next),
            Sort::Mixed => self.begins_clause(next),
            Sort::Comma | Sort::Quote => is_own && self.begins_clause(next),
        };
        if is_told {
            self.tell(next, sign, &speaker, cue);
        } else if sort != Sort::Comma {
            self.own_words(next, self.clause_end(next), &speaker, cue);
        }
    }

    /// Whether a verb ends what is said of a quotation before it: …这样要求大家。
    fn is_last(&self, at: usize) -> bool {
        (at + 1..at + MOST_BEHIND).any(|at| at >= self.pieces.len() || self.word(at).is_some_and(is_stop))
    }

    /// The first piece of the sentence that a piece stands in. Marked words that end with a full stop end the sentence, unless who said
    /// them follows.
    fn sentence_start(&self, at: usize) -> usize {
        (0..at).rev().take(MOST_TOLD).find(|&before| self.ends_sentence(before)).map_or(at.saturating_sub(MOST_TOLD), |before| before + 1)
    }

    /// What stands behind a cue, whom it is told to left out: the sign, and the piece behind it. None at the end of a sentence.
    fn follows(&self, at: usize) -> Option<(Sign, usize)> {
        let mut next = at + 1;
        let is_hearer = |word: &str| ending(&self.speech.hearer, word).is_some();
        let hearer = (next..next + MOST_HEARER).take_while(|&at| self.word(at).is_some_and(|word| !is_stop(word)));
        if let Some(hearer) = hearer.filter(|&at| self.word(at).is_some_and(is_hearer)).last() {
            let is_told = self.word(at).is_some_and(|word| word.ends_with('诉')) || hearer == next;
            next = if is_told { hearer + 1 } else { next };
        } else if self.word(at) == Some("告诉") {
            // Told to somebody who has no part in it.
            next += (0..MOST_HEARER).take_while(|&more| self.word(next + more).is_some_and(|word| !is_stop(word))).count();
        }
        while self.word(next).is_some_and(|word| matches!(word, "了" | "过" | "着" | "道" | "到" | "大家") || word.trim().is_empty())
        {
            next += 1;
        }
        let sign = match self.word(next).map(str::trim) {
            Some("：" | ":") => Sign::Colon,
            Some("，" | ",") => Sign::Comma,
            Some(_) if self.ends_sentence(next) => return None,
            Some(_) => Sign::None,
            None => return matches!(self.pieces.get(next), Some(Piece::Quote(_))).then_some((Sign::None, next)),
        };
        let mut next = if sign == Sign::None { next } else { next + 1 };
        while self.is_blank(next) {
            next += 1;
        }
        (next < self.pieces.len()).then_some((sign, next))
    }

    /// Whether marked words before a cue are what is said, and not a term in the sentence: 把“四早”要求落到实处.
    fn could_be_said(&self, at: usize, quote: usize) -> bool {
        let (marked, text) = (self.marked[quote], self.scene.text);
        let is_first = at == 0 || self.ends_sentence(at - 1);
        marked.is_sentence(text) || marked.goes_on(text) || is_first && self.word(at + 1).is_some_and(|word| matches!(word, "，" | ","))
    }

    /// Whether marked words are no term: they end as a sentence, or a mark or the end follows the row in which they stand, and they are
    /// long enough for something that is said, or alive.
    fn stands_alone(&self, at: usize, quote: usize) -> bool {
        let (marked, text) = (self.marked[quote], self.scene.text);
        if marked.is_sentence(text) {
            return true;
        }
        let is_row = |at: &usize| matches!(self.pieces[*at], Piece::Quote(_)) || self.word(*at) == Some("、");
        let last = (at..self.pieces.len()).take_while(is_row).last().unwrap_or(at);
        let ends_sentence = matches!(self.pieces[last], Piece::Quote(quote) if self.marked[quote].is_sentence(text));
        let is_last =
            ends_sentence || last + 1 == self.pieces.len() || self.tag(last + 1) == Some(Tag::Punctuation) || self.is_blank(last + 1);
        is_last && (marked.inside(text).chars().nth(SHORTEST_WORDS).is_some() || self.is_alive(quote))
    }

    /// Whether marked words have a particle of spoken language: 吧, 啊, 了.
    fn is_alive(&self, quote: usize) -> bool {
        let Marked { start, end, .. } = self.marked[quote];
        super::phrase::tokens(self.scene.tokens, start, end)
            .iter()
            .any(|token| token.tag == Tag::Modal || token.text(self.scene.text) == "了")
    }

    /// Whether a clause begins at a piece, and no object of the verb: 表示|将继续…, but not 表示|衷心感谢.
    fn begins_clause(&self, at: usize) -> bool {
        let is_subject = |tag: Tag| {
            matches!(
                tag,
                Tag::Noun
                    | Tag::PersonName
                    | Tag::PlaceName
                    | Tag::OrganizationName
                    | Tag::OtherName
                    | Tag::Abbreviation
                    | Tag::Pronoun
                    | Tag::Time
                    | Tag::Number
                    | Tag::Latin
                    | Tag::PlaceWord
                    | Tag::Preposition
                    | Tag::Conjunction
            )
        };
        let (Some(tag), Some(word)) = (self.tag(at), self.word(at)) else { return false };
        self.is_clause(at) && (MODAL.contains(&word) || is_subject(tag) && !matches!(word, "什么" | "这" | "自己"))
    }

    /// Whether what begins at a piece is long enough for a clause, and has a verb.
    fn is_clause(&self, at: usize) -> bool {
        let end = self.clause_end(at);
        let length = self.scene.text[self.start(at)..end.max(self.start(at))].chars().take(SHORTEST_AT_ONCE).count();
        let mut pieces = (at..self.pieces.len()).take(MOST_TOLD).take_while(|&at| self.start(at) < end);
        length == SHORTEST_AT_ONCE && pieces.any(|at| self.tag(at) == Some(Tag::Verb))
    }

    /// Where what is told ends: before the next full stop.
    fn clause_end(&self, at: usize) -> usize {
        let last = (at..self.pieces.len()).take(MOST_TOLD).find(|&at| self.ends_sentence(at)).unwrap_or(at + MOST_TOLD);
        let end = self.start(last.min(self.pieces.len()));
        self.scene.text[..end].trim_end_matches(|c: char| c.is_whitespace() || c == '、').len()
    }

    /// The comma before a later clause of the sentence in which another verb of speech has a subject of its own: …，但她表示….
    fn next_speaker(&self, at: usize) -> Option<usize> {
        let mut comma = None;
        for at in (at..self.pieces.len()).take(MOST_TOLD).take_while(|&at| !self.ends_sentence(at)) {
            let Some(word) = self.word(at) else { continue };
            if matches!(word, "，" | ",") {
                comma = Some(at);
            } else if let Some(comma) = comma
                && matches!(self.speech.sort(word), Some(Sort::Clause | Sort::Mixed))
                && self.is_cue(at)
                && self.follows(at).is_some()
                && matches!(self.speaker(at, comma + 1), Speaker::Known(..))
            {
                return Some(comma);
            }
        }
        None
    }

    /// A clause that tells what was said; words in it that end as a sentence are the speaker's own.
    fn tell(&mut self, at: usize, sign: Sign, speaker: &Speaker, cue: Cue) {
        let start = self.start(at);
        let mut end = self.next_speaker(at).map_or_else(|| self.clause_end(at), |comma| self.start(comma));
        let own = self.own_words(at, end, speaker, cue).unwrap_or(start..start);
        // Words that end as a sentence end this one too.
        if !own.is_empty() {
            end = end.min(own.end);
        }
        // What ends as soon as it begins tells nothing: 告诉记者：；
        let length = self.scene.text.get(start..end).unwrap_or_default().chars().take(SHORTEST).count();
        if length < SHORTEST || own.len() * 2 > end - start {
            return;
        }
        let confidence = speaker.confidence(if sign == Sign::None { 85 } else { 95 });
        let quotation = Quotation { start, end, kind: QuotationKind::Indirect, speaker: speaker.entity(), confidence, cue: Some(cue) };
        self.out.push(quotation);
    }

    /// Marked words in what is told that end as a sentence: these are the speaker's own, and a quotation.
    fn own_words(&mut self, at: usize, end: usize, speaker: &Speaker, cue: Cue) -> Option<Range<usize>> {
        let mut inside = (at..self.pieces.len()).take(MOST_TOLD).take_while(|&at| self.start(at) < end);
        let quote = inside.find_map(|at| match self.pieces[at] {
            Piece::Quote(quote) => (self.marked[quote].is_sentence(self.scene.text) && !self.taken[quote]).then_some(quote),
            Piece::Word(_) => None,
        })?;
        self.take(quote, speaker, Some(cue));
        Some(self.marked[quote].start..self.marked[quote].end)
    }

    /// Makes a quotation of marked words, and of those that stand in a row with them: 批评“甲”、“乙”.
    fn take_with_row(&mut self, at: usize, backwards: bool, speaker: &Speaker, cue: Option<Cue>) {
        let mut next = Some(at);
        while let Some(at) = next {
            let Some(&Piece::Quote(quote)) = self.pieces.get(at) else { return };
            if self.taken[quote] {
                return;
            }
            self.take(quote, speaker, cue);
            let step = |at: usize| if backwards { at.checked_sub(1) } else { Some(at + 1) };
            let is_between = |at: &usize| self.word(*at).is_some_and(|word| word == "、" || !backwards && matches!(word, "，" | "和"));
            next = step(at).and_then(|at| if is_between(&at) { step(at) } else { Some(at) });
        }
    }

    fn take(&mut self, quote: usize, speaker: &Speaker, cue: Option<Cue>) {
        self.taken[quote] = true;
        let Marked { start, end, .. } = self.marked[quote];
        let confidence = speaker.confidence(if cue.is_some() { 97 } else { 70 });
        self.out.push(Quotation { start, end, kind: QuotationKind::Direct, speaker: speaker.entity(), confidence, cue });
    }
}

/// A mark that a verb's object does not reach over.
fn is_stop(word: &str) -> bool {
    matches!(word.trim(), "，" | "," | "：" | ":" | "。" | "！" | "？" | "!" | "?" | "；" | ";")
}

/// How certain a speaker who was found in one way is.
fn confidence(percent: u8, of: u8) -> Confidence {
    let product = u32::from(percent) * u32::from(of) / 100;
    Confidence::of_hundredths(u8::try_from(product).unwrap_or(100))
}
