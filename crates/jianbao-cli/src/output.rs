//! Where output goes, and records as they are written.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jianbao::{Annotation, Article, OffsetUnit};
use serde::Serialize;
use serde_json::Value;

use crate::args::Format;
use crate::failure::Failure;

/// The file that was asked for, or stdout. An input would be empty before it is read, so it is no output.
pub(crate) fn open(output: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = output else { return Ok(Box::new(io::stdout())) };
    if inputs.iter().any(|input| is_same_file(input, path)) {
        bail!("--output {}: this is one of the inputs, choose another file", path.display());
    }
    let file = File::create(path).with_context(|| format!("--output {}: cannot be written", path.display()))?;
    Ok(Box::new(file))
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

#[derive(Serialize)]
struct Record<'a, T> {
    id: &'a Value,
    #[serde(flatten)]
    record: &'a T,
}

#[derive(Serialize)]
struct FailedRecord<'a> {
    id: &'a Value,
    error: &'a Failure,
}

impl Format {
    pub(crate) fn article(self, id: &Value, article: &Article) -> String {
        match self {
            Self::Jsonl | Self::Json => self.json(&Record { id, record: &article.with_offsets(OffsetUnit::CodePoint) }),
            Self::Text => article.text.clone(),
            Self::Markdown => article.to_markdown().trim_end().to_owned(),
            Self::Jsonld => article.to_jsonld().to_string(),
            Self::Ninjs => article.to_ninjs().to_string(),
        }
    }

    pub(crate) fn annotation(self, id: &Value, annotation: &Annotation) -> String {
        self.json(&Record { id, record: &annotation.with_offsets(OffsetUnit::CodePoint) })
    }

    /// A document without a record, in the formats that have a place for it.
    pub(crate) fn failure(self, id: &Value, error: &Failure) -> Option<String> {
        matches!(self, Self::Jsonl | Self::Json).then(|| self.json(&FailedRecord { id, error }))
    }

    fn json(self, record: &impl Serialize) -> String {
        let text = if self == Self::Json { serde_json::to_string_pretty(record) } else { serde_json::to_string(record) };
        text.expect("a record is plain data")
    }

    /// What stands between two records.
    fn separator(self) -> &'static str {
        match self {
            Self::Jsonl | Self::Jsonld | Self::Ninjs => "\n",
            Self::Json => ",\n",
            Self::Text => "\n\n",
            Self::Markdown => "\n\n---\n\n",
        }
    }
}

/// Writes records one after another.
pub(crate) struct Writer<W> {
    out: W,
    format: Format,
    /// The first record of JSON: without a second one, it is not put into a list.
    first: Option<String>,
    count: usize,
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(out: W, format: Format) -> Self {
        Self { out, format, first: None, count: 0 }
    }

    pub(crate) fn write(&mut self, record: String) -> io::Result<()> {
        self.count += 1;
        if self.format == Format::Json && self.count == 1 {
            self.first = Some(record);
            return Ok(());
        }
        if let Some(first) = self.first.take() {
            write!(self.out, "[\n{first}")?;
        }
        if self.count > 1 {
            self.out.write_all(self.format.separator().as_bytes())?;
        }
        self.out.write_all(record.as_bytes())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        match (self.format, self.count) {
            (Format::Json, 0) => writeln!(self.out, "[]")?,
            (Format::Json, 1) => writeln!(self.out, "{}", self.first.unwrap_or_default())?,
            (Format::Json, _) => writeln!(self.out, "\n]")?,
            (_, 0) => {}
            _ => writeln!(self.out)?,
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;
    use crate::args::Format;

    fn written(format: Format, records: &[&str]) -> String {
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, format);
        for &record in records {
            writer.write(record.to_owned()).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
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
}
