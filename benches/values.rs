//! The three rooms of values on the tokens of articles, each for itself and all of them; throughput in bytes of text.

#![allow(clippy::print_stdout)] // where the texts come from

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use jianbao::value::place::Gazetteer;
use jianbao::{Token, Tokenizer};
use jianbao_benches::texts::{self, Group};
use jianbao_benches::values::{self, Values};

const ADDRESSES: [&str; 4] = [
    "陕西省西安市雁塔区长延堡街道小寨东路88号",
    "浙江杭州余杭区文一西路969号3幢",
    "北京市海淀区中关村街道",
    "内蒙古自治区通辽市科尔沁区红星街道",
];

/// A room at work on the tokens of a text.
type Room = fn(&mut Values, &str, &[Token]);

fn given_tokens(criterion: &mut Criterion) {
    let (groups, from) = texts::groups().expect("readable texts");
    println!("{from}");
    let tokenizer = Tokenizer::new().expect("a dictionary that fits");
    for (name, room) in [("time", Values::times as Room), ("quantity", Values::quantities), ("place", Values::places), ("all", Values::all)]
    {
        let mut bench = criterion.benchmark_group(format!("values_{name}"));
        for group in &groups {
            measure(&mut bench, &tokenizer, group, room);
        }
        bench.finish();
    }
}

fn measure(bench: &mut BenchmarkGroup<'_, WallTime>, tokenizer: &Tokenizer, group: &Group, room: Room) {
    let cut = values::cut(tokenizer, group);
    let mut values = Values::new();
    bench.throughput(Throughput::Bytes(group.bytes() as u64));
    bench.bench_function(group.name, |bencher| {
        bencher.iter(|| cut.iter().for_each(|(text, tokens)| room(&mut values, text, tokens)));
    });
}

/// Addresses alone, and what is paid once in a process.
fn gazetteer(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::new().expect("a gazetteer that fits");
    let mut bench = criterion.benchmark_group("gazetteer");
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
    targets = given_tokens, gazetteer
}
criterion_main!(benches);
