//! The cases of testdata/values/time_*.toml, what holds for all times, and texts that mean harm.

mod support {
    pub(crate) mod cases;
}

use jianbao::Tokenizer;
use jianbao::value::Found;
use jianbao::value::time::{self, Modifier, Prefer, Reference, Time, TimeKind};
use jiff::civil::Date;
use proptest::prelude::*;
use serde::Deserialize;
use support::cases;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    reference: Option<String>,
    prefer: Option<String>,
    times: Vec<Expected>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    words: String,
    #[serde(rename = "type")]
    kind: Option<TimeKind>,
    timex: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<Modifier>,
}

fn find(tokenizer: &Tokenizer, text: &str, reference: Option<Reference>, prefer: Prefer) -> Vec<Found<Time>> {
    let mut found = Vec::new();
    time::find(text, &tokenizer.tokenize(text), reference, prefer, &mut found);
    found
}

fn times(tokenizer: &Tokenizer, case: &Case) -> Vec<Expected> {
    let reference = case.reference.as_deref().map(|reference| reference.parse().expect("a reference"));
    let prefer = match case.prefer.as_deref() {
        None => Prefer::Nearest,
        Some("past") => Prefer::Past,
        Some("future") => Prefer::Future,
        Some(other) => panic!("{}: prefer is past or future, not {other}", case.name),
    };
    let form = |found: Found<Time>| {
        let words = case.text[found.start..found.end].to_owned();
        let (kind, timex, from, to, modifier) = found
            .value
            .map_or((None, None, None, None, None), |time| (Some(time.kind), Some(time.timex), time.from, time.to, time.modifier));
        Expected { words, kind, timex, from, to, modifier }
    };
    find(tokenizer, &case.text, reference, prefer).into_iter().map(form).collect()
}

#[test]
fn times_are_as_the_cases_expect() {
    let tokenizer = Tokenizer::new().expect("a dictionary");
    let cases = cases::read::<Case>("values", "time_");
    let mut failures = Vec::new();
    for (file, case) in &cases {
        let found = times(&tokenizer, case);
        if found != case.times {
            failures.push(format!("{file}: {}\n  expected {:#?}\n  found    {found:#?}", case.name, case.times));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
    assert!(cases.len() > 60, "{} cases", cases.len());
}

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 2022 as 二〇二二.
fn by_digits(number: i16) -> String {
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// Up to 99, as 二十一.
fn han(number: u8) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let head = match tens {
        0 => String::new(),
        1 => "十".into(),
        tens => format!("{}十", DIGITS[usize::from(tens)]),
    };
    if ones == 0 { head } else { head + DIGITS[usize::from(ones)] }
}

fn wide(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }).collect()
}

/// Every way to write a day.
fn notations(date: Date) -> Vec<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let plain = format!("{year}年{month}月{day}日");
    vec![
        wide(&plain),
        format!("{year}年{month:02}月{day:02}日"),
        format!("{year}年{month}月{day}号"),
        format!("{year}-{month:02}-{day:02}"),
        format!("{year}/{month}/{day}"),
        format!("{year}.{month:02}.{day:02}"),
        format!("{year}{month:02}{day:02}"),
        format!("{}年{}月{}日", by_digits(year), han(month.unsigned_abs()), han(day.unsigned_abs())),
        plain,
    ]
}

/// Every day of the calendar is a day of it again, whatever the reference: one day of each month, another in each year.
#[test]
fn every_notation_of_a_day_is_that_day() {
    let tokenizer = Tokenizer::new().expect("a dictionary");
    let mut day = Date::constant(1900, 1, 1);
    let mut count = 0;
    while day.year() <= 2100 {
        for text in notations(day) {
            let found = find(&tokenizer, &text, None, Prefer::Nearest);
            let timex: Vec<_> = found.iter().map(|found| found.value.as_ref().map(|time| time.timex.clone())).collect();
            assert_eq!(timex, [Some(day.to_string())], "{text}");
            assert_eq!((found[0].start, found[0].end), (0, text.len()), "{text}");
        }
        count += 1;
        day = day.checked_add(jiff::Span::new().days(29)).expect("a day");
    }
    assert!(count > 2500, "{count}");
}

