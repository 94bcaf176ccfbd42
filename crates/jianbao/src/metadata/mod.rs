//! What a page says of its article: candidates for each field, and one table of precedence.

mod assemble;

pub(crate) use assemble::assemble;

use crate::page::Page;

/// The address of a page: its own word, else where it was crawled.
pub(crate) fn address<'a>(page: &'a Page<'_>, crawled: Option<&'a str>) -> Option<&'a str> {
    crawled.or(page.head.canonical.as_deref())
}
