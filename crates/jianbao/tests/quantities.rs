//! The cases of testdata/values/quantities.toml, numbers in all notations, and bad text.

mod support {
    pub(crate) mod cases;
    pub(crate) mod counting;
}

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jianbao::Tokenizer;
use jianbao::value::Found;
use jianbao::value::quantity::{self, Quantity};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::Deserialize;
use support::cases;
use support::counting::used;

/// Bytes of the long texts. Were the work quadratic in them, the test would not end.
const LONG: usize = 1_000_000;
/// How often the memory of a text one of four times the length may take: buffers grow by doubling.
const GROWTH: usize = 8;
/// What any text may use, however short.
const FLOOR: usize = 1_000_000;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| Tokenizer::new().expect("the data of jianbao-data"));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// All quantities in order: `text` and any members of the value, `""` for `null`.
    quantities: Vec<BTreeMap<String, String>>,
}

fn find(text: &str) -> Vec<Found<Quantity>> {
    let tokens = TOKENIZER.tokenize(text);
    let mut found = Vec::new();
    quantity::find(text, &tokens, &mut found);
    found
}

/// The members of what was found as a case has them.
fn members(text: &str, found: &Found<Quantity>) -> BTreeMap<String, String> {
    let value = serde_json::to_value(&found.value).expect("a value");
    let values = value.as_object().into_iter().flatten();
    let mut members: BTreeMap<String, String> =
        values.map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned())).collect();
    members.insert("text".to_owned(), text[found.start..found.end].to_owned());
    members
}

