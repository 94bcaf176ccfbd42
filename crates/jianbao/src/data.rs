//! What texts are read with.

use std::borrow::Cow;

use jianbao_data::bundle::Bundle;

use crate::error::{Cause, Error};
use crate::mention::Tagger;
use crate::token::Tokenizer;
use crate::value::place::Gazetteer;

/// Dictionary, tagger and gazetteer. Immutable, shared between threads and cheap to clone.
///
/// A program that holds them, as all do that are built with the feature `embedded`, has no need of this: its extractors load them for
/// the first text. Others read them from one file and give them to [`Extractor::with_data`](crate::Extractor::with_data).
#[derive(Debug, Clone)]
pub struct Data {
    pub(crate) tokenizer: Tokenizer,
    pub(crate) tagger: Tagger,
    pub(crate) gazetteer: Gazetteer,
}

impl Data {
    /// From a file that [`jianbao_data::bundle::write`] made. Static bytes are read in place, owned ones copied.
    ///
    /// # Errors
    ///
    /// Of kind [`Data`](crate::ErrorKind::Data) if the file is another, is cut short, or holds the data of another version of the library.
    pub fn from_bytes(file: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        match file.into() {
            Cow::Borrowed(file) => {
                let blobs = read(file)?;
                Self::from_blobs(blobs.dictionary.into(), blobs.tagger, blobs.gazetteer.into())
            }
            Cow::Owned(file) => {
                let blobs = read(&file)?;
                Self::from_blobs(blobs.dictionary.to_vec().into(), blobs.tagger, blobs.gazetteer.to_vec().into())
            }
        }
    }

    #[cfg(feature = "embedded")]
    pub(crate) fn embedded() -> Result<Self, Error> {
        Self::from_blobs(jianbao_data::DICTIONARY.into(), jianbao_data::TAGGER, jianbao_data::GAZETTEER.into())
    }

    #[cfg(not(feature = "embedded"))]
    pub(crate) fn embedded() -> Result<Self, Error> {
        Err(Cause::NoData.into())
    }

    fn from_blobs(dictionary: Cow<'static, [u8]>, tagger: &[u8], gazetteer: Cow<'static, [u8]>) -> Result<Self, Error> {
        let tokenizer = Tokenizer::from_bytes(dictionary)?;
        Ok(Self { tokenizer, tagger: Tagger::from_bytes(tagger)?, gazetteer: Gazetteer::from_bytes(gazetteer)? })
    }

    /// What cuts texts into words.
    #[must_use]
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// What knows places by their names.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }
}

fn read(file: &[u8]) -> Result<Bundle<'_>, Error> {
    jianbao_data::bundle::read(file).map_err(|fault| Cause::Bundle(fault.to_string()).into())
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::{Config, ErrorKind, Extractor};

    #[test]
    fn data_from_a_file_gives_the_record_of_the_embedded() {
        let text = "西安市民政局局长赵淑媛昨天说，已有3264名居民办证。";
        let embedded = Extractor::default().annotate(text).unwrap();
        let file: &'static [u8] = jianbao_data::bundle::write().leak();
        for data in [Data::from_bytes(file).unwrap(), Data::from_bytes(file.to_vec()).unwrap()] {
            assert_eq!(data.tokenizer().tokenize("市民政局").len(), 2);
            assert_eq!(data.gazetteer().locate("西安市").len(), 1);
            assert_eq!(Extractor::with_data(Config::default(), data).unwrap().annotate(text).unwrap(), embedded);
        }
    }

    #[test]
    fn a_file_that_is_none_is_an_error_of_kind_data() {
        let mut file = jianbao_data::bundle::write();
        file[8] = b'9';
        for bytes in [&b"<html>"[..], &file[..], &jianbao_data::bundle::write()[..1000]] {
            assert_eq!(Data::from_bytes(bytes.to_vec()).unwrap_err().kind(), ErrorKind::Data);
        }
    }
}
