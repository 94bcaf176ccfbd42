//! Bad input: whatever comes in, the work stays in proportion to it, and what comes out is a sound record.
//!
//! Work is counted, not timed: the bytes asked of the allocator in all and the most held at one time, as multiples of
//! the page's bytes, and that a page of eight times the size does not take much more than eight times as much.

mod support {
    pub(crate) mod counting;
    pub(crate) mod record;
}

use std::fmt::Write as _;
use std::sync::LazyLock;

use encoding_rs::{BIG5, GBK, UTF_8};
use jianbao::{Article, Config, ErrorKind, Extractor, Stages};
use support::counting::{Used, used};
use support::record;

/// Multiples of the page's bytes that may be allocated in all and held at one time.
struct Bound {
    bytes: usize,
    peak: usize,
}

/// What is over a limit is left out before the tree. Measured at most 9.7 and 6.3.
const LEFT_OUT: Bound = Bound { bytes: 16, peak: 10 };
/// Few elements, much text. Measured at most 48 and 16.
const TEXT: Bound = Bound { bytes: 80, peak: 24 };
/// An element for every three to seven bytes of the page. Measured at most 146 and 94.
const ELEMENTS: Bound = Bound { bytes: 400, peak: 300 };
/// Markdown of nothing but marks, an event of the parser for every byte or two. Measured at most 252 and 145.
const MARKS: Bound = Bound { bytes: 500, peak: 300 };
/// Bytes for one element of the tree, and before any. Measured 215 and 37 million, those for a table in Markdown.
const NODE: usize = 400;
const BEFORE_NODES: usize = 60_000_000;
/// What any page may use, however small.
const FLOOR: usize = 64 * 1024;
/// How often the work of a page a page of eight times the size may take: in proportion it would be eight, with buffers
/// that grow by doubling up to sixteen; were it quadratic, it would be 64.
const GROWTH: usize = 20;

/// The last paragraph of a page: what survives of one that is cut at a limit.
const LAST: &str = "市政府今天召开会议,研究部署全市防汛工作,要求各部门加强值班,落实责任,确保群众生命财产安全。";

/// All stages, with their tables read.
static WHOLE: LazyLock<Extractor> = LazyLock::new(|| {
    let extractor = Extractor::default();
    extractor.extract(LAST).expect("the data of jianbao-data");
    extractor
});

fn extract(page: &[u8], bound: &Bound) -> (Article, Used) {
    let whole = WHOLE.extract(page).expect("a broken page is not an error");
    record::check(&whole);
    // What the page itself costs; mentions_hostile.rs counts what its text does.
    let extractor = Extractor::new(Config { stages: Stages::Article, ..Config::default() }).expect("a sound configuration");
    let (article, used) = used(|| extractor.extract(page));
    assert!(used.bytes <= bound.bytes * page.len() + FLOOR, "{} bytes allocated for {}", used.bytes, page.len());
    assert!(used.peak <= bound.peak * page.len() + FLOOR, "{} bytes held for {}", used.peak, page.len());
    let article = article.expect("a broken page is not an error");
    assert_eq!(article.text, whole.text);
    (article, used)
}

/// Extracts the page of `n` parts and the one of an eighth of them.
fn linear(n: usize, bound: &Bound, page: impl Fn(usize) -> String) -> Article {
    let (_, part) = extract(page(n / 8).as_bytes(), bound);
    let (article, all) = extract(page(n).as_bytes(), bound);
    for (what, part, all) in [("bytes", part.bytes, all.bytes), ("calls", part.allocations, all.allocations)] {
        assert!(all <= part * GROWTH + FLOOR, "{what} allocated: {part} for an eighth of the page, {all} for all");
    }
    article
}

fn repeated(part: &str) -> impl Fn(usize) -> String {
    move |n| format!("<html><body>{}{LAST}", part.repeat(n))
}

/// `a0='v' a1='v' …`, and so on for any form of attribute.
fn numbered(n: usize, before: &str, after: &str) -> String {
    (0..n).fold(String::new(), |mut text, i| {
        let _ = write!(text, "{before}{i}{after}");
        text
    })
}

#[test]
fn nothing_at_all() {
    for page in ["", " ", "\n\r\n\t \u{3000}\u{a0}", "\u{feff}", "<", "</", "<!", "&", "&#", "\0"] {
        assert_eq!(extract(page.as_bytes(), &TEXT).0.text.replace(['<', '/', '!', '&', '#'], ""), "", "{page:?}");
    }
}

#[test]
fn binary_files_have_no_text() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0\\r\xa8f";
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\xb7\xac\xce\x34\x0b\0\0\0\x0a\0\0\0\x05\0\0\0a.txt\xcbH\xcd\xc9\xc9W(\xcf/\xca";
    for file in [&png[..], zip, &vec![0; 100_000]] {
        assert_eq!(extract(file, &TEXT).0.text, "");
    }
}

