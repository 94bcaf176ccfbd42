//! Keywords: from the head, a line of tags, or the words one a line that end some pages.

use crate::chars::{is_han, is_space};
use crate::labels::Kind;

use super::headline::key;
use super::scene::Scene;

/// More or longer ones are no keywords.
const MOST: usize = 20;
const LONGEST: usize = 16;
/// So many short lines in a row below the text are tag words.
const CLOUD: usize = 3;
const CLOUD_WORD: u32 = 6;

/// The keywords and where they were found.
pub(crate) fn find(scene: &Scene<'_, '_>, text: &str) -> Option<(Vec<String>, &'static str)> {
    let title = key(&scene.headline.text);
    let tidy = |values: Vec<String>| {
        let mut words: Vec<String> = Vec::new();
        for value in values {
            for word in value.split([',', '，', '、', ';', '；', '|']).flat_map(parts) {
                let fits = (2..=LONGEST).contains(&word.chars().count()) && key(word) != title;
                if fits && words.len() < MOST && !words.iter().any(|w| w == word) {
                    words.push(word.to_owned());
                }
            }
        }
        Some(words).filter(|words| !words.is_empty())
    };
    let matter = || tidy([scene.page.front_matter.values("tags"), scene.page.front_matter.values("keywords")].concat()).map(|w| (w, "front_matter"));
    let head = || {
        let values = ["keywords", "news_keywords", "article:tag", "tags"].iter().filter_map(|name| scene.page.head.meta(name));
        values.map(|value| vec![value.to_owned()]).find_map(tidy).map(|w| (w, "meta"))
    };
    let labelled = || scene.field(&[Kind::Keywords], |field| tidy(vec![field.value.clone()]));
    matter().or_else(head).or_else(labelled).or_else(|| cloud(scene, text).map(|words| (words, "tag_lines")))
}

/// Blanks part Chinese keywords, but not Latin ones.
fn parts(value: &str) -> Vec<&str> {
    let value = value.trim();
    if value.split(is_space).all(|word| word.chars().any(is_han)) { value.split(is_space).collect() } else { vec![value] }
}

/// Words of the text, one a line, after its end.
fn cloud(scene: &Scene<'_, '_>, text: &str) -> Option<Vec<String>> {
    let end = scene.span().end;
    let is_tag = |&number: &usize| {
        let line = &scene.page.lines[number];
        let word = scene.page.line_text(number);
        (2..=CLOUD_WORD).contains(&line.chars) && line.han == line.chars && text.contains(word)
    };
    let words: Vec<String> = scene
        .tail()
        .skip_while(|number| !is_tag(number))
        .take_while(is_tag)
        .map(|number| scene.page.line_text(number).to_owned())
        .collect();
    (end > 0 && words.len() >= CLOUD).then_some(words)
}
