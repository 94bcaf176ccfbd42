//! The tagger: a network that learns all guidelines together, each with a head of its own.

pub(crate) mod card;
mod clusters;
mod crf;
mod export;
mod learn;
mod made;
mod network;
mod parameters;
mod score;
mod sets;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use jianbao::Tokenizer;
use jianbao::inspect::tagger::{Reader, Trial};

use crate::random::Random;
use learn::Course;
use made::Names;
use network::Network;
use score::Scores;
use sets::{Lesson, Marked, SETS};
use vocabulary::Vocabulary;

/// The terms of the sources together: what a company has to look at.
pub(crate) const LICENCE: &str = "MIT OR Apache-2.0 for this project's part; the sources' terms as listed, some of them for research";

/// Networks that are trained at a time: as many as CI has cores.
const THREADS: usize = 2;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Networks to train, each from another seed; the one that does best on the news is kept
    #[arg(long, default_value_t = 3, value_name = "N")]
    seeds: u64,
    /// Rounds over all texts
    #[arg(long, default_value_t = 6, value_name = "N")]
    rounds: usize,
}

/// What training gives.
pub(crate) struct Trained {
    pub(crate) blob: Vec<u8>,
    /// F1 of the network that is kept, by set and kind.
    pub(crate) scores: Vec<(String, f64)>,
    /// The model card.
    pub(crate) card: String,
}

/// Scores on the development parts, by set.
type Results = BTreeMap<&'static str, Scores>;

/// The network that does best on the news.
struct Kept {
    blob: Vec<u8>,
    seed: u64,
    results: Results,
}

/// Marked texts of the sets, in their order.
struct Gold {
    train: Vec<Vec<Marked>>,
    dev: Vec<Vec<Marked>>,
}

pub(crate) fn run(shared: &Path, options: &Options) -> Result<Trained> {
    let begun = Instant::now();
    let tokenizer = Tokenizer::new().map_err(|error| anyhow!("{error}"))?;
    let read = |part| SETS.iter().map(|set| set.read(shared, part)).collect::<Result<Vec<_>>>();
    let mut gold = Gold { train: read("train")?, dev: read("dev")? };
    println!("all sets");
    let (kept, results) = train(shared, &gold, &vocabulary::RAW, options, &tokenizer)?;
    println!("own marks only, {:.0} s", begun.elapsed().as_secs_f64());
    gold.train[1..].iter_mut().for_each(Vec::clear);
    gold.dev[1..].iter_mut().for_each(Vec::clear);
    let (_, own) = train(shared, &gold, &vocabulary::NEWS, options, &tokenizer)?;
    println!("{:.0} s", begun.elapsed().as_secs_f64());

    let Kept { blob, seed, results: best } = kept.context("no network was trained: --seeds is 0")?;
    let named = best.iter().flat_map(|(set, scores)| scores.iter().map(move |(kind, f1)| (format!("f1_{set}_{kind}"), *f1)));
    Ok(Trained { blob, scores: named.collect(), card: card::write(&results, &own, seed, options.rounds) })
}

/// Trains a network a seed: the best of them, and the scores of all.
fn train(shared: &Path, gold: &Gold, raw: &[&str], options: &Options, tokenizer: &Tokenizer) -> Result<(Option<Kept>, Vec<Results>)> {
    let mut worker = tokenizer.worker();
    let vocabulary = Vocabulary::learn(shared, gold.train.iter().flatten(), raw, &mut worker)?;
    let mut reader = Reader::new(&vocabulary.alphabet, &vocabulary.words);
    let lessons: Vec<Vec<Lesson>> = gold.train.iter().map(|texts| sets::lessons(texts, &mut worker, &mut reader)).collect();
    let names = Names::read(shared, &gold.train[0])?;
    let mut random = Random::new(0);
    let made: Vec<Marked> = gold.train[0].iter().filter_map(|marked| names.exchange(marked, &mut random)).collect();
    let made = sets::lessons(&made, &mut worker, &mut reader);
    let (characters, words) = reader.sizes();
    println!("  {characters} characters, {words} words");

    let train = |seed: u64| -> Result<(Vec<u8>, Results)> {
        let blob = train_one(seed, characters, &vocabulary, &lessons, &made, options.rounds);
        let results = score(&blob, gold, tokenizer)?;
        Ok((blob, results))
    };
    let news = |results: &Results| results.get(SETS[0].name).and_then(|scores| scores.get("micro").copied()).unwrap_or_default();
    let mut kept: Option<Kept> = None;
    let mut all = Vec::new();
    let seeds: Vec<u64> = (1..=options.seeds).collect();
    for seeds in seeds.chunks(THREADS) {
        let done = thread::scope(|scope| {
            let threads: Vec<_> = seeds.iter().map(|&seed| scope.spawn(move || train(seed))).collect();
            threads.into_iter().map(|thread| thread.join().map_err(|_| anyhow!("a thread panicked"))?).collect::<Result<Vec<_>>>()
        })?;
        for (&seed, (blob, results)) in seeds.iter().zip(done) {
            for (set, scores) in &results {
                println!("  seed {seed} {set:8} {scores:.4?}");
            }
            all.push(results.clone());
            if kept.as_ref().is_none_or(|kept| news(&results) > news(&kept.results)) {
                kept = Some(Kept { blob, seed, results });
            }
        }
    }
    Ok((kept, all))
}

fn train_one(seed: u64, characters: usize, vocabulary: &Vocabulary, lessons: &[Vec<Lesson>], made: &[Lesson], rounds: usize) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut network = Network::new(characters, vocabulary.classes.clone(), SETS.len(), &mut random);
    let course = |head: usize, lessons, repeats| {
        let set = &SETS[head];
        Course { lessons, head, labels: set.labels(), is_nested: set.is_nested(), repeats }
    };
    let mut courses: Vec<Course<'_>> = (0..SETS.len()).map(|head| course(head, &lessons[head], SETS[head].repeats)).collect();
    courses.push(course(0, made, 1));
    learn::learn(&mut network, &courses, rounds, &mut random);
    export::export(&network, vocabulary)
}

/// Scores a blob as the library reads it on the development part of each set that has a guideline.
fn score(blob: &[u8], gold: &Gold, tokenizer: &Tokenizer) -> Result<Results> {
    let mut trial = Trial::new(blob).map_err(|error| anyhow!("{error}"))?;
    let mut worker = tokenizer.worker();
    let sets = SETS.iter().zip(&gold.dev).filter(|(set, texts)| set.guideline.is_some() && !texts.is_empty());
    Ok(sets.map(|(set, texts)| (set.name, score::score(set, texts, &mut trial, &mut worker))).collect())
}

/// The sources, for the manifest.
pub(crate) fn sources() -> Vec<String> {
    let raw = vocabulary::RAW.iter().map(|path| format!("../shared/{path}: words and their classes; no text is kept"));
    let names = made::SOURCES.iter().map(|path| format!("../shared/{path}: names put into marked texts; WTFPL"));
    SETS.iter().map(|set| set.source.to_owned()).chain(raw).chain(names).collect()
}
