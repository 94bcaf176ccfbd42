//! One cheap pass over HTML before the parser: scripts, styles and comments are cut out, tags with hostile numbers of
//! attributes are shortened.
//!
//! On Chinese portals half of the bytes are scripts and styles, which the parser would copy into a tree that nobody
//! reads; scripts are kept aside, for JSON-LD and script state. The parser's check for double attributes is quadratic
//! in the attributes of one tag (100,000 take 7 s), so such tags are cut before they reach it.

use memchr::{memchr, memmem};

/// More attributes than any real tag has.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// A script element: the text of its attributes, and its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Script<'a> {
    pub(crate) attributes: &'a str,
    pub(crate) body: &'a str,
}

/// What the parser is to see, in order, and the scripts.
#[derive(Debug, Default)]
pub(crate) struct Scan<'a> {
    pub(crate) markup: Vec<&'a str>,
    pub(crate) scripts: Vec<Script<'a>>,
}

/// Cuts `html` up. Styles and comments are dropped.
pub(crate) fn scan(html: &str) -> Scan<'_> {
    let bytes = html.as_bytes();
    let mut result = Scan::default();
    let mut kept = 0;
    let mut at = 0;
    let mut keep = |from: usize, to: usize| {
        if from < to {
            result.markup.push(&html[from..to]);
        }
    };
    while let Some(offset) = memchr(b'<', &bytes[at..]) {
        let open = at + offset;
        let rest = &bytes[open + 1..];
        if rest.starts_with(b"!--") {
            keep(kept, open);
            at = comment_end(bytes, open + 4);
            kept = at;
        } else if let Some(name) = cut_element(rest) {
            let attributes = open + 1 + name.len();
            let start_end = tag_end(bytes, attributes).0;
            let body_end = body_end(bytes, start_end, name);
            keep(kept, open);
            if name == b"script" {
                result.scripts.push(Script { attributes: &html[attributes..start_end], body: &html[start_end..body_end] });
            }
            at = memchr(b'>', &bytes[body_end..]).map_or(bytes.len(), |i| body_end + i + 1);
            kept = at;
        } else if rest.strip_prefix(b"/").unwrap_or(rest).first().is_some_and(u8::is_ascii_alphabetic) {
            let (end, cut) = tag_end(bytes, open + 1 + usize::from(rest[0] == b'/'));
            if let Some(cut) = cut {
                keep(kept, cut);
                kept = end - usize::from(bytes[end - 1] == b'>');
            }
            at = end;
        } else {
            at = open + 1;
        }
    }
    keep(kept, bytes.len());
    result
}

/// The name of an element that is cut out, if one starts here.
fn cut_element(after_open: &[u8]) -> Option<&'static [u8]> {
    [&b"script"[..], b"style"].into_iter().find(|name| {
        after_open.len() > name.len()
            && after_open[..name.len()].eq_ignore_ascii_case(name)
            && (is_separator(after_open[name.len()]) || after_open[name.len()] == b'>')
    })
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
fn body_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    for offset in memmem::find_iter(&bytes[from..], b"</") {
        let tag = &bytes[from + offset + 2..];
        if tag.len() >= name.len() && tag[..name.len()].eq_ignore_ascii_case(name) {
            return from + offset;
        }
    }
    bytes.len()
}

/// The end of the tag whose name starts at `from` (after its `>`, or the end of the page), and, if it has more than
/// [`MAX_ATTRIBUTES`] attributes, where to cut it. Attributes are told apart exactly as by the HTML standard's tokenizer:
/// what it takes for one must not be taken for part of a value here.
fn tag_end(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let skip = |at: usize, of: fn(u8) -> bool| at + bytes[at..].iter().position(|&b| !of(b)).unwrap_or(bytes.len() - at);
    let mut cut = None;
    let mut attributes = 0;
    let mut at = skip(from, |b| !is_separator(b) && b != b'>');
    loop {
        at = skip(at, is_separator);
        match bytes.get(at) {
            None => break,
            Some(b'>') => return (at + 1, cut),
            Some(_) => attributes += 1,
        }
        if attributes == MAX_ATTRIBUTES + 1 {
            cut = Some(at);
        }
        // A name may begin with `=`.
        at = skip(at + 1, |b| !is_separator(b) && !matches!(b, b'>' | b'='));
        let sign = skip(at, is_blank);
        if bytes.get(sign) != Some(&b'=') {
            continue;
        }
        at = skip(sign + 1, is_blank);
        match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &bytes[at + 1..]) {
                Some(length) => at += length + 2,
                None => break,
            },
            _ => at = skip(at, |b| !is_blank(b) && b != b'>'),
        }
    }
    // Not closed: the parser drops such a tag at the end of the page, but would first collect all of its attributes.
    (cut.and_then(|cut| Some(cut + memchr(b'>', &bytes[cut..])? + 1)).unwrap_or(bytes.len()), cut)
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
        scan(html).markup.concat()
    }

    #[test]
    fn scripts_styles_and_comments_go() {
        let page = scan("a<!-- <p> -->b<SCRIPT type=x>if(a<b){'</div>'}</Script >c<style>p>q{}</style>d<!-->e");
        assert_eq!(page.markup.concat(), "abcde");
        assert_eq!(page.scripts, [Script { attributes: " type=x>", body: "if(a<b){'</div>'}" }]);
    }

    #[test]
    fn a_script_in_an_attribute_stays() {
        assert_eq!(markup("<p title='<script>'>x</p>"), "<p title='<script>'>x</p>");
        assert_eq!(markup("<p title=a'b><script>x</script>y"), "<p title=a'b>y");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_page() {
        assert_eq!(markup("x<script>var a"), "x");
        assert_eq!(markup("x<!-- y"), "x");
        assert_eq!(markup("x<p class=\"y"), "x<p class=\"y");
    }

    #[test]
    fn hostile_attributes_are_cut() {
        let words = |n: usize| (0..n).map(|i| format!("a{i} ")).collect::<String>();
        let many = words(100_000);
        for (html, rest) in [
            (format!("<p {many}>text</p>"), ">text</p>"),
            (format!("</p {many}>text</p>"), ">text</p>"),
            (format!("<p a=b=\" {many}\">text</p>"), ">text</p>"),
            (format!("<p {many}x='>text</p>"), ">text</p>"),
            (format!("<p {many}字"), " "),
        ] {
            let short = markup(&html);
            assert!(short.len() < 4096 && short.ends_with(rest), "{short}");
        }
        let value = format!("<p title = \"{many}>\">text</p>");
        assert_eq!(markup(&value), value);
    }
}
