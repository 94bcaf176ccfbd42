//! What holds for every record, whatever the page.

use jianbao::{Affiliation, Annotation, Article, Entity, Mention, OffsetUnit, Quotation};

/// Checks a record in bytes.
///
/// # Panics
///
/// If the record is unsound; the message says where.
#[allow(dead_code)] // some tests have mentions only
pub(crate) fn check(article: &Article) {
    assert_eq!(article.offset_unit, OffsetUnit::Byte);
    check_blocks(article);
    let Article { mentions, entities, affiliations, quotations, text, .. } = article;
    check_mentions(mentions.as_deref().unwrap_or_default(), text);
    check_relations(
        text,
        mentions.as_deref().unwrap_or_default(),
        entities.as_deref().unwrap_or_default(),
        affiliations.as_deref().unwrap_or_default(),
        quotations.as_deref().unwrap_or_default(),
    );
    for &(start, end) in article.warnings.iter().flat_map(|warning| &warning.spans) {
        assert!(start < end && article.text.get(start..end).is_some(), "a warning points to {start}..{end}");
    }
    check_code_points(article);
    check_utf16(article);
    let json = article.to_json();
    let read: Article = serde_json::from_str(&json).expect("the record can be read back");
    assert_eq!(read.to_json(), json);
}

/// Checks the record of running text in bytes.
///
/// # Panics
///
/// If it is unsound; the message says where.
#[allow(dead_code)] // some tests have articles only
pub(crate) fn check_annotation(annotation: &Annotation) {
    let Annotation { mentions, entities, affiliations, quotations, text, .. } = annotation;
    check_mentions(mentions, text);
    check_relations(
        text,
        mentions,
        entities.as_deref().unwrap_or_default(),
        affiliations.as_deref().unwrap_or_default(),
        quotations.as_deref().unwrap_or_default(),
    );
}

/// Mentions and entities refer to each other; relations are in order, with words of the text, and refer to entities that there are.
fn check_relations(text: &str, mentions: &[Mention], entities: &[Entity], affiliations: &[Affiliation], quotations: &[Quotation]) {
    for (id, entity) in entities.iter().enumerate() {
        assert!(entity.id == id && !entity.name.is_empty(), "{entity:?} is number {id}");
        assert!(entity.mentions.iter().all(|&mention| mentions[mention].entity == Some(id)), "mentions of {entity:?}");
    }
    let referred = mentions.iter().filter(|mention| mention.entity.is_some()).count();
    assert_eq!(referred, entities.iter().map(|entity| entity.mentions.len()).sum::<usize>(), "mentions of entities");
    for held in affiliations {
        let words = held.start.zip(held.end).map(|(start, end)| text.get(start..end));
        assert!(words.is_none_or(|words| words.is_some_and(|words| !words.is_empty())), "the words of {held:?}");
        assert!(held.person.into_iter().chain(held.organization).all(|id| id < entities.len()), "{held:?} among {}", entities.len());
        assert!(held.person.or(held.organization).is_some(), "{held:?} is nobody's");
    }
    let starts: Vec<usize> = affiliations.iter().filter_map(|held| held.start).collect();
    assert!(starts.is_sorted(), "affiliations are out of order");
    for said in quotations {
        assert!(text.get(said.start..said.end).is_some_and(|words| !words.trim().is_empty()), "the words of {said:?}");
        assert!(said.cue.is_none_or(|cue| text.get(cue.start..cue.end).is_some_and(|cue| !cue.is_empty())), "the cue of {said:?}");
        assert!(said.speaker.is_none_or(|speaker| speaker < entities.len()), "{said:?} among {}", entities.len());
    }
    assert!(quotations.is_sorted_by_key(|said| (said.start, said.end)), "quotations are out of order");
}

/// Checks mentions in bytes: in order, with words of the text, side by side or inside each other, no kind inside itself.
fn check_mentions(mentions: &[Mention], text: &str) {
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
