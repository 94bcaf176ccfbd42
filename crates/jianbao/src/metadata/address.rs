//! Addresses: the page's own, relative ones in it, the next page of an article.

use crate::labels::Kind;
use crate::page::unescape;

use super::scene::Scene;

/// The address that a page gives for itself: in its head, or printed under the text.
pub(crate) fn own(scene: &Scene<'_, '_>) -> Option<(String, &'static str)> {
    // The address of a site's front page is that of no article.
    let is_page = |rest: &str| rest.split_once('/').is_some_and(|(_, path)| !path.is_empty());
    let is_absolute = |url: &str| url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")).is_some_and(is_page);
    let absolute = |url: &str| -> Option<String> {
        let url = url.trim();
        if let Some(rest) = url.strip_prefix("//") {
            return Some(format!("https://{rest}"));
        }
        is_absolute(url).then(|| url.to_owned())
    };
    let head = &scene.page.head;
    let printed = || {
        scene.field(&[Kind::Url], |field| {
            let start = field.value.find("http")?;
            field.value[start..].split(|c: char| c.is_whitespace() || !c.is_ascii()).next().and_then(absolute)
        })
    };
    let canonical = || head.canonical.as_deref().and_then(absolute).map(|url| (url, "canonical"));
    let og = || head.meta("og:url").and_then(absolute).map(|url| (url, "og:url"));
    let linked = || scene.linked.url.as_deref().and_then(absolute).map(|url| (url, "json_ld"));
    let matter =
        || scene.page.front_matter.first(&["url", "link", "permalink", "source_url"]).and_then(absolute).map(|url| (url, "front_matter"));
    let crawled = || scene.crawled.map(|url| (url.to_owned(), "input"));
    matter().or_else(og).or_else(canonical).or_else(printed).or_else(linked).or_else(crawled)
}

/// An address relative to another (RFC 3986, section 5.2, without the removal of dot segments inside of absolute paths).
pub(crate) fn resolve(base: Option<&str>, reference: &str) -> String {
    let reference = reference.trim();
    let Some((scheme, rest)) = base.and_then(|base| base.split_once("://")) else { return reference.to_owned() };
    if reference.contains("://")
        || reference.starts_with("data:")
        || reference.starts_with("mailto:")
        || reference.starts_with("javascript:")
    {
        return reference.to_owned();
    }
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    if reference.starts_with('/') {
        return format!("{scheme}://{host}{reference}");
    }
    if reference.starts_with('?') {
        return format!("{scheme}://{host}{path}{reference}");
    }
    let mut folders: Vec<&str> = path.split('/').collect();
    folders.pop();
    let mut reference = reference;
    loop {
        if let Some(rest) = reference.strip_prefix("./") {
            reference = rest;
        } else if let Some(rest) = reference.strip_prefix("../") {
            reference = rest;
            if folders.len() > 1 {
                folders.pop();
            }
        } else {
            break;
        }
    }
    format!("{scheme}://{host}{}/{reference}", folders.join("/"))
}

/// Where an article of several pages goes on.
pub(crate) fn next_page(scene: &Scene<'_, '_>, base: Option<&str>) -> Option<String> {
    if !scene.has_article() {
        return None;
    }
    let usable = |href: &str| !href.is_empty() && !href.starts_with('#') && !href.starts_with("javascript");
    if let Some(next) = scene.page.head.next.as_deref().filter(|href| usable(href)) {
        return Some(resolve(base, next));
    }
    let start = scene.page.lines.get(scene.span().start)?.start;
    let link = scene.page.links.iter().filter(|link| link.start >= start && usable(link.href)).find(|link| {
        let text = scene.page.text[link.start as usize..link.end as usize].trim_matches(|c: char| !c.is_alphanumeric());
        matches!(text, "下一页" | "下页" | "下一頁" | "后一页" | "阅读下一页")
    })?;
    Some(resolve(base, &unescape(link.href)))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn relative_addresses() {
        let base = Some("https://news.example.cn/a/b/c.html?x=1");
        for (reference, expected) in [
            ("d.html", "https://news.example.cn/a/b/d.html"),
            ("./d.html", "https://news.example.cn/a/b/d.html"),
            ("../d.html", "https://news.example.cn/a/d.html"),
            ("/d.html", "https://news.example.cn/d.html"),
            ("//cdn.example.cn/d.png", "https://cdn.example.cn/d.png"),
            ("?p=2", "https://news.example.cn/a/b/c.html?p=2"),
            ("http://example.com/", "http://example.com/"),
        ] {
            assert_eq!(resolve(base, reference), expected);
        }
        assert_eq!(resolve(None, "d.html"), "d.html");
        assert_eq!(resolve(Some("https://example.cn"), "d.html"), "https://example.cn/d.html");
    }
}
