//! The guard on speed: how jianbao compares with a bare parse and with another extractor, in the same run.
//!
//! The contenders take turns on each page for several rounds, and the least time of each on each page counts: so what
//! else the machine does falls on all alike or on none.

// A program for a terminal prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use jianbao_benches::{Contender, DOM_SMOOTHIE, HTML5EVER, JIANBAO, Page, Pages, RECORD, pages};

const CONTENDERS: [Contender; 4] = [HTML5EVER, JIANBAO, RECORD, DOM_SMOOTHIE];

const USAGE: &str = "usage: ratio [--rounds N] [--max-parse-ratio X] [--max-smoothie-ratio X] [--max-record-ratio X]
Exits with 1 if jianbao takes more than X times as long as html5ever for the article, or as dom_smoothie for the article or the whole
record, on real pages.";

struct Options {
    rounds: usize,
    max_parse: f64,
    max_smoothie: f64,
    max_record: f64,
}

fn options() -> Option<Options> {
    let mut options = Options { rounds: 15, max_parse: f64::INFINITY, max_smoothie: f64::INFINITY, max_record: f64::INFINITY };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--rounds" => options.rounds = value.parse().ok().filter(|&rounds| rounds > 0)?,
            "--max-parse-ratio" => options.max_parse = value.parse().ok()?,
            "--max-smoothie-ratio" => options.max_smoothie = value.parse().ok()?,
            "--max-record-ratio" => options.max_record = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(options)
}

/// The sum over all pages of the least time that each contender took.
fn measure(pages: &[Page], rounds: usize) -> [Duration; 4] {
    let mut least = vec![[Duration::MAX; 4]; pages.len()];
    for _ in 0..rounds {
        for (page, least) in pages.iter().zip(&mut least) {
            for (contender, least) in CONTENDERS.iter().zip(least) {
                let start = Instant::now();
                (contender.run)(page);
                *least = start.elapsed().min(*least);
            }
        }
    }
    std::array::from_fn(|i| least.iter().map(|page| page[i]).sum())
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let Pages { pages, from, are_real } = pages().expect("readable pages");
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{from}, {:.1} MB, the least of {} rounds", bytes as f64 / 1e6, options.rounds);
    let times = measure(&pages, options.rounds).map(|time| time.as_secs_f64());
    println!("{:<16} {:>9} {:>8} {:>8}", "", "ms", "MB/s", "pages/s");
    for (contender, time) in CONTENDERS.iter().zip(times) {
        let (speed, rate) = (bytes as f64 / 1e6 / time, pages.len() as f64 / time);
        println!("{:<16} {:>9.1} {speed:>8.1} {rate:>8.0}", contender.name, time * 1e3);
    }
    let [html5ever, article, record, dom_smoothie] = times;
    let mut exceeded = false;
    for (what, ratio, limit) in [
        ("article / html5ever", article / html5ever, options.max_parse),
        ("article / dom_smoothie", article / dom_smoothie, options.max_smoothie),
        ("record / dom_smoothie", record / dom_smoothie, options.max_record),
    ] {
        let is_over = are_real && ratio > limit;
        exceeded |= is_over;
        println!("{what}: {ratio:.2}{}", if is_over { format!(", over the limit of {limit}") } else { String::new() });
    }
    if !are_real {
        println!("limits are for real pages: not checked");
    }
    ExitCode::from(u8::from(exceeded))
}
