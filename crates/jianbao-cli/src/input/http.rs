//! HTTP responses, as crawlers store them: what the head says of the page, and the page itself.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::failure::Failure;

/// The longest head that is looked at.
pub(super) const LONGEST_HEAD: usize = 1 << 16;
/// Servers compress once, some behind a proxy twice.
const MOST_CODINGS: usize = 4;

/// The head of a response.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) kind: ContentType,
    codings: Vec<Coding>,
    is_chunked: bool,
    /// Its bytes, with the empty line.
    pub(super) length: usize,
}

/// The value of a `Content-Type`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ContentType {
    /// In lower case, without parameters; empty if none is named.
    pub(super) media: String,
    pub(super) charset: Option<String>,
}

/// How a body was compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl ContentType {
    pub(super) fn read(value: &str) -> Self {
        let mut parts = value.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, label) = part.split_once('=')?;
            name.trim_end().eq_ignore_ascii_case("charset").then(|| label.trim_matches([' ', '"', '\'']).to_owned())
        });
        Self { media, charset }
    }

    /// Whether it may be an article: HTML, Markdown, plain text, or what nobody says anything of.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.media.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/plain" | "text/markdown" | "text/x-markdown")
    }

    /// What it is if it is no page, in one word.
    pub(super) fn family(&self) -> &'static str {
        const FAMILIES: [&str; 6] = ["image", "audio", "video", "font", "text", "application"];
        let family = self.media.split('/').next().unwrap_or_default();
        FAMILIES.into_iter().find(|known| *known == family).unwrap_or("other type")
    }
}

impl Coding {
    fn of(name: &str) -> Option<Self> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => Self::Gzip,
            "deflate" => Self::Deflate,
            "br" => Self::Brotli,
            "zstd" => Self::Zstd,
            _ => return None,
        })
    }

    fn reader<'a>(self, body: &'a [u8]) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(body)),
            // The standard says zlib, some servers send what is inside of it.
            Self::Deflate if matches!(body, [first, ..] if first & 0x0f == 8) => Box::new(ZlibDecoder::new(body)),
            Self::Deflate => Box::new(DeflateDecoder::new(body)),
            Self::Brotli => Box::new(brotli_decompressor::Decompressor::new(body, 1 << 12)),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(body)?),
        })
    }

    /// The body without this coding. Some crawlers undo it and leave the header as it was: what is not compressed stays as it is,
    /// and of a body that breaks off what there is is used.
    fn undo(self, body: Vec<u8>, most: usize) -> Vec<u8> {
        let mut decoded = Vec::new();
        let read = self.reader(&body).and_then(|reader| reader.take(most as u64 + 1).read_to_end(&mut decoded));
        if decoded.is_empty() && read.is_err() { body } else { decoded }
    }
}

impl Head {
    /// Of a page that stands there without one.
    pub(super) fn bare(kind: ContentType) -> Self {
        Self { status: 200, kind, ..Self::default() }
    }

    /// The head that a response begins with; `None` if it has none.
    pub(super) fn read(response: &[u8]) -> Option<Self> {
        let mut lines = response.split_inclusive(|&byte| byte == b'\n');
        let status_line = lines.next()?;
        let status = status_line.strip_prefix(b"HTTP/")?.split(|&byte| byte == b' ').nth(1)?.trim_ascii();
        let status = std::str::from_utf8(status).ok()?.parse().ok()?;
        let mut head = Self { status, length: status_line.len(), ..Self::default() };
        for line in lines {
            head.length += line.len();
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            let line = String::from_utf8_lossy(line);
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.trim_end().to_ascii_lowercase().as_str() {
                "content-type" if head.kind.media.is_empty() => head.kind = ContentType::read(value),
                "content-encoding" => head.codings.extend(value.split(',').filter_map(Coding::of).take(MOST_CODINGS)),
                "transfer-encoding" => head.is_chunked |= value.to_ascii_lowercase().contains("chunked"),
                _ => {}
            }
        }
        head.codings.truncate(MOST_CODINGS);
        Some(head)
    }

    /// The page in the response that this head was read from, of so many bytes at most.
    pub(super) fn body(&self, mut response: Vec<u8>, most: usize) -> Result<Vec<u8>, Failure> {
        response.drain(..self.length.min(response.len()));
        if self.is_chunked {
            let length = unchunk(&mut response);
            response.truncate(length);
        }
        let body = self.codings.iter().rev().fold(response, |body, coding| coding.undo(body, most));
        if body.len() > most { Err(Failure::limit(most)) } else { Ok(body) }
    }
}

