//! The table of data/contacts.tsv.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What the words of the table say of a number or an address.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Say that a number is one to call: 电话, 热线.
    pub(crate) cue: BTreeSet<&'static str>,
    /// Say that it is none: 订单号, QQ.
    pub(crate) code: BTreeSet<&'static str>,
    /// Make it a count, or a part of a date: 元, 年.
    pub(crate) unit: BTreeSet<&'static str>,
    /// Ends of hosts that are told from file names and sentences without `www.`.
    pub(crate) domain: BTreeSet<&'static str>,
    /// Look like hosts, but are names of other things.
    pub(crate) product: BTreeSet<&'static str>,
}

/// Characters of the longest word.
pub(crate) const LONGEST: usize = 8;

pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for row in jianbao_data::table(jianbao_data::CONTACTS) {
            let [word, sort, ..] = row.as_slice() else { continue };
            let set = match *sort {
                "cue" => &mut words.cue,
                "code" => &mut words.code,
                "unit" => &mut words.unit,
                "domain" => &mut words.domain,
                _ => &mut words.product,
            };
            set.insert(*word);
        }
        words
    })
}

/// Whether some word of the set ends a text.
pub(crate) fn ends(set: &BTreeSet<&str>, text: &str) -> bool {
    text.char_indices().rev().take(LONGEST).any(|(start, _)| set.contains(&text[start..]))
}

/// Whether some word of the set begins a text.
pub(crate) fn begins(set: &BTreeSet<&str>, text: &str) -> bool {
    text.char_indices().take(LONGEST).any(|(start, c)| set.contains(&text[..start + c.len_utf8()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::CONTACTS) {
            assert!(["cue", "code", "unit", "domain", "product"].contains(&row[1]), "{row:?}");
            assert!(["domain", "product"].contains(&row[1]) || row[0].chars().count() <= LONGEST, "{row:?}");
        }
    }
}
