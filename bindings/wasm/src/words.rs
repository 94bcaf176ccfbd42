//! Words with their parts of speech.

use jianbao::Data;
use serde::Serialize;

use crate::failure::Failure;

#[derive(Serialize)]
struct Word<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    tag: &'static str,
}

/// The words of a text, offsets in UTF-16 units.
pub(crate) fn tokenize(data: &Data, text: &str) -> Result<String, Failure> {
    let mut at = 0;
    // Tokens tile the text: each begins where the one before it ends.
    let word = |token: jianbao::Token| {
        let (start, text) = (at, token.text(text));
        at += text.encode_utf16().count();
        Word { start, end: at, text, tag: token.tag.name() }
    };
    let words: Vec<Word<'_>> = data.tokenizer().tokenize(text).into_iter().map(word).collect();
    crate::json(&words)
}
