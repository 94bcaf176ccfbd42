//! One cheap pass over HTML before the parser: what nobody reads is cut out, and attributes are set aside.
//!
//! On Chinese portals half of the bytes are scripts, styles and comments, and most of the rest are attributes. The parser
//! would look at each of their characters and copy them into a tree. Here scripts are kept aside for JSON-LD and script
//! state; the attributes that are read go into a table, and the parser sees their number in it: `<p class="lead">` becomes
//! `<p k=17>`. White space beside block elements, which shows nowhere, goes as well. Of the attributes of one tag only as
//! many are left as there are names that are read, so the parser's check for double ones, quadratic in their number, never
//! has much to do.

use std::fmt::Write as _;

use memchr::{memchr, memmem};

/// A script element: the text of its attributes, and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Script<'a> {
    pub(crate) attributes: &'a str,
    pub(crate) body: &'a str,
}

/// The attributes that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Class,
    Id,
    Href,
    Src,
    Alt,
    Itemprop,
    Datetime,
    Hidden,
    Style,
    DataSrc,
    DataOriginal,
    DataLazySrc,
    DataUrl,
}

impl Name {
    /// The attribute of this name (lower case), if it is read of the tag.
    fn of(name: &[u8], tag: &[u8]) -> Option<Self> {
        Some(match (name, tag) {
            (b"class", _) => Self::Class,
            (b"id", _) => Self::Id,
            (b"itemprop", _) => Self::Itemprop,
            (b"hidden", _) => Self::Hidden,
            (b"style", _) => Self::Style,
            (b"href", b"a") => Self::Href,
            (b"src", b"img") => Self::Src,
            (b"alt", b"img") => Self::Alt,
            (b"data-src", b"img") => Self::DataSrc,
            (b"data-original", b"img") => Self::DataOriginal,
            (b"data-lazy-src", b"img") => Self::DataLazySrc,
            (b"data-url", b"img") => Self::DataUrl,
            (b"datetime", b"time") => Self::Datetime,
            _ => return None,
        })
    }
}

/// A name in lower case; longer ones than any that is known are empty.
struct Lower {
    bytes: [u8; 13],
    length: usize,
}

impl Lower {
    fn new(name: &[u8]) -> Self {
        let mut lower = Self { bytes: [0; 13], length: 0 };
        if let Some(bytes) = lower.bytes.get_mut(..name.len()) {
            bytes.copy_from_slice(name);
            bytes.make_ascii_lowercase();
            lower.length = name.len();
        }
        lower
    }

    fn get(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// The attributes of `<meta>` and `<link>` that are read; they stay in the markup, with their character references.
fn is_read_in_head(name: &[u8]) -> bool {
    matches!(name, b"name" | b"content" | b"property" | b"itemprop" | b"rel" | b"href")
}

/// The name of the attribute that holds the number.
pub(super) const KEY: &str = "k";

/// What is left for the parser, and what was set aside.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    pub(super) markup: String,
    /// The attributes of all tags, those of a tag in a row.
    attributes: Vec<Attribute<'a>>,
    pub(super) scripts: Vec<Script<'a>>,
}

#[derive(Debug, Clone, Copy)]
struct Attribute<'a> {
    name: Name,
    value: &'a str,
    is_last: bool,
}

impl<'a> Scan<'a> {
    /// The attributes of a tag by its number, as written: character references are not resolved.
    pub(super) fn attributes(&self, key: usize) -> impl Iterator<Item = (Name, &'a str)> {
        let mut ended = false;
        let of_tag = self
            .attributes
            .get(key..)
            .unwrap_or_default()
            .iter()
            .take_while(move |attribute| !std::mem::replace(&mut ended, attribute.is_last));
        of_tag.map(|attribute| (attribute.name, attribute.value))
    }
}

/// Cuts `html` up.
pub(super) fn scan(html: &str) -> Scan<'_> {
    let mut scanner = Scanner {
        html,
        bytes: html.as_bytes(),
        out: Scan::default(),
        after_block: true,
        in_head: false,
        spans: Vec::new(),
        unclosed: Vec::new(),
    };
    scanner.out.markup.reserve(html.len() / 4);
    scanner.run();
    scanner.out
}

