//! `Extractor`: pages to articles, texts to annotations.

use jianbao::{Guideline, OffsetUnit, Text};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::annotation::Annotation;
use crate::article::Article;
use crate::batches::{RecordBatch, RecordBatches};
use crate::config;
use crate::error::{ConfigError, Failure, guarded};
use crate::input::{Page, as_str, reference, text};
use crate::many::Articles;
use crate::record::loads;

/// Extracts articles, and what they speak of, with settings of its own: keywords, or a mapping of them, see jianbao.types.Config.
///
/// Threads may share one, and it is pickled by its settings. Keep it: what it reads texts with is loaded for the first of them. Raises
/// ConfigError if a setting makes no sense.
#[pyclass(module = "jianbao", frozen)]
pub(crate) struct Extractor {
    core: jianbao::Extractor,
    /// JSON of the settings that were given.
    settings: String,
}

impl Extractor {
    fn max_bytes(&self) -> usize {
        self.core.config().max_bytes
    }
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (config=None, **settings))]
    fn new(py: Python<'_>, config: Option<&Bound<'_, PyAny>>, settings: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let settings = config::to_json(config, settings, py)?;
        let config = config::parse(&settings)?;
        Ok(Self { core: jianbao::Extractor::new(config).map_err(Failure::from)?, settings })
    }

    /// The settings that were given.
    #[getter]
    fn config<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.settings)
    }

    /// The article of a page: `bytes` in any encoding, or `str`; HTML, a fragment of it, Markdown or plain text.
    ///
    /// `url` finds relative links and rules for sites, `charset` is what the HTTP header said, `reference_date` is the day from which
    /// the page speaks. A broken page gives a record with warnings. Raises LimitError if the page is larger than max_bytes, ConfigError
    /// if an argument makes no sense, TypeError if one is of another type.
    #[pyo3(signature = (page, *, url=None, charset=None, reference_date=None))]
    fn extract(
        &self,
        page: &Bound<'_, PyAny>,
        url: Option<&Bound<'_, PyAny>>,
        charset: Option<&Bound<'_, PyAny>>,
        reference_date: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Article> {
        let document = Page::new(page, url, charset, reference_date, self.max_bytes())?;
        Ok(page.py().detach(|| document.extract(&self.core))?.into())
    }

    /// The articles of many pages, in their order, as jianbao.extract_many gives them: an iterator, in which an exception stands for a
    /// page that cannot be read.
    #[pyo3(signature = (pages, threads=None))]
    fn extract_many(&self, pages: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<Articles> {
        Articles::new(self.core.clone(), pages, threads)
    }

    /// What a running text speaks of; offsets count code points of the text as it is.
    ///
    /// `reference_date` is the day from which it speaks, `guideline` the convention for names: "news" is ours, "msra", "cluener", "resume"
    /// and "weibo" are those of corpora. Raises LimitError if the UTF-8 of the text is larger than max_bytes.
    #[pyo3(name = "annotate", signature = (text, *, reference_date=None, guideline=None))]
    fn annotate(
        &self,
        text: &Bound<'_, PyAny>,
        reference_date: Option<&Bound<'_, PyAny>>,
        guideline: Option<&str>,
    ) -> PyResult<Annotation> {
        let words = self::text("text", text, self.max_bytes())?;
        let reference = reference(reference_date)?;
        let guideline = guideline.map(find_guideline).transpose()?.unwrap_or_default();
        let annotate = || {
            let text = Text::new(as_str(&words)).guideline(guideline).reference_date(reference);
            Ok(self.core.annotate(text)?.into_offsets(OffsetUnit::CodePoint))
        };
        Ok(text.py().detach(|| guarded(annotate))?.into())
    }

    /// Arrow: the records of the pages of a stream, as jianbao.extract_batches gives them.
    #[pyo3(signature = (reader, threads=None))]
    fn extract_batches(&self, reader: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<RecordBatches> {
        RecordBatches::new(self.core.clone(), reader, threads)
    }

    /// Arrow: the records of the pages of a batch, as jianbao.extract_batch gives them.
    #[pyo3(signature = (batch, threads=None))]
    fn extract_batch(&self, batch: &Bound<'_, PyAny>, threads: Option<&Bound<'_, PyAny>>) -> PyResult<RecordBatch> {
        RecordBatch::extract(&self.core, batch, threads)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        Ok((py.get_type::<Self>().into_any(), PyTuple::new(py, [self.config(py)?])?))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut settings = Vec::new();
        for (name, value) in self.config(py)? {
            settings.push(format!("{name}={}", value.repr()?));
        }
        Ok(format!("Extractor({})", settings.join(", ")))
    }
}

fn find_guideline(name: &str) -> PyResult<Guideline> {
    let found = Guideline::ALL.iter().copied().find(|guideline| guideline.name() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = Guideline::ALL.iter().map(|guideline| guideline.name()).collect();
        ConfigError::new_err(format!("unknown guideline {name:?}: use one of {}", names.join(", ")))
    })
}
