//! A user's own rules for sites that the general rules get wrong.

use serde::{Deserialize, Serialize};

use crate::error::{Cause, Error};

/// Rules for sites, as a file of rules holds them: `[[site]]` tables in TOML.
///
/// ```
/// let rules: jianbao::SiteRules = toml::from_str(r##"
///     [[site]]
///     host = "news.example.cn"          # and its subdomains
///     body = "#article .text"           # ids and classes, a blank for "inside of"
///     remove = [".vote", ".app-promo"]
///     headline = ".main-title"
/// "##)?;
/// # let _ = jianbao::Extractor::new(jianbao::Config { rules, ..Default::default() })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteRules {
    /// The sites, the first that fits counts.
    #[serde(default)]
    pub site: Vec<SiteRule>,
}

/// What is where on the pages of one site. A field that is empty is left to the general rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SiteRule {
    /// The host; its subdomains are included.
    pub host: String,
    /// The element that holds the body.
    pub body: Option<Selector>,
    /// Elements that never belong to the body.
    pub remove: Vec<Selector>,
    /// The element whose text is the headline.
    pub headline: Option<Selector>,
    /// The element that names the authors.
    pub author: Option<Selector>,
    /// The element that names the source.
    pub source: Option<Selector>,
    /// The element that names the editors.
    pub editor: Option<Selector>,
    /// The element that holds the publish date.
    pub date: Option<Selector>,
}

/// Ids and classes of an element and of elements around it: `#main .text.wide`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Selector {
    /// From the outermost to the element itself.
    steps: Vec<Vec<Name>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    Id(String),
    Class(String),
}

impl TryFrom<String> for Selector {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        let refuse = |why: &str| Cause::Rules(format!("selector {text:?}: {why}; write ids and classes, such as \"#main .text\""));
        let mut steps = Vec::new();
        for step in text.split_whitespace() {
            let mut names = Vec::new();
            let mut rest = step;
            while !rest.is_empty() {
                let (sign, after) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
                let end = after.find(['#', '.']).unwrap_or(after.len());
                let name = &after[..end];
                if name.is_empty() || name.contains(['>', '+', '~', '[', ':', '*', ',']) {
                    return Err(refuse("not a name").into());
                }
                names.push(match sign {
                    "#" => Name::Id(name.into()),
                    "." => Name::Class(name.into()),
                    _ => return Err(refuse("tags and combinators are not supported").into()),
                });
                rest = &after[end..];
            }
            steps.push(names);
        }
        if steps.is_empty() {
            return Err(refuse("it is empty").into());
        }
        Ok(Self { steps })
    }
}

impl From<Selector> for String {
    fn from(selector: Selector) -> Self {
        let step = |names: &Vec<Name>| {
            names.iter().fold(String::new(), |text, name| match name {
                Name::Id(id) => text + "#" + id,
                Name::Class(class) => text + "." + class,
            })
        };
        selector.steps.iter().map(step).collect::<Vec<_>>().join(" ")
    }
}

impl Selector {
    /// Whether an element fits. `chain` gives id and class of the element and of those around it, innermost first.
    pub(crate) fn fits<'a>(&self, mut chain: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
        let has = |names: &[Name], (id, class): (&str, &str)| {
            names.iter().all(|name| match name {
                Name::Id(wanted) => id == wanted,
                Name::Class(wanted) => class.split_ascii_whitespace().any(|c| c == wanted),
            })
        };
        let Some((last, outer)) = self.steps.split_last() else { return false };
        chain.next().is_some_and(|element| has(last, element)) && outer.iter().rev().all(|names| chain.any(|element| has(names, element)))
    }
}

impl SiteRules {
    /// The rule for a page's address.
    pub(crate) fn for_url(&self, url: &str) -> Option<&SiteRule> {
        let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#', ':']).next()?;
        self.site.iter().find(|rule| {
            !rule.host.is_empty() && host.strip_suffix(rule.host.as_str()).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
        })
    }
}
