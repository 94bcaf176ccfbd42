//! Rows of pages to rows of records.

use std::iter;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};
use jianbao::{Article, Extractor, Input, OffsetUnit};
use serde::Serialize;

use super::column::Column;
use super::schema;
use crate::error::{Failure, guarded};

/// The column that is handed on as it is.
const ID: &str = "id";

/// What a row is made of, before Arrow has it.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    article: Option<Article>,
    error: Option<Failure>,
}

/// Makes records of the rows of one schema.
pub(super) struct Worker {
    extractor: Extractor,
    threads: NonZeroUsize,
    /// The columns that are made.
    record: SchemaRef,
    /// Those and `id`, if the pages have one.
    schema: SchemaRef,
}

impl Worker {
    /// # Errors
    ///
    /// A schema error if the rows hold no pages.
    pub(super) fn new(extractor: &Extractor, pages: &Schema, threads: usize) -> Result<Self, ArrowError> {
        if pages.column_with_name("html").or(pages.column_with_name("text")).is_none() {
            let names: Vec<&str> = pages.fields().iter().map(|field| field.name().as_str()).collect();
            let message = format!("expected a column html or text with the pages, not {}", names.join(", "));
            return Err(ArrowError::SchemaError(message));
        }
        let columns = schema::record();
        let id = pages.fields().find(ID).map(|(_, field)| Arc::clone(field));
        let schema: Vec<FieldRef> = id.into_iter().chain(columns.iter().cloned()).collect();
        Ok(Self {
            extractor: extractor.clone(),
            threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN),
            record: Arc::new(Schema::new(columns)),
            schema: Arc::new(Schema::new(schema)),
        })
    }

    pub(super) fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The records of a batch of pages, row by row.
    pub(super) fn extract(&self, pages: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let pages = Pages::new(pages)?;
        let rows = self.rows(&pages);
        let mut decoder = ReaderBuilder::new(Arc::clone(&self.record)).with_batch_size(rows.len().max(1)).build_decoder()?;
        decoder.serialize(&rows)?;
        let record = decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(Arc::clone(&self.record)));
        let columns = pages.id.iter().chain(record.columns()).cloned().collect();
        RecordBatch::try_new(self.schema(), columns)
    }

    /// All rows, each by the next thread that has nothing to do.
    fn rows(&self, pages: &Pages) -> Vec<Row> {
        let next = AtomicUsize::new(0);
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&row| row < pages.count);
        let work = || iter::from_fn(take).map(|row| (row, self.row(pages, row))).collect::<Vec<_>>();
        let mut rows = thread::scope(|scope| {
            let others: Vec<_> = (1..self.threads.get().min(pages.count)).map(|_| scope.spawn(work)).collect();
            let mut rows = work();
            rows.extend(others.into_iter().flat_map(|other| other.join().unwrap_or_default()));
            rows
        });
        rows.sort_unstable_by_key(|&(row, _)| row);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn row(&self, pages: &Pages, row: usize) -> Row {
        let outcome = pages.input(row).ok_or_else(|| Failure::row("no document in this row"));
        let record = |input| guarded(|| Ok(self.extractor.extract(input)?.into_offsets(OffsetUnit::CodePoint)));
        match outcome.and_then(record) {
            Ok(article) => Row { article: Some(article), error: None },
            Err(error) => Row { article: None, error: Some(error) },
        }
    }
}

/// The columns of a batch of pages that say something.
struct Pages {
    count: usize,
    id: Option<ArrayRef>,
    html: Option<Column>,
    text: Option<Column>,
    url: Option<Column>,
    charset: Option<Column>,
    date: Option<Column>,
}

impl Pages {
    fn new(batch: &RecordBatch) -> Result<Self, ArrowError> {
        let text = |name: &str| Column::find(batch, name, "text", Column::is_text);
        Ok(Self {
            count: batch.num_rows(),
            id: batch.column_by_name(ID).cloned(),
            html: Column::find(batch, "html", "text or bytes", |column| column.is_text() || matches!(column, Column::Bytes(_)))?,
            text: text("text")?,
            url: text("url")?,
            charset: text("charset")?,
            date: Column::find(batch, "date", "text or dates", |column| column.is_text() || matches!(column, Column::Date(_)))?,
        })
    }

    /// The page of a row, if it holds one.
    fn input(&self, row: usize) -> Option<Input<'_>> {
        let page = [&self.html, &self.text]
            .into_iter()
            .flatten()
            .find_map(|column| column.text(row).map(Input::from).or_else(|| column.bytes(row).map(Input::new)))?;
        // Crawlers write dates in many forms; one that is not ours says nothing.
        let date = self.date.as_ref().and_then(|column| match column.date(row) {
            Some(date) => date.parse().ok(),
            None => column.text(row)?.parse().ok(),
        });
        let url = self.url.as_ref().and_then(|column| column.text(row));
        let charset = self.charset.as_ref().and_then(|column| column.text(row));
        Some(page.url(url).charset(charset).reference_date(date))
    }
}
