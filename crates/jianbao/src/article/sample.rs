//! Articles built by hand, for the tests of the written forms.

use super::{
    Affiliation, Article, Block, BlockKind, Date, Dateline, Entity, EntityKind, Image, Markup, Mention, MentionKind, OffsetUnit, Origin,
    Person, Precision, Quotation, QuotationKind, SCHEMA_VERSION, Warning, WarningKind,
};
use crate::value::Confidence;

/// An article of these lines, and nothing known of it besides.
pub(crate) fn bare(lines: &[(BlockKind, &str)]) -> Article {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for &(kind, line) in lines {
        if !blocks.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(line);
        blocks.push(Block { kind, start, end: text.len() });
    }
    Article {
        schema_version: SCHEMA_VERSION.into(),
        offset_unit: OffsetUnit::Byte,
        headline: None,
        subheadline: None,
        authors: Vec::new(),
        editors: Vec::new(),
        credits: Vec::new(),
        source: None,
        site_name: None,
        url: None,
        date_published: None,
        date_modified: None,
        dateline: None,
        section: Vec::new(),
        keywords: Vec::new(),
        images: Vec::new(),
        language: "zh-Hans".into(),
        text,
        blocks,
        mentions: None,
        entities: None,
        affiliations: None,
        quotations: None,
        fingerprint: "0123456789abcdef".into(),
        next_page: None,
        provenance: std::collections::BTreeMap::new(),
        warnings: Vec::new(),
        markup: Markup::default(),
        origin: Origin::default(),
    }
}

/// An article with something in every field.
pub(crate) fn full() -> Article {
    let text = "云州晚报3月5日讯 市图书馆新馆今天开放。";
    Article {
        headline: Some("市图书馆新馆开放".into()),
        subheadline: Some("市民可以免费办证".into()),
        authors: vec![person("林晓", "记者"), person("周宁", "记者"), person("何平", "通讯员")],
        editors: vec![person("高岚", "责任编辑")],
        credits: Vec::new(),
        source: Some("云州晚报".into()),
        site_name: Some("云州在线".into()),
        url: Some("https://news.example.cn/a/1.html".into()),
        date_published: Some(date("2024-03-05T09:30+08:00", Precision::Minute)),
        date_modified: Some(date("2024-03-06", Precision::Day)),
        dateline: Some(Dateline {
            raw: "云州晚报3月5日讯".into(),
            agency: Some("云州晚报".into()),
            place: Some("云州".into()),
            date: Some("2024-03-05".into()),
        }),
        section: vec!["新闻".into(), "文化".into()],
        keywords: vec!["图书馆".into(), "阅读".into()],
        images: vec![Image { url: "https://news.example.cn/a/1.jpg".into(), caption: Some("新馆大厅".into()) }],
        mentions: Some(vec![
            Mention { entity: Some(0), ..mention(0, "云州晚报", MentionKind::Organization) },
            Mention { entity: Some(1), ..mention(0, "云州", MentionKind::Place) },
            mention("云州晚报".len(), "3月5日", MentionKind::Time),
        ]),
        entities: Some(vec![
            entity(0, EntityKind::Organization, "云州晚报", vec![0]),
            entity(1, EntityKind::Place, "云州", vec![1]),
            entity(2, EntityKind::Person, "林晓", Vec::new()),
        ]),
        affiliations: Some(vec![Affiliation {
            person: Some(2),
            title: Some("记者".into()),
            organization: Some(0),
            former: false,
            inferred: false,
            confidence: Confidence::of_hundredths(90),
            start: None,
            end: None,
        }]),
        quotations: Some(vec![Quotation {
            start: "云州晚报3月5日讯 ".len(),
            end: text.len() - "。".len(),
            kind: QuotationKind::Indirect,
            speaker: Some(0),
            confidence: Confidence::of_hundredths(93),
            cue: None,
        }]),
        next_page: Some("https://news.example.cn/a/1_2.html".into()),
        provenance: [("headline".to_owned(), "og:title".to_owned())].into(),
        warnings: vec![Warning { kind: WarningKind::InjectedText, detail: "云州".into(), spans: vec![(0, 6)] }],
        ..bare(&[(BlockKind::Paragraph, text), (BlockKind::Caption, "新馆大厅")])
    }
}

fn person(name: &str, role: &str) -> Person {
    Person::new(name, role)
}

fn entity(id: usize, kind: EntityKind, name: &str, mentions: Vec<usize>) -> Entity {
    Entity { id, kind, name: name.into(), inferred: false, mentions }
}

fn mention(start: usize, text: &str, kind: MentionKind) -> Mention {
    Mention { start, end: start + text.len(), text: text.into(), kind, entity: None, value: None }
}

fn date(iso: &str, precision: Precision) -> Date {
    Date { iso: iso.into(), precision, raw: iso.into() }
}
