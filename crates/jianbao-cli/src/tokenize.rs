//! `jianbao tokenize`: lines of text to lines of words.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use encoding_rs::{Decoder, Encoding};
use jianbao::{Tag, Tokenizer, UserWords, Worker};

use crate::args::Tokenize;
use crate::input::find_encoding;
use crate::output;

/// Bytes that are read and decoded at a time.
const CHUNK: usize = 1 << 16;

pub(crate) fn run(args: &Tokenize) -> anyhow::Result<()> {
    let encoding = find_encoding(args.charset.as_deref())?;
    let mut tokenizer = Tokenizer::new()?;
    if let Some(path) = &args.words {
        tokenizer =
            read_words(path).and_then(|words| Ok(tokenizer.with_words(&words)?)).with_context(|| format!("--words {}", path.display()))?;
    }
    let stdin = [PathBuf::from("-")];
    let paths = if args.paths.is_empty() { &stdin } else { args.paths.as_slice() };
    // A slip in the last name must not cost the lines of the files before it, nor what the output holds by now.
    paths.iter().try_for_each(|path| check(path))?;
    let out = BufWriter::with_capacity(CHUNK, output::open(args.output.as_deref(), paths)?);
    let mut cutter = Cutter { worker: tokenizer.worker(), pos: args.pos, out };
    for path in paths {
        cut(path, encoding, &mut cutter)?;
    }
    Ok(())
}

fn read_words(path: &Path) -> anyhow::Result<UserWords> {
    let text = fs::read_to_string(path).context("cannot be read")?;
    Ok(UserWords::parse(&text)?)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Says what is wrong with an input that cannot be read. Nothing is opened: a pipe could be read only once.
fn check(path: &Path) -> anyhow::Result<()> {
    let name = path.display();
    if !is_stdin(path) && fs::metadata(path).with_context(|| format!("{name}: cannot be read"))?.is_dir() {
        bail!("{name}: is a directory, tokenize reads files");
    }
    Ok(())
}

/// Cuts all lines of a file.
fn cut(path: &Path, encoding: &'static Encoding, cutter: &mut Cutter<impl Write>) -> anyhow::Result<()> {
    let cannot_read = || format!("{}: cannot be read", path.display());
    let reader: Box<dyn Read> = if is_stdin(path) { Box::new(io::stdin()) } else { Box::new(File::open(path).with_context(cannot_read)?) };
    let mut lines = Lines::new(BufReader::with_capacity(CHUNK, reader), encoding);
    loop {
        while let Some(line) = lines.held() {
            cutter.write(line).context("cannot write the output")?;
        }
        // Before reading may have to wait: a program that talks to this one over two pipes gets its answer.
        cutter.out.flush().context("cannot write the output")?;
        if !lines.read().with_context(cannot_read)? {
            break;
        }
    }
    if lines.replaced {
        // Words matter more than what is said about them.
        let _ = writeln!(
            io::stderr(),
            "{}: some bytes are not {}, U+FFFD stands for them; --charset names another encoding",
            path.display(),
            lines.decoder.encoding().name()
        );
    }
    Ok(())
}

/// Writes lines as their words.
struct Cutter<W> {
    worker: Worker,
    pos: bool,
    out: W,
}

impl<W: Write> Cutter<W> {
    fn write(&mut self, line: &str) -> io::Result<()> {
        let mut between = "";
        for token in self.worker.tokenize(line) {
            let word = token.text(line);
            if token.tag == Tag::NonWord && word.trim().is_empty() {
                continue;
            }
            self.out.write_all(between.as_bytes())?;
            self.out.write_all(word.as_bytes())?;
            if self.pos {
                self.out.write_all(b"/")?;
                self.out.write_all(token.tag.name().as_bytes())?;
            }
            between = " ";
        }
        self.out.write_all(b"\n")
    }
}

/// Lines of a file as text. No more of it is held than the longest line and what was read with it.
struct Lines<R> {
    reader: R,
    decoder: Decoder,
    text: String,
    /// Where in `text` the next line begins, and where its end has not been looked for yet.
    start: usize,
    looked: usize,
    ended: bool,
    /// Whether there were bytes that are no character.
    replaced: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(reader: R, encoding: &'static Encoding) -> Self {
        Self { reader, decoder: encoding.new_decoder(), text: String::new(), start: 0, looked: 0, ended: false, replaced: false }
    }

    /// The next line of what has been read, without its line feed.
    fn held(&mut self) -> Option<&str> {
        let (end, next) = match self.text[self.looked..].find('\n') {
            Some(length) => (self.looked + length, self.looked + length + 1),
            None if self.ended && self.start < self.text.len() => (self.text.len(), self.text.len()),
            None => {
                self.looked = self.text.len();
                return None;
            }
        };
        let line = self.start..end;
        (self.start, self.looked) = (next, next);
        Some(&self.text[line])
    }

    /// Reads on; false after the end.
    fn read(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.text.drain(..self.start);
        (self.start, self.looked) = (0, self.looked - self.start);
        let bytes = match self.reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
            bytes => bytes?,
        };
        self.ended = bytes.is_empty();
        // Room for the worst; the decoder takes no more bytes than there is room for.
        self.text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        let (_, taken, replaced) = self.decoder.decode_to_string(bytes, &mut self.text, self.ended);
        self.replaced |= replaced;
        self.reader.consume(taken);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, UTF_8, UTF_16LE};

    use super::*;

    fn lines(bytes: &[u8], encoding: &'static Encoding, room: usize) -> (Vec<String>, bool) {
        let mut lines = Lines::new(BufReader::with_capacity(room, bytes), encoding);
        let mut found = Vec::new();
        loop {
            while let Some(line) = lines.held() {
                found.push(line.to_owned());
            }
            if !lines.read().unwrap() {
                return (found, lines.replaced);
            }
        }
    }

    #[test]
    fn lines_are_the_same_however_they_are_read() {
        let text = "云州市\n\n图书馆\r\n\u{feff}开馆\n";
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), UTF_8),
            (format!("\u{feff}{text}").into_bytes(), GBK),
            ([&[0xff, 0xfe][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(), UTF_8),
            (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), UTF_16LE),
        ] {
            for room in [1, 2, 3, 5, 1000] {
                let (found, replaced) = lines(&bytes, encoding, room);
                assert_eq!((found.join("|").as_str(), replaced), ("云州市||图书馆\r|\u{feff}开馆", false), "{room} bytes of {encoding:?}");
            }
        }
    }

    #[test]
    fn the_last_line_needs_no_line_feed() {
        for (text, expected) in [("", &[][..]), ("\n", &[""]), ("云", &["云"]), ("云\n", &["云"]), ("云\n\n州", &["云", "", "州"])]
        {
            assert_eq!(lines(text.as_bytes(), UTF_8, 2).0, expected, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_character_are_told_of() {
        assert_eq!(lines("云州".as_bytes().split_last().unwrap().1, UTF_8, 4), (vec!["云\u{fffd}".to_owned()], true));
        assert_eq!(lines("云\u{fffd}".as_bytes(), UTF_8, 4), (vec!["云\u{fffd}".to_owned()], false));
    }
}
