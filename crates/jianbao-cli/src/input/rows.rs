//! JSONL: a page in each row.

use std::io::{self, BufRead, Read};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Content, Document, Reader};
use crate::failure::Failure;

#[derive(Deserialize)]
struct Row {
    id: Option<Value>,
    url: Option<String>,
    html: Option<String>,
    text: Option<String>,
}

/// The longest row for pages of a size: JSON writes a character of three bytes in six.
pub(super) fn longest(max_bytes: usize) -> u64 {
    2 * max_bytes as u64
}

/// Whether a file that begins with this line is JSONL with pages.
pub(super) fn is_row(line: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(json(line)).is_ok_and(|row| row.contains_key("html") || row.contains_key("text"))
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

pub(super) struct Rows {
    /// None after an error.
    reader: Option<Reader>,
    name: String,
    number: usize,
    longest: u64,
}

impl Rows {
    pub(super) fn new(reader: Reader, name: String, longest: u64) -> Self {
        Self { reader: Some(reader), name, number: 0, longest }
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

impl Iterator for Rows {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        loop {
            let line = self.line()?;
            if line.as_ref().is_ok_and(|line| json(line).is_empty()) {
                continue;
            }
            let row = line.and_then(|line| serde_json::from_slice::<Row>(json(&line)).map_err(|error| Failure::row(without_place(&error))));
            let place = || Value::from(format!("{}:{}", self.name, self.number));
            return Some(match row {
                Ok(row) => Document {
                    id: row.id.unwrap_or_else(place),
                    url: row.url,
                    content: row.html.or(row.text).map(Content::Text).ok_or_else(|| Failure::row("no page in this row")),
                },
                Err(failure) => Document { id: place(), url: None, content: Err(failure) },
            });
        }
    }
}
