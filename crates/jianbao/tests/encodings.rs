//! The same page in every encoding that Chinese pages come in, declared rightly, wrongly or not at all.

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use jianbao::{Extractor, Input};

const SIMPLIFIED: &[&str] = &[
    "本报讯(记者张一凡)市交通局昨日召开会议,部署今年春运工作。",
    "会议指出,要加强运力调度,确保旅客安全有序出行。",
    "据统计,全市已投放客车三百余辆,增开班次六十个。",
];
const TRADITIONAL: &[&str] = &[
    "【記者李文台北報導】市政府昨日召開記者會,說明明年度預算案。",
    "會中指出,將優先辦理老舊學校的整建,改善學生的學習環境。",
    "議員則質疑,經費來源尚未說明清楚,要求補充資料。",
];
/// Characters that GB18030 writes with four bytes, among others.
const RARE: &[&str] = &["市民𠮷先生和㛃女士参加了座谈会,就社区养老问题提出建议。", "与会者还参观了𬭚科技馆,详细了解展出的各种新材料。"];

const META: &str = "<meta charset=\"{}\">";
const HTTP_EQUIV: &str = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset={}\" />";

/// How often a page has its lines, so that there is no doubt that it holds an article.
const ROUNDS: usize = 4;

fn page(head: &str, lines: &[&str]) -> String {
    let body = lines.repeat(ROUNDS).join("</p>\n<p>");
    format!(
        "<!DOCTYPE html>\n<html><head>{head}<title>日報</title></head>\n<body><h1>日報</h1><div class=\"content\"><p>{body}</p></div></body></html>\n"
    )
}

/// A page whose head declares `label`, in `encoding`.
fn declared(form: &str, label: &str, encoding: &'static Encoding, lines: &[&str]) -> Vec<u8> {
    let text = page(&form.replace("{}", label), lines);
    let (bytes, _, unmappable) = encoding.encode(&text);
    assert!(!unmappable, "{} lacks a character", encoding.name());
    bytes.into_owned()
}

#[track_caller]
fn assert_body<'a>(input: impl Into<Input<'a>>, lines: &[&str]) {
    let article = Extractor::default().extract(input).expect("a page in any encoding");
    for line in lines {
        assert!(article.text.contains(line), "{line} is not in {}", article.text);
    }
}

#[test]
fn declared_in_a_meta_element() {
    for form in [META, HTTP_EQUIV] {
        for label in ["gbk", "GB2312", "gb18030", "x-gbk"] {
            assert_body(&declared(form, label, GBK, SIMPLIFIED), SIMPLIFIED);
        }
        for label in ["utf-8", "UTF8"] {
            assert_body(&declared(form, label, UTF_8, SIMPLIFIED), SIMPLIFIED);
            assert_body(&declared(form, label, UTF_8, TRADITIONAL), TRADITIONAL);
        }
        for label in ["big5", "Big5-HKSCS", "x-x-big5"] {
            assert_body(&declared(form, label, BIG5, TRADITIONAL), TRADITIONAL);
        }
    }
}

#[test]
fn declared_behind_scripts() {
    let head = format!("<script>{}</script><meta charset=gbk>", "var a = 1;\n".repeat(300));
    assert_body(&declared(&head, "", GBK, SIMPLIFIED), SIMPLIFIED);
}

#[test]
fn traditional_characters_in_gbk() {
    assert_body(&declared(META, "gbk", GBK, TRADITIONAL), TRADITIONAL);
    assert_body(&declared("", "", GBK, TRADITIONAL), TRADITIONAL);
}

/// Pages that say GB2312 are read as GB18030, which has it within.
#[test]
fn characters_of_four_bytes() {
    for label in ["gb18030", "gb2312", "gbk"] {
        assert_body(&declared(META, label, GB18030, RARE), RARE);
    }
    assert_body(&declared("", "", GB18030, RARE), RARE);
    assert_body(&declared(META, "utf-8", UTF_8, RARE), RARE);
}

