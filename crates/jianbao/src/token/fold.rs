//! What a character is looked up as: its width, case and Traditional form folded away, and its kind.

use super::lexicon::NO_CODE;
use crate::chars;

/// What a character can be part of. The order is that of [`KINDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A Han character: words of the dictionary start here.
    Han,
    /// A Han character that writes numbers: 一, 万, 两, 几.
    Numeral,
    Digit,
    /// A letter of any alphabet or syllabary: Latin, Cyrillic, kana, hangul.
    Letter,
    /// Punctuation and symbols: one token each.
    Symbol,
    Space,
    /// Combining marks, joiners, zero-width and control characters: they go with what they follow.
    Mark,
}

/// By number; a power of two of them, so that the number needs no check.
const KINDS: [Kind; 8] = [Kind::Han, Kind::Numeral, Kind::Digit, Kind::Letter, Kind::Symbol, Kind::Space, Kind::Mark, Kind::Symbol];

/// For every character of the Basic Multilingual Plane, the character that it is looked up as.
#[derive(Clone, Debug)]
pub(crate) struct Folding {
    table: Box<[u16]>,
}

impl Folding {
    /// With the Traditional characters of `jianbao-data`.
    pub(crate) fn new() -> Self {
        let mut table: Box<[u16]> = plane().map(|c| narrow(c) as u16).collect();
        for row in jianbao_data::table(jianbao_data::TRADITIONAL) {
            let &[simplified, forms] = row.as_slice() else { continue };
            for form in forms.chars() {
                if let (Some(slot), Some(simplified)) = (table.get_mut(form as usize), simplified.chars().next()) {
                    *slot = simplified as u16;
                }
            }
        }
        Self { table }
    }

    /// The character that `c` is looked up as.
    #[inline]
    pub(crate) fn fold(&self, c: char) -> char {
        self.table.get(c as usize).map_or(c, |&folded| char::from_u32(folded.into()).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// A word as it is looked up.
    pub(crate) fn key(&self, word: &str) -> String {
        word.chars().map(|c| self.fold(c)).collect()
    }
}

/// A character of a window, ready to be looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// What it is looked up as.
    pub(crate) folded: char,
    /// Bytes from the start of the window.
    pub(crate) offset: u32,
    /// Its code in the lexicon.
    pub(crate) code: u16,
    pub(crate) kind: Kind,
    /// Whether it is a full-width form of what it is looked up as.
    pub(crate) wide: bool,
}

/// All that is known of a character in one look: its folding beside its kind and its code in a lexicon.
pub(crate) struct Glyphs {
    pub(crate) folding: Folding,
    /// Code in the low 16 bits, then kind.
    table: Box<[u32]>,
}

impl Glyphs {
    /// With the codes of a lexicon's characters.
    pub(crate) fn new(folding: Folding, code: impl Fn(char) -> u16) -> Self {
        let table = plane()
            .map(|c| {
                let folded = folding.fold(c);
                u32::from(code(folded)) | (kind(folded) as u32) << 16
            })
            .collect();
        Self { folding, table }
    }

    #[inline]
    pub(crate) fn look(&self, c: char, offset: u32) -> Glyph {
        let wide = matches!(c, WIDE_FIRST..=WIDE_LAST);
        match self.table.get(c as usize) {
            Some(&packed) => Glyph {
                folded: self.folding.fold(c),
                offset,
                code: packed as u16,
                kind: KINDS[(packed >> 16) as usize % KINDS.len()],
                wide,
            },
            None => Glyph { folded: c, offset, code: NO_CODE, kind: kind(c), wide },
        }
    }
}

/// The characters of the Basic Multilingual Plane by number, with a stand-in for surrogates.
fn plane() -> impl Iterator<Item = char> {
    (0..1 << 16).map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// The full-width forms of ASCII.
const WIDE_FIRST: char = '\u{ff01}';
const WIDE_LAST: char = '\u{ff5e}';

/// Half width and lower case (Unicode's block of half- and full-width forms, without the half-width kana).
fn narrow(c: char) -> char {
    match c {
        WIDE_FIRST..=WIDE_LAST => char::from_u32(c as u32 - 0xfee0).map_or(c, |c| c.to_ascii_lowercase()),
        // The dots and colons that stand in numbers and foreign names.
        '・' | '･' | '•' | '‧' | '∙' | '⋅' => '·',
        '∶' => ':',
        _ => c.to_ascii_lowercase(),
    }
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digit,
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿' | '两' | '几' => {
            Kind::Numeral
        }
        _ if chars::is_han(c) => Kind::Han,
        // Hangul and private use: large blocks of one kind, told before the tables of Unicode are asked.
        '\u{ac00}'..='\u{d7a3}' => Kind::Letter,
        '\u{e000}'..='\u{f8ff}' => Kind::Symbol,
        _ if c.is_whitespace() => Kind::Space,
        _ if chars::is_invisible(c) || is_mark(c) => Kind::Mark,
        _ if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Symbol,
    }
}

/// Combining marks and variation selectors: the blocks that hold nothing else.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}')
}
