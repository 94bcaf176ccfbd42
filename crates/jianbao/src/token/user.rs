//! Words that a user adds to the dictionary.

use std::collections::BTreeMap;
use std::sync::Arc;

use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::viterbi::{LexType, WordEntry, WordId};

use super::Tokenizer;
use super::tag::Tag;
use crate::error::{Cause, Error};

/// Characters of a word at most.
const LONGEST: usize = 64;

/// What a word costs that comes without a cost: as much as one that is seen in every text, so that it is kept whole.
const COST: i16 = 0;

/// Words to add to the dictionary of a [`Tokenizer`], from lines of word, tag and cost.
///
/// ```
/// use jianbao::{Tag, Tokenizer, UserWords};
///
/// let words = UserWords::parse("福源老年公寓\tnt\n长三角一体化\n")?;
/// let tokenizer = Tokenizer::new()?.with_words(&words)?;
/// let text = "记者来到福源老年公寓";
/// let tokens = tokenizer.tokenize(text);
/// let last = tokens.last().unwrap();
/// assert_eq!((last.text(text), last.tag), ("福源老年公寓", Tag::OrganizationName));
/// # Ok::<(), jianbao::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserWords {
    words: Vec<(String, Tag, i16)>,
}

impl UserWords {
    /// Reads lines of `word`, `word<TAB>tag` or `word<TAB>tag<TAB>cost`. Tags are those of [`Tag`], `n` without one. A cost is a
    /// negative logarithm of the word's probability, a number from -20000 to 20000: 300 for each factor of e, less is more likely;
    /// without one the word is kept whole wherever it stands. Empty lines and those that begin with # are passed over.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) with the line that is not in order.
    pub fn parse(lines: &str) -> Result<Self, Error> {
        let mut words = Vec::new();
        for (number, line) in (1..).zip(lines.trim_start_matches('\u{feff}').lines()) {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |problem: String| Error::from(Cause::Words { line: number, problem });
            let mut fields = line.split('\t').map(str::trim);
            let word = fields.next().unwrap_or_default();
            if word.is_empty() || word.contains(|c: char| c == '\0' || c.is_whitespace()) || word.chars().count() > LONGEST {
                return Err(fault(format!("{word:?} is no word: one has 1 to {LONGEST} characters and no blanks")));
            }
            let tag = match fields.next() {
                None | Some("") => Tag::Noun,
                Some(tag) => {
                    Tag::from_name(tag).ok_or_else(|| fault(format!("{tag:?} is no part of speech, such as n, nr, ns, nt or nz")))?
                }
            };
            let cost = match fields.next() {
                None | Some("") => COST,
                Some(cost) => cost
                    .parse()
                    .ok()
                    .filter(|cost| (-20_000..=20_000).contains(cost))
                    .ok_or_else(|| fault(format!("{cost:?} is no cost: a whole number from -20000 to 20000")))?,
            };
            if let Some(more) = fields.next() {
                return Err(fault(format!("{more:?} is one field too many: word, tag, cost")));
            }
            words.push((word.to_owned(), tag, cost));
        }
        Ok(Self { words })
    }
}

impl Tokenizer {
    /// The same with further words; those that it had from a user before are forgotten.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config) if there are too many words for one dictionary.
    pub fn with_words(&self, words: &UserWords) -> Result<Self, Error> {
        let dictionary = &*self.dictionary;
        let mut entries: BTreeMap<String, Vec<WordEntry>> = BTreeMap::new();
        for (row, (word, tag, cost)) in (0..).zip(&words.words) {
            let class = dictionary.classes.of_tag(*tag);
            entries.entry(dictionary.glyphs.folding.key(word)).or_default().push(WordEntry::new(
                WordId::new(LexType::User, row),
                *cost,
                class,
                class,
            ));
        }
        let user = PrefixDictionary::from_word_entry_map(&entries)
            .map_err(|error| Error::from(Cause::Words { line: words.words.len(), problem: error.to_string() }))?;
        Ok(Self { dictionary: Arc::new(dictionary.with_user(user)) })
    }
}
