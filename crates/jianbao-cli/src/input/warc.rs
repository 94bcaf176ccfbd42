//! WARC 1.0 and 1.1 (ISO 28500): the pages in what a crawler stored.
//!
//! Of the crates for it, `warc` 0.4 gives out records of members whose checksum is wrong, loses the record behind one with a wrong length,
//! and holds records of any length; `fastwarc` 2.0 gives out what a wrong length or the end of a file cuts off, reads nothing any more behind
//! a damaged place, and only from what can seek. Neither tells where the damage is. Here every record is bounded, and a damaged one costs
//! itself only: reading goes on at the next member, or where the first line of a record stands. What is read for that a second time is
//! bounded by [`Stream`].

use std::io::{self, BufRead};
use std::mem;
use std::sync::Arc;

use jianbao::value::time::Reference;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use memchr::memmem;
use serde_json::Value;

use super::http::{ContentType, Head, LONGEST_HEAD};
use super::stream::{Place, Stream};
use super::tally::Tally;
use super::{Content, Document, Found};
use crate::failure::Failure;

/// Bytes that are held of a record that is passed over, to look at them again if its length turns out to be wrong.
const LOOK_BACK: usize = 1 << 20;
/// China's zone, in hours.
const ZONE: i8 = 8;

/// How many bytes show that a record begins.
pub(super) const MARK: usize = 6;

/// How many bytes the longest first line of a record has, and more.
const FIRST_LINE: usize = 16;

/// Whether a record begins with these bytes, which may be fewer where a member ends.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let mark = &bytes[..bytes.len().min(MARK)];
    match mark.strip_prefix(b"WARC/") {
        Some(version) => version.iter().all(u8::is_ascii_digit),
        None => !mark.is_empty() && b"WARC/".starts_with(mark),
    }
}

/// A page as it stands in a record.
pub(super) struct Page {
    url: Option<String>,
    fetched: Option<String>,
    head: Head,
    /// With the head.
    response: Vec<u8>,
}

impl Page {
    pub(super) fn size(&self) -> usize {
        self.response.len()
    }

    pub(super) fn open(self, max_bytes: usize) -> Result<Document, Failure> {
        // A label that nobody knows says nothing.
        let charset = self.head.kind.charset.clone().filter(|label| encoding_rs::Encoding::for_label(label.as_bytes()).is_some());
        let body = self.head.body(self.response, max_bytes)?;
        let fetched = self.fetched.as_deref().and_then(day_in_china);
        Ok(Document { url: self.url, charset, fetched, ..Document::new(Content::Bytes(body)) })
    }
}

/// The moment of a `WARC-Date`, which counts in UTC, by the clocks of China.
fn day_in_china(date: &str) -> Option<Reference> {
    let moment: Timestamp = date.parse().ok()?;
    TimeZone::fixed(Offset::constant(ZONE)).to_datetime(moment).to_string().parse().ok()
}

/// What is wrong with a record.
enum Damage {
    Record(&'static str),
    /// Its bytes cannot be read, or not be decompressed.
    Bytes(io::Error),
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        Self::Bytes(error)
    }
}

/// What a record turned out to be.
enum Record {
    Found(Found),
    PassedOver(&'static str),
    /// There is none any more.
    End,
}

/// The fields of a record that are used.
#[derive(Default)]
struct Fields {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
    content_type: String,
    length: Option<u64>,
}

impl Fields {
    fn read(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        let text = || Some(value.trim_start_matches('<').trim_end_matches('>').to_owned()).filter(|text| !text.is_empty());
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-record-id" => self.id = text().map(|id| id.strip_prefix("urn:uuid:").map_or(id.clone(), str::to_owned)),
            "warc-target-uri" => self.url = text(),
            "warc-date" => self.date = text(),
            "content-type" => value.clone_into(&mut self.content_type),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }

