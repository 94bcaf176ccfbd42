//! The tagger's [blob](crate::blob).
//!
//! | section | holds |
//! |---|---|
//! | `alphabet` | the folded characters that the network knows |
//! | `words` | the words that it knows, a line each |
//! | `guides` | lines of guideline and its kinds, in the order of their heads |
//! | `shifts` | for each table, in the order of the next two sections, what its rows are shifted by: a byte |
//! | `tokens` | tables of 8-bit rows: words, parts of speech, lengths, first and last characters |
//! | `chars` | tables of 8-bit rows: the character before, the character, the one after, its place in the token |
//! | `layers` | 16-bit matrices and biases of the recurrent layers, from left to right and from right to left |
//! | `hidden` | the 16-bit matrix of the hidden layer |
//! | `heads` | for each guideline 16-bit weights, steps between labels, and those between labels of inner places |

use crate::blob::Layout;
use crate::error::Error;

use super::input::{LENGTHS, NEAR, PLACES, TAGS, Vocabulary};
use super::labels::{Head, KINDS};
use super::network::{Layer, Matrix, Network, Table};

pub(crate) static LAYOUT: Layout = Layout {
    name: "tagger",
    magic: b"jbtaggr1",
    sections: &["alphabet", "words", "guides", "shifts", "tokens", "chars", "layers", "hidden", "heads"],
};

/// Names of kinds in `guides`, in the order of [`KINDS`].
pub(crate) const KIND_NAMES: [&str; KINDS.len()] = ["person", "organization", "title", "time", "place"];

/// All that a blob holds.
pub(crate) struct Model {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) network: Network,
    /// By name of the guideline.
    pub(crate) heads: Vec<(String, Head)>,
}

impl Model {
    pub(crate) fn load(blob: &[u8]) -> Result<Self, Error> {
        let sections = LAYOUT.read(blob)?;
        let vocabulary = Vocabulary::new(sections.text("alphabet")?, sections.text("words")?);
        let mut shifts = Numbers::new("shifts", sections.bytes("shifts")?);
        let mut tokens = Numbers::new("tokens", sections.bytes("tokens")?);
        let mut chars = Numbers::new("chars", sections.bytes("chars")?);
        let mut layers = Numbers::new("layers", sections.bytes("layers")?);
        let mut hidden = Numbers::new("hidden", sections.bytes("hidden")?);
        let near = vocabulary.characters;
        let network = Network {
            words: tokens.table(vocabulary.tokens, &mut shifts)?,
            tags: tokens.table(TAGS, &mut shifts)?,
            lengths: tokens.table(LENGTHS, &mut shifts)?,
            firsts: tokens.table(near, &mut shifts)?,
            lasts: tokens.table(near, &mut shifts)?,
            layers: [layers.layer()?, layers.layer()?],
            hidden_of_token: hidden.matrix()?,
            hidden_of_contexts: hidden.matrix()?,
            near: {
                let mut tables = Vec::new();
                for _ in 0..=2 * NEAR {
                    tables.push(chars.table(near, &mut shifts)?.widened());
                }
                tables.try_into().map_err(|_| LAYOUT.fault("chars", "has too few tables"))?
            },
            places: chars.table(PLACES, &mut shifts)?.widened(),
        };
        let mut heads = Vec::new();
        let mut numbers = Numbers::new("heads", sections.bytes("heads")?);
        for line in sections.text("guides")?.lines() {
            let (name, kinds) =
                line.split_once('\t').ok_or_else(|| LAYOUT.fault("guides", format!("has a line without kinds: {line:?}")))?;
            let bit = |kind: &str| KIND_NAMES.iter().position(|known| *known == kind).map(|at| 1_u8 << at);
            let kinds = kinds.split(' ').try_fold(0, |bits, kind| Some(bits | bit(kind)?));
            let kinds = kinds.ok_or_else(|| LAYOUT.fault("guides", format!("names an unknown kind: {line:?}")))?;
            let head = Head::new(numbers.matrix()?, &*numbers.matrix()?, *numbers.matrix()?, kinds);
            heads.push((name.to_owned(), head));
        }
        for rest in [shifts, tokens, chars, layers, hidden, numbers] {
            rest.end()?;
        }
        Ok(Self { vocabulary, network, heads })
    }
}

/// The numbers of a section, one after another.
struct Numbers<'b> {
    section: &'static str,
    bytes: &'b [u8],
}

impl<'b> Numbers<'b> {
    fn new(section: &'static str, bytes: &'b [u8]) -> Self {
        Self { section, bytes }
    }

