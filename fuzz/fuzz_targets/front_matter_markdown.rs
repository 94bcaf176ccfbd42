//! Front matter and the Markdown after it: no panic, and a sound record.
#![no_main]

#[path = "../../crates/jianbao/tests/support/record.rs"]
mod record;

use std::sync::LazyLock;

use jianbao::Extractor;
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fuzz_target!(|parts: (&str, &str)| {
    let (matter, markdown) = parts;
    // The title makes sure that what follows is taken for Markdown.
    let page = format!("---\ntitle: 标题\n{matter}\n---\n{markdown}");
    let article = EXTRACTOR.extract(&page).expect("a broken page is not an error");
    record::check(&article);
});
