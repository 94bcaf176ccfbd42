//! The order of the stages.

use std::sync::Arc;

use crate::article::Article;
use crate::config::{Config, Input};
use crate::content;
use crate::decode::decode;
use crate::error::{Cause, Error};
use crate::metadata::{self, Scene};
use crate::page::Source;

/// Extracts articles. Immutable, shared between threads, cheap to clone.
///
/// ```
/// let extractor = jianbao::Extractor::default();
/// let article = extractor.extract("<h1>市图书馆开放</h1><p>记者从市文化局获悉,新馆今天开放,市民可以免费办证。</p>")?;
/// assert_eq!(article.headline.as_deref(), Some("市图书馆开放"));
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Extractor {
    config: Arc<Config>,
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
        Ok(Self { config: Arc::new(config) })
    }

    /// The settings of this extractor.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Extracts the article of a page. A broken page gives a record with warnings.
    ///
    /// # Errors
    ///
    /// Of kind [`Limit`](crate::ErrorKind::Limit) if the page has more than [`Config::max_bytes`] bytes, of kind
    /// [`Config`](crate::ErrorKind::Config) if the charset given with it is not known.
    pub fn extract<'a>(&self, input: impl Into<Input<'a>>) -> Result<Article, Error> {
        let input = input.into();
        if input.bytes.len() > self.config.max_bytes {
            return Err(Cause::Bytes { actual: input.bytes.len(), limit: self.config.max_bytes }.into());
        }
        let charset = input
            .charset
            .map(|label| encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(|| Error::from(Cause::Charset(label.to_owned()))));
        let decoded = decode(input.bytes, charset.transpose()?, input.is_text);
        let source = Source::new(&decoded.text);
        let page = source.read(self.config.max_nodes);
        let linked = metadata::read_linked(&page.scripts);
        let rule = metadata::address(&page, input.url).and_then(|url| self.config.rules.for_url(url));
        let headline = metadata::find_headline(&page, &linked, rule);
        let body = content::choose(&page, headline.lines(), self.config.focus, rule);
        // Some pages hold their text in linked data or in script state only.
        let hidden = if body.lines.is_empty() || body.is_uncertain { content::find_hidden(&page, &linked, &body) } else { None };
        let hidden_source = hidden.as_ref().map(|(text, _)| Source::new(text));
        let hidden_page = hidden_source.as_ref().map(|source| source.read(self.config.max_nodes));
        let hidden_body = hidden_page.as_ref().zip(hidden.as_ref()).map(|(page, (_, from))| content::take_all(page, from));
        let scene = Scene::new(&page, &body, hidden_page.as_ref().zip(hidden_body.as_ref()), &headline, &linked, input.url, rule);
        Ok(metadata::assemble(&scene, &decoded))
    }
}
