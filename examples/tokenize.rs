//! Text to words with parts of speech, with a word of one's own.

use std::fmt::Write;

use jianbao::{Error, Tokenizer, UserWords};

/// A line for each word: bytes, word, part of speech.
pub fn words(text: &str) -> Result<String, Error> {
    let tokenizer = Tokenizer::new()?.with_words(&UserWords::parse("福源老年公寓\tnt")?)?;
    let mut worker = tokenizer.worker(); // one for each thread: reuses its buffers
    let mut lines = String::new();
    for token in worker.tokenize(text) {
        let _ = writeln!(lines, "{}..{} {}/{}", token.start, token.end, token.text(text), token.tag);
    }
    Ok(lines)
}

fn main() -> Result<(), Error> {
    print!("{}", words("记者来到福源老年公寓，负责人赵淑媛介绍了情况。")?);
    Ok(())
}
