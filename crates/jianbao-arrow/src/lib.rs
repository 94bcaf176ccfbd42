//! Records of [`jianbao`] as [Arrow](https://arrow.apache.org) batches: what Parquet, the Python package and Spark have of a record.
//!
//! ```
//! use jianbao::{Extractor, Input};
//! use jianbao_arrow::{Records, Row};
//!
//! let article = Extractor::default().extract(Input::from("<h1>云州图书馆开馆</h1>"))?;
//! let rows = [Row::from(article), Row::error("io", "no such file")];
//! let batch = Records::new(None).batch(None, &rows)?;
//! assert_eq!((batch.num_rows(), batch.schema().field(2).name().as_str()), (2, "headline"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Columns
//!
//! They are the members of the record's JSON, under the same names and in the same order. All of them, and all members of theirs,
//! may be null. Offsets are whole numbers and count code points of `text`, ends exclusive. The stages that were not asked for
//! are null; what was looked for and not found is an empty list.
//!
//! | column | type |
//! |---|---|
//! | `id` | of the caller's choice; left out if there is none |
//! | `schema_version` `offset_unit` | string |
//! | `headline` `subheadline` | string |
//! | `authors` `editors` `credits` | list of {`name` string, `role` string, `entity` int64} |
//! | `source` `site_name` `url` | string |
//! | `date_published` `date_modified` | {`iso` string, `precision` string, `raw` string} |
//! | `dateline` | {`raw`, `agency`, `place`, `date`: string} |
//! | `section` `keywords` | list of string |
//! | `images` | list of {`url` string, `caption` string} |
//! | `language` `text` | string |
//! | `blocks` | list of {`kind` string, `start` int64, `end` int64} |
//! | `mentions` | list of {`start` int64, `end` int64, `text` string, `kind` string, `entity` int64, `value` as below} |
//! | `entities` | list of {`id` int64, `kind` string, `name` string, `inferred` boolean, `mentions` list of int64} |
//! | `affiliations` | list of {`person` int64, `title` string, `organization` int64, `former` boolean, `inferred` boolean, `confidence` double, `start` int64, `end` int64} |
//! | `quotations` | list of {`start` int64, `end` int64, `kind` string, `speaker` int64, `confidence` double, `cue` {`start` int64, `end` int64}} |
//! | `fingerprint` `next_page` | string |
//! | `provenance` | map of string to string |
//! | `warnings` | list of {`kind` string, `detail` string, `spans` list of list of int64} |
//! | `error` | {`kind` string, `message` string}; null where there is a record, and all others are null where there is none |
//!
//! The `value` of a mention has the members of all kinds of value, those of other kinds null: {`type`, `timex`, `from`, `to`, `mod`,
//! `number`, `unit`, `object`, `measure`, `bound`, `lower`, `upper`, `currency`, `code`, `code_full`: string, `chain` list of string,
//! `level`, `successor`, `country`: string, `confidence` double, `normalized` string}. Numbers of quantities are decimal strings.

mod schema;

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};
use jianbao::{Article, OffsetUnit};
use serde::Serialize;

/// What a row says: a record, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    #[serde(flatten)]
    article: Option<Article>,
    error: Option<Error>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Error {
    kind: String,
    message: String,
}

impl Row {
    /// A document that gave no record: a stable word for the kind of error, and a message for people.
    #[must_use]
    pub fn error(kind: impl Into<String>, message: impl Into<String>) -> Self {
        Self { article: None, error: Some(Error { kind: kind.into(), message: message.into() }) }
    }
}

impl From<Article> for Row {
    /// Offsets in bytes become code points.
    fn from(article: Article) -> Self {
        Self { article: Some(article.into_offsets(OffsetUnit::CodePoint)), error: None }
    }
}

/// Makes batches of rows.
#[derive(Debug, Clone)]
pub struct Records {
    /// The columns that are made.
    made: SchemaRef,
    /// Those and the `id` of the caller.
    schema: SchemaRef,
}

impl Records {
    /// With a column of the caller's before all others, or without.
    #[must_use]
    pub fn new(id: Option<FieldRef>) -> Self {
        let columns = schema::columns();
        let schema: Vec<FieldRef> = id.into_iter().chain(columns.iter().cloned()).collect();
        Self { made: Arc::new(Schema::new(columns)), schema: Arc::new(Schema::new(schema)) }
    }

    /// The schema of every batch.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// A batch of these rows; `id` has one value for each of them.
    ///
    /// # Errors
    ///
    /// If `id` is not of the type that was announced or not as long as the rows, or if a batch would be too large for Arrow: 2 GiB
    /// in one column.
    pub fn batch(&self, id: Option<ArrayRef>, rows: &[Row]) -> Result<RecordBatch, ArrowError> {
        let mut decoder = ReaderBuilder::new(Arc::clone(&self.made)).with_batch_size(rows.len().max(1)).build_decoder()?;
        decoder.serialize(rows)?;
        let made = decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(Arc::clone(&self.made)));
        RecordBatch::try_new(self.schema(), id.into_iter().chain(made.columns().iter().cloned()).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Int64Array, StringArray};
    use arrow_json::LineDelimitedWriter;
    use arrow_schema::{DataType, Field};
    use jianbao::{Extractor, Input, OffsetUnit};
    use serde_json::Value;

    use super::{Records, Row};

    const PAGE: &str = "<h1>云州图书馆开馆</h1><p>“路通了。”云州市交通局局长王丽娟3月8日说，记者从云州市文化和旅游局获悉，市图书馆新馆\
                        将于周六开放，藏书八十万册，咨询电话0571-88001234。</p>";

    /// Without what Arrow does not write: nulls.
    fn without_nulls(value: Value) -> Value {
        match value {
            Value::Object(members) => {
                members.into_iter().filter(|(_, member)| !member.is_null()).map(|(name, member)| (name, without_nulls(member))).collect()
            }
            Value::Array(items) => items.into_iter().map(without_nulls).collect(),
            value => value,
        }
    }

    #[test]
    fn a_row_says_what_the_json_says() {
        let article = Extractor::default().extract(Input::from(PAGE).url("http://a.example.cn/1")).unwrap();
        let expected = serde_json::to_value(article.with_offsets(OffsetUnit::CodePoint)).unwrap();
        assert!(!expected["quotations"].as_array().unwrap().is_empty() && !expected["affiliations"].as_array().unwrap().is_empty());
        let batch = Records::new(None).batch(None, &[article.into()]).unwrap();
        let mut writer = LineDelimitedWriter::new(Vec::new());
        writer.write(&batch).unwrap();
        let written: Value = serde_json::from_slice(&writer.into_inner()).unwrap();
        assert_eq!(without_nulls(written), without_nulls(expected));
    }

    #[test]
    fn the_id_comes_first() {
        let records = Records::new(Some(Arc::new(Field::new("id", DataType::Utf8, true))));
        let ids: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
        let rows = [Row::error("io", "gone"), Row::error("row", "empty")];
        let batch = records.batch(Some(Arc::clone(&ids)), &rows).unwrap();
        assert_eq!((batch.schema(), batch.column(0)), (records.schema(), &ids));
        assert_eq!(batch.column_by_name("error").unwrap().null_count(), 0);
        assert_eq!(batch.column_by_name("text").unwrap().null_count(), 2);
        assert_eq!(records.batch(Some(ids.slice(0, 0)), &[]).unwrap().num_rows(), 0);
        assert!(records.batch(Some(Arc::new(Int64Array::from(vec![1, 2]))), &rows).is_err());
        assert!(records.batch(Some(ids.slice(0, 1)), &rows).is_err());
    }
}
