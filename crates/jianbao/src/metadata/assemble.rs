//! Body and metadata to the record.

use crate::article::{Article, Block, BlockKind, Markup, OffsetUnit, SCHEMA_VERSION, fingerprint};
use crate::content::Body;
use crate::decode::Decoded;
use crate::page::{LineKind, Page};
use crate::rules::SiteRule;

pub(crate) fn assemble(page: &Page<'_>, body: &Body, _decoded: &Decoded<'_>, url: Option<&str>, _rule: Option<&SiteRule>) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for &number in &body.lines {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(page.line_text(number));
        let kind = match page.lines[number].kind {
            LineKind::Heading(_) => BlockKind::Heading,
            LineKind::ListItem { .. } => BlockKind::ListItem,
            LineKind::TableRow => BlockKind::Table,
            LineKind::Caption => BlockKind::Caption,
            LineKind::Quote => BlockKind::Quote,
            LineKind::Text | LineKind::Code => BlockKind::Paragraph,
        };
        blocks.push(Block { kind, start, end: text.len() });
    }
    Article {
        schema_version: SCHEMA_VERSION.into(),
        offset_unit: OffsetUnit::Byte,
        headline: None,
        subheadline: None,
        authors: Vec::new(),
        editors: Vec::new(),
        source: None,
        site_name: None,
        url: url.map(Into::into),
        date_published: None,
        date_modified: None,
        dateline: None,
        section: Vec::new(),
        keywords: Vec::new(),
        images: Vec::new(),
        language: "zh-Hans".into(),
        fingerprint: fingerprint(&text),
        text,
        blocks,
        next_page: None,
        provenance: std::collections::BTreeMap::new(),
        warnings: Vec::new(),
        markup: Markup::default(),
    }
}
