//! `Tokenizer`: text to words.

use std::sync::OnceLock;

use jianbao::{Tag, UserWords};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use crate::error::{ConfigError, guarded};
use crate::input::{as_str, string, text, wrong_type};

/// The tokenizer without words of a user, which several use.
pub(crate) fn shared() -> Result<&'static jianbao::Tokenizer, jianbao::Error> {
    static SHARED: OnceLock<Result<jianbao::Tokenizer, jianbao::Error>> = OnceLock::new();
    SHARED.get_or_init(jianbao::Tokenizer::new).as_ref().map_err(Clone::clone)
}

/// Cuts Chinese text into words with parts of speech: the tags of the People's Daily corpus, in lower case as jieba has them.
///
/// `words` are words of your own that are to be kept whole: a text with one in each line and, behind tabs, its tag and its cost, or an
/// iterable of such lines and of tuples of their fields. A cost is a whole number, 300 less make a word e times as likely. Threads may
/// share a tokenizer, and it is pickled by its words. Raises ConfigError with the line that is not in order.
#[pyclass(module = "jianbao", frozen)]
pub(crate) struct Tokenizer {
    core: jianbao::Tokenizer,
    /// Lines of word, tag and cost.
    words: Option<String>,
}

/// Words of a user as lines: a text of such lines, or an iterable of lines and of tuples of their fields.
fn lines(words: &Bound<'_, PyAny>) -> PyResult<String> {
    if words.is_instance_of::<PyString>() {
        return string("words", words);
    }
    let mut lines = String::new();
    for word in words.try_iter().map_err(|_| wrong_type("words", "str or an iterable of words", words))? {
        let word = word?;
        let line = match word.cast::<PyTuple>() {
            Ok(fields) => fields.iter().map(|field| string("words", field.str()?.as_any())).collect::<PyResult<Vec<_>>>()?.join("\t"),
            Err(_) => string("words", &word)?,
        };
        let line = line.trim_end_matches(['\n', '\r']);
        if line.contains('\n') {
            return Err(ConfigError::new_err(format!("user words: {line:?} is no word")));
        }
        lines += line;
        lines.push('\n');
    }
    Ok(lines)
}

#[pymethods]
impl Tokenizer {
    #[new]
    #[pyo3(signature = (words=None))]
    fn new(py: Python<'_>, words: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let words = words.map(lines).transpose()?;
        let make = || {
            let tokenizer = shared()?;
            words.as_deref().map_or_else(|| Ok(tokenizer.clone()), |words| tokenizer.with_words(&UserWords::parse(words)?))
        };
        let core = py.detach(|| guarded(make))?;
        Ok(Self { core, words })
    }

    /// The words of a text: together they are the text again. With `pos`, pairs of word and part of speech.
    #[pyo3(signature = (text, pos=false))]
    fn tokenize<'py>(&self, text: &Bound<'py, PyAny>, pos: bool) -> PyResult<Bound<'py, PyList>> {
        let py = text.py();
        let bytes = self::text("text", text, jianbao::Config::default().max_bytes)?;
        let text = as_str(&bytes);
        let tokens = py.detach(|| guarded(|| Ok(self.core.tokenize(text)))).map_err(PyErr::from)?;
        if !pos {
            return PyList::new(py, tokens.iter().map(|token| token.text(text)));
        }
        // One object for each tag, not for each token.
        let names: Vec<Bound<'py, PyString>> = Tag::ALL.iter().map(|tag| PyString::intern(py, tag.name())).collect();
        let name = |tag: Tag| Tag::ALL.binary_search(&tag).map_or_else(|_| PyString::new(py, tag.name()), |at| names[at].clone());
        PyList::new(py, tokens.iter().map(|token| (token.text(text), name(token.tag))))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (Option<&str>,)) {
        (py.get_type::<Self>().into_any(), (self.words.as_deref(),))
    }

    fn __repr__(&self) -> String {
        let count = self.words.iter().flat_map(|words| words.lines()).filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        if count == 0 { "Tokenizer()".into() } else { format!("<Tokenizer with {count} words of its own>") }
    }
}
