//! Body and metadata to the record.

use std::collections::HashSet;

use jiff::civil;

use crate::article::{
    Article, Block, BlockKind, BlockMarkup, Date, Image, Markup, OffsetUnit, Origin, Provenance, SCHEMA_VERSION, Warning, WarningKind,
    fingerprint,
};
use crate::content::Body;
use crate::decode::Decoded;
use crate::page::{Line, LineKind, Page, PageKind, unescape};

use super::scene::Scene;
use super::{address, authors, dateline, injected, keywords, language, published, section, source};

/// A dateline stands in one of so many first paragraphs: captions may come before.
const OPENING: usize = 4;
/// How many lines at the top of a page may hold the name of a spammer.
const TOP_LINES: usize = 3;

/// Puts the record together.
pub(crate) fn assemble(scene: &Scene<'_, '_>, decoded: &Decoded<'_>) -> Article {
    let page = scene.page;
    let (body_page, body_lines) = scene.hidden.unwrap_or((page, scene.body));
    let (text, blocks, mut markup) = body(body_page, body_lines);
    let mut provenance = Provenance::new();
    let mut note = |field: &str, from: &str| {
        if !from.is_empty() {
            provenance.insert(field.to_owned(), from.to_owned());
        }
    };
    let headline = Some(scene.headline.text.clone()).filter(|text| !text.is_empty());
    note("headline", if headline.is_some() { scene.headline.provenance } else { "" });
    let url = address::own(scene);
    let address = url.as_ref().map(|(url, _)| url.as_str());
    let dates = published::dates(scene, address);
    let source = source::find(scene);
    let source_name = source.as_ref().map(|(name, _)| name.as_str());
    let people = authors::find(scene, source_name);
    let section = section::find(scene);
    let keywords = keywords::find(scene, &text);
    let day = dates.published.as_ref().and_then(published_day);
    let opening = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(OPENING);
    let dateline = opening.map(|block| &text[block.start..block.end]).find_map(|paragraph| dateline::read(paragraph, day));
    let top = (0..page.lines.len().min(TOP_LINES)).map(|number| page.line_text(number));
    let injected = injected::find(top, source_name, &text);
    let site_name = site_name(scene).filter(|(name, _)| injected.as_ref().is_none_or(|(spam, _)| spam != name));
    let next_page = address::next_page(scene, scene.crawled.or(address));
    let language = language::detect(&text);
    let images = images(scene, scene.crawled.or(address), &mut markup);
    for link in &mut markup.links {
        link.2 = address::resolve(scene.crawled.or(address), &link.2);
    }

    let warnings = warnings(scene, decoded, &text, language, dates.conflict.as_ref(), injected);

    note("url", url.as_ref().map_or("", |u| u.1));
    note("date_published", dates.published_from);
    note("date_modified", dates.modified_from);
    note("source", source.as_ref().map_or("", |s| s.1));
    note("site_name", site_name.as_ref().map_or("", |s| s.1));
    note("authors", if people.authors.is_empty() { "" } else { people.authors_from });
    note("editors", people.editors_from);
    note("section", section.as_ref().map_or("", |s| s.1));
    note("keywords", keywords.as_ref().map_or("", |k| k.1));
    note("text", if text.is_empty() { "" } else { body_lines.provenance });
    Article {
        schema_version: SCHEMA_VERSION.into(),
        offset_unit: OffsetUnit::Byte,
        headline,
        subheadline: subheadline(scene),
        authors: people.authors,
        editors: people.editors,
        credits: people.credits,
        source: source.map(|s| s.0),
        site_name: site_name.map(|s| s.0),
        url: url.map(|u| u.0),
        date_published: dates.published,
        date_modified: dates.modified,
        dateline,
        section: section.map(|s| s.0).unwrap_or_default(),
        keywords: keywords.map(|k| k.0).unwrap_or_default(),
        images,
        language: language.into(),
        fingerprint: fingerprint(&text),
        text,
        blocks,
        mentions: None,
        entities: None,
        affiliations: None,
        quotations: None,
        next_page,
        provenance,
        warnings,
        markup,
        origin: Origin::new(decoded.encoding),
    }
}

