//! Which lines of a page are the article.

use crate::config::Focus;
use crate::page::Page;
use crate::rules::SiteRule;

/// The body: numbers of lines, ascending.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) lines: Vec<usize>,
}

pub(crate) fn choose(page: &Page<'_>, _focus: Focus, _rule: Option<&SiteRule>) -> Body {
    Body { lines: (0..page.lines.len()).collect() }
}
