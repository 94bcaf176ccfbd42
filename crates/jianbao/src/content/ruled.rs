//! Bodies by a user's own site rules.

use super::Body;
use crate::page::Page;
use crate::rules::{Selector, SiteRule};

/// The body that a rule names, without what it removes; none if the rule or the element is not there.
pub(super) fn body(page: &Page<'_>, rule: &SiteRule) -> Option<Body> {
    let node = page.select(rule.body.as_ref()?).next()?;
    let node = &page.nodes[node as usize];
    let mut lines = (node.first_line as usize..node.end_line as usize).collect();
    remove(page, rule, &mut lines);
    (!lines.is_empty()).then_some(Body { lines, is_uncertain: false, provenance: "rule" })
}

/// Takes the lines of elements out that a rule removes.
pub(super) fn remove(page: &Page<'_>, rule: &SiteRule, lines: &mut Vec<usize>) {
    for selector in &rule.remove {
        remove_one(page, selector, lines);
    }
}

fn remove_one(page: &Page<'_>, selector: &Selector, lines: &mut Vec<usize>) {
    for node in page.select(selector) {
        let node = &page.nodes[node as usize];
        lines.retain(|&line| !(node.first_line as usize..node.end_line as usize).contains(&line));
    }
}
