//! What Python hands in: pages, texts, dates.

use jianbao::value::time::Reference;
use jianbao::{Article, Extractor, Input, OffsetUnit};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMapping, PyString};

use crate::error::{Failure, guarded};

/// A TypeError that says what was expected.
pub(crate) fn wrong_type(name: &str, expected: &str, found: &Bound<'_, PyAny>) -> PyErr {
    let found = found.get_type().name().map_or_else(|_| "something else".into(), |name| name.to_string());
    PyTypeError::new_err(format!("{name}: expected {expected}, not {found}"))
}

/// The UTF-8 of a `str`. U+FFFD stands for a lone surrogate, so that offsets in code points stay what they are.
fn utf8<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyBytes>> {
    if let Ok(bytes) = text.encode_utf8() {
        return Ok(bytes);
    }
    let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
    let mut bytes = encoded.as_bytes().to_vec();
    // In this form surrogates, and they alone, are ED followed by A0 to BF and one more byte.
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
            bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
    }
    Ok(PyBytes::new(text.py(), &bytes))
}

/// A `str` that is short, or is kept.
pub(crate) fn string(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = value.cast::<PyString>().map_err(|_| wrong_type(name, "str", value))?;
    Ok(String::from_utf8_lossy(utf8(text)?.as_bytes()).into_owned())
}

/// A `str` to be read, unless it is over the limit, which is told before it is converted.
pub(crate) fn text(name: &str, value: &Bound<'_, PyAny>, max_bytes: usize) -> PyResult<PyBackedBytes> {
    let text = value.cast::<PyString>().map_err(|_| wrong_type(name, "str", value))?;
    let characters = text.len()?;
    if characters > max_bytes {
        return Err(Failure::limit(characters, max_bytes).into());
    }
    Ok(utf8(text)?.into())
}

/// Bytes that came out of a `str`.
pub(crate) fn as_str(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// An ISO 8601 text, a `date` or a `datetime`, as text.
pub(crate) fn iso(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    if value.is_instance_of::<PyString>() {
        return string(name, value);
    }
    let iso = value.call_method0("isoformat").map_err(|_| wrong_type(name, "str, datetime.date or datetime.datetime", value))?;
    string(name, &iso)
}

/// The day from which a document speaks.
pub(crate) fn reference(value: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Reference>> {
    let parse = |value| iso("reference_date", value)?.parse().map_err(|error: jianbao::Error| Failure::from(error).into());
    value.map(parse).transpose()
}

/// A page and what is known of it, for any thread.
pub(crate) struct Page {
    content: Content,
    url: Option<String>,
    charset: Option<String>,
    reference_date: Option<Reference>,
}

enum Content {
    Bytes(PyBackedBytes),
    Text(PyBackedBytes),
}

impl Page {
    pub(crate) fn new(
        page: &Bound<'_, PyAny>,
        url: Option<&Bound<'_, PyAny>>,
        charset: Option<&Bound<'_, PyAny>>,
        reference_date: Option<&Bound<'_, PyAny>>,
        max_bytes: usize,
    ) -> PyResult<Self> {
        let content = if let Ok(bytes) = page.cast::<PyBytes>() {
            Content::Bytes(bytes.clone().into())
        } else if page.is_instance_of::<PyString>() {
            Content::Text(text("page", page, max_bytes)?)
        } else {
            return Err(wrong_type("page", "bytes or str", page));
        };
        let url = url.map(|url| string("url", url)).transpose()?;
        let charset = charset.map(|charset| string("charset", charset)).transpose()?;
        Ok(Self { content, url, charset, reference_date: reference(reference_date)? })
    }

    /// A page by itself, or a mapping of the arguments of `extract`.
    pub(crate) fn from_item(item: &Bound<'_, PyAny>, max_bytes: usize) -> PyResult<Self> {
        let Ok(arguments) = item.cast::<PyMapping>() else { return Self::new(item, None, None, None, max_bytes) };
        let get = |name: &str| {
            let value = if arguments.contains(name)? { Some(arguments.get_item(name)?) } else { None };
            PyResult::Ok(value.filter(|value| !value.is_none()))
        };
        let page = get("page")?.ok_or_else(|| PyTypeError::new_err("page: a mapping without \"page\""))?;
        Self::new(&page, get("url")?.as_ref(), get("charset")?.as_ref(), get("reference_date")?.as_ref(), max_bytes)
    }

    /// Its record, offsets in code points.
    pub(crate) fn extract(&self, extractor: &Extractor) -> Result<Article, Failure> {
        let input = match &self.content {
            Content::Bytes(bytes) => Input::new(bytes),
            Content::Text(bytes) => Input::from(as_str(bytes)),
        };
        let input = input.url(self.url.as_deref()).charset(self.charset.as_deref()).reference_date(self.reference_date);
        guarded(|| Ok(extractor.extract(input)?.into_offsets(OffsetUnit::CodePoint)))
    }
}
