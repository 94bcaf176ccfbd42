//! What kind of document a text is, told by its content.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

use super::front_matter::{self, FrontMatter};
use super::{Page, html, plain};

/// The kinds of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum PageKind {
    #[default]
    Html,
    /// Elements without a page around them, with or without plain text between them.
    Fragment,
    Markdown,
    PlainText,
}

/// A document whose kind is known; [`Source::read`] takes it apart.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    pub(crate) kind: PageKind,
    /// HTML, but for plain text. Markdown is translated to it.
    text: Cow<'a, str>,
    front_matter: FrontMatter,
}

/// Bytes looked at for the tags that only whole pages have.
const DOCUMENT_WINDOW: usize = 4096;
const DOCUMENT_TAGS: &[&str] = &["!doctype", "html", "head", "body", "frameset"];
const FRAGMENT_TAGS: &[&str] =
    &["p", "br", "div", "span", "section", "article", "h1", "h2", "h3", "table", "td", "ul", "li", "img", "font", "strong", "b", "a"];

impl<'a> Source<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let (front_matter, rest) = front_matter::split(text);
        if has_tag(head(rest), DOCUMENT_TAGS) {
            return Self { kind: PageKind::Html, text: Cow::Borrowed(rest), front_matter };
        }
        if !front_matter.is_empty() || is_markdown(rest) {
            return Self { kind: PageKind::Markdown, text: Cow::Owned(markdown_to_html(rest)), front_matter };
        }
        let kind = if has_tag(rest, FRAGMENT_TAGS) { PageKind::Fragment } else { PageKind::PlainText };
        Self { kind, text: Cow::Borrowed(rest), front_matter }
    }

    /// A text that is plain whatever it holds.
    #[cfg(feature = "_inspect")]
    pub(crate) fn plain(text: &'a str) -> Self {
        Self { kind: PageKind::PlainText, text: Cow::Borrowed(text), front_matter: FrontMatter::default() }
    }

    pub(crate) fn read(&self, max_nodes: usize) -> Page<'_> {
        let mut page = match self.kind {
            PageKind::PlainText => plain::read(&self.text),
            kind => html::read(&self.text, kind == PageKind::Fragment, max_nodes),
        };
        page.kind = self.kind;
        page.front_matter = self.front_matter.clone();
        page
    }
}

fn head(text: &str) -> &str {
    let mut end = DOCUMENT_WINDOW.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether a start tag of one of these names (lower case) is in the text.
fn has_tag(text: &str, names: &[&str]) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).any(|open| {
        let rest = &bytes[open + 1..];
        names.iter().any(|name| {
            rest.len() > name.len()
                && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                && matches!(rest[name.len()], b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
        })
    })
}

/// Two different marks of Markdown that plain text does not have.
fn is_markdown(text: &str) -> bool {
    let heading =
        text.lines().any(|line| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#') && !line.starts_with("#######"));
    let link = memmem::find(text.as_bytes(), b"](http").is_some() || memmem::find(text.as_bytes(), b"](/").is_some();
    let bold = text.matches("**").count() >= 2;
    let fence = text.lines().filter(|line| line.starts_with("```")).count() >= 2;
    let quote = text.lines().filter(|line| line.starts_with("> ")).count() >= 1;
    [heading, link, bold, fence, quote].into_iter().filter(|&mark| mark).count() >= 2
}

fn markdown_to_html(text: &str) -> String {
    use pulldown_cmark::{Options, Parser, html::push_html};
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    push_html(&mut html, Parser::new_ext(text, options));
    html
}
