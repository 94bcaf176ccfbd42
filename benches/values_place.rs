//! Places: names in running text given its tokens, with their values, and addresses; throughput in bytes.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao::Tokenizer;
use jianbao::value::place::Gazetteer;
use jianbao_benches::texts;

const ADDRESSES: [&str; 4] = [
    "陕西省西安市雁塔区长延堡街道小寨东路88号",
    "浙江杭州余杭区文一西路969号3幢",
    "北京市海淀区中关村街道",
    "内蒙古自治区通辽市科尔沁区红星街道",
];

fn places(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::new().expect("a gazetteer that fits");
    let tokenizer = Tokenizer::new().expect("a dictionary that fits");
    let (groups, _) = texts::groups().expect("readable texts");
    let mut bench = criterion.benchmark_group("places");
    for group in groups {
        let tokens: Vec<_> = group.texts.iter().map(|text| tokenizer.tokenize(text)).collect();
        bench.throughput(Throughput::Bytes(group.bytes() as u64));
        let mut found = Vec::new();
        bench.bench_function(group.name, |bencher| {
            bencher.iter(|| {
                for (text, tokens) in group.texts.iter().zip(&tokens) {
                    found.clear();
                    gazetteer.find(text, tokens, &mut found);
                    black_box(&found);
                }
            });
        });
    }
    bench.throughput(Throughput::Bytes(ADDRESSES.iter().map(|text| text.len() as u64).sum()));
    bench.bench_function("addresses", |bencher| {
        bencher.iter(|| ADDRESSES.iter().for_each(|text| _ = black_box(gazetteer.locate(text))));
    });
    bench.bench_function("load", |bencher| bencher.iter(|| black_box(Gazetteer::new())));
    bench.finish();
}

/// Below a minute for all, on one core.
fn settings() -> Criterion {
    Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1500))
}

criterion_group! {
    name = benches;
    config = settings();
    targets = places
}
criterion_main!(benches);
