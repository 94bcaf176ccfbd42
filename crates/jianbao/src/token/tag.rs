//! Parts of speech: the tag set of Peking University's People's Daily corpus, in lower case as jieba writes it.

use std::fmt;

/// Declares [`Tag`] from rows of variant, name and meaning.
macro_rules! tags {
    ($($(#[$doc:meta])* $tag:ident $name:literal)*) => {
        /// Part of speech of a token.
        ///
        /// The names are those of the People's Daily corpus (Yu Shiwen et al., "Basic Processing of Contemporary Chinese Corpus
        /// at Peking University: Specification", 2002), in lower case; jieba uses the same.
        ///
        /// ```
        /// use jianbao::Tag;
        ///
        /// assert_eq!(Tag::PlaceName.name(), "ns");
        /// assert_eq!(Tag::from_name("nr"), Some(Tag::PersonName));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Tag {
            $($(#[$doc])* #[doc = concat!(" (`", $name, "`)")] $tag,)*
        }

        impl Tag {
            /// Every tag.
            pub const ALL: &'static [Self] = &[$(Self::$tag),*];

            /// The name that corpora and other tools know it by.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$tag => $name,)*
                }
            }

            /// The tag of a name; `None` if there is none. Names are compared in lower case.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name.to_ascii_lowercase().as_str() {
                    $($name => Some(Self::$tag),)*
                    _ => None,
                }
            }
        }
    };
}

tags! {
    /// Adjective: 大, 重要
    Adjective "a"
    /// Adjective used as an adverb: 积极 参加
    AdverbialAdjective "ad"
    /// Adjective as a morpheme: 优
    AdjectiveMorpheme "ag"
    /// Adjective used as a noun: 安全
    NominalAdjective "an"
    /// Attributive word: 副, 大型
    Attributive "b"
    /// Attributive as a morpheme: 次
    AttributiveMorpheme "bg"
    /// Conjunction: 和, 但
    Conjunction "c"
    /// Adverb: 不, 已经
    Adverb "d"
    /// Adverb as a morpheme: 甚
    AdverbMorpheme "dg"
    /// Interjection: 啊
    Interjection "e"
    /// Localizer: 中, 以后
    Localizer "f"
    /// Morpheme without a class
    Morpheme "g"
    /// Prefix: 非, 准
    Prefix "h"
    /// Idiom: 实事求是
    Idiom "i"
    /// Abbreviation: 政协, 十五大
    Abbreviation "j"
    /// Suffix: 们, 者
    Suffix "k"
    /// Set phrase: 近年来
    SetPhrase "l"
    /// Number: 一, 3264, 1.5万, 76%
    Number "m"
    /// Number as a morpheme: 甲
    NumberMorpheme "mg"
    /// Noun: 经济, 记者
    Noun "n"
    /// Noun as a morpheme: 讯
    NounMorpheme "ng"
    /// Person's name: 江泽民, 普京
    PersonName "nr"
    /// Place name: 北京, 雁塔区
    PlaceName "ns"
    /// Name of an organization: 新华社
    OrganizationName "nt"
    /// Latin word or mixed code: GDP, N95
    Latin "nx"
    /// Other proper name: 回族, 人民日报
    OtherName "nz"
    /// Onomatopoeia: 哗啦
    Onomatopoeia "o"
    /// Preposition: 在, 把
    Preposition "p"
    /// Measure word: 个, 公里
    Measure "q"
    /// Pronoun: 他, 这个
    Pronoun "r"
    /// Pronoun as a morpheme: 斯
    PronounMorpheme "rg"
    /// Place word: 国内, 现场
    PlaceWord "s"
    /// Time word: 今天, 1998年
    Time "t"
    /// Time word as a morpheme: 晚
    TimeMorpheme "tg"
    /// Particle: 的, 了
    Particle "u"
    /// Verb: 是, 说
    Verb "v"
    /// Verb used as an adverb: 持续 增长
    AdverbialVerb "vd"
    /// Verb as a morpheme: 购
    VerbMorpheme "vg"
    /// Verb used as a noun: 工作, 发展
    NominalVerb "vn"
    /// Punctuation and symbols
    Punctuation "w"
    /// No word: white space, URL, e-mail address, control characters
    NonWord "x"
    /// Modal particle: 吗, 呢
    Modal "y"
    /// Status word: 扎扎实实
    Status "z"
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
