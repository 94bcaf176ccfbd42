//! The headline: the line of the page that its head and its structure agree on, else what the head says.

use crate::chars::{fold_space, is_han, is_space};
use crate::content::is_running_text;
use crate::labels::{self, Kind, Kinds, Reading};
use crate::page::{Hints, LineKind, Page, PageKind, is_picture_file};

use super::LinkedData;
use crate::rules::SiteRule;

/// The headline and where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Headline {
    pub(crate) text: String,
    /// The line of the page that holds it, and how many more it goes on over.
    pub(crate) line: Option<usize>,
    pub(crate) more_lines: usize,
    pub(crate) provenance: &'static str,
}

impl Headline {
    /// The lines of the page that hold it.
    pub(crate) fn lines(&self) -> Option<std::ops::Range<usize>> {
        self.line.map(|line| line..line + 1 + self.more_lines)
    }
}

/// Shorter or longer lines are no headlines, in characters.
const LENGTHS: std::ops::RangeInclusive<u32> = 2..=120;
/// From this score on a line is taken for the headline.
const ENOUGH: i32 = 4;
/// A headline stands at most this many lines above the text, mostly.
const NEAR: usize = 8;

/// Finds the headline of a page with structure.
fn find(page: &Page<'_>, linked: &LinkedData) -> Headline {
    let title = shortened(fold_space(&without_tags(&page.head.title)));
    let said: Vec<(&'static str, String)> = [
        ("og:title", page.head.meta("og:title")),
        ("json_ld", linked.headline.as_deref()),
        ("twitter:title", page.head.meta("twitter:title")),
        ("meta", page.head.meta("articletitle").or_else(|| page.head.meta("title"))),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, shortened(fold_space(text?)))).filter(|(_, text)| !text.is_empty()))
    .collect();
    let keys: Vec<String> = said.iter().map(|(_, text)| key(text)).collect();
    let title_key = key(&title);
    let first_text =
        page.lines.iter().position(|l| l.chars > 60 && l.punctuation > 3 && l.linked * 2 < l.chars).unwrap_or(page.lines.len());
    let hints = page.hints_apart_from((first_text < page.lines.len()).then_some(first_text));
    let best = page
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| LENGTHS.contains(&line.chars))
        .map(|(number, line)| {
            let node = page.node_of(line);
            let parent = &page.nodes[node.parent as usize];
            let is_titled = node.hints.with(parent.hints).has(Hints::TITLE);
            // What the head supports begins with a character of it: cheaper to ask than the rest.
            let first = key_of(page.line_text(number).chars().next().unwrap_or(' '));
            let mut score = if title_key.contains(first) || keys.iter().any(|k| k.contains(first)) {
                support(&key(page.line_text(number)), &title_key, &keys)
            } else {
                0
            };
            if score == 0 && !is_titled && !matches!(line.kind, LineKind::Heading(1..=2)) {
                return (i32::MIN, number);
            }
            score += match line.kind {
                LineKind::Heading(1) => 3,
                LineKind::Heading(2) => 2,
                LineKind::Heading(_) => 1,
                LineKind::ListItem { .. } => -2,
                _ => 0,
            };
            score += i32::from(is_titled) * 2;
            score += i32::from(number < first_text && first_text - number <= NEAR) * 2;
            score -= i32::from(line.linked * 2 > line.chars);
            score -= i32::from(number > first_text) * 3;
            score -= i32::from(hints[line.node as usize].has(OUTSIDE)) * 2;
            (score, number)
        })
        // Of equals the first.
        .max_by_key(|&(score, number)| (score, std::cmp::Reverse(number)));
    if let Some((_, number)) = best.filter(|&(score, _)| score >= ENOUGH) {
        let provenance = if matches!(page.lines[number].kind, LineKind::Heading(_)) { "heading" } else { "title_line" };
        let mut text = clean(page.line_text(number));
        // A title set in several lines.
        let mut more_lines = 0;
        while let Some(next) = page.lines.get(number + more_lines + 1).filter(|next| next.chars <= 60) {
            let joined = text.clone() + &page.text[next.start as usize..next.end as usize];
            let joined_key = key(&joined);
            if !title_key.starts_with(&joined_key) && !keys.iter().any(|k| k.starts_with(&joined_key)) {
                break;
            }
            text = joined;
            more_lines += 1;
        }
        // A line is sometimes cut short where the head is not.
        let whole = keys.iter().zip(&said).find(|(k, _)| is_cut(&text, k));
        return match whole {
            Some((_, (name, text))) => Headline { text: text.clone(), line: Some(number), more_lines, provenance: name },
            None => Headline { text, line: Some(number), more_lines, provenance },
        };
    }
    // A title in the head that another field confirms, and that no broken quotation mark has cut.
    if let Some((name, text)) = said.into_iter().find(|(_, text)| text.chars().count() > 3 && !is_part(&key(text), &title_key)) {
        return Headline { text: without_site(&text).to_owned(), line: None, more_lines: 0, provenance: name };
    }
    let text = without_site(&title).to_owned();
    // A title that names the site only: 新闻动态--海边学会官网.
    if is_site_name(&text) || is_site_name(&title) && text == title {
        let above = find_above_text(page);
        if !above.text.is_empty() {
            return above;
        }
    }
    Headline { provenance: if text.is_empty() { "" } else { "title" }, text, line: None, more_lines: 0 }
}

