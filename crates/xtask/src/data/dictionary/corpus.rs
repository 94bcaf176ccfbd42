//! Segmented corpora of ../shared/data/seg, brought to one convention.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use jianbao::inspect::lattice::Keys;

use super::classes::Classes;

/// A word as it is looked up, with its class where the corpus tells.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) class: Option<u8>,
    /// Characters of the surname, for names that are put together from two words.
    pub(super) surname: usize,
}

pub(super) type Sentence = Vec<Word>;

fn word(text: String, class: Option<u8>) -> Word {
    Word { text, class, surname: 0 }
}

/// Surnames of one and two characters.
pub(super) fn surnames(rows: &str) -> HashSet<String> {
    let mut lines = rows.lines();
    let single = lines.next().unwrap_or_default().chars().map(String::from);
    let double = lines.next().unwrap_or_default().split_whitespace().map(str::to_owned);
    single.chain(double).collect()
}

/// The People's Daily corpus: `word/tag`.
pub(super) fn people_daily(path: &Path, keys: &Keys, classes: &Classes, surnames: &HashSet<String>) -> Result<Vec<Sentence>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let nr = classes.number("nr")?;
    Ok(text
        .lines()
        .map(|line| {
            let words = tagged(line, keys, |word, tag| classes.of(word, tag));
            join_names(words, nr, surnames)
        })
        .filter(|sentence| !sentence.is_empty())
        .collect())
}

/// Concordance lines of the national corpus, compressed: `word/tag`.
pub(super) fn corpuszh(path: &Path, keys: &Keys, classes: &Classes) -> Result<Vec<Sentence>> {
    let file = fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    GzDecoder::new(file).read_to_string(&mut text).with_context(|| format!("cannot inflate {}", path.display()))?;
    Ok(text.lines().map(|line| tagged(line, keys, |word, tag| classes.of_corpuszh(word, tag))).collect())
}

/// Words parted by blanks.
pub(super) fn plain(path: &Path, keys: &Keys) -> Result<Vec<Sentence>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().map(|line| line.split_whitespace().map(|text| word(keys.key(text), None)).collect()).collect())
}

fn tagged(line: &str, keys: &Keys, class: impl Fn(&str, &str) -> u8) -> Sentence {
    line.split_whitespace()
        .filter_map(|pair| {
            let (text, tag) = pair.rsplit_once('/')?;
            let text = keys.key(text);
            (!text.is_empty()).then(|| {
                let class = class(&text, tag);
                word(text, Some(class))
            })
        })
        .collect()
}

/// Joins surname and given name, which the People's Daily corpus parts.
fn join_names(words: Sentence, nr: u8, surnames: &HashSet<String>) -> Sentence {
    let mut joined: Sentence = Vec::with_capacity(words.len());
    let mut words = words.into_iter().peekable();
    while let Some(mut word) = words.next() {
        if word.class == Some(nr) && surnames.contains(&word.text) {
            let given = words.next_if(|next| next.class == Some(nr) && next.text.chars().count() <= 2);
            if let Some(given) = given {
                word.surname = word.text.chars().count();
                word.text.push_str(&given.text);
            }
        }
        joined.push(word);
    }
    joined
}

/// How often a corpus has two words beside each other, and their whole as one word, per word of the corpus.
#[derive(Debug, Default)]
struct Habits {
    joined: HashMap<String, f64>,
    parted: HashMap<(String, String), f64>,
    words: f64,
}

impl Habits {
    fn of(corpus: &[Sentence]) -> Self {
        let mut habits = Self::default();
        for sentence in corpus {
            habits.words += sentence.len() as f64;
            for word in sentence {
                *habits.joined.entry(word.text.clone()).or_default() += 1.0;
            }
            for pair in sentence.windows(2) {
                if pair[0].text.chars().count() + pair[1].text.chars().count() <= LONGEST_PAIR {
                    *habits.parted.entry((pair[0].text.clone(), pair[1].text.clone())).or_default() += 1.0;
                }
            }
        }
        habits
    }

    /// How often a pair is one word, and how often two.
    fn counts(&self, pair: &(String, String), whole: &str) -> (f64, f64) {
        let count = |found: Option<&f64>| found.copied().unwrap_or_default();
        (count(self.joined.get(whole)), count(self.parted.get(pair)))
    }

    /// Whether the corpus has a pair as one word, or as two; `None` if it is not of one mind.
    fn joins(&self, pair: &(String, String), whole: &str) -> Option<bool> {
        match self.counts(pair, whole) {
            (joined, parted) if joined + parted < 3.0 => None,
            (joined, parted) if joined > 3.0 * parted => Some(true),
            (joined, parted) if parted > 3.0 * joined => Some(false),
            _ => None,
        }
    }
}

/// Characters of a pair of words that may be one.
const LONGEST_PAIR: usize = 6;

