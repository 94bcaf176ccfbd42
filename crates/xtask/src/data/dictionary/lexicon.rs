//! The words of the dictionary, with how often each is seen in each class.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;

use anyhow::{Context, Result};
use jianbao::inspect::lattice::Keys;
use serde::Deserialize;

use super::classes::Classes;
use super::corpus::{Sentence, Word};
use crate::workspace::Workspace;

/// Words of jieba's dictionary that it has seen less often stay out: they are half of it and make texts worse, not better
/// (measured on the development sets).
const JIEBA_LEAST: f64 = 4.0;

/// But those that the news of our days has as often as this come in: 习近平, 初心.
const NEWS_LEAST: u32 = 10;

/// Characters of the words that are looked for there.
const LONGEST_IN_NEWS: usize = 8;

/// Words of the People's Daily corpus for one of the news of our days.
const NEWS_SCALE: f64 = 0.2;

/// Words of the national corpus that stand in fewer of its lines stay out.
const CORPUSZH_LEAST: f64 = 6.0;

/// What a word of a foreign convention is worth beside one seen in the corpora that are learnt from. .05 and .2 did as well within
/// .001 of F1.
const FOREIGN: f64 = 0.1;

/// Classes of a word that are seen less than this share of its times are left out.
const LEAST_SHARE: f64 = 0.06;

/// Rows of word and class with their counts, in the order of the keys that lindera sorts by.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    counts: BTreeMap<String, BTreeMap<u8, f64>>,
}

/// A row of the lexicon.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) word: String,
    pub(super) class: u8,
    pub(super) count: f64,
}

/// A line of data/news.
#[derive(Debug, Deserialize)]
struct Marked {
    text: String,
    entities: Vec<(usize, usize, String)>,
}

/// What the lexicon is made of.
pub(super) struct Sources<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) classes: &'a Classes,
    pub(super) keys: &'a Keys,
    pub(super) surnames: &'a HashSet<String>,
    /// With parts of speech, to learn from.
    pub(super) people_daily: &'a [Sentence],
    /// Without parts of speech, to learn from.
    pub(super) sxu: &'a [Sentence],
    /// With parts of speech, for its words.
    pub(super) corpuszh: &'a [Sentence],
}

impl Lexicon {
    fn add(&mut self, word: &str, class: u8, count: f64) {
        if let Some(classes) = self.counts.get_mut(word) {
            *classes.entry(class).or_default() += count;
        } else {
            self.counts.insert(word.to_owned(), BTreeMap::from([(class, count)]));
        }
    }

    pub(super) fn gather(sources: &Sources<'_>) -> Result<Vec<Row>> {
        let mut lexicon = Self::default();
        lexicon.add_labelled(sources)?;
        lexicon.add_jieba(sources)?;
        lexicon.add_corpuszh(sources);
        lexicon.add_places(sources)?;
        lexicon.add_news(sources)?;
        lexicon.add_unlabelled(sources);
        lexicon.add_names(sources)?;
        lexicon.drop_no_words(sources)?;
        Ok(lexicon.rows(sources.classes))
    }

    /// Words of the corpus with parts of speech.
    fn add_labelled(&mut self, sources: &Sources<'_>) -> Result<()> {
        let pieces = Pieces::new(sources.classes)?;
        let mut times: HashMap<&str, u32> = HashMap::new();
        for word in sources.people_daily.iter().flatten().filter(|word| word.class == Some(pieces.name)) {
            *times.entry(&word.text).or_default() += 1;
        }
        for word in sources.people_daily.iter().flatten() {
            let Some(class) = word.class else { continue };
            if class == pieces.name {
                let is_made = pieces.count(word, &mut |text, class| self.add(text, class, 1.0));
                // Names seen once are left to their pieces, or these would have nothing to be learnt from.
                if word.surname > 0 || is_made && times[word.text.as_str()] == 1 {
                    continue;
                }
            }
            if is_word(&word.text) {
                self.add(&word.text, class, 1.0);
            }
        }
        Ok(())
    }

