//! What a page says of its article: candidates for each field, the most trustworthy first.
//!
//! | field | order of trust |
//! |---|---|
//! | headline | a line that head and structure agree on, `og:title` and the like, the title without its site; without a head the line above the header line |
//! | source | label in header, body or tail; class name; the name beside the date; meta |
//! | authors | label in the header, byline in the body, labels in body and tail, class name, meta that the page prints too |
//! | editors | labels, 责任编辑 before 编辑 before others |
//! | date | front matter, label, printed above the text, `<time>`, script, meta and JSON-LD, below the text, address |
//! | section | front matter, breadcrumb, JSON-LD, meta |
//!
//! One file a field; the record's `provenance` names the place.

mod address;
mod assemble;
mod authors;
mod dateline;
mod headline;
mod injected;
mod keywords;
mod language;
mod linked;
mod published;
mod scene;
mod section;
mod source;

pub(crate) use assemble::assemble;
pub(crate) use headline::{Headline, find_headline};
pub(crate) use linked::{LinkedData, read as read_linked};
pub(crate) use scene::Scene;

use crate::page::Page;

/// The address of a page for site rules: where it was crawled, else its own word.
pub(crate) fn address<'a>(page: &'a Page<'_>, crawled: Option<&'a str>) -> Option<&'a str> {
    crawled.or(page.head.canonical.as_deref()).or_else(|| page.head.meta("og:url"))
}
