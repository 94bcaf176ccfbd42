//! Chinese news pages, as they were crawled, to structured records.

mod article;
mod blob;
mod chars;
mod config;
mod content;
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
pub use error::{Error, ErrorKind};
pub use pipeline::Extractor;
pub use rules::{Selector, SiteRule, SiteRules};
pub use token::{Tag, Token, Tokenizer, UserWords, Worker};

#[cfg(feature = "_inspect")]
#[doc(hidden)]
pub mod inspect;