/// What a reader of the record should know.
fn warnings(
    scene: &Scene<'_, '_>,
    decoded: &Decoded<'_>,
    text: &str,
    language: &str,
    conflict: Option<&(String, String)>,
    injected: Option<(&str, Vec<(usize, usize)>)>,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let body_lines = scene.hidden.map_or(scene.body, |(_, body)| body);
    let mut warn = |kind: WarningKind, detail: String| warnings.push(Warning { kind, detail, spans: Vec::new() });
    if decoded.guessed {
        warn(WarningKind::EncodingGuessed, decoded.encoding.name().to_owned());
    }
    if decoded.malformed > 0 {
        warn(
            WarningKind::EncodingErrors,
            format!("{} byte sequences stand for no character in {}", decoded.malformed, decoded.encoding.name()),
        );
    }
    if decoded.truncated {
        warn(WarningKind::Truncated, "the bytes end inside a character".to_owned());
    }
    if scene.page.limited {
        warn(WarningKind::LimitReached, "elements or nesting beyond a limit were left out".to_owned());
    }
    if text.is_empty() {
        warn(
            WarningKind::NoArticle,
            if decoded.binary { "not a text".to_owned() } else { "nothing on the page reads as an article".to_owned() },
        );
    } else if body_lines.is_uncertain {
        warn(WarningKind::LowConfidenceBody, "the body is the best there is on the page".to_owned());
    }
    if !text.is_empty() && language == "und" {
        warn(WarningKind::NotChinese, "the body is not in Chinese".to_owned());
    }
    if let Some((printed, head)) = conflict {
        warn(WarningKind::ConflictingDates, format!("printed {printed}, in the head {head}"));
    }
    if let Some((name, spans)) = injected {
        warnings.push(Warning { kind: WarningKind::InjectedText, detail: name.to_owned(), spans });
    }
    warnings
}

fn published_day(date: &Date) -> Option<civil::Date> {
    date.iso.get(..10)?.parse().ok()
}

/// The text with its blocks, and what Markdown needs besides.
fn body(page: &Page<'_>, body: &Body) -> (String, Vec<Block>, Markup) {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(body.lines.len());
    let mut markup = Markup::default();
    let mut links = page.links.iter().peekable();
    let mut cells = page.cells.iter().peekable();
    for &number in &body.lines {
        let line = &page.lines[number];
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(page.line_text(number));
        let place = |offset: u32| start + (offset - line.start) as usize;
        blocks.push(Block { kind: block_kind(line), start, end: text.len() });
        while let Some(link) = links.next_if(|link| link.start < line.end) {
            if link.start >= line.start && link.end <= line.end {
                markup.links.push((place(link.start), place(link.end), unescape(link.href).into_owned()));
            }
        }
        let mut block = block_markup(line);
        while let Some(&end) = cells.next_if(|&&end| end < line.end) {
            if end > line.start {
                block.cells.push(place(end));
            }
        }
        markup.blocks.push(block);
    }
    (text, blocks, markup)
}

fn block_kind(line: &Line) -> BlockKind {
    match line.kind {
        LineKind::Heading(_) => BlockKind::Heading,
        LineKind::ListItem { .. } => BlockKind::ListItem,
        LineKind::TableRow => BlockKind::Table,
        LineKind::Caption => BlockKind::Caption,
        LineKind::Quote => BlockKind::Quote,
        // A short line, bold as a whole, is what editors use for headings.
        LineKind::Text if line.chars <= 30 && line.bold == line.chars => BlockKind::Heading,
        LineKind::Text | LineKind::Code => BlockKind::Paragraph,
    }
}

