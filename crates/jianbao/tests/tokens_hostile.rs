//! Bad text and bad dictionaries: whatever comes in, tokens tile the text, the work stays in proportion to it, and what is wrong
//! with a dictionary is an error that says where.

mod support {
    pub(crate) mod counting;
    pub(crate) mod tokens;
}

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use jianbao::{ErrorKind, Token, Tokenizer, UserWords};
use proptest::collection::vec;
use proptest::prelude::*;
use support::counting::{Used, used};
use support::tokens;

/// Bytes of the long texts. Were the work quadratic in them, the test would not end.
const LONG: usize = 10_000_000;
/// What the buffers of a worker may take beside its tokens. Measured at most 0.8 million.
const BUFFERS: usize = 2_000_000;
/// A vector that grows is given anew with twice its length, and counts each time.
const GROWTH: usize = 4;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| Tokenizer::new().expect("the dictionary of jianbao-data"));

/// Some sentences in which all kinds of words are.
const SENTENCES: &str = "廊坊市民政局局长趙淑媛表示，1.5万名居民已于１９９８年12月31日20时撤离……\n\
                         总统弗拉基米尔·普京在百分之五点六的N95口罩上写了https://yunzhou.example/a?b=1，\t第二十一次。👨‍👩‍👧";

/// The Han characters in their order: most are no word but by themselves.
static HAN: LazyLock<String> = LazyLock::new(|| ('一'..'鿿').step_by(7).collect());

/// Cuts a text and counts the work.
fn cut(text: &str) -> (usize, Used) {
    LazyLock::force(&TOKENIZER);
    let (tokens, used) = used(|| TOKENIZER.tokenize(text));
    tokens::check(&tokens, text);
    let size = tokens.len() * size_of::<Token>();
    assert!(used.bytes <= GROWTH * size + BUFFERS, "{} bytes allocated for {} tokens", used.bytes, tokens.len());
    assert!(used.peak <= GROWTH * size + BUFFERS, "{} bytes held for {} tokens", used.peak, tokens.len());
    (tokens.len(), used)
}

/// Cuts a part repeated up to that many bytes, and a quarter of that: four times the text is four times the work.
fn linear(part: &str, bytes: usize) {
    let quarter = bytes / part.len() / 4;
    let ((few, less), (many, more)) = (cut(&part.repeat(quarter)), cut(&part.repeat(4 * quarter)));
    let shown: String = part.chars().take(8).collect();
    // A window is cut for its length without regard to words, so that the numbers are only about the same.
    assert!(many.abs_diff(4 * few) <= many / 100 + 16, "{shown:?}: {few} tokens in a quarter, {many} in all");
    for (what, less, more) in [("calls", less.allocations, more.allocations), ("bytes", less.bytes, more.bytes)] {
        assert!(more <= 2 * GROWTH * less, "{shown:?}: {less} {what} for a quarter, {more} for all");
    }
}

#[test]
fn long_lines_of_han() {
    // Words, a name over and over, and characters that hardly any word begins with.
    linear("市政府今天召开会议研究部署下一步工作", LONG);
    linear("欧阳", LONG / 2);
    linear("龘", LONG / 2);
}

#[test]
fn long_numbers() {
    linear("3", LONG);
    linear("1万", LONG);
    linear("1,234", LONG / 2);
    linear("1.", LONG / 2);
    linear("3:1/", LONG / 2);
    linear("第", LONG / 2);
    linear("百分之", LONG / 2);
    linear("二点", LONG / 2);
    linear("三百五十", LONG / 2);
}

#[test]
fn long_words_of_letters() {
    linear("a", LONG);
    linear("N95-", LONG / 2);
    linear("http://", LONG / 2);
    linear("a@", LONG / 2);
    linear("я", LONG / 2);
}

#[test]
fn long_lines_of_marks() {
    linear("·", LONG);
    linear("普京·", LONG / 2);
    linear("，", LONG / 2);
    linear("…", LONG / 2);
    linear(" ", LONG / 2);
    linear("\n", LONG / 2);
    linear("👨‍", LONG / 2);
    linear("🇨", LONG / 2);
}

#[test]
fn characters_that_are_none_by_themselves() {
    // Combining marks, a million of them.
    linear("\u{301}", 2_000_000);
    cut(&format!("字{}", "\u{301}".repeat(1_000_000)));
    cut(&format!("a{}b", "\u{20d0}\u{fe0f}".repeat(500_000)));
    for part in [
        "\0",
        "\u{1}\u{1f}",
        "\u{7f}",
        "\u{85}",
        "\u{200b}\u{200d}",
        "\u{202e}",
        "\u{feff}",
        "\u{fffd}",
        "\u{e000}",
        "\u{f0000}",
        "\u{10ffff}",
    ] {
        linear(part, LONG / 10);
    }
}

