//! Texts for the tokenizer: headlines and transcripts of ../shared where they are, else a few of our own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Says which texts are wanted: `corpus`, those of ../shared, or `own`, those of benches/texts. Else the first that is there.
pub const VARIABLE: &str = "JIANBAO_BENCH_TEXTS";

const TITLES: &str = include_str!("../texts/titles.txt");
const ARTICLE: &str = include_str!("../texts/article.txt");
const MIXED: &str = include_str!("../texts/mixed.txt");

/// Texts of one kind, each tokenized for itself.
#[derive(Debug)]
pub struct Group {
    /// How it is called in the tables.
    pub name: &'static str,
    /// In the order in which they are tokenized.
    pub texts: Vec<String>,
}

impl Group {
    /// All texts together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// The groups, and where their texts come from.
///
/// # Errors
///
/// If a file that is there can't be read, or [`VARIABLE`] asks for texts that are not there.
pub fn groups() -> io::Result<(Vec<Group>, String)> {
    let raw = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/raw");
    let wanted = env::var(VARIABLE).unwrap_or_default();
    match wanted.as_str() {
        "own" => Ok((own(), "our own texts, as asked for".into())),
        "" if !raw.is_dir() => Ok((own(), format!("there is no {}: our own texts instead", raw.display()))),
        "" | "corpus" => Ok((corpus(&raw)?, format!("texts of {}", raw.display()))),
        _ => Err(io::Error::other(format!("{VARIABLE} is `corpus` or `own`, not `{wanted}`"))),
    }
}

/// Our own: the same on every machine.
#[must_use]
pub fn own() -> Vec<Group> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    build(lines(TITLES), lines(ARTICLE), vec![ARTICLE.into()], lines(MIXED))
}

/// Headlines, the paragraphs and the longest items of some months of transcripts, headlines with much Latin and many digits: as much
/// of each that no cache or branch predictor knows it by heart, as none knows the texts of a crawl.
fn corpus(raw: &Path) -> io::Result<Vec<Group>> {
    let read = |name: &str| fs::read_to_string(raw.join(name));
    let headlines = read("news_titles_thucnews/dev.txt")?;
    let months: String =
        ["202311", "202404", "202409"].iter().map(|month| read(&format!("xwlb/{month}.txt"))).collect::<io::Result<_>>()?;
    let titles = headlines.lines().map(str::to_owned).collect();
    let is_mixed = |line: &&str| line.bytes().filter(u8::is_ascii_alphanumeric).count() * 5 >= line.chars().count() * 2;
    let mixed = headlines.lines().filter(|line| !line.is_empty()).filter(is_mixed).map(str::to_owned).collect();
    let paragraphs = months.lines().filter(|line| (400..1000).contains(&line.len())).map(str::to_owned).collect();
    let mut articles: Vec<String> = months.split("\n# ").map(str::to_owned).collect();
    articles.sort_by_key(|item| std::cmp::Reverse(item.len()));
    articles.truncate(100);
    Ok(build(titles, paragraphs, articles, mixed))
}

fn build(titles: Vec<String>, paragraphs: Vec<String>, articles: Vec<String>, mixed: Vec<String>) -> Vec<Group> {
    let forms = traditional_forms();
    let put = |text: &String| text.chars().map(|character| forms.get(&character).copied().unwrap_or(character)).collect();
    let traditional = paragraphs.iter().map(put).collect();
    vec![
        Group { name: "titles", texts: titles },
        Group { name: "paragraph", texts: paragraphs },
        Group { name: "article", texts: articles },
        Group { name: "mixed", texts: mixed },
        Group { name: "traditional", texts: traditional },
    ]
}

/// To each simplified character the first of its Traditional ones: crude, but it is only about speed.
fn traditional_forms() -> HashMap<char, char> {
    let rows = jianbao_data::table(jianbao_data::TRADITIONAL);
    rows.filter_map(|row| Some((row.first()?.chars().next()?, row.get(1)?.chars().next()?))).collect()
}

/// The words of a lexicon of about the size of ours, where it lies beside the project: its own can't be listed.
///
/// # Errors
///
/// If the file is there and can't be read.
pub fn words() -> io::Result<Option<Vec<String>>> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/lexicons/jieba/dict.txt");
    if !path.is_file() {
        return Ok(None);
    }
    let word = |line: &str| {
        let mut fields = line.split(' ');
        let (word, count) = (fields.next()?, fields.next()?.parse::<u32>().ok()?);
        (count >= 4).then(|| word.to_owned())
    };
    let mut words: Vec<String> = fs::read_to_string(path)?.lines().filter_map(word).collect();
    words.sort_unstable();
    words.dedup();
    Ok(Some(words))
}
