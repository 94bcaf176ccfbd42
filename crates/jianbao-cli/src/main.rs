//! The `jianbao` command: Chinese news pages, as they were crawled, to structured records, and text to words.

mod annotate;
mod args;
mod extract;
mod failure;
mod input;
mod output;
mod parallel;
mod progress;
mod summary;
mod tokenize;
mod work;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Verb};
use work::Status;

fn main() -> ExitCode {
    let code = match run(&Args::parse().verb) {
        Ok(Status::Done) => 0,
        Ok(Status::SomeFailed) => 1,
        Err(error) if is_broken_pipe(&error) => 0,
        Err(error) => {
            // Without a stderr there is nobody left to tell.
            let _ = writeln!(io::stderr(), "error: {}", format!("{error:#}").trim_end());
            2
        }
    };
    ExitCode::from(code)
}

fn run(verb: &Verb) -> anyhow::Result<Status> {
    match verb {
        Verb::Extract(args) => return extract::run(args),
        Verb::Annotate(args) => return annotate::run(args),
        Verb::Tokenize(args) => tokenize::run(args)?,
        Verb::Schema => writeln!(io::stdout(), "{:#}", jianbao::schema())?,
        Verb::Completions { shell } => {
            // `generate` panics where it cannot write.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "jianbao", &mut script);
            io::stdout().write_all(&script)?;
        }
    }
    Ok(Status::Done)
}

/// Who reads the output has seen enough of it, as `head` has.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
