//! The article as IPTC ninjs 3.1.

use serde_json::{Value, json};

use super::print::without_absent;
use super::{Article, BlockKind, Date, MentionKind, Precision};

impl Article {
    /// The article as IPTC [ninjs 3.1](https://iptc.org/standards/ninjs/).
    ///
    /// What the record does not hold is left out. ninjs wants a date and time: a day without a time stands as its
    /// midnight in China, as IPTC's formats have it, and a bare month or year is left out. `charCount` counts code
    /// points without captions; `people`, `organisations` and `places` are those that the text names. An article without an address has a URN of its fingerprint as `uri`.
    ///
    /// ```
    /// let article = jianbao::Extractor::default().extract("<p>记者从市文化局获悉,新馆今天开放,市民可以免费办证。</p>")?;
    /// let news = article.to_ninjs();
    /// assert_eq!(news["type"], "text");
    /// assert_eq!(news["bodies"][0]["value"], article.text);
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn to_ninjs(&self) -> Value {
        let published = self.date_published.as_ref().and_then(date_time);
        let modified = self.date_modified.as_ref().and_then(date_time);
        let headlines = [("main", &self.headline), ("sub", &self.subheadline)]
            .into_iter()
            .filter_map(|(role, headline)| headline.as_ref().map(|value| json!({ "role": role, "value": value })));
        let running = self.lines().filter(|(block, _)| block.kind != BlockKind::Caption);
        let body = (!self.text.is_empty()).then(|| {
            json!({
                "role": "main",
                "contentType": "text/plain",
                "charCount": running.map(|(_, line)| line.chars().count()).sum::<usize>(),
                "value": self.text,
            })
        });
        let mut sources: Vec<Value> = Vec::new();
        sources.extend(self.source.iter().map(|name| json!({ "name": name, "role": "originator" })));
        sources.extend(self.site_name.iter().map(|name| json!({ "name": name, "role": "publisher" })));
        sources.extend(self.editors.iter().map(|editor| json!({ "name": editor.name, "role": editor.role })));
        let named = |kind| self.names(&[kind]).into_iter().map(|(_, name)| json!({ "name": name })).collect::<Vec<_>>();
        without_absent(json!({
            "uri": self.url.clone().unwrap_or_else(|| format!("urn:jianbao:fingerprint:{}", self.fingerprint)),
            "type": "text",
            "language": self.language,
            "contentCreated": published,
            "versionCreated": modified.or_else(|| published.clone()),
            "headlines": headlines.collect::<Vec<_>>(),
            "bodies": body.into_iter().collect::<Vec<_>>(),
            "by": self.byline(),
            "located": self.dateline.as_ref().and_then(|dateline| dateline.place.as_ref()),
            "infoSources": sources,
            "subjects": self.keywords.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
            "people": named(MentionKind::Person),
            "organisations": named(MentionKind::Organization),
            "places": named(MentionKind::Place),
            "associations": self.images.iter().enumerate().map(|(i, image)| json!({
                "name": format!("picture-{}", i + 1),
                "uri": image.url,
                "type": "picture",
                "descriptions": image.caption.iter().map(|caption| json!({ "role": "caption", "value": caption })).collect::<Vec<_>>(),
                "renditions": [{ "name": "original", "href": image.url }],
            })).collect::<Vec<_>>(),
            "altIds": [{ "role": "fingerprint", "value": self.fingerprint }],
            "standard": {
                "name": "ninjs",
                "version": "3.1",
                "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
            },
        }))
    }
}

/// RFC 3339, which JSON Schema's `date-time` asks for: with seconds and zone.
fn date_time(date: &Date) -> Option<String> {
    match date.precision {
        Precision::Second => Some(date.iso.clone()),
        Precision::Minute => {
            let (minute, zone) = date.iso.split_at_checked("2024-03-05T09:30".len())?;
            Some(format!("{minute}:00{zone}"))
        }
        Precision::Day => Some(format!("{}T00:00:00+08:00", date.iso)),
        Precision::Month | Precision::Year => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::article::{BlockKind, Precision, sample};

    #[test]
    fn every_field_has_its_place() {
        let news = sample::full().to_ninjs();
        assert_eq!(
            news,
            json!({
                "uri": "https://news.example.cn/a/1.html",
                "type": "text",
                "language": "zh-Hans",
                "contentCreated": "2024-03-05T09:30:00+08:00",
                "versionCreated": "2024-03-06T00:00:00+08:00",
                "headlines": [
                    { "role": "main", "value": "市图书馆新馆开放" },
                    { "role": "sub", "value": "市民可以免费办证" },
                ],
                "bodies": [{
                    "role": "main",
                    "contentType": "text/plain",
                    "charCount": 21,
                    "value": "云州晚报3月5日讯 市图书馆新馆今天开放。\n新馆大厅",
                }],
                "by": "记者 林晓 周宁 通讯员 何平",
                "located": "云州",
                "infoSources": [
                    { "name": "云州晚报", "role": "originator" },
                    { "name": "云州在线", "role": "publisher" },
                    { "name": "高岚", "role": "责任编辑" },
                ],
                "subjects": [{ "name": "图书馆" }, { "name": "阅读" }],
                "organisations": [{ "name": "云州晚报" }],
                "places": [{ "name": "云州" }],
                "associations": [{
                    "name": "picture-1",
                    "uri": "https://news.example.cn/a/1.jpg",
                    "type": "picture",
                    "descriptions": [{ "role": "caption", "value": "新馆大厅" }],
                    "renditions": [{ "name": "original", "href": "https://news.example.cn/a/1.jpg" }],
                }],
                "altIds": [{ "role": "fingerprint", "value": "0123456789abcdef" }],
                "standard": {
                    "name": "ninjs",
                    "version": "3.1",
                    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
                },
            })
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let news = sample::bare(&[(BlockKind::Paragraph, "新馆今天开放。")]).to_ninjs();
        let members: Vec<&String> = news.as_object().unwrap().keys().collect();
        assert_eq!(members, ["altIds", "bodies", "language", "standard", "type", "uri"]);
        assert_eq!(news["uri"], "urn:jianbao:fingerprint:0123456789abcdef");
    }

    #[test]
    fn a_bare_month_is_no_date_and_time() {
        let mut article = sample::full();
        article.date_modified = None;
        let published = article.date_published.as_mut().unwrap();
        published.iso = "2024-03".into();
        published.precision = Precision::Month;
        let news = article.to_ninjs();
        assert!(news.get("contentCreated").is_none() && news.get("versionCreated").is_none());
    }
}
