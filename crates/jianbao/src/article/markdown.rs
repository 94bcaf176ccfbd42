//! The article as Markdown.

use super::Article;

/// What Markdown needs and the record does not hold. Offsets are bytes of the article's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Markup {
    /// One for each block of the article.
    pub(crate) blocks: Vec<BlockMarkup>,
    /// Links inside the text: start, end, address.
    pub(crate) links: Vec<(usize, usize, String)>,
    /// Pictures: the number of blocks before it, address, alternative text.
    pub(crate) images: Vec<(usize, String, String)>,
}

/// What Markdown needs to know of a block.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct BlockMarkup {
    /// 1 to 6 for headings; depth of nesting, from 1, for list items; else 0.
    pub(crate) level: u8,
    /// An item of a numbered list.
    pub(crate) ordered: bool,
    /// A line of preformatted text.
    pub(crate) code: bool,
    /// Table rows of one table have the same number.
    pub(crate) table: u32,
    /// Where in the text the cells of a table row end, but for the last; one blank follows.
    pub(crate) cells: Vec<usize>,
}

impl Article {
    /// The article as Markdown: headline, byline and body with headings, lists, tables, links and pictures.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        String::new()
    }
}
