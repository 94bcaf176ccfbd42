//! The cases of testdata/relations; testdata/README.md says what they hold.

mod support {
    pub(crate) mod cases;
}

use jianbao::{Affiliation, Annotation, Cue, Entity, Extractor, Quotation, Text};
use serde::Deserialize;
use support::cases;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    entities: Option<Vec<String>>,
    affiliations: Option<Vec<String>>,
    quotations: Option<Vec<String>>,
}

/// A record as cases write it.
struct Written<'r> {
    record: &'r Annotation,
    entities: &'r [Entity],
}

impl Written<'_> {
    fn name(&self, entity: Option<usize>) -> &str {
        entity.map_or("-", |id| self.entities[id].name.as_str())
    }

    fn entity(&self, entity: &Entity) -> String {
        let words: Vec<&str> = entity.mentions.iter().map(|&mention| self.record.mentions[mention].text.as_str()).collect();
        let kind = serde_json::to_value(entity.kind).expect("a kind");
        let inferred = if entity.inferred { " (inferred)" } else { "" };
        format!("{} {}{inferred}: {}", kind.as_str().expect("a word"), entity.name, words.join(" "))
    }

    fn affiliation(&self, affiliation: &Affiliation) -> String {
        let title = affiliation.title.as_deref().unwrap_or("-");
        let mut written = format!("{} | {title} | {}", self.name(affiliation.person), self.name(affiliation.organization));
        written.extend(
            [(affiliation.former, " | former"), (affiliation.inferred, " | inferred")].iter().filter(|(is, _)| *is).map(|(_, word)| *word),
        );
        written
    }

    fn quotation(&self, quotation: &Quotation) -> String {
        let kind = serde_json::to_value(quotation.kind).expect("a kind");
        let cue = quotation.cue.as_ref().map_or("-", |&Cue { start, end, .. }| &self.record.text[start..end]);
        let words = &self.record.text[quotation.start..quotation.end];
        format!("{} | {} | {cue} | {words}", kind.as_str().expect("a word"), self.name(quotation.speaker))
    }
}

#[test]
fn relations_are_as_the_cases_expect() {
    let extractor = Extractor::default();
    let mut failures = Vec::new();
    for (file, Case { name, text, entities, affiliations, quotations }) in cases::read::<Case>("relations", "") {
        let record = extractor.annotate(Text::new(&text)).expect("a record");
        let found = record.entities.as_deref().expect("entities");
        let written = Written { record: &record, entities: found };
        let mut compare = |expected: Option<Vec<String>>, found: Vec<String>| match expected {
            // Cases of entities name those that they are about.
            Some(expected) if file.starts_with("entities") => {
                failures.extend(
                    expected
                        .iter()
                        .filter(|entity| !found.contains(entity))
                        .map(|entity| format!("{file}: {name}\n  no {entity} in {found:?}")),
                );
            }
            Some(expected) if expected != found => failures.push(format!("{file}: {name}\n  expected {expected:?}\n  found    {found:?}")),
            _ => {}
        };
        compare(entities, found.iter().map(|entity| written.entity(entity)).collect());
        compare(affiliations, record.affiliations.iter().flatten().map(|affiliation| written.affiliation(affiliation)).collect());
        compare(quotations, record.quotations.iter().flatten().map(|quotation| written.quotation(quotation)).collect());
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn mentions_and_entities_refer_to_each_other() {
    let text = "云州市民政局局长王丽娟昨天在云州表示，市民政局将新建三所养老院。";
    let record = Extractor::default().annotate(text).expect("a record");
    let entities = record.entities.expect("entities");
    for (id, entity) in entities.iter().enumerate() {
        assert_eq!(entity.id, id);
        assert!(entity.mentions.iter().all(|&mention| record.mentions[mention].entity == Some(id)), "{entity:?}");
    }
    for (place, mention) in record.mentions.iter().enumerate() {
        if let Some(entity) = mention.entity {
            assert!(entities[entity].mentions.contains(&place), "{mention:?}");
        }
    }
}

#[test]
fn the_byline_is_linked_to_entities() {
    let page = "<h1>养老院开放</h1><p>来源：云州晚报 记者：林知遥 编辑：周小二</p><p>云州市民政局局长王丽娟昨天表示，全市新建了三所养老院，\
                老人们下月就可以入住。</p><p>林知遥还走访了其中的一所，看到房间宽敞明亮，食堂里饭菜飘香。</p>";
    let article = Extractor::default().extract(page).expect("a record");
    let entities = article.entities.as_deref().expect("entities");
    let author = &article.authors[0];
    assert_eq!(author.entity.map(|id| entities[id].name.as_str()), Some("林知遥"));
    let signed = article.affiliations.iter().flatten().find(|affiliation| affiliation.person == author.entity).expect("an affiliation");
    assert_eq!((signed.title.as_deref(), signed.start), (Some("记者"), None));
    assert_eq!(signed.organization.map(|id| entities[id].name.as_str()), article.source.as_deref());
}
