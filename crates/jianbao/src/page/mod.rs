//! What came in, taken apart once: lines of text with what the page's structure says of them.
//!
//! Every kind of input (HTML document or fragment, Markdown with front matter, plain-text dump) becomes the same
//! [`Page`]: one buffer of text, its lines, the tree of block elements above the lines, and the inline elements, links
//! and pictures inside them. Later rooms read nothing else.

mod build;
mod front_matter;
mod head;
mod hints;
mod html;
mod kind;
mod plain;
mod scan;
mod sink;
mod state;

use build::PageBuilder;
pub(crate) use front_matter::FrontMatter;
pub(crate) use head::Head;
pub(crate) use hints::Hints;
pub(crate) use kind::{PageKind, Source};
pub(crate) use scan::Script;
pub(crate) use state::find_body;

use std::borrow::Cow;

use crate::rules::Selector;

/// A page, taken apart. Offsets are bytes of `text`.
#[derive(Debug, Default)]
pub(crate) struct Page<'a> {
    pub(crate) kind: PageKind,
    /// All lines, white space folded, joined by line breaks.
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// Block elements in document order; the first is the page itself.
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) marks: Vec<Mark<'a>>,
    pub(crate) links: Vec<Link<'a>>,
    pub(crate) images: Vec<Image<'a>>,
    /// Where cells of table rows end within their line, but for the last.
    pub(crate) cells: Vec<u32>,
    pub(crate) head: Head,
    pub(crate) front_matter: FrontMatter,
    pub(crate) scripts: Vec<Script<'a>>,
    /// A limit on nodes or nesting cut something off.
    pub(crate) limited: bool,
}

/// A run of text without a line break: the unit that later becomes a block of the article, or not.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The innermost block element.
    pub(crate) node: u32,
    pub(crate) kind: LineKind,
    /// Set apart from the line before by a `<br>` only.
    pub(crate) after_br: bool,
    /// Characters but blanks; those of them that are Han, inside links, bold.
    pub(crate) chars: u32,
    pub(crate) han: u32,
    pub(crate) linked: u32,
    pub(crate) bold: u32,
    pub(crate) links: u16,
    pub(crate) punctuation: u16,
    pub(crate) table: u32,
    /// Numbers of row and cell, 0 outside; they ascend over the page.
    pub(crate) row: u32,
    pub(crate) cell: u32,
}

/// What kind of element a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum LineKind {
    #[default]
    Text,
    Heading(u8),
    ListItem {
        ordered: bool,
        depth: u8,
    },
    TableRow,
    Caption,
    Quote,
    Code,
}

/// The tags that make a difference; all others are [`Tag::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tag {
    #[default]
    Other,
    Article,
    Aside,
    Division,
    Footer,
    Form,
    Header,
    Heading,
    List,
    Item,
    Main,
    Navigation,
    Paragraph,
    Section,
    Table,
    Cell,
}

/// A block element.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node<'a> {
    pub(crate) parent: u32,
    pub(crate) tag: Tag,
    pub(crate) depth: u16,
    /// Of its own class, id and tag.
    pub(crate) hints: Hints,
    /// The lines inside, end exclusive.
    pub(crate) first_line: u32,
    pub(crate) end_line: u32,
    pub(crate) class: &'a str,
    pub(crate) id: &'a str,
}

/// An inline element that its class, id or tag says something of.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) hints: Hints,
    /// The `datetime` of a `<time>`.
    pub(crate) datetime: Option<&'a str>,
    pub(crate) class: &'a str,
    pub(crate) id: &'a str,
}

/// A link with text; the address as written (see [`unescape`]).
#[derive(Debug, Clone)]
pub(crate) struct Link<'a> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) href: &'a str,
}

/// A picture; address and alternative text as written (see [`unescape`]), `line` is the number of lines before it.
#[derive(Debug, Clone)]
pub(crate) struct Image<'a> {
    pub(crate) line: u32,
    pub(crate) source: &'a str,
    pub(crate) alt: &'a str,
}

