//! SimHash of the body: reprints of an article differ in few of its 64 bits.

use super::sketch::mix;
use crate::chars::{is_han, is_space};

const GRAM: usize = 4;

/// SimHash (Charikar, "Similarity estimation techniques from rounding algorithms", 2002) over character 4-grams; only
/// letters, digits and Han characters count, so that punctuation and layout do not matter.
///
/// A record has it in hex as its `fingerprint`.
#[must_use]
pub fn simhash(text: &str) -> u64 {
    let mut votes = Votes::default();
    // The last four characters, 21 bits each: Unicode has no more.
    let mut gram = 0u128;
    let mut seen = 0;
    for c in text.chars().filter(|&c| is_han(c) || !is_space(c) && c.is_alphanumeric()) {
        gram = (gram << 21 | u128::from(u32::from(c))) & ((1 << (21 * GRAM)) - 1);
        seen += 1;
        if seen >= GRAM {
            votes.add(mix(gram as u64 ^ (gram >> 64) as u64).wrapping_add(mix((gram >> 42) as u64)));
        }
    }
    votes.majority()
}

/// How often each bit was set. Counts are kept bit by bit, so that one addition counts for all 64 (carry-save).
#[derive(Default)]
struct Votes {
    planes: [u64; 8],
    pending: u32,
    counts: Option<Box<[u32; 64]>>,
    total: u32,
}

impl Votes {
    fn add(&mut self, hash: u64) {
        let mut carry = hash;
        for plane in &mut self.planes {
            (*plane, carry) = (*plane ^ carry, *plane & carry);
        }
        self.pending += 1;
        if self.pending == 255 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let counts = self.counts.get_or_insert_with(|| Box::new([0; 64]));
        for (weight, plane) in self.planes.iter_mut().enumerate() {
            for (bit, count) in counts.iter_mut().enumerate() {
                *count += ((*plane >> bit & 1) as u32) << weight;
            }
            *plane = 0;
        }
        self.total += std::mem::take(&mut self.pending);
    }

    /// The bits that were set more often than not.
    fn majority(mut self) -> u64 {
        self.flush();
        let total = self.total;
        self.counts
            .iter()
            .flat_map(|counts| counts.iter().enumerate())
            .fold(0, |bits, (bit, &count)| bits | u64::from(count * 2 > total) << bit)
    }
}

#[cfg(test)]
mod tests {
    use super::simhash;

    fn distance(a: &str, b: &str) -> u32 {
        (simhash(a) ^ simhash(b)).count_ones()
    }

    #[test]
    fn a_reprint_is_near_and_another_text_is_not() {
        let text = "市教育局昨天召开会议,部署新学期开学工作。会议要求各学校做好校舍检查、食堂管理和上下学交通安全,确保师生平安。局长说,今年全市新建小学三所,新增学位两千四百个,基本满足适龄儿童入学需要。";
        let reprint = text.replace(',', "，").replace("昨天", "日前");
        let other = "昨晚的足球联赛中,客队在补时阶段打入一球,以二比一战胜主队。赛后主教练表示,球员们拼到了最后一刻,这场胜利属于全队。下一轮球队将回到主场,迎战目前排名第三的对手,门票已经开始发售。";
        assert!(distance(text, &reprint) <= 12);
        assert!(distance(text, other) > 20);
    }
}
