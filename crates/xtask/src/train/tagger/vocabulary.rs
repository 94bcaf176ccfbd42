//! What characters and words the network knows, and the classes of the words.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use jianbao::inspect::tagger::{Folder, TAGS};
use jianbao::{Tag, Worker};

use super::clusters::{self, Word};
use super::sets::Marked;

/// Characters and words that are rarer are unknown ones.
const CHARACTER_LEAST: u32 = 5;
const WORD_LEAST: u32 = 8;

const CLASSES: usize = 512;
const ROUNDS: usize = 5;

/// Where unmarked text is from, below the folder with the development data: news first, then corpora.
pub(super) const RAW: [&str; 4] =
    ["data/raw/xwlb", "data/raw/news_titles_thucnews/dev.txt", "data/seg/sxu/train.seg.txt", "data/seg/corpuszh/train.pos.txt.gz"];

/// Those of them that are news as published.
pub(super) const NEWS: [&str; 2] = [RAW[0], RAW[1]];

/// Characters and words, each in the order of their rows, and a class for each row of words.
pub(super) struct Vocabulary {
    pub(super) alphabet: String,
    pub(super) words: String,
    pub(super) classes: Vec<u16>,
}

impl Vocabulary {
    /// Of marked texts and of the unmarked ones of `raw`.
    pub(super) fn learn<'m>(shared: &Path, marked: impl Iterator<Item = &'m Marked>, raw: &[&str], worker: &mut Worker) -> Result<Self> {
        let folder = Folder::new();
        let mut characters: BTreeMap<char, u32> = BTreeMap::new();
        let mut texts: Vec<String> = marked.map(|marked| marked.text.clone()).collect();
        for text in &texts {
            folder.fold(text).chars().for_each(|c| *characters.entry(c).or_default() += 1);
        }
        for path in raw {
            texts.extend(lines(&shared.join(path))?);
        }
        characters.retain(|c, count| *count >= CHARACTER_LEAST && *c != '\n');

        let mut spelt: Vec<Vec<(String, Tag)>> = Vec::new();
        for text in &texts {
            let words = worker.tokenize(text).iter().map(|token| (folder.fold(token.text(text)), token.tag));
            spelt.push(words.filter(|(word, _)| !word.trim().is_empty()).collect());
        }
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for (word, tag) in spelt.iter().flatten() {
            if !is_open(word, *tag) && word.chars().all(|c| characters.contains_key(&c)) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut words: Vec<(&str, u32)> = counts.into_iter().filter(|(_, count)| *count >= WORD_LEAST).collect();
        words.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        words.truncate(usize::from(u16::MAX) - TAGS);

        // Clusters number the boundary 0, then parts of speech, then words.
        let numbers: BTreeMap<&str, Word> = (1 + TAGS as Word..).zip(&words).map(|(number, (word, _))| (*word, number)).collect();
        let number = |(word, tag): &(String, Tag)| {
            let known = if is_open(word, *tag) { None } else { numbers.get(word.as_str()) };
            known.copied().unwrap_or(1 + *tag as Word)
        };
        let sentences: Vec<Vec<Word>> = spelt.iter().map(|words| words.iter().map(number).collect()).collect();
        let classes = clusters::cluster(&sentences, 1 + TAGS + words.len(), CLASSES, ROUNDS);
        Ok(Self {
            alphabet: characters.into_keys().collect(),
            words: words.iter().fold(String::new(), |list, (word, _)| list + word + "\n"),
            classes: classes[1..].to_vec(),
        })
    }
}

/// Persons and numbers are known by what they are, as `jianbao::mention::tagger` reads them.
fn is_open(word: &str, tag: Tag) -> bool {
    tag == Tag::PersonName || tag == Tag::Number && word.starts_with('0')
}

/// The lines of a file or of the files of a folder, without what corpora write between and behind words.
pub(super) fn lines(path: &Path) -> Result<Vec<String>> {
    let failed = || format!("cannot read {}", path.display());
    if path.is_dir() {
        let mut files = fs::read_dir(path).with_context(failed)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>>>()?;
        files.sort();
        return files.iter().map(|file| lines(file)).collect::<Result<Vec<_>>>().map(|files| files.concat());
    }
    let bytes = fs::read(path).with_context(failed)?;
    let name = path.to_string_lossy();
    let text = if name.ends_with(".gz") {
        let mut text = String::new();
        GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).with_context(failed)?;
        text
    } else {
        String::from_utf8(bytes).with_context(failed)?
    };
    let is_segmented = name.contains(".seg.") || name.contains(".pos.");
    let clean = |line: &str| -> String {
        if is_segmented {
            line.split_whitespace().map(|word| word.split_once('/').map_or(word, |(word, _)| word)).collect()
        } else {
            line.trim_start_matches(['#', ' ']).trim_end().to_owned()
        }
    };
    Ok(text.lines().map(clean).filter(|line| !line.is_empty()).collect())
}
