//! The tokenizer, "the hot path", and the tagger behind it, beside jieba-rs and a bare scan, on the same texts; throughput in bytes.

#![allow(clippy::print_stdout)] // where the texts come from

use std::cell::LazyCell;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use jianbao::{Extractor, Guideline, Text, Tokenizer};
use jianbao_benches::texts;
use jianbao_benches::values::{self, Values};
use jieba_rs::Jieba;

fn tokenize(criterion: &mut Criterion) {
    let (groups, from) = texts::groups().expect("readable texts");
    println!("{from}");
    let mut worker = Tokenizer::new().expect("a dictionary that fits").worker();
    let jieba = LazyCell::new(Jieba::new);
    let words = texts::words().expect("a readable lexicon");
    if words.is_none() {
        println!("there is no lexicon for daachorse: left out");
    }
    // It takes a second to build and is not needed if a filter leaves it out.
    let scanner = words.map(|words| LazyCell::new(move || scanner(&words)));
    for group in groups {
        let texts = &group.texts;
        let mut bench = criterion.benchmark_group(group.name);
        bench.throughput(Throughput::Bytes(group.bytes() as u64));
        bench.bench_function("jianbao", |bencher| {
            bencher.iter(|| texts.iter().for_each(|text| _ = black_box(worker.tokenize(text))));
        });
        bench.bench_function("jieba_tag", |bencher| {
            let jieba = &*jieba;
            bencher.iter(|| texts.iter().for_each(|text| _ = black_box(jieba.tag(text, true))));
        });
        bench.bench_function("jieba_cut", |bencher| {
            let jieba = &*jieba;
            bencher.iter(|| texts.iter().for_each(|text| _ = black_box(jieba.cut(text, false))));
        });
        if let Some(scanner) = &scanner {
            bench.bench_function("daachorse", |bencher| {
                let scanner = &**scanner;
                bencher.iter(|| texts.iter().flat_map(|text| scanner.leftmost_find_iter(text)).for_each(|word| _ = black_box(word)));
            });
        }
        bench.finish();
    }
}

/// Words and names, as a corpus marks them, without what has values: beside the words with parts of speech of jieba-rs.
fn annotate(criterion: &mut Criterion) {
    let (groups, _) = texts::groups().expect("readable texts");
    let extractor = Extractor::default();
    let jieba = LazyCell::new(Jieba::new);
    let group = groups.iter().find(|group| group.name == "article").expect("a group of articles");
    let mut bench = criterion.benchmark_group("mentions");
    bench.throughput(Throughput::Bytes(group.bytes() as u64));
    bench.bench_function("jianbao", |bencher| {
        bencher.iter(|| group.texts.iter().for_each(|text| _ = black_box(extractor.annotate(Text::new(text).guideline(Guideline::Msra)))));
    });
    bench.bench_function("jieba_tag", |bencher| {
        let jieba = &*jieba;
        bencher.iter(|| group.texts.iter().for_each(|text| _ = black_box(jieba.tag(text, true))));
    });
    bench.finish();
}

/// Times, quantities and places given the tokens: beside the words of jieba-rs, as the rest is.
fn values(criterion: &mut Criterion) {
    let (groups, _) = texts::groups().expect("readable texts");
    let tokenizer = Tokenizer::new().expect("a dictionary that fits");
    let jieba = LazyCell::new(Jieba::new);
    let group = groups.iter().find(|group| group.name == "article").expect("a group of articles");
    let cut = values::cut(&tokenizer, group);
    let mut values = Values::new();
    let mut bench = criterion.benchmark_group("values");
    bench.throughput(Throughput::Bytes(group.bytes() as u64));
    bench.bench_function("jianbao", |bencher| {
        bencher.iter(|| cut.iter().for_each(|(text, tokens)| values.all(text, tokens)));
    });
    bench.bench_function("jieba_tag", |bencher| {
        let jieba = &*jieba;
        bencher.iter(|| group.texts.iter().for_each(|text| _ = black_box(jieba.tag(text, true))));
    });
    bench.finish();
}

/// Finds the longest word at each place and weighs nothing: the least that a lookup of all words takes.
fn scanner(words: &[String]) -> CharwiseDoubleArrayAhoCorasick<u32> {
    let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
    builder.build(words).expect("words of a lexicon")
}

/// What is paid once in a process.
fn load(criterion: &mut Criterion) {
    let mut bench = criterion.benchmark_group("load");
    bench.sample_size(10);
    bench.bench_function("jianbao", |bencher| bencher.iter(|| Tokenizer::new().expect("a dictionary that fits")));
    bench.bench_function("jieba", |bencher| bencher.iter(Jieba::new));
    bench.finish();
}

/// Below a minute for all, on one core.
fn settings() -> Criterion {
    Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_millis(1500))
}

criterion_group! {
    name = benches;
    config = settings();
    targets = tokenize, annotate, values, load
}
criterion_main!(benches);
