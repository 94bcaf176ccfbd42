//! What a page says of its article: candidates for each field, and one table of precedence.

mod assemble;
mod date;
mod people;
pub(crate) mod headline;
mod linked;

pub(crate) use assemble::assemble;
pub(crate) use linked::{LinkedData, read as read_linked};

use crate::page::Page;

/// The address of a page: its own word, else where it was crawled.
pub(crate) fn address<'a>(page: &'a Page<'_>, crawled: Option<&'a str>) -> Option<&'a str> {
    crawled.or(page.head.canonical.as_deref())
}

/// Whether a line is nothing but the name of a picture file.
pub(crate) fn is_file_name(line: &str) -> bool {
    let name = line.trim();
    !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(_, end)| {
            ["png", "jpg", "jpeg", "gif", "webp", "bmp", "mp4", "pdf", "doc", "docx"].iter().any(|known| end.eq_ignore_ascii_case(known))
        })
}

/// The headline of a page, from its head where it has one.
pub(crate) fn find_headline(page: &Page<'_>, linked: &LinkedData) -> headline::Headline {
    let found = headline::find(page, linked);
    if found.text.is_empty() || found.line.is_none() && page.kind != crate::page::PageKind::Html { headline::find_above_text(page) } else { found }
}
