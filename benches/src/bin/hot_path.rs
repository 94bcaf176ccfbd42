//! Tokenizes our own texts as often as it is told, and prints how many characters one turn has: for counting instructions.
//!
//! Two runs differ by nothing but the turns, so the difference of their counts is the tokenizing alone, without loading.
//! `cargo xtask guard` does that under valgrind.

// A program for a terminal prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::hint::black_box;
use std::process::ExitCode;

use jianbao::Tokenizer;
use jianbao_benches::texts;

fn main() -> ExitCode {
    let Some(turns) = std::env::args().nth(1).and_then(|turns| turns.parse::<usize>().ok()) else {
        eprintln!("usage: hot_path TURNS");
        return ExitCode::from(2);
    };
    let groups = texts::own();
    let mut worker = Tokenizer::new().expect("a dictionary that fits").worker();
    for _ in 0..turns {
        for text in groups.iter().flat_map(|group| &group.texts) {
            black_box(worker.tokenize(black_box(text)));
        }
    }
    let characters: usize = groups.iter().flat_map(|group| &group.texts).map(|text| text.chars().count()).sum();
    println!("{characters}");
    ExitCode::SUCCESS
}
