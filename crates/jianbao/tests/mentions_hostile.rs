//! Bad text: whatever comes in, mentions are sound and the work stays in proportion to the text.

mod support {
    pub(crate) mod counting;
    pub(crate) mod record;
}

use std::fmt::Write as _;
use std::sync::LazyLock;

use jianbao::{Extractor, Guideline, Mention, Text};
use proptest::collection::vec;
use proptest::prelude::*;
use support::counting::{Used, used};
use support::record;

/// Bytes of the long texts. Were the work quadratic in them, the test would not end.
const LONG: usize = 1_000_000;
/// How often the work of a text one of four times the length may take: buffers grow by doubling.
const GROWTH: usize = 8;
/// What any text may use, however short.
const FLOOR: usize = 4_000_000;
/// Bytes that may be held for one of the text. Measured at most 38.
const PEAK: usize = 60;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let extractor = Extractor::default();
    extractor.annotate("").expect("the data of jianbao-data");
    extractor
});

fn annotate(text: &str) -> (Vec<Mention>, Used) {
    LazyLock::force(&EXTRACTOR);
    let (annotation, used) = used(|| EXTRACTOR.annotate(text));
    let annotation = annotation.expect("a record");
    record::check_annotation(&annotation);
    assert!(used.peak <= PEAK * text.len() + FLOOR, "{} bytes held for {}", used.peak, text.len());
    (annotation.mentions, used)
}

#[test]
fn speech_and_posts_without_end() {
    linear("“我说。”");
    linear("王丽娟说“好”，");
    linear("王丽娟说，表示");
    linear("“");
    linear("他说“他说");
    linear("云州市民政局（以下简称“市民政局”）");
    linear("云州市民政局党组书记、");
    linear("王丽娟、");
    linear("云州市云州市局长等");
    linear("市民政局区民政局");
    linear("《通知》指出，“");
}

/// Annotates a part repeated up to the length, and a quarter of that.
fn linear(part: &str) {
    let quarter = LONG / part.len() / 4;
    let ((_, less), (_, more)) = (annotate(&part.repeat(quarter)), annotate(&part.repeat(4 * quarter)));
    let shown: String = part.chars().take(12).collect();
    for (what, less, more) in [("calls", less.allocations, more.allocations), ("bytes", less.bytes, more.bytes)] {
        assert!(more <= GROWTH * less + FLOOR, "{shown:?}: {less} {what} for a quarter, {more} for all");
    }
}

#[test]
fn long_texts_without_a_stop() {
    linear("市政府今天召开会议研究部署下一步工作");
    linear("江泽民");
    linear("云州市民政局");
    linear("臺灣總統府發言人張惇涵");
    linear("ＡＢＣ");
}

#[test]
fn marks_of_titles() {
    linear("《");
    linear("》");
    linear("《〈");
    linear("《题");
    linear("《题》");
    linear("《〈题〉》");
    linear("《\n");
}

#[test]
fn digits_and_signs_of_numbers() {
    for part in [
        "1",
        "１",
        "1-",
        "1 ",
        "(1",
        "（0571）",
        "+86",
        "+1-",
        "13900001234",
        "13900001234、",
        "0571-88001234 ",
        "转1",
        "电话",
        "电话:",
        "电话1",
        "12345热线",
        "：",
        "订单号 ",
    ] {
        linear(part);
    }
    let one = format!("电话{}13900001234", "：".repeat(LONG / 3));
    annotate(&one);
}

#[test]
fn signs_of_addresses() {
    for part in [
        "@",
        "a@",
        "a@b.cn",
        "a.",
        ".",
        "www.",
        "a.cn",
        "a.cn/",
        "a.cn,",
        "http://",
        "http://a",
        "http://a,",
        "http://a)",
        "xhttp://",
        "://",
        "%",
        "-a",
        "a:",
    ] {
        linear(part);
    }
    annotate(&format!("http://a.cn/{}", ")".repeat(LONG)));
    annotate(&format!("{}@b.cn", "a".repeat(LONG)));
    annotate(&format!("a@{}.cn", "b".repeat(LONG)));
}

#[test]
fn characters_that_are_none_by_themselves() {
    for part in ["\0", "\u{1}", "\u{200b}", "\u{301}", "\u{202e}", "\u{feff}", "\u{10ffff}", "👨‍👩‍👧", "🇨🇳", "\r\n", "　", "…"]
    {
        linear(part);
    }
}

/// Many names with the same first two characters, and a text that is made of them.
#[test]
fn many_names_that_begin_alike() {
    let names = ('一'..='龥').step_by(3).fold(String::new(), |mut names, c| {
        let _ = write!(names, "王小{c}说，云州{c}公司，");
        names
    });
    let (_, once) = annotate(&names);
    let (_, twice) = annotate(&names.repeat(4));
    assert!(twice.bytes <= GROWTH * once.bytes + FLOOR, "{once:?} {twice:?}");
}

fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "江泽民",
        "云州市",
        "民政局",
        "云州市民政局",
        "局长",
        "12345",
        "热线",
        "电话：",
        "转",
        "0571-88001234",
        "13900001234",
        "（010）",
        "+86 ",
        "www.",
        "https://",
        "yunzhou.cn",
        "news@",
        "昨天",
        "王丽娟",
        "书记",
        "等",
        "原",
        "说",
        "表示，",
        "告诉记者：",
        "据",
        "介绍",
        "他",
        "（以下简称“",
        "的声音",
        "《通知》",
        "“",
        "”",
        "。”",
        "「",
        "」",
        "3月5日",
        "\n",
        "\u{200b}",
        "👨‍👩‍👧",
        "𠮷",
    ];
    prop_oneof![
        4 => prop::sample::select(WORDS).prop_map(String::from),
        2 => "[《》〈〉]{1,2}",
        2 => "[一-龥]{1,6}",
        1 => "[a-zA-Z0-9.,:/@+()%_-]{1,8}",
        1 => "[，。、：；“”（） ]{1,2}",
        1 => "[０-９－＋　]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    // A case that fails becomes a test of its own; no files of seeds beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn any_text_has_sound_mentions(pieces in vec(piece(), 0..30)) {
        let text = pieces.concat();
        for guideline in [Guideline::News, Guideline::Msra] {
            let annotation = EXTRACTOR.annotate(Text::new(&text).guideline(guideline)).expect("a record");
            record::check_annotation(&annotation);
            prop_assert_eq!(&annotation, &Extractor::default().annotate(Text::new(&text).guideline(guideline)).expect("a record"));
        }
    }
}
