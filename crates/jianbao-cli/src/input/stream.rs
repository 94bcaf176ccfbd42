//! Bytes out of compressed files, and out of those that are not.
//!
//! A gzip file is a row of members, a zstd file one of frames; both are called members here. Nothing is held but a window, whatever the
//! size of the file. A member that is damaged is an error, and [`Stream::recover`] goes on at the next one.

use std::io::{self, BufRead, Read};
use std::{fmt, mem};

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem::Finder;
use zstd::stream::raw::{Decoder, Operation};

use super::source::Source;

/// Bytes that are decompressed at a time.
const CHUNK: usize = 1 << 16;
/// Window bits of gzip: the largest that there is.
const WINDOW: u8 = 15;
/// Bytes by which is told whether a member begins where its magic number stands.
const PROBE: usize = 1 << 10;
/// What is read for a second time is at most as much as has been read, and this: damaged input must not cost more than its size.
const PATIENCE: u64 = 64 << 20;

/// A place in a file: the byte, in a compressed one that where the member begins, with the byte in the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) byte: u64,
    pub(super) inside: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside {
            0 => write!(f, "{}", self.byte),
            inside => write!(f, "{}+{inside}", self.byte),
        }
    }
}

enum Codec {
    Plain,
    Gzip(Decompress),
    Zstd(Decoder<'static>),
}

/// What a codec did.
struct Step {
    read: usize,
    written: usize,
    /// Whether the member has come to its end, or why it cannot.
    end: io::Result<bool>,
}

impl Codec {
    fn of(bytes: &[u8]) -> io::Result<Self> {
        Ok(match bytes {
            [0x1f, 0x8b, 0x08, ..] => Self::Gzip(Decompress::new_gzip(WINDOW)),
            // A frame, or one that is to be passed over.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd(Decoder::new()?),
            _ => Self::Plain,
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Gzip(_) => "gzip",
            Self::Zstd(_) => "zstd",
        }
    }

    /// What a member begins with.
    fn magic(&self) -> &'static [u8] {
        match self {
            Self::Plain => b"",
            Self::Gzip(_) => b"\x1f\x8b\x08",
            Self::Zstd(_) => b"\x28\xb5\x2f\xfd",
        }
    }

    fn begins(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Zstd(_) if matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..]) => true,
            _ => bytes.starts_with(self.magic()),
        }
    }

    fn begin(&mut self) -> io::Result<()> {
        match self {
            Self::Plain => {}
            Self::Gzip(inflate) => inflate.reset(true),
            Self::Zstd(decoder) => decoder.reinit()?,
        }
        Ok(())
    }

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        match self {
            Self::Plain => {
                let length = input.len().min(output.len());
                output[..length].copy_from_slice(&input[..length]);
                Step { read: length, written: length, end: Ok(false) }
            }
            Self::Gzip(inflate) => {
                let (read, written) = (inflate.total_in(), inflate.total_out());
                let status = inflate.decompress(input, output, FlushDecompress::None);
                let (read, written) = (inflate.total_in() - read, inflate.total_out() - written);
                let end = status.map(|status| status == Status::StreamEnd).map_err(io::Error::from);
                Step { read: read as usize, written: written as usize, end }
            }
            Self::Zstd(decoder) => match decoder.run_on_buffers(input, output) {
                Ok(status) => Step { read: status.bytes_read, written: status.bytes_written, end: Ok(status.remaining == 0) },
                Err(error) => Step { read: 0, written: 0, end: Err(error) },
            },
        }
    }
}

pub(super) struct Stream {
    source: Source,
    codec: Codec,
    /// Decompressed bytes of one member, from `at` to `end`, and room for more.
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    place: Place,
    /// The member ends behind the buffer.
    is_end: bool,
    /// What goes wrong behind the buffer.
    fault: Option<io::Error>,
    /// Bytes that were read for a second time.
    again: u64,
    /// Bytes that have been read at all.
    total: u64,
}

impl Stream {
    pub(super) fn new(mut source: Source) -> io::Result<Self> {
        let codec = Codec::of(source.peek(4)?)?;
        Ok(Self {
            source,
            codec,
            buffer: Vec::new(),
            at: 0,
            end: 0,
            place: Place::default(),
            is_end: false,
            fault: None,
            again: 0,
            total: 0,
        })
    }

    pub(super) fn is_compressed(&self) -> bool {
        !matches!(self.codec, Codec::Plain)
    }

