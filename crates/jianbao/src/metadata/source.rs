//! The source: the medium that the page names as the origin of its text.

use crate::chars::{is_han, is_space};
use crate::date;
use crate::labels::Kind;
use crate::page::Hints;
use crate::people;

use super::scene::Scene;

use super::headline::is_site_name;

/// Longer values are no names of media, in characters.
const LONGEST: usize = 40;

/// The source and where it was found.
pub(crate) fn find(scene: &Scene<'_, '_>) -> Option<(String, &'static str)> {
    // A list or a form has no source.
    if !scene.has_article() {
        return None;
    }
    if let Some(source) =
        scene.ruled(|rule| rule.source.as_ref()).and_then(|text| tidy(text.trim_start_matches("来源").trim_start_matches("來源")))
    {
        return Some((source, "rule"));
    }
    let labelled = |places: &'static [&'static str]| {
        let mut fields = scene.fields.iter().filter(move |field| field.kind == Kind::Source && places.contains(&field.provenance));
        fields.find_map(|field| Some((tidy(&field.value)?, field.provenance)))
    };
    let element = || {
        let texts = scene.elements(Hints::SOURCE);
        texts.into_iter().find_map(|text| tidy(text).filter(|s| !s.contains(['：', ':']))).map(|s| (s, "source_element"))
    };
    let beside_date = || scene.header().find_map(|number| beside_date(scene, number)).map(|s| (s, "header_line"));
    let meta = || {
        let value =
            ["source", "mediaid", "og:source", "contentsource", "article:source"].iter().find_map(|name| scene.page.head.meta(name))?;
        tidy(value).map(|s| (s, "meta"))
    };
    let front_matter = || scene.page.front_matter.first(&["source"]).and_then(tidy).map(|s| (s, "front_matter"));
    let state = || {
        const NAMES: &[&str] = &["\"source\":\"", "\"sourceName\":\"", "\"source_name\":\"", "\"mediaName\":\"", "\"media_name\":\""];
        scene.hidden?;
        let scripts = scene.page.scripts.iter().flat_map(|script| NAMES.iter().filter_map(|name| Some(script.body.split_once(name)?.1)));
        scripts.filter_map(|rest| rest.split('"').next()).find_map(tidy).map(|source| (source, "script"))
    };
    front_matter()
        .or_else(|| labelled(&["header_line"]))
        .or_else(element)
        .or_else(beside_date)
        .or_else(|| labelled(&["tail_line", "body_line"]))
        .or_else(meta)
        .or_else(state)
}

/// A value without what stands around it: brackets, a date, buttons.
fn tidy(value: &str) -> Option<String> {
    let mut value = value.trim_matches(is_edge);
    if let Some(found) = date::find(value) {
        value = if found.start == 0 { &value[found.end..] } else { &value[..found.start] };
    }
    value = value.trim_matches(is_edge);
    // A blank ends a Chinese name: what follows are buttons and the like.
    if let Some(at) = value.char_indices().find(|&(i, c)| is_space(c) && ends_in_han(&value[..i])).map(|(i, _)| i) {
        value = value[..at].trim_matches(is_edge);
    }
    let value = value.split(['。', '！', '？', '(', '（', '|', '｜']).next().unwrap_or_default().trim_matches(is_edge);
    let length = value.chars().count();
    let is_address = value.starts_with("http") || value.starts_with("www.");
    ((2..=LONGEST).contains(&length) && !is_address && value.chars().any(char::is_alphabetic) && !value.contains(['《', '<', '=']))
        .then(|| value.to_owned())
}

fn is_edge(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            ':' | '：'
                | '|'
                | '｜'
                | '丨'
                | '('
                | ')'
                | '（'
                | '）'
                | '['
                | ']'
                | '【'
                | '】'
                | ','
                | '，'
                | '-'
                | '·'
                | '>'
                | ';'
                | '；'
                | '"'
        )
}

fn ends_in_han(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_han(c) || matches!(c, '）' | ')'))
}

/// The medium that stands beside the date in a header without labels: 2009年11月09日13:56  海边娱乐, or on the line before or
/// after a date.
fn beside_date(scene: &Scene<'_, '_>, number: usize) -> Option<String> {
    let line = scene.page.line_text(number);
    if scene.page.lines[number].chars > 60 {
        return None;
    }
    let found = date::find(line)?;
    let after = line[found.end..].trim_matches(is_edge);
    let before = line[..found.start].trim_matches(is_edge);
    let name = after.split(is_space).next().unwrap_or_default();
    // Behind the name a button at most; before the date an address at most.
    if is_medium(name) && after[name.len()..].chars().count() <= 8 && before.is_ascii() {
        return Some(name.to_owned());
    }
    if is_medium(before) && after.chars().count() <= 8 {
        return Some(before.to_owned());
    }
    let alone = before.is_empty() && after.is_empty();
    let near = [number.checked_sub(1), Some(number + 1)].into_iter().flatten().filter(|i| alone && scene.header().contains(i));
    near.map(|i| (i, scene.page.line_text(i)))
        .find(|&(i, text)| scene.page.lines[i].linked == 0 && is_medium(text) && Some(i) != scene.headline.line)
        .map(|(_, text)| text.to_owned())
}

/// Whether a word is the name of a medium or of one of its desks, by its ending.
fn is_medium(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "报",
        "報",
        "社",
        "台",
        "刊",
        "科技",
        "娱乐",
        "财经",
        "体育",
        "音乐",
        "时报",
        "周刊",
        "杂志",
        "客户端",
        "网络版",
        "时刻",
        "之家",
        "电视",
        "广播",
        "智库",
        "传媒",
        "观察",
    ];
    (3..=14).contains(&name.chars().count())
        && name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '-')
        && !people::is_name(name)
        && (is_site_name(name) || ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_media_without_what_stands_around_them() {
        for (value, expected) in [
            ("海边晚报 举报", Some("海边晚报")),
            ("海边晚报(滨城)", Some("海边晚报")),
            ("海边晚报2022年1月12日", Some("海边晚报")),
            ("2022-01-12 海边晚报", Some("海边晚报")),
            ("Sea Side Daily", Some("Sea Side Daily")),
            ("山间日报、海边晚报等", Some("山间日报、海边晚报等")),
            ("", None),
            ("128", None),
        ] {
            assert_eq!(tidy(value).as_deref(), expected, "{value}");
        }
        assert!(is_medium("海边娱乐") && is_medium("山海網") && !is_medium("林一凡") && !is_medium("会议在京召开"));
    }
}
