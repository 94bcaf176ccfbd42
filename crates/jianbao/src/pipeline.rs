//! The order of the stages.

use std::sync::{Arc, OnceLock};

use crate::article::{Annotation, Article, Findings};
use crate::config::{Config, Guideline, Input, Stages, Text};
use crate::content;
use crate::decode::decode;
use crate::entity;
use crate::error::{Cause, Error};
use crate::mention::{Reading, Recogniser};
use crate::metadata::{self, Scene};
use crate::page::Source;
use crate::relation;
use crate::value::time::Reference;

/// Extracts articles, and what they speak of. Immutable, shared between threads, cheap to make and to clone: what it reads texts
/// with is loaded for the first of them.
///
/// ```
/// let extractor = jianbao::Extractor::default();
/// let article = extractor.extract("<h1>市图书馆开放</h1><p>记者从市文化局获悉,新馆今天开放,市民可以免费办证。</p>")?;
/// assert_eq!(article.headline.as_deref(), Some("市图书馆开放"));
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Extractor {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    config: Config,
    recogniser: OnceLock<Result<Recogniser, Error>>,
}

impl Extractor {
    /// An extractor with these settings.
    ///
    /// # Errors
    ///
    /// Of kind [`Config`](crate::ErrorKind::Config) if the settings make no sense.
    pub fn new(config: Config) -> Result<Self, Error> {
        if let Some(rule) = config.rules.site.iter().find(|rule| rule.host.is_empty()) {
            return Err(Cause::Rules(format!("a site without a host: {rule:?}")).into());
        }
        Ok(Self { shared: Arc::new(Shared { config, recogniser: OnceLock::new() }) })
    }

    /// The settings of this extractor.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// Extracts the article of a page. A broken page gives a record with warnings.
    ///
    /// # Errors
    ///
    /// Of kind [`Limit`](crate::ErrorKind::Limit) if the page has more than [`Config::max_bytes`] bytes, of kind
    /// [`Config`](crate::ErrorKind::Config) if the charset given with it is not known, of kind
    /// [`Data`](crate::ErrorKind::Data) if the version of `jianbao-data` does not fit this one's.
    pub fn extract<'a>(&self, input: impl Into<Input<'a>>) -> Result<Article, Error> {
        let input = input.into();
        let config = self.config();
        self.check_length(input.bytes.len())?;
        let charset = input
            .charset
            .map(|label| encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| Error::from(Cause::Charset(label.to_owned()))));
        let decoded = decode(input.bytes, charset.transpose()?, input.is_text);
        let source = Source::new(&decoded.text);
        let page = source.read(config.max_nodes);
        let linked = metadata::read_linked(&page.scripts);
        let rule = metadata::address(&page, input.url).and_then(|url| config.rules.for_url(url));
        let headline = metadata::find_headline(&page, &linked, rule);
        let body = content::choose(&page, headline.lines(), config.focus, rule);
        // Some pages hold their text in linked data or in script state only.
        let hidden = if body.lines.is_empty() || body.is_uncertain { content::find_hidden(&page, &linked, &body) } else { None };
        let hidden_source = hidden.as_ref().map(|(text, _)| Source::new(text));
        let hidden_page = hidden_source.as_ref().map(|source| source.read(config.max_nodes));
        let hidden_body = hidden_page.as_ref().zip(hidden.as_ref()).map(|(page, (_, from))| content::take_all(page, from));
        let scene = Scene::new(&page, &body, hidden_page.as_ref().zip(hidden_body.as_ref()), &headline, &linked, input.url, rule);
        let mut article = metadata::assemble(&scene, &decoded);
        if config.stages >= Stages::Mentions {
            // A page that names no more than its year was written in that year, whenever it was fetched.
            let of_the_page = || article.date_published.as_ref().map_or(input.fetched, |date| date.iso.parse().ok());
            let reference = input.reference_date.or(config.reference_date).or_else(of_the_page);
            let findings = self.findings(&article.text, Guideline::News, reference)?;
            article.add(findings);
            entity::credit(&mut article);
            relation::credit(&mut article);
        }
        Ok(article)
    }

    /// Finds what a running text speaks of: a text that is no page, whose every word counts.
    ///
    /// ```
    /// use jianbao::{Extractor, MentionKind};
    ///
    /// let text = "作者在《云州志》中写道，详见www.yunzhou.example。";
    /// let annotation = Extractor::default().annotate(text)?;
    /// let work = annotation.mentions.iter().find(|mention| mention.kind == MentionKind::Work).unwrap();
    /// assert_eq!(&text[work.start..work.end], "《云州志》");
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Of kind [`Limit`](crate::ErrorKind::Limit) if the text has more than [`Config::max_bytes`] bytes, of kind
    /// [`Data`](crate::ErrorKind::Data) if the version of `jianbao-data` does not fit this one's.
    pub fn annotate<'a>(&self, text: impl Into<Text<'a>>) -> Result<Annotation, Error> {
        let Text { words: text, guideline, reference_date } = text.into();
        self.check_length(text.len())?;
        let reference = reference_date.or(self.config().reference_date);
        Ok(Annotation::new(text, self.findings(text, guideline, reference)?))
    }

    fn check_length(&self, actual: usize) -> Result<(), Error> {
        let limit = self.config().max_bytes;
        if actual > limit { Err(Cause::Bytes { actual, limit }.into()) } else { Ok(()) }
    }

    fn findings(&self, text: &str, guideline: Guideline, reference: Option<Reference>) -> Result<Findings, Error> {
        let Config { prefer, stages, .. } = *self.config();
        let reading = Reading { guideline, reference, prefer, values: stages >= Stages::Values };
        // What others' guidelines mark is there to be compared by, not to be read on.
        let stages = if guideline == Guideline::News { stages } else { stages.min(Stages::Values) };
        let findings = self.recogniser()?.read(text, reading, |tokens, mut mentions| {
            let entities = (stages >= Stages::Entities).then(|| entity::resolve(text, &mut mentions));
            let scene = |entities| relation::Scene { text, tokens, mentions: &mentions, entities };
            let relations = entities.as_deref().filter(|_| stages >= Stages::Relations).map(|entities| relation::find(scene(entities)));
            let (affiliations, quotations) = relations.unzip();
            Findings { mentions, entities, affiliations, quotations }
        });
        Ok(findings)
    }

    fn recogniser(&self) -> Result<&Recogniser, Error> {
        self.shared.recogniser.get_or_init(Recogniser::new).as_ref().map_err(Clone::clone)
    }
}