    /// The head of the page whose content begins with these bytes, or in a word why there is none.
    fn page(&self, content: &[u8]) -> Result<Head, &'static str> {
        let head = match self.kind.as_str() {
            "response" => Head::read(content).ok_or("not HTTP")?,
            // What is no address of the web is the crawler's own: pictures of pages, lists of what they loaded.
            "resource" if !self.url.as_deref().is_some_and(|url| url.starts_with("http")) => return Err("resource"),
            "resource" | "conversion" => Head::bare(ContentType::read(&self.content_type)),
            "request" => return Err("request"),
            "warcinfo" => return Err("warcinfo"),
            "metadata" => return Err("metadata"),
            "revisit" => return Err("revisit"),
            _ => return Err("other record"),
        };
        match head.status {
            200..=299 if head.kind.is_page() => Ok(head),
            200..=299 => Err(head.kind.family()),
            300..=399 => Err("status 3xx"),
            400..=499 => Err("status 4xx"),
            500..=599 => Err("status 5xx"),
            _ => Err("other status"),
        }
    }
}

/// The pages of a WARC file, in its order.
pub(super) struct Records {
    /// None at the end.
    stream: Option<Stream>,
    name: String,
    max_bytes: usize,
    tally: Arc<Tally>,
    line: Vec<u8>,
    /// Of the content of a record, what is held.
    content: Vec<u8>,
    /// How much of it has been read.
    read: u64,
}

impl Records {
    pub(super) fn new(stream: Stream, name: String, max_bytes: usize, tally: Arc<Tally>) -> Self {
        Self { stream: Some(stream), name, max_bytes, tally, line: Vec::new(), content: Vec::new(), read: 0 }
    }

    /// The next record. `start` becomes its place.
    fn record(&mut self, stream: &mut Stream, start: &mut Place) -> Result<Record, Damage> {
        self.content.clear();
        self.read = 0;
        let is_there = begin(stream);
        *start = stream.place();
        if !is_there? {
            return Ok(Record::End);
        }
        let fields = self.fields(stream)?;
        let length = fields.length.ok_or(Damage::Record("it gives no length"))?;
        let content_start = stream.place();
        let page = self.content(stream, &fields, length).inspect_err(|damage| {
            // A wrong length may reach over the records that follow.
            if matches!(damage, Damage::Record(_)) && self.read == self.content.len() as u64 {
                stream.unread(&self.content, content_start);
            }
        })?;
        Ok(match page {
            Err(why) => Record::PassedOver(why),
            Ok(head) => {
                let id = fields.id.map_or_else(|| self.id(*start), Value::from);
                Record::Found(if self.read == self.content.len() as u64 {
                    Found::page(id, Page { url: fields.url, fetched: fields.date, head, response: mem::take(&mut self.content) })
                } else {
                    Found::failed(id, Failure::limit(self.max_bytes))
                })
            }
        })
    }

    /// Reads the head of a record with the empty line behind it.
    fn fields(&mut self, stream: &mut Stream) -> Result<Fields, Damage> {
        let mut fields = Fields::default();
        let mut length = 0;
        loop {
            self.line.clear();
            while !self.line.ends_with(b"\n") {
                let chunk = more(stream)?;
                let line = memchr::memchr(b'\n', chunk).map_or(chunk.len(), |end| end + 1);
                self.line.extend_from_slice(&chunk[..line]);
                stream.consume(line);
                length += line;
                if length > LONGEST_HEAD {
                    return Err(Damage::Record("its head has no end"));
                }
            }
            match self.line.trim_ascii() {
                [] => return Ok(fields),
                line => fields.read(line),
            }
        }
    }

