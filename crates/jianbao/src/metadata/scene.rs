//! A page with its body and headline found: where metadata is looked for.

use crate::content::{Body, is_running_text};
use crate::labels::{self, Found, Kind};
use crate::page::{Hints, Page};
use crate::rules::{Selector, SiteRule};

use super::{Headline, LinkedData};

/// How many lines above the body belong to its header where no headline limits it, and how many below to its tail.
const HEADER_LINES: usize = 16;
const TAIL_LINES: usize = 40;
/// Longer lines are no header or tail lines, in characters.
const LINE_CHARS: u32 = 200;

/// Everything that metadata is drawn from.
#[derive(Debug)]
pub(crate) struct Scene<'s, 'p> {
    pub(crate) page: &'s Page<'p>,
    pub(crate) body: &'s Body,
    /// The body where it is not in the page's elements: a page of its own, and the lines of it.
    pub(crate) hidden: Option<(&'s Page<'s>, &'s Body)>,
    pub(crate) headline: &'s Headline,
    pub(crate) linked: &'s LinkedData,
    /// The address the page was crawled from.
    pub(crate) crawled: Option<&'s str>,
    pub(crate) rule: Option<&'s SiteRule>,
    /// The hints that hold for each node, apart from those of elements around the body.
    pub(crate) hints: Vec<Hints>,
    /// The fields of header and tail lines, in order of trust: header, then inside the body, then tail.
    pub(crate) fields: Vec<Field>,
}

/// A label with its value.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) kind: Kind,
    pub(crate) role: &'static str,
    pub(crate) value: String,
    pub(crate) provenance: &'static str,
}

impl<'s, 'p> Scene<'s, 'p> {
    pub(crate) fn new(
        page: &'s Page<'p>,
        body: &'s Body,
        hidden: Option<(&'s Page<'s>, &'s Body)>,
        headline: &'s Headline,
        linked: &'s LinkedData,
        crawled: Option<&'s str>,
        rule: Option<&'s SiteRule>,
    ) -> Self {
        let mut scene = Self {
            page,
            body,
            hidden,
            headline,
            linked,
            crawled,
            rule,
            hints: page.hints_apart_from(body.lines.first().copied()),
            fields: Vec::new(),
        };
        let mut found = Vec::new();
        let mut fields = Vec::new();
        for (lines, provenance) in [(scene.header(), "header_line"), (scene.span(), "body_line"), (scene.tail(), "tail_line")] {
            for number in lines.filter(|&number| scene.may_hold_fields(number)) {
                scene.read_line(number, provenance, &mut found, &mut fields);
            }
        }
        // Editors in brackets at the end of the text: 。（編輯：林一）
        for &number in body.lines.iter().rev().take(2) {
            if let Some(bracket) = last_bracket(page.line_text(number)) {
                labels::find(bracket, &mut found);
                let editors = found.iter().filter(|hit| hit.is_field && hit.kind == Kind::Editor);
                fields.extend(editors.map(|hit| Field {
                    kind: hit.kind,
                    role: hit.role,
                    value: bracket[hit.value.0..hit.value.1].to_owned(),
                    provenance: "body_line",
                }));
            }
        }
        scene.fields = fields;
        scene
    }

    /// Whether a line may hold the article's fields: not above the headline, and inside the body only near its ends.
    fn may_hold_fields(&self, number: usize) -> bool {
        const NEAR: usize = 3;
        let below_headline = self.headline.line.is_none_or(|headline| number >= headline || number >= self.span().start);
        match self.body.lines.binary_search(&number) {
            Ok(at) => below_headline && (at < NEAR || at + NEAR >= self.body.lines.len()),
            Err(_) => below_headline,
        }
    }

    fn read_line(&self, number: usize, provenance: &'static str, found: &mut Vec<Found>, fields: &mut Vec<Field>) {
        let line = &self.page.lines[number];
        let in_body = self.body.lines.binary_search(&number).is_ok();
        if line.chars > LINE_CHARS || in_body && is_running_text(line) || self.hints[line.node as usize].has(ELSEWHERE) {
            return;
        }
        let text = self.page.line_text(number);
        labels::find(text, found);
        for (i, hit) in found.iter().enumerate().filter(|(_, hit)| hit.is_field) {
            // In the middle of a line that starts otherwise, only a colon makes a label.
            if i == 0 && !hit.has_sign && hit.start > 0 && provenance != "header_line" {
                continue;
            }
            let value = text[hit.value.0..hit.value.1].to_owned();
            fields.push(Field { kind: hit.kind, role: hit.role, value, provenance });
        }
    }

    /// Whether the page holds an article.
    pub(crate) fn has_article(&self) -> bool {
        !self.body.lines.is_empty() || self.hidden.is_some_and(|(_, body)| !body.lines.is_empty())
    }

    /// The text of the element that a site rule names.
    pub(crate) fn ruled(&self, selector: impl Fn(&SiteRule) -> Option<&Selector>) -> Option<&'s str> {
        let page: &'s Page<'p> = self.page;
        page.select_text(selector(self.rule?)?).map(str::trim).find(|text| !text.is_empty())
    }

