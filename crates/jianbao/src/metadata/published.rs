//! When the article was published: the date that the page prints above the text, else the next best.

use crate::article::{Date, Precision};
use crate::date::{self, Found, Stamp, find};
use crate::labels::{Kind, Kinds};
use crate::page::Hints;

use super::scene::Scene;

/// Names of meta elements with a publish date.
const META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "og:release_date",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "apub:time",
    "dc.date",
    "date",
    "_pubtime",
    "release_date",
    "firstpublishedtime",
    // Baidu prints the day without the year, and has the year here only.
    "dateupdate",
];
const META_MODIFIED: &[&str] =
    &["article:modified_time", "og:updated_time", "datemodified", "weibo: article:update_at", "lastmodified", "article:update_time"];

/// Lines that lead to other articles.
const RELATED: Kinds = Kinds::of(&[Kind::Related, Kind::Pager, Kind::Comment]);

/// What is known of the dates of a page.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    pub(crate) published: Option<Date>,
    pub(crate) published_from: &'static str,
    pub(crate) modified: Option<Date>,
    pub(crate) modified_from: &'static str,
    /// Printed date and the head's, if they are more than a day apart.
    pub(crate) conflict: Option<(String, String)>,
}

/// A candidate: the point in time, the words of the page, where they stand.
type Candidate = (Stamp, String, &'static str);

/// Finds the dates; `url` is the page's address.
pub(crate) fn dates(scene: &Scene<'_, '_>, url: Option<&str>) -> Dates {
    if !scene.has_article() {
        return Dates::default();
    }
    let in_text = |text: &str, from: &'static str| find(text).map(|found| candidate(text, found, from));
    let labelled = |kind: Kind| {
        scene.field(&[kind], |field| find(&field.value).map(|f| candidate(&field.value, f, ""))).map(|((s, raw, _), from)| (s, raw, from))
    };
    let head = || {
        let linked = scene.linked.published.as_deref().and_then(|text| in_text(text, "json_ld"));
        META.iter().find_map(|name| in_text(scene.page.head.meta(name)?, "meta")).or(linked)
    };
    let front_matter = || in_text(scene.page.front_matter.first(&["date", "published", "pubdate", "publishdate"])?, "front_matter");
    let element = || {
        let time = scene.elements(Hints::TIME).into_iter().find_map(|text| in_text(text, "time_element"));
        time.or_else(|| marked(scene))
    };
    let printed = || {
        scene.header().find_map(|number| {
            let line = &scene.page.lines[number];
            // Lines before the headline are the page's own, not the article's: today's date, the last update.
            let after_headline = scene.headline.line.is_none_or(|headline| number > headline);
            let is_own = !scene.readings_of(number).meets(RELATED);
            if line.chars <= 120 && after_headline && is_own { in_text(scene.page.line_text(number), "header_line") } else { None }
        })
    };
    // Day and month in boxes of their own: 21 above 2024年02月.
    let boxed = || {
        scene.header().find_map(|number| {
            let day = scene.page.line_text(number);
            let is_day = day.len() <= 2 && day.parse::<u8>().is_ok();
            let near = [number.checked_sub(1), Some(number + 1)].into_iter().flatten().filter(|&i| is_day && i < scene.page.lines.len());
            near.map(|i| scene.page.line_text(i)).find_map(|month| {
                let month = month.trim_end_matches(['月', '-', '/', '.']).replace('年', "-");
                let found = find(&format!("{month}-{day}")).filter(|f| f.start == 0)?;
                Some((found.stamp, format!("{month}-{day}"), "header_line"))
            })
        })
    };
    let script = || scripted(scene);
    let tail = || {
        scene.tail().take(12).take_while(|&number| !scene.readings_of(number).meets(RELATED)).find_map(|number| {
            let text = scene.page.line_text(number);
            (scene.page.lines[number].chars <= 60).then(|| in_text(text, "tail_line")).flatten()
        })
    };
    let signature = || {
        // The day under a document: 2015年7月3日 as the last line.
        let &last = scene.body.lines.last()?;
        (scene.page.lines[last].chars <= 12).then(|| in_text(scene.page.line_text(last), "signature")).flatten()
    };
    let address = || url.and_then(from_url);
    let ruled = || in_text(scene.ruled(|rule| rule.date.as_ref())?, "rule");
    let best = ruled()
        .or_else(front_matter)
        .or_else(|| labelled(Kind::Date))
        .or_else(printed)
        .or_else(boxed)
        .or_else(element)
        .or_else(script)
        .or_else(head)
        .or_else(|| labelled(Kind::Modified))
        .or_else(tail)
        .or_else(address)
        .or_else(signature);
    let mut dates = Dates::default();
    if let Some((stamp, raw, from)) = modified(scene) {
        dates.modified = Some(stamp.to_date(&raw));
        dates.modified_from = from;
    }
    let Some((stamp, raw, from)) = best else { return dates };
    dates.published = Some(stamp.to_date(&raw));
    dates.published_from = from;
    if let Some((other, other_raw, _)) = head().filter(|(_, _, source)| *source != from) {
        let days = (other.moment.date() - stamp.moment.date()).get_days().abs();
        if days > 1 {
            dates.conflict = Some((raw.clone(), other_raw.clone()));
        }
        // The same day, and the head knows the time of day as well.
        if stamp.precision == Precision::Day && other.precision != Precision::Day && days == 0 && from != "front_matter" {
            dates.published = Some(other.to_date(&other_raw));
            dates.published_from = "meta";
        }
    }
    dates
}

fn candidate(text: &str, found: Found, from: &'static str) -> Candidate {
    (found.stamp, text[found.start..found.end].to_owned(), from)
}

fn modified(scene: &Scene<'_, '_>) -> Option<Candidate> {
    let head = META_MODIFIED.iter().find_map(|name| {
        let text = scene.page.head.meta(name)?;
        Some(candidate(text, find(text)?, "meta"))
    });
    let linked = || scene.linked.modified.as_deref().and_then(|text| Some(candidate(text, find(text)?, "json_ld")));
    let labelled = || {
        let ((stamp, raw), from) = scene.field(&[Kind::Modified], |field| find(&field.value).map(|f| (f.stamp, field.value.clone())))?;
        Some((stamp, raw, from))
    };
    labelled().or(head).or_else(linked)
}

/// `<time datetime>` above the text.
fn marked(scene: &Scene<'_, '_>) -> Option<Candidate> {
    let end = scene.page.lines.get(scene.span().start).map_or(0, |line| line.start);
    scene.page.marks.iter().filter(|mark| mark.start <= end).find_map(|mark| {
        let text = mark.datetime?;
        Some(candidate(text, find(text)?, "time_element"))
    })
}

/// Publish times in script variables: `var ct = "1523000000"`, `publish_time = "2018-04-06"`, `"publishTime":"…"`.
fn scripted(scene: &Scene<'_, '_>) -> Option<Candidate> {
    const NAMES: &[&str] = &[
        "publish_time",
        "publishTime",
        "pubtime",
        "pubTime",
        "createTime",
        "create_time",
        "var ct",
        "oriCreateTime",
        "pubDate",
        "publishDate",
    ];
    scene.page.scripts.iter().filter(|script| !script.attributes.contains("src=")).find_map(|script| {
        NAMES.iter().find_map(|name| {
            script.body.match_indices(name).take(20).find_map(|(at, _)| {
                let rest = &script.body[at + name.len()..];
                let mut end = rest.len().min(80);
                while !rest.is_char_boundary(end) {
                    end -= 1;
                }
                let value = rest[..end].trim_start_matches(['"', '\'', ' ', '\\', '\t']);
                let value = value.strip_prefix(['=', ':'])?.trim_start_matches(['"', '\'', ' ', '\\', '|']);
                let value = value.split(['"', '\'', ';', ',', '<', '\n', '}']).next()?.trim_end_matches(['\\', ' ']);
                let stamp = date::from_epoch(value).or_else(|| find(value).filter(|f| f.start == 0).map(|f| f.stamp))?;
                Some((stamp, value.to_owned(), "script"))
            })
        })
    })
}

/// The day in an address: /2020/02/12/, /2020-02/12/, /20200212/, t20200212_.
fn from_url(url: &str) -> Option<Candidate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let digits: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let join = |parts: &[&str]| -> Option<String> {
        match parts {
            [whole, ..] if whole.len() == 8 => Some(format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])),
            [year, month, day, ..] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => Some(format!("{year}-{month}-{day}")),
            [year, rest, ..] if year.len() == 4 && rest.len() == 4 => Some(format!("{year}-{}-{}", &rest[..2], &rest[2..])),
            [month, day, ..] if month.len() == 6 && day.len() == 2 => Some(format!("{}-{}-{day}", &month[..4], &month[4..])),
            _ => None,
        }
    };
    (0..digits.len()).find_map(|i| {
        let text = join(&digits[i..])?;
        Some((find(&text)?.stamp, url.to_owned(), "url"))
    })
}

#[cfg(test)]
mod tests {
    use super::from_url;

    #[test]
    fn days_in_addresses() {
        for (url, expected) in [
            ("https://news.example.cn/content/2020/02/12/6716128.html", Some("2020-02-12")),
            ("http://news.example.cn/c/2019-09-07/doc-1.shtml", Some("2019-09-07")),
            ("http://www.example.gov.cn/zw/201909/t20190918_1.html", Some("2019-09-18")),
            ("http://example.cn/12345.html", None),
        ] {
            assert_eq!(from_url(url).map(|(stamp, _, _)| stamp.to_date("").iso).as_deref(), expected, "{url}");
        }
    }
}
