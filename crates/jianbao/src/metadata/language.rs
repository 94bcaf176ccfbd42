//! The language of a body: simplified or traditional Chinese, or something else.

use crate::chars::{is_han, is_kana_or_hangul};

/// Frequent characters that one of the two scripts does not have, in pairs.
const SIMPLIFIED: &str = "国这来时个们为会说对发经过学后动进实现还样关点从业务问员产长开总门电东车书见亲马鸟鱼龙";
const TRADITIONAL: &str = "國這來時個們為會說對發經過學後動進實現還樣關點從業務問員產長開總門電東車書見親馬鳥魚龍";

/// Texts in which Han characters are fewer than one in this many letters are not Chinese.
const LEAST_HAN: usize = 4;
/// One kana or Korean syllable in this many Han characters makes it Japanese or Korean.
const MOST_KANA: usize = 8;

/// A BCP 47 tag: `zh-Hans`, `zh-Hant`, or `und` for what is not Chinese or too little to tell.
pub(crate) fn detect(text: &str) -> &'static str {
    let (mut han, mut kana, mut letters, mut simplified, mut traditional) = (0, 0, 0, 0, 0);
    for c in text.chars() {
        if is_han(c) {
            han += 1;
            simplified += usize::from(SIMPLIFIED.contains(c));
            traditional += usize::from(TRADITIONAL.contains(c));
        } else if is_kana_or_hangul(c) {
            kana += 1;
        } else if c.is_alphabetic() {
            letters += 1;
        }
    }
    // Latin words are several letters long, Chinese ones a character or two.
    if han == 0 || kana * MOST_KANA > han || han * LEAST_HAN < letters {
        return "und";
    }
    if traditional > simplified { "zh-Hant" } else { "zh-Hans" }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn scripts_and_other_languages() {
        assert_eq!(detect("这是一个国家的新闻,说的是学校。"), "zh-Hans");
        assert_eq!(detect("這是一個國家的新聞,說的是學校。"), "zh-Hant");
        assert_eq!(detect("The quick brown fox, 中文 only in passing."), "und");
        assert_eq!(detect("これは日本語の記事です。学校のニュース。"), "und");
        assert_eq!(detect(""), "und");
    }
}
