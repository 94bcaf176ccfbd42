//! The article as schema.org `NewsArticle` in JSON-LD.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::print::without_absent;
use super::{Affiliation, Article, Entity, EntityKind, MentionKind, Person};

impl Article {
    /// The article as schema.org [`NewsArticle`](https://schema.org/NewsArticle) in JSON-LD.
    ///
    /// What the record does not hold is left out. `publisher` is the site, `isBasedOn` the medium that the text was
    /// taken from (转载来源), if that is another; `jobTitle` is the word of the credit (记者, 责任编辑); `mentions` are the
    /// persons, organizations and places that the text names, persons with their posts (`jobTitle`, `affiliation`; former ones left
    /// out), and what was said (`Quotation` with `creator`).
    ///
    /// ```
    /// let article = jianbao::Extractor::default().extract("<p>记者从市文化局获悉,新馆今天开放,市民可以免费办证。</p>")?;
    /// let news = article.to_jsonld();
    /// assert_eq!(news["@type"], "NewsArticle");
    /// assert_eq!(news["articleBody"], article.text);
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn to_jsonld(&self) -> Value {
        let origin = self.source.as_ref().filter(|&source| self.site_name.as_ref() != Some(source));
        without_absent(json!({
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.headline,
            "alternativeHeadline": self.subheadline,
            "articleBody": self.text,
            "articleSection": self.section,
            "author": self.authors.iter().map(person).collect::<Vec<_>>(),
            "editor": self.editors.iter().map(person).collect::<Vec<_>>(),
            "publisher": self.site_name.as_deref().map(organization),
            "isBasedOn": origin.map(|name| json!({ "@type": "NewsArticle", "publisher": organization(name) })),
            "datePublished": self.date_published.as_ref().map(|date| &date.iso),
            "dateModified": self.date_modified.as_ref().map(|date| &date.iso),
            "dateline": self.dateline.as_ref().map(|dateline| &dateline.raw),
            "inLanguage": self.language,
            "keywords": self.keywords,
            "mentions": self.things(),
            "url": self.url,
            "mainEntityOfPage": self.url.as_ref().map(|url| json!({ "@type": "WebPage", "@id": url })),
            "image": self.images.iter().map(|image| json!({
                "@type": "ImageObject", "url": image.url, "caption": image.caption,
            })).collect::<Vec<_>>(),
        }))
    }
}

impl Article {
    /// What the text speaks of, as schema.org has it: entities if they were asked for, else names as the text has them.
    fn things(&self) -> Vec<Value> {
        let Some(entities) = &self.entities else {
            let kinds = [MentionKind::Person, MentionKind::Organization, MentionKind::Place];
            return self.names(&kinds).into_iter().map(|(kind, name)| json!({ "@type": type_of_mention(kind), "name": name })).collect();
        };
        let mentioned = entities.iter().filter(|entity| !entity.mentions.is_empty());
        let things = mentioned.map(|entity| match entity.kind {
            EntityKind::Person => self.known_person(entity, entities),
            kind => json!({ "@type": type_of(kind), "name": entity.name }),
        });
        let quotations = self.quotations.iter().flatten().map(|quotation| {
            let speaker = quotation.speaker.and_then(|id| entities.get(id));
            json!({
                "@type": "Quotation",
                "text": self.words(quotation),
                "creator": speaker.map(|speaker| json!({ "@type": type_of(speaker.kind), "name": speaker.name })),
            })
        });
        things.chain(quotations).collect()
    }

    /// A person with the posts that the text gives.
    fn known_person(&self, person: &Entity, entities: &[Entity]) -> Value {
        let held = self.affiliations.iter().flatten().filter(|held| held.person == Some(person.id) && !held.former);
        let held: Vec<&Affiliation> = held.collect();
        let bodies: BTreeSet<usize> = held.iter().filter_map(|held| held.organization).collect();
        let bodies = bodies.into_iter().filter_map(|id| entities.get(id));
        json!({
            "@type": "Person",
            "name": person.name,
            "jobTitle": one_or_more(held.iter().filter_map(|held| held.title.as_deref()).map(Value::from)),
            "affiliation": one_or_more(bodies.map(|body| json!({ "@type": type_of(body.kind), "name": body.name }))),
        })
    }
}