    /// Reads the content of a record and what stands behind it; the head of the page in it, or in a word why there is none.
    fn content(&mut self, stream: &mut Stream, fields: &Fields, length: u64) -> Result<Result<Head, &'static str>, Damage> {
        self.read_to(stream, length.min(LONGEST_HEAD as u64), LONGEST_HEAD)?;
        let page = fields.page(&self.content);
        let largest = page.as_ref().map_or(LOOK_BACK, |head| head.length + self.max_bytes);
        self.read_to(stream, length, if length > largest as u64 { LOOK_BACK } else { largest })?;
        let mut lines = 0;
        while let [end @ (b'\r' | b'\n'), ..] = stream.peek(MARK)? {
            lines += u32::from(*end == b'\n');
            stream.consume(1);
        }
        match stream.peek(MARK)? {
            // Two empty lines end a record; what stands behind them is not its fault.
            rest if lines >= 2 || rest.is_empty() || begins(rest) => Ok(page),
            _ => Err(Damage::Record("it does not end where its length says")),
        }
    }

    /// Reads the content to a place, and holds no more of it than that many bytes.
    fn read_to(&mut self, stream: &mut Stream, end: u64, most: usize) -> Result<(), Damage> {
        while self.read < end {
            let chunk = more(stream)?;
            let length = usize::try_from(end - self.read).map_or(chunk.len(), |rest| rest.min(chunk.len()));
            let held = length.min(most.saturating_sub(self.content.len()));
            self.content.extend_from_slice(&chunk[..held]);
            stream.consume(length);
            self.read += length as u64;
        }
        Ok(())
    }

    fn id(&self, place: Place) -> Value {
        format!("{}:{place}", self.name).into()
    }
}

/// Goes to where the next record begins; whether there is one.
fn begin(stream: &mut Stream) -> Result<bool, Damage> {
    loop {
        match stream.peek(MARK)? {
            [] => {
                if !stream.next_member()? {
                    return Ok(false);
                }
            }
            [b'\r' | b'\n', ..] => stream.consume(1),
            bytes if begins(bytes) => return Ok(true),
            _ => return Err(Damage::Record("something else stands where a record should begin")),
        }
    }
}

/// What comes next in a record, which may go on in the next member.
fn more(stream: &mut Stream) -> Result<&[u8], Damage> {
    while stream.peek(1)?.is_empty() {
        if !stream.next_member()? {
            return Err(Damage::Record("the file ends in the middle of it"));
        }
        let bytes = stream.peek(MARK)?;
        if bytes.len() >= MARK && begins(bytes) {
            return Err(Damage::Record("it ends before its length"));
        }
    }
    Ok(stream.peek(1)?)
}

/// Goes to the next place where a record may begin; whether there is one. A file that `is_broken` cannot be read on from here.
fn find_next(stream: &mut Stream, mut is_broken: bool) -> bool {
    loop {
        if is_broken && !stream.recover(|bytes| !bytes.is_empty()) {
            return false;
        }
        match step_forward(stream) {
            Ok(Some(is_found)) => return is_found,
            Ok(None) => is_broken = false,
            Err(_) => is_broken = true,
        }
    }
}

/// Goes on if no record begins here: that one does, or that there is nothing any more. Behind a record that was cut off, the next one does
/// not begin a line.
fn step_forward(stream: &mut Stream) -> io::Result<Option<bool>> {
    let bytes = stream.peek(FIRST_LINE)?;
    let passed = match memmem::find(bytes, b"WARC/") {
        Some(0) if is_first_line(bytes) => return Ok(Some(true)),
        Some(0) => 1,
        Some(at) => at,
        // The end of it may be the beginning of a mark.
        None if bytes.len() >= FIRST_LINE => bytes.len() - MARK,
        None => bytes.len(),
    };
    if passed == 0 {
        return Ok(if stream.next_member()? { None } else { Some(false) });
    }
    stream.consume(passed);
    Ok(None)
}

/// Whether it is a version that stands behind the mark, and nothing else.
fn is_first_line(bytes: &[u8]) -> bool {
    let version = bytes.iter().skip(MARK).find(|byte| !matches!(byte, b'0'..=b'9' | b'.'));
    begins(bytes) && matches!(version, Some(b'\r' | b'\n'))
}

