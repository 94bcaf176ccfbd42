//! What holds for every record whatever the page, on pages put together by chance.

mod support {
    pub(crate) mod record;
}

use encoding_rs::{BIG5, Encoding, GB18030};
use jianbao::{Article, Extractor, Input};
use proptest::collection::vec;
use proptest::prelude::*;
use support::record;

/// Elements that the parser or the builder of pages treats in a way of its own, and some that are nothing special.
const TAGS: &[&str] = &[
    "p",
    "div",
    "span",
    "a",
    "b",
    "h1",
    "h2",
    "br",
    "hr",
    "img",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "pre",
    "code",
    "blockquote",
    "article",
    "section",
    "nav",
    "footer",
    "form",
    "button",
    "select",
    "option",
    "textarea",
    "script",
    "style",
    "title",
    "template",
    "svg",
    "math",
    "ruby",
    "rt",
    "time",
    "html",
    "head",
    "body",
    "meta",
    "link",
    "frameset",
    "noscript",
    "plaintext",
    "x-y",
];
const ATTRIBUTES: &[&str] = &[
    "",
    " class=content",
    " class='article-title'",
    " id=\"info\"",
    " style='display:none'",
    " hidden",
    " href='/a?b&c'",
    " src=x.jpg alt='图 片'",
    " datetime=2024-03-05",
    " name=author content=张三",
    " title='<p>'",
    " a=\"",
    " /",
];
const MARKUP: &[&str] = &[
    "&nbsp;",
    "&lt;",
    "&#20013;",
    "&#x0;",
    "&#13;",
    "&amp;amp",
    "&",
    "<",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE html>",
    "<?xml?>",
];
const LINES: &[&str] = &[
    "---\n",
    "title: 一: 二\n",
    "date: 2024-03-05 10:20\n",
    "tags: [甲, 乙]\n",
    " - 丙\n",
    "# 标题\n",
    "**粗体**",
    "> 引文\n",
    "[链接](http://x.cn/a)",
    "| 甲 | 乙 |\n",
    "|---|---|\n",
    "```\n",
    "1. 项\n",
    "来源:某报\n",
    "　　本报讯 ",
    "\t",
    "\r\n",
    "\n\n",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥,。！？“”「」、 　a-z0-9]{1,16}",
        "[\u{0}-\u{20}\u{7f}-\u{a0}\u{ad}\u{200b}-\u{200f}\u{2028}\u{2029}\u{202e}\u{feff}\u{3000}]{1,4}",
        "\\PC{1,4}",
        any::<char>().prop_map(String::from),
    ]
}

fn tag() -> impl Strategy<Value = String> {
    let start = (prop::sample::select(TAGS), prop::sample::select(ATTRIBUTES)).prop_map(|(name, attribute)| format!("<{name}{attribute}>"));
    prop_oneof![3 => start, 2 => prop::sample::select(TAGS).prop_map(|name| format!("</{name}>"))]
}

fn soup() -> impl Strategy<Value = String> {
    vec(prop_oneof![4 => tag(), 3 => words(), 1 => prop::sample::select(MARKUP).prop_map(String::from)], 0..60)
        .prop_map(|parts| parts.concat())
}

fn plain() -> impl Strategy<Value = String> {
    vec(prop_oneof![words(), prop::sample::select(LINES).prop_map(String::from), Just("\n".to_owned())], 0..40)
        .prop_map(|parts| parts.concat())
}

/// Extracts twice and checks that both records are sound and the same.
fn extract<'a>(input: impl Into<Input<'a>>) -> Article {
    let input = input.into();
    let article = Extractor::default().extract(input).expect("a broken page is not an error");
    record::check(&article);
    assert_eq!(Extractor::default().extract(input).expect("as before").to_json(), article.to_json());
    article
}

/// A page that declares its encoding and is in it; nothing if the encoding does not have all of its characters.
fn encoded(encoding: &'static Encoding, body: &str) -> Option<Vec<u8>> {
    // Enough that it is not taken for UTF-8 by accident, as the two characters of 联通 would be.
    let known = "市政府今天召開會議,研究部署下一步工作,討論了有關問題。";
    let page = format!("<html><head><meta charset={}></head><body><p>{known}</p>{body}</body></html>", encoding.name());
    let (bytes, ..) = encoding.encode(&page);
    // Some characters of the private use areas come back as others.
    (encoding.decode_without_bom_handling(&bytes).0 == page).then(|| bytes.into_owned())
}

fn same_in_utf8(encoding: &'static Encoding, body: &str) {
    if let Some(other) = encoded(encoding, body) {
        let page = encoded(encoding_rs::UTF_8, body).expect("UTF-8 has all characters");
        let (other, page) = (extract(&other), extract(&page));
        assert_eq!((other.text, other.blocks), (page.text, page.blocks));
    }
}

proptest! {
    // A case that fails becomes a test of its own; no files of seeds beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..2000)) {
        extract(&bytes);
    }

    #[test]
    fn bytes_of_a_page_with_some_changed(page in soup(), places in vec((any::<prop::sample::Index>(), any::<u8>()), 0..8)) {
        let mut bytes = GB18030.encode(&page).0.into_owned();
        for (place, byte) in places.into_iter().filter(|_| !page.is_empty()) {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        extract(&bytes);
    }

    #[test]
    fn a_soup_of_tags(page in soup()) {
        extract(&page);
    }

    #[test]
    fn plain_text_and_markdown(page in plain()) {
        extract(&page);
    }

    #[test]
    fn text_is_its_bytes(page in soup()) {
        let page = format!("<html><meta charset=utf-8>{page}").replace('\0', "");
        prop_assert_eq!(extract(&page).to_json(), extract(page.as_bytes()).to_json());
    }

    #[test]
    fn gb18030_reads_as_utf8(body in soup()) {
        same_in_utf8(GB18030, &body.replace('\0', ""));
    }

    #[test]
    fn big5_reads_as_utf8(body in vec(prop_oneof![tag(), "[市政府今天召開會議研究部署下一步工作討論有關問題。,、]{1,16}"], 0..40)) {
        same_in_utf8(BIG5, &body.concat());
    }
}