/// Long texts are cut in windows, which nobody may see.
#[test]
fn words_are_whole_wherever_they_stand() {
    for word in [
        "1,500,000",
        "15:06",
        "news_1@yunzhou.example",
        "https://yunzhou.example/a,b?c=1;d",
        "COVID-19",
        "Node.js",
        "10%",
        "don't",
        "１，５００",
        "👨‍👩‍👧",
        "……",
    ] {
        // Tables, English and code have no Han character for a window to begin with.
        for between in [" ", ", ", "\t|\t"] {
            let text = format!("{word}{between}").repeat(1000);
            let found = TOKENIZER.tokenize(&text).iter().filter(|token| token.text(&text) == word).count();
            assert_eq!(found, 1000, "{word:?} with {between:?} between");
        }
    }
}

#[test]
fn long_texts_with_words_of_a_user() {
    let longest = "云".repeat(64);
    let words = UserWords::parse(&format!("{longest}\n云云\n1万1\n")).expect("words");
    let tokenizer = TOKENIZER.with_words(&words).expect("a tokenizer");
    for text in ["云".repeat(LONG / 10), "1万".repeat(LONG / 10)] {
        tokens::check(&tokenizer.tokenize(&text), &text);
    }
}

/// Characters that tokens are made of in different ways, and those that no one should write.
fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "江泽民",
        "欧阳",
        "弗拉基米尔·普京",
        "记者",
        "經濟",
        "百分之",
        "第",
        "1.5万",
        "1998年",
        "１２月",
        "https://",
        "www.",
        "@",
        "N95",
        "·",
        "・",
        "……",
        "——",
        "\u{200d}",
        "\u{fe0f}",
        "👨",
        "🏽",
        "🇨",
        "\r\n",
        "　",
    ];
    prop_oneof![
        3 => "[一-龥]{1,8}",
        1 => "[〇零一二三四五六七八九十百千万亿两几点年月日时分]{1,6}",
        2 => "[a-zA-Z0-9.,:/@·%+#'_-]{1,8}",
        1 => "[Ａ-Ｚ０-９，．：／]{1,6}",
        2 => "[，。、：；！？“”‘’《》（）【】—… -]{1,3}",
        1 => "[\u{0}-\u{20}\u{7f}-\u{a0}\u{ad}\u{200b}-\u{200f}\u{2028}\u{2029}\u{202e}\u{feff}\u{fffd}]{1,4}",
        1 => "[\u{300}-\u{36f}\u{20d0}-\u{20ff}\u{fe00}-\u{fe0f}]{1,4}",
        1 => "[\u{e000}-\u{f8ff}\u{f0000}-\u{f0010}]{1,3}",
        1 => "[\u{20000}-\u{2a6df}\u{1f300}-\u{1faff}\u{1f1e6}-\u{1f1ff}\u{e0100}-\u{e01ef}]{1,4}",
        1 => any::<char>().prop_map(String::from),
        3 => prop::sample::select(WORDS).prop_map(String::from),
    ]
}

proptest! {
    // A case that fails becomes a test of its own; no files of seeds beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn any_text_is_tiled(pieces in vec(piece(), 0..40)) {
        let text = pieces.concat();
        tokens::check(&TOKENIZER.tokenize(&text), &text);
    }

    #[test]
    fn a_worker_keeps_nothing_of_the_text_before(texts in vec(vec(piece(), 0..20), 1..4)) {
        let mut worker = TOKENIZER.worker();
        for text in texts {
            let text = text.concat();
            prop_assert_eq!(worker.tokenize(&text), TOKENIZER.tokenize(&text));
        }
    }

    #[test]
    fn words_of_a_user_may_be_any(words in vec(piece(), 1..8), pieces in vec(piece(), 0..20)) {
        let lines: Vec<String> = words.iter().map(|word| word.replace(char::is_whitespace, "")).collect();
        let Ok(user) = UserWords::parse(&lines.join("\n")) else { return Ok(()) };
        let tokenizer = TOKENIZER.with_words(&user).expect("a few words");
        let text = pieces.concat() + &words.concat();
        tokens::check(&tokenizer.tokenize(&text), &text);
    }
}

/// The sections that the header of a dictionary names: where their rows stand, and where they themselves do.
fn sections(blob: &[u8]) -> Vec<(String, usize, Range<usize>)> {
    let number = |at: usize| u32::from_le_bytes(blob[at..at + 4].try_into().unwrap()) as usize;
    let rows = (0..number(8)).map(|row| 12 + 16 * row);
    rows.map(|at| {
        let name = String::from_utf8_lossy(&blob[at..at + 8]).trim_end().to_owned();
        (name, at, number(at + 8)..number(at + 8) + number(at + 12))
    })
    .collect()
}