fn block_markup(line: &Line) -> BlockMarkup {
    match line.kind {
        LineKind::Heading(level) => BlockMarkup { level, ..BlockMarkup::default() },
        LineKind::ListItem { ordered, depth } => BlockMarkup { level: depth, ordered, ..BlockMarkup::default() },
        LineKind::TableRow => BlockMarkup { table: line.table, ..BlockMarkup::default() },
        LineKind::Code => BlockMarkup { code: true, ..BlockMarkup::default() },
        LineKind::Text if block_kind(line) == BlockKind::Heading => BlockMarkup { level: 3, ..BlockMarkup::default() },
        _ => BlockMarkup::default(),
    }
}

/// The pictures between the first and the last line of the body.
fn images(scene: &Scene<'_, '_>, base: Option<&str>, markup: &mut Markup) -> Vec<Image> {
    let span = scene.span();
    let mut images: Vec<Image> = Vec::new();
    let mut seen = HashSet::new();
    // A picture right above the first line belongs to the body as well.
    let inside =
        scene.page.images.iter().filter(|image| !image.source.is_empty() && (span.start..=span.end).contains(&(image.line as usize)));
    for image in inside {
        let line = image.line as usize;
        let url = address::resolve(base, &unescape(image.source));
        if line == span.end && span.end > span.start && !same_container(scene.page, span.end - 1, line) || !seen.insert(url.clone()) {
            continue;
        }
        let before = scene.body.lines.partition_point(|&number| number < line);
        let captioned = scene.body.lines.get(before).filter(|&&number| scene.page.lines[number].kind == LineKind::Caption);
        let caption = captioned.map(|&number| scene.page.line_text(number).to_owned());
        let alt = Some(crate::chars::fold_space(&unescape(image.alt))).filter(|alt| !alt.is_empty() && *alt != scene.headline.text);
        markup.images.push((before, url.clone(), alt.clone().unwrap_or_default()));
        images.push(Image { url, caption: caption.or(alt) });
    }
    images
}

fn same_container(page: &Page<'_>, a: usize, b: usize) -> bool {
    match (page.lines.get(a), page.lines.get(b)) {
        (Some(a), Some(b)) => page.node_of(a).parent == page.node_of(b).parent,
        _ => false,
    }
}

/// The name of the site: in the head, else what ends the title.
fn site_name(scene: &Scene<'_, '_>) -> Option<(String, &'static str)> {
    let head = &scene.page.head;
    let said = ["og:site_name", "application-name", "apple-mobile-web-app-title"]
        .iter()
        .find_map(|name| head.meta(name))
        .map(|name| (name.to_owned(), "meta"));
    let matter = || {
        // An aggregator signs as author and files the page under its own name.
        let author = scene.page.front_matter.first(&["author"])?;
        let sections = scene.page.front_matter.values("categories");
        sections.iter().any(|s| s == author).then(|| (author.to_owned(), "front_matter"))
    };
    let publisher = || scene.linked.publisher.clone().map(|name| (name, "json_ld"));
    let title = || {
        let last = head.title.rsplit(['_', '-', '|', '—', '–', '｜']).next()?.trim();
        let fits = last.chars().count() <= 12 && last.len() < head.title.trim().len() && super::headline::is_site_name(last);
        (fits && last != scene.headline.text).then(|| (last.to_owned(), "title"))
    };
    said.or_else(matter).or_else(publisher).or_else(title)
}

/// A second title: named so by its class, or the line under the headline that begins with a dash.
fn subheadline(scene: &Scene<'_, '_>) -> Option<String> {
    if let Some(title) = scene.page.front_matter.first(&["subtitle", "subheadline"]) {
        return Some(title.to_owned());
    }
    let named = scene.elements(crate::page::Hints::SUBTITLE).into_iter().find(|text| {
        (4..=60).contains(&text.chars().count())
            && *text != scene.headline.text
            && crate::date::find(text).is_none()
            && !text.contains(['：', ':', '\n'])
    });
    let dashed = || {
        let number = scene.headline.line? + 1;
        let text = scene.page.lines.get(number).map(|_| scene.page.line_text(number))?;
        (text.starts_with("——") && text.chars().count() <= 50 && scene.page.kind != PageKind::Markdown).then_some(text)
    };
    named.or_else(dashed).map(str::to_owned)
}
