//! Rows of pages to rows of records.

use std::iter;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use jianbao::value::time::Reference;
use jianbao::{Extractor, Input};
use jianbao_arrow::{Records, Row};

use super::column::Column;
use crate::error::{Failure, guarded};

/// The column that is handed on as it is.
const ID: &str = "id";

/// Makes records of the rows of one schema.
pub(super) struct Worker {
    extractor: Extractor,
    threads: NonZeroUsize,
    records: Records,
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
        let id = pages.fields().find(ID).map(|(_, field)| Arc::clone(field));
        Ok(Self {
            extractor: extractor.clone(),
            threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN),
            records: Records::new(id),
        })
    }

    pub(super) fn schema(&self) -> SchemaRef {
        self.records.schema()
    }

    /// The records of a batch of pages, row by row.
    pub(super) fn extract(&self, pages: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let pages = Pages::new(pages)?;
        let rows = self.rows(&pages);
        self.records.batch(pages.id, &rows)
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
        let record = |input| guarded(|| self.extractor.extract(input).map(Row::from));
        outcome.and_then(record).unwrap_or_else(Row::from)
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
    fetched: Option<Column>,
}

impl Pages {
    fn new(batch: &RecordBatch) -> Result<Self, ArrowError> {
        let text = |name: &str| Column::find(batch, name, "text", Column::is_text);
        let day = |name: &str| Column::find(batch, name, "text or dates", |column| column.is_text() || matches!(column, Column::Date(_)));
        Ok(Self {
            count: batch.num_rows(),
            id: batch.column_by_name(ID).cloned(),
            html: Column::find(batch, "html", "text or bytes", |column| column.is_text() || matches!(column, Column::Bytes(_)))?,
            text: text("text")?,
            url: text("url")?,
            charset: text("charset")?,
            date: day("date")?,
            fetched: day("fetched")?,
        })
    }

    /// The page of a row, if it holds one.
    fn input(&self, row: usize) -> Option<Input<'_>> {
        let page = [&self.html, &self.text]
            .into_iter()
            .flatten()
            .find_map(|column| column.text(row).map(Input::from).or_else(|| column.bytes(row).map(Input::new)))?;
        // Crawlers write dates in many forms; one that is not ours says nothing.
        let day = |column: &Option<Column>| -> Option<Reference> {
            let column = column.as_ref()?;
            column.date(row).map_or_else(|| column.text(row)?.parse().ok(), |date| date.parse().ok())
        };
        let url = self.url.as_ref().and_then(|column| column.text(row));
        let charset = self.charset.as_ref().and_then(|column| column.text(row));
        Some(page.url(url).charset(charset).reference_date(day(&self.date)).fetched(day(&self.fetched)))
    }
}