struct Scanner<'a> {
    html: &'a str,
    bytes: &'a [u8],
    out: Scan<'a>,
    /// The last tag was that of a block element: white space after it shows nowhere.
    after_block: bool,
    /// Between `<head>` and `</head>` or `<body>` no white space shows.
    in_head: bool,
    /// For each open `<span>` whether it was handed on: those without attributes say nothing, and are many.
    spans: Vec<bool>,
    /// Names of elements that are known to have no end tag in the rest of the page.
    unclosed: Vec<&'static [u8]>,
}

/// Elements without visible text. The first ones end at their end tag or with the page whatever they hold, as the standard
/// says; the others are cut out only where they end.
const CUT: &[(&[u8], bool)] = &[
    (b"script", true),
    (b"style", true),
    (b"noscript", true),
    (b"iframe", true),
    (b"textarea", true),
    (b"svg", false),
    (b"select", false),
    (b"video", false),
];

/// Whether an element (lower case) begins and ends lines. Not parts of tables and pages: the parser passes over them where
/// they do not belong, and then the white space beside them shows.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"br"
            | b"dd"
            | b"dl"
            | b"dt"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"hr"
            | b"li"
            | b"ol"
            | b"ul"
            | b"div"
            | b"nav"
            | b"form"
            | b"main"
            | b"aside"
            | b"center"
            | b"figure"
            | b"footer"
            | b"header"
            | b"article"
            | b"section"
            | b"fieldset"
            | b"blockquote"
            | b"figcaption"
    )
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        let mut at = 0;
        // Where the text starts that has not been handed on.
        let mut text = 0;
        while let Some(offset) = memchr(b'<', &self.bytes[at..]) {
            let open = at + offset;
            let rest = &self.bytes[open + 1..];
            at = match rest.first() {
                Some(b'!') if rest.starts_with(b"!--") => {
                    self.text(text, open, false);
                    comment_end(self.bytes, open + 4)
                }
                Some(b'/') if rest.get(1).is_some_and(u8::is_ascii_alphabetic) => {
                    let name = name_end(self.bytes, open + 2);
                    let tag = Lower::new(&self.bytes[open + 2..name]);
                    let is_block = is_block(tag.get());
                    self.text(text, open, is_block);
                    self.after_block = is_block;
                    self.in_head &= tag.get() != b"head";
                    let end = self.attribute_list(name, |_, _| ()).unwrap_or(self.bytes.len());
                    if tag.get() == b"span" && self.spans.pop() == Some(false) {
                        text = end;
                        at = end;
                        continue;
                    }
                    self.out.markup.push_str(&self.html[open..name]);
                    self.out.markup.push('>');
                    end
                }
                Some(first) if first.is_ascii_alphabetic() => {
                    let name = name_end(self.bytes, open + 1);
                    let tag = Lower::new(&self.bytes[open + 1..name]);
                    let is_block = is_block(tag.get());
                    self.text(text, open, is_block);
                    self.after_block = is_block;
                    self.in_head = tag.get() == b"head" || self.in_head && tag.get() != b"body";
                    self.cut(tag.get(), name).unwrap_or_else(|| self.start_tag(tag.get(), open, name))
                }
                _ => {
                    at = open + 1;
                    continue;
                }
            };
            text = at;
        }
        self.text(text, self.bytes.len(), false);
    }

    /// Hands text on, but for white space beside block elements; other white space alone becomes one character.
    fn text(&mut self, from: usize, to: usize, before_block: bool) {
        let text = &self.html[from..to];
        if !text.bytes().all(is_blank) {
            self.out.markup.push_str(text);
            self.after_block = false;
        } else if !text.is_empty() && !self.after_block && !before_block && !self.in_head {
            self.out.markup.push(if text.contains('\n') { '\n' } else { ' ' });
        }
    }

    /// Cuts an element out, if it is one of those; where it ends.
    fn cut(&mut self, name: &[u8], name_end: usize) -> Option<usize> {
        let &(name, always) = CUT.iter().find(|(cut, _)| *cut == name)?;
        if self.unclosed.contains(&name) {
            return None;
        }
        let start_end = self.attribute_list(name_end, |_, _| ()).unwrap_or(self.bytes.len());
        let body_end = body_end(self.bytes, start_end, name);
        if body_end.is_none() && !always {
            self.unclosed.push(name);
            return None;
        }
        let body_end = body_end.unwrap_or(self.bytes.len());
        if name == b"script" {
            self.out.scripts.push(Script { attributes: &self.html[name_end..start_end], body: &self.html[start_end..body_end] });
        }
        Some(memchr(b'>', &self.bytes[body_end..]).map_or(self.bytes.len(), |i| body_end + i + 1))
    }

    /// Hands a start tag on, its attributes in the table; where it ends.
    fn start_tag(&mut self, tag: &[u8], open: usize, name_end: usize) -> usize {
        let html = self.html;
        let begin = self.out.markup.len();
        self.out.markup.push_str(&html[open..name_end]);
        let in_head = matches!(tag, b"meta" | b"link");
        let key = self.out.attributes.len();
        let mut seen = 0u32;
        let mut out = std::mem::take(&mut self.out);
        let end = self.attribute_list(name_end, |attribute, value| {
            let name = Lower::new(attribute.as_bytes());
            if in_head {
                if is_read_in_head(name.get()) {
                    out.markup.push(' ');
                    out.markup.push_str(attribute);
                    out.markup.push('=');
                    out.markup.push_str(value);
                }
                return;
            }
            // Of two of a name the first counts.
            if let Some(name) = Name::of(name.get(), tag).filter(|&name| seen & (1 << name as u32) == 0) {
                seen |= 1 << name as u32;
                out.attributes.push(Attribute { name, value: unquoted(value), is_last: false });
            }
        });
        self.out = out;
        let Some(end) = end else {
            // The parser drops a tag that never ends.
            self.out.markup.truncate(begin);
            return self.bytes.len();
        };
        let says_nothing = match tag {
            b"span" => {
                let has_attributes = self.out.attributes.len() > key;
                self.spans.push(has_attributes);
                !has_attributes
            }
            b"input" => true,
            b"link" => !["canonical", "next"].iter().any(|relation| self.out.markup[begin..].contains(relation)),
            _ => false,
        };
        if says_nothing {
            self.out.markup.truncate(begin);
            return end;
        }
        if let Some(last) = self.out.attributes.get_mut(key..).and_then(<[_]>::last_mut) {
            last.is_last = true;
            let _ = write!(self.out.markup, " {KEY}={key}");
        }
        // A slash before the `>` means something inside of SVG only, which is left out.
        self.out.markup.push('>');
        end
    }

    /// Goes through the attributes of a tag whose name ends at `from`: their names and their values as written, with
    /// quotation marks. They are told apart exactly as by the HTML standard's tokenizer. Returns the end of the tag, after
    /// its `>`, if it has one.
    fn attribute_list(&self, from: usize, mut each: impl FnMut(&'a str, &'a str)) -> Option<usize> {
        let bytes = self.bytes;
        let skip = |at: usize, of: fn(u8) -> bool| at + bytes[at..].iter().position(|&b| !of(b)).unwrap_or(bytes.len() - at);
        let mut at = from;
        loop {
            let start = skip(at, is_separator);
            match bytes.get(start) {
                None => return None,
                Some(b'>') => return Some(start + 1),
                // A name may begin with `=`.
                Some(_) => at = skip(start + 1, |b| !is_separator(b) && !matches!(b, b'>' | b'=')),
            }
            let name = start..at;
            let sign = skip(at, is_blank);
            let mut value = at..at;
            if bytes.get(sign) == Some(&b'=') {
                value.start = skip(sign + 1, is_blank);
                at = match bytes.get(value.start) {
                    Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &bytes[value.start + 1..]) {
                        Some(length) => value.start + length + 2,
                        None => return None,
                    },
                    _ => skip(value.start, |b| !is_blank(b) && b != b'>'),
                };
                value.end = at;
            }
            // Names and values end before ASCII characters, so both are cut at character boundaries.
            each(self.html.get(name).unwrap_or_default(), self.html.get(value).unwrap_or_default());
        }
    }
}

