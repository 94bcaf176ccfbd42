//! Classes of words that stand in the same contexts: the exchange algorithm on bigrams of classes (Kneser & Ney 1993; Martin, Liermann
//! & Ney 1998). What a rare word is like is learnt from its class.

use std::collections::HashMap;

/// A word of running text; `0` stands before and behind a sentence.
pub(super) type Word = u32;

/// Gives each word a class, so that the classes tell as much of each other as they can. `sentences` hold words below `words`.
pub(super) fn cluster(sentences: &[Vec<Word>], words: usize, classes: usize, rounds: usize) -> Vec<u16> {
    let text = Bigrams::count(sentences, words);
    // Words are numbered by falling frequency.
    let mut class: Vec<usize> = (0..words).map(|word| word % classes).collect();
    let mut counts = Counts::new(&text, &class, classes);
    for _ in 0..rounds {
        for word in (0..words).filter(|&word| text.totals[word] > 0) {
            let around = Around::of(word, &text, &class, classes);
            counts.shift(class[word], &around, -1);
            class[word] = counts.best(class[word], &around);
            counts.shift(class[word], &around, 1);
        }
    }
    class.into_iter().map(|class| class as u16).collect()
}

struct Bigrams {
    totals: Vec<i64>,
    /// What stands before each word, and behind it, and how often.
    before: Vec<Vec<(Word, u32)>>,
    behind: Vec<Vec<(Word, u32)>>,
}

impl Bigrams {
    fn count(sentences: &[Vec<Word>], words: usize) -> Self {
        let mut counts: HashMap<(Word, Word), u32> = HashMap::new();
        let mut totals = vec![0; words];
        for sentence in sentences {
            let mut last = 0;
            totals[0] += 1;
            for &word in sentence {
                *counts.entry((last, word)).or_default() += 1;
                totals[word as usize] += 1;
                last = word;
            }
            *counts.entry((last, 0)).or_default() += 1;
        }
        let mut pairs: Vec<((Word, Word), u32)> = counts.into_iter().collect();
        pairs.sort_unstable();
        let (mut before, mut behind) = (vec![Vec::new(); words], vec![Vec::new(); words]);
        for ((left, right), count) in pairs {
            behind[left as usize].push((right, count));
            before[right as usize].push((left, count));
        }
        Self { totals, before, behind }
    }
}

/// How often classes stand around a word.
struct Around {
    before: Vec<(usize, i64)>,
    behind: Vec<(usize, i64)>,
    /// How often it follows itself.
    own: i64,
    total: i64,
}

impl Around {
    fn of(word: usize, text: &Bigrams, class: &[usize], classes: usize) -> Self {
        let own = text.behind[word].iter().filter(|(other, _)| *other as usize == word).map(|(_, count)| i64::from(*count)).sum();
        let gather = |pairs: &[(Word, u32)]| {
            let mut sums = vec![0; classes];
            for &(other, count) in pairs.iter().filter(|(other, _)| *other as usize != word) {
                sums[class[other as usize]] += i64::from(count);
            }
            sums.into_iter().enumerate().filter(|(_, count)| *count > 0).collect()
        };
        Self { before: gather(&text.before[word]), behind: gather(&text.behind[word]), own, total: text.totals[word] }
    }
}

/// How often classes follow each other, and stand at all.
struct Counts {
    classes: usize,
    pairs: Vec<i64>,
    totals: Vec<i64>,
    /// `n log n` of small numbers.
    terms: Vec<f64>,
}

impl Counts {
    fn new(text: &Bigrams, class: &[usize], classes: usize) -> Self {
        let mut counts =
            Self { classes, pairs: vec![0; classes * classes], totals: vec![0; classes], terms: (0..1 << 20).map(exact).collect() };
        for (word, pairs) in text.behind.iter().enumerate() {
            counts.totals[class[word]] += text.totals[word];
            for &(next, count) in pairs {
                counts.pairs[class[word] * classes + class[next as usize]] += i64::from(count);
            }
        }
        counts
    }

    fn shift(&mut self, class: usize, around: &Around, sign: i64) {
        for &(other, count) in &around.behind {
            self.pairs[class * self.classes + other] += sign * count;
        }
        for &(other, count) in &around.before {
            self.pairs[other * self.classes + class] += sign * count;
        }
        self.pairs[class * self.classes + class] += sign * around.own;
        self.totals[class] += sign * around.total;
    }

    /// The class in which a word that was taken out tells most; its own on a tie.
    fn best(&self, own: usize, around: &Around) -> usize {
        let gain = |at: usize, count: i64| self.term(self.pairs[at] + count) - self.term(self.pairs[at]);
        let mut best = (own, self.worth(own, around, &gain));
        for class in 0..self.classes {
            let worth = self.worth(class, around, &gain);
            if worth > best.1 + 1e-9 {
                best = (class, worth);
            }
        }
        best.0
    }

    fn worth(&self, class: usize, around: &Around, gain: &impl Fn(usize, i64) -> f64) -> f64 {
        let mut sum = 0.0;
        let mut own = around.own;
        for &(other, count) in &around.behind {
            if other == class { own += count } else { sum += gain(class * self.classes + other, count) }
        }
        for &(other, count) in &around.before {
            if other == class { own += count } else { sum += gain(other * self.classes + class, count) }
        }
        sum += gain(class * self.classes + class, own);
        sum - 2.0 * (self.term(self.totals[class] + around.total) - self.term(self.totals[class]))
    }

    fn term(&self, count: i64) -> f64 {
        usize::try_from(count).ok().and_then(|count| self.terms.get(count).copied()).unwrap_or_else(|| exact(count))
    }
}

fn exact(count: i64) -> f64 {
    let count = count as f64;
    if count > 0.0 { count * count.ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_use_come_together() {
        // 1 and 2 stand before 3 and 4 and never the other way round.
        let sentences: Vec<Vec<Word>> = [[1, 3], [1, 4], [2, 3], [2, 4]].iter().map(|pair| pair.to_vec()).collect();
        let class = cluster(&sentences, 5, 3, 10);
        assert_eq!(class[1], class[2]);
        assert_eq!(class[3], class[4]);
        assert_ne!(class[1], class[3]);
    }
}
