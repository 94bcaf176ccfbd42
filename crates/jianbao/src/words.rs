//! Tables of words and their sorts.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::chars::CharFilter;
use crate::token::Folding;

/// Words of a sort, looked up without regard to width, case and Traditional characters.
pub(crate) struct Words {
    words: BTreeSet<&'static str>,
    /// Their last characters: most words that are none of these are known by it.
    lasts: CharFilter,
}

/// Characters of the longest word that is looked for at the end of another.
const LONGEST: usize = 8;

impl Words {
    const fn new() -> Self {
        Self { words: BTreeSet::new(), lasts: CharFilter::new() }
    }

    fn insert(&mut self, word: &'static str) {
        if let Some(last) = word.chars().next_back() {
            self.lasts.insert(last);
            self.words.insert(word);
        }
    }

    /// Whether some word may end with a character.
    fn may_end(&self, last: char) -> bool {
        self.lasts.may_hold(folding().fold(last))
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        word.chars().next_back().is_some_and(|last| self.may_end(last)) && self.holds(word)
    }

    fn holds(&self, word: &str) -> bool {
        self.words.contains(word) || word.chars().any(|c| folding().fold(c) != c) && self.words.contains(folding().key(word).as_str())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}

fn folding() -> &'static Folding {
    static FOLDING: OnceLock<Folding> = OnceLock::new();
    FOLDING.get_or_init(Folding::new)
}

/// The words of a table of `jianbao-data`, by sort.
pub(crate) fn by_sort<const N: usize>(table: &'static str, sorts: [&str; N]) -> [Words; N] {
    let mut sets = [const { Words::new() }; N];
    for row in jianbao_data::table(table) {
        let [word, sort] = row[..] else { continue };
        if let Some(at) = sorts.iter().position(|known| *known == sort) {
            sets[at].insert(word);
        }
    }
    sets
}

/// The longest word of a set that a text ends with.
pub(crate) fn ending<'t>(set: &Words, text: &'t str) -> Option<&'t str> {
    if !set.may_end(text.chars().next_back()?) {
        return None;
    }
    text.char_indices().rev().take(LONGEST).map(|(at, _)| &text[at..]).filter(|tail| set.holds(tail)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_every_script() {
        let [office] = by_sort(jianbao_data::TITLES, ["office"]);
        assert!(office.contains("局长") && office.contains("局長") && office.contains("ceo") && !office.contains("局"));
        assert_eq!(ending(&office, "副局長"), Some("局長"));
        assert_eq!(ending(&office, "总经理"), Some("总经理"));
    }

    #[test]
    fn every_sort_of_a_table_is_known() {
        let [body, ..] = by_sort(jianbao_data::ORGANIZATIONS, ["body", "part", "head", "inner"]);
        assert!(body.contains("委员会"));
        for (table, sorts) in [
            (jianbao_data::ORGANIZATIONS, &["body", "part", "head", "inner"][..]),
            (jianbao_data::TITLES, &["office", "inner", "calling", "honorific", "loose"]),
            (jianbao_data::SPEECH, &["clause", "mixed", "comma", "quote", "hearer", "aside", "toward", "voice", "saying", "follow"]),
        ] {
            for row in jianbao_data::table(table) {
                assert!(sorts.contains(&row[1]) && row[0].chars().count() <= LONGEST, "{row:?}");
            }
        }
    }
}
