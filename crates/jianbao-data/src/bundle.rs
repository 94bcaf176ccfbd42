//! The large blobs as one file, for programs that do not hold them: a browser fetches it beside the code.
//!
//! Layout, all numbers little-endian: eight magic bytes, the last of which is the version of the layout; the [`VERSION`] of the data,
//! padded with zeros to sixteen bytes; for dictionary, tagger and gazetteer the offset and the length, `u32` each; then the blobs, each
//! at a multiple of sixteen bytes, as their own sections are.

use std::fmt;

use crate::VERSION;

const MAGIC: &[u8; 8] = b"jbbundl1";

/// Bytes of the version.
const VERSION_FIELD: usize = 16;

/// The blobs and where they are named.
const NAMES: [&str; 3] = ["dictionary", "tagger", "gazetteer"];

/// The blobs of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bundle<'b> {
    /// As [`DICTIONARY`](crate::DICTIONARY).
    pub dictionary: &'b [u8],
    /// As [`TAGGER`](crate::TAGGER).
    pub tagger: &'b [u8],
    /// As [`GAZETTEER`](crate::GAZETTEER).
    pub gazetteer: &'b [u8],
}

/// Why bytes are no bundle of this version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// They begin as no bundle does.
    Magic,
    /// They are data of another version.
    Version(String),
    /// They end before a blob does.
    Short(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("this is no file of jianbao's data"),
            Self::Version(found) => write!(f, "this is data of version {found}, and the library needs that of its own version, {VERSION}"),
            Self::Short(blob) => write!(f, "the file ends before its {blob} does"),
        }
    }
}

impl std::error::Error for Fault {}

/// The embedded blobs as the bytes of a file.
///
/// ```
/// let file = jianbao_data::bundle::write();
/// assert_eq!(jianbao_data::bundle::read(&file).unwrap().tagger, jianbao_data::TAGGER);
/// ```
#[cfg(feature = "embedded")]
#[must_use]
pub fn write() -> Vec<u8> {
    const { assert!(VERSION.len() <= VERSION_FIELD) };
    let blobs = [crate::DICTIONARY, crate::TAGGER, crate::GAZETTEER];
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.bytes());
    file.resize(MAGIC.len() + VERSION_FIELD, 0);
    let mut at = (file.len() + 8 * blobs.len()).next_multiple_of(16);
    for blob in blobs {
        file.extend((at as u32).to_le_bytes());
        file.extend((blob.len() as u32).to_le_bytes());
        at = (at + blob.len()).next_multiple_of(16);
    }
    for blob in blobs {
        file.resize(file.len().next_multiple_of(16), 0);
        file.extend(blob);
    }
    file
}

/// The blobs of a file.
///
/// # Errors
///
/// If the file is none of [`write()`], is cut short, or holds data of another version than [`VERSION`].
pub fn read(file: &[u8]) -> Result<Bundle<'_>, Fault> {
    let header = file.strip_prefix(MAGIC).ok_or(Fault::Magic)?;
    let (version, rest) = header.split_at_checked(VERSION_FIELD).ok_or(Fault::Short("header"))?;
    let version = version.split(|byte| *byte == 0).next().unwrap_or_default();
    if version != VERSION.as_bytes() {
        return Err(Fault::Version(String::from_utf8_lossy(version).into_owned()));
    }
    let (numbers, _) = rest.as_chunks::<4>();
    let number = |at: usize| numbers.get(at).map(|bytes| u32::from_le_bytes(*bytes) as usize);
    let blob = |at: usize| {
        let (start, length) = number(2 * at).zip(number(2 * at + 1)).ok_or(Fault::Short("header"))?;
        file.get(start..).and_then(|rest| rest.get(..length)).ok_or(Fault::Short(NAMES[at]))
    };
    Ok(Bundle { dictionary: blob(0)?, tagger: blob(1)?, gazetteer: blob(2)? })
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_aligned() {
        let file = write();
        let bundle = read(&file).unwrap();
        assert_eq!(bundle, Bundle { dictionary: crate::DICTIONARY, tagger: crate::TAGGER, gazetteer: crate::GAZETTEER });
        for blob in [bundle.dictionary, bundle.tagger, bundle.gazetteer] {
            assert_eq!((blob.as_ptr().addr() - file.as_ptr().addr()) % 16, 0);
        }
    }

    #[test]
    fn other_files_other_versions_and_broken_downloads_are_told_apart() {
        let file = write();
        assert_eq!(read(b"<!doctype html>"), Err(Fault::Magic));
        assert_eq!(read(&[]), Err(Fault::Magic));
        for (length, part) in [(20, "header"), (28, "header"), (1 << 20, "dictionary"), (7 << 20, "tagger"), (file.len() - 1, "gazetteer")]
        {
            assert_eq!(read(&file[..length]), Err(Fault::Short(part)), "{length} bytes");
        }
        let mut other = file;
        other[MAGIC.len()..][..6].copy_from_slice(b"99.1.0");
        let fault = read(&other).unwrap_err();
        assert!(fault.to_string().contains("version 99.1.0") && fault.to_string().contains(VERSION), "{fault}");
    }
}