/// What is alone stands for itself, as JSON-LD has it.
fn one_or_more(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    if values.len() == 1 { values.remove(0) } else { values.into() }
}

fn type_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Work => "CreativeWork",
    }
}

fn type_of_mention(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "Person",
        MentionKind::Organization => "Organization",
        _ => "Place",
    }
}

fn person(person: &Person) -> Value {
    json!({ "@type": "Person", "name": person.name, "jobTitle": person.role })
}

fn organization(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::article::{BlockKind, OffsetUnit, sample};

    #[test]
    fn every_field_has_its_place() {
        let news = sample::full().to_jsonld();
        assert_eq!(
            news,
            json!({
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": "市图书馆新馆开放",
                "alternativeHeadline": "市民可以免费办证",
                "articleBody": "云州晚报3月5日讯 市图书馆新馆今天开放。\n新馆大厅",
                "articleSection": ["新闻", "文化"],
                "author": [
                    { "@type": "Person", "name": "林晓", "jobTitle": "记者" },
                    { "@type": "Person", "name": "周宁", "jobTitle": "记者" },
                    { "@type": "Person", "name": "何平", "jobTitle": "通讯员" },
                ],
                "editor": [{ "@type": "Person", "name": "高岚", "jobTitle": "责任编辑" }],
                "publisher": { "@type": "Organization", "name": "云州在线" },
                "isBasedOn": { "@type": "NewsArticle", "publisher": { "@type": "Organization", "name": "云州晚报" } },
                "datePublished": "2024-03-05T09:30+08:00",
                "dateModified": "2024-03-06",
                "dateline": "云州晚报3月5日讯",
                "inLanguage": "zh-Hans",
                "keywords": ["图书馆", "阅读"],
                "mentions": [
                    { "@type": "Organization", "name": "云州晚报" },
                    { "@type": "Place", "name": "云州" },
                    {
                        "@type": "Quotation",
                        "text": "市图书馆新馆今天开放",
                        "creator": { "@type": "Organization", "name": "云州晚报" },
                    },
                ],
                "url": "https://news.example.cn/a/1.html",
                "mainEntityOfPage": { "@type": "WebPage", "@id": "https://news.example.cn/a/1.html" },
                "image": [{ "@type": "ImageObject", "url": "https://news.example.cn/a/1.jpg", "caption": "新馆大厅" }],
            })
        );
    }

    #[test]
    fn a_person_stands_with_the_posts_that_are_held() {
        let mut article = sample::full();
        article.entities.as_mut().unwrap()[2].mentions.push(0);
        let things = article.to_jsonld()["mentions"].clone();
        let affiliation = json!({ "@type": "Organization", "name": "云州晚报" });
        assert_eq!(things[2], json!({ "@type": "Person", "name": "林晓", "jobTitle": "记者", "affiliation": affiliation }));
        article.affiliations.as_mut().unwrap()[0].former = true;
        assert_eq!(article.to_jsonld()["mentions"][2], json!({ "@type": "Person", "name": "林晓" }));
    }

    #[test]
    fn names_stand_as_the_text_has_them_where_entities_were_not_asked_for() {
        let mut article = sample::full();
        (article.entities, article.quotations) = (None, None);
        let names = json!([{ "@type": "Organization", "name": "云州晚报" }, { "@type": "Place", "name": "云州" }]);
        assert_eq!(article.to_jsonld()["mentions"], names);
    }

    #[test]
    fn words_are_the_same_in_every_unit_of_offsets() {
        let article = sample::full();
        let things = |unit| article.with_offsets(unit).to_jsonld();
        assert_eq!(things(OffsetUnit::CodePoint), things(OffsetUnit::Byte));
        assert_eq!(things(OffsetUnit::Utf16), things(OffsetUnit::Byte));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let news = sample::bare(&[(BlockKind::Paragraph, "新馆今天开放。")]).to_jsonld();
        let members: Vec<&String> = news.as_object().unwrap().keys().collect();
        assert_eq!(members, ["@context", "@type", "articleBody", "inLanguage"]);
    }

    #[test]
    fn a_site_that_names_itself_as_the_source_reprints_nothing() {
        let mut article = sample::full();
        article.source.clone_from(&article.site_name);
        assert!(article.to_jsonld().get("isBasedOn").is_none());
    }
}