/// A day of the Chinese calendar, from the table of another library.
#[test]
fn days_of_the_chinese_calendar_go_there_and_back() {
    let tokenizer = Tokenizer::new().expect("a dictionary");
    let mut day = Date::constant(1900, 2, 1);
    while day.year() <= 2100 {
        let chinese = icu_calendar::Date::try_new_iso(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs());
        let chinese = chinese.expect("a day").to_calendar(icu_calendar::cal::ChineseTraditional::new());
        let month = chinese.month().to_input();
        let leap = if month.is_leap() { "闰" } else { "" };
        let number = chinese.day_of_month().0;
        let head = if number <= 10 { "初" } else { "" };
        let text = format!("{}年农历{leap}{}月{head}{}", chinese.cyclic_year().related_iso, han(month.number()), han(number));
        let found = find(&tokenizer, &text, None, Prefer::Nearest);
        let timex: Vec<_> = found.iter().map(|found| found.value.as_ref().map(|time| time.timex.clone())).collect();
        if chinese.cyclic_year().related_iso <= 2100 {
            assert_eq!(timex, [Some(day.to_string())], "{text}");
        }
        day = day.checked_add(jiff::Span::new().days(97)).expect("a day");
    }
}

#[test]
fn times_are_in_order_and_stand_on_characters() {
    let tokenizer = Tokenizer::new().expect("a dictionary");
    for text in [
        "去年3月至5月，今年4月，昨天",
        "每天每天每天",
        "3月8日3月8日",
        "三三三三三三三三三三三三三三三三",
        "第第第一季度度度",
        "（（3月8日（（",
        "今天（（（（3月",
        "“““““十四五”””期间",
        "上上上上上上上上周",
        "半半半半年",
        "25点70分99秒，99:99:99，2022-99-99",
        "１２３４５６７８９０１２３４５６７８９０年",
        "公元前公元前1年",
        "\u{feff}3\u{200b}月8日",
        "",
    ] {
        for reference in [None, Some("2022-03-19".parse().expect("a day")), Some("9999-12-31".parse().expect("a day"))] {
            let found = find(&tokenizer, text, reference, Prefer::Nearest);
            assert!(found.iter().all(|time| time.start < time.end && text.get(time.start..time.end).is_some()), "{text}");
            assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text}");
        }
    }
}

/// Long texts of nothing but beginnings of times take time in proportion: a megabyte of each would take minutes otherwise.
#[test]
fn long_runs_stay_cheap() {
    let tokenizer = Tokenizer::new().expect("a dictionary");
    let reference = Some("2022-03-19".parse().expect("a day"));
    for piece in ["9", "一", "十", "3月", "2022-", "上", "每", "半", "“", "3至", "周一，", "3月8日（", "1年2个月", "前", "12:", " "]
    {
        let text = piece.repeat(200_000 / piece.len());
        let found = find(&tokenizer, &text, reference, Prefer::Nearest);
        assert!(found.len() <= text.len(), "{piece}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_mixture_of_its_words_is_sound(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "年", "月", "日", "号", "点", "时", "分", "秒", "半", "刻", "2", "30", "2022", "9999", "十", "三", "廿", "闰", "农历", "初", "末",
                "上", "下", "本", "周", "星期", "天", "前", "后", "内", "起", "至", "到", "-", "（", "）", "“", "”", "每", "隔", "第", "最后", "一",
                "个", "今", "昨天", "晚", "上午", "春节", "五一", "假期", "世纪", "年代", "季度", "旬", "近", "未来", "同期", "公元前", ".", ":", "/",
                "差", "多", "几", "余", "，", "。", "\n", " ", "将", "的", "和", "之间", "十四五", "期间", "龙年", "除夕",
            ]),
            0..14,
        ),
        year in 1i16..9999,
    ) {
        let tokenizer = tokenizer();
        let text = words.concat();
        let reference: Reference = format!("{year:04}-06-30T10:29:14").parse().expect("a reference");
        for (reference, prefer) in [(None, Prefer::Nearest), (Some(reference), Prefer::Past), (Some(reference), Prefer::Future)] {
            let found = find(tokenizer, &text, reference, prefer);
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for time in found {
                prop_assert!(text.get(time.start..time.end).is_some_and(|words| !words.trim().is_empty()));
                let Some(value) = time.value else { continue };
                prop_assert!(!value.timex.is_empty());
                if let (Some(from), Some(to)) = (&value.from, &value.to) {
                    let moment = |text: &str| text.parse::<jiff::civil::DateTime>().expect("a moment");
                    prop_assert!(moment(from) < moment(to), "{text}: {value:?}");
                }
            }
        }
    }
}

fn tokenizer() -> &'static Tokenizer {
    static TOKENIZER: std::sync::OnceLock<Tokenizer> = std::sync::OnceLock::new();
    TOKENIZER.get_or_init(|| Tokenizer::new().expect("a dictionary"))
}
