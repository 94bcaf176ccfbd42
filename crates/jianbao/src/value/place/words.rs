//! The table of data/places.tsv.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Words around the names of places.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Begin with the last character of a full name, so that the short name stands before them.
    pub(crate) after: BTreeSet<&'static str>,
    /// Longer words in which that is not so.
    pub(crate) not_after: BTreeSet<&'static str>,
    /// Make the name of a road or a building of the name before them.
    pub(crate) road: BTreeSet<&'static str>,
    /// End the names of villages and communities.
    pub(crate) village: BTreeSet<&'static str>,
    /// Offices that stand for their town.
    pub(crate) office: BTreeSet<&'static str>,
    /// What towns and streets end with.
    pub(crate) town: BTreeSet<&'static str>,
}

/// Characters of the longest word.
const LONGEST: usize = 6;

pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for row in jianbao_data::table(jianbao_data::PLACES) {
            let [word, sort] = row.as_slice() else { continue };
            let set = match *sort {
                "after" => &mut words.after,
                "not_after" => &mut words.not_after,
                "road" => &mut words.road,
                "village" => &mut words.village,
                "office" => &mut words.office,
                _ => &mut words.town,
            };
            set.insert(*word);
        }
        words
    })
}

/// The longest word of a set that a text begins with.
pub(crate) fn begins<'t>(set: &BTreeSet<&str>, text: &'t str) -> Option<&'t str> {
    let heads = text.char_indices().take(LONGEST).map(|(at, c)| &text[..at + c.len_utf8()]);
    heads.filter(|head| set.contains(head)).last()
}

/// The longest word of a set that a text ends with.
pub(crate) fn ends<'t>(set: &BTreeSet<&str>, text: &'t str) -> Option<&'t str> {
    let tails = text.char_indices().rev().take(LONGEST).map(|(at, _)| &text[at..]);
    tails.filter(|tail| set.contains(tail)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::PLACES) {
            assert!(["after", "not_after", "road", "village", "office", "town"].contains(&row[1]), "{row:?}");
            assert!(row[0].chars().count() <= LONGEST, "{row:?}");
        }
    }

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(begins(&words().road, "大道88号"), Some("大道"));
        assert_eq!(ends(&words().office, "灞陵街道办事处"), Some("街道办事处"));
        assert_eq!(ends(&words().village, "村口"), None);
    }
}