/// Loads a dictionary that is broken somehow: an error that names a section, or tokens that tile the text.
fn load(blob: Vec<u8>, what: &str) -> Option<String> {
    match Tokenizer::from_bytes(Cow::Owned(blob)) {
        Ok(tokenizer) => {
            let words = UserWords::parse("撤离\tv\n福源老年公寓\tnt").expect("words");
            for tokenizer in [&tokenizer, &tokenizer.with_words(&words).expect("a tokenizer")] {
                tokens::check(&tokenizer.tokenize(SENTENCES), SENTENCES);
                tokens::check(&tokenizer.tokenize(&HAN), &HAN);
            }
            None
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Data, "{what}: {error}");
            let message = error.to_string();
            let known = sections(jianbao_data::DICTIONARY);
            let names = known.iter().map(|(name, ..)| name.as_str()).chain(["header"]);
            assert!(names.into_iter().any(|name| message.contains(&format!("section `{name}`"))), "{what}: {message}");
            Some(message)
        }
    }
}

/// Some lengths below `length`: all of them if there are few.
fn lengths(length: usize, count: usize) -> impl Iterator<Item = usize> {
    let step = length.div_ceil(count).max(1);
    (0..length).step_by(step).chain(length.saturating_sub(16.min(length))..length)
}

#[test]
fn a_sound_dictionary_is_read_from_bytes_of_ones_own() {
    let tokenizer = Tokenizer::from_bytes(Cow::Owned(jianbao_data::DICTIONARY.to_vec())).expect("a sound dictionary");
    assert_eq!(tokenizer.tokenize(SENTENCES), TOKENIZER.tokenize(SENTENCES));
}

#[test]
fn a_dictionary_that_is_cut_is_an_error() {
    let blob = jianbao_data::DICTIONARY;
    let sections = sections(blob);
    let head = 12 + 16 * sections.len();
    for length in 0..head {
        let message = load(blob[..length].to_vec(), "the header cut").expect("an error");
        assert!(message.contains("section"), "{length}: {message}");
    }
    for (name, _, range) in &sections {
        for length in lengths(range.len(), 200) {
            let what = format!("{name} cut at {length}");
            assert!(load(blob[..range.start + length].to_vec(), &what).is_some(), "{what} is read");
        }
    }
}

#[test]
fn a_section_that_is_cut_is_an_error() {
    let blob = jianbao_data::DICTIONARY;
    for (name, at, range) in sections(blob) {
        for length in lengths(range.len(), 12) {
            let mut cut = blob.to_vec();
            cut[at + 12..at + 16].copy_from_slice(&(length as u32).to_le_bytes());
            let what = format!("{name} of {length} bytes");
            // What is left of the last line of a text may be a line as well.
            let may_be_sound =
                ["classes", "shapes"].contains(&name.as_str()) && !blob[range.start + length..range.end - 1].contains(&b'\n');
            assert!(load(cut, &what).is_some() || may_be_sound, "{what} is read");
        }
        let mut lost = blob.to_vec();
        lost[at..at + 8].copy_from_slice(b"unknown ");
        assert_eq!(load(lost, "a section lost"), Some(format!("dictionary: section `{name}` is missing")));
        for (start, length) in [(u32::MAX, 1), (1, u32::MAX), (u32::MAX, u32::MAX), (blob.len() as u32, 1)] {
            let mut astray = blob.to_vec();
            astray[at + 8..at + 12].copy_from_slice(&start.to_le_bytes());
            astray[at + 12..at + 16].copy_from_slice(&length.to_le_bytes());
            let message = load(astray, "a section astray").expect("an error");
            assert!(message.contains(&format!("`{name}`")), "{message}");
        }
    }
}

/// Numbers by chance, the same in every run.
fn chance() -> impl FnMut(usize) -> usize {
    let mut state = 2_463_534_242_u32;
    move |below| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below.max(1)
    }
}

#[test]
fn a_dictionary_with_bits_flipped_is_an_error_or_tiles() {
    let blob = jianbao_data::DICTIONARY;
    let mut chance = chance();
    let head = 12 + 16 * sections(blob).len();
    let parts: Vec<(String, Range<usize>)> =
        sections(blob).into_iter().map(|(name, _, range)| (name, range)).chain([("header".to_owned(), 0..head)]).collect();
    let (mut errors, mut all) = (0, 0);
    for (name, range) in &parts {
        for round in 0..100 {
            let mut flipped = blob.to_vec();
            // One bit, some, and many all over the section; and its beginning, where its lengths stand.
            let (count, reach) = [(1, range.len()), (1000, range.len()), (range.len() / 20, range.len()), (1, 64), (4, 64)][round % 5];
            for _ in 0..count {
                flipped[range.start + chance(reach.min(range.len()))] ^= 1 << chance(8);
            }
            errors += usize::from(load(flipped, &format!("{name}, round {round}")).is_some());
            all += 1;
        }
    }
    assert!(errors > 0 && errors < all, "{errors} errors of {all}: bits have to be flipped in other places");
}
