//! The command as it is used: the built binary, in a directory of its own.

mod annotate;
mod compressed;
mod dedup;
mod errors;
mod formats;
mod help;
mod inputs;
mod outputs;
#[cfg(feature = "parquet")]
mod parquet;
mod read;
mod resume;
mod run;
mod summary;
mod tokenize;
mod warc;
