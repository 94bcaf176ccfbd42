//! The maintainer's tool: builds committed data, trains, evaluates, checks generated files.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool, and nothing else links it")]

mod cargo;
mod data;
mod eval;
mod generated;
mod gold;
mod guard;
mod lines;
mod random;
mod schema;
mod train;
mod types;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use workspace::Workspace;

const EXAMPLES: &str = "\
Examples:
  cargo xtask data                 after a change in data/
  cargo xtask data dictionary      after a change of words or classes; needs the development data
  cargo xtask data gazetteer       after a change of places; needs the development data
  cargo xtask schema --check       is schema/ what the record says?
  cargo xtask types                after a change of the record, for the npm package
  cargo xtask train content        after a change of features or labels
  cargo run --release -p xtask -- train tagger   after a change of the network or the marked sets; ten minutes
  cargo xtask eval                 are all floors held?
  cargo xtask eval --raise         keep what was gained
  cargo xtask guard                is the tokenizer as fast as it was?
  cargo xtask guard --accept       it is slower or faster, on purpose
  cargo xtask lines page.html      how each line of a page was judged

Exit codes: 0 done, 1 stale, below a floor, slower or failed, 2 usage.";

/// The maintainer's tool of jianbao
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", after_help = EXAMPLES, arg_required_else_help = true)]
struct Args {
    /// Folder with the development data and the evaluation kit [default: `shared` beside the workspace]
    #[arg(long, global = true, value_name = "PATH")]
    shared: Option<PathBuf>,

    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Build the tables of crates/jianbao-data from data/, and the manifest
    Data {
        /// Write nothing; fail if a file is stale
        #[arg(long)]
        check: bool,
        /// What needs the development data, and is made only where it is asked for
        #[arg(value_enum)]
        what: Option<Data>,
    },
    /// Write schema/article.schema.json
    Schema {
        /// Write nothing; fail if the file is stale
        #[arg(long)]
        check: bool,
    },
    /// Write the record as TypeScript, bindings/wasm/js/record.d.ts
    Types {
        /// Write nothing; fail if the file is stale
        #[arg(long)]
        check: bool,
    },
    /// Train committed weights, and tell in the manifest how well they do on unseen sites
    Train {
        #[command(subcommand)]
        model: Model,
    },
    /// Compare what the command line gives on the development data with testdata/floors.toml
    Eval(eval::Options),
    /// Compare the tokenizer's speed with benches/guard.toml: beside jieba-rs, and in instructions (needs valgrind)
    Guard(guard::Options),
    /// Show how each line of a page was judged
    Lines {
        /// Pages
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Data {
    /// The tokenizer's lexicon, costs and classes, from the corpora and word lists; half a minute with the release profile
    Dictionary,
    /// Places with their names and codes, from the lists of divisions and data/
    Gazetteer,
}

#[derive(Debug, Subcommand)]
enum Model {
    /// The models that judge the lines of a page
    Content,
    /// The network that marks names, from the marked texts; with the release profile
    Tagger(train::tagger::Options),
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::new(args.shared)?;
    match args.verb {
        Verb::Data { check, what: None } => data::run(&workspace, check)?,
        Verb::Data { check, what: Some(Data::Dictionary) } => data::run_dictionary(&workspace, check)?,
        Verb::Data { check, what: Some(Data::Gazetteer) } => data::run_gazetteer(&workspace, check)?,
        Verb::Schema { check } => schema::run(&workspace, check)?,
        Verb::Types { check } => types::run(&workspace, check)?,
        Verb::Train { model: Model::Content } => train::run_content(&workspace)?,
        Verb::Train { model: Model::Tagger(options) } => train::run_tagger(&workspace, &options)?,
        Verb::Eval(options) => return eval::run(&workspace, &options),
        Verb::Guard(options) => return guard::run(&workspace, &options),
        Verb::Lines { files } => lines::run(&files)?,
    }
    Ok(ExitCode::SUCCESS)
}
