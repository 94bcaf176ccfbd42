//! The cases of testdata/tokens; testdata/README.md says what they hold.

mod support {
    pub(crate) mod cases;
}

use std::collections::BTreeMap;

use jianbao::{Token, Tokenizer, UserWords};
use serde::Deserialize;
use support::cases;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    words: Option<String>,
    tokens: Option<Vec<String>>,
    #[serde(default)]
    whole: Vec<String>,
    like: Option<String>,
    #[serde(default)]
    tags: BTreeMap<String, String>,
}

/// Where tokens end, in characters of their text.
fn ends(tokens: &[Token], text: &str) -> Vec<usize> {
    tokens.iter().map(|token| text[..token.end].chars().count()).collect()
}

/// What of a case is not as it should be.
fn faults(case: &Case, tokenizer: &Tokenizer) -> Vec<String> {
    let Case { text, .. } = case;
    let words = case.words.as_deref().map(|words| UserWords::parse(words).expect("words of a user"));
    let tokenizer = words.map_or_else(|| tokenizer.clone(), |words| tokenizer.with_words(&words).expect("a tokenizer"));
    let tokens = tokenizer.tokenize(text);
    let cut: Vec<&str> = tokens.iter().map(|token| token.text(text)).collect();
    let mut faults = Vec::new();
    if case.tokens.as_ref().is_some_and(|expected| *expected != cut) {
        faults.push(format!("not {:?}", case.tokens.as_ref().unwrap()));
    }
    for word in &case.whole {
        // A word that the text holds twice has to be a token each time.
        let (found, all) = (cut.iter().filter(|token| *token == word).count(), text.matches(word.as_str()).count());
        if found == 0 || found < all && word.chars().count() > 1 {
            faults.push(format!("{word:?} is a token {found} times, not {}", all.max(1)));
        }
    }
    if let Some(twin) = &case.like {
        assert_eq!(twin.chars().count(), text.chars().count(), "{}: both texts have the same characters", case.name);
        let others = tokenizer.tokenize(twin);
        if ends(&others, twin) != ends(&tokens, text) {
            faults.push(format!("like {twin:?} it should be\n    {:?}", others.iter().map(|token| token.text(twin)).collect::<Vec<_>>()));
        }
        let (tags, other_tags): (Vec<_>, Vec<_>) =
            (tokens.iter().map(|token| token.tag).collect(), others.iter().map(|token| token.tag).collect());
        if tags != other_tags {
            faults.push(format!("like {twin:?} it should have the tags\n    {other_tags:?}, not\n    {tags:?}"));
        }
    }
    for (word, tag) in &case.tags {
        let found: Vec<&str> = tokens.iter().filter(|token| token.text(text) == word).map(|token| token.tag.name()).collect();
        if found.is_empty() || found.iter().any(|found| found != tag) {
            faults.push(format!("{word:?} has the tags {found:?}, not {tag}"));
        }
    }
    if faults.is_empty() { faults } else { vec![format!("{}\n  {}\n  in {cut:?}", case.name, faults.join("\n  "))] }
}

#[test]
fn texts_are_cut_as_the_cases_expect() {
    let tokenizer = Tokenizer::new().expect("the dictionary of jianbao-data");
    let mut failures = Vec::new();
    for (file, case) in cases::read::<Case>("tokens", "") {
        failures.extend(faults(&case, &tokenizer).into_iter().map(|fault| format!("{file}: {fault}")));
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
