//! What the text around a number says of it: bounds before it, and whether it is a quantity at all.

use super::decimal::Decimal;
use super::grammar::{Reading, Scan};
use super::numeral::{Glyph, glyph};
use super::unit::doubled;
use super::words::Sort;
use super::{Bound, Measure};
use crate::token::{Tag, Token};

/// Short words that may stand between a bound and its number: 至少有, 超过了, 最多为.
const LINKS: [&str; 9] = ["有", "为", "是", "了", "达", "到", "出", "在", "於"];
/// Links at most.
const MOST_LINKS: usize = 2;
/// Words with which 一 and its measure are an article: 每一个, 这一批.
const ARTICLES: [char; 19] =
    ['又', '每', '这', '這', '那', '某', '另', '同', '任', '哪', '唯', '逐', '各', '进', '再', '下', '上', '前', '统'];

impl Scan<'_> {
    /// Reads the bound before a number and tells where it begins.
    pub(super) fn bounded(&self, reading: &mut Reading<'_>) -> usize {
        let mut before = self.text[..reading.start].trim_end_matches(' ');
        for _ in 0..=MOST_LINKS {
            if let Some((start, bound)) = self.words.before.ending(before)
                && self.is_word(start, before.len())
            {
                let (start, bound) = denied(before, start, bound);
                if (reading.bound == Bound::Exact || reading.numeral.is_implied && reading.bound == Bound::About)
                    && reading.measure != Measure::Ordinal
                {
                    reading.bind(bound);
                }
                return start;
            }
            let Some(shorter) = LINKS.iter().find_map(|link| before.strip_suffix(link)) else { break };
            before = shorter.trim_end_matches(' ');
        }
        reading.start
    }

    /// Whether a word or several fill this span; 过 behind a verb is none.
    fn is_word(&self, start: usize, end: usize) -> bool {
        self.token_at(start).is_some_and(|place| self.tokens[place].tag != Tag::Particle)
            && (self.token_at(end).is_some() || end == self.text.len())
    }

    /// Whether a reading is a quantity. `from` is where its bound begins, or itself.
    pub(super) fn admits(&self, reading: &mut Reading<'_>, from: usize) -> bool {
        if self.is_whole(reading.start, reading.end) {
            return !reading.numeral.is_code || reading.number.is_some();
        }
        if reading.numeral.is_code {
            return false;
        }
        // 一次次, 一寸一寸: each of them in turn.
        let own = &self.text[reading.start..reading.end];
        let is_doubled = || doubled(reading.unit.as_deref().unwrap_or_default()).is_some();
        let is_repeated = || self.text[reading.end..].starts_with(own) || self.text[..reading.start].ends_with(own);
        if reading.number == Some(Decimal::ONE) && (is_doubled() || is_repeated()) {
            return false;
        }
        match (reading.measure, reading.sort) {
            (Measure::Ordinal, _) => self.is_rank(reading),
            (Measure::Count | Measure::Frequency, Some(Sort::Measure(_) | Sort::Noun)) => self.is_count(reading, from),
            (Measure::Count, None) => self.is_bare(reading, from),
            (Measure::Money, None) => reading.number.is_some() || reading.upper.is_some(),
            _ => true,
        }
    }

    fn next(&self, reading: &Reading<'_>) -> Option<Token> {
        let at = self.tokens.partition_point(|token| token.start < reading.end);
        self.tokens.get(at).copied()
    }

    /// 第三 before a noun makes a name of it: 第三产业, 第一时间; at the head of a clause it counts what is said.
    fn is_rank(&self, reading: &Reading<'_>) -> bool {
        if let Some(unit) = &reading.unit {
            return !self.words.vague.contains(unit.as_ref()) || matches!(self.words.units.get(unit.as_ref()), Some((Sort::Measure(_), _)));
        }
        let before = &self.text[..reading.start];
        let is_head = before.is_empty() || before.ends_with(['。', '，', '；', '：', '\n', '“', '、', ',', ';', ':', ' ', '\u{3000}']);
        if is_head
            && reading.numeral.bare_end == reading.end
            && !self.text[reading.start..].starts_with('倒')
            && self.text[reading.end..].starts_with(['，', ',', '、', '：', ':', '.', '．'])
        {
            return false;
        }
        !self.next(reading).is_some_and(|next| is_noun(next.tag) || matches!(next.tag, Tag::Localizer | Tag::Measure | Tag::Latin))
    }

    fn is_count(&self, reading: &Reading<'_>, from: usize) -> bool {
        let Some(unit) = &reading.unit else { return true };
        // 万家团圆, 千行百业 and the like: units alone count where a bound says so, or a noun follows.
        if reading.numeral.is_implied && reading.bound == Bound::About && from == reading.start {
            let is_power = |c: char| matches!(glyph(c), Some(Glyph::Power(_)));
            let mut before = self.text[..reading.start].chars().rev();
            let is_paired = self.text[reading.end..].starts_with(is_power) || before.nth(1).is_some_and(is_power);
            let is_object = |next: Token| {
                let is_end = matches!(next.tag, Tag::Punctuation | Tag::NonWord | Tag::Particle | Tag::Preposition | Tag::Adverb);
                !is_verb(next.tag) && !is_end
            };
            // 达到千亿件
            let is_reached = self.text[..reading.start].ends_with(['达', '到', '至', '破', '过']);
            return !is_paired && (is_reached || self.next(reading).is_some_and(is_object));
        }
        let is_small = !reading.numeral.is_arabic && reading.numeral.length == 1 && reading.numeral.upper.is_none();
        if !is_small {
            return true;
        }
        let before = &self.text[..reading.start];
        if reading.number == Some(Decimal::ONE) {
            let repeats = self.text[reading.end..].starts_with(unit.as_ref());
            if self.words.vague.contains(unit.as_ref()) || before.ends_with(ARTICLES) || repeats || self.is_rhetoric(reading) {
                return false;
            }
        }
        // 一站式, 两票制 are kinds, not counts.
        if self.next(reading).is_some_and(|next| matches!(next.text(self.text), "制" | "式" | "型" | "化")) {
            return false;
        }
        // 一人一档, 两站一场: set phrases are built of pairs.
        let is_number =
            |token: Option<&Token>| token.is_some_and(|token| token.tag == Tag::Number && token.end - token.start == '一'.len_utf8());
        let first = self.tokens.partition_point(|token| token.start < reading.start);
        let last = self.tokens.partition_point(|token| token.start < reading.end);
        let follows = is_number(self.tokens.get(last));
        let single =
            |token: Option<&Token>| token.is_some_and(|token| token.end - token.start <= '一'.len_utf8() && token.tag != Tag::Punctuation);
        let precedes = first >= 2
            && single(self.tokens.get(first - 1))
            && is_number(self.tokens.get(first - 2))
            && !is_verb(self.tokens[first - 1].tag);
        let pairs_later = single(self.tokens.get(last)) && is_number(self.tokens.get(last + 1));
        !(follows || precedes || pairs_later && reading.unit.as_deref().is_some_and(|unit| unit.len() <= '一'.len_utf8()))
    }

    /// 一人都不能少, 不漏一户: one is none here.
    fn is_rhetoric(&self, reading: &Reading<'_>) -> bool {
        let first = self.tokens.partition_point(|token| token.start < reading.start);
        let mut before = self.tokens[..first].iter().rev().take(2).map(|token| token.text(self.text));
        let follows = self.next(reading).is_some_and(|next| matches!(next.text(self.text), "都" | "也" | "不"));
        follows || before.any(|word| word.starts_with(['不', '没', '未', '无']))
    }

    /// A number without a unit.
    fn is_bare(&self, reading: &mut Reading<'_>, from: usize) -> bool {
        let numeral = reading.numeral;
        let Some(value) = reading.upper.or(reading.number).or(reading.lower) else { return false };
        if numeral.is_row {
            return false;
        }
        let is_large = numeral.tail.1 > 0 || numeral.vague;
        let is_bounded = from < reading.start || !numeral.is_implied && !matches!(reading.bound, Bound::Exact | Bound::Range);
        if value < Decimal::whole(10) || self.is_named(reading, from) {
            return false;
        }
        let next = self.next(reading);
        let is_free = next
            .is_none_or(|next| !is_noun(next.tag) && !matches!(next.tag, Tag::Latin | Tag::Measure | Tag::Localizer | Tag::Attributive));
        let ends = next.is_none_or(|next| matches!(next.tag, Tag::Punctuation | Tag::Particle | Tag::NonWord | Tag::Modal));
        if self.is_money(reading, from, next) {
            return true;
        }
        if is_large || is_bounded && (is_free || numeral.more) {
            return !numeral.is_implied || is_bounded && is_free;
        }
        let is_dated = self.text[..from].ends_with(['年', '月', '日']);
        let is_year = numeral.is_arabic && value.is_whole() && value >= Decimal::whole(1900) && value <= Decimal::whole(2100);
        let is_han_word = !numeral.is_arabic && (value < Decimal::whole(100) || !numeral.has_power);
        ends && !is_year && !is_han_word && !is_dated && numeral.length <= 12
    }

    /// Whether the number is the name of something: 编号1234, （600519）.
    fn is_named(&self, reading: &Reading<'_>, from: usize) -> bool {
        let before = self.text[..from].trim_end_matches([' ', ':', '：', '为', '是', '第']);
        let is_code = ending_in(before, |word| self.words.code.contains(word));
        let is_model = self.text[..from].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_alphabetic());
        let is_alone =
            self.text[..from].ends_with(['(', '（', '[', '【', '〔']) && self.text[reading.end..].starts_with([')', '）', ']', '】', '〕']);
        is_code || is_model || is_alone
    }

    /// Whether the noun last spoken of before a place, with verbs and small words between, is one of a set.
    fn speaks_of(&self, at: usize, has: impl Fn(&str) -> bool) -> bool {
        let end = self.tokens.partition_point(|token| token.end <= at);
        let is_link = |token: &&Token| {
            is_verb(token.tag) || matches!(token.tag, Tag::Adverb | Tag::Preposition | Tag::Particle | Tag::Pronoun | Tag::NonWord)
        };
        let between = self.tokens[..end].iter().rev().take(BETWEEN).take_while(is_link).count();
        let noun = self.tokens[..end - between].last();
        noun.is_some_and(|noun| is_noun(noun.tag) && ending_in(noun.text(self.text), has))
    }

    /// 临时救助资金59万, 50万销售额: money by the noun beside it.
    fn is_money(&self, reading: &mut Reading<'_>, from: usize, next: Option<Token>) -> bool {
        let is_fund = |word: &str| self.words.fund.contains(word);
        let before = self.text[..from].trim_end_matches([' ', ':', '：', '为', '达', '到', '共', '是']);
        let says_before = ending_in(before, is_fund) || reading.numeral.has_power && self.speaks_of(from, is_fund);
        let behind = self.text[reading.end..]
            .strip_prefix('的')
            .map_or(next, |rest| self.token_at(self.text.len() - rest.len()).map(|place| self.tokens[place]));
        let says_behind = behind.is_some_and(|next| ending_in(next.text(self.text), is_fund));
        let is_money = says_before || says_behind && reading.numeral.tail.1 > 0;
        if is_money {
            (reading.measure, reading.currency) = (Measure::Money, Some("CNY"));
        }
        is_money
    }
}

