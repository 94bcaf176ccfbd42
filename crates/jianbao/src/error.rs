//! What can go wrong: limits and configuration. A broken page is never an error.

use std::fmt;

/// An error, with a stable [`kind`](Error::kind).
///
/// ```
/// use jianbao::{Config, ErrorKind, Extractor};
///
/// let config = Config { max_bytes: 10, ..Config::default() };
/// let error = Extractor::new(config)?.extract("<p>超过十个字节的页面</p>").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Limit);
/// assert!(error.to_string().contains("max_bytes"));
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] Cause);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Cause {
    #[error("the input has {actual} bytes, over the limit max_bytes = {limit}")]
    Bytes { actual: usize, limit: usize },
    #[error("unknown charset {0:?}: use a label of the WHATWG encoding standard, such as gb18030, big5 or utf-8")]
    Charset(String),
    #[error("reference date {0:?}: use YYYY-MM-DD or YYYY-MM-DDThh:mm")]
    Reference(String),
    #[error("site rules: {0}")]
    Rules(String),
    #[error("user words, line {line}: {problem}")]
    Words { line: usize, problem: String },
    #[error("{blob}: section `{section}` {problem}")]
    Blob { blob: &'static str, section: String, problem: String },
    #[error("data: {0}")]
    Bundle(String),
    #[cfg(not(feature = "embedded"))]
    #[error("the library is built without its data (feature `embedded`): give the extractor some with `Extractor::with_data`")]
    NoData,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is over a limit of the configuration; the message names it.
    Limit,
    /// The configuration makes no sense; the message says what to change.
    Config,
    /// A data file, such as a dictionary, is broken or of another version; the message names the part that failed.
    Data,
}

impl Error {
    /// What kind of error this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self.0 {
            Cause::Bytes { .. } => ErrorKind::Limit,
            Cause::Charset(_) | Cause::Reference(_) | Cause::Rules(_) | Cause::Words { .. } => ErrorKind::Config,
            Cause::Blob { .. } | Cause::Bundle(_) => ErrorKind::Data,
            #[cfg(not(feature = "embedded"))]
            Cause::NoData => ErrorKind::Data,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Limit => "limit",
            Self::Config => "config",
            Self::Data => "data",
        })
    }
}
