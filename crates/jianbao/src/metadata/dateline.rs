//! The dateline of a dispatch (电头): 新华社北京2月29日电, 红网时刻常德2月12日讯, 本报讯.

use jiff::civil;

use crate::article::Dateline;
use crate::chars::is_han;

/// How far into the text a dateline reaches, in characters.
const REACH: usize = 36;
/// Endings of the names of agencies, and of their desks and apps.
const AGENCIES: &[&str] = &[
    "客户端",
    "新闻网",
    "通讯社",
    "时刻",
    "之家",
    "科技",
    "娱乐",
    "财经",
    "体育",
    "音乐",
    "新闻",
    "快讯",
    "日报",
    "晚报",
    "时报",
    "本报",
    "本网",
    "本刊",
    "社",
    "网",
    "網",
    "报",
    "報",
    "台",
];
const CLOSINGS: &[&str] = &["专电", "讯", "訊", "电", "電", "消息"];

/// Reads the dateline at the start of a text. `published` gives the year.
pub(crate) fn read(text: &str, published: Option<civil::Date>) -> Option<Dateline> {
    let text = text.trim_start_matches(['（', '(', '【', ' ']);
    let end = text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at);
    let window = text[..end].split(['，', '。', ',', '“', '！', '？', '：', ':', '（', '(', '\n']).next()?;
    let closing = CLOSINGS.iter().filter_map(|word| window.find(word).map(|at| (at, *word))).min()?;
    let raw = &window[..closing.0 + closing.1.len()];
    let head = raw[..closing.0].trim_end();
    let date_given = day_at_end(head).is_some();
    let (before, date) = match day_at_end(head) {
        Some((before, month, day)) => (before, resolve(month, day, published)),
        None => (head, None),
    };
    let before = before.trim_end_matches([' ', '上', '午']).trim_end();
    let split = AGENCIES
        .iter()
        .flat_map(|ending| before.match_indices(ending).map(move |(at, _)| at + ending.len()))
        .filter(|&at| at > 3)
        .max_by_key(|&at| (before[at..].chars().all(is_han) && before[at..].chars().count() <= 6, at))?;
    let (agency, place) = (before[..split].trim(), before[split..].trim_matches([' ', '-', '—', '·']));
    let place_fits = place.chars().count() <= 10 && place.chars().all(|c| is_han(c) || c == '·' || c == ' ');
    let place = place.strip_prefix("北京时间").unwrap_or(place);
    // Without a day only 讯 is sure: 消息 and 电 are words of many sentences.
    let is_sure = date_given || closing.1 == "讯" && place.chars().count() <= 4;
    (place_fits && is_sure && agency.chars().count() <= 16).then(|| Dateline {
        raw: raw.to_owned(),
        agency: Some(agency.to_owned()),
        place: (!place.is_empty()).then(|| place.to_owned()),
        date,
    })
}

/// A text that ends in a day: what stands before it, month (if given) and day.
fn day_at_end(text: &str) -> Option<(&str, Option<i8>, i8)> {
    let rest = text.strip_suffix('日').or_else(|| text.strip_suffix('号'))?;
    let (rest, day) = number_at_end(rest)?;
    match rest.strip_suffix('月').and_then(number_at_end) {
        Some((rest, month)) => Some((rest, Some(month), day)),
        None => Some((rest, None, day)),
    }
}

fn number_at_end(text: &str) -> Option<(&str, i8)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (rest, number) = text.split_at(text.len() - digits);
    Some((rest, number.parse().ok().filter(|n| (1..=31).contains(n))?))
}

/// The day of that name nearest to the publish date.
fn resolve(month: Option<i8>, day: i8, published: Option<civil::Date>) -> Option<String> {
    let published = published?;
    let month = month.unwrap_or(published.month());
    let candidates = [-1, 0, 1].into_iter().filter_map(|shift| civil::Date::new(published.year() + shift, month, day).ok());
    candidates.min_by_key(|date| (*date - published).get_days().abs()).map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let published = civil::Date::new(2020, 2, 12).ok();
        for (text, expected) in [
            ("海边时刻滨城2月12日讯(通讯员 林一)自活动开始以来,", Some(("海边时刻", Some("滨城"), Some("2020-02-12")))),
            ("山海社北京12月29日电 昨天,国务院", Some(("山海社", Some("北京"), Some("2019-12-29")))),
            ("本报讯（记者 林一）昨天", Some(("本报", None, None))),
            ("山海网-海边客户端讯 今日,记者", Some(("山海网-海边客户端", None, None))),
            ("昨天,本报记者从市教育局获悉,通讯设备", None),
            ("市民在网上收到消息", None),
        ] {
            let found = read(text, published);
            let found = found.as_ref().map(|d| (d.agency.as_deref().unwrap_or_default(), d.place.as_deref(), d.date.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
