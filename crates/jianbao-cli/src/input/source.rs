//! The bytes of an input, with a little of what has been read kept, so that it can be looked at again.

use std::io::{self, Read};
use std::sync::Arc;

use memchr::memmem::Finder;

use super::tally::Tally;

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 16;
/// Bytes that are kept of what has been read. Damaged data are noticed some ten thousand bytes behind the damage; what was taken
/// for a part of them by then must not be lost.
const KEPT: usize = 1 << 20;

pub(super) struct Source {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// How much of the buffer has been read.
    at: usize,
    /// Where the buffer begins in the input.
    start: u64,
    is_at_end: bool,
    tally: Arc<Tally>,
}

impl Source {
    pub(super) fn new(reader: impl Read + Send + 'static, tally: Arc<Tally>) -> Self {
        Self { reader: Box::new(reader), buffer: Vec::new(), at: 0, start: 0, is_at_end: false, tally }
    }

    /// What comes next: so many bytes or more, but for the end of the input.
    pub(super) fn peek(&mut self, length: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < length && !self.is_at_end {
            self.read()?;
        }
        Ok(&self.buffer[self.at..])
    }

    fn read(&mut self) -> io::Result<()> {
        if self.at > 2 * KEPT {
            let gone = self.at - KEPT;
            self.buffer.drain(..gone);
            self.at = KEPT;
            self.start += gone as u64;
        }
        let read = self.reader.by_ref().take(CHUNK as u64).read_to_end(&mut self.buffer);
        // Who asks again after an error has what was read before it, and then the end.
        self.is_at_end = !matches!(read, Ok(CHUNK..));
        self.tally.read(*read.as_ref().unwrap_or(&0));
        read.map(drop)
    }

    pub(super) fn consume(&mut self, length: usize) {
        self.at += length;
    }

    /// Where reading has come to, in bytes of the input.
    pub(super) fn position(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Goes to a place that is kept, or to the nearest one that is; how many bytes will be read again.
    pub(super) fn go_to(&mut self, position: u64) -> usize {
        let at = usize::try_from(position.saturating_sub(self.start)).map_or(self.buffer.len(), |at| at.min(self.buffer.len()));
        std::mem::replace(&mut self.at, at).saturating_sub(at)
    }

    /// Goes to where these bytes stand next; whether they do.
    pub(super) fn find(&mut self, finder: &Finder<'_>) -> io::Result<bool> {
        let length = finder.needle().len();
        loop {
            let rest = self.peek(length)?;
            if let Some(place) = finder.find(rest) {
                self.at += place;
                return Ok(true);
            }
            if rest.len() < length {
                return Ok(false);
            }
            self.at = self.buffer.len() + 1 - length;
        }
    }
}
