//! The container that binary data comes in: named sections, read in place.
//!
//! Layout, all numbers little-endian: eight magic bytes, `u32` number of sections, for each section eight bytes of name (padded
//! with blanks), `u32` offset and `u32` length; then the sections, each at a multiple of sixteen bytes.

use std::ops::Range;

use crate::error::{Cause, Error};

/// What a blob must be to be read.
#[derive(Debug)]
pub(crate) struct Layout {
    /// What errors call it.
    pub(crate) name: &'static str,
    /// The first bytes; the last one is the version of the layout.
    pub(crate) magic: &'static [u8; 8],
    /// Its sections, in the order that they are written in.
    pub(crate) sections: &'static [&'static str],
}

/// More sections than any blob has.
const MAX_SECTIONS: usize = 64;

impl Layout {
    /// The error that tells what is wrong with a section.
    pub(crate) fn fault(&self, section: &str, problem: impl Into<String>) -> Error {
        Cause::Blob { blob: self.name, section: section.to_owned(), problem: problem.into() }.into()
    }

    /// Finds the sections; those that this version does not know are passed over.
    pub(crate) fn read<'a>(&'static self, blob: &'a [u8]) -> Result<Sections<'a>, Error> {
        if !blob.starts_with(self.magic) {
            return Err(self.fault("header", format!("does not begin as a {} of this version does", self.name)));
        }
        let number = |at: usize| -> Result<usize, Error> {
            let bytes = blob.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| self.fault("header", "is cut short"))?;
            Ok(u32::from_le_bytes(bytes) as usize)
        };
        let count = number(8)?;
        if count > MAX_SECTIONS {
            return Err(self.fault("header", format!("names {count} sections")));
        }
        let mut ranges = Vec::new();
        for row in 0..count {
            let at = 12 + row * 16;
            let name = blob.get(at..at + 8).ok_or_else(|| self.fault("header", "is cut short"))?;
            let (start, length) = (number(at + 8)?, number(at + 12)?);
            let Some(&name) = self.sections.iter().find(|known| name.trim_ascii_end() == known.as_bytes()) else {
                continue;
            };
            if start.checked_add(length).is_none_or(|end| end > blob.len()) {
                let problem = format!("should have {length} bytes from {start} on, but the {} has only {}", self.name, blob.len());
                return Err(self.fault(name, problem));
            }
            ranges.push((name, start..start + length));
        }
        Ok(Sections { layout: self, blob, ranges })
    }

    /// The blob of these sections.
    #[cfg(any(test, feature = "_inspect"))]
    pub(crate) fn assemble(&self, sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let aligned = |length: usize| length.next_multiple_of(16);
        let mut head = self.magic.to_vec();
        head.extend((sections.len() as u32).to_le_bytes());
        let mut at = aligned(12 + 16 * sections.len());
        for (name, bytes) in sections {
            head.extend(format!("{name:8}").into_bytes());
            head.extend((at as u32).to_le_bytes());
            head.extend((bytes.len() as u32).to_le_bytes());
            at = aligned(at + bytes.len());
        }
        let mut blob = head;
        for (_, bytes) in sections {
            blob.resize(aligned(blob.len()), 0);
            blob.extend(bytes);
        }
        blob
    }
}

/// The sections of a blob by name.
pub(crate) struct Sections<'a> {
    layout: &'static Layout,
    blob: &'a [u8],
    ranges: Vec<(&'static str, Range<usize>)>,
}

impl<'a> Sections<'a> {
    pub(crate) fn range(&self, name: &str) -> Result<Range<usize>, Error> {
        let found = self.ranges.iter().find(|(known, _)| *known == name);
        found.map(|(_, range)| range.clone()).ok_or_else(|| self.layout.fault(name, "is missing"))
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<&'a [u8], Error> {
        Ok(&self.blob[self.range(name)?])
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'a str, Error> {
        std::str::from_utf8(self.bytes(name)?).map_err(|_| self.layout.fault(name, "is not UTF-8"))
    }
}
