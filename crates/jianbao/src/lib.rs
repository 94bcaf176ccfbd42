//! Chinese news pages, as they were crawled, to structured records.
//!
//! # Features
//!
//! - `embedded` (default): dictionary, tagger and gazetteer are part of the program, 9.8 MB. Without it [`Data::from_bytes`] reads
//!   them from a file, and an [`Extractor`] that has none reads pages to [`Stages::Article`].
//! - `schema`: the JSON Schema of the record.

mod article;
mod blob;
mod chars;
mod config;
mod content;
mod data;
mod date;
mod decode;
mod entity;
mod error;
pub mod fingerprint;
mod labels;
mod mention;
mod metadata;
mod page;
mod people;
mod pipeline;
mod relation;
mod rules;
mod token;
pub mod value;
mod words;

#[cfg(feature = "schema")]
pub use article::schema;
pub use article::{
    Affiliation, Annotation, Article, Block, BlockKind, Contact, ContactKind, Cue, Date, Dateline, Entity, EntityKind, Image, Markup,
    Mention, MentionKind, OffsetUnit, Person, Precision, Provenance, Quotation, QuotationKind, SCHEMA_VERSION, Value, Warning, WarningKind,
};
pub use config::{Config, Focus, Guideline, Input, Stages, Text};
pub use data::Data;
pub use error::{Error, ErrorKind};
pub use pipeline::Extractor;
pub use rules::{Selector, SiteRule, SiteRules};
pub use token::{Tag, Token, Tokenizer, UserWords, Worker};

#[cfg(feature = "_inspect")]
#[doc(hidden)]
pub mod inspect;
