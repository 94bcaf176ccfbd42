//! The article as schema.org `NewsArticle` in JSON-LD.

use serde_json::{Value, json};

use super::print::without_absent;
use super::{Article, MentionKind, Person};

impl Article {
    /// The article as schema.org [`NewsArticle`](https://schema.org/NewsArticle) in JSON-LD.
    ///
    /// What the record does not hold is left out. `publisher` is the site, `isBasedOn` the medium that the text was
    /// taken from (转载来源), if that is another; `jobTitle` is the word of the credit (记者, 责任编辑); `mentions` are the
    /// persons, organizations and places that the text names.
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
            "mentions": self.names(&THINGS).into_iter().map(thing).collect::<Vec<_>>(),
            "url": self.url,
            "mainEntityOfPage": self.url.as_ref().map(|url| json!({ "@type": "WebPage", "@id": url })),
            "image": self.images.iter().map(|image| json!({
                "@type": "ImageObject", "url": image.url, "caption": image.caption,
            })).collect::<Vec<_>>(),
        }))
    }
}

/// The kinds of mention that schema.org has types for.
const THINGS: [MentionKind; 3] = [MentionKind::Person, MentionKind::Organization, MentionKind::Place];

fn thing((kind, name): (MentionKind, &str)) -> Value {
    let name_of_type = match kind {
        MentionKind::Person => "Person",
        MentionKind::Organization => "Organization",
        _ => "Place",
    };
    json!({ "@type": name_of_type, "name": name })
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

    use crate::article::{BlockKind, sample};

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
                "mentions": [{ "@type": "Organization", "name": "云州晚报" }, { "@type": "Place", "name": "云州" }],
                "url": "https://news.example.cn/a/1.html",
                "mainEntityOfPage": { "@type": "WebPage", "@id": "https://news.example.cn/a/1.html" },
                "image": [{ "@type": "ImageObject", "url": "https://news.example.cn/a/1.jpg", "caption": "新馆大厅" }],
            })
        );
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