    fn add_jieba(&mut self, sources: &Sources<'_>) -> Result<()> {
        let text = read(sources, "data/lexicons/jieba/dict.txt")?;
        let rows: Vec<(String, f64, &str)> = text
            .lines()
            .filter_map(|line| {
                let mut fields = line.split(' ');
                Some((sources.keys.key(fields.next()?), fields.next()?.parse().ok()?, fields.next()?))
            })
            .collect();
        let total: f64 = rows.iter().map(|row| row.1).sum();
        let scale = FOREIGN * self.total() / total;
        let known: HashSet<&str> = rows.iter().map(|row| row.0.as_str()).filter(|word| word.chars().count() > 1).collect();
        let in_news = count_in_news(sources, &known)?;
        for (word, count, tag) in &rows {
            let times = in_news.get(word.as_str()).copied().unwrap_or_default();
            let length = word.chars().count();
            if !is_word(word) || *count < JIEBA_LEAST && length > 1 && times < NEWS_LEAST || self.counts.contains_key(word) {
                continue;
            }
            // What looks like a word of two characters is often the end of one and the start of another.
            let times = if length > 2 { f64::from(times) * NEWS_SCALE } else { 0.0 };
            self.add(word, sources.classes.of_jieba(word, tag), (count.max(JIEBA_LEAST) * scale).max(times * FOREIGN));
        }
        Ok(())
    }

    fn add_corpuszh(&mut self, sources: &Sources<'_>) {
        let mut found = Self::default();
        let mut total = 0.0;
        for word in sources.corpuszh.iter().flatten() {
            total += 1.0;
            if let Some(class) = word.class
                && is_word(&word.text)
            {
                found.add(&word.text, class, 1.0);
            }
        }
        let scale = FOREIGN * self.total() / total;
        for (word, classes) in found.counts {
            let count: f64 = classes.values().sum();
            if count < CORPUSZH_LEAST || self.counts.contains_key(&word) {
                continue;
            }
            for (class, count) in classes {
                self.add(&word, class, count * scale);
            }
        }
    }

    /// Provinces, cities and counties of GB/T 2260, with and without the word for their level.
    fn add_places(&mut self, sources: &Sources<'_>) -> Result<()> {
        let place = sources.classes.number("ns")?;
        for path in [
            "data/lexicons/china-division/provinces.csv",
            "data/lexicons/china-division/cities.csv",
            "data/lexicons/china-division/areas.csv",
        ] {
            for line in read(sources, path)?.lines().skip(1) {
                let Some(name) = line.split(',').nth(1) else { continue };
                let name = sources.keys.key(name.trim_matches('"'));
                if is_word(&name) && (2..=5).contains(&name.chars().count()) && !self.counts.contains_key(&name) {
                    self.add(&name, place, FOREIGN);
                }
            }
        }
        Ok(())
    }

    /// Persons and places that stand more than once in the news that is marked by our own guideline.
    fn add_news(&mut self, sources: &Sources<'_>) -> Result<()> {
        let mut counts: BTreeMap<(String, u8), f64> = BTreeMap::new();
        for line in read(sources, "data/news/train.jsonl")?.lines() {
            let row: Marked = serde_json::from_str(line).context("data/news/train.jsonl")?;
            let chars: Vec<char> = row.text.chars().collect();
            for (start, end, kind) in row.entities {
                let class = match kind.as_str() {
                    "person" => "nr",
                    "place" => "ns",
                    _ => continue,
                };
                let name = sources.keys.key(&chars[start..end].iter().collect::<String>());
                if is_word(&name) && (2..=5).contains(&name.chars().count()) {
                    *counts.entry((name, sources.classes.number(class)?)).or_default() += 1.0;
                }
            }
        }
        for ((name, class), count) in counts {
            if count >= 2.0 && self.counts.get(&name).is_none_or(|classes| !classes.contains_key(&class)) {
                self.add(&name, class, FOREIGN * count);
            }
        }
        Ok(())
    }

