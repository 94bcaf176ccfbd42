//! data/classes.tsv: classes of words, and how the tags of the corpora map to them.

use anyhow::{Context, Result, ensure};

/// Classes by number, with what the rest of the builder asks of them.
#[derive(Debug)]
pub(super) struct Classes {
    pub(super) names: Vec<String>,
    pub(super) opens: u64,
    /// The rows of the source: a section of the dictionary.
    pub(super) rows: String,
}

/// The pieces of names that must follow another piece, with those that they may follow.
const FOLLOWS: [(&str, &[&str]); 5] = [
    ("given_first", &["surname"]),
    ("given_second", &["given_first"]),
    ("given_single", &["surname"]),
    ("foreign_inner", &["foreign_first", "foreign_inner"]),
    ("foreign_last", &["foreign_first", "foreign_inner"]),
];

/// Classes of single words, which are classes of their own because what stands beside them differs.
const WORDS: [(&str, &str); 4] = [("的", "u_de"), ("了", "u_le"), ("是", "v_shi"), ("着", "u_le")];

/// Tags of the national corpus (corpuszh) that have another name among ours.
const CORPUSZH: [(&str, &str); 17] = [
    ("nh", "nr"),
    ("nhf", "nr"),
    ("nhs", "nr"),
    ("nt", "t"),
    ("nd", "f"),
    ("nl", "s"),
    ("ni", "nt"),
    ("vl", "v"),
    ("vu", "v"),
    ("vd", "v"),
    ("mq", "m"),
    ("ws", "nx"),
    ("f", "b"),
    ("x", "w"),
    ("nn", "n"),
    ("gn", "ng"),
    ("gv", "vg"),
];

/// Tags of jieba that have another name among ours.
const JIEBA: [(&str, &str); 16] = [
    ("nrt", "nr"),
    ("nrfg", "nr"),
    ("zg", "g"),
    ("uj", "u"),
    ("ul", "u"),
    ("uv", "u"),
    ("uz", "u"),
    ("ud", "u"),
    ("ug", "u"),
    ("eng", "nx"),
    ("vq", "v"),
    ("vi", "v"),
    ("rr", "r"),
    ("rz", "r"),
    ("df", "d"),
    ("mq", "m"),
];

impl Classes {
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut classes = Self { names: Vec::new(), opens: 0, rows: String::new() };
        for row in text.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let fields: Vec<&str> = row.split('\t').collect();
            ensure!(fields.len() == 3, "data/classes.tsv: `{row}` is not class, tag and role");
            if fields[2] == "opens" {
                classes.opens |= 1 << classes.names.len();
            }
            classes.names.push(fields[0].to_owned());
            classes.rows.push_str(row);
            classes.rows.push('\n');
        }
        Ok(classes)
    }

    pub(super) fn number(&self, name: &str) -> Result<u8> {
        let found = self.names.iter().position(|known| known == name);
        found.map(|number| number as u8).with_context(|| format!("data/classes.tsv has no class `{name}`"))
    }

    /// The class of a word with a tag of the People's Daily corpus; `n` if the tag is unknown.
    pub(super) fn of(&self, word: &str, tag: &str) -> u8 {
        let lower = tag.to_ascii_lowercase();
        let own = WORDS.iter().find(|(known, class)| *known == word && class.starts_with(&lower)).map(|(_, class)| *class);
        self.number(own.unwrap_or(&lower)).or_else(|_| self.number("n")).unwrap_or_default()
    }

    pub(super) fn of_corpuszh(&self, word: &str, tag: &str) -> u8 {
        self.of(word, CORPUSZH.iter().find(|(from, _)| *from == tag).map_or(tag, |(_, to)| to))
    }

    pub(super) fn of_jieba(&self, word: &str, tag: &str) -> u8 {
        // 二十大 and 三中全会 are persons' names there.
        let is_number = word.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        let tag = if is_number && tag.starts_with("nr") { "j" } else { tag };
        self.of(word, JIEBA.iter().find(|(from, _)| *from == tag).map_or(tag, |(_, to)| to))
    }

    /// The classes that a word of this class may also be taken as when a corpus gives it: pieces for names, any mark for punctuation.
    pub(super) fn alike(&self, class: u8) -> u64 {
        let name = self.names[usize::from(class)].as_str();
        let like = |other: &str| match name {
            "nr" => other.starts_with("given") || other.starts_with("foreign") || other == "surname",
            "ns" | "nz" => other.starts_with("foreign"),
            "w" => other.starts_with("w_") || other == "x",
            "nx" => other == "x",
            _ => false,
        };
        self.names.iter().enumerate().filter(|(_, other)| like(other)).fold(1 << class, |bits, (number, _)| bits | 1 << number)
    }

    /// Whether a word of a class may follow one of another.
    pub(super) fn allows(&self, class: usize, before: usize) -> bool {
        let follows = FOLLOWS.iter().find(|(piece, _)| *piece == self.names[class]);
        match follows {
            Some((_, pieces)) => pieces.contains(&self.names[before].as_str()),
            None => self.opens >> before & 1 == 0,
        }
    }

    /// Whether a class is a piece of a name that must follow another piece.
    pub(super) fn is_inner(&self, class: u8) -> bool {
        FOLLOWS.iter().any(|(piece, _)| *piece == self.names[usize::from(class)])
    }
}
