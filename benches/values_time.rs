//! The times of articles, given their tokens; throughput in bytes of text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::Tokenizer;
use jianbao::value::time::{self, Prefer};
use jianbao_benches::texts;

fn times(criterion: &mut Criterion) {
    let (groups, _) = texts::groups().expect("readable texts");
    let group = groups.iter().find(|group| group.name == "article").expect("a group of articles");
    let tokenizer = Tokenizer::new().expect("a dictionary that fits");
    let texts: Vec<_> = group.texts.iter().map(|text| (text.as_str(), tokenizer.tokenize(text))).collect();
    let reference = "2022-03-19".parse().expect("a date");
    let mut bench = criterion.benchmark_group("values");
    bench.throughput(Throughput::Bytes(group.bytes() as u64));
    bench.bench_function("time", |bencher| {
        let mut found = Vec::new();
        bencher.iter(|| {
            for (text, tokens) in &texts {
                found.clear();
                time::find(text, tokens, Some(reference), Prefer::Nearest, &mut found);
                black_box(&found);
            }
        });
    });
    bench.finish();
}

criterion_group!(benches, times);
criterion_main!(benches);