/// A value without its quotation marks.
fn unquoted(value: &str) -> &str {
    ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(value)
}

/// Where a tag's name ends that starts at `from`.
fn name_end(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().position(|&b| is_separator(b) || b == b'>').unwrap_or(bytes.len() - from)
}

/// Where a comment ends whose text starts at `from`; `<!-->` and `<!--->` are empty comments.
fn comment_end(bytes: &[u8], from: usize) -> usize {
    let rest = &bytes[from..];
    if rest.starts_with(b">") {
        return from + 1;
    }
    if rest.starts_with(b"->") {
        return from + 2;
    }
    memmem::find(rest, b"-->").map_or(bytes.len(), |i| from + i + 3)
}

/// Where the end tag of `name` starts, looked for from `from`.
fn body_end(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    memmem::find_iter(&bytes[from..], b"</").map(|offset| from + offset).find(|&at| {
        let tag = &bytes[at + 2..];
        tag.len() >= name.len() && tag[..name.len()].eq_ignore_ascii_case(name)
    })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// What parts attributes from each other and from the tag's name.
fn is_separator(byte: u8) -> bool {
    is_blank(byte) || byte == b'/'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(html: &str) -> String {
        scan(html).markup
    }

    #[test]
    fn scripts_styles_and_comments_go() {
        let page = scan("a<!-- <p> -->b<SCRIPT type=x>if(a<b){'</div>'}</Script >c<style>p>q{}</style>d<!-->e");
        assert_eq!(page.markup, "abcde");
        assert_eq!(page.scripts, [Script { attributes: " type=x>", body: "if(a<b){'</div>'}" }]);
    }

    #[test]
    fn attributes_are_set_aside() {
        let page =
            scan("<p align=left class='a b' ID=x onclick=\"a>b\"/><a href=/b/ title=t>字</a x><i class = \"y>\" hidden =a/b class=z>");
        assert_eq!(page.markup, "<p k=0><a k=2>字</a><i k=3>");
        assert_eq!(page.attributes(0).collect::<Vec<_>>(), [(Name::Class, "a b"), (Name::Id, "x")]);
        assert_eq!(page.attributes(2).collect::<Vec<_>>(), [(Name::Href, "/b/")]);
        assert_eq!(page.attributes(3).collect::<Vec<_>>(), [(Name::Class, "y>"), (Name::Hidden, "a/b")]);
        assert_eq!(page.attributes(99).count(), 0);
    }

    #[test]
    fn the_head_keeps_its_attributes() {
        assert_eq!(markup("<meta name=a content=\"“b”&amp;c\" data-x=1>"), "<meta name=a content=\"“b”&amp;c\">");
    }

    #[test]
    fn white_space_beside_blocks_goes() {
        assert_eq!(markup("<div>\n  <p>一\n<b>二</b>  <i>三</i>\n</p>\n</div>"), "<div><p>一\n<b>二</b> <i>三</i></p></div>");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_page() {
        assert_eq!(markup("x<script>var a"), "x");
        assert_eq!(markup("x<!-- y"), "x");
        assert_eq!(markup("x<p class=\"y"), "x");
        assert_eq!(markup("<svg>x<svg>y<select>z"), "<svg>x<svg>y<select>z");
        assert_eq!(markup("x<svg><g></g></svg>y"), "xy");
    }

    #[test]
    fn hostile_attributes_go() {
        let many = (0..1000).map(|i| i.to_string() + "a ").collect::<String>();
        assert_eq!(markup(&format!("<p {many}>text</p>")), "<p>text</p>");
        assert_eq!(markup(&format!("<p a=b=\" {many}\">text</p>")), "<p>text</p>");
        assert_eq!(markup(&format!("<p {many}x='>text</p>")), "");
        assert_eq!(markup(&format!("<p {many}字")), "");
    }
}
