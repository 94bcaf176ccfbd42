//! The contenders on the same pages, one after the other; throughput in bytes of the pages as crawled.

#![allow(clippy::print_stdout)] // where the pages come from

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jianbao_benches::{DOM_SMOOTHIE, HTML5EVER, JIANBAO, Pages, pages};

fn bench(criterion: &mut Criterion) {
    let Pages { pages, from, .. } = pages().expect("readable pages");
    println!("{from}");
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Bytes(pages.iter().map(|page| page.bytes.len() as u64).sum()));
    group.sample_size(10);
    for contender in [HTML5EVER, JIANBAO, DOM_SMOOTHIE] {
        group.bench_function(contender.name, |bencher| bencher.iter(|| pages.iter().for_each(contender.run)));
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
