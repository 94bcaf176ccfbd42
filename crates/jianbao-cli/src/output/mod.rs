//! What a run writes, and where: to stdout, to a pipe, or to a file that an unfinished run can go on with.
//!
//! A file is written in commits: what is committed is whole, on the disk, and counted in the [`journal`] beside the file. A run that
//! finds a journal cuts off what stands behind the last commit and leaves out the documents before it. Text goes into the
//! file itself, which can be read while it grows; Parquet, which cannot be, and records whose reprints are looked for go into a hidden file
//! beside it until they are complete.

mod compress;
mod journal;
mod layout;
#[cfg_attr(not(feature = "parquet"), path = "no_parquet.rs")]
mod parquet;
mod record;
mod reprints;
mod saved;
mod text;

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::args::{Format, Run};
pub(crate) use journal::{Position, Settings};
pub(crate) use layout::Layout;
use parquet::{Parquet, Parts};
pub(crate) use record::Record;
use reprints::Reprints;
use saved::Saved;
use text::Text;

/// What is handed to the system at a time.
const CHUNK: usize = 64 << 10;

type Target = Box<dyn Write + Send>;

/// Turns records into the bytes of a format.
trait Encoder {
    fn write(&mut self, id: &Value, record: Record) -> io::Result<()>;

    /// Hands all records to the target, so that it can be cut off there and gone on from; false if it is too early for that.
    fn commit(&mut self) -> io::Result<bool>;

    /// Hands all records and what ends the output to the target.
    fn finish(&mut self) -> io::Result<()>;
}

/// What an output is put together from when all of it is there.
trait Pieces {
    /// The file that holds them.
    fn file(&self) -> &Path;

    /// Puts the output together; it appears as a whole. How many of the records are marked as reprints, if that was asked for.
    fn join(&self) -> io::Result<Option<u64>>;

    fn remove(&self) -> io::Result<()>;
}

/// The output of a run.
pub(crate) struct Output {
    encoder: Box<dyn Encoder>,
    position: Position,
    /// None if it can't be gone on with.
    saved: Option<Saved>,
    pieces: Option<Box<dyn Pieces>>,
}

impl Output {
    /// Opens what was asked for.
    pub(crate) fn open(run: &Run, layout: Layout, inputs: &[PathBuf], settings: &Settings) -> anyhow::Result<Self> {
        let Some(path) = &run.output else {
            if layout.format == Format::Parquet && io::stdout().is_terminal() {
                bail!("--format parquet: not for a terminal, give --output FILE or a pipe");
            }
            return Self::stream(Box::new(io::stdout()), layout, settings);
        };
        refuse_input(path, inputs)?;
        let name = || format!("--output {}", path.display());
        // What is no file, such as a pipe or /dev/null, takes what it gets.
        if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
            let file = OpenOptions::new().write(true).open(path).with_context(|| name() + ": cannot be written")?;
            return Self::stream(Box::new(file), layout, settings);
        }
        let path = path.canonicalize().unwrap_or_else(|_| path.clone());
        Self::file(&path, layout, settings, run.restart).with_context(name)
    }

    fn stream(target: Target, layout: Layout, settings: &Settings) -> anyhow::Result<Self> {
        let target = Box::new(BufWriter::with_capacity(CHUNK, target));
        let encoder: Box<dyn Encoder> = match layout.format {
            Format::Parquet => Box::new(Parquet::joined(target, settings)?),
            _ => Box::new(Text::new(target, layout, 0)),
        };
        Ok(Self { encoder, position: Position::default(), saved: None, pieces: None })
    }

    fn file(path: &Path, layout: Layout, settings: &Settings, restart: bool) -> anyhow::Result<Self> {
        let pieces: Option<Box<dyn Pieces>> = match layout {
            Layout { dedup: true, .. } => Some(Box::new(Reprints::new(path, layout, settings))),
            Layout { format: Format::Parquet, .. } => Some(Box::new(Parts::new(path, settings)?)),
            _ => None,
        };
        let file = pieces.as_ref().map_or(path, |pieces| pieces.file());
        let layout = layout.of_records();
        let saved = Saved::open(path, file, settings.clone(), restart)?;
        let position = saved.committed();
        let target = Box::new(BufWriter::with_capacity(CHUNK, saved.file()?));
        let encoder: Box<dyn Encoder> = match layout.format {
            Format::Parquet => Box::new(Parquet::kept(target, settings)?),
            _ => Box::new(Text::new(target, layout, position.records)),
        };
        Ok(Self { encoder, position, saved: Some(saved), pieces })
    }

    /// What is done already: the documents that are not to be worked on again.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// The outcome of the next document, which may be nothing.
    pub(crate) fn write(&mut self, id: &Value, record: Option<Record>, has_failed: bool) -> io::Result<()> {
        if let Some(record) = record {
            self.encoder.write(id, record)?;
            self.position.records += 1;
        }
        self.position.documents += 1;
        self.position.failed += u64::from(has_failed);
        self.position.ids.add(id);
        if self.saved.as_ref().is_some_and(Saved::is_due) { self.commit() } else { Ok(()) }
    }

    /// All documents until now need not be worked on again.
    pub(crate) fn commit(&mut self) -> io::Result<()> {
        match &mut self.saved {
            Some(saved) => saved.commit(self.position, &mut *self.encoder),
            None => Ok(()),
        }
    }

    /// Where a run may go on that ends here: after how many documents.
    pub(crate) fn committed(&self) -> Option<u64> {
        self.saved.as_ref().map(|saved| saved.committed().documents)
    }

    /// Ends the output after some of its documents; a file can be gone on with.
    pub(crate) fn leave(mut self) -> io::Result<()> {
        self.encoder.finish()
    }

    /// Ends the output after all documents; how many records are marked as reprints. Nothing speaks of an unfinished run afterwards.
    pub(crate) fn finish(mut self) -> io::Result<Option<u64>> {
        self.commit()?;
        self.encoder.finish()?;
        let Some(saved) = self.saved else { return Ok(None) };
        saved.sync()?;
        let reprints = self.pieces.as_ref().map(|pieces| pieces.join()).transpose()?.flatten();
        saved.forget()?;
        if let Some(pieces) = self.pieces {
            pieces.remove()?;
        }
        Ok(reprints)
    }
}

/// The file that was asked for, or stdout, for what is no record.
pub(crate) fn open(output: Option<&Path>, inputs: &[PathBuf]) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = output else { return Ok(Box::new(io::stdout())) };
    refuse_input(path, inputs)?;
    let file = File::create(path).with_context(|| format!("--output {}: cannot be written", path.display()))?;
    Ok(Box::new(file))
}

/// An input would be empty before it is read, so it is no output.
fn refuse_input(output: &Path, inputs: &[PathBuf]) -> anyhow::Result<()> {
    if inputs.iter().any(|input| is_same_file(input, output)) {
        bail!("--output {}: this is one of the inputs, choose another file", output.display());
    }
    Ok(())
}

fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
