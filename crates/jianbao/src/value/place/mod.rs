//! Places: administrative divisions with their codes, countries, natural places.
//!
//! A [`Gazetteer`] knows the divisions of GB/T 2260 in all its revisions since 1980, the towns and streets of the National Bureau of
//! Statistics (2023), countries, their larger cities, and places of nature. Which of the places of one name is meant is read from the
//! names beside it (陕西省西安市雁塔区), then from what else the text names, then from what is more often meant (a province before a
//! city, a city before a county). Where several are as likely there is no value: 鼓楼区 alone may be any of four.
//!
//! Where conventions differ:
//! - The code is that of the name as it stands: 崇文区 is 110103 though it is no more, and `successor` is what took its place. A
//!   name that a code had before (襄樊市, today 襄阳市) gives the code with the name of today.
//! - A town has the six digits of its county in `code` and its own nine in `code_full`.
//! - A village or community is not in the gazetteer: its chain is what holds it, as the text tells, and its own name.
//! - Districts of Hong Kong, Macao and Taiwan have chains, but no codes: GB/T 2260 gives none.
//! - China itself is not in the chain of its divisions; 市辖区 is no link of a chain either.

mod hits;
mod resolve;
pub(crate) mod table;
pub(crate) mod words;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Confidence, Found};
use crate::error::Error;
use crate::token::Token;
pub(crate) use hits::Hit;
use resolve::Resolver;
use table::{ABOLISHED, Number, Table, UNCODED};

/// What the words of a place stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Place {
    /// Six digits of GB/T 2260, down to the level of counties; of a town or village those of its county.
    pub code: Option<String>,
    /// Nine digits of a town, twelve of a village, of the National Bureau of Statistics.
    pub code_full: Option<String>,
    /// Full names from the province, or the country, down to the place itself.
    pub chain: Vec<String>,
    /// What sort of place it is.
    pub level: Level,
    /// Of a division that is no more the code of the one that took its place, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// Of a country, and of a place in another country than China, the two letters of ISO 3166-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// How certain it is that this place is meant, from 0 to 1, in hundredths.
    pub confidence: Confidence,
}

/// The sorts of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Level {
    Country,
    Province,
    City,
    County,
    Town,
    Village,
    Natural,
    Other,
}

/// The places that have names. Immutable, shared between threads and cheap to clone.
///
/// ```
/// use jianbao::value::place::Gazetteer;
///
/// let gazetteer = Gazetteer::new()?;
/// let found = gazetteer.locate("陕西西安雁塔区小寨东路");
/// let place = found[2].value.as_ref().unwrap();
/// assert_eq!(place.code.as_deref(), Some("610113"));
/// assert_eq!(place.chain, ["陕西省", "西安市", "雁塔区"]);
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Clone)]
pub struct Gazetteer {
    table: Arc<Table>,
}

impl Gazetteer {
    /// With the places of `jianbao-data`.
    ///
    /// # Errors
    ///
    /// [`Data`](crate::ErrorKind::Data) if that crate's version does not fit this one's.
    #[cfg(feature = "embedded")]
    pub fn new() -> Result<Self, Error> {
        Self::from_bytes(Cow::Borrowed(jianbao_data::GAZETTEER))
    }

    /// With a gazetteer from bytes, such as one fetched beside a WASM module. They are read in place.
    ///
    /// # Errors
    ///
    /// [`Data`](crate::ErrorKind::Data) with the section that is broken or missing.
    pub fn from_bytes(blob: Cow<'static, [u8]>) -> Result<Self, Error> {
        Ok(Self { table: Arc::new(Table::read(blob)?) })
    }

    /// The places of an address or another short text, in order; offsets are bytes. It knows names alone, no grammar of sentences: in
    /// running text [`Extractor`](crate::Extractor) tells 平安, the county, from 平安, the word.
    #[must_use]
    pub fn locate(&self, text: &str) -> Vec<Found<Place>> {
        let mut hits = Vec::new();
        hits::in_address(&self.table, text, &mut hits);
        let spans: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
        let mut found = Vec::new();
        self.resolve(text, &spans, &mut found);
        found
    }

    /// Adds the places of running text with these tokens whose names, or the names beside them, say that places are meant: 雁塔区, 西安
    /// in 陕西西安, but not 平安. In order; offsets are bytes.
    ///
    /// ```
    /// use jianbao::Tokenizer;
    /// use jianbao::value::place::Gazetteer;
    ///
    /// let (gazetteer, tokenizer) = (Gazetteer::new()?, Tokenizer::new()?);
    /// let text = "记者从朝阳区获悉，北京市已有九个区平安度汛。";
    /// let mut found = Vec::new();
    /// gazetteer.find(text, &tokenizer.tokenize(text), &mut found);
    /// let codes: Vec<&str> = found.iter().filter_map(|place| place.value.as_ref()?.code.as_deref()).collect();
    /// assert_eq!(codes, ["110105", "110000"]);
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    pub fn find(&self, text: &str, tokens: &[Token], out: &mut Vec<Found<Place>>) {
        let mut hits = Vec::new();
        self.hits(text, tokens, &mut hits);
        let spans: Vec<(usize, usize)> = hits.iter().filter(|hit| hit.is_certain()).map(|hit| (hit.start, hit.end)).collect();
        self.resolve(text, &spans, out);
    }

    /// Adds the names of the gazetteer that stand in a text with these tokens, in order; none overlaps another.
    pub(crate) fn hits(&self, text: &str, tokens: &[Token], out: &mut Vec<Hit>) {
        hits::in_text(&self.table, text, tokens, out);
    }

    /// Adds what these spans of a text, which are in order, stand for; no name, no value.
    pub(crate) fn resolve(&self, text: &str, spans: &[(usize, usize)], out: &mut Vec<Found<Place>>) {
        Resolver::new(&self.table, text, spans).run(out);
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").finish_non_exhaustive()
    }
}

/// The value of a place of the table.
fn place(table: &Table, number: Number, confidence: u8) -> Place {
    let key = table.key(number);
    let mut chain: Vec<String> = key.above().filter_map(|key| table.place(key)).map(|outer| table.shown(outer).to_owned()).collect();
    chain.push(table.shown(number).to_owned());
    let level = table.level(number);
    let digits = key.is_chinese() && !table.has(number, UNCODED);
    let code = |number: Number| format!("{:06}", table.key(number).0 / 1000);
    Place {
        code: digits.then(|| code(number)),
        code_full: (digits && level == Level::Town).then(|| format!("{:09}", key.0)),
        chain,
        level,
        successor: table.successor(number).filter(|_| table.has(number, ABOLISHED)).map(code),
        country: table.country(key).map(str::to_owned),
        confidence: Confidence::of_hundredths(confidence),
    }
}
