//! Text on its way to the output, compressed or not, in pieces that are each whole.

use std::io::{self, Write};
use std::mem;

use flate2::write::GzEncoder;
use zstd::Encoder as ZstdEncoder;

use super::Target;
use super::layout::Compression;

/// What `zstd` does if nothing is said: as small as gzip at a multiple of its speed.
const ZSTD_LEVEL: i32 = 3;

/// Members of gzip and frames of Zstandard may follow each other: all readers take them for one stream. So a commit ends one, and
/// what comes after it can be cut off.
pub(super) struct Compressor {
    compression: Compression,
    state: State,
}

enum State {
    Between(Target),
    Gzip(GzEncoder<Target>),
    Zstd(ZstdEncoder<'static, Target>),
    /// An error has ended it.
    Broken,
}

impl Compressor {
    pub(super) fn new(target: Target, compression: Compression) -> Self {
        Self { compression, state: State::Between(target) }
    }

    /// Begins a piece if there is none. A stream needs one, even if it is empty.
    pub(super) fn begin(&mut self) -> io::Result<&mut dyn Write> {
        if let State::Between(_) = self.state
            && let State::Between(target) = mem::replace(&mut self.state, State::Broken)
        {
            self.state = match self.compression {
                Compression::None => State::Between(target),
                Compression::Gzip => State::Gzip(GzEncoder::new(target, flate2::Compression::default())),
                Compression::Zstd => {
                    let mut encoder = ZstdEncoder::new(target, ZSTD_LEVEL)?;
                    encoder.include_checksum(true)?;
                    State::Zstd(encoder)
                }
            };
        }
        match &mut self.state {
            State::Between(target) => Ok(target),
            State::Gzip(encoder) => Ok(encoder),
            State::Zstd(encoder) => Ok(encoder),
            State::Broken => Err(io::Error::other("the output is broken")),
        }
    }

    /// Ends the piece, and hands all of it to the target.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let mut target = match mem::replace(&mut self.state, State::Broken) {
            State::Between(target) => target,
            State::Gzip(encoder) => encoder.finish()?,
            State::Zstd(encoder) => encoder.finish()?,
            State::Broken => return Err(io::Error::other("the output is broken")),
        };
        target.flush()?;
        self.state = State::Between(target);
        Ok(())
    }
}