    /// The kinds of the words that head a line.
    pub(crate) fn readings_of(&self, number: usize) -> labels::Kinds {
        labels::read(self.page.line_text(number), &mut Vec::new()).leading
    }

    /// The lines between headline and body, with a few before the headline.
    pub(crate) fn header(&self) -> std::ops::Range<usize> {
        let first = self.body.lines.first().copied().unwrap_or(self.page.lines.len().min(HEADER_LINES * 2));
        let start = match self.headline.line {
            Some(line) if line < first && first - line < HEADER_LINES * 3 => line.saturating_sub(3),
            _ => first.saturating_sub(HEADER_LINES),
        };
        start..first
    }

    /// The lines from the first to the last of the body.
    pub(crate) fn span(&self) -> std::ops::Range<usize> {
        match (self.body.lines.first(), self.body.lines.last()) {
            (Some(&first), Some(&last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// The lines after the body that may still speak of it.
    pub(crate) fn tail(&self) -> std::ops::Range<usize> {
        let start = self.span().end;
        if start == 0 { 0..0 } else { start..(start + TAIL_LINES).min(self.page.lines.len()) }
    }

    /// The texts of elements in the header, inline or of at most two lines, that their class says this of.
    pub(crate) fn elements(&self, hint: Hints) -> Vec<&'s str> {
        let header = self.header();
        let Some(last) = header.clone().next_back() else { return Vec::new() };
        let (start, end) = (self.page.lines[header.start].start, self.page.lines[last].end);
        let marks = self.page.marks.iter().filter(|mark| mark.hints.has(hint) && (start..end).contains(&mark.start) && mark.end <= end);
        let mut texts: Vec<(u32, &str)> = marks.map(|mark| (mark.start, &self.page.text[mark.start as usize..mark.end as usize])).collect();
        for node in &self.page.nodes {
            let lines = (node.first_line as usize, node.end_line as usize);
            let is_small = lines.1 > lines.0 && lines.1 - lines.0 <= 2;
            if is_small && node.hints.has(hint) && header.contains(&lines.0) {
                texts.push((self.page.lines[lines.0].start, self.page.node_text(node)));
            }
        }
        texts.sort_by_key(|&(at, text)| (at, text.len()));
        texts.into_iter().map(|(_, text)| text.trim()).filter(|text| !text.is_empty()).collect()
    }

    /// The first field of one of these kinds that `accept` takes, with where it was found.
    pub(crate) fn field<T>(&self, kinds: &[Kind], accept: impl Fn(&Field) -> Option<T>) -> Option<(T, &'static str)> {
        self.fields.iter().filter(|field| kinds.contains(&field.kind)).find_map(|field| Some((accept(field)?, field.provenance)))
    }
}

/// Parts of a page that speak of other articles.
const ELSEWHERE: Hints = Hints(Hints::RELATED.0 | Hints::COMMENT.0);

/// What the last round brackets of a line hold, if it is short and stands near the end.
fn last_bracket(line: &str) -> Option<&str> {
    let open = line.rfind(['（', '('])?;
    let inner = line[open..].trim_start_matches(['（', '(']);
    let close = inner.find(['）', ')'])?;
    let rest = inner[close..].chars().count();
    (inner[..close].chars().count() <= 40 && rest <= 12).then_some(&inner[..close])
}
