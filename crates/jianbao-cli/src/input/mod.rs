//! Documents out of files, directories and stdin.

mod rows;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use encoding_rs::{Encoding, UTF_8};
use jianbao::value::time::Reference;
use serde_json::Value;

use crate::failure::Failure;
use rows::Lines;
pub(crate) use rows::Rows;

/// A page or text to be worked on.
pub(crate) struct Document {
    pub(crate) url: Option<String>,
    /// The day from which it speaks.
    pub(crate) date: Option<Reference>,
    pub(crate) content: Content,
}

/// A document, or why there is none, with its id: that of a row of JSONL, else where it was found.
pub(crate) type Found = (Value, Result<Document, Failure>);

pub(crate) enum Content {
    /// As it was stored, in any encoding.
    Bytes(Vec<u8>),
    /// Decoded already.
    Text(String),
}

/// The encoding of a label, UTF-8 if there is none.
pub(crate) fn find_encoding(label: Option<&str>) -> anyhow::Result<&'static Encoding> {
    label.map_or(Ok(UTF_8), |label| {
        Encoding::for_label_no_replacement(label.as_bytes()).with_context(|| {
            format!("--charset {label}: unknown, use a label of the WHATWG encoding standard, such as gb18030, big5 or utf-8")
        })
    })
}

type Reader = Box<dyn BufRead + Send>;

/// All documents, one after another; no more than one is held.
pub(crate) struct Documents {
    /// What is still to be read, the next one last.
    pending: Vec<Place>,
    lines: Option<Lines>,
    rows: Rows,
    output: Option<PathBuf>,
    max_bytes: usize,
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
        Self { pending, lines: None, rows, output: None, max_bytes }
    }

    /// Does not read this file if it comes across it in a directory: it is being written.
    pub(crate) fn leave_out(&mut self, output: &Path) {
        self.output = output.canonicalize().ok();
    }

    fn open(&mut self, place: &Place) -> Result<Option<Content>, Failure> {
        if place.is_named && place.path == Path::new("-") {
            return self.read(Box::new(BufReader::new(io::stdin())), "-");
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
        self.read(Box::new(BufReader::new(File::open(&place.path)?)), &place.path.to_string_lossy())
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

    /// Tells by its first line whether a file holds rows or is a document itself.
    fn read(&mut self, mut reader: Reader, name: &str) -> Result<Option<Content>, Failure> {
        let longest = rows::longest(self.max_bytes);
        let mut bytes = Vec::new();
        let mut is_blank = true;
        while is_blank && bytes.len() <= self.max_bytes {
            let start = bytes.len();
            is_blank = reader.by_ref().take(longest).read_until(b'\n', &mut bytes)? > 0 && bytes[start..].trim_ascii().is_empty();
        }
        if self.rows.begin_with(&bytes) {
            let reader = Box::new(io::Cursor::new(bytes).chain(reader));
            self.lines = Some(Lines::new(reader, self.rows, name.to_owned(), longest));
            return Ok(None);
        }
        reader.take((self.max_bytes + 1).saturating_sub(bytes.len()) as u64).read_to_end(&mut bytes)?;
        if bytes.len() > self.max_bytes {
            return Err(Failure::limit(self.max_bytes));
        }
        Ok(Some(Content::Bytes(bytes)))
    }
}

impl Iterator for Documents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(row) = self.lines.as_mut().and_then(Iterator::next) {
                return Some(row);
            }
            self.lines = None;
            let place = self.pending.pop()?;
            if let Some(content) = self.open(&place).transpose() {
                return Some((place.path.to_string_lossy().into(), content.map(|content| Document { url: None, date: None, content })));
            }
        }
    }
}