#[test]
fn declared_by_http() {
    for (label, encoding, lines) in [("gb2312", GBK, SIMPLIFIED), ("utf-8", UTF_8, SIMPLIFIED), ("big5", BIG5, TRADITIONAL)] {
        let page = declared("", "", encoding, lines);
        assert_body(Input::new(&page).charset(label), lines);
    }
    // What the page itself says counts less.
    let page = declared(META, "big5", GBK, SIMPLIFIED);
    assert_body(Input::new(&page).charset("gbk"), SIMPLIFIED);
}

#[test]
fn not_declared() {
    for (encoding, lines) in [(UTF_8, SIMPLIFIED), (UTF_8, TRADITIONAL), (GBK, SIMPLIFIED), (BIG5, TRADITIONAL)] {
        assert_body(&declared("", "", encoding, lines), lines);
    }
}

#[test]
fn plain_text() {
    for (encoding, lines) in [(UTF_8, SIMPLIFIED), (GBK, SIMPLIFIED), (BIG5, TRADITIONAL), (GB18030, RARE)] {
        assert_body(&encoding.encode(&lines.repeat(ROUNDS).join("\n")).0.into_owned(), lines);
    }
}

/// The detector is given the beginning of it, which may end inside a character.
#[test]
fn a_long_line_that_is_not_declared() {
    for (encoding, lines) in [(GBK, SIMPLIFIED), (BIG5, TRADITIONAL), (GB18030, RARE)] {
        let line = lines.concat().repeat(100);
        for before in ["", "1", "12", "123"] {
            assert_body(&encoding.encode(&format!("{before}{line}")).0.into_owned(), lines);
        }
    }
}

#[test]
fn byte_order_marks() {
    let mut utf8 = "\u{feff}".as_bytes().to_vec();
    utf8.extend(declared(META, "utf-8", UTF_8, SIMPLIFIED));
    assert_body(&utf8, SIMPLIFIED);
    // A mark counts more than a declaration.
    let mut wrong = "\u{feff}".as_bytes().to_vec();
    wrong.extend(declared(META, "gbk", UTF_8, SIMPLIFIED));
    assert_body(Input::new(&wrong).charset("big5"), SIMPLIFIED);
}

/// encoding_rs writes no UTF-16, as the standard says.
#[test]
fn utf_16() {
    for head in ["", "<meta charset=utf-16>", "<meta charset=gbk>"] {
        let text = page(head, SIMPLIFIED);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_body(&[b"\xff\xfe", &little[..]].concat(), SIMPLIFIED);
        assert_body(&[b"\xfe\xff", &big[..]].concat(), SIMPLIFIED);
        assert_body(Input::new(&little).charset(UTF_16LE.name()), SIMPLIFIED);
        assert_body(Input::new(&big).charset(UTF_16BE.name()), SIMPLIFIED);
    }
}

#[test]
fn declared_wrongly() {
    for form in [META, HTTP_EQUIV] {
        assert_body(&declared(form, "utf-8", GBK, SIMPLIFIED), SIMPLIFIED);
        assert_body(&declared(form, "utf-8", BIG5, TRADITIONAL), TRADITIONAL);
        for label in ["gb2312", "big5", "iso-8859-1", "windows-1252", "utf-16", "no-such-charset"] {
            assert_body(&declared(form, label, UTF_8, SIMPLIFIED), SIMPLIFIED);
        }
        for label in ["iso-8859-1", "us-ascii", "no-such-charset", ""] {
            assert_body(&declared(form, label, GBK, SIMPLIFIED), SIMPLIFIED);
        }
    }
    let page = declared("", "", GBK, SIMPLIFIED);
    assert_body(Input::new(&page).charset("utf-8"), SIMPLIFIED);
    assert_body(Input::new(&page).charset("iso-8859-1"), SIMPLIFIED);
}

/// Text that is decoded already: what it says of its encoding is of the past.
#[test]
fn decoded_text() {
    for label in ["gbk", "big5", "utf-16", "iso-8859-1"] {
        assert_body(&page(&META.replace("{}", label), SIMPLIFIED), SIMPLIFIED);
    }
}
