//! Who holds which post where.
//!
//! A phrase is read from left to right: a body waits for a post, a post for a person. What a phrase leaves out (局长王燕) is taken from
//! the text before it, and marked as inferred.

use std::collections::{BTreeMap, BTreeSet};

use super::phrase::{FORMER, Item, Link, Phrase};
use super::words::speech;
use super::{Scene, titles};
use crate::article::{Affiliation, EntityKind, MentionKind};
use crate::token::Tag;
use crate::value::Confidence;
use crate::words::ending;

/// Names before a post among which the body is looked for that it is held at: they bound the work.
const MOST_NAMES: usize = 64;

/// Posts of one person in a row.
const MOST_POSTS: usize = 16;

/// How certain it is that a post is held by whom it stands beside, and where: read in one phrase; with the body found in the same
/// sentence, and before it. Judged on bodies of news, to a tenth.
const PHRASE: u8 = 95;
const SENTENCE: u8 = 70;
const BEFORE: u8 = 60;

/// A post as a phrase puts it.
#[derive(Debug, Clone)]
struct Post<'p> {
    title: Option<String>,
    body: Option<&'p Item>,
    start: usize,
    former: bool,
}

/// Affiliations in the order of the text, each once; a post without a person only if nobody in the text is said to hold it.
pub(super) fn find(scene: Scene<'_>, phrases: &[Phrase]) -> Vec<Affiliation> {
    let mut found = Found { scene, affiliations: Vec::new(), known: BTreeMap::new() };
    for (at, phrase) in phrases.iter().enumerate() {
        found.read(phrase, &phrases[at.saturating_sub(MOST_NAMES)..at]);
        if let Some(next) = phrases.get(at + 1) {
            found.read_predicate(phrase, next);
        }
    }
    let named: BTreeSet<(Option<String>, Option<usize>)> =
        found.affiliations.iter().filter(|held| held.person.is_some()).map(|held| (held.title.clone(), held.organization)).collect();
    found.affiliations.retain(|held| held.person.is_some() || !named.contains(&(held.title.clone(), held.organization)));
    found.affiliations.sort_by_key(|affiliation| (affiliation.start, affiliation.end));
    found.affiliations
}

struct Found<'s> {
    scene: Scene<'s>,
    affiliations: Vec<Affiliation>,
    /// By person and title the place in the list.
    known: BTreeMap<(Option<usize>, Option<String>), usize>,
}