/// Finds the headline of a page whose head says nothing: the line above the header line (date, source, author), else
/// the nearest line above the text that looks like a title.
fn find_above_text(page: &Page<'_>) -> Headline {
    let mut scratch = Vec::new();
    let readings: Vec<Reading> = (0..page.lines.len()).map(|i| labels::read(page.line_text(i), &mut scratch)).collect();
    let title_before = |below: usize, reach: usize, least: u32| {
        (below.saturating_sub(reach)..below).rev().find(|&i| page.lines[i].chars >= least && looks_like_title(page, &readings[i], i))
    };
    let is_text = |i: usize| is_running_text(&page.lines[i]);
    let header = (0..page.lines.len()).filter(|&i| is_header_line(page, &readings[i], i)).find_map(|i| {
        let text_follows = (i + 1..(i + 1 + HEADER_REACH).min(page.lines.len())).any(is_text);
        if text_follows { title_before(i, 3, 5) } else { None }
    });
    let line = header.or_else(|| {
        let text = (0..page.lines.len()).find(|&i| is_text(i))?;
        title_before(text, TITLE_REACH, 8).or_else(|| title_before(text, TITLE_REACH, 4))
    });
    match line {
        Some(number) => Headline { text: clean(page.line_text(number)), line, more_lines: 0, provenance: "title_line" },
        None => Headline::default(),
    }
}

/// The headline of a page, from its head where it has one.
pub(crate) fn find_headline(page: &Page<'_>, linked: &LinkedData, rule: Option<&SiteRule>) -> Headline {
    if let Some(text) = rule.and_then(|rule| rule.headline.as_ref()).and_then(|selector| page.select_text(selector).next()) {
        let line = (0..page.lines.len()).find(|&number| page.line_text(number) == text);
        return Headline { text: fold_space(text), line, more_lines: 0, provenance: "rule" };
    }
    if let Some(title) = page.front_matter.first(&["title"]) {
        let line = page.lines.iter().position(|line| page.text[line.start as usize..line.end as usize] == *title);
        return Headline { text: title.to_owned(), line, more_lines: 0, provenance: "front_matter" };
    }
    let found = find(page, linked);
    if found.text.is_empty() || found.line.is_none() && page.kind != PageKind::Html { find_above_text(page) } else { found }
}

/// How many lines below a header line the text begins, and how many above the text the title may stand.
const HEADER_REACH: usize = 12;
const TITLE_REACH: usize = 8;

/// A line of fields between title and text, or with a date and little else.
fn is_header_line(page: &Page<'_>, reading: &Reading, number: usize) -> bool {
    const FIELDS: Kinds = Kinds::of(&[Kind::Source, Kind::Author, Kind::Date, Kind::Editor]);
    let line = &page.lines[number];
    let text = page.line_text(number);
    line.chars <= 120
        && !labels::is_sentence(text)
        && (reading.fields > 0 && reading.any.meets(FIELDS) && reading.unlabelled <= 30
            || line.chars <= 60 && crate::date::find(text).is_some())
}

/// Whether a line may be a title: no sentence, no field, no navigation.
fn looks_like_title(page: &Page<'_>, reading: &Reading, number: usize) -> bool {
    let line = &page.lines[number];
    let text = page.line_text(number);
    LENGTHS.contains(&line.chars)
        && line.chars <= 60
        && reading.leading.0 == 0
        && line.linked * 2 < line.chars.max(1)
        && !text.ends_with(['。', '，', ',', '、'])
        && !text.contains([',', '>']) | text.contains('“')
        && !is_picture_file(text)
        && text.chars().any(crate::chars::is_han)
}

/// Hints of places where a repeated title is no headline.
const OUTSIDE: Hints =
    Hints(Hints::NAV.0 | Hints::CRUMB.0 | Hints::RELATED.0 | Hints::FOOTER.0 | Hints::COMMENT.0 | Hints::PAGER.0 | Hints::SHARE.0);