impl Iterator for Records {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let mut stream = self.stream.take()?;
        let mut start = Place::default();
        let found = loop {
            match self.record(&mut stream, &mut start) {
                Ok(Record::Found(found)) => break found,
                Ok(Record::PassedOver(why)) => self.tally.pass_over(why),
                Ok(Record::End) => return None,
                Err(damage) => {
                    let (why, is_broken) = match damage {
                        Damage::Record(why) => (why.to_owned(), false),
                        Damage::Bytes(error) => (error.to_string(), true),
                    };
                    let found = Found::failed(self.id(start), Failure::damaged("record", &start, &why));
                    if !find_next(&mut stream, is_broken) {
                        return Some(found);
                    }
                    break found;
                }
            }
        };
        self.stream = Some(stream);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::sync::Arc;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::super::source::Source;
    use super::super::stream::Stream;
    use super::{Records, Tally};

    const MOST: usize = 1 << 16;

    /// The ids of what is found, and how much of it is damaged. Whatever the bytes are, it ends.
    fn read(bytes: Vec<u8>) -> (Vec<String>, usize) {
        let most = bytes.len() + 1;
        let tally = Arc::<Tally>::default();
        let stream = Stream::new(Source::new(Cursor::new(bytes), Arc::clone(&tally))).unwrap();
        let found: Vec<_> = Records::new(stream, "x".into(), MOST, tally).take(most + 1).map(|found| found.open(MOST)).collect();
        assert!(found.len() <= most);
        let damaged = found.iter().filter(|(_, document)| document.is_err()).count();
        (found.into_iter().map(|(id, _)| id.as_str().unwrap().to_owned()).collect(), damaged)
    }

    fn records() -> Vec<Vec<u8>> {
        let record = |n: usize| {
            let body = format!("HTTP/1.1 200 OK\r\n\r\n{}", format!("<p>第{n}号楼的住户搬进新居。</p>").repeat(n * n));
            let head =
                format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nContent-Length: {}\r\n\r\n", body.len());
            (head + &body + "\r\n\r\n").into_bytes()
        };
        (0..8).map(record).collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// As it is, and a member a record.
    fn packed() -> [Vec<Vec<u8>>; 2] {
        [records(), records().iter().map(|record| gzip(record)).collect()]
    }

    #[test]
    fn members_may_end_anywhere() {
        for length in [1, 7, 100, 333] {
            let bytes = records().concat().chunks(length).flat_map(gzip).collect();
            assert_eq!(read(bytes), (records().iter().enumerate().map(|(n, _)| n.to_string()).collect(), 0), "{length}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in vec(any::<u8>(), 0..200), cut in any::<Index>(), compressed: bool) {
            read(bytes.clone());
            // In the midst of what could be read.
            let mut file = packed()[usize::from(compressed)].concat();
            let at = cut.index(file.len());
            file.splice(at..at, bytes);
            read(file);
        }

        #[test]
        fn a_changed_byte_costs_one_record(number in 0..8_usize, at in any::<Index>(), change in 1..=255_u8, compressed: bool) {
            let mut parts = packed()[usize::from(compressed)].clone();
            let at = at.index(parts[number].len());
            parts[number][at] ^= change;
            // What tells that a file is compressed has to be there.
            prop_assume!(!compressed || number > 0 || at > 2);
            let (ids, _) = read(parts.concat());
            for other in (0..8).filter(|&other| other != number) {
                prop_assert!(ids.contains(&other.to_string()), "{other} is lost: {ids:?}");
            }
        }

        #[test]
        fn what_stands_before_a_cut_is_used(cut in any::<Index>(), compressed: bool) {
            let parts = &packed()[usize::from(compressed)];
            let mut file = parts.concat();
            let cut = cut.index(file.len());
            file.truncate(cut);
            let ends = parts.iter().scan(0, |end, part| { *end += part.len(); Some(*end) });
            let (ids, _) = read(file);
            let whole = ends.take_while(|&end| end <= cut).count();
            let before: Vec<String> = (0..whole).map(|number| number.to_string()).collect();
            prop_assert!(ids.starts_with(&before), "{ids:?}");
        }
    }
}