impl Found<'_> {
    fn entity(&self, item: &Item) -> Option<usize> {
        self.scene.mentions[item.mention].entity
    }

    /// Reads a phrase; `before`: those before it, the nearest last.
    fn read(&mut self, phrase: &Phrase, before: &[Phrase]) {
        let mut body: Option<&Item> = None;
        // Posts that wait for a person, and the persons of the list that is being read.
        let mut posts: Vec<Post<'_>> = Vec::new();
        let mut persons: Vec<&Item> = Vec::new();
        for (at, item) in phrase.items.iter().enumerate() {
            match item.kind {
                MentionKind::Organization | MentionKind::Place => {
                    if item.link != Link::And || !persons.is_empty() {
                        posts.clear();
                    }
                    body = Some(item);
                    persons.clear();
                }
                MentionKind::Title => {
                    let is_after = !persons.is_empty() && item.link != Link::And;
                    if !persons.is_empty() {
                        posts.clear();
                    }
                    let mut post = self.post(item, phrase, body);
                    if is_after {
                        let holders = if item.link == Link::List { &persons[..] } else { &persons[persons.len() - 1..] };
                        for &person in holders {
                            post.start = post.start.min(person.start);
                            self.add(Some(person), &post, before, item.end);
                        }
                    } else if item.link == Link::Close
                        && let Some(last) = posts.last_mut().filter(|_| is_title(phrase, at))
                    {
                        // 总统特使: a post that says whose it is.
                        last.title = last.title.take().zip(post.title).map(|(first, second)| first + &second);
                    } else if posts.len() < MOST_POSTS {
                        post.former |= item.link == Link::And && posts.last().is_some_and(|last| last.former);
                        posts.push(post);
                    }
                    if item.link != Link::List {
                        persons.clear();
                    }
                }
                MentionKind::Person => {
                    persons.push(item);
                    for post in &posts {
                        self.add(Some(item), post, before, item.end);
                    }
                    let has_post = phrase.items.get(at + 1).is_some_and(|next| next.kind == MentionKind::Title && next.link == Link::Close);
                    let is_of = matches!(item.link, Link::Of | Link::Close) && posts.is_empty() && persons.len() == 1 && !has_post;
                    if let Some(body) = body.filter(|body| is_of && body.kind == MentionKind::Organization && body.end < item.end) {
                        let post = Post { title: None, body: Some(body), start: body.start, former: false };
                        self.add(Some(item), &post, before, item.end);
                    }
                }
                _ => {}
            }
        }
        // Posts that nobody is named for: 西安市民政局局长率10名同志….
        if persons.is_empty() && phrase.first(MentionKind::Person).is_none() {
            let is_office = |post: &&Post<'_>| post.title.as_ref().is_some_and(|title| ending(&titles().office, title).is_some());
            for post in posts.iter().filter(is_office).filter(|post| post.body.is_some()) {
                self.add(None, post, before, phrase.end());
            }
        }
    }

    /// A post by what stands before it.
    fn post<'p>(&self, item: &'p Item, phrase: &Phrase, body: Option<&'p Item>) -> Post<'p> {
        let text = self.scene.text;
        // 中共中央总书记、国家主席: the second says itself what it is held of.
        let body = body.filter(|_| !(item.link == Link::And && text[item.start..item.end].starts_with("国家")));
        let begin = match (item.link, body) {
            (Link::Nouns, Some(body)) => body.end,
            _ => item.start,
        };
        let mut title = text[begin..item.end].trim();
        let mut former = item.link == Link::Former;
        if item.start == phrase.start() {
            former |= self.token_before(item.start).is_some_and(|word| FORMER.contains(&word));
        }
        for word in FORMER {
            if let Some(rest) = title.strip_prefix(word).filter(|rest| rest.chars().nth(1).is_some()) {
                (title, former) = (rest, true);
            }
        }
        Post { title: Some(title.to_owned()), body, start: body.map_or(begin, |body| body.start), former }
    }

    /// The word that ends where a part of the text begins.
    fn token_before(&self, start: usize) -> Option<&str> {
        let tokens = self.scene.tokens;
        let at = tokens.partition_point(|token| token.start < start).checked_sub(1)?;
        (tokens[at].end == start).then(|| tokens[at].text(self.scene.text))
    }

    fn add(&mut self, person: Option<&Item>, post: &Post<'_>, before: &[Phrase], end: usize) {
        let Post { title, body, start, former } = post.clone();
        if title.as_ref().is_some_and(|title| titles().honorific.contains(title.as_str())) {
            return;
        }
        let person = person.and_then(|person| self.entity(person));
        let key = (person, title.clone());
        let stated = body.and_then(|body| self.entity(body));
        let known = self.known.get(&key).copied();
        if known.is_some_and(|at| stated.is_none() || self.affiliations[at].organization == stated) {
            return;
        }
        let (organization, certainty) = match (stated, &title) {
            (Some(_), _) | (_, None) => (stated, PHRASE),
            (None, Some(title)) => self.implied(title, post.start, before).map_or((None, PHRASE), |(body, sure)| (Some(body), sure)),
        };
        let inferred = organization.is_some() && stated.is_none();
        let confidence = Confidence::of_hundredths(certainty);
        let affiliation = Affiliation { person, title, organization, former, inferred, confidence, start: Some(start), end: Some(end) };
        // A body that is stated takes the place of none, or of one that was inferred.
        match known
            .map(|at| &mut self.affiliations[at])
            .filter(|known| person.is_some() && (known.inferred || known.organization.is_none()))
        {
            Some(known) => *known = affiliation,
            None => {
                self.known.insert(key, self.affiliations.len());
                self.affiliations.push(affiliation);
            }
        }
    }

    /// The body of a post that stands without one, and how certain it is.
    fn implied(&self, title: &str, start: usize, before: &[Phrase]) -> Option<(usize, u8)> {
        let text = self.scene.text;
        // No further back than the bodies that are looked through, so that a text without a stop costs no more.
        let from = before.first().map_or(start, |first| first.start().min(start));
        let sentence = text[from..start].rfind(['。', '！', '？', '\n']).map_or(from, |at| from + at);
        // 局四级调研员: the body is called by its last character.
        let own = title.split_once('党').map(|(body, _)| body).filter(|body| !body.is_empty());
        let word = own.or_else(|| self.token_before(start)).filter(|word| word.chars().nth(1).is_none() && ending_of(word).is_some());
        let endings: &[&str] = match word.or_else(|| held_at(title)) {
            Some(word) => ending_of(word)?,
            None => &[],
        };
        let bodies = before.iter().rev().flat_map(|phrase| phrase.items.iter().rev());
        let mut bodies = bodies.filter(|item| matches!(item.kind, MentionKind::Organization | MentionKind::Place));
        if endings.is_empty() {
            // Who is in charge of something is so of what the sentence speaks of.
            let is_office = titles().inner.contains(ending(&titles().office, title).unwrap_or_default());
            let is_subject =
                |item: &&Item| !self.token_before(item.start).is_some_and(|word| speech().toward.contains(word) || word == "据");
            let here =
                bodies.take_while(|item| item.start >= sentence).filter(|item| item.kind == MentionKind::Organization).filter(is_subject);
            // The first one is the subject of the sentence.
            return here.fold(None, |_, item| Some(item)).filter(|_| is_office).and_then(|item| Some((self.entity(item)?, SENTENCE)));
        }
        let body = bodies.find(|item| {
            let name = self.entity(item).map_or("", |id| self.scene.entities[id].name.as_str());
            endings.iter().any(|ending| name.ends_with(ending))
        })?;
        Some((self.entity(body)?, if body.start >= sentence { SENTENCE } else { BEFORE }))
    }

    /// A person of one phrase who is said to hold the post of the next: 王燕任武陵区民政局局长.
    fn read_predicate(&mut self, subject: &Phrase, phrase: &Phrase) {
        let Some(person) = subject.items.last().filter(|item| item.kind == MentionKind::Person) else { return };
        let (Some(title), None) = (phrase.last(MentionKind::Title), phrase.first(MentionKind::Person)) else { return };
        let gap = &self.scene.text[person.end..phrase.start()];
        let verb = gap.trim_start_matches(['，', ',', ' ']).trim_end_matches(['一', '名', '位', '了']);
        let Some(former) = HOLD.iter().find(|(word, _)| *word == verb).map(|&(_, former)| former) else { return };
        let body = phrase.items.iter().rev().find(|item| matches!(item.kind, MentionKind::Organization | MentionKind::Place));
        let post = Post { former, start: person.start, ..self.post(title, phrase, body) };
        // Where nothing is said of a body, none is looked for: 他是一名医生.
        if body.is_some() {
            self.add(Some(person), &post, &[], phrase.end());
        }
    }
}

