//! The cases of testdata/tokens; testdata/README.md says what they hold.

use std::collections::BTreeMap;
use std::path::Path;

use jianbao::{Token, Tokenizer, UserWords};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/tokens");
    let mut files: Vec<_> = folder.read_dir().expect("testdata/tokens").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let tokenizer = Tokenizer::new().expect("the dictionary of jianbao-data");
    let mut failures = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let File { case } = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_name().unwrap_or_default().display();
        failures.extend(case.iter().flat_map(|case| faults(case, &tokenizer)).map(|fault| format!("{name}: {fault}")));
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