    fn take(&mut self, count: usize) -> Result<&'b [u8], Error> {
        let short = || LAYOUT.fault(self.section, format!("has {} bytes where {count} are needed", self.bytes.len()));
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or_else(short)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn table<const N: usize>(&mut self, rows: usize, shifts: &mut Numbers<'_>) -> Result<Table<N>, Error> {
        let shift = u32::from(shifts.take(1)?[0]);
        if shift > 8 {
            return Err(LAYOUT.fault("shifts", format!("has {shift}, over 8")));
        }
        let (taken, _) = self.take(rows * N)?.as_chunks::<N>();
        Ok(Table { rows: taken.iter().map(|row| row.map(u8::cast_signed)).collect(), shift })
    }

    fn numbers<const N: usize>(&mut self) -> Result<[i16; N], Error> {
        let (pairs, _) = self.take(2 * N)?.as_chunks::<2>();
        Ok(std::array::from_fn(|at| i16::from_le_bytes(pairs[at])))
    }

    fn matrix<const IN: usize, const OUT: usize>(&mut self) -> Result<Matrix<IN, OUT>, Error> {
        let mut matrix = Box::new([[0; OUT]; IN]);
        for row in matrix.iter_mut() {
            *row = self.numbers()?;
        }
        Ok(matrix)
    }

    fn layer(&mut self) -> Result<Layer, Error> {
        Ok(Layer { weights: self.matrix()?, bias: self.numbers()? })
    }

    fn end(&self) -> Result<(), Error> {
        if self.bytes.is_empty() { Ok(()) } else { Err(LAYOUT.fault(self.section, format!("has {} bytes too many", self.bytes.len()))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections() -> Vec<(&'static str, Vec<u8>)> {
        let sections = LAYOUT.read(jianbao_data::TAGGER).unwrap();
        LAYOUT.sections.iter().map(|&name| (name, sections.bytes(name).unwrap().to_vec())).collect()
    }

    fn problem(change: impl Fn(&mut Vec<(&'static str, Vec<u8>)>)) -> String {
        let mut sections = sections();
        change(&mut sections);
        Model::load(&LAYOUT.assemble(&sections)).err().map_or("none".into(), |error| error.to_string())
    }

    #[test]
    fn a_broken_blob_is_an_error_that_names_the_section() {
        assert_eq!(problem(|_| ()), "none");
        for name in LAYOUT.sections {
            let at = LAYOUT.sections.iter().position(|known| known == name).unwrap();
            assert!(problem(|sections| _ = sections.remove(at)).contains(&format!("section `{name}` is missing")));
        }
        for name in ["shifts", "tokens", "chars", "layers", "hidden", "heads"] {
            let at = LAYOUT.sections.iter().position(|known| *known == name).unwrap();
            assert!(problem(|sections| _ = sections[at].1.pop()).contains(&format!("section `{name}`")), "{name}");
            assert!(problem(|sections| sections[at].1.push(0)).contains("too many"), "{name}");
        }
        let guides = LAYOUT.sections.iter().position(|name| *name == "guides").unwrap();
        assert!(problem(|sections| sections[guides].1 = b"news\tdragon\n".to_vec()).contains("unknown kind"));
        let shifts = LAYOUT.sections.iter().position(|name| *name == "shifts").unwrap();
        assert!(problem(|sections| sections[shifts].1[0] = 99).contains("has 99, over 8"));
        assert!(Model::load(b"").is_err() && Model::load(b"jbtaggr1\xff\xff\xff\xff").is_err());
    }

    #[test]
    fn numbers_of_any_kind_are_no_panic() {
        // Every byte of the numbers turned to its largest: sums stop at their limits.
        let mut sections = sections();
        for (name, bytes) in &mut sections {
            if matches!(*name, "tokens" | "chars" | "layers" | "hidden" | "heads") {
                bytes.fill(0x7f);
            }
        }
        let blob = LAYOUT.assemble(&sections);
        let tagger = crate::mention::tagger::Tagger::from_bytes(&blob).unwrap();
        let text = "市民政局局长王燕说";
        let tokens = crate::Tokenizer::new().unwrap().tokenize(text);
        let mut spans = Vec::new();
        tagger.tag(text, &tokens, crate::Guideline::News, &mut [], &mut super::super::TaggerBuffers::default(), &mut spans);
        assert!(spans.iter().all(|span| text.is_char_boundary(span.start) && span.start < span.end && span.end <= text.len()));
    }
}
