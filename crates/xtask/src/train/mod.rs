//! `cargo xtask train`: makes the committed weights from the data in ../shared.

pub(crate) mod content;
mod logistic;
