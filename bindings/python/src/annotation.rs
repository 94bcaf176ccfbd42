//! `Annotation`: the record of running text.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::html;
use crate::record::{Affiliation, Entity, Items, Mention, Quotation, Reduced, from_json, loads, name, to_json};

/// What a text speaks of. Offsets count code points of the text as it was given.
#[pyclass(module = "jianbao", frozen, eq)]
pub(crate) struct Annotation {
    /// With offsets in code points.
    record: jianbao::Annotation,
    text: PyOnceLock<Py<PyString>>,
    mentions: PyOnceLock<Py<PyTuple>>,
}

impl From<jianbao::Annotation> for Annotation {
    fn from(record: jianbao::Annotation) -> Self {
        Self { record, text: PyOnceLock::new(), mentions: PyOnceLock::new() }
    }
}

impl PartialEq for Annotation {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

#[pymethods]
impl Annotation {
    /// The version of the record's form.
    #[getter]
    fn schema_version(&self) -> &str {
        &self.record.schema_version
    }

    /// What offsets count: "code_point".
    #[getter]
    fn offset_unit(&self) -> String {
        name(self.record.offset_unit)
    }

    /// The text, unchanged.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.get_or_init(py, || PyString::new(py, &self.record.text).unbind()).clone_ref(py)
    }

    /// What it speaks of, in order.
    #[getter]
    fn mentions(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let convert = || PyResult::Ok(Items::<Mention>::of(&self.record.mentions).into_pyobject(py)?.unbind());
        Ok(self.mentions.get_or_try_init(py, convert)?.clone_ref(py))
    }

    /// What the mentions speak of, each once; None if it was not asked for.
    #[getter]
    fn entities(&self) -> Option<Items<Entity>> {
        self.record.entities.as_ref().map(Items::of)
    }

    /// Who holds which post where, in the order of the text; None if it was not asked for.
    #[getter]
    fn affiliations(&self) -> Option<Items<Affiliation>> {
        self.record.affiliations.as_ref().map(Items::of)
    }

    /// Who said what, in the order of the text; None if it was not asked for.
    #[getter]
    fn quotations(&self) -> Option<Items<Quotation>> {
        self.record.quotations.as_ref().map(Items::of)
    }

    /// The record as a `dict`: that of the command line, without its id.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.to_json())
    }

    /// The record as one line of JSON: that of the command line, without its id.
    fn to_json(&self) -> String {
        to_json(&self.record)
    }

    /// Reads a record that `to_json` or the command line wrote.
    #[classmethod]
    #[pyo3(signature = (json, /))]
    fn from_json(_class: &Bound<'_, PyType>, json: &str) -> PyResult<Self> {
        from_json::<jianbao::Annotation>(json).map(Self::from)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (String,)>> {
        Ok((py.get_type::<Self>().getattr("from_json")?, (self.to_json(),)))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.record.text.hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        const SHOWN: usize = 40;
        let text = &self.record.text;
        let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
        let more = if end < text.len() { "…" } else { "" };
        let shown = PyString::new(py, &format!("{}{more}", &text[..end]));
        Ok(format!("<Annotation {}: {} mentions>", shown.repr()?, self.record.mentions.len()))
    }

    fn _repr_html_(&self) -> String {
        html::text(&self.record.text, &self.record.mentions)
    }
}
