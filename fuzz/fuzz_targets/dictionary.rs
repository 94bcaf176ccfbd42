//! The dictionary with some bytes changed, and a text: an error that says where the fault is, or tokens that tile the text.
#![no_main]

#[path = "../../crates/jianbao/tests/support/tokens.rs"]
mod tokens;

use std::borrow::Cow;

use jianbao::{ErrorKind, Tokenizer};
use libfuzzer_sys::fuzz_target;

// Changes are offsets and what is written there; the dictionary is cut at a length if there is one.
fuzz_target!(|parts: (Vec<(u32, u8)>, Option<u32>, &str)| {
    let (changes, length, text) = parts;
    let mut blob = jianbao_data::DICTIONARY.to_vec();
    if let Some(length) = length {
        blob.truncate(length as usize % blob.len());
    }
    for (at, byte) in changes {
        // Half of them in the header and the lengths at the beginnings of sections, of which chance alone would find few.
        let reach = if at % 2 == 0 { 16 * 1024 } else { blob.len() };
        if let Some(slot) = blob.get_mut(at as usize / 2 % reach.max(1)) {
            *slot = byte;
        }
    }
    match Tokenizer::from_bytes(Cow::Owned(blob)) {
        Ok(tokenizer) => tokens::check(&tokenizer.tokenize(text), text),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Data);
            assert!(error.to_string().contains("section `"), "{error}");
        }
    }
});
