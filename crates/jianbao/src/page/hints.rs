//! What class and id attributes say of an element: the table data/hints.tsv, as bits.

use std::sync::OnceLock;

/// A set of hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hints(pub(crate) u32);

macro_rules! hints {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// The hints by the words of the table, in the order of their bits.
        pub(crate) const WORDS: &[&str] = &[$($word),*];
        hints!(@bits 0u32; $($name)*);
    };
    (@bits $bit:expr; $name:ident $($rest:ident)*) => {
        impl Hints {
            #[allow(missing_docs, dead_code)]
            pub(crate) const $name: Self = Self(1 << ($bit));
        }
        hints!(@bits $bit + 1; $($rest)*);
    };
    (@bits $bit:expr;) => {};
}

hints! {
    BODY = "body", TITLE = "title", SUBTITLE = "subtitle", INFO = "info", SOURCE = "source", AUTHOR = "author",
    EDITOR = "editor", TIME = "time", CAPTION = "caption", COMMENT = "comment", RELATED = "related", ASIDE = "aside",
    NAV = "nav", CRUMB = "crumb", HEADER = "header", FOOTER = "footer", SHARE = "share", AD = "ad", TAGS = "tags",
    PAGER = "pager", NOTICE = "notice", SUMMARY = "summary", LIST = "list", HIDDEN = "hidden",
}

impl Hints {
    /// What holds for everything inside an element.
    pub(crate) const INHERITED: Self = Self(
        Self::COMMENT.0
            | Self::RELATED.0
            | Self::ASIDE.0
            | Self::NAV.0
            | Self::CRUMB.0
            | Self::FOOTER.0
            | Self::HEADER.0
            | Self::SHARE.0
            | Self::AD.0
            | Self::TAGS.0
            | Self::PAGER.0
            | Self::NOTICE.0
            | Self::HIDDEN.0
            | Self::SUMMARY.0,
    );

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The hints of the words in a class or id attribute.
    pub(crate) fn of(attribute: &str) -> Self {
        let mut found = Self::default();
        let mut word = [0u8; 24];
        let mut length = 0;
        let mut lower_before = false;
        let mut flush = |length: &mut usize, word: &[u8; 24]| {
            if *length > 1 {
                found = found.with(lookup(&word[..(*length).min(24)]));
            }
            *length = 0;
        };
        for byte in attribute.bytes() {
            if !byte.is_ascii_alphabetic() || byte.is_ascii_uppercase() && lower_before {
                flush(&mut length, &word);
            }
            lower_before = byte.is_ascii_lowercase();
            if byte.is_ascii_alphabetic() {
                if length < word.len() {
                    word[length] = byte.to_ascii_lowercase();
                }
                length += 1;
            }
        }
        flush(&mut length, &word);
        found
    }
}

/// The words of the table by their first letter.
type Table = [Vec<(&'static [u8], Hints)>; 26];

fn lookup(word: &[u8]) -> Hints {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = Table::default();
        for row in jianbao_data::table(jianbao_data::HINTS) {
            let bit = WORDS.iter().position(|word| Some(word) == row.get(1));
            if let (Some(bit), Some(letter)) = (bit, row[0].bytes().next().map(letter)) {
                table[letter].push((row[0].as_bytes(), Hints(1 << bit)));
            }
        }
        table
    });
    table[letter(word[0])].iter().find(|(known, _)| *known == word).map_or(Hints::default(), |&(_, hints)| hints)
}

fn letter(byte: u8) -> usize {
    usize::from(byte.wrapping_sub(b'a')).min(25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_case_and_signs() {
        assert_eq!(Hints::of("articleContent_344"), Hints::BODY);
        assert_eq!(Hints::of("post-meta"), Hints::BODY.with(Hints::INFO));
        assert_eq!(Hints::of("reader headliner"), Hints::default());
    }

    #[test]
    fn every_row_of_the_table_is_known() {
        for row in jianbao_data::table(jianbao_data::HINTS) {
            assert!(WORDS.contains(&row[1]), "{row:?}");
        }
    }
}
