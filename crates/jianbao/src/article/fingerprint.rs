//! SimHash of the body: reprints of an article differ in few of its 64 bits.

use crate::chars::{is_han, is_space};

const GRAM: usize = 4;

/// SimHash (Charikar, "Similarity estimation techniques from rounding algorithms", 2002) over character 4-grams; only
/// letters, digits and Han characters count, so that punctuation and layout do not matter.
pub(crate) fn fingerprint(text: &str) -> String {
    let mut votes = [0i32; 64];
    let mut gram = ['\0'; GRAM];
    let mut seen = 0;
    for c in text.chars().filter(|&c| !is_space(c) && (is_han(c) || c.is_alphanumeric())) {
        gram.rotate_left(1);
        gram[GRAM - 1] = c;
        seen += 1;
        if seen >= GRAM {
            let hash = hash(&gram);
            for (bit, vote) in votes.iter_mut().enumerate() {
                *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
    }
    let bits = votes.iter().enumerate().fold(0u64, |bits, (i, &vote)| bits | u64::from(vote > 0) << i);
    format!("{bits:016x}")
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the characters in turn.
fn hash(gram: &[char]) -> u64 {
    gram.iter().fold(0, |hash, &c| {
        let mut mixed: u64 = hash ^ u64::from(c).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    })
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    fn distance(a: &str, b: &str) -> u32 {
        (u64::from_str_radix(a, 16).unwrap() ^ u64::from_str_radix(b, 16).unwrap()).count_ones()
    }

    #[test]
    fn a_reprint_is_near_and_another_text_is_not() {
        let text = "市教育局昨天召开会议,部署新学期开学工作。会议要求各学校做好校舍检查、食堂管理和上下学交通安全,确保师生平安。局长说,今年全市新建小学三所,新增学位两千四百个,基本满足适龄儿童入学需要。";
        let reprint = text.replace(',', "，").replace("昨天", "日前");
        let other = "昨晚的足球联赛中,客队在补时阶段打入一球,以二比一战胜主队。赛后主教练表示,球员们拼到了最后一刻,这场胜利属于全队。下一轮球队将回到主场,迎战目前排名第三的对手,门票已经开始发售。";
        assert!(distance(&fingerprint(text), &fingerprint(&reprint)) <= 12);
        assert!(distance(&fingerprint(text), &fingerprint(other)) > 20);
    }
}
