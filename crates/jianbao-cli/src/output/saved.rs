//! An output that a run can go on with: what is committed of it is on the disk, and the journal says how much that is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::Encoder;
use super::journal::{Journal, Position, Settings};

/// A commit waits for the disk. So the time between two of them grows with the run, up to this, and what is lost at a
/// kill is no more than a tenth of the run, or `SHORTEST`.
const LONGEST: Duration = Duration::from_secs(5);
const SHORTEST: Duration = Duration::from_millis(50);

pub(super) struct Saved {
    journal: Journal,
    /// What is being written; it is locked while it is open.
    file: File,
    committed: Position,
    begun: Instant,
    last: Instant,
}

impl Saved {
    /// Opens the file of an output at the place where the run before has ended, or empties it.
    pub(super) fn open(output: &Path, file: &Path, settings: Settings, restart: bool) -> anyhow::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(file).context("cannot be written")?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => bail!("another process is writing it: wait for it to end, or choose another file"),
            // Not every file system has locks.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => return Err(error.into()),
            _ => {}
        }
        let journal = Journal::new(output, settings);
        let length = file.metadata()?.len();
        let position = if restart || length == 0 {
            Position::default()
        } else {
            journal.read().context("give the same again to go on with it, or begin anew with --restart")?.unwrap_or_default()
        };
        if length < position.bytes {
            bail!("it holds less than an unfinished run has written: begin anew with --restart");
        }
        if position == Position::default() {
            // Before the file is emptied: no journal speaks of records that are not there.
            journal.remove()?;
        }
        file.set_len(position.bytes)?;
        file.seek(SeekFrom::End(0))?;
        let now = Instant::now();
        Ok(Self { journal, file, committed: position, begun: now, last: now })
    }

    /// The file, for who writes it.
    pub(super) fn file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    pub(super) fn committed(&self) -> Position {
        self.committed
    }

    pub(super) fn is_due(&self) -> bool {
        let pause = (self.begun.elapsed() / 10).clamp(SHORTEST, LONGEST);
        self.last.elapsed() >= pause
    }

    /// Puts on the disk what has been written, then says so.
    pub(super) fn commit(&mut self, position: Position, encoder: &mut dyn Encoder) -> io::Result<()> {
        if encoder.commit()? {
            self.file.sync_data()?;
            let position = Position { bytes: self.file.stream_position()?, ..position };
            self.journal.write(position)?;
            self.committed = position;
        }
        self.last = Instant::now();
        Ok(())
    }

    /// Puts the end of the output on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// The output is complete.
    pub(super) fn forget(self) -> io::Result<()> {
        self.journal.remove()
    }
}
