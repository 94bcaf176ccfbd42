//! Reprints made of real news, and how many of them `jianbao::fingerprint` finds.
//!
//! Each article is reprinted up to three times as sites do it: another head and tail, up to two fifths of its sentences cut, Traditional
//! characters or full-width digits, a character in a hundred changed. Beside them stand bulletins: an article with other numbers,
//! as it would be written on another day. What is no reprint of the same article counts against the precision.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use jianbao::fingerprint::{Index, Sketch};
use serde_json::{Value, json};

use super::pages::Measures;
use crate::random::Random;
use crate::workspace::Workspace;

/// The table in the floors.
pub(crate) const REPRINTS: &str = "reprints";

/// Articles with fewer characters are captions.
const SHORTEST: usize = 200;
/// Of a reprint at least as many are left.
const LEFT: usize = 150;
/// With this many numbers an article is taken for one that could be a bulletin.
const NUMBERS: usize = 8;

struct Text {
    /// Which article it is.
    article: usize,
    body: String,
}

/// Precision: the share of texts called a reprint that are one of the text they are said to repeat. Recall: the share of texts that
/// repeat one before them of which it is said.
pub(crate) fn measure(workspace: &Workspace) -> Result<(Measures, Value)> {
    let texts = made(&articles(workspace)?, &traditional(workspace)?);
    let mut index = Index::new();
    let mut stored = Vec::new();
    let mut seen: HashMap<usize, usize> = HashMap::new();
    let [mut repeats, mut found, mut said, mut right] = [0_u32; 4];
    for (at, text) in texts.iter().enumerate() {
        let near = Sketch::new(&text.body).and_then(|sketch| {
            let near = index.insert(sketch);
            stored.push(at);
            near
        });
        let is_right = near.is_some_and(|near| texts[stored[near.number]].article == text.article);
        let is_repeat = seen.insert(text.article, at).is_some();
        repeats += u32::from(is_repeat);
        found += u32::from(is_repeat && is_right);
        said += u32::from(near.is_some());
        right += u32::from(is_right);
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    let (precision, recall) = (share(right, said), share(found, repeats));
    let summary = json!({ "texts": texts.len(), "repeats": repeats, "said": said, "precision": precision, "recall": recall });
    Ok((Measures::from([(format!("{REPRINTS}.precision"), precision), (format!("{REPRINTS}.recall"), recall)]), summary))
}

/// The articles of the broadcasts, and of the pages.
fn articles(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.shared.join("data/raw/xwlb");
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let mut files: Vec<_> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut articles = Vec::new();
    for file in files {
        articles.extend(read(&file)?.split("\n# ").map(|article| article.trim_start_matches("# ").to_owned()));
    }
    for line in read(&workspace.shared.join("data/pages/dev/gold.jsonl"))?.lines() {
        let page: Value = serde_json::from_str(line)?;
        articles.extend(page["body"].as_str().map(str::to_owned));
    }
    articles.retain(|article| article.chars().count() >= SHORTEST);
    // What the sources themselves have twice tells nothing.
    articles.sort();
    articles.dedup();
    Ok(articles)
}

/// Simplified characters and the first Traditional form of each.
fn traditional(workspace: &Workspace) -> Result<HashMap<char, char>> {
    let table = workspace.read("crates/jianbao-data/blobs/traditional.tsv")?;
    let pair = |line: &str| line.split_once('\t').and_then(|(simplified, forms)| Some((simplified.chars().next()?, forms.chars().next()?)));
    Ok(table.lines().filter_map(pair).collect())
}

fn made(articles: &[String], traditional: &HashMap<char, char>) -> Vec<Text> {
    let mut random = Random::new(7);
    let mut texts = Vec::new();
    let mut next = articles.len();
    for (article, body) in articles.iter().enumerate() {
        for _ in 0..random.next() % 4 {
            texts.extend(reprint(body, traditional, &mut random).map(|body| Text { article, body }));
        }
        if body.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count() >= NUMBERS {
            texts.push(Text { article: next, body: bulletin(body, &mut random) });
            next += 1;
        }
        texts.push(Text { article, body: body.clone() });
    }
    random.shuffle(&mut texts);
    texts
}

const HEADS: [&str; 5] = [
    "原标题：今天的要闻一览\n",
    "本报讯（记者 何知秋）",
    "云州新闻网3月5日电 ",
    "点击上方蓝字关注我们，第一时间了解身边的新鲜事\n导读：近日发生了什么？一起来看。\n",
    "",
];
const TAILS: [&str; 5] = [
    "\n（责任编辑：顾小满）",
    "\n特别声明：以上内容仅代表作者本人观点，不代表本网立场，如有侵权请联系我们删除。",
    "\n更多精彩内容请下载云州日报客户端，欢迎提供新闻线索，一经采用有费用酬谢，热线电话12345。",
    "\n来源：海丰晚报 编辑：林知遥 校对：柳青 审核：乔木",
    "",
];

fn reprint(body: &str, traditional: &HashMap<char, char>, random: &mut Random) -> Option<String> {
    let mut pick = |lines: &[&'static str]| lines[(random.next() % lines.len() as u64) as usize];
    let (head, tail) = (pick(&HEADS), pick(&TAILS));
    let cut = random.share() * 0.4;
    let mut kept: String = pieces(body).filter(|_| random.share() >= cut).collect();
    if kept.chars().count() < LEFT {
        return None;
    }
    match random.next() % 4 {
        0 => kept = kept.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect(),
        1 => kept = kept.chars().map(wide).collect(),
        _ => {}
    }
    let changed = random.share() * 0.02;
    let characters: Vec<char> = kept.chars().collect();
    let mut other = |c: char| if random.share() < changed { characters[random.next() as usize % characters.len()] } else { c };
    Some(format!("{head}{}{tail}", characters.iter().map(|&c| other(c)).collect::<String>()))
}

/// Paragraphs, and the sentences of those that stand alone.
fn pieces(body: &str) -> impl Iterator<Item = &str> {
    let end = if body.matches('\n').count() >= 4 { '\n' } else { '。' };
    body.split_inclusive(end)
}

/// ASCII as its full-width form.
fn wide(c: char) -> char {
    if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap_or(c) } else { c }
}

/// The same article with other numbers of as many digits.
fn bulletin(body: &str, random: &mut Random) -> String {
    body.chars().map(|c| if c.is_ascii_digit() { char::from(b'0' + (random.next() % 10) as u8) } else { c }).collect()
}
