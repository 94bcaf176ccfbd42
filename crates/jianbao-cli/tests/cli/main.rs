//! The command as it is used: the built binary, in a directory of its own.

mod annotate;
mod compressed;
mod errors;
mod formats;
mod help;
mod inputs;
mod run;
mod summary;
mod tokenize;
mod warc;