/// Moves the chunks of a body together; their length in all. A body that is in no chunks, whatever its head says, stays as it is.
fn unchunk(body: &mut [u8]) -> usize {
    let (mut end, mut at) = (0, 0);
    while let Some((length, line)) = chunk_length(&body[at..]) {
        at += line;
        let length = length.min(body.len() - at);
        body.copy_within(at..at + length, end);
        end += length;
        at += length;
        at += body[at..].iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if length == 0 {
            return end;
        }
    }
    if at == 0 { body.len() } else { end }
}

/// The number of bytes that a line announces, and how long the line is.
fn chunk_length(body: &[u8]) -> Option<(usize, usize)> {
    let line = memchr::memchr(b'\n', &body[..body.len().min(1 << 10)])?;
    let digits = body[..line].split(|&byte| byte == b';').next()?.trim_ascii();
    Some((usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?, line + 1))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::{ContentType, Head};

    const PAGE: &[u8] = "<p>云州市图书馆新馆今天开放。</p>".as_bytes();

    fn body(head: &str, body: &[u8]) -> Vec<u8> {
        let response = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat();
        Head::read(&response).unwrap().body(response, 1 << 10).unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_the_head_says() {
        let response = b"HTTP/1.0 404 Not Found\nServer: x\nCONTENT-TYPE: Text/HTML; Charset=\"GB2312\"\nContent-Type: image/png\n\n<p>";
        let head = Head::read(response).unwrap();
        assert_eq!((head.status, &response[head.length..]), (404, &b"<p>"[..]));
        assert_eq!(head.kind, ContentType { media: "text/html".into(), charset: Some("GB2312".into()) });
        assert_eq!((ContentType::read("image/png").is_page(), ContentType::read("image/png").family()), (false, "image"));
        assert_eq!(Head::read(b"HTTP/2 200\r\n").map(|head| (head.status, head.length)), Some((200, 12)));
        for broken in [&b""[..], b"<p>", b"HTTP/", b"HTTP/1.1", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 99999 OK\r\n\r\n"] {
            assert_eq!(Head::read(broken), None);
        }
    }

    #[test]
    fn codings_are_undone() {
        assert_eq!(body("Content-Encoding: gzip", &gzip(PAGE)), PAGE);
        assert_eq!(body("Content-Encoding: gzip, gzip", &gzip(&gzip(PAGE))), PAGE);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(body("Content-Encoding: deflate", &zlib.finish().unwrap()), PAGE);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(PAGE).unwrap();
        assert_eq!(body("content-encoding: Deflate", &deflate.finish().unwrap()), PAGE);
        assert_eq!(body("content-encoding: zstd", &zstd::encode_all(PAGE, 3).unwrap()), PAGE);
        // Brotli (RFC 7932, 9.2): a block that is the page as it is, and an empty last one.
        let header = (PAGE.len() as u32 - 1) << 4 | 1 << 20;
        let brotli = [&header.to_le_bytes()[..3], PAGE, &[3]].concat();
        assert_eq!(body("content-encoding: br", &brotli), PAGE);
        assert_eq!(body("Content-Encoding: rot13", PAGE), PAGE);
    }

    #[test]
    fn chunks_are_put_together() {
        let rest = format!("{:X}\r\n", PAGE.len() - 5);
        let chunked = [b"5;name=value\r\n", &PAGE[..5], b"\r\n", rest.as_bytes(), &PAGE[5..], b"\r\n0\r\n\r\n"];
        assert_eq!(body("Transfer-Encoding: chunked", &chunked.concat()), PAGE);
        assert_eq!(body("Transfer-Encoding: chunked", &chunked[..5].concat()), PAGE);
        let of_gzip = [format!("{:x}\n", gzip(PAGE).len()).as_bytes(), &gzip(PAGE), b"\n0\n\n"].concat();
        assert_eq!(body("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &of_gzip), PAGE);
    }

    #[test]
    fn headers_that_are_not_true_any_more_are_not_believed() {
        assert_eq!(body("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", PAGE), PAGE);
        assert_eq!(body("Content-Encoding: br", PAGE), PAGE);
        assert_eq!(body("Content-Encoding: zstd", PAGE), PAGE);
    }

    #[test]
    fn of_a_body_that_breaks_off_what_there_is_is_used() {
        let page = PAGE.repeat(20);
        let compressed = gzip(&page);
        let begin = body("Content-Encoding: gzip", &compressed[..compressed.len() - 9]);
        assert!(!begin.is_empty() && page.starts_with(&begin));
    }

    #[test]
    fn a_bomb_is_an_error() {
        let response = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip(&[b' '; 1 << 12]).as_slice()].concat();
        let failure = Head::read(&response).unwrap().body(response, 1 << 10).unwrap_err();
        assert!(failure.to_string().contains("limit"));
    }
}
