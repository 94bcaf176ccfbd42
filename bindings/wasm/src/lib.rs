//! The module of the npm package `jianbao`: what its JavaScript calls.
//!
//! It converts, and has no rule and no default of its own. Records and settings cross as JSON, offsets count UTF-16 units, and what fails
//! is thrown as a string, `kind: message`, of which the package makes an error.

mod failure;
mod known;
mod settings;
mod words;

use std::sync::{Mutex, OnceLock, PoisonError};

use jianbao::{Data, Input, OffsetUnit, Text};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use failure::Failure;
use known::Known;

static DATA: OnceLock<Data> = OnceLock::new();

/// What the last panic said. The module is of no use after one, but this can still be read.
static PANIC: Mutex<String> = Mutex::new(String::new());

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string()));
}

/// What the last panic said.
#[wasm_bindgen(js_name = lastPanic)]
pub fn last_panic() -> String {
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Takes the file of data, once, and says where in memory it lies, for it stays there: the dictionary is read in place.
///
/// # Errors
///
/// `data` if it is another file, or one of another version.
#[wasm_bindgen]
pub fn load(file: Vec<u8>) -> Result<usize, Failure> {
    let file: &'static [u8] = file.leak();
    let _ = DATA.set(Data::from_bytes(file)?);
    Ok(file.as_ptr().addr())
}

/// Words of a text with their parts of speech, as a list in JSON.
///
/// # Errors
///
/// `data` if there is none.
#[wasm_bindgen]
pub fn tokenize(text: &str) -> Result<String, Failure> {
    words::tokenize(data()?, text)
}

/// An extractor with its settings.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    core: jianbao::Extractor,
}

#[wasm_bindgen]
impl Engine {
    /// With settings as a JSON object.
    ///
    /// # Errors
    ///
    /// `config` if a setting makes no sense, `type` if it has the wrong type, `data` if there is none.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: &str) -> Result<Self, Failure> {
        Ok(Self { core: jianbao::Extractor::with_data(settings::parse(settings)?, data()?.clone())? })
    }

    /// The largest page or text that is accepted, in bytes: JavaScript refuses what is longer before it copies it.
    #[wasm_bindgen(getter, js_name = maxBytes)]
    #[must_use]
    pub fn max_bytes(&self) -> usize {
        self.core.config().max_bytes
    }

    /// The record of a page.
    ///
    /// # Errors
    ///
    /// `limit` and `config` as the library has them, `type` if an option has the wrong type.
    pub fn extract(&self, page: &[u8], is_text: bool, known: &str) -> Result<String, Failure> {
        json(&self.article(page, is_text, known)?.into_offsets(OffsetUnit::Utf16))
    }

    /// The article of a page in another format.
    ///
    /// # Errors
    ///
    /// As [`extract`](Self::extract), and `config` if there is no such format.
    pub fn export(&self, page: &[u8], is_text: bool, format: &str, known: &str) -> Result<String, Failure> {
        let form: fn(&jianbao::Article) -> String = match format {
            "markdown" => jianbao::Article::to_markdown,
            "text" => |article| article.text.clone(),
            "jsonld" => |article| article.to_jsonld().to_string(),
            "ninjs" => |article| article.to_ninjs().to_string(),
            _ => return Err(Failure::config(format!("unknown format {format:?}: there are markdown, text, jsonld, ninjs"))),
        };
        self.article(page, is_text, known).map(|article| form(&article))
    }

    /// The record of running text.
    ///
    /// # Errors
    ///
    /// As [`extract`](Self::extract).
    pub fn annotate(&self, text: &str, known: &str) -> Result<String, Failure> {
        let known = Known::parse(known, &["referenceDate", "guideline"])?;
        let text = Text::new(text).guideline(known.guideline).reference_date(known.reference_date);
        json(&self.core.annotate(text)?.into_offsets(OffsetUnit::Utf16))
    }
}

impl Engine {
    fn article(&self, page: &[u8], is_text: bool, known: &str) -> Result<jianbao::Article, Failure> {
        let known = Known::parse(known, &["url", "charset", "referenceDate"])?;
        // What came as a string is UTF-8 by now.
        let text = if is_text { std::str::from_utf8(page).ok() } else { None };
        let input = text.map_or_else(|| Input::new(page), Input::from);
        Ok(self.core.extract(input.url(known.url.as_deref()).charset(known.charset.as_deref()).reference_date(known.reference_date))?)
    }
}

fn data() -> Result<&'static Data, Failure> {
    DATA.get().ok_or_else(|| Failure::data("there is no data: call `await init()` first"))
}

fn json(record: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(record).map_err(|error| Failure::data(error.to_string()))
}
