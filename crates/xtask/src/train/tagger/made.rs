//! Texts made of marked ones by putting other places into them, in names of organizations too: a network that has seen a sentence with
//! several counties learns what a county is instead of which ones there are. Persons stay: with made-up names it did worse on real ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::sets::{Marked, Span, kind_number, outermost};
use crate::random::Random;

/// Where names are from, below the folder with the development data.
pub(super) const SOURCES: [&str; 2] = ["data/places/gb2260_all_revisions.tsv", "data/places/towns_9digit_2023.csv"];

/// How often a place becomes a chain of places, from the city down to the community, instead of one place.
const CHAINED: f32 = 0.2;
/// How often what an organization does is taken from another one, too.
const EXCHANGED: f32 = 0.5;

/// What communities are called, and how often.
const COMMUNITIES: [(&str, f32); 5] = [("社区", 0.5), ("村", 0.3), ("小区", 0.1), ("新村", 0.05), ("居委会", 0.05)];

/// Names to put in.
pub(super) struct Names {
    /// By the character that they end with: 市, 区, 县.
    divisions: BTreeMap<char, Vec<String>>,
    towns: Vec<String>,
    /// What follows the place in names of organizations of the marked texts.
    offices: Vec<String>,
}

impl Names {
    pub(super) fn read(shared: &Path, texts: &[Marked]) -> Result<Self> {
        let read = |path: &str| fs::read_to_string(shared.join(path)).with_context(|| format!("cannot read {path}"));
        let mut divisions: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for row in read(SOURCES[0])?.lines().skip(1) {
            let fields: Vec<&str> = row.split('\t').collect();
            if let (Some(&name), Some(&"current")) = (fields.get(1), fields.get(7))
                && let Some(last) = name.chars().last().filter(|_| !name.contains("辖") && name.chars().count() > 1)
            {
                divisions.entry(last).or_default().push(name.to_owned());
            }
        }
        let town = |row: &str| Some(row.split(',').nth(1)?.trim_matches('"').to_owned());
        let towns = read(SOURCES[1])?.lines().skip(1).filter_map(town).filter(|town| !town.contains(['（', '('])).collect();
        Ok(Self { divisions, towns, offices: texts.iter().flat_map(offices).collect() })
    }

    /// The text with other names; none if it has no name that can be exchanged.
    pub(super) fn exchange(&self, marked: &Marked, random: &mut Random) -> Option<Marked> {
        let chars: Vec<char> = marked.text.chars().collect();
        let word = |span: &Span| chars[span.start..span.end].iter().collect::<String>();
        let (mut text, mut spans, mut done, mut is_changed) = (String::new(), Vec::new(), 0, false);
        let mut length = 0;
        let mut put = |text: &mut String, part: &str| {
            text.push_str(part);
            let start = length;
            length += part.chars().count();
            start..length
        };
        for span in &outermost(marked.spans.iter().copied()) {
            put(&mut text, &chars[done..span.start].iter().collect::<String>());
            done = span.end;
            let name = word(span);
            let inner: Vec<&Span> =
                marked.spans.iter().filter(|inner| *inner != span && span.start <= inner.start && inner.end <= span.end).collect();
            let mut push = |range: std::ops::Range<usize>, kind: usize| spans.push(Span { start: range.start, end: range.end, kind });
            if span.kind == kind_number("place")
                && inner.is_empty()
                && let Some(places) = self.places(&name, random)
            {
                for place in &places {
                    push(put(&mut text, place), span.kind);
                }
                is_changed = true;
            } else if span.kind == kind_number("organization")
                && let [place] = inner.as_slice()
                && place.start == span.start
                && place.end < span.end
                && let Some(other) = self.place(&word(place), random)
            {
                let own: String = chars[place.end..span.end].iter().collect();
                let office = if random.share() < EXCHANGED { pick(&self.offices, random).clone() } else { own };
                let range = put(&mut text, &other);
                let rest = put(&mut text, &office);
                push(range.start..rest.end, span.kind);
                push(range, place.kind);
                is_changed = true;
            } else {
                let range = put(&mut text, &name);
                let moved = |at: usize| at - span.start + range.start;
                push(range.clone(), span.kind);
                for inner in inner {
                    push(moved(inner.start)..moved(inner.end), inner.kind);
                }
            }
        }
        put(&mut text, &chars[done..].iter().collect::<String>());
        spans.sort_unstable_by_key(|span| (span.start, usize::MAX - span.end, span.kind));
        is_changed.then_some(Marked { text, spans })
    }

