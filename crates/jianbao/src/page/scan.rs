//! One cheap pass over HTML before the parser: scripts, styles and comments are cut out, tags with hostile numbers of
//! attributes are shortened.
//!
//! On Chinese portals half of the bytes are scripts and styles, which the parser would copy into a tree that nobody
//! reads; scripts are kept aside, for JSON-LD and script state. The parser's check for double attributes is quadratic
//! in the attributes of one tag (100,000 take 7 s), so such tags are cut before they reach it.

use memchr::{memchr, memchr3, memmem};

/// More attributes than any real tag has.
const MAX_ATTRIBUTES: usize = 256;

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
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let (end, cut) = tag_end(bytes, open + 1);
            if let Some(cut) = cut {
                keep(kept, cut);
                kept = end - 1;
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
            && matches!(after_open[name.len()], b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
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
/// [`MAX_ATTRIBUTES`] attributes and is closed, where to cut it. A `>` in a quoted value does not end a tag, and a quotation mark
/// opens a value only after `=`, as in the HTML standard's tokenizer.
fn tag_end(bytes: &[u8], from: usize) -> (usize, Option<usize>) {
    let mut at = from;
    // Every attribute takes a separator, so only a tag longer than this can have too many.
    let mut cut = None;
    let mut separators = 0;
    let mut counted = from;
    while let Some(offset) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        let found = at + offset;
        if cut.is_none() && found - from > MAX_ATTRIBUTES {
            for (i, byte) in bytes[counted..found].iter().enumerate() {
                separators += usize::from(matches!(byte, b' ' | b'/' | b'\t' | b'\n' | b'\r' | b'\x0c'));
                if separators > MAX_ATTRIBUTES {
                    cut = Some(counted + i);
                    break;
                }
            }
            counted = found;
        }
        if bytes[found] == b'>' {
            return (found + 1, cut);
        }
        let opens = bytes[from..found].trim_ascii_end().last() == Some(&b'=');
        at = found + 1;
        if opens {
            let Some(close) = memchr(bytes[found], &bytes[at..]) else { break };
            at += close + 1;
            separators += 1;
            counted = counted.max(at);
        }
    }
    (bytes.len(), None)
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
        let html = format!("<p {}>text</p>", (0..100_000).map(|i| format!("a{i} ")).collect::<String>());
        let short = markup(&html);
        assert!(short.len() < 4096 && short.ends_with(">text</p>"), "{short}");
    }
}
