//! What the measurements share: the pages, and the contenders that work on them; the texts for the tokenizer.

pub mod texts;
pub mod values;

#[path = "../../crates/jianbao/tests/support/page.rs"]
mod page;

use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, io};

use encoding_rs::{GB18030, UTF_8};
use html5ever::tendril::TendrilSink;
use jianbao::{Config, Extractor, Stages};
use markup5ever_rcdom::RcDom;

/// A page as crawled, and decoded for those that take text only.
#[derive(Debug)]
pub struct Page {
    /// The file's name, or what it is.
    pub name: String,
    /// As crawled.
    pub bytes: Vec<u8>,
    /// In the encoding that it is in.
    pub text: String,
}

/// One way to read a page.
#[derive(Debug, Clone, Copy)]
pub struct Contender {
    /// How it is called in the tables.
    pub name: &'static str,
    /// Reads a page and drops what came out.
    pub run: fn(&Page),
}

/// The reference for parsing: html5ever and RcDom, text to tree.
pub const HTML5EVER: Contender = Contender {
    name: "html5ever_rcdom",
    run: |page| {
        black_box(html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page.text.as_str()));
    },
};

/// This library: bytes to article.
pub const JIANBAO: Contender = Contender {
    name: "jianbao_extract",
    run: |page| {
        let config = Config { stages: Stages::Article, ..Config::default() };
        let extractor = Extractor::new(config).expect("settings that make sense");
        black_box(extractor.extract(&page.bytes)).expect("a page is never an error");
    },
};

/// This library: bytes to all that the article says.
pub const RECORD: Contender = Contender {
    name: "jianbao_record",
    run: |page| {
        static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);
        black_box(EXTRACTOR.extract(&page.bytes)).expect("a page is never an error");
    },
};

/// A port of Mozilla's Readability: text to article. It finds none on some pages, which counts all the same.
pub const DOM_SMOOTHIE: Contender = Contender {
    name: "dom_smoothie",
    run: |page| {
        let _ = black_box(dom_smoothie::Readability::new(page.text.as_str(), None, None).and_then(|mut reader| reader.parse()));
    },
};

/// The pages to work on.
#[derive(Debug)]
pub struct Pages {
    /// In the order of their names.
    pub pages: Vec<Page>,
    /// Where they come from.
    pub from: String,
    /// They were crawled; else there is one, of our own, of typical shape.
    pub are_real: bool,
}

/// The pages of ../shared if they are there, else one of our own.
///
/// # Errors
///
/// If a page that is there can't be read.
pub fn pages() -> io::Result<Pages> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/pages/dev");
    let Ok(entries) = folder.read_dir() else {
        let text = page::typical(40);
        let page = Page { name: "typical".into(), bytes: text.clone().into_bytes(), text };
        let from = format!("there is no {}: one synthetic page instead", folder.display());
        return Ok(Pages { pages: vec![page], from, are_real: false });
    };
    let mut pages = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let bytes = fs::read(&path)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            pages.push(Page { name, text: decode(&bytes), bytes });
        }
    }
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    let from = format!("{} pages of {}", pages.len(), folder.display());
    Ok(Pages { pages, from, are_real: true })
}

/// The pages are in UTF-8 or an encoding within GB18030; the right one has the fewest malformed characters.
fn decode(bytes: &[u8]) -> String {
    [UTF_8, GB18030]
        .map(|encoding| encoding.decode(bytes).0.into_owned())
        .into_iter()
        .min_by_key(|text| text.matches('\u{fffd}').count())
        .unwrap_or_default()
}