    /// Words of the corpus without parts of speech: in the classes that they are known in, else as nouns. Those seen once that
    /// look like a person's name are left to the pieces of names.
    fn add_unlabelled(&mut self, sources: &Sources<'_>) {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for word in sources.sxu.iter().flatten().chain(sources.people_daily.iter().flatten().filter(|word| word.class.is_none())) {
            *counts.entry(&word.text).or_default() += 1.0;
        }
        let noun = sources.classes.of("", "n");
        for (word, count) in counts {
            if !is_word(word) {
                continue;
            }
            match self.counts.get_mut(word) {
                Some(classes) => {
                    let total: f64 = classes.values().sum();
                    for known in classes.values_mut() {
                        *known += count * *known / total;
                    }
                }
                None if count < 2.0 && looks_like_name(word, sources.surnames) => {}
                None => self.add(word, noun, count),
            }
        }
    }

    /// Surnames and the characters of given and foreign names.
    fn add_names(&mut self, sources: &Sources<'_>) -> Result<()> {
        let pieces = Pieces::new(sources.classes)?;
        for surname in sources.surnames {
            self.add(surname, pieces.surname, 0.5);
        }
        for line in read(sources, "data/lexicons/derived/person_first_char_types.tsv")?.lines() {
            if let Some((surname, count)) = row(line)
                && sources.surnames.contains(surname)
            {
                self.add(surname, pieces.surname, 0.5 * count);
            }
        }
        for line in read(sources, "data/lexicons/derived/given_char_types.tsv")?.lines() {
            if let Some((given, count)) = row(line) {
                for class in [pieces.given_first, pieces.given_second, pieces.given_single] {
                    self.add(given, class, 0.3 * count);
                }
            }
        }
        for name in read(sources, "data/lexicons/names_wainshine/English_Names_Corpus（2W）.txt")?.lines() {
            let name = sources.keys.key(name.trim());
            if name.chars().count() >= 2 && name.chars().all(is_han) {
                pieces.count_foreign(&name, &mut |text, class| self.add(text, class, 0.05));
            }
        }
        Ok(())
    }

    /// What data/not_words.tsv lists.
    fn drop_no_words(&mut self, sources: &Sources<'_>) -> Result<()> {
        for row in sources.workspace.read("data/not_words.tsv")?.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let (word, _) = row.split_once('\t').with_context(|| format!("data/not_words.tsv: `{row}` has no reason"))?;
            self.counts.remove(word);
        }
        Ok(())
    }

    fn total(&self) -> f64 {
        self.counts.values().flat_map(BTreeMap::values).sum()
    }

    /// The rows that are kept: of each word the classes that matter, of the pieces those seen often enough.
    fn rows(self, classes: &Classes) -> Vec<Row> {
        let mut rows = Vec::new();
        for (word, counts) in self.counts {
            let total: f64 = counts.iter().filter(|(class, _)| !classes.is_inner(**class)).map(|(_, count)| count).sum();
            for (class, count) in counts {
                let piece = classes.is_inner(class) || classes.opens >> class & 1 == 1;
                if if piece { count >= 0.3 } else { count >= LEAST_SHARE * total } {
                    rows.push(Row { word: word.clone(), class, count });
                }
            }
        }
        rows
    }
}

/// How often words stand in the news of ../shared/data/raw, cut or not.
fn count_in_news<'w>(sources: &Sources<'_>, words: &HashSet<&'w str>) -> Result<HashMap<&'w str, u32>> {
    let folder = sources.workspace.shared.join("data/raw/xwlb");
    let mut counts = HashMap::new();
    for path in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let text = sources.keys.key(&fs::read_to_string(path?.path())?);
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for start in 0..places.len() - 1 {
            for end in places[start..].iter().take(LONGEST_IN_NEWS + 1).skip(2) {
                if let Some(word) = words.get(&text[places[start]..*end]) {
                    *counts.entry(*word).or_default() += 1;
                }
            }
        }
    }
    Ok(counts)
}

