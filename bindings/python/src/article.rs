//! `Article`: the record of a page.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

use jianbao::Markup;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use crate::html;
use crate::record::{
    Affiliation, ArticleWarning, Block, Date, Dateline, Entity, Image, Items, Mention, Person, Quotation, Reduced, from_json, loads, name,
    to_json,
};

/// An article, as found on a page. What the page does not say is None or empty.
///
/// Offsets count code points of `text`: `article.text[m.start:m.end] == m.text` for every mention `m`.
#[pyclass(module = "jianbao", frozen, eq)]
pub(crate) struct Article {
    /// With offsets in code points.
    record: jianbao::Article,
    // What loops ask for again and again.
    text: PyOnceLock<Py<PyString>>,
    blocks: PyOnceLock<Py<PyTuple>>,
    mentions: PyOnceLock<Py<PyTuple>>,
}

impl From<jianbao::Article> for Article {
    fn from(record: jianbao::Article) -> Self {
        Self { record, text: PyOnceLock::new(), blocks: PyOnceLock::new(), mentions: PyOnceLock::new() }
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

/// The attributes of the record that are read seldom: each with its type and where it comes from.
macro_rules! article {
    ($($(#[$about:meta])* $field:ident: $type:ty = |$record:ident| $value:expr,)+ ; $($more:tt)*) => {
        #[pymethods]
        impl Article {
            $($(#[$about])* #[getter] fn $field(&self) -> $type { let $record = &self.record; $value })+

            $($more)*
        }
    };
}

article! {
    /// The version of the record's form.
    schema_version: &str = |record| &record.schema_version,
    /// What offsets count: "code_point".
    offset_unit: String = |record| name(record.offset_unit),
    /// The title of the article, without the site's name.
    headline: Option<&str> = |record| record.headline.as_deref(),
    /// A second title printed above or under the first.
    subheadline: Option<&str> = |record| record.subheadline.as_deref(),
    /// Who wrote the text or took the pictures, in the order of the page.
    authors: Items<Person> = |record| Items::of(&record.authors),
    /// Who edited, checked or produced it.
    editors: Items<Person> = |record| Items::of(&record.editors),
    /// Others named for their part in it (校对, 监制 …) beside the editor who answers for the page.
    credits: Items<Person> = |record| Items::of(&record.credits),
    /// The medium that the page names as the origin of the text (来源).
    source: Option<&str> = |record| record.source.as_deref(),
    /// The name of the site, where the page's head tells.
    site_name: Option<&str> = |record| record.site_name.as_deref(),
    /// The address that the page gives for itself, or the one it was crawled from.
    url: Option<&str> = |record| record.url.as_deref(),
    /// When the article was published, as printed on the page, else as its head says.
    date_published: Option<Date> = |record| record.date_published.as_ref().map(Date::from),
    /// When it was last changed, if the page says so.
    date_modified: Option<Date> = |record| record.date_modified.as_ref().map(Date::from),
    /// Agency, place and day at the start of the text (电头).
    dateline: Option<Dateline> = |record| record.dateline.as_ref().map(Dateline::from),
    /// The site's sections that the page stands in, from the outermost (面包屑).
    section: Items<&str> = |record| Items(record.section.iter().map(String::as_str).collect()),
    /// Keywords that the page gives.
    keywords: Items<&str> = |record| Items(record.keywords.iter().map(String::as_str).collect()),
    /// The pictures inside the body.
    images: Items<Image> = |record| Items::of(&record.images),
    /// BCP 47: "zh-Hans", "zh-Hant", "und" where it is neither.
    language: &str = |record| &record.language,
    /// What the mentions speak of, each once; then those whom only the byline or the source names. None if not asked for.
    entities: Option<Items<Entity>> = |record| record.entities.as_ref().map(Items::of),
    /// Who holds which post where, in the order of the text; None if it was not asked for.
    affiliations: Option<Items<Affiliation>> = |record| record.affiliations.as_ref().map(Items::of),
    /// Who said what, in the order of the text; None if it was not asked for.
    quotations: Option<Items<Quotation>> = |record| record.quotations.as_ref().map(Items::of),
    /// SimHash of the body, 64 bits in hexadecimal: reprints differ in few bits.
    fingerprint: &str = |record| &record.fingerprint,
    /// Where the article goes on, if it is spread over several pages.
    next_page: Option<&str> = |record| record.next_page.as_deref(),
    /// For each field that has a value, where on the page it was found.
    provenance: &BTreeMap<String, String> = |record| &record.provenance,
    /// What a reader of the record should know.
    warnings: Items<ArticleWarning> = |record| Items::of(&record.warnings),
    ;

    /// The clean body: the page's own words, a paragraph a line.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.get_or_init(py, || PyString::new(py, &self.record.text).unbind()).clone_ref(py)
    }

    /// The paragraphs of `text`.
    #[getter]
    fn blocks(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let convert = || PyResult::Ok(Items::<Block>::of(&self.record.blocks).into_pyobject(py)?.unbind());
        Ok(self.blocks.get_or_try_init(py, convert)?.clone_ref(py))
    }

    /// What `text` speaks of, in order; None if it was not asked for.
    #[getter]
    fn mentions(&self, py: Python<'_>) -> PyResult<Option<Py<PyTuple>>> {
        let convert = |mentions| PyResult::Ok(Items::<Mention>::of(mentions).into_pyobject(py)?.unbind());
        let cached = |mentions| PyResult::Ok(self.mentions.get_or_try_init(py, || convert(mentions))?.clone_ref(py));
        self.record.mentions.as_ref().map(cached).transpose()
    }

    /// The record as a `dict`: that of the command line, without its id.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.to_json())
    }

    /// The record as one line of JSON: that of the command line, without its id.
    fn to_json(&self) -> String {
        to_json(&self.record)
    }

    /// The article as schema.org NewsArticle, a `dict` for JSON-LD.
    fn to_jsonld<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.record.to_jsonld().to_string())
    }

    /// The article as IPTC ninjs 3.1, a `dict`.
    fn to_ninjs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        loads(py, &self.record.to_ninjs().to_string())
    }

    /// The article as Markdown. Of an article that was read back from JSON it has no links, pictures and tables.
    fn to_markdown(&self) -> String {
        self.record.to_markdown()
    }

    /// Reads a record that `to_json` or the command line wrote.
    #[classmethod]
    #[pyo3(signature = (json, /))]
    fn from_json(_class: &Bound<'_, PyType>, json: &str) -> PyResult<Self> {
        from_json::<jianbao::Article>(json).map(Self::from)
    }

    #[classmethod]
    fn _restore(_class: &Bound<'_, PyType>, record: &str, markup: &str) -> PyResult<Self> {
        let record = from_json::<jianbao::Article>(record)?.with_markup(from_json(markup)?);
        Ok(record.into())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (String, String)>> {
        let markup: &Markup = self.record.markup();
        Ok((py.get_type::<Self>().getattr("_restore")?, (to_json(&self.record), to_json(markup))))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.record.fingerprint, &self.record.headline).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let record = &self.record;
        let mut words = String::from("<Article");
        if let Some(headline) = &record.headline {
            let _ = write!(words, " {}", PyString::new(py, headline).repr()?);
        }
        let facts = [record.source.as_deref(), record.date_published.as_ref().map(|date| date.iso.as_str())];
        for fact in facts.into_iter().flatten() {
            let _ = write!(words, " {fact}");
        }
        let _ = write!(words, ": {} characters", record.text.chars().count());
        if let Some(mentions) = &record.mentions {
            let _ = write!(words, ", {} mentions", mentions.len());
        }
        for warning in &record.warnings {
            let _ = write!(words, ", {}", name(warning.kind));
        }
        Ok(words + ">")
    }

    fn _repr_html_(&self) -> String {
        html::article(&self.record)
    }
}
