//! In what form records are written, as it was asked for and as the name of the output tells.

use std::path::Path;

use anyhow::bail;

use crate::args::Format;

/// The form of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) format: Format,
    pub(crate) compression: Compression,
    /// Whether records say which one they are a reprint of.
    pub(crate) dedup: bool,
}

/// How text is compressed; Parquet compresses its pages itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

const COMPRESSIONS: [(&str, Compression); 2] = [(".gz", Compression::Gzip), (".zst", Compression::Zstd)];

const FORMATS: [(&str, Format); 8] = [
    (".jsonl", Format::Jsonl),
    (".ndjson", Format::Jsonl),
    (".json", Format::Json),
    (".jsonld", Format::Jsonld),
    (".txt", Format::Text),
    (".md", Format::Markdown),
    (".markdown", Format::Markdown),
    (".parquet", Format::Parquet),
];

impl Layout {
    /// The format that was asked for, else the one that the output is named for if it is among `formats`, else JSONL.
    pub(crate) fn new(asked: Option<Format>, output: Option<&Path>, formats: &[Format]) -> anyhow::Result<Self> {
        let name = output.and_then(Path::file_name).map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let (stem, compression) = COMPRESSIONS
            .iter()
            .find_map(|&(end, compression)| Some((name.strip_suffix(end)?, compression)))
            .unwrap_or((&name, Compression::None));
        let named = FORMATS.iter().find(|(end, _)| stem.ends_with(end)).map(|&(_, format)| format);
        let is_parquet = |format| format == Some(Format::Parquet);
        if is_parquet(named) && !formats.contains(&Format::Parquet) {
            bail!("--output {name}: no Parquet is written here, name it .jsonl");
        }
        let format = asked.or(named.filter(|format| formats.contains(format))).unwrap_or_default();
        match (format, named) {
            (Format::Parquet, Some(named)) if named != Format::Parquet => {
                bail!("--format parquet --output {name}: the name is not one of Parquet, end it in .parquet");
            }
            (Format::Parquet, _) if compression != Compression::None => {
                bail!("--output {name}: Parquet is compressed inside, leave out the last part of the name");
            }
            (format, named) if is_parquet(named) && format != Format::Parquet => {
                bail!("--output {name}: this is a name of Parquet, leave out --format or end the name otherwise");
            }
            _ => Ok(Self { format, compression, dedup: false }),
        }
    }

    /// With reprints marked, which is known only when all records are there.
    pub(crate) fn with_dedup(self, output: Option<&Path>) -> anyhow::Result<Self> {
        if !matches!(self.format, Format::Jsonl | Format::Parquet) {
            bail!("--dedup: only jsonl and parquet have a place for it, choose one of them");
        }
        if output.is_none_or(|path| path.metadata().is_ok_and(|metadata| !metadata.is_file())) {
            bail!("--dedup: which of several came first is known only at the end, give a file to write to with --output");
        }
        Ok(Self { dedup: true, ..self })
    }

    /// The form in which records are written until then.
    pub(crate) fn of_records(self) -> Self {
        if self.dedup { Self { format: Format::Jsonl, compression: Compression::Zstd, dedup: false } } else { self }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::ValueEnum;

    use super::{Compression, Layout};
    use crate::args::Format;

    fn layout(format: Option<Format>, name: &str) -> Option<(Format, Compression)> {
        Layout::new(format, Some(Path::new(name)), Format::value_variants()).ok().map(|layout| (layout.format, layout.compression))
    }

    #[test]
    fn names_tell_format_and_compression() {
        for (name, format, compression) in [
            ("a.jsonl", Format::Jsonl, Compression::None),
            ("A.JSONL.GZ", Format::Jsonl, Compression::Gzip),
            ("crawl/a.ndjson.zst", Format::Jsonl, Compression::Zstd),
            ("a.json.gz", Format::Json, Compression::Gzip),
            ("a.jsonld", Format::Jsonld, Compression::None),
            ("a.txt.zst", Format::Text, Compression::Zstd),
            ("a.md", Format::Markdown, Compression::None),
            ("a.parquet", Format::Parquet, Compression::None),
            ("a.jsonl/records", Format::Jsonl, Compression::None),
            ("a.gz", Format::Jsonl, Compression::Gzip),
        ] {
            assert_eq!(layout(None, name), Some((format, compression)), "{name}");
        }
    }

    #[test]
    fn what_was_asked_for_goes_before_the_name() {
        assert_eq!(layout(Some(Format::Jsonld), "a.json"), Some((Format::Jsonld, Compression::None)));
        assert_eq!(layout(Some(Format::Text), "a.md.gz"), Some((Format::Text, Compression::Gzip)));
        assert_eq!(layout(Some(Format::Parquet), "records"), Some((Format::Parquet, Compression::None)));
    }

    #[test]
    fn text_and_parquet_are_not_mixed_up() {
        for (format, name) in [
            (Some(Format::Jsonl), "a.parquet"),
            (Some(Format::Parquet), "a.jsonl"),
            (Some(Format::Parquet), "a.gz"),
            (None, "a.parquet.zst"),
        ] {
            assert_eq!(layout(format, name), None, "{format:?} {name}");
        }
        let only_json = [Format::Jsonl, Format::Json];
        assert!(Layout::new(None, Some(Path::new("a.parquet")), &only_json).is_err());
        assert_eq!(Layout::new(None, Some(Path::new("a.md")), &only_json).unwrap().format, Format::Jsonl);
    }
}
