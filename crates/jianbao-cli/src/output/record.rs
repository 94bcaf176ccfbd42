//! A record in the form in which it is written.

use jianbao::{Annotation, Article, OffsetUnit};
use serde::Serialize;
use serde_json::Value;

use super::parquet::Row;
use crate::args::Format;
use crate::failure::Failure;

/// What the threads that work on documents hand to the one that writes.
pub(crate) enum Record {
    Text(String),
    Row(Row),
}

#[derive(Serialize)]
struct Found<'a, T> {
    id: &'a Value,
    #[serde(flatten)]
    record: T,
}

#[derive(Serialize)]
struct Failed<'a> {
    id: &'a Value,
    error: &'a Failure,
}

impl Format {
    pub(crate) fn article(self, id: &Value, article: Article) -> Record {
        Record::Text(match self {
            Self::Jsonl | Self::Json => self.json(&Found { id, record: article.into_offsets(OffsetUnit::CodePoint) }),
            Self::Text => article.text,
            Self::Markdown => article.to_markdown().trim_end().to_owned(),
            Self::Jsonld => article.to_jsonld().to_string(),
            Self::Ninjs => article.to_ninjs().to_string(),
            Self::Parquet => return Record::Row(Row::record(article)),
        })
    }

    pub(crate) fn annotation(self, id: &Value, annotation: Annotation) -> Record {
        Record::Text(self.json(&Found { id, record: annotation.into_offsets(OffsetUnit::CodePoint) }))
    }

    /// A document without a record, in the formats that have a place for it.
    pub(crate) fn failure(self, id: &Value, error: &Failure) -> Option<Record> {
        match self {
            Self::Jsonl | Self::Json => Some(Record::Text(self.json(&Failed { id, error }))),
            Self::Parquet => Some(Record::Row(Row::failure(error))),
            _ => None,
        }
    }

    fn json(self, record: &impl Serialize) -> String {
        let text = if self == Self::Json { serde_json::to_string_pretty(record) } else { serde_json::to_string(record) };
        text.expect("a record is plain data")
    }
}