#[test]
fn noise_is_bounded() {
    let mut state = 2_463_534_242_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    })
    .take(1_000_000)
    .collect();
    extract(&noise, &TEXT);
}

#[test]
fn nuls_everywhere() {
    let page: String = "<p>市政府今天开会\0</p>".chars().flat_map(|c| [c, '\0']).collect();
    extract(page.as_bytes(), &TEXT);
    let rare = format!("<p>\0{}</p>", "市政府今天召开会议,研究部署下一步工作。".repeat(10));
    assert!(extract(rare.as_bytes(), &TEXT).0.text.contains("市政府今天召开会议"));
}

#[test]
fn cut_inside_the_last_character() {
    let sound = "市政府今天召開會議,研究部署下一步工作,討論了有關問題";
    for (encoding, label) in [(UTF_8, "utf-8"), (GBK, "gbk"), (BIG5, "big5")] {
        let head = format!("<meta charset={label}><p>");
        let (page, ..) = encoding.encode(sound);
        let (last, ..) = encoding.encode("題");
        for missing in 1..last.len() {
            let cut = [head.as_bytes(), &page[..page.len() - missing]].concat();
            let article = extract(&cut, &TEXT).0;
            assert_eq!(article.text, sound.trim_end_matches('題'), "{label} without its last {missing} bytes");
        }
    }
}

#[test]
fn a_paragraph_in_another_encoding_does_not_spoil_the_rest() {
    let (odd, ..) = GBK.encode("本报讯记者从市交通局获悉,新线路将于下月开通。");
    for declared in ["<meta charset=utf-8>", ""] {
        let sound = format!("<p>{LAST}</p>").repeat(5);
        let mut page = format!("<html>{declared}<body><h1>市政府召开防汛会议</h1>{sound}<p>").into_bytes();
        page.extend_from_slice(&odd);
        page.extend_from_slice(format!("</p>{sound}").as_bytes());
        let article = extract(&page, &TEXT).0;
        assert!(article.text.matches(LAST).count() > 5, "{declared}: {}", article.text);
    }
}

#[test]
fn a_frameset_is_no_article() {
    let page = "<html><head><title>某某网</title></head><frameset cols='20%,*'><frame src=a.html><frame src=b.html>\
                <noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>";
    extract(page.as_bytes(), &TEXT);
    linear(100_000, &LEFT_OUT, repeated("<frameset>"));
}

#[test]
fn nested_blocks() {
    for tag in ["<div>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<math><mi>"] {
        assert!(linear(100_000, &LEFT_OUT, repeated(tag)).text.ends_with(LAST), "{tag}");
    }
    // Not visible, whatever is inside.
    for tag in ["<svg>", "<object>", "<ruby><rt>"] {
        linear(100_000, &LEFT_OUT, repeated(tag));
    }
}

#[test]
fn nested_inline_elements() {
    for tag in ["<b>", "<span>", "<nobr>", "<em><u>"] {
        assert!(linear(100_000, &LEFT_OUT, repeated(tag)).text.ends_with(LAST), "{tag}");
    }
    linear(100_000, &TEXT, |n| numbered(n, "<font a=", ">"));
}

#[test]
fn nothing_is_closed() {
    for tag in ["<p>字", "<li>字", "<h1>字", "<a>字", "<dd>字", "<td>字", "<option>字", "<button>字", "<template>字", "<p", "<b><p>字"]
    {
        linear(100_000, &ELEMENTS, repeated(tag));
    }
    for start in ["<!--", "<script>", "<style>", "<title>", "<textarea>", "<xmp>", "<plaintext>", "<![CDATA[", "<?", "<p title='"] {
        linear(100_000, &TEXT, |n| format!("<html><body>{start}{}", "x字 ".repeat(n)));
    }
}

#[test]
fn only_end_tags() {
    for tag in ["</div>", "</b>", "</a>", "</table>", "</html>", "</tr>"] {
        linear(100_000, &LEFT_OUT, repeated(tag));
    }
    linear(100_000, &ELEMENTS, repeated("</p>"));
    linear(100_000, &ELEMENTS, repeated("</br>"));
}

#[test]
fn attributes_of_one_tag() {
    let forms: [fn(usize) -> String; 10] = [
        |n| format!("<p {}>", numbered(n, "a", " ")),
        |n| format!("<p {}>", numbered(n, "a", "/")),
        |n| format!("<p {}>", numbered(n, "a", "='x>y' ")),
        |n| format!("<p {}>", numbered(n, "a", "=\"x>y\"")),
        |n| format!("<p {}>", numbered(n, "a", "\"' ")),
        |n| format!("<p {}", numbered(n, "a", " ")),
        |n| format!("<p {}", numbered(n, "a", "='x>y' ")),
        |n| format!("<p {}b='", numbered(n, "a", " ")),
        |n| format!("<p a=b=\" {}\">", numbered(n, "a", " ")),
        |n| format!("</p {}>", numbered(n, "a", " ")),
    ];
    for form in forms {
        linear(100_000, &TEXT, form);
    }
    let kept = linear(100_000, &LEFT_OUT, |n| format!("<p {}>{LAST}", numbered(n, "a", " ")));
    assert_eq!(kept.text, LAST);
    linear(100_000, &TEXT, |n| numbered(n, "<body a", "=x>"));
    linear(300, &TEXT, |n| format!("<p {}>", numbered(256, "a", " ")).repeat(n));
}

