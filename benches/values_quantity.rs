//! Quantities on the tokens of articles, beside cutting them; throughput in bytes of text.

#![allow(clippy::print_stdout)] // where the texts come from

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::value::quantity;
use jianbao::{Token, Tokenizer};
use jianbao_benches::texts;

fn quantities(criterion: &mut Criterion) {
    let (groups, from) = texts::groups().expect("readable texts");
    println!("{from}");
    let tokenizer = Tokenizer::new().expect("a dictionary that fits");
    for group in groups {
        let cut: Vec<(&str, Vec<Token>)> = group.texts.iter().map(|text| (text.as_str(), tokenizer.tokenize(text))).collect();
        let mut found = Vec::new();
        let mut bench = criterion.benchmark_group(format!("quantities/{}", group.name));
        bench.throughput(Throughput::Bytes(group.bytes() as u64));
        bench.bench_function("given_tokens", |bencher| {
            bencher.iter(|| {
                for (text, tokens) in &cut {
                    found.clear();
                    quantity::find(text, tokens, &mut found);
                    black_box(&found);
                }
            });
        });
        bench.finish();
    }
}

/// Some seconds for all, on one core.
fn settings() -> Criterion {
    Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1500))
}

criterion_group! {
    name = benches;
    config = settings();
    targets = quantities
}
criterion_main!(benches);