/// How much the head speaks for a line.
fn support(own: &str, title: &str, said: &[String]) -> i32 {
    if own.chars().count() < 2 {
        return 0;
    }
    let mut score = 0;
    if said.iter().any(|s| s == own) {
        score += 4;
    } else if own.chars().count() > 5 && said.iter().any(|s| s.starts_with(own) || own.starts_with(s.as_str()) && s.chars().count() > 5) {
        score += 2;
    }
    if title == own {
        score += 4;
    } else if title.starts_with(own) {
        score += if own.chars().count() > 3 { 4 } else { 1 };
    } else if own.chars().count() > 7 && title.contains(own) {
        score += 2;
    } else if title.chars().count() > 7 && own.starts_with(title) {
        // The title element is cut.
        score += 3;
    }
    score
}

/// A title for comparison: without blanks, punctuation levelled.
pub(crate) fn key(text: &str) -> String {
    text.chars().filter(|&c| !is_space(c) && !crate::chars::is_invisible(c)).map(key_of).collect()
}

fn key_of(c: char) -> char {
    match c {
        '“' | '”' | '「' | '」' | '＂' => '"',
        '‘' | '’' => '\'',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        _ if is_han(c) => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Whether `own` is the beginning of `whole` followed by an ellipsis, or ends in one itself.
fn is_cut(text: &str, whole: &str) -> bool {
    let Some(start) = text.strip_suffix("...").or_else(|| text.strip_suffix('…')) else { return false };
    let start = key(start.trim_end_matches('…'));
    start.chars().count() > 5 && whole.starts_with(&start) && whole.chars().count() > start.chars().count() + 3
}

/// Whether a value is only the beginning of the title: an attribute cut at a quotation mark.
fn is_part(own: &str, title: &str) -> bool {
    title.strip_prefix(own).is_some_and(|rest| rest.starts_with('"'))
}

/// A title without what no title has behind so many characters: every line of the page is compared with it.
fn shortened(title: String) -> String {
    const LONGEST: usize = 500;
    match title.char_indices().nth(LONGEST) {
        Some((at, _)) => title[..at].to_owned(),
        None => title,
    }
}

/// A title without the tags that some systems leave in it.
fn without_tags(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    let mut rest = title;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        match tag.split_once('>').filter(|_| tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')) {
            Some((_, after)) => rest = after,
            None => {
                text.push('<');
                rest = tag;
            }
        }
    }
    text + rest
}

/// A headline line without marks that sites put around it.
fn clean(line: &str) -> String {
    let line = line.trim();
    ["标题：", "标题:", "原创 ", "[原创]", "【原创】"].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim().to_owned()
}

/// A title element without the chain of section and site at its end.
pub(crate) fn without_site(title: &str) -> &str {
    let mut rest = title;
    while let Some(at) = rest.rfind(['_', '|', '｜', '-', '—', '–', '－', '«', '»']) {
        let (head, tail) = rest.split_at(at);
        let sign = tail.chars().next().unwrap_or('-');
        let tail = tail[sign.len_utf8()..].trim();
        let kept = head.trim_end_matches(|c: char| is_space(c) || matches!(c, '-' | '—' | '–' | '_' | '|'));
        // A stroke inside of words (2-1, 4G-5G) parts nothing.
        let parts = sign != '-' || head.ends_with(is_space) || is_site_name(tail);
        if !parts || tail.chars().count() > 20 || kept.chars().count() < 5 {
            break;
        }
        rest = kept;
    }
    rest.trim()
}

/// Words that site and section names end in.
pub(crate) fn is_site_name(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "网",
        "網",
        "网站",
        "新闻",
        "频道",
        "在线",
        "门户",
        "日报",
        "晚报",
        "论坛",
        "博客",
        "资讯",
        "中心",
        "政府",
        "社区",
        "com",
        "cn",
        "net",
        "org",
        "官网",
        "首页",
        "客户端",
        "評論",
        "评论",
    ];
    ENDINGS.iter().any(|ending| text.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_of_sections_and_sites_are_cut() {
        assert_eq!(without_site("新芯片本月商用|芯片|手机_海边新闻"), "新芯片本月商用");
        assert_eq!(without_site("主队2-1客队 赢下比赛 - 海边体育网"), "主队2-1客队 赢下比赛");
        assert_eq!(without_site("主队2-1险胜"), "主队2-1险胜");
        assert_eq!(without_site("老城影院今日上映_华语_电影网_1905.com"), "老城影院今日上映");
    }
}