impl Page<'_> {
    pub(crate) fn line_text(&self, line: usize) -> &str {
        let line = &self.lines[line];
        &self.text[line.start as usize..line.end as usize]
    }

    pub(crate) fn node_of(&self, line: &Line) -> &Node<'_> {
        &self.nodes[line.node as usize]
    }

    /// The block elements that a selector fits, in document order.
    pub(crate) fn select(&self, selector: &Selector) -> impl Iterator<Item = u32> {
        (1..self.nodes.len() as u32).filter(|&node| selector.fits(self.chain(node)))
    }

    /// The texts of the elements, block or inline, that a selector fits; blocks first.
    pub(crate) fn select_text(&self, selector: &Selector) -> impl Iterator<Item = &str> {
        let blocks = self.select(selector).map(|node| self.node_text(&self.nodes[node as usize]));
        let marks = self.marks.iter().filter(|mark| {
            let line = self.lines.partition_point(|line| line.end <= mark.start);
            let outer = self.lines.get(line).map_or(0, |line| line.node);
            selector.fits(std::iter::once((mark.id, mark.class)).chain(self.chain(outer)))
        });
        blocks.chain(marks.map(|mark| &self.text[mark.start as usize..mark.end as usize]))
    }

    /// Id and class of an element and of those around it, innermost first.
    fn chain(&self, node: u32) -> impl Iterator<Item = (&str, &str)> {
        let parent = |&node: &u32| (node != 0).then(|| self.nodes[node as usize].parent);
        std::iter::successors(Some(node), parent).map(|node| (self.nodes[node as usize].id, self.nodes[node as usize].class))
    }

    /// For each node the hints that hold inside it, but for those of elements that also hold the line `anchor`: the class
    /// of an element around the whole article says nothing about its parts.
    pub(crate) fn hints_apart_from(&self, anchor: Option<usize>) -> Vec<Hints> {
        let mut hints: Vec<Hints> = Vec::with_capacity(self.nodes.len());
        for (number, node) in self.nodes.iter().enumerate() {
            let holds = anchor.is_some_and(|line| (node.first_line as usize..node.end_line as usize).contains(&line));
            let outer = if number == 0 { Hints::default() } else { hints[node.parent as usize] };
            hints.push(if holds { Hints::default() } else { outer.with(node.hints.only(Hints::INHERITED)) });
        }
        hints
    }

    /// The text of all lines inside a node, line breaks included.
    pub(crate) fn node_text(&self, node: &Node<'_>) -> &str {
        if node.first_line >= node.end_line {
            return "";
        }
        let first = &self.lines[node.first_line as usize];
        let last = &self.lines[node.end_line as usize - 1];
        &self.text[first.start as usize..last.end as usize]
    }
}

/// Whether a line is nothing but the name of a picture file, as dumps of pages have them.
pub(crate) fn is_picture_file(line: &str) -> bool {
    let name = line.trim();
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty() && ["png", "jpg", "jpeg", "gif", "webp", "bmp"].iter().any(|known| end.eq_ignore_ascii_case(known))
        })
}

/// A value of an attribute with its character references resolved: the numeric ones, and the named ones that addresses and
/// alternative texts have.
pub(crate) fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let reference = rest[at + 1..].split_once(';').filter(|(name, _)| name.len() <= 8);
        match reference.and_then(|(name, after)| Some((character(name)?, after))) {
            Some((character, after)) => {
                text.push(character);
                rest = after;
            }
            None => {
                text.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    Cow::Owned(text + rest)
}

fn character(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => {
            return [("amp", '&'), ("quot", '"'), ("apos", '\''), ("lt", '<'), ("gt", '>'), ("nbsp", ' ')]
                .iter()
                .find(|(n, _)| *n == name)
                .map(|&(_, c)| c);
        }
    };
    char::from_u32(code)
}
