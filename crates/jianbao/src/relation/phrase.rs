//! Groups of mentions that name one thing, or several side by side: 安次区民政局局长刘国胜, 党组书记、局长王燕, 李静、吉杰等明星主播.

use super::Scene;
use crate::article::MentionKind;
use crate::entity::is_whole;
use crate::token::{Tag, Token};

/// A group of mentions, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) items: Vec<Item>,
}

/// A mention in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Its place in the list of mentions.
    pub(super) mention: usize,
    pub(super) kind: MentionKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// How it stands to the one before it in the phrase.
    pub(super) link: Link,
}

/// How two mentions stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Side by side, or parted by a blank.
    Close,
    /// By a word like 、 or 和.
    And,
    /// By 的.
    Of,
    /// By nouns, which belong to the post that follows: 世卫组织|卫生紧急项目|负责人.
    Nouns,
    /// By a word that says that the post is of the past: 西安市|原|市长.
    Former,
    /// By 等, after a list.
    List,
}

/// Tokens and bytes between a body and a post that belong to the post.
const MOST_NOUNS: usize = 4;
const LONGEST_NOUNS: usize = 36;

/// Words before a post of the past.
pub(super) const FORMER: [&str; 5] = ["原", "前", "前任", "原任", "曾任"];

impl Phrase {
    pub(super) fn start(&self) -> usize {
        self.items.first().map_or(0, |item| item.start)
    }

    pub(super) fn end(&self) -> usize {
        self.items.last().map_or(0, |item| item.end)
    }

    /// The first item of a kind.
    pub(super) fn first(&self, kind: MentionKind) -> Option<&Item> {
        self.items.iter().find(|item| item.kind == kind)
    }

    /// The last item of a kind.
    pub(super) fn last(&self, kind: MentionKind) -> Option<&Item> {
        self.items.iter().rev().find(|item| item.kind == kind)
    }
}

/// The phrases of a text, in order; a mention inside another belongs to that.
pub(super) fn phrases(scene: Scene<'_>) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut reach = 0;
    for (mention, it) in scene.mentions.iter().enumerate() {
        let is_name = matches!(
            it.kind,
            MentionKind::Person | MentionKind::Organization | MentionKind::Place | MentionKind::Title | MentionKind::Work
        );
        if !is_name || it.start < reach {
            continue;
        }
        reach = it.end;
        let item = Item { mention, kind: it.kind, start: it.start, end: it.end, link: Link::Close };
        let link = phrases.last().and_then(|phrase| phrase.items.last()).and_then(|before| link(scene, before, &item));
        match (link, phrases.last_mut()) {
            (Some(link), Some(phrase)) => phrase.items.push(Item { link, ..item }),
            _ => phrases.push(Phrase { items: vec![item] }),
        }
    }
    phrases
}

/// How a mention goes on with the phrase that another ends.
fn link(scene: Scene<'_>, before: &Item, item: &Item) -> Option<Link> {
    use MentionKind::{Organization, Person, Place, Title};
    let gap = &scene.text[before.end..item.start];
    if gap.len() > LONGEST_NOUNS || gap.contains('\n') {
        return None;
    }
    let is_close = gap.chars().all(|c| c == ' ' || c == '\u{3000}' || matches!(c, '“' | '"'));
    match (before.kind, item.kind, gap.trim()) {
        (Organization | Place, Organization | Place | Title, _) | (Organization, Person, "") | (Title, Title | Person, _) if is_close => {
            Some(Link::Close)
        }
        (Person, Title, "") => Some(Link::Close),
        (Person, Person, "") if !gap.is_empty() => Some(Link::And),
        // 中共中央总书记、中央军委主席习近平: each post may have a body of its own.
        (Title, Title | Organization | Place, "、" | "兼" | "，" | "," | "和" | "及" | "，兼" | "/")
        | (Person, Person, "、" | "和" | "与" | "及" | "以及")
        | (Person, Title, "、" | "和" | "及" | "与") => Some(Link::And),
        (Organization, Person | Title, "的") => Some(Link::Of),
        // 李静、吉杰、大左等主播: a name that nobody has marked may end the list.
        (Person, Title, gap) if gap == "等" || gap.starts_with('、') && gap.ends_with('等') => Some(Link::List),
        (Organization | Place, Title, gap) if FORMER.contains(&gap) => Some(Link::Former),
        (Organization | Place, Title, nouns) if !is_whole(nouns) && are_nouns(tokens(scene.tokens, before.end, item.start)) => {
            Some(Link::Nouns)
        }
        _ => None,
    }
}

/// The tokens of a part of the text.
pub(super) fn tokens(tokens: &[Token], start: usize, end: usize) -> &[Token] {
    let first = tokens.partition_point(|token| token.start < start);
    let last = first + tokens[first..].partition_point(|token| token.end <= end);
    &tokens[first..last]
}

fn are_nouns(tokens: &[Token]) -> bool {
    let is_noun = |token: &Token| {
        matches!(
            token.tag,
            Tag::Noun
                | Tag::NominalVerb
                | Tag::OtherName
                | Tag::Abbreviation
                | Tag::Attributive
                | Tag::NounMorpheme
                | Tag::Latin
                | Tag::PlaceWord
                | Tag::Adjective
                | Tag::NominalAdjective
        )
    };
    (1..=MOST_NOUNS).contains(&tokens.len()) && tokens.iter().all(is_noun)
}
