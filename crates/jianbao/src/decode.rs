//! Bytes to text: which encoding a page is in, and what to warn of when that was not certain.
//!
//! Order of trust: byte order mark, then the bytes themselves where they are valid UTF-8 (Chinese text in GBK or Big5
//! is practically never valid UTF-8 by accident), then the HTTP charset, then `<meta>`, then a statistical detector
//! ([chardetng]). A declared encoding that the bytes contradict gives way to the detector.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// Bytes looked at for a `<meta charset>`; the HTML standard says 1024, Chinese portals put scripts before it.
const META_WINDOW: usize = 8192;
/// Bytes looked at to tell binary files from text, and the share of NULs (one in) from which it is binary.
const BINARY_WINDOW: usize = 4096;
const BINARY_SHARE: usize = 64;
/// Bytes that the detector is given: some 2,000 characters. It reads 7 MB/s, a tenth of what all the rest does.
const DETECTOR_SAMPLE: usize = 4096;
/// Fewer characters than this outside ASCII prove nothing about UTF-8: the two of 联通 in GBK are valid UTF-8.
const UTF8_PROOF: usize = 4;
/// Malformed sequences after which a text that has fewer characters of three bytes is not looked at any longer.
const UTF8_PATIENCE: usize = 1024;
/// One malformed sequence in this many characters outside ASCII: the declared encoding is wrong, not the page damaged.
const WRONG_SHARE: usize = 50;

/// A decoded page.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) encoding: &'static Encoding,
    /// The detector decided: the bytes are not UTF-8, and nothing was declared or does not fit them.
    pub(crate) guessed: bool,
    /// Byte sequences that stand for no character; they are U+FFFD in the text.
    pub(crate) malformed: usize,
    /// The bytes end inside a character.
    pub(crate) truncated: bool,
    /// Not text at all; `text` is empty.
    pub(crate) binary: bool,
}

/// Decodes a page. `http` is the charset of the HTTP header, if there was one; `is_text`: the bytes came as text, so
/// that only UTF-8 is possible.
pub(crate) fn decode<'a>(bytes: &'a [u8], http: Option<&'static Encoding>, is_text: bool) -> Decoded<'a> {
    if is_text {
        return decode_as(bytes, UTF_8, false);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[length..], encoding, false);
    }
    if let Some(wide) = http.filter(|&e| e == UTF_16LE || e == UTF_16BE) {
        return decode_as(bytes, wide, false);
    }
    if is_binary(bytes) {
        return Decoded { text: Cow::Borrowed(""), encoding: UTF_8, guessed: true, malformed: 0, truncated: false, binary: true };
    }
    let declared = http.or_else(|| meta_charset(&bytes[..bytes.len().min(META_WINDOW)]));
    let multibyte = declared.filter(|e| *e != UTF_8 && !e.is_single_byte());
    match std::str::from_utf8(bytes) {
        Ok(text) if multibyte.is_none() || proves_utf8(text) => {
            return Decoded { text: Cow::Borrowed(text), encoding: UTF_8, guessed: false, malformed: 0, truncated: false, binary: false };
        }
        Err(_) if is_damaged_utf8(bytes) => return decode_as(bytes, UTF_8, declared != Some(UTF_8)),
        _ => {}
    }
    match declared {
        // Pages in a single-byte encoding are not Chinese; those that say so and are not plain ASCII mostly lie.
        Some(encoding) if !encoding.is_single_byte() => {
            let as_declared = decode_as(bytes, encoding, false);
            if as_declared.malformed == 0
                || as_declared.malformed * WRONG_SHARE <= as_declared.text.chars().filter(|c| !c.is_ascii()).count()
            {
                return as_declared;
            }
            let as_detected = decode_as(bytes, detect(bytes), true);
            if as_detected.malformed < as_declared.malformed { as_detected } else { as_declared }
        }
        _ => decode_as(bytes, detect(bytes), true),
    }
}

fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding, guessed: bool) -> Decoded<'a> {
    let (mut text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let truncated = had_errors && text.ends_with('\u{fffd}');
    if truncated {
        text.to_mut().pop();
    }
    if let Cow::Owned(text) = &mut text {
        // The decoder makes room for the worst: three times the bytes, of which a page of much markup needs one.
        text.shrink_to_fit();
    }
    let malformed = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text, encoding, guessed, malformed, truncated, binary: false }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Words that are not ASCII. The bytes between them are no part of a character in any encoding of Chinese.
    let mut room = DETECTOR_SAMPLE;
    for word in bytes.split(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'<' | b'>')).filter(|word| !word.is_ascii()) {
        detector.feed(b"\n", false);
        detector.feed(&word[..word.len().min(room)], false);
        room = room.saturating_sub(word.len());
        if room == 0 {
            break;
        }
    }
    let guess = detector.guess(None, Utf8Detection::Allow);
    if [UTF_8, GBK, GB18030, BIG5].contains(&guess) {
        return guess;
    }
    // A page given to us is Chinese. Not said at once: of 3,650 pieces of Big5 this hint finds none, without it 98 %.
    detector.guess(Some(b"cn"), Utf8Detection::Allow)
}

fn proves_utf8(text: &str) -> bool {
    text.is_ascii() || text.chars().filter(|c| !c.is_ascii()).nth(UTF8_PROOF - 1).is_some()
}

/// UTF-8 with some bytes that are not: one broken character, or a paragraph in another encoding, must not turn the whole
/// page into nonsense. Characters of three bytes do not come about by accident where GBK or Big5 is read as UTF-8:
/// there, most sequences are malformed.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut wide = 0;
    let mut malformed = 0;
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        malformed += usize::from(!chunk.invalid().is_empty());
        if malformed > UTF8_PATIENCE && malformed > wide {
            return false;
        }
    }
    malformed * 2 < wide
}

fn is_binary(bytes: &[u8]) -> bool {
    let window = &bytes[..bytes.len().min(BINARY_WINDOW)];
    memchr::memchr_iter(0, window).count() * BINARY_SHARE > window.len()
}

/// The encoding that a `<meta>` tag or an XML declaration names.
fn meta_charset(window: &[u8]) -> Option<&'static Encoding> {
    let lower = window.to_ascii_lowercase();
    for (tag, key) in [(&b"<meta"[..], &b"charset"[..]), (b"<?xml", b"encoding")] {
        for start in memmem::find_iter(&lower, tag) {
            let rest = &lower[start + tag.len()..];
            let tag_text = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
            let Some(at) = memmem::find(tag_text, key) else { continue };
            let value = tag_text[at + key.len()..].trim_ascii_start();
            let Some(value) = value.strip_prefix(b"=") else { continue };
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
            let length = value.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_.:".contains(b))).unwrap_or(value.len());
            if let Some(encoding) = Encoding::for_label(&value[..length]) {
                // A tag that could be read as ASCII was not written in UTF-16.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}
