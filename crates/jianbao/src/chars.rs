//! Character classes of Chinese text, shared by every room.

/// White space that folds to one blank: Unicode's, with the ideographic space U+3000.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters without width or meaning in a paragraph: soft hyphen, zero-width spaces and marks, byte order mark,
/// control characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || c.is_control() && !c.is_whitespace()
}

/// A Han character (CJK Unified Ideographs, extensions A to H, compatibility ideographs, 〇).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Japanese kana or Korean syllables: signs of a page that is not Chinese.
pub(crate) fn is_kana_or_hangul(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{ac00}'..='\u{d7a3}')
}

/// Punctuation inside and at the end of sentences. , and ， count the same: the seeds' kind of text is half-width.
pub(crate) fn is_sentence_punctuation(c: char) -> bool {
    matches!(c, '，' | '。' | '！' | '？' | '；' | '、' | '：' | '…' | '“' | '”' | '「' | '」' | '《' | '》' | ',' | '!' | '?' | ';')
}

/// A character that may end a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '!' | '?' | '；' | '.' | ';')
}

/// Closing quotation marks and brackets, that may follow the end of a sentence.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | '」' | '』' | '）' | ')' | '》' | '】' | '〉' | ']')
}

/// Characters, several of them a bit: says of most that are not in it that they are not, and never of one that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CharFilter([u64; 64]);

impl CharFilter {
    pub(crate) const fn new() -> Self {
        Self([0; 64])
    }

    pub(crate) fn insert(&mut self, c: char) {
        let (at, bit) = Self::place(c);
        self.0[at] |= bit;
    }

    pub(crate) fn may_hold(&self, c: char) -> bool {
        let (at, bit) = Self::place(c);
        self.0[at] & bit != 0
    }

    const fn place(c: char) -> (usize, u64) {
        let low = c as u32 % 4096;
        ((low / 64) as usize, 1 << (low % 64))
    }
}

/// White space folded to single blanks and invisible characters dropped.
pub(crate) fn fold_space(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if is_space(c) {
            blank = !folded.is_empty();
        } else if !is_invisible(c) {
            if std::mem::take(&mut blank) {
                folded.push(' ');
            }
            folded.push(c);
        }
    }
    folded
}
