//! The model card beside the blob: what the network was trained on, how well it does, what it is bad at.

use std::fmt::Write as _;

use super::score::Scores;
use super::sets::SETS;
use super::vocabulary::RAW;
use super::{LICENCE, Results};

pub(crate) const PATH: &str = "crates/jianbao-data/TAGGER.md";

const HEAD: &str = "\
# The tagger's model card

Written by `cargo run --release -p xtask -- train tagger`, which makes `blobs/tagger.bin`, the same bytes every time.

A recurrent network over tokens and a layer over characters, in whole numbers (`crates/jianbao/src/mention/tagger/network.rs` has the
formulas), with a head of labels for each guideline. It marks persons, places, organizations, titles and times in modern Chinese news.
";

const WEAKNESSES: &str = "
## Known weaknesses

- Names of companies and brands that no training text has, without a cue beside them (苹果, 同程).
- Places that end where a generic word begins (武陵山区, 霍尔果斯口岸): whether that word belongs to the name.
- Units of armies and offices below the named ones (陆军某旅2营, 场景创新处).
- Teams named by their country; MSRA's guideline has them as organizations by the sense of the sentence.
- A closing quotation mark before a name is sometimes taken into it (”安次区民政局办公室), words like 瞬间 are taken for times.
- Persons whose names are made of common words (高帆), without a title or a verb of speech beside them.
- Names in running text of other times and sorts than news: novels, classical Chinese, posts.
";

/// The card's text. Each of `results` is a network's scores by set, from one seed, of which one was kept; `own` are those of the variant.
pub(super) fn write(results: &[Results], own: &[Results], kept: u64, rounds: usize) -> String {
    let mut card = format!("{HEAD}\n## Data\n\n");
    for set in &SETS {
        let role = if set.guideline.is_some() { "" } else { "; lends what it knows, has no guideline of its own" };
        let _ = writeln!(card, "- {}{role}", set.source);
    }
    for path in RAW {
        let _ = writeln!(card, "- ../shared/{path}: which words are alike; no text is kept");
    }
    let _ = write!(card, "\nTerms: {LICENCE}.\n\n## Scores\n\n");
    let _ = writeln!(
        card,
        "F1 on the development parts, mean and spread (half the range) over {} seeds, {rounds} rounds; seed {kept} does best on `news` and \
         is the one shipped. Nested mentions count in `news`.\n",
        results.len()
    );
    let _ = write!(card, "| set | kind | F1 | spread |\n|---|---|---|---|\n");
    for set in &SETS {
        rows(&mut card, set.name, results);
    }
    let _ = write!(
        card,
        "\n## Own marks only\n\nThe same network trained on `data/news` alone, with words and their classes from published news: no corpus of others \
         but those that the tokenizer's dictionary has learnt from. Built by the same command for comparison, not shipped.\n\n\
         | set | kind | F1 | spread |\n|---|---|---|---|\n"
    );
    rows(&mut card, SETS[0].name, own);
    card + WEAKNESSES
}

fn rows(card: &mut String, set: &str, results: &[Results]) {
    let scores: Vec<&Scores> = results.iter().filter_map(|result| result.get(set)).collect();
    let Some(first) = scores.first() else { return };
    for kind in first.keys() {
        let values: Vec<f64> = scores.iter().filter_map(|scores| scores.get(kind).copied()).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let most = values.iter().copied().fold(f64::MIN, f64::max);
        let least = values.iter().copied().fold(f64::MAX, f64::min);
        let _ = writeln!(card, "| {set} | {kind} | {mean:.4} | {:.4} |", (most - least) / 2.0);
    }
}