#[test]
fn text_in_tables_is_moved_out_of_them() {
    for part in ["<table>x<p>y", "<table>x", "<table><a>x", "<table><tr>x<td>y</table>", "<table><tr><td>x<table></table>"] {
        linear(100_000, &ELEMENTS, repeated(part));
    }
    linear(100_000, &ELEMENTS, |n| format!("<table>{}", "x<p>y</p>".repeat(n)));
}

#[test]
fn misnested_tags() {
    for part in ["<a><p>y", "<a href=x><p>y", "<a><div>", "<i><a><div></i>", "<font><div></font>", "<b></p>", "<em><p>", "</p><b>"] {
        linear(100_000, &ELEMENTS, repeated(part));
    }
}

#[test]
fn ten_megabytes_in_one_node() {
    for part in ["<", "&", "x "] {
        extract(format!("<p>{}", part.repeat(10_000_000 / part.len())).as_bytes(), &TEXT);
    }
    let text = "市政府今天召开会议。".repeat(333_333);
    assert_eq!(extract(format!("<p>{text}</p>").as_bytes(), &TEXT).0.text.len(), text.len());
}

#[test]
fn a_million_paragraphs() {
    extract(repeated("<p>字")(1_000_000).as_bytes(), &ELEMENTS);
    let page = format!("<p>{LAST}").repeat(20_000);
    assert!(extract(page.as_bytes(), &ELEMENTS).0.blocks.len() > 19_000);
}

#[test]
fn articles_of_many_parts() {
    let article = |part: fn(usize) -> String| {
        move |n: usize| {
            let parts: String = (0..n).map(part).collect();
            format!("<html><body><h1>标题</h1><div><p>{LAST}</p>{parts}<p>{LAST}</p></div></body></html>")
        }
    };
    linear(50_000, &ELEMENTS, article(|i| format!("<p>{i} {LAST}</p>")));
    linear(50_000, &ELEMENTS, article(|i| format!("<img src=/{i}.png>")));
    linear(50_000, &ELEMENTS, |n| {
        let rows = numbered(n, "<tr><td>", "<td>云州市</tr>");
        article(|_| String::new())(0).replace("</p><p>", &format!("</p><table>{rows}</table><p>"))
    });
}

#[test]
fn a_title_as_long_as_the_page() {
    linear(20_000, &ELEMENTS, |n| format!("<title>{}</title><body>{}", "字".repeat(60 * n), format!("<p>{}", "字".repeat(60)).repeat(n)));
}

#[test]
fn markdown_of_nothing_but_marks() {
    for part in ["[", "[a](http://x", "*a _b ", "> ", "|a", "`", "- ", "#", "![", "<a"] {
        linear(50_000, &MARKS, |n| format!("# 标题\n\n**正文**\n{}", part.repeat(n)));
    }
    linear(100_000, &TEXT, |n| format!("---\n{}---\n正文", numbered(n, "key", ": value\n")));
    linear(100_000, &TEXT, |n| format!("---\n{}", numbered(n, "key", ": value\n")));
    linear(100_000, &TEXT, |n| format!("---\ntags:\n{}---\n正文", "- 词\n".repeat(n)));
}

#[test]
fn a_page_over_the_limit_is_an_error() {
    let config = Config { max_bytes: 1000, ..Config::default() };
    let extractor = Extractor::new(config).expect("a sound configuration");
    assert!(extractor.extract(&[b'x'; 1000]).is_ok());
    let error = extractor.extract(&[b'x'; 1001]).expect_err("over the limit");
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("max_bytes") && error.to_string().contains("1001"), "{error}");
}

#[test]
fn max_nodes_bounds_what_is_held() {
    // Each paragraph opens the 64 `<font>` anew: 64 elements for eight bytes.
    let fonts = format!("<p>{}{}", numbered(64, "<font a=", ">"), "</p><p>字".repeat(100_000));
    // The Markdown parser fills up short rows of a wide table with empty cells, 262,144 at most.
    let table = format!("# 标题\n\n**正文**\n\n{}\n{}\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "|a|\n".repeat(1_000));
    for page in [fonts, table] {
        for max_nodes in [0, 1, 1_000, 50_000] {
            let extractor = Extractor::new(Config { max_nodes, ..Config::default() }).expect("a sound configuration");
            let (article, used) = used(|| extractor.extract(&page));
            record::check(&article.expect("a broken page is not an error"));
            assert!(used.peak <= NODE * max_nodes + BEFORE_NODES, "{} bytes held for {max_nodes} nodes", used.peak);
        }
    }
}
