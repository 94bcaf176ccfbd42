//! How to extract: the settings of an [`Extractor`](crate::Extractor) and what is known of one page.

use crate::rules::SiteRules;
use crate::value::time::{Prefer, Reference};

/// Settings of an extractor. All fields have defaults that suit news pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Which way to lean where it is not certain that a line belongs to the article.
    pub focus: Focus,
    /// Rules of the user's own for sites that the general rules get wrong.
    pub rules: SiteRules,
    /// How far a page is read. Default: to the last stage.
    pub stages: Stages,
    /// The day from which pages speak; default: the day on which each was published.
    pub reference_date: Option<Reference>,
    /// Which day a date without a year means.
    pub prefer: Prefer,
    /// The largest page or text that is accepted, in bytes: beyond it, an error of kind `Limit`. Default 64 MiB.
    pub max_bytes: usize,
    /// The largest number of elements that is kept of a page; what comes after is left out, with a warning
    /// `limit_reached`. A node takes some 250 bytes. Default 1,000,000.
    pub max_nodes: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            focus: Focus::default(),
            rules: SiteRules::default(),
            stages: Stages::default(),
            reference_date: None,
            prefer: Prefer::default(),
            max_bytes: 64 << 20,
            max_nodes: 1_000_000,
        }
    }
}

/// Which way the choice of the body leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Focus {
    /// Rather lose a line of the article than keep one that does not belong to it.
    Precision,
    /// Both count the same.
    #[default]
    Balanced,
    /// Rather keep a line too many than lose one of the article.
    Recall,
}

/// How far a page is read: to a stage, with all stages before it. What a later stage would find is absent from the record.
///
/// ```
/// use jianbao::{Config, Extractor, Stages};
///
/// let extractor = Extractor::new(Config { stages: Stages::Article, ..Config::default() })?;
/// assert_eq!(extractor.extract("<p>记者从市文化局获悉,新馆今天开放。</p>")?.mentions, None);
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Stages {
    /// The article: headline, authors, dates, body.
    Article,
    /// What the body speaks of: persons, places, organizations, titles, times, quantities, works, contacts.
    Mentions,
    /// What times, quantities, places and contacts stand for.
    Values,
    /// Which mentions speak of the same person, place, organization or document.
    Entities,
    /// Who holds which post where, and who said what.
    #[default]
    Relations,
}

/// Whose convention says what a name is and where it ends.
///
/// Annotated corpora differ in it; all but the first exist so that the recognisers can be scored on these corpora. Under these there are no
/// quantities, entities and relations, and of times and places only what the corpus marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Guideline {
    /// Ours, for news: names in full and in short, places inside names of organizations too.
    #[default]
    News,
    /// MSRA's corpus (SIGHAN 2006).
    Msra,
    /// CLUENER 2020.
    Cluener,
    /// Résumés of executives (Zhang and Yang 2018).
    Resume,
    /// Posts on Weibo (Peng and Dredze 2015).
    Weibo,
}

impl Guideline {
    /// Every guideline.
    pub const ALL: &'static [Self] = &[Self::News, Self::Msra, Self::Cluener, Self::Resume, Self::Weibo];

    /// The name that the command line and models know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Msra => "msra",
            Self::Cluener => "cluener",
            Self::Resume => "resume",
            Self::Weibo => "weibo",
        }
    }
}

/// Running text, without the structure of a page, and how it is to be read.
///
/// ```
/// use jianbao::{Extractor, Guideline, Text};
///
/// let text = Text::new("他写了《红楼梦》。").guideline(Guideline::Msra);
/// assert_eq!(Extractor::default().annotate(text)?.mentions.last().unwrap().text, "《红楼梦》");
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    pub(crate) words: &'a str,
    pub(crate) guideline: Guideline,
    pub(crate) reference_date: Option<Reference>,
}

impl<'a> Text<'a> {
    /// A text by the guideline for news.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { words: text, guideline: Guideline::default(), reference_date: None }
    }

    /// The convention for names.
    #[must_use]
    pub fn guideline(mut self, guideline: Guideline) -> Self {
        self.guideline = guideline;
        self
    }

    /// The day from which the text speaks: what 今天 counts from. It goes before that of the configuration.
    #[must_use]
    pub fn reference_date(mut self, reference: impl Into<Option<Reference>>) -> Self {
        self.reference_date = reference.into();
        self
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Self::new(text)
    }
}

/// A page and what is known of it besides its bytes.
///
/// ```
/// let input = jianbao::Input::new(b"<p>\xb1\xb1\xbe\xa9</p>").url("http://news.example.cn/a.html").charset("gbk");
/// # let _ = input;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) url: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
    pub(crate) is_text: bool,
    pub(crate) reference_date: Option<Reference>,
    pub(crate) fetched: Option<Reference>,
}

impl<'a> Input<'a> {
    /// A page as it was crawled: HTML, a fragment of it, Markdown or plain text, in any encoding.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, url: None, charset: None, is_text: false, reference_date: None, fetched: None }
    }

    /// Where the page comes from. It finds relative links and site rules, and is the record's `url` where the page names none.
    #[must_use]
    pub fn url(mut self, url: impl Into<Option<&'a str>>) -> Self {
        self.url = url.into();
        self
    }

    /// The charset of the HTTP header; a label of the WHATWG encoding standard.
    #[must_use]
    pub fn charset(mut self, charset: impl Into<Option<&'a str>>) -> Self {
        self.charset = charset.into();
        self
    }

    /// The day from which the page speaks. It goes before that of the configuration and before the day of publication.
    #[must_use]
    pub fn reference_date(mut self, reference: impl Into<Option<Reference>>) -> Self {
        self.reference_date = reference.into();
        self
    }

    /// The day on which the page was crawled, which may be years after it was written: what relative times count from where neither
    /// [`Input::reference_date`] nor the configuration nor the page itself names a day.
    ///
    /// ```
    /// use jianbao::{Extractor, Input, Value};
    ///
    /// let page = "<p>记者从市文化局获悉,新馆昨天开放,市民可以免费办理借书证。</p>";
    /// let article = Extractor::default().extract(Input::from(page).fetched("2024-03-05".parse().ok()))?;
    /// let mut values = article.mentions.iter().flatten().filter_map(|mention| mention.value.as_ref());
    /// assert!(values.any(|value| matches!(value, Value::Time(time) if time.timex == "2024-03-04")));
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn fetched(mut self, day: impl Into<Option<Reference>>) -> Self {
        self.fetched = day.into();
        self
    }
}

impl<'a> From<&'a [u8]> for Input<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::new(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Input<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::new(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Input<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

/// Text that is already decoded: what it says of its own encoding is ignored.
impl<'a> From<&'a str> for Input<'a> {
    fn from(text: &'a str) -> Self {
        Self { is_text: true, ..Self::new(text.as_bytes()) }
    }
}

impl<'a> From<&'a String> for Input<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}
