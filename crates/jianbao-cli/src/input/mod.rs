//! Documents out of files, directories and stdin: pages, rows of JSONL, records of WARC files, compressed or not.
//!
//! What a file holds is told by its first bytes. Here only the borders of documents are found; what is in them is read where they are
//! worked on, by [`Found::open`].

mod http;
mod rows;
mod source;
mod stream;
mod tally;
mod warc;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use encoding_rs::{Encoding, UTF_8};
use jianbao::value::time::Reference;
use serde_json::Value;

use crate::failure::Failure;
use rows::Lines;
pub(crate) use rows::Rows;
use source::Source;
use stream::Stream;
pub(crate) use tally::Tally;
use warc::Records;

/// A page or text to be worked on.
pub(crate) struct Document {
    pub(crate) url: Option<String>,
    /// The charset of the HTTP header; one that is known.
    pub(crate) charset: Option<String>,
    /// The day from which it speaks.
    pub(crate) date: Option<Reference>,
    /// The day on which it was crawled.
    pub(crate) fetched: Option<Reference>,
    pub(crate) content: Content,
}

impl Document {
    fn new(content: Content) -> Self {
        Self { url: None, charset: None, date: None, fetched: None, content }
    }
}

pub(crate) enum Content {
    /// As it was stored, in any encoding.
    Bytes(Vec<u8>),
    /// Decoded already.
    Text(String),
}

/// A document as it was found, or why there is none; what is in it is not read yet.
pub(crate) struct Found {
    id: Value,
    form: Form,
}

/// How a document stands in the input.
enum Form {
    File(Vec<u8>),
    Row(Vec<u8>, Rows),
    Page(Box<warc::Page>),
    Failed(Failure),
}

impl Found {
    fn file(name: &str, bytes: Vec<u8>) -> Self {
        Self { id: name.into(), form: Form::File(bytes) }
    }

    fn row(id: Value, line: Vec<u8>, rows: Rows) -> Self {
        Self { id, form: Form::Row(line, rows) }
    }

    fn page(id: Value, page: warc::Page) -> Self {
        Self { id, form: Form::Page(Box::new(page)) }
    }

    fn failed(id: Value, failure: Failure) -> Self {
        Self { id, form: Form::Failed(failure) }
    }

    /// How many bytes of memory it takes.
    pub(crate) fn size(&self) -> usize {
        match &self.form {
            Form::File(bytes) | Form::Row(bytes, _) => bytes.len(),
            Form::Page(page) => page.size(),
            Form::Failed(_) => 0,
        }
    }

    /// The document, of so many bytes at most, with its id: that of the row or of the record, else where it was found.
    pub(crate) fn open(self, max_bytes: usize) -> (Value, Result<Document, Failure>) {
        match self.form {
            Form::File(bytes) => (self.id, Ok(Document::new(Content::Bytes(bytes)))),
            Form::Row(line, rows) => rows::open(&line, rows, self.id),
            Form::Page(page) => (self.id, page.open(max_bytes)),
            Form::Failed(failure) => (self.id, Err(failure)),
        }
    }
}

/// The encoding of a label, UTF-8 if there is none.
pub(crate) fn find_encoding(label: Option<&str>) -> anyhow::Result<&'static Encoding> {
    label.map_or(Ok(UTF_8), |label| {
        Encoding::for_label_no_replacement(label.as_bytes()).with_context(|| {
            format!("--charset {label}: unknown, use a label of the WHATWG encoding standard, such as gb18030, big5 or utf-8")
        })
    })
}

/// All documents, one after another; no more than one is held. Their number and order depend on the inputs alone.
pub(crate) struct Documents {
    /// What is still to be read, the next one last.
    pending: Vec<Place>,
    /// The file that is being read, if it holds several documents.
    file: Option<Box<dyn Iterator<Item = Found> + Send>>,
    rows: Rows,
    output: Option<PathBuf>,
    max_bytes: usize,
    tally: Arc<Tally>,
}

struct Place {
    path: PathBuf,
    /// As opposed to found in a directory.
    is_named: bool,
}

impl Documents {
    pub(crate) fn new(paths: &[PathBuf], rows: Rows, max_bytes: usize) -> Self {
        let stdin = [PathBuf::from("-")];
        let paths = if paths.is_empty() { &stdin } else { paths };
        let pending = paths.iter().rev().map(|path| Place { path: path.clone(), is_named: true }).collect();
        Self { pending, file: None, rows, output: None, max_bytes, tally: Arc::default() }
    }