/// Brings two corpora that differ to one convention: what is more often one word than two, in all three corpora together as if they
/// were of one size, is one.
pub(super) fn agree(first: &mut [Sentence], second: &mut [Sentence], third: &[Sentence]) {
    let habits = [Habits::of(first), Habits::of(second), Habits::of(third)];
    let mut join = HashSet::new();
    let mut part = HashMap::new();
    // In order: of two ways to part a word the last one stands, on every machine the same.
    let pairs: BTreeSet<_> = habits[0].parted.keys().chain(habits[1].parted.keys()).collect();
    for pair in pairs {
        let whole = format!("{}{}", pair.0, pair.1);
        let opinions = [habits[0].joins(pair, &whole), habits[1].joins(pair, &whole)];
        if !matches!(opinions, [Some(one), Some(other)] if one != other) {
            continue;
        }
        let for_one: f64 = habits
            .iter()
            .map(|habits| {
                let (joined, parted) = habits.counts(pair, &whole);
                (joined - parted) / habits.words
            })
            .sum();
        if for_one > 0.0 {
            join.insert(pair.clone());
        } else {
            part.insert(whole, pair.clone());
        }
    }
    for corpus in [first, second] {
        for sentence in corpus.iter_mut() {
            *sentence = recut(sentence, &join, &part);
        }
    }
}

fn recut(sentence: &[Word], join: &HashSet<(String, String)>, part: &HashMap<String, (String, String)>) -> Sentence {
    let mut words: Sentence = Vec::with_capacity(sentence.len());
    for next in sentence {
        if let Some((left, right)) = part.get(&next.text) {
            words.push(word(left.clone(), None));
            words.push(word(right.clone(), None));
            continue;
        }
        if let Some(last) = words.last_mut()
            && join.contains(&(last.text.clone(), next.text.clone()))
        {
            last.text.push_str(&next.text);
            last.class = None;
            continue;
        }
        words.push(next.clone());
    }
    words
}

/// Joins numbers to the units of dates, as the People's Daily corpus has them: 2008年, 6月, 15日, 20时.
pub(super) fn join_dates(corpus: &mut [Sentence]) {
    for sentence in corpus {
        let mut words: Sentence = Vec::with_capacity(sentence.len());
        for next in sentence.drain(..) {
            if let Some(last) = words.last_mut()
                && is_date(&last.text, &next.text)
            {
                last.text.push_str(&next.text);
                last.class = None;
            } else {
                words.push(next);
            }
        }
        *sentence = words;
    }
}

fn is_date(number: &str, unit: &str) -> bool {
    let digits = number.chars().all(|c| c.is_ascii_digit());
    let value: u32 = if digits { number.parse().unwrap_or_default() } else { 0 };
    match unit {
        "年" => {
            digits && (1000..2100).contains(&value)
                || number.chars().count() == 4 && number.chars().all(|c| "零〇一二三四五六七八九".contains(c))
        }
        "月" | "月份" => (1..=12).contains(&value) || is_numeral(number),
        "日" => (1..=31).contains(&value) || is_numeral(number),
        "时" => digits && number.len() <= 2,
        _ => false,
    }
}

/// A Han numeral up to 31.
fn is_numeral(number: &str) -> bool {
    (1..=3).contains(&number.chars().count()) && number.chars().all(|c| "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(words: &str) -> Sentence {
        words.split(' ').map(|text| word(text.to_owned(), None)).collect()
    }

    fn texts(sentence: &[Word]) -> String {
        sentence.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn surnames_are_joined_to_given_names_alone() {
        let surnames = surnames("李王\n欧阳\n");
        let tagged = |pairs: &[(&str, u8)]| pairs.iter().map(|(text, class)| word((*text).to_owned(), Some(*class))).collect();
        let joined = join_names(tagged(&[("李", 1), ("明", 1), ("和", 2), ("欧阳", 1), ("修", 1), ("王", 1), ("局长", 2)]), 1, &surnames);
        assert_eq!(texts(&joined), "李明 和 欧阳修 王 局长");
        assert_eq!(joined.iter().map(|word| word.surname).collect::<Vec<_>>(), [1, 0, 2, 0, 0]);
    }

    #[test]
    fn dates_are_joined_and_durations_are_not() {
        let mut corpus = vec![sentence("2008 年 6 月 15 日 20 时 ， 30 年 来"), sentence("二〇〇七 年 十二 月 两 年 前")];
        join_dates(&mut corpus);
        assert_eq!(texts(&corpus[0]), "2008年 6月 15日 20时 ， 30 年 来");
        assert_eq!(texts(&corpus[1]), "二〇〇七年 十二月 两 年 前");
    }

    #[test]
    fn what_is_more_often_one_word_becomes_one() {
        let mut first = vec![sentence("一个 人"), sentence("一个 人"), sentence("一个 人"), sentence("改 进 了")];
        let mut second = vec![sentence("一 个 人"), sentence("一 个 人"), sentence("一 个 人")];
        agree(&mut first, &mut second, &[sentence("一个 人")]);
        assert_eq!((texts(&first[0]), texts(&second[0])), ("一个 人".into(), "一个 人".into()));
        let (mut first, mut second) = (vec![sentence("一个 人"); 3], vec![sentence("一 个 人"); 3]);
        agree(&mut first, &mut second, &[sentence("一 个 人")]);
        assert_eq!((texts(&first[0]), texts(&second[0])), ("一 个 人".into(), "一 个 人".into()));
    }
}