/// The classes of the pieces that names are put together from.
#[derive(Debug)]
pub(super) struct Pieces {
    pub(super) name: u8,
    surname: u8,
    given_first: u8,
    given_second: u8,
    given_single: u8,
    foreign: [u8; 3],
}

impl Pieces {
    pub(super) fn new(classes: &Classes) -> Result<Self> {
        Ok(Self {
            name: classes.number("nr")?,
            surname: classes.number("surname")?,
            given_first: classes.number("given_first")?,
            given_second: classes.number("given_second")?,
            given_single: classes.number("given_single")?,
            foreign: [classes.number("foreign_first")?, classes.number("foreign_inner")?, classes.number("foreign_last")?],
        })
    }

    /// The pieces of a person's name; says whether it is made of any.
    pub(super) fn count(&self, word: &Word, add: &mut impl FnMut(&str, u8)) -> bool {
        let chars: Vec<char> = word.text.chars().collect();
        if word.surname > 0 {
            let (surname, given) = chars.split_at(word.surname);
            add(&surname.iter().collect::<String>(), self.surname);
            match given {
                [single] => add(&single.to_string(), self.given_single),
                [first, second] => {
                    add(&first.to_string(), self.given_first);
                    add(&second.to_string(), self.given_second);
                }
                _ => {}
            }
        } else if chars.len() >= 3 && chars.iter().all(|&c| is_han(c)) {
            self.count_foreign(&word.text, add);
        } else {
            return false;
        }
        true
    }

    fn count_foreign(&self, name: &str, add: &mut impl FnMut(&str, u8)) {
        let last = name.chars().count() - 1;
        for (at, c) in name.chars().enumerate() {
            let class = if at == 0 {
                0
            } else if at == last {
                2
            } else {
                1
            };
            add(&c.to_string(), self.foreign[class]);
        }
    }
}

fn row(line: &str) -> Option<(&str, f64)> {
    let (text, count) = line.split_once('\t')?;
    Some((text, count.parse().ok()?))
}

fn read(sources: &Sources<'_>, path: &str) -> Result<String> {
    fs::read_to_string(sources.workspace.shared.join(path)).with_context(|| format!("cannot read ../shared/{path}"))
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || c == '〇'
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两几".contains(c)
}

/// Whether a dictionary should list it: Han characters, perhaps with letters, and nothing that a shape tells better.
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    let listed = !first.is_ascii_digit() && word.chars().any(is_han) && word.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric());
    let rest = word.trim_start_matches('第');
    let number = rest.trim_start_matches(is_numeral);
    let is_number = rest.len() - number.len() >= 2 * '一'.len_utf8() && matches!(number, "年" | "月" | "月份" | "日" | "时" | "点")
        || rest.len() < word.len() && number.is_empty() && rest.chars().count() > 1
        || word.starts_with("百分之");
    listed && !is_number && word.chars().count() <= 16
}

fn looks_like_name(word: &str, surnames: &HashSet<String>) -> bool {
    let chars: Vec<char> = word.chars().collect();
    matches!(chars.len(), 2 | 3) && surnames.contains(&chars[0].to_string())
        || chars.len() == 4 && surnames.contains(&chars[..2].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shapes_tell_is_no_word_of_the_lexicon() {
        for word in ["北京", "b超", "卡拉ok", "一个", "千万", "第一线", "三中全会"] {
            assert!(is_word(word), "{word}");
        }
        for word in ["", "1998年", "gdp", "，", "一九九八年", "十二月", "第二十", "百分之十", "a·b"] {
            assert!(!is_word(word), "{word}");
        }
    }

    #[test]
    fn names_look_like_a_surname_and_one_or_two_characters() {
        let surnames = HashSet::from(["王".to_owned(), "欧阳".to_owned()]);
        for (word, looks) in [("王燕", true), ("王小燕", true), ("欧阳小燕", true), ("王小小燕", false), ("燕", false), ("政局", false)]
        {
            assert_eq!(looks_like_name(word, &surnames), looks, "{word}");
        }
    }
}