/// Tokens between a number and the noun that says of what it is, at most: 薪酬 能 给 到 1万.
const BETWEEN: usize = 4;

/// A bound with 不 before it, and where that begins: 不能超过, 没有低于.
fn denied(before: &str, start: usize, bound: Bound) -> (usize, Bound) {
    let verb = before[..start].trim_end_matches(['能', '得', '可', '会', '應', '应', '宜', '曾']);
    let Some(rest) = ["不", "未", "没有", "没", "沒有"].iter().find_map(|no| verb.strip_suffix(no)) else { return (start, bound) };
    match bound {
        Bound::MoreThan => (rest.len(), Bound::AtMost),
        Bound::LessThan => (rest.len(), Bound::AtLeast),
        _ => (start, bound),
    }
}

/// Whether some end of a text is a word of a set.
fn ending_in(text: &str, has: impl Fn(&str) -> bool) -> bool {
    text.char_indices().rev().take(super::words::LONGEST).any(|(start, _)| has(&text[start..]))
}

pub(super) fn is_noun(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Noun
            | Tag::NounMorpheme
            | Tag::PersonName
            | Tag::PlaceName
            | Tag::OrganizationName
            | Tag::OtherName
            | Tag::NominalVerb
            | Tag::NominalAdjective
            | Tag::Abbreviation
            | Tag::SetPhrase
            | Tag::Suffix
    )
}

pub(super) fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Verb | Tag::VerbMorpheme | Tag::AdverbialVerb)
}
