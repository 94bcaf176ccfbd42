//! Bodies that are not in the elements of a page: in its linked data, or in script state.

use super::{Body, Survey, trim};
use crate::metadata::LinkedData;
use crate::page::{Page, find_body};

/// Hidden text takes the place of a poor body if it is this many times as long, in characters.
const TIMES: usize = 2;
/// Shorter text is no article, in characters.
const SHORTEST: usize = 60;

/// The text of an article outside of the page's elements, and where it was found, if it is better than `body`.
pub(crate) fn find_hidden(page: &Page<'_>, linked: &LinkedData, body: &Body) -> Option<(String, &'static str)> {
    let visible: usize = body.lines.iter().map(|&number| page.lines[number].chars as usize).sum();
    let is_better = |text: &String| text.chars().count() >= SHORTEST.max(visible * TIMES);
    let in_linked = linked.body.clone().filter(is_better).map(|text| (text, "json_ld"));
    in_linked.or_else(|| find_body(&page.scripts).filter(is_better).map(|text| (text, "script")))
}

/// All lines of a page that is nothing but a body, without what is certainly none.
pub(crate) fn take_all(page: &Page<'_>, provenance: &'static str) -> Body {
    let mut lines = (0..page.lines.len()).collect();
    trim::trim(page, &Survey::new(page, None), None, &mut lines);
    Body { lines, is_uncertain: false, provenance }
}
