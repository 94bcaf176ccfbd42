//! JSONL: a document in each row.

use std::io::{self, BufRead, Read};

use jianbao::Error;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Content, Document, Found, Reader};
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
        let document = |url, date, text: Option<String>| text.map(|text| Document { url, date, content: Content::Text(text) });
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

pub(super) struct Lines {
    rows: Rows,
    /// None after an error.
    reader: Option<Reader>,
    name: String,
    number: usize,
    longest: u64,
}

impl Lines {
    pub(super) fn new(reader: Reader, rows: Rows, name: String, longest: u64) -> Self {
        Self { rows, reader: Some(reader), name, number: 0, longest }
    }

    /// The next line, without what is over the limit.
    fn line(&mut self) -> Option<Result<Vec<u8>, Failure>> {
        let reader = self.reader.as_mut()?;
        self.number += 1;
        let line = read_line(reader, self.longest);
        if line.is_err() {
            self.reader = None;
        }
        match line {
            Ok(line) if line.is_empty() => None,
            Ok(line) if line.len() as u64 > self.longest => Some(Err(Failure::limit(line.len()))),
            line => Some(line.map_err(Failure::from)),
        }
    }
}

/// A line of at most that many bytes; a longer one is cut behind the byte after them.
fn read_line(reader: &mut Reader, longest: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    reader.by_ref().take(longest + 1).read_until(b'\n', &mut line)?;
    if line.len() as u64 > longest && !line.ends_with(b"\n") {
        reader.skip_until(b'\n')?;
    }
    Ok(line)
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let line = self.line()?;
            if line.as_ref().is_ok_and(|line| json(line).is_empty()) {
                continue;
            }
            let rows = self.rows;
            let row = line.and_then(|line| rows.read(json(&line)));
            let place = || Value::from(format!("{}:{}", self.name, self.number));
            return Some(match row {
                Ok((id, document)) => (id.unwrap_or_else(place), document.ok_or_else(|| rows.fault("no document in this row"))),
                Err(failure) => (place(), Err(failure)),
            });
        }
    }
}
