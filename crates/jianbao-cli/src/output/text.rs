//! Formats that are text: records one after another.

use std::io;

use serde_json::Value;

use super::compress::Compressor;
use super::layout::Layout;
use super::record::Record;
use super::{Encoder, Target};
use crate::args::Format;

impl Format {
    /// What stands between two records, behind the line feed that ends the first.
    fn separator(self) -> &'static str {
        match self {
            Self::Json => ",\n",
            Self::Text => "\n",
            Self::Markdown => "\n---\n\n",
            Self::Jsonl | Self::Jsonld | Self::Ninjs | Self::Parquet => "",
        }
    }

    /// What ends a record; in a list of JSON the comma comes before the line feed.
    fn end(self) -> &'static str {
        if self == Self::Json { "" } else { "\n" }
    }
}

pub(super) struct Text {
    out: Compressor,
    format: Format,
    /// The first record of JSON: without a second one, it is not put into a list.
    first: Option<String>,
    count: u64,
}

impl Text {
    /// `count` records are in the target already.
    pub(super) fn new(target: Target, layout: Layout, count: u64) -> Self {
        Self { out: Compressor::new(target, layout.compression), format: layout.format, first: None, count }
    }
}

impl Encoder for Text {
    fn write(&mut self, _: &Value, record: Record) -> io::Result<()> {
        let Record::Text(record) = record else { return Err(io::Error::other("a row is no text")) };
        self.count += 1;
        if self.format == Format::Json && self.count == 1 {
            self.first = Some(record);
            return Ok(());
        }
        let out = self.out.begin()?;
        if let Some(first) = self.first.take() {
            write!(out, "[\n{first}")?;
        }
        if self.count > 1 {
            out.write_all(self.format.separator().as_bytes())?;
        }
        out.write_all(record.as_bytes())?;
        out.write_all(self.format.end().as_bytes())
    }

    fn commit(&mut self) -> io::Result<bool> {
        if self.first.is_some() {
            return Ok(false);
        }
        self.out.end()?;
        Ok(true)
    }

    fn finish(&mut self) -> io::Result<()> {
        match (self.format, self.count) {
            (Format::Json, 0) => writeln!(self.out.begin()?, "[]")?,
            (Format::Json, 1) => writeln!(self.out.begin()?, "{}", self.first.take().unwrap_or_default())?,
            (Format::Json, _) => writeln!(self.out.begin()?, "\n]")?,
            (_, 0) => drop(self.out.begin()?),
            _ => {}
        }
        self.out.end()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read, Write};
    use std::sync::{Arc, Mutex};

    use serde_json::Value;

    use super::{Encoder, Text};
    use crate::args::Format;
    use crate::output::layout::{Compression, Layout};
    use crate::output::record::Record;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Shared {
        fn len(&self) -> usize {
            self.0.lock().unwrap().len()
        }

        fn text(&self, compression: Compression) -> String {
            let bytes = self.0.lock().unwrap();
            let mut text = String::new();
            match compression {
                Compression::None => (&bytes[..]).read_to_string(&mut text),
                Compression::Gzip => flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text),
                Compression::Zstd => zstd::Decoder::new(&bytes[..]).unwrap().read_to_string(&mut text),
            }
            .unwrap();
            text
        }
    }

    fn text(shared: &Shared, layout: Layout, count: u64) -> Text {
        Text::new(Box::new(shared.clone()), layout, count)
    }

    fn write(text: &mut Text, records: &[&str]) {
        for &record in records {
            text.write(&Value::Null, Record::Text(record.to_owned())).unwrap();
        }
    }

    fn written(format: Format, records: &[&str]) -> String {
        let shared = Shared::default();
        let mut text = text(&shared, Layout { format, compression: Compression::None, dedup: false }, 0);
        write(&mut text, records);
        text.finish().unwrap();
        shared.text(Compression::None)
    }

    #[test]
    fn each_format_parts_its_records() {
        assert_eq!(written(Format::Jsonl, &["1", "2"]), "1\n2\n");
        assert_eq!(written(Format::Text, &["一", "二"]), "一\n\n二\n");
        assert_eq!(written(Format::Markdown, &["一", "二"]), "一\n\n---\n\n二\n");
        assert_eq!(written(Format::Jsonl, &[]), "");
    }

    #[test]
    fn json_is_one_record_or_a_list() {
        assert_eq!(written(Format::Json, &[]), "[]\n");
        assert_eq!(written(Format::Json, &["1"]), "1\n");
        assert_eq!(written(Format::Json, &["1", "2", "3"]), "[\n1,\n2,\n3\n]\n");
    }

    /// Wherever it is broken off, what was committed and what a second run writes are together what one run writes.
    #[test]
    fn what_is_committed_can_be_gone_on_from() {
        let records = ["一", "二", "三", "四"];
        for format in [Format::Jsonl, Format::Json, Format::Text, Format::Markdown] {
            for compression in [Compression::None, Compression::Gzip, Compression::Zstd] {
                let layout = Layout { format, compression, dedup: false };
                for broken in 0..=records.len() {
                    let shared = Shared::default();
                    let mut first = text(&shared, layout, 0);
                    write(&mut first, &records[..broken]);
                    let done = if first.commit().unwrap() { broken } else { 0 };
                    let committed = shared.len();
                    write(&mut first, &records[broken..]);
                    drop(first);
                    shared.0.lock().unwrap().truncate(committed);
                    let mut second = text(&shared, layout, done as u64);
                    write(&mut second, &records[done..]);
                    second.finish().unwrap();
                    assert_eq!(shared.text(compression), written(format, &records), "{layout:?} broken off after {broken}");
                }
            }
        }
    }

    #[test]
    fn no_records_are_a_whole_stream() {
        for compression in [Compression::Gzip, Compression::Zstd] {
            let shared = Shared::default();
            text(&shared, Layout { format: Format::Jsonl, compression, dedup: false }, 0).finish().unwrap();
            assert!(shared.len() > 0 && shared.text(compression).is_empty());
        }
    }
}
