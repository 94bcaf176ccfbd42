//! The sections of the site that a page stands in: its breadcrumb.

use crate::chars::is_space;
use crate::labels::{self, Kind};
use crate::page::Hints;

use super::headline::key;
use super::scene::Scene;

/// Crumbs that name no section.
const NO_SECTION: &[&str] =
    &["首页", "首頁", "主页", "网站首页", "网站主页", "正文", "内容", "文章", "详情", "文章详情", "新闻详情", "home", "Home"];
/// More crumbs, or longer ones, are no breadcrumb.
const MOST: usize = 8;
const LONGEST: usize = 16;

/// The sections from the outermost, and where they were found.
pub(crate) fn find(scene: &Scene<'_, '_>) -> Option<(Vec<String>, &'static str)> {
    let matter: Vec<String> =
        ["categories", "category", "section"].iter().flat_map(|key| scene.page.front_matter.values(key)).cloned().collect();
    if !matter.is_empty() {
        return Some((matter, "front_matter"));
    }
    let end = scene.span().start;
    let mut found = Vec::new();
    let above = 0..end;
    let labelled = above.clone().find_map(|number| {
        let line = scene.page.line_text(number);
        labels::find(line, &mut found);
        let hit = found.iter().find(|hit| hit.kind == Kind::Section && hit.is_field)?;
        // The crumbs may be lines of their own below the label.
        let value = &line[hit.value.0..];
        crumbs(scene, value)
    });
    let hinted = || {
        above.clone().find_map(|number| {
            let line = &scene.page.lines[number];
            let is_crumb = scene.hints[line.node as usize].has(Hints::CRUMB);
            is_crumb.then(|| crumbs(scene, scene.page.line_text(number))).flatten()
        })
    };
    let chained = || {
        above.clone().rev().take(12).find_map(|number| {
            let line = &scene.page.lines[number];
            let text = scene.page.line_text(number);
            let parts = text.matches(SEPARATORS).count();
            (parts >= 1 && line.chars <= 60 && (text.contains("首页") || text.contains("正文"))).then(|| crumbs(scene, text)).flatten()
        })
    };
    let linked = || scene.linked.section.clone().map(|section| (vec![section], "json_ld"));
    let meta = || scene.page.head.meta("article:section").map(|section| (vec![section.to_owned()], "meta"));
    labelled.or_else(hinted).or_else(chained).map(|sections| (sections, "breadcrumb")).or_else(linked).or_else(meta)
}

const SEPARATORS: [char; 8] = ['>', '»', '›', '＞', '→', '/', '\\', '→'];

/// The crumbs of a line, without home, the page itself and its title.
fn crumbs(scene: &Scene<'_, '_>, text: &str) -> Option<Vec<String>> {
    let has_separator = text.contains(SEPARATORS);
    if !has_separator && text.contains(['，', '。', '：']) {
        return None;
    }
    let title = key(&scene.headline.text);
    // Some breadcrumbs have pictures for separators: only blanks are left between their words.
    let is_blank_parted = !has_separator && text.split(is_space).any(|word| NO_SECTION.contains(&word));
    let parts: Vec<String> = text
        .split(|c: char| SEPARATORS.contains(&c) || is_blank_parted && is_space(c))
        .map(|part| part.trim_matches(|c: char| is_space(c) || matches!(c, '-' | '|' | '·' | ':' | '：' | '[' | ']')).to_owned())
        .filter(|part| {
            !part.is_empty()
                && !NO_SECTION.contains(&part.as_str())
                && key(part) != title
                && !title.starts_with(&key(part)) | (part.chars().count() < 5)
        })
        .collect();
    let fits = parts.len() <= MOST && parts.iter().all(|part| part.chars().count() <= LONGEST);
    (!parts.is_empty() && fits).then_some(parts)
}