    /// A division of the same sort.
    fn place(&self, name: &str, random: &mut Random) -> Option<String> {
        if name.chars().count() < 3 {
            return None;
        }
        let others = self.divisions.get(&name.chars().last()?)?;
        Some(pick(others, random).clone())
    }

    /// What stands for a place: another of its sort, or a chain of them.
    fn places(&self, name: &str, random: &mut Random) -> Option<Vec<String>> {
        if name.ends_with("镇") || name.ends_with("乡") || name.ends_with("街道") {
            return Some(vec![pick(&self.towns, random).clone()]);
        }
        if name.ends_with("社区") || name.ends_with("村") {
            return Some(vec![self.community(random)]);
        }
        let place = self.place(name, random)?;
        if random.share() >= CHAINED {
            return Some(vec![place]);
        }
        let mut chain = vec![place, pick(&self.towns, random).clone()];
        if random.share() < 0.5 {
            chain.push(self.community(random));
        }
        Some(chain)
    }

    /// A community or village, of the name of some town.
    fn community(&self, random: &mut Random) -> String {
        let root = pick(&self.towns, random).trim_end_matches(['镇', '乡', '街', '道', '办', '事', '处']).to_owned();
        let mut share = random.share();
        let sort = COMMUNITIES.iter().find(|(_, part)| {
            share -= part;
            share < 0.0
        });
        root + sort.map_or("社区", |(name, _)| name)
    }
}

/// What stands behind the place in names of organizations: 民政局.
fn offices(marked: &Marked) -> Vec<String> {
    let (place, organization) = (kind_number("place"), kind_number("organization"));
    let mut found = Vec::new();
    for outer in marked.spans.iter().filter(|span| span.kind == organization) {
        let inner: Vec<&Span> =
            marked.spans.iter().filter(|inner| inner.kind == place && outer.start <= inner.start && inner.end <= outer.end).collect();
        let [inner] = inner.as_slice() else { continue };
        let office: String = marked.text.chars().take(outer.end).skip(inner.end).collect();
        if inner.start == outer.start && office.chars().count() > 1 {
            found.push(office);
        }
    }
    found
}

fn pick<'t, T>(items: &'t [T], random: &mut Random) -> &'t T {
    &items[(random.next() % items.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exchanged_and_marked_where_they_stand() {
        let names = Names {
            divisions: BTreeMap::from([('市', vec!["南平市".into()])]),
            towns: vec!["白沙镇".into()],
            offices: vec!["文化局".into()],
        };
        let span = |start, end, kind| Span { start, end, kind: kind_number(kind) };
        let marked = Marked {
            text: "廊坊市民政局的王芳说".into(),
            spans: vec![span(0, 6, "organization"), span(0, 3, "place"), span(7, 9, "person")],
        };
        let made = names.exchange(&marked, &mut Random::new(3)).unwrap();
        let words: Vec<String> = made.spans.iter().map(|span| made.text.chars().take(span.end).skip(span.start).collect()).collect();
        assert!(words[0].starts_with("南平市") && words[0].ends_with('局'), "{words:?}");
        assert_eq!(words[1], "南平市");
        assert_eq!(words[2], "王芳");
        assert!(made.text.ends_with("的王芳说"), "{}", made.text);
    }
}
