//! One cheap pass over HTML before the parser: scripts, styles, comments and attributes that nobody reads are cut out.
//!
//! On Chinese portals half of the bytes are scripts and styles, and a third of the rest such attributes: the parser would
//! copy all that into a tree. Scripts are kept aside, for JSON-LD and script state. The parser's check for double
//! attributes is quadratic in the names of one tag (100,000 take 2 s), so it matters that few names are left.

use memchr::{memchr, memmem};

use super::html::is_read;

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
            let start_end = tag_end(bytes, attributes, |_, _| ());
            let body_end = body_end(bytes, start_end, name);
            keep(kept, open);
            if name == b"script" {
                result.scripts.push(Script { attributes: &html[attributes..start_end], body: &html[start_end..body_end] });
            }
            at = memchr(b'>', &bytes[body_end..]).map_or(bytes.len(), |i| body_end + i + 1);
            kept = at;
        } else if rest.strip_prefix(b"/").unwrap_or(rest).first().is_some_and(u8::is_ascii_alphabetic) {
            at = tag_end(bytes, open + 1 + usize::from(rest[0] == b'/'), |from, to| {
                keep(kept, from);
                kept = to;
            });
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

/// The end of the tag whose name starts at `from`: after its `>`, or the end of the page. Attributes that nobody reads
/// are handed to `leave_out`. They are told apart exactly as by the HTML standard's
/// tokenizer: what it takes for an attribute must not be taken for part of a value here.
fn tag_end(bytes: &[u8], from: usize, mut leave_out: impl FnMut(usize, usize)) -> usize {
    let skip = |at: usize, of: fn(u8) -> bool| at + bytes[at..].iter().position(|&b| !of(b)).unwrap_or(bytes.len() - at);
    let mut at = skip(from, |b| !is_separator(b) && b != b'>');
    loop {
        let start = skip(at, is_separator);
        match bytes.get(start) {
            None => return bytes.len(),
            Some(b'>') => return start + 1,
            // A name may begin with `=`.
            Some(_) => at = skip(start + 1, |b| !is_separator(b) && !matches!(b, b'>' | b'=')),
        }
        let name = &bytes[start..at];
        let sign = skip(at, is_blank);
        let mut value = sign..sign;
        if bytes.get(sign) == Some(&b'=') {
            value.start = skip(sign + 1, is_blank);
            at = match bytes.get(value.start) {
                Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &bytes[value.start + 1..]) {
                    Some(length) => value.start + length + 2,
                    // The parser drops a tag that never ends.
                    None => {
                        leave_out(start, bytes.len());
                        return bytes.len();
                    }
                },
                _ => skip(value.start, |b| !is_blank(b) && b != b'>'),
            };
            value.end = at;
        }
        if !is_read(name, &bytes[value]) {
            // The blank before it stays, to part what is left; a slash before the `>` means something.
            let next = skip(at, is_separator);
            leave_out(start, if matches!(bytes.get(next), None | Some(b'>')) { at } else { next });
        }
    }
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
        assert_eq!(markup("<p alt='<script>'>x</p>"), "<p alt='<script>'>x</p>");
        assert_eq!(markup("<p alt=a'b><script>x</script>y"), "<p alt=a'b>y");
    }

    #[test]
    fn what_is_not_closed_ends_with_the_page() {
        assert_eq!(markup("x<script>var a"), "x");
        assert_eq!(markup("x<!-- y"), "x");
        assert_eq!(markup("x<p class=\"y"), "x<p ");
    }

    #[test]
    fn attributes_that_nobody_reads_go() {
        assert_eq!(markup("<p align=left class='a b' ID=x onclick=\"a>b\"/>"), "<p class='a b' ID=x />");
        assert_eq!(markup("<p a='1'class='2'b='3'/></p x>"), "<p class='2'/></p >");
        assert_eq!(markup("<p style='color: red'><p style = 'Display : NONE'>"), "<p ><p style = 'Display : NONE'>");
        assert_eq!(markup("<p class = \"x>\" hidden =a/b>"), "<p class = \"x>\" hidden =a/b>");
        assert_eq!(markup("<p =class=x 标题=\"字\">字"), "<p >字");
    }

    #[test]
    fn hostile_attributes_go() {
        let many = (0..1000).map(|i| format!("a{i} ")).collect::<String>();
        assert_eq!(markup(&format!("<p {many}>text</p>")), "<p  >text</p>");
        assert_eq!(markup(&format!("<p a=b=\" {many}\">text</p>")), "<p >text</p>");
        assert_eq!(markup(&format!("<p {many}x='>text</p>")), "<p ");
        assert_eq!(markup(&format!("<p {many}字")), "<p ");
    }
}
