//! Any text: no panic, and tokens that tile it, the same whatever was cut before.
#![no_main]

#[path = "../../crates/jianbao/tests/support/tokens.rs"]
mod tokens;

use std::cell::RefCell;
use std::sync::LazyLock;

use jianbao::{Tokenizer, Worker};
use libfuzzer_sys::fuzz_target;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| Tokenizer::new().expect("the dictionary of jianbao-data"));

thread_local! {
    static WORKER: RefCell<Worker> = RefCell::new(TOKENIZER.worker());
}

fuzz_target!(|text: &str| {
    let found = TOKENIZER.tokenize(text);
    tokens::check(&found, text);
    WORKER.with_borrow_mut(|worker| assert_eq!(worker.tokenize(text), found, "after other texts"));
});
