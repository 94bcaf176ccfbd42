//! Arrow batches of pages to Arrow batches of records, through the Arrow PyCapsule interface.
//!
//! Rows are those of the command line: a page in `html`, else in `text`, with `url`, `charset`, `date` and `fetched` if known. The
//! record of a row has its `id`, the members of the record's JSON, and `error`.

mod capsule;
mod column;
mod rows;

use arrow_array::{RecordBatch as Batch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::ConfigError;
use crate::input::wrong_type;
use crate::many::threads;
use rows::Worker;

/// A stream of records, made while it is read. It can be read as often as the stream of pages that it is made from.
#[pyclass(module = "jianbao._jianbao", frozen)]
pub(crate) struct RecordBatches {
    extractor: jianbao::Extractor,
    reader: Py<PyAny>,
    threads: usize,
}

impl RecordBatches {
    pub(crate) fn new(extractor: jianbao::Extractor, reader: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        if !reader.hasattr("__arrow_c_stream__")? {
            let expected = "an object with __arrow_c_stream__, such as a pyarrow or polars table";
            return Err(wrong_type("reader", expected, reader));
        }
        Ok(Self { extractor, reader: reader.clone().unbind(), threads: self::threads(threads)? })
    }
}

#[pymethods]
impl RecordBatches {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyCapsule>> {
        // A request that cannot be met is left aside: the interface allows it, and leaves casts to the reader.
        let _ = requested_schema;
        let pages = capsule::read_stream(&self.reader.bind(py).call_method0("__arrow_c_stream__")?)?;
        let worker = Worker::new(&self.extractor, &pages.schema(), self.threads).map_err(refused)?;
        capsule::stream(py, Box::new(Records { pages, worker }))
    }
}

struct Records<R> {
    pages: R,
    worker: Worker,
}

impl<R: RecordBatchReader> Iterator for Records<R> {
    type Item = Result<Batch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.pages.next()?.and_then(|pages| self.worker.extract(&pages)))
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Records<R> {
    fn schema(&self) -> SchemaRef {
        self.worker.schema()
    }
}

/// The records of one batch.
#[pyclass(module = "jianbao._jianbao", frozen)]
pub(crate) struct RecordBatch(Batch);

impl RecordBatch {
    pub(crate) fn extract(extractor: &jianbao::Extractor, batch: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        if !batch.hasattr("__arrow_c_array__")? {
            return Err(wrong_type("batch", "an object with __arrow_c_array__, such as a pyarrow RecordBatch", batch));
        }
        let pages = capsule::read_batch(&batch.call_method0("__arrow_c_array__")?)?;
        let worker = Worker::new(extractor, &pages.schema(), self::threads(threads)?).map_err(refused)?;
        Ok(Self(batch.py().detach(|| worker.extract(&pages)).map_err(refused)?))
    }
}

#[pymethods]
impl RecordBatch {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        capsule::batch(py, &self.0)
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }
}

/// Why a batch is none of pages.
fn refused(error: ArrowError) -> PyErr {
    match error {
        ArrowError::SchemaError(message) => PyTypeError::new_err(message),
        error => ConfigError::new_err(error.to_string()),
    }
}
