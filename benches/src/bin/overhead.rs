//! What the library alone takes for pages, for `benches/python/overhead.py` to compare the bindings with.

// A program for a terminal prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use jianbao::Extractor;
use jianbao_benches::{Pages, pages};

/// Prints the least time of each page in seconds, in the order of their names.
fn main() -> ExitCode {
    let Some(rounds) = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()) else {
        eprintln!("usage: overhead ROUNDS");
        return ExitCode::from(2);
    };
    let Pages { pages, .. } = pages().expect("readable pages");
    let extractor = Extractor::default();
    for page in &pages {
        let mut least = Duration::MAX;
        for _ in 0..rounds {
            let start = Instant::now();
            let article = extractor.extract(&page.bytes).expect("a record");
            least = least.min(start.elapsed());
            drop(article);
        }
        println!("{}", least.as_secs_f64());
    }
    ExitCode::SUCCESS
}