#[test]
fn quantities_are_as_the_cases_expect() {
    let cases = cases::read::<Case>("values", "quantities");
    let mut faults = Vec::new();
    for (_, Case { name, text, quantities }) in &cases {
        let found: Vec<_> = find(text).iter().map(|found| members(text, found)).collect();
        let words = |list: &[BTreeMap<String, String>]| list.iter().map(|members| members["text"].clone()).collect::<Vec<_>>();
        if words(&found) != words(quantities) {
            faults.push(format!("{name}\n  expected {:?}\n  found    {:?}", words(quantities), words(&found)));
            continue;
        }
        for (expected, found) in quantities.iter().zip(&found) {
            faults.extend(
                expected
                    .iter()
                    .filter(|(key, value)| found.get(*key) != Some(value))
                    .map(|(key, value)| format!("{name}: {} has {key} {:?}, not {value:?}", found["text"], found.get(key))),
            );
        }
    }
    assert!(cases.len() > 20 && faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// A number as people write it in each notation.
mod written {
    const LOWER: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

    pub(super) fn grouped(number: u64) -> String {
        let digits = number.to_string();
        let first = digits.len() % 3;
        let groups = digits.as_bytes().iter().enumerate().flat_map(|(place, digit)| {
            let comma = place > 0 && place % 3 == first;
            comma.then_some(',').into_iter().chain([char::from(*digit)])
        });
        groups.collect()
    }

    pub(super) fn wide(number: u64) -> String {
        number.to_string().bytes().map(|digit| char::from_u32(u32::from('０') + u32::from(digit - b'0')).unwrap_or_default()).collect()
    }

    pub(super) fn lower(number: u64) -> String {
        han(number, LOWER, ['十', '百', '千'])
    }

    pub(super) fn formal(number: u64) -> String {
        han(number, FORMAL, ['拾', '佰', '仟'])
    }

    /// 12亿3456万7890
    pub(super) fn mixed(number: u64) -> String {
        let (mut written, mut rest) = (String::new(), number);
        for (unit, name) in [(100_000_000, '亿'), (10_000, '万')] {
            if rest >= unit {
                written.push_str(&(rest / unit).to_string());
                written.push(name);
                rest %= unit;
            }
        }
        match rest {
            0 if !written.is_empty() => written,
            1..1000 if !written.is_empty() => format!("{written}零{rest}"),
            _ => format!("{written}{rest}"),
        }
    }

    fn han(number: u64, digits: [char; 10], units: [char; 3]) -> String {
        for (unit, name) in [(100_000_000, '亿'), (10_000, '万')] {
            if number >= unit {
                let (high, rest) = (han(number / unit, digits, units), number % unit);
                let zero = if rest > 0 && rest < unit / 10 { digits[0].to_string() } else { String::new() };
                let low = if rest > 0 { han(rest, digits, units) } else { String::new() };
                return format!("{high}{name}{zero}{low}");
            }
        }
        let mut written = String::new();
        for place in (0..4).rev() {
            match (number / 10_u64.pow(place) % 10, place) {
                (0, _) => {
                    if !written.is_empty() && !written.ends_with(digits[0]) && !number.is_multiple_of(10_u64.pow(place)) {
                        written.push(digits[0]);
                    }
                }
                (digit, 0) => written.push(digits[digit as usize]),
                (digit, _) => written.extend([digits[digit as usize], units[place as usize - 1]]),
            }
        }
        if number == 0 { digits[0].to_string() } else { written }
    }
}

#[test]
fn numbers_as_people_write_them() {
    for (number, lower, formal, mixed) in [
        (0, "零", "零", "0"),
        (10_005, "一万零五", "壹万零伍", "1万零5"),
        (320, "三百二十", "叁佰贰拾", "320"),
        (1_010, "一千零一十", "壹仟零壹拾", "1010"),
        (500_000_006, "五亿零六", "伍亿零陆", "5亿零6"),
        (3_000_000_000_000_000, "三千万亿", "叁仟万亿", "30000000亿"),
    ] {
        assert_eq!((written::lower(number), written::formal(number), written::mixed(number)), (lower.into(), formal.into(), mixed.into()));
    }
    for (text, number) in [
        ("1.5万", Some("15000")),
        ("负三点一四", Some("-3.14")),
        ("二分之一", Some("0.5")),
        ("一七二零", Some("1720")),
        (" 12 ", Some("12")),
        ("三五百", None),
        ("几十", None),
        ("十几", None),
        ("一百百", None),
        ("负负三", None),
        ("百分之", None),
        ("1,2,3,4", None),
        ("1.2.3.4", None),
        ("", None),
        ("负", None),
        ("人", None),
    ] {
        assert_eq!(quantity::number(text).as_deref(), number, "{text}");
    }
    let long = "9".repeat(400);
    assert_eq!(quantity::number(&long), None);
    let found = find(&format!("{long}元"));
    assert!(found.len() == 1 && found[0].value.is_none(), "{found:?}");
}

#[test]
fn work_is_in_proportion_to_the_text() {
    let _ = find("三百人");
    for part in [
        "1",
        "一",
        "百",
        "1万",
        "一百",
        "1,",
        "1.",
        "1-",
        "三至",
        "负",
        "第",
        "一又",
        "百分之",
        "1元",
        "5元3角",
        "几十",
        "1/",
        "1:",
        "一个",
        "1 ",
        "万",
        "零下",
        "上百",
        "半",
        "3米",
    ] {
        let quarter = LONG / part.len() / 4;
        let work = |times: usize| {
            let text = part.repeat(times);
            let tokens = TOKENIZER.tokenize(&text);
            let mut found = Vec::new();
            used(|| quantity::find(&text, &tokens, &mut found)).1
        };
        let (less, more) = (work(quarter), work(4 * quarter));
        assert!(more.bytes <= GROWTH * less.bytes + FLOOR, "{part}: {less:?} {more:?}");
    }
}

#[test]
fn a_text_without_numbers_takes_no_memory() {
    let text = "会议强调，要加强组织领导，压实工作责任，确保各项措施落到实处。".repeat(100);
    let tokens = TOKENIZER.tokenize(&text);
    let mut found = Vec::new();
    quantity::find("三人", &TOKENIZER.tokenize("三人"), &mut found);
    let ((), used) = used(|| quantity::find(&text, &tokens, &mut found));
    assert_eq!((used.allocations, found.len()), (0, 1));
}

fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "三百",
        "第",
        "第第一",
        "百分之",
        "分之",
        "又",
        "一百百",
        "负",
        "负负三",
        "至",
        "-",
        "～",
        "到",
        "万",
        "亿",
        "元",
        "角",
        "人",
        "个",
        "多",
        "余",
        "几",
        "半",
        "以上",
        "左右",
        "约",
        "超过",
        "零下",
        "度",
        "℃",
        "１",
        "０１２",
        "1,2,3,4",
        "1.2.3.4",
        "点",
        "成",
        "折",
        "%",
        "US$",
        "人民币",
        "每小时",
        "公里",
        "/",
        "：",
        " ",
        "\n",
        "的",
        "上",
        "首",
        "倒数",
        "个亿",
        "k",
        "两",
        "斤",
        "米",
        "大",
        "99999999999999999999999999999999999999999",
        "𠮷",
        "👨‍👩‍👧",
    ];
    prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(String::from),
        2 => "[0-9]{1,4}",
        2 => "[〇一二三四五六七八九十百千万亿两]{1,5}",
        1 => "[一-龥]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    // A case that fails becomes a test of its own; no files of seeds beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_notation_is_read_as_the_number_it_writes(digits in 1_u32..17, any in any::<u64>()) {
        let number = any % 10_u64.pow(digits);
        let expected = Some(number.to_string());
        for text in [number.to_string(), written::grouped(number), written::wide(number), written::lower(number), written::formal(number), written::mixed(number)] {
            prop_assert_eq!(quantity::number(&text), expected.clone(), "{}", text);
        }
    }

    #[test]
    fn any_text_has_sound_quantities(pieces in vec(piece(), 0..20)) {
        let text = pieces.concat();
        let mut end = 0;
        for found in find(&text) {
            prop_assert!(found.start >= end && found.start < found.end && text.get(found.start..found.end).is_some(), "{found:?}");
            end = found.end;
            let Some(value) = found.value else { continue };
            let decimal = |number: &Option<String>| number.as_deref().map(str::parse::<f64>);
            for number in [&value.number, &value.lower, &value.upper] {
                prop_assert!(decimal(number).is_none_or(|number| number.is_ok()), "{value:?}");
            }
            if let (Some(Ok(lower)), Some(Ok(upper))) = (decimal(&value.lower), decimal(&value.upper)) {
                prop_assert!(lower <= upper, "{text}: {value:?}");
            }
        }
    }
}
