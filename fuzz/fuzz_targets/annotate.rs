//! Any text: no panic, and a sound record by every guideline.
#![no_main]

#[allow(dead_code)] // what it checks of articles
#[path = "../../crates/jianbao/tests/support/record.rs"]
mod record;

use std::sync::LazyLock;

use jianbao::{Extractor, Guideline, Text};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fuzz_target!(|parts: (u8, &str)| {
    let (number, text) = parts;
    let guidelines = [Guideline::News, Guideline::Msra, Guideline::Cluener, Guideline::Resume, Guideline::Weibo];
    let guideline = guidelines[usize::from(number) % guidelines.len()];
    let annotation = EXTRACTOR.annotate(Text::new(text).guideline(guideline)).expect("any text is annotated");
    assert_eq!(annotation.text, text);
    record::check_annotation(&annotation);
});
