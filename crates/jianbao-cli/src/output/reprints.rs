//! Records of which it is known only at the end which is a reprint of which: kept beside the output until all are there.
//!
//! They are read three times: for their sketches, for the ids of those that were reprinted, and to be written. What is held of each is
//! its sketch and sixteen bytes.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use jianbao::Article;
use jianbao::fingerprint::{Index, Sketch};
use serde::Deserialize;
use serde_json::Value;

use super::journal::{Settings, beside, replace};
use super::parquet::{Parquet, Row};
use super::text::Text;
use super::{CHUNK, Encoder, Layout, Pieces, Record};
use crate::args::Format;
use crate::failure::Failure;

/// The records of an output that is not complete, as compressed JSONL.
pub(super) struct Reprints {
    path: PathBuf,
    output: PathBuf,
    layout: Layout,
    settings: Settings,
}

/// What tells a reprint, and which of several came first.
#[derive(Deserialize)]
struct Known<'a> {
    #[serde(borrow)]
    text: Option<std::borrow::Cow<'a, str>>,
    date_published: Option<Day>,
}

#[derive(Deserialize)]
struct Day {
    iso: String,
}

#[derive(Deserialize)]
struct Named {
    id: Value,
}

#[derive(Deserialize)]
struct Failed {
    error: Option<Failure>,
}

impl Reprints {
    pub(super) fn new(output: &Path, layout: Layout, settings: &Settings) -> Self {
        Self { path: beside(output, "records"), output: output.to_owned(), layout, settings: settings.clone() }
    }

    fn lines(&self) -> io::Result<impl Iterator<Item = io::Result<String>>> {
        Ok(BufReader::with_capacity(CHUNK, zstd::Decoder::new(File::open(&self.path)?)?).lines())
    }

    /// For each record the one that it is a reprint of.
    fn originals(&self) -> io::Result<Vec<Option<u32>>> {
        let mut groups = Groups::default();
        for line in self.lines()? {
            let line = line?;
            let known: Known<'_> = serde_json::from_str(&line)?;
            groups.add(known.text.as_deref().and_then(Sketch::new), known.date_published.map(|day| day.iso));
        }
        Ok(groups.originals())
    }

    /// The ids of the records that others are reprints of.
    fn ids(&self, originals: &[Option<u32>]) -> io::Result<HashMap<u32, Value>> {
        let mut ids: HashMap<u32, Value> = originals.iter().flatten().map(|&number| (number, Value::Null)).collect();
        for (number, line) in (0..).zip(self.lines()?) {
            if let Some(id) = ids.get_mut(&number) {
                *id = serde_json::from_str::<Named>(&line?)?.id;
            }
        }
        Ok(ids)
    }
}

impl Pieces for Reprints {
    fn file(&self) -> &Path {
        &self.path
    }

    fn join(&self) -> io::Result<Option<u64>> {
        let originals = self.originals()?;
        let ids = self.ids(&originals)?;
        replace(&self.output, |file| {
            let target = Box::new(BufWriter::with_capacity(CHUNK, file.try_clone()?));
            let mut encoder: Box<dyn Encoder> = match self.layout.format {
                Format::Parquet => Box::new(Parquet::joined(target, &self.settings).map_err(io::Error::other)?),
                _ => Box::new(Text::new(target, self.layout, 0)),
            };
            for (line, original) in self.lines()?.zip(&originals) {
                let line = line?;
                let original = original.map(|number| &ids[&number]);
                let id = serde_json::from_str::<Named>(&line)?.id;
                let record = match self.layout.format {
                    Format::Parquet => Record::Row(row(&line)?.duplicate_of(original)),
                    _ => Record::Text(marked(&line, &id, original)),
                };
                encoder.write(&id, record)?;
            }
            encoder.finish()
        })?;
        Ok(Some(originals.iter().flatten().count() as u64))
    }

    fn remove(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// A line with what it is a reprint of behind its id, which comes first in each.
fn marked(line: &str, id: &Value, original: Option<&Value>) -> String {
    let id = format!("{{\"id\":{id}");
    let rest = line.strip_prefix(&id).unwrap_or(line);
    let null = Value::Null;
    format!("{id},\"duplicate_of\":{}{rest}", original.unwrap_or(&null))
}

fn row(line: &str) -> io::Result<Row> {
    Ok(match serde_json::from_str::<Failed>(line)?.error {
        Some(error) => Row::failure(&error),
        None => Row::record(serde_json::from_str::<Article>(line)?),
    })
}

/// Which records are the same article.
#[derive(Default)]
struct Groups {
    index: Index,
    /// For each sketch its record.
    records: Vec<u32>,
    /// For each record the one that its group is named after: the first.
    firsts: Vec<u32>,
    /// For each record the day and time of its publication; the last of all if it is not known.
    published: Vec<Box<str>>,
}

impl Groups {
    fn add(&mut self, sketch: Option<Sketch>, published: Option<String>) {
        let record = self.firsts.len() as u32;
        let near = sketch.and_then(|sketch| {
            self.records.push(record);
            self.index.insert(sketch)
        });
        self.firsts.push(near.map_or(record, |near| self.firsts[self.records[near.number] as usize]));
        self.published.push(published.unwrap_or_else(|| "~".into()).into());
    }

    /// For each record the one of its group that was published first, of several the first of the input; none for that one.
    fn originals(self) -> Vec<Option<u32>> {
        let mut earliest: Vec<u32> = (0..self.firsts.len() as u32).collect();
        for (record, &first) in (0..).zip(&self.firsts) {
            let known = earliest[first as usize];
            if self.published[record as usize] < self.published[known as usize] {
                earliest[first as usize] = record;
            }
        }
        let original = |(record, &first): (u32, &u32)| Some(earliest[first as usize]).filter(|&original| original != record);
        (0..).zip(&self.firsts).map(original).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Groups, Sketch, marked};

    const TEXT: &str = "云州市图书馆新馆周六开馆，市民凭身份证即可免费借书，每人每次可借十册，借期三十天，逾期不再收取费用。";

    #[test]
    fn the_earliest_of_a_group_is_kept() {
        let mut groups = Groups::default();
        let other = TEXT.chars().rev().collect::<String>();
        for (text, day) in [(TEXT, Some("2026-03-12")), (&other, None), (TEXT, Some("2026-03-11T09:30+08:00")), (TEXT, None), ("", None)] {
            groups.add(Sketch::new(text), day.map(str::to_owned));
        }
        assert_eq!(groups.originals(), [Some(2), None, None, Some(2), None]);
    }

    #[test]
    fn a_line_says_of_what_it_is_a_reprint() {
        assert_eq!(marked(r#"{"id":1,"text":""}"#, &json!(1), Some(&json!("a"))), r#"{"id":1,"duplicate_of":"a","text":""}"#);
        assert_eq!(marked(r#"{"id":"\"b","error":{}}"#, &json!("\"b"), None), r#"{"id":"\"b","duplicate_of":null,"error":{}}"#);
    }
}
