//! JSONL: a document in each row.

use std::io::{self, BufRead, Read};

use jianbao::Error;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::stream::Stream;
use super::{Content, Document, Found};
use crate::failure::Failure;

/// What rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    Pages,
    Texts,
}

#[derive(Deserialize)]
struct PageRow {
    id: Option<Value>,
    url: Option<String>,
    html: Option<String>,
    text: Option<String>,
    date: Option<String>,
}

#[derive(Deserialize)]
struct TextRow {
    id: Option<Value>,
    text: Option<String>,
    reference_date: Option<String>,
}

/// A row: its id if it has one, and the document.
type Row = (Option<Value>, Option<Document>);

impl Rows {
    /// Whether a file that begins with this line is JSONL.
    pub(super) fn begin_with(self, line: &[u8]) -> bool {
        let is_ours = |row: Map<String, Value>| self == Self::Texts || row.contains_key("html") || row.contains_key("text");
        serde_json::from_slice(json(line)).is_ok_and(is_ours)
    }

    fn read(self, line: &[u8]) -> Result<Row, Failure> {
        let document = |url, date, text: Option<String>| text.map(|text| Document { url, date, ..Document::new(Content::Text(text)) });
        let fault = |error: serde_json::Error| self.fault(&without_place(&error));
        Ok(match self {
            Self::Pages => {
                let row: PageRow = serde_json::from_slice(line).map_err(fault)?;
                // Crawlers write dates in many forms; one that is not ours says nothing.
                let date = row.date.and_then(|date| date.parse().ok());
                (row.id, document(row.url, date, row.html.or(row.text)))
            }
            Self::Texts => {
                let row: TextRow = serde_json::from_slice(line).map_err(fault)?;
                let date =
                    row.reference_date.map(|date| date.parse().map_err(|error: Error| self.fault(&error.to_string()))).transpose()?;
                (row.id, document(None, date, row.text))
            }
        })
    }

    fn fault(self, why: &str) -> Failure {
        let form = match self {
            Self::Pages => "an object with \"html\" or \"text\", and \"id\" and \"url\" if known",
            Self::Texts => "an object with \"text\", and \"id\" and \"reference_date\" if known",
        };
        Failure::row(why, form)
    }
}

/// The document of a line, with the id of the row, else the one it is given.
pub(super) fn open(line: &[u8], rows: Rows, place: Value) -> (Value, Result<Document, Failure>) {
    match rows.read(json(line)) {
        Ok((id, document)) => (id.unwrap_or(place), document.ok_or_else(|| rows.fault("no document in this row"))),
        Err(failure) => (place, Err(failure)),
    }
}

/// The longest row for documents of a size: JSON writes a character of three bytes in six.
pub(super) fn longest(max_bytes: usize) -> u64 {
    2 * max_bytes as u64
}

/// A line without what stands around its JSON; the first one may begin with a byte order mark.
fn json(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
}

/// What is wrong with a row; its line is told by its id.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned()
}

/// The rows of a file, each as it stands there.
pub(super) struct Lines {
    rows: Rows,
    /// The lines that told that they are rows.
    head: io::Cursor<Vec<u8>>,
    /// None after an error.
    stream: Option<Stream>,
    name: String,
    number: usize,
    longest: u64,
}

impl Lines {
    pub(super) fn new(head: Vec<u8>, stream: Stream, rows: Rows, name: String, longest: u64) -> Self {
        Self { rows, head: io::Cursor::new(head), stream: Some(stream), name, number: 0, longest }
    }

    /// The next line, without what is over the limit; empty at the end.
    fn line(&mut self) -> Result<Vec<u8>, Failure> {
        let Some(stream) = &mut self.stream else { return Ok(Vec::new()) };
        self.number += 1;
        let place = stream.place();
        let error = match read_line(&mut self.head.by_ref().chain(&mut *stream), self.longest) {
            Ok(line) => return Ok(line),
            Err(error) => error,
        };
        if !stream.is_compressed() {
            self.stream = None;
            return Err(error.into());
        }
        // Other members may be sound.
        if !stream.recover(|bytes| !bytes.is_empty()) {
            self.stream = None;
        }
        Err(Failure::damaged("line", &place, &error.to_string()))
    }
}

/// A line of at most that many bytes; a longer one is cut behind the byte after them.
fn read_line(reader: &mut impl BufRead, longest: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.take(longest + 1).read_until(b'\n', &mut line)?;
    if line.len() as u64 > longest && !line.ends_with(b"\n") {
        reader.skip_until(b'\n')?;
    }
    Ok(line)
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let line = self.line();
            let place = || Value::from(format!("{}:{}", self.name, self.number));
            match line {
                Ok(line) if line.is_empty() => return None,
                Ok(line) if json(&line).is_empty() => {}
                Ok(line) if line.len() as u64 > self.longest => return Some(Found::failed(place(), Failure::limit(line.len()))),
                Ok(line) => return Some(Found::row(place(), line, self.rows)),
                Err(failure) => return Some(Found::failed(place(), failure)),
            }
        }
    }
}
