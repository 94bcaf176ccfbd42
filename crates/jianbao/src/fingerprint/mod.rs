//! Reprints: which bodies are the same article, with another head or tail, with paragraphs cut, in another encoding.
//!
//! [`simhash`] is the `fingerprint` of a record: 64 bits that differ in few places between texts that are nearly the same. It is
//! small enough to be kept beside everything, and finds whole reprints. A [`Sketch`] has 216 bytes and finds reprints that lost half of
//! their text too; an [`Index`] of sketches finds them among millions.
//!
//! How it works: a text's *anchors* are the sixteen least hashes of its runs of twelve characters; two texts that share an anchor are
//! compared (bottom-k sampling: Broder, "On the resemblance and containment of documents", 1997). The comparison estimates Jaccard's
//! index over runs of six characters from 96 bytes of MinHash, and with the lengths of both texts how much of the shorter stands in
//! the longer. Where both have numbers enough, half of them must be the same: bulletins of two days are alike but for their numbers.
//!
//! How exact it is: two texts that share a third of their runs of twelve characters are compared with a probability of .998, those
//! that share a half, of .99998; similarities are estimated with a standard deviation of at most .051. Of an anchor that very many
//! texts have only the last 48 are looked at.

mod index;
mod simhash;
mod sketch;

pub use index::{Index, Near};
pub use simhash::simhash;
pub use sketch::Sketch;

#[cfg(test)]
mod tests {
    use super::{Index, Sketch};

    /// Paragraphs on a subject of its own each.
    const ARTICLE: [&str; 6] = [
        "云州市图书馆新馆周六开馆，市民凭身份证即可免费借书，每人每次可借十册，借期三十天，逾期不再收取费用。",
        "新馆位于城东新区，建筑面积4.2万平方米，藏书186万册，设有阅览座位2400个，地下一层是报刊库和古籍修复室。",
        "馆长沈若溪介绍，夜间还书口全天开放，读者还可以在城区的37处自助书亭归还图书，次日由专车送回分拣中心。",
        "儿童阅览室按年龄分区，绘本区每周末有志愿者讲故事，聋人读者可以预约手语讲解，视障读者有专用的听书间。",
        "据市交通局消息，12路、58路公交车增设新馆站，首末班车时间不变，自行车停放点可容纳600辆。",
        "老馆自下月起闭馆修缮，预计明年秋天重新开放，期间所藏地方文献移至新馆五楼，凭介绍信查阅。",
    ];

    fn sketch(text: &str) -> Sketch {
        Sketch::new(text).unwrap()
    }

    #[test]
    fn a_reprint_is_found_with_another_head_and_tail_and_a_third_of_it_cut() {
        let mut index = Index::new();
        assert_eq!(index.insert(sketch(&ARTICLE.join("\n"))), None);
        let cut = [&["本报讯（记者 何知秋）"], &ARTICLE[1..5], &["（责任编辑：顾小满）"]].concat().join("\n");
        assert_eq!(index.insert(sketch(&cut)).map(|near| near.number), Some(0));
        let traditional = ARTICLE.join("").replace('图', "圖").replace('书', "書").replace('馆', "館");
        assert_eq!(index.insert(sketch(&traditional)).map(|near| near.number), Some(0));
        assert_eq!(index.len(), 3);
    }

    #[test]
    fn bulletins_of_two_days_are_no_reprints_of_each_other() {
        let bulletin = |day: u32, cases: u32| {
            format!(
                "云州市卫生健康委员会通报：{day}日0时至24时，全市新增确诊病例{cases}例，均为集中隔离人员，新增无症状感染者{}例，其中{}例在\
                 社区筛查中发现，已全部转运至定点医院。当日治愈出院{}例，解除医学观察的密切接触者{}人。",
                cases * 3 + 1,
                cases + 4,
                cases + 11,
                cases * 17,
            )
        };
        assert!(sketch(&bulletin(3, 12)).containment(&sketch(&bulletin(4, 27))) > 0.5);
        assert!(!sketch(&bulletin(3, 12)).is_reprint_of(&sketch(&bulletin(4, 27))));
        assert!(sketch(&bulletin(3, 12)).is_reprint_of(&sketch(&format!("【最新】{}", bulletin(3, 12)))));
    }

    #[test]
    fn what_is_too_short_has_no_sketch() {
        assert!(Sketch::new("").is_none() && Sketch::new("图片来源：云州日报").is_none());
        assert!(Sketch::new(&"。".repeat(500)).is_none());
        let monotonous = sketch(&"啊".repeat(500));
        let mut index = Index::new();
        for _ in 0..200 {
            index.insert(monotonous.clone());
        }
        assert_eq!(index.near(&monotonous).map(|near| near.similarity), Some(1.0));
    }
}