/// Whether the item before one in a phrase is a post.
fn is_title(phrase: &Phrase, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| phrase.items.get(before)).is_some_and(|before| before.kind == MentionKind::Title)
}

/// Verbs between a person and a post, and whether the post is one of the past.
const HOLD: [(&str, bool); 16] = [
    ("任", false),
    ("是", false),
    ("系", false),
    ("为", false),
    ("现任", false),
    ("现为", false),
    ("担任", false),
    ("出任", false),
    ("就任", false),
    ("升任", false),
    ("当选", false),
    ("当选为", false),
    ("兼任", false),
    ("被任命为", false),
    ("曾任", true),
    ("曾是", true),
];

/// What the name of a body ends with by the character that it is called by.
pub(super) fn ending_of(word: &str) -> Option<&'static [&'static str]> {
    let endings: &[&str] = match word {
        "局" => &["局"],
        "厅" => &["厅"],
        "部" => &["部"],
        "处" => &["处"],
        "科" => &["科"],
        "所" => &["所"],
        "院" => &["院"],
        "校" => &["学校", "大学", "中学", "小学", "学院"],
        "园" => &["幼儿园", "园"],
        "馆" => &["馆"],
        "站" => &["站"],
        "队" => &["队"],
        "社" => &["社"],
        "台" => &["台"],
        "厂" => &["厂"],
        "行" => &["银行"],
        "委" => &["委", "委员会"],
        "会" => &["会"],
        "省" => &["省"],
        "市" => &["市"],
        "县" => &["县"],
        "区" => &["区"],
        "州" => &["州"],
        "镇" => &["镇"],
        "乡" => &["乡"],
        "村" => &["村"],
        _ => return None,
    };
    Some(endings)
}

/// The character of the body that a post is called by: 局 for 副局长.
fn held_at(title: &str) -> Option<&str> {
    let stem = title.strip_suffix('长')?;
    let (at, c) = stem.char_indices().next_back()?;
    (stem[at..].len() == c.len_utf8()).then_some(&stem[at..])
}

/// The entity that is no person which somebody in a phrase speaks for.
pub(super) fn body_of(scene: Scene<'_>, phrase: &Phrase) -> Option<usize> {
    let item = phrase.items.iter().rev().find(|item| matches!(item.kind, MentionKind::Organization | MentionKind::Place))?;
    scene.mentions[item.mention].entity.filter(|&id| scene.entities[id].kind != EntityKind::Person)
}

/// Whether a token is a word that may stand for a person by their post.
pub(super) fn is_post_word(tag: Tag, word: &str) -> bool {
    matches!(tag, Tag::Noun) && (ending(&titles().office, word).is_some() || ending(&titles().calling, word).is_some())
}