    /// Where the next byte stands.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// What comes next: so many bytes or more, but for the end of the member.
    pub(super) fn peek(&mut self, length: usize) -> io::Result<&[u8]> {
        while self.end - self.at < length && !self.is_end && self.fault.is_none() {
            self.make_room();
            self.fault = self.decompress().err();
        }
        match self.fault.take() {
            Some(fault) if self.at == self.end => Err(fault),
            fault => {
                self.fault = fault;
                Ok(&self.buffer[self.at..self.end])
            }
        }
    }

    fn make_room(&mut self) {
        self.buffer.copy_within(self.at..self.end, 0);
        self.end -= mem::take(&mut self.at);
        // What was given back may have been a whole page.
        self.buffer.resize(self.end + CHUNK, 0);
        self.buffer.shrink_to(2 * CHUNK);
    }

    /// Puts some more bytes of the member behind the buffer.
    fn decompress(&mut self) -> io::Result<()> {
        let input = self.source.peek(1)?;
        if input.is_empty() && matches!(self.codec, Codec::Plain) {
            self.is_end = true;
            return Ok(());
        }
        let is_over = input.is_empty();
        let Step { read, written, end } = self.codec.step(input, &mut self.buffer[self.end..]);
        self.source.consume(read);
        // What came out before an error is there to be used.
        self.end += written;
        self.is_end = end.map_err(|error| self.damage(&error.to_string()))?;
        match (read + written, self.is_end) {
            (0, false) if is_over => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("the {} data end in the middle", self.codec.name())))
            }
            (0, false) => Err(self.damage("nothing comes out")),
            _ => Ok(()),
        }
    }

    fn damage(&self, why: &str) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, format!("the {} data are damaged ({why})", self.codec.name()))
    }

    /// Goes on to the next member, when this one has come to its end; whether there is one.
    pub(super) fn next_member(&mut self) -> io::Result<bool> {
        if !self.is_compressed() {
            return Ok(false);
        }
        // Tapes are filled up with zeros.
        while matches!(self.source.peek(1)?, [0, ..]) {
            self.source.consume(1);
        }
        self.place = Place { byte: self.source.position(), inside: 0 };
        match self.source.peek(4)? {
            [] => return Ok(false),
            bytes if !self.codec.begins(bytes) => return Err(self.damage("something else stands behind them")),
            _ => {}
        }
        self.codec.begin()?;
        self.is_end = false;
        Ok(true)
    }

    /// After an error, goes on at the next member that begins as it must; whether there is one.
    ///
    /// It may begin before the place where the damage was noticed, which is behind the place where it is.
    pub(super) fn recover(&mut self, begins: impl Fn(&[u8]) -> bool) -> bool {
        if !self.is_compressed() {
            return false;
        }
        self.at = self.end;
        self.fault = None;
        let behind = self.place.byte + 1;
        let from = if self.may_read_again() { behind } else { self.source.position().max(behind) };
        self.again += self.source.go_to(from) as u64;
        let magic = Finder::new(self.codec.magic());
        while matches!(self.source.find(&magic), Ok(true)) {
            if self.is_member(&begins) && self.codec.begin().is_ok() {
                self.place = Place { byte: self.source.position(), inside: 0 };
                self.is_end = false;
                return true;
            }
            self.source.consume(1);
        }
        self.is_end = true;
        false
    }

    fn is_member(&mut self, begins: impl Fn(&[u8]) -> bool) -> bool {
        if matches!(self.codec, Codec::Zstd(_)) {
            // Nothing is to be seen before its first block is complete, but four bytes hardly ever come about by chance.
            return true;
        }
        let mut head = [0; PROBE];
        let input = self.source.peek(PROBE).unwrap_or_default();
        let input = &input[..input.len().min(PROBE)];
        self.codec.begin().is_ok() && {
            let step = self.codec.step(input, &mut head);
            step.end.is_ok() && begins(&head[..step.written])
        }
    }

    /// Whether what was read may be read once more.
    fn may_read_again(&self) -> bool {
        self.again < self.source.position() + self.total + PATIENCE
    }

    /// Gives bytes back, which stand at this place; whether they are taken.
    pub(super) fn unread(&mut self, bytes: &[u8], place: Place) -> bool {
        if !self.may_read_again() {
            return false;
        }
        self.again += bytes.len() as u64;
        self.total -= bytes.len() as u64;
        self.buffer.splice(..self.at, bytes.iter().copied());
        self.end += bytes.len();
        self.end -= mem::take(&mut self.at);
        self.place = place;
        true
    }
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

/// All members, one after another.
impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.peek(1)?.is_empty() && self.next_member()? {}
        self.peek(1)
    }

    fn consume(&mut self, length: usize) {
        self.at += length;
        self.total += length as u64;
        match self.codec {
            Codec::Plain => self.place.byte += length as u64,
            _ => self.place.inside += length as u64,
        }
    }
}
