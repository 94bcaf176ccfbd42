//! Any bytes: no panic, and a sound record.
#![no_main]

#[path = "../../crates/jianbao/tests/support/record.rs"]
mod record;

use std::sync::LazyLock;

use jianbao::Extractor;
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fuzz_target!(|bytes: &[u8]| {
    let article = EXTRACTOR.extract(bytes).expect("a broken page is not an error");
    record::check(&article);
});