    /// What is known of the inputs while they are read.
    pub(crate) fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Does not read this file if it comes across it in a directory: it is being written.
    pub(crate) fn leave_out(&mut self, output: &Path) {
        self.output = output.canonicalize().ok();
    }

    fn open(&mut self, place: &Place) -> Result<Option<Found>, Failure> {
        if place.is_named && place.path == Path::new("-") {
            return self.read(io::stdin(), "-");
        }
        let kind = fs::metadata(&place.path)?.file_type();
        if kind.is_dir() {
            // A link to a directory may lead round in a circle.
            if place.is_named || !place.path.is_symlink() {
                self.list(&place.path)?;
            }
            return Ok(None);
        }
        // Pipes and devices are read where they are named, as in `<(…)`.
        if !place.is_named && (!kind.is_file() || self.is_output(&place.path)) {
            return Ok(None);
        }
        self.read(File::open(&place.path)?, &place.path.to_string_lossy())
    }

    fn list(&mut self, directory: &Path) -> io::Result<()> {
        let mut found = Vec::new();
        for entry in fs::read_dir(directory)? {
            let path = entry?.path();
            if !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
                found.push(path);
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        self.pending.extend(found.into_iter().map(|path| Place { path, is_named: false }));
        Ok(())
    }

    fn is_output(&self, path: &Path) -> bool {
        let name = |path: &'_ Path| path.file_name().map(OsStr::to_owned);
        self.output.as_ref().is_some_and(|output| name(output) == name(path) && path.canonicalize().is_ok_and(|path| path == *output))
    }

    /// Tells by its first bytes whether a file holds records, rows, or is a document itself.
    fn read(&mut self, reader: impl Read + Send + 'static, name: &str) -> Result<Option<Found>, Failure> {
        let mut stream = Stream::new(Source::new(reader, Arc::clone(&self.tally)))?;
        let is_archive = |bytes: &[u8]| self.rows == Rows::Pages && bytes.len() >= warc::MARK && warc::begins(bytes);
        let first = stream.peek(warc::MARK).map(is_archive);
        let is_compressed = stream.is_compressed();
        if matches!(first, Ok(true)) || (first.is_err() && stream.recover(is_archive)) {
            self.file = Some(Box::new(Records::new(stream, name.to_owned(), self.max_bytes, Arc::clone(&self.tally))));
        } else if first.is_ok() {
            return self.read_text(stream, name);
        }
        match first {
            Err(error) if is_compressed => Err(Failure::damaged("file", &0, &error.to_string())),
            first => Ok(first.map(|_| None)?),
        }
    }

    fn read_text(&mut self, mut stream: Stream, name: &str) -> Result<Option<Found>, Failure> {
        let longest = rows::longest(self.max_bytes);
        let mut bytes = Vec::new();
        let mut read = read_first_line(&mut stream, &mut bytes, longest, self.max_bytes);
        if read.is_ok() && self.rows.begin_with(&bytes) {
            self.file = Some(Box::new(Lines::new(bytes, stream, self.rows, name.to_owned(), longest)));
            return Ok(None);
        }
        if read.is_ok() {
            let rest = (self.max_bytes + 1).saturating_sub(bytes.len());
            read = stream.by_ref().take(rest as u64).read_to_end(&mut bytes).map(drop);
        }
        match read {
            _ if bytes.len() > self.max_bytes => Err(Failure::limit(self.max_bytes)),
            Ok(()) => Ok(Some(Found::file(name, bytes))),
            Err(error) if stream.is_compressed() => {
                let place = stream.place();
                let end = Found::failed(format!("{name}:{place}").into(), Failure::damaged("page", &place, &error.to_string()));
                self.file = Some(Box::new([Found::file(name, bytes), end].into_iter()));
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Reads to the end of the first line that is not blank.
fn read_first_line(stream: &mut Stream, bytes: &mut Vec<u8>, longest: u64, max_bytes: usize) -> io::Result<()> {
    let mut is_blank = true;
    while is_blank && bytes.len() <= max_bytes {
        let start = bytes.len();
        is_blank = stream.by_ref().take(longest).read_until(b'\n', bytes)? > 0 && bytes[start..].trim_ascii().is_empty();
    }
    Ok(())
}

impl Iterator for Documents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.file.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            self.file = None;
            let place = self.pending.pop()?;
            match self.open(&place) {
                Ok(None) => {}
                Ok(Some(found)) => return Some(found),
                Err(failure) => return Some(Found::failed(place.path.to_string_lossy().into(), failure)),
            }
        }
    }
}
