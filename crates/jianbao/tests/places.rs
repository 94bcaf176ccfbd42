//! The cases of testdata/values/places.toml, broken gazetteers, and any text.

mod support {
    pub(crate) mod cases;
    pub(crate) mod counting;
}

use std::borrow::Cow;
use std::sync::LazyLock;

use jianbao::value::Found;
use jianbao::value::place::{Gazetteer, Level, Place};
use jianbao::{ErrorKind, Extractor, Guideline, MentionKind, Text, Value};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;
use support::cases;
use support::counting::used;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new().expect("the gazetteer of jianbao-data"));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// Read by the gazetteer alone, as an address.
    #[serde(default)]
    alone: bool,
    /// Words, code and chain; the longest code that there is, the country's letters, or `-`.
    places: Vec<String>,
}

fn shown(words: &str, value: Option<&Place>) -> String {
    let Some(place) = value else { return format!("{words} -") };
    let code = place.code_full.as_ref().or(place.code.as_ref()).or(place.country.as_ref()).map_or("-", String::as_str);
    let later = place.successor.as_ref().map(|code| format!("→{code}")).unwrap_or_default();
    format!("{words} {code}{later} {}", place.chain.join(">"))
}

fn in_text(text: &str) -> Vec<String> {
    let annotation = EXTRACTOR.annotate(text).expect("a record");
    let places = annotation.mentions.iter().filter(|mention| mention.kind == MentionKind::Place);
    let value = |value: &Option<Value>| match value {
        Some(Value::Place(place)) => Some(place.clone()),
        _ => None,
    };
    places.map(|mention| shown(&mention.text, value(&mention.value).as_ref())).collect()
}

fn alone(text: &str) -> Vec<String> {
    GAZETTEER.locate(text).iter().map(|found| shown(&text[found.start..found.end], found.value.as_ref())).collect()
}

#[test]
fn places_are_as_the_cases_expect() {
    let failures: Vec<String> = cases::read::<Case>("values", "places")
        .iter()
        .filter_map(|(_, case)| {
            let found = if case.alone { alone(&case.text) } else { in_text(&case.text) };
            (found != case.places).then(|| format!("{}\n  expected {:?}\n  found    {found:?}", case.name, case.places))
        })
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn values_say_how_certain_they_are() {
    let confidence = |text: &str| GAZETTEER.locate(text)[0].value.as_ref().map(|place| place.confidence.get());
    assert!(confidence("雁塔区") > confidence("朝阳市") || confidence("雁塔区") > confidence("朝阳"));
    assert_eq!(GAZETTEER.locate("长江")[0].value.as_ref().map(|place| place.level), Some(Level::Natural));
}

#[test]
fn other_guidelines_mark_what_the_tagger_marks() {
    let text = "廊坊市民政局发出通知，安次区民政局派出志愿者。";
    let marked = |guideline| {
        let annotation = EXTRACTOR.annotate(Text::new(text).guideline(guideline)).expect("a record");
        annotation.mentions.iter().filter(|mention| mention.kind == MentionKind::Place).count()
    };
    assert_eq!(marked(Guideline::News), 2);
    assert!(marked(Guideline::Msra) < 2);
}

#[test]
fn a_broken_gazetteer_is_an_error_that_names_the_section() {
    let blob = jianbao_data::GAZETTEER;
    let error = |bytes: Vec<u8>| Gazetteer::from_bytes(Cow::Owned(bytes)).expect_err("a broken gazetteer");
    assert_eq!(error(Vec::new()).kind(), ErrorKind::Data);
    assert_eq!(error(blob[..blob.len() / 2].to_vec()).kind(), ErrorKind::Data);
    for section in ["strings", "ends", "filter", "first", "links", "keys", "shown", "sorts", "later", "codes"] {
        let at = (0..12).map(|row| 12 + 16 * row).find(|&at| blob[at..at + 8].trim_ascii_end() == section.as_bytes()).expect("a section");
        let mut gone = blob.to_vec();
        gone[at..at + 8].copy_from_slice(b"gone    ");
        assert!(error(gone).to_string().contains(section));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_its_bytes_a_gazetteer_is_read_or_refused(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut blob = jianbao_data::GAZETTEER.to_vec();
        for (at, byte) in changes {
            let at = at.index(blob.len());
            blob[at] = byte;
        }
        if let Ok(gazetteer) = Gazetteer::from_bytes(Cow::Owned(blob)) {
            let _places = gazetteer.locate("陕西省西安市雁塔区长延堡街道，北京市崇文区，美国佛罗里达州坦帕市，长江");
        }
    }

    #[test]
    fn any_text_has_sound_places(text in "[北京市东城区上海州县镇村社的路号1、，\n ·a𠀀]{0,60}") {
        check(&text, &GAZETTEER.locate(&text));
        let tokens = jianbao::Tokenizer::new().expect("a dictionary").tokenize(&text);
        let mut found = Vec::new();
        GAZETTEER.find(&text, &tokens, &mut found);
        check(&text, &found);
    }
}

/// In order, none over another, at characters, each chain with its own name at the end.
fn check(text: &str, found: &[Found<Place>]) {
    let mut end = 0;
    for place in found {
        assert!(place.start >= end && place.end > place.start && text.get(place.start..place.end).is_some());
        end = place.end;
        if let Some(value) = &place.value {
            assert!(!value.chain.is_empty() && value.chain.iter().all(|name| !name.is_empty()));
            assert!(value.code.as_ref().is_none_or(|code| code.len() == 6) && value.code_full.as_ref().is_none_or(|code| code.len() == 9));
        }
    }
}

/// Bytes of the long texts. Were the work quadratic in them, the test would not end.
const LONG: usize = 1_000_000;

#[test]
fn long_texts_take_work_in_proportion() {
    LazyLock::force(&GAZETTEER);
    for part in [
        "市",
        "市市",
        "北京市",
        "朝阳区",
        "和平镇",
        "鼓楼区、",
        "陕西省西安市雁塔区",
        "中国",
        "美国加州",
        "东村",
        "西安市东村、",
        "城关镇\n",
        "路1号北京",
        "一村",
    ] {
        let quarter = part.repeat(LONG / 4 / part.len());
        let (few, less) = used(|| GAZETTEER.locate(&quarter).len());
        let (many, more) = used(|| GAZETTEER.locate(&quarter.repeat(4)).len());
        assert!(many.abs_diff(4 * few) <= 16, "{part}: {few} places in a quarter, {many} in all");
        assert!(
            more.allocations <= 8 * less.allocations + 1000,
            "{part}: {} calls for a quarter, {} for all",
            less.allocations,
            more.allocations
        );
    }
}

#[test]
fn a_document_of_ten_thousand_places() {
    let names = ["长安区", "和平镇", "东村", "朝阳", "西安市", "鼓楼区", "孙庄社区"];
    let text = names.iter().cycle().take(10_000).copied().collect::<Vec<_>>().join("、");
    let found = GAZETTEER.locate(&text);
    assert!(found.len() > 5_000);
    check(&text, &found);
    assert!(in_text(&text).len() > 5_000);
}
