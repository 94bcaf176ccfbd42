//! Chinese news pages, as they were crawled, to structured records.

mod article;
mod chars;
mod config;
mod content;
mod date;
mod decode;
mod error;
mod labels;
mod metadata;
mod page;
mod people;
mod pipeline;
mod rules;
mod token;

#[cfg(feature = "schema")]
pub use article::schema;
pub use article::{
    Article, Block, BlockKind, Date, Dateline, Image, OffsetUnit, Person, Precision, Provenance, SCHEMA_VERSION, Warning, WarningKind,
};
pub use config::{Config, Focus, Input};
pub use error::{Error, ErrorKind};
pub use pipeline::Extractor;
pub use rules::{Selector, SiteRule, SiteRules};
pub use token::{Tag, Token, Tokenizer, UserWords, Worker};

#[cfg(feature = "_inspect")]
#[doc(hidden)]
pub mod inspect;
