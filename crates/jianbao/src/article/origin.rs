//! How an article came about, which is told beside the record.

use encoding_rs::Encoding;

/// Equal to any other: the same article in two encodings is one article.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Origin(Option<&'static Encoding>);

impl Origin {
    pub(crate) fn new(encoding: &'static Encoding) -> Self {
        Self(Some(encoding))
    }

    pub(crate) fn encoding(self) -> Option<&'static str> {
        self.0.map(Encoding::name)
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
