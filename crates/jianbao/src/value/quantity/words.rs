//! The table of data/quantities.tsv.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Bound, Measure};

/// Characters of the longest word.
pub(super) const LONGEST: usize = 8;

/// What a word behind a number makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Measure(Measure),
    /// A noun that is counted without a measure word.
    Noun,
    Time,
    /// A name, an address, a degree.
    Name,
}

/// Words with what is known of them. Most characters begin and end none: a look at one bit tells.
#[derive(Debug)]
pub(super) struct Lexicon<V> {
    rows: BTreeMap<&'static str, V>,
    first: Chars,
    last: Chars,
}

/// A set of characters that may have more of them than were put in.
#[derive(Debug)]
struct Chars([u64; 64]);

impl Chars {
    fn place(c: char) -> (usize, u32) {
        (c as usize / 64 % 64, c as u32 % 64)
    }

    fn insert(&mut self, c: char) {
        let (word, bit) = Self::place(c);
        self.0[word] |= 1 << bit;
    }

    fn may_have(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0[word] >> bit & 1 == 1
    }
}

impl<V> Default for Lexicon<V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), first: Chars([0; 64]), last: Chars([0; 64]) }
    }
}

impl<V: Copy> Lexicon<V> {
    fn insert(&mut self, word: &'static str, value: V) {
        word.chars().next().into_iter().for_each(|c| self.first.insert(c));
        word.chars().next_back().into_iter().for_each(|c| self.last.insert(c));
        self.rows.insert(word, value);
    }

    pub(super) fn get(&self, word: &str) -> Option<&V> {
        self.rows.get(word)
    }

    /// The words that begin a text, the longest first: where each ends, and its row.
    pub(super) fn beginning(&self, text: &str) -> impl Iterator<Item = (usize, V)> + use<'_, V> {
        let mut found = [None; LONGEST];
        if text.chars().next().is_some_and(|c| self.first.may_have(c)) {
            for (slot, (start, c)) in found.iter_mut().zip(text.char_indices()) {
                let end = start + c.len_utf8();
                *slot = self.last.may_have(c).then(|| self.get(&text[..end])).flatten().map(|value| (end, *value));
            }
        }
        found.into_iter().rev().flatten()
    }

    /// The longest word that ends a text: where it begins, and its row.
    pub(super) fn ending(&self, text: &str) -> Option<(usize, V)> {
        text.chars().next_back().filter(|c| self.last.may_have(*c))?;
        let starts = text.char_indices().rev().take(LONGEST).filter(|(_, c)| self.first.may_have(*c));
        starts.filter_map(|(start, _)| self.get(&text[start..]).map(|value| (start, *value))).last()
    }
}

#[derive(Debug, Default)]
pub(super) struct Words {
    /// What stands behind a number, with its code.
    pub(super) units: Lexicon<(Sort, &'static str)>,
    /// Measure words with which 一 is no count.
    pub(super) vague: BTreeSet<&'static str>,
    /// What stands before money, with the currency.
    pub(super) sign: Lexicon<&'static str>,
    /// What stands before degrees; true if they are below zero.
    pub(super) scale: Lexicon<bool>,
    /// Nouns behind which a bare number is money.
    pub(super) fund: BTreeSet<&'static str>,
    /// Nouns behind which a number is a name.
    pub(super) code: BTreeSet<&'static str>,
    /// Verbs that name what is counted behind them.
    pub(super) event: BTreeSet<&'static str>,
    pub(super) before: Lexicon<Bound>,
    pub(super) behind: Lexicon<Bound>,
    /// Words of currencies by code.
    main: BTreeMap<&'static str, &'static str>,
}

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for row in jianbao_data::table(jianbao_data::QUANTITIES) {
            let [word, sort, rest @ ..] = row.as_slice() else { continue };
            words.add(word, sort, rest.first().copied().unwrap_or_default());
        }
        words
    })
}

impl Words {
    fn add(&mut self, word: &'static str, sort: &str, code: &'static str) {
        if let Some(sort) = unit(sort) {
            if sort == Sort::Measure(Measure::Money) && !code.is_empty() {
                self.main.entry(code).or_insert(word);
            }
            self.units.insert(word, (sort, code));
            return;
        }
        match sort {
            "vague" => _ = self.vague.insert(word),
            "sign" => self.sign.insert(word, code),
            "scale" => self.scale.insert(word, code == "below"),
            "fund" => _ = self.fund.insert(word),
            "code" => _ = self.code.insert(word),
            "event" => _ = self.event.insert(word),
            "before" => _ = bound(code).map(|bound| self.before.insert(word, bound)),
            _ => _ = bound(code).map(|bound| self.behind.insert(word, bound)),
        }
    }

    pub(super) fn ucum(&self, unit: &str) -> Option<&'static str> {
        let (sort, code) = self.units.get(unit).or_else(|| self.units.get(unit.to_ascii_lowercase().as_str()))?;
        let is_unit = !matches!(sort, Sort::Measure(Measure::Money | Measure::Percent));
        Some(*code).filter(|code| is_unit && !code.is_empty())
    }

    /// The word that a currency's whole unit is called by: 元 for CNY.
    pub(super) fn main_unit(&self, code: &str) -> Option<&'static str> {
        self.main.get(code).copied()
    }
}

fn unit(sort: &str) -> Option<Sort> {
    Some(match sort {
        "count" => Sort::Measure(Measure::Count),
        "money" => Sort::Measure(Measure::Money),
        "percent" => Sort::Measure(Measure::Percent),
        "length" => Sort::Measure(Measure::Length),
        "area" => Sort::Measure(Measure::Area),
        "mass" => Sort::Measure(Measure::Mass),
        "volume" => Sort::Measure(Measure::Volume),
        "temperature" => Sort::Measure(Measure::Temperature),
        "frequency" => Sort::Measure(Measure::Frequency),
        "ratio" => Sort::Measure(Measure::Ratio),
        "age" => Sort::Measure(Measure::Age),
        "other" => Sort::Measure(Measure::Other),
        "noun" => Sort::Noun,
        "time" => Sort::Time,
        "none" => Sort::Name,
        _ => return None,
    })
}

fn bound(code: &str) -> Option<Bound> {
    Some(match code {
        "about" => Bound::About,
        "at_least" => Bound::AtLeast,
        "at_most" => Bound::AtMost,
        "more_than" => Bound::MoreThan,
        "less_than" => Bound::LessThan,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::QUANTITIES) {
            let code = row.get(2).copied().unwrap_or_default();
            let is_known = match row[1] {
                "before" | "behind" => bound(code).is_some(),
                "scale" => matches!(code, "" | "below"),
                "percent" => code.parse::<i8>().is_ok(),
                sort => unit(sort).is_some() || ["vague", "sign", "fund", "code", "event"].contains(&sort),
            };
            assert!(is_known && row[0].chars().count() <= LONGEST, "{row:?}");
        }
    }

    #[test]
    fn the_longest_word_comes_first() {
        let units = &words().units;
        let found: Vec<usize> = units.beginning("平方公里内").map(|(end, _)| end / 3).collect();
        assert_eq!(found, [4, 2, 1]);
        assert_eq!(words().before.ending("人数不超过"), Some(("人数".len(), Bound::AtMost)));
    }
}
