//! The cases of testdata/mentions; testdata/README.md says what they hold.

mod support {
    pub(crate) mod cases;
    pub(crate) mod record;
}

use std::collections::BTreeMap;

use jianbao::{Config, ErrorKind, Extractor, Guideline, Mention, MentionKind, OffsetUnit, Stages, Text, Value};
use serde::Deserialize;
use support::{cases, record};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    kinds: Option<Vec<MentionKind>>,
    mentions: Vec<String>,
    #[serde(default)]
    values: BTreeMap<String, String>,
}

fn normalized(mention: &Mention) -> &str {
    match &mention.value {
        Some(Value::Contact(contact)) => &contact.normalized,
        _ => "",
    }
}

/// What of a case is not as it should be.
fn faults(case: &Case, extractor: &Extractor) -> Vec<String> {
    let annotation = extractor.annotate(&case.text).expect("a record");
    record::check_annotation(&annotation);
    let counts = |mention: &&Mention| case.kinds.as_ref().is_none_or(|kinds| kinds.contains(&mention.kind));
    let found: Vec<&Mention> = annotation.mentions.iter().filter(counts).collect();
    let words: Vec<&str> = found.iter().map(|mention| mention.text.as_str()).collect();
    let mut faults = Vec::new();
    if words != case.mentions {
        faults.push(format!("{}\n  expected {:?}\n  found    {words:?}", case.name, case.mentions));
    }
    for (words, value) in &case.values {
        let values: Vec<&str> = found.iter().filter(|mention| mention.text == *words).map(|mention| normalized(mention)).collect();
        if !values.contains(&value.as_str()) {
            faults.push(format!("{}: {words} has the values {values:?}, not {value}", case.name));
        }
    }
    faults
}

#[test]
fn half_and_full_width_punctuation_mean_the_same() {
    let extractor = Extractor::default();
    let text = "记者从云州市民政局获悉，2022年3月8日，局长王丽娟带领12名干部来到长安区；当天，区民政局副局长李伟（右一）说：“路通了。”";
    let half = text.replace('，', ",").replace('。', ".").replace('；', ";").replace('：', ":").replace('（', "(").replace('）', ")");
    let spans = |text: &str| -> Vec<(String, MentionKind)> {
        extractor.annotate(text).expect("a record").mentions.into_iter().map(|mention| (mention.text, mention.kind)).collect()
    };
    assert_eq!(spans(text), spans(&half));
    assert!(spans(text).len() > 8, "{:?}", spans(text));
}

#[test]
fn mentions_are_as_the_cases_expect() {
    let extractor = Extractor::default();
    let mut failures = Vec::new();
    for (file, case) in cases::read::<Case>("mentions", "") {
        failures.extend(faults(&case, &extractor).into_iter().map(|fault| format!("{file}: {fault}")));
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn a_stage_that_was_not_asked_for_is_absent() {
    let page = "<p>记者从市文化局获悉,新馆今天开放,市民可以拨打12345热线咨询,免费办证。</p>";
    let article = Extractor::default().extract(page).expect("a record");
    assert!(article.mentions.as_ref().is_some_and(|mentions| mentions.iter().any(|mention| mention.text == "12345")));
    let extractor = Extractor::new(Config { stages: Stages::Article, ..Config::default() }).expect("a configuration");
    let bare = extractor.extract(page).expect("a record");
    assert!(bare.mentions.is_none() && !bare.to_json().contains("mentions"));
    // Whoever asks for an annotation asks for mentions.
    assert_eq!(extractor.annotate("《通知》").expect("a record").mentions.len(), 1);
    assert!(Extractor::default().extract("").expect("a record").mentions.is_some_and(|mentions| mentions.is_empty()));
}

#[test]
fn offsets_count_what_was_asked_for() {
    let annotation = Extractor::default().annotate("𠮷野写了《书》。").expect("a record");
    let place = |unit| {
        let annotation = annotation.with_offsets(unit);
        annotation.mentions.iter().find(|mention| mention.kind == MentionKind::Work).map(|work| (work.start, work.end))
    };
    assert_eq!(place(OffsetUnit::Byte), Some((13, 22)));
    assert_eq!(place(OffsetUnit::CodePoint), Some((4, 7)));
    assert_eq!(place(OffsetUnit::Utf16), Some((5, 8)));
    // Offsets that are counted already stay as they are.
    let counted = annotation.with_offsets(OffsetUnit::CodePoint);
    assert_eq!(counted.with_offsets(OffsetUnit::Utf16), counted);
}

#[test]
fn a_text_over_the_limit_is_an_error() {
    let extractor = Extractor::new(Config { max_bytes: 9, ..Config::default() }).expect("a configuration");
    assert!(extractor.annotate("三个字").is_ok());
    let error = extractor.annotate("三个字。").expect_err("over the limit");
    assert!(error.kind() == ErrorKind::Limit && error.to_string().contains("max_bytes"));
}

#[test]
fn every_guideline_gives_sound_mentions() {
    let text = "云州市民政局局长赵淑媛在《云州日报》上说，详情请拨打12345热线。赵淑媛是云州人。";
    let extractor = Extractor::default();
    for guideline in [Guideline::News, Guideline::Msra, Guideline::Cluener, Guideline::Resume, Guideline::Weibo] {
        let annotation = extractor.annotate(Text::new(text).guideline(guideline)).expect("a record");
        record::check_annotation(&annotation);
        assert!(annotation.mentions.iter().any(|mention| mention.kind == MentionKind::Work), "{guideline:?}");
    }
}

#[test]
fn threads_share_an_extractor() {
    let extractor = Extractor::default();
    let texts: Vec<String> = (0..40).map(|n| format!("云州市第{n}小学的林知遥读了《书{n}》，电话0571-880012{n:02}。")).collect();
    let alone: Vec<String> = texts.iter().map(|text| extractor.annotate(text).expect("a record").to_json()).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (text, expected) in texts.iter().zip(&alone) {
                    assert_eq!(extractor.clone().annotate(text).expect("a record").to_json(), *expected);
                }
            });
        }
    });
}
