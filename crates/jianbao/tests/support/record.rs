//! What holds for every record, whatever the page.

use jianbao::{Article, Mention, OffsetUnit};

/// Checks a record in bytes.
///
/// # Panics
///
/// If the record is unsound; the message says where.
#[allow(dead_code)] // some tests have mentions only
pub(crate) fn check(article: &Article) {
    assert_eq!(article.offset_unit, OffsetUnit::Byte);
    check_blocks(article);
    check_mentions(article.mentions.as_deref().unwrap_or_default(), &article.text);
    for &(start, end) in article.warnings.iter().flat_map(|warning| &warning.spans) {
        assert!(start < end && article.text.get(start..end).is_some(), "a warning points to {start}..{end}");
    }
    check_code_points(article);
    check_utf16(article);
    let json = article.to_json();
    let read: Article = serde_json::from_str(&json).expect("the record can be read back");
    assert_eq!(read.to_json(), json);
}

/// Checks mentions in bytes: in order, with words of the text, side by side or inside each other, no kind inside itself.
///
/// # Panics
///
/// If they are unsound; the message says where.
pub(crate) fn check_mentions(mentions: &[Mention], text: &str) {
    let mut around: Vec<&Mention> = Vec::new();
    let mut last = None;
    for mention in mentions {
        let &Mention { start, end, kind, .. } = mention;
        let place = Some((start, usize::MAX - end, kind));
        assert_eq!(text.get(start..end), Some(mention.text.as_str()), "the words of {mention:?}");
        assert!(mention.text.contains(char::is_alphanumeric), "no words in {mention:?}");
        assert!(last < place, "{mention:?} is out of order");
        around.retain(|outer| outer.end > start);
        for outer in &around {
            assert!(end <= outer.end, "{mention:?} overlaps {outer:?} in part");
            assert!(kind != outer.kind, "{mention:?} stands inside {outer:?}");
        }
        around.push(mention);
        last = place;
    }
}

/// Blocks ascend and cover the text but for one line break between two of them; none holds a control character.
fn check_blocks(article: &Article) {
    let mut next = 0;
    for block in &article.blocks {
        assert_eq!(block.start, next, "where a block starts");
        let text = article.text.get(block.start..block.end).unwrap_or_else(|| panic!("no span of the text: {block:?}"));
        assert!(!text.is_empty(), "an empty block at {next}");
        assert!(!text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')), "a control character in {text:?}");
        assert!(article.text.len() == block.end || article.text.as_bytes()[block.end] == b'\n', "no line break after {block:?}");
        next = block.end + 1;
    }
    assert_eq!(article.text.len(), next.saturating_sub(1), "the blocks cover the text");
}

fn check_code_points(article: &Article) {
    let counted = article.with_offsets(OffsetUnit::CodePoint);
    let characters: Vec<char> = article.text.chars().collect();
    for (span, bytes) in spans(&counted).zip(spans(article)) {
        assert!(characters[span.0..span.1].iter().copied().eq(article.text[bytes.0..bytes.1].chars()));
    }
}

fn check_utf16(article: &Article) {
    let counted = article.with_offsets(OffsetUnit::Utf16);
    let units: Vec<u16> = article.text.encode_utf16().collect();
    for (span, bytes) in spans(&counted).zip(spans(article)) {
        assert!(units[span.0..span.1].iter().copied().eq(article.text[bytes.0..bytes.1].encode_utf16()));
    }
}

fn spans(article: &Article) -> impl Iterator<Item = (usize, usize)> {
    let warnings = article.warnings.iter().flat_map(|warning| warning.spans.iter().copied());
    let mentions = article.mentions.iter().flatten().map(|mention| (mention.start, mention.end));
    article.blocks.iter().map(|block| (block.start, block.end)).chain(warnings).chain(mentions)
}
