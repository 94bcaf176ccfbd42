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
    let matter =
        || tidy([scene.page.front_matter.values("tags"), scene.page.front_matter.values("keywords")].concat()).map(|w| (w, "front_matter"));
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
    let has_shape = |&number: &usize| {
        let line = &scene.page.lines[number];
        (2..=CLOUD_WORD).contains(&line.chars) && line.han == line.chars && line.linked == 0
    };
    let lines: Vec<usize> = scene.tail().collect();
    let run = lines.chunk_by(|a, b| has_shape(a) == has_shape(b)).find(|run| has_shape(&run[0]) && run.len() >= CLOUD)?;
    let words: Vec<String> =
        run.iter().map(|&number| scene.page.line_text(number)).filter(|word| text.contains(word)).map(str::to_owned).collect();
    (words.len() >= CLOUD).then_some(words)
}
