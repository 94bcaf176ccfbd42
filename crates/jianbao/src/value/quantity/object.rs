//! What a quantity counts or measures: the noun behind it (3264名居民), or before it (大米50袋, 死亡病例为129例).

use super::Measure;
use super::context::{is_noun, is_verb};
use super::grammar::{Reading, Scan};
use super::words::Sort;
use crate::token::{Tag, Token};

/// Tokens of a noun with what goes before it at most.
const LONGEST: usize = 8;
/// Tokens between a quantity and the noun before it at most.
const BETWEEN: usize = 5;
/// Verbs of change, and verbs that only link a noun with its quantity.
const LINKS: [&str; 44] = [
    "数", "同比", "环比", "年均", "日均", "月均", "人均", "平均", "或", "可能", "为", "是", "有", "达", "达到", "共", "共有", "至", "到",
    "约", "超", "仅", "只", "就", "已", "增长", "增加", "上涨", "下降", "下跌", "减少", "上升", "提高", "降低", "提升", "上浮", "下调",
    "上调", "占", "计", "共计", "突破", "超过", "接近",
];

impl<'s> Scan<'s> {
    /// The words of the object. `from` is where the bound before the quantity begins.
    pub(super) fn object(&self, reading: &Reading<'_>, from: usize) -> Option<&'s str> {
        let behind = self.tokens.partition_point(|token| token.start < reading.end);
        let before = self.tokens.partition_point(|token| token.start < from);
        let span = self.noun_behind(reading, behind).or_else(|| self.noun_before(reading, before));
        span.map(|(start, end)| &self.text[start..end])
    }

    fn word(&self, token: Token) -> &'s str {
        &self.text[token.start..token.end]
    }

    fn noun_behind(&self, reading: &Reading<'_>, mut place: usize) -> Option<(usize, usize)> {
        let first = *self.tokens.get(place)?;
        let is_linked = self.word(first) == "的";
        place += usize::from(is_linked);
        let first = *self.tokens.get(place)?;
        // People do things: 34人参加 says nothing of whom.
        let is_people = matches!(reading.unit.as_deref(), Some("人" | "人次"));
        if is_people && !is_linked {
            return None;
        }
        let counts = is_linked || matches!(reading.measure, Measure::Count | Measure::Ordinal) && reading.unit.is_some();
        let acts = reading.measure == Measure::Frequency && matches!(reading.unit.as_deref(), Some("次"));
        if acts && is_verb(first.tag) {
            let noun = self.tokens.get(place + 1).filter(|next| is_noun(next.tag)).and_then(|_| self.noun(place + 1));
            let end = noun.map_or(first.end, |(_, end)| end);
            return (self.text[first.start..end].chars().count() > 1).then_some((first.start, end));
        }
        if let Some(unknown) = self.unknown(place).filter(|_| counts) {
            return Some(unknown);
        }
        if is_noun(first.tag) || matches!(first.tag, Tag::Adjective | Tag::AdjectiveMorpheme | Tag::Attributive | Tag::Latin) {
            return self.noun(place).or_else(|| self.noun_after_clause(place));
        }
        let is_clause = counts && (is_verb(first.tag) || matches!(first.tag, Tag::Adverb | Tag::Preposition));
        if is_clause {
            return self.noun_after_clause(place).or_else(|| {
                let is_attribute = is_verb(first.tag) && self.tokens.get(place + 1).is_some_and(|next| is_noun(next.tag));
                is_attribute.then(|| self.noun(place + 1).map(|(_, end)| (first.start, end))).flatten()
            });
        }
        None
    }

    /// Two characters that are no words by themselves make one that no dictionary has: 主播.
    fn unknown(&self, place: usize) -> Option<(usize, usize)> {
        let [first, second] = self.tokens.get(place..place + 2)? else { return None };
        let is_one = |token: &Token| self.word(*token).chars().count() == 1;
        let is_morpheme = matches!(
            first.tag,
            Tag::AdjectiveMorpheme | Tag::VerbMorpheme | Tag::NounMorpheme | Tag::AttributiveMorpheme | Tag::Attributive | Tag::Morpheme
        );
        let ends = !matches!(second.tag, Tag::Punctuation | Tag::Particle | Tag::Number);
        (is_morpheme && is_one(first) && is_one(second) && ends).then_some((first.start, second.end))
    }

    /// A noun with what stands before it, from a token on.
    fn noun(&self, place: usize) -> Option<(usize, usize)> {
        let start = self.tokens.get(place)?.start;
        let mut end = None;
        for token in self.tokens[place..].iter().take(LONGEST) {
            if is_noun(token.tag) || token.tag == Tag::Latin {
                end = Some(token.end);
            } else if !matches!(token.tag, Tag::Adjective | Tag::AdjectiveMorpheme | Tag::Attributive) {
                break;
            }
        }
        end.map(|end| (start, end))
    }

    /// 一名患慢性病的老人: the noun behind 的.
    fn noun_after_clause(&self, place: usize) -> Option<(usize, usize)> {
        let clause = self.tokens[place..].iter().take(LONGEST).take_while(|token| token.tag != Tag::Punctuation);
        let link = clause.enumerate().find(|(_, token)| self.word(**token) == "的")?.0;
        let next = self.tokens.get(place + link + 1)?;
        (is_noun(next.tag) || matches!(next.tag, Tag::Adjective | Tag::Attributive)).then(|| self.noun(place + link + 1))?
    }

    fn noun_before(&self, reading: &Reading<'_>, place: usize) -> Option<(usize, usize)> {
        let is_part = matches!(reading.measure, Measure::Ordinal | Measure::Ratio | Measure::Percent);
        for (step, last) in (0..place).rev().take(BETWEEN).enumerate() {
            let token = self.tokens[last];
            let word = self.word(token);
            // Where things are is not what they are: 全市有3000人.
            let is_place = token.tag == Tag::PlaceName || self.words.units.get(word).is_some_and(|(sort, _)| *sort == Sort::Time);
            if is_noun(token.tag) && !LINKS.contains(&word) {
                return (!is_place).then(|| self.noun_until(last));
            }
            let is_link = match token.tag {
                Tag::Adverb | Tag::NonWord | Tag::Time => true,
                Tag::Particle => word == "了" || word == "的" && is_part && step == 0,
                Tag::Punctuation => matches!(word, ":" | "：") && step == 0,
                _ => LINKS.contains(&word),
            };
            if is_link {
                continue;
            }
            // What a verb names is counted: 死亡18例, 捐款5万元.
            let names = match reading.measure {
                Measure::Count => self.words.event.contains(word),
                Measure::Money => self.words.fund.contains(word) || word.ends_with(['款', '资', '贴']),
                _ => false,
            };
            return (is_verb(token.tag) && names && word.chars().count() > 1).then_some((token.start, token.end));
        }
        None
    }

    /// The noun that ends with a token, with what belongs to it.
    fn noun_until(&self, last: usize) -> (usize, usize) {
        let mut first = last;
        for place in (0..last).rev().take(LONGEST) {
            let tag = self.tokens[place].tag;
            if is_noun(tag) || self.word(self.tokens[place]).starts_with('最') {
                first = place;
            } else if !matches!(tag, Tag::Attributive | Tag::Adjective) {
                break;
            }
        }
        (self.tokens[first].start, self.tokens[last].end)
    }
}
