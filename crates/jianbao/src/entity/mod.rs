//! Which mentions speak of the same thing: repeats, short forms, names that the text defines.
//!
//! [`KINDS`] is the table: a kind of entity, the mentions that it has, and what groups them. Every group is judged by the text alone; one
//! that could belong to several others stays by itself.

mod organization;
mod person;
mod place;
mod work;

pub(crate) use organization::{endings, is_whole};

use std::collections::BTreeMap;

use crate::article::{Article, Entity, EntityKind, Mention, MentionKind, Person};

/// Mentions of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    inferred: bool,
    /// Places in the list of mentions, ascending.
    members: Vec<usize>,
}

/// What a kind's grouping looks at.
#[derive(Debug, Clone, Copy)]
struct Scene<'s> {
    text: &'s str,
    mentions: &'s [Mention],
}

impl<'s> Scene<'s> {
    /// Mentions of a kind, in order, with their places in the list.
    fn of(self, kind: MentionKind) -> impl Iterator<Item = (usize, &'s Mention)> {
        self.mentions.iter().enumerate().filter(move |(_, mention)| mention.kind == kind)
    }
}

/// The things of a kind.
type Find = fn(Scene<'_>) -> Vec<Group>;

const KINDS: [(EntityKind, Find); 4] = [
    (EntityKind::Person, person::group),
    (EntityKind::Place, place::group),
    (EntityKind::Organization, organization::group),
    (EntityKind::Work, work::group),
];

/// The things that a text speaks of, in the order of their first mentions; each mention is told which it speaks of.
pub(crate) fn resolve(text: &str, mentions: &mut [Mention]) -> Vec<Entity> {
    let scene = Scene { text, mentions };
    let groups = KINDS.iter().flat_map(|&(kind, find)| find(scene).into_iter().map(move |group| (kind, group)));
    let mut groups: Vec<(EntityKind, Group)> = groups.collect();
    groups.sort_by_key(|(kind, group)| (group.members.first().copied(), *kind));
    let entities = groups.into_iter().enumerate();
    let entities: Vec<Entity> =
        entities.map(|(id, (kind, Group { name, inferred, members }))| Entity { id, kind, name, inferred, mentions: members }).collect();
    for entity in &entities {
        for &member in &entity.mentions {
            mentions[member].entity = Some(entity.id);
        }
    }
    entities
}

/// Adds the people whom the page credits and its source, and tells the credits which entity they are.
pub(crate) fn credit(article: &mut Article) {
    let Article { entities: Some(entities), authors, editors, credits, source, .. } = article else { return };
    for Person { name, entity, .. } in authors.iter_mut().chain(editors).chain(credits) {
        *entity = Some(id_of(entities, EntityKind::Person, name));
    }
    if let Some(source) = source {
        id_of(entities, EntityKind::Organization, source);
    }
}

/// The entity of a kind with a name, which is added if there is none.
fn id_of(entities: &mut Vec<Entity>, kind: EntityKind, name: &str) -> usize {
    if let Some(known) = entities.iter().find(|entity| entity.kind == kind && entity.name == name) {
        return known.id;
    }
    let id = entities.len();
    entities.push(Entity { id, kind, name: name.to_owned(), inferred: false, mentions: Vec::new() });
    id
}

/// Mentions by the form in which they name something, in the order of the first of each.
fn forms<'s>(mentions: impl Iterator<Item = (usize, &'s Mention)>, form: impl Fn(usize, &'s str) -> String) -> Vec<(String, Vec<usize>)> {
    let mut forms: Vec<(String, Vec<usize>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (place, mention) in mentions {
        let at = *known.entry(form(place, &mention.text)).or_insert_with_key(|form| {
            forms.push((form.clone(), Vec::new()));
            forms.len() - 1
        });
        forms[at].1.push(place);
    }
    forms
}

/// Joins forms: `full[i]` is the form that form `i` is short for, or `i` itself.
fn joined(forms: Vec<(String, Vec<usize>)>, full: &[usize]) -> Vec<Group> {
    let mut groups: Vec<Option<Group>> =
        forms.iter().map(|(name, _)| Some(Group { name: name.clone(), inferred: false, members: Vec::new() })).collect();
    for (at, (_, members)) in forms.into_iter().enumerate() {
        if let Some(group) = &mut groups[root(full, at)] {
            group.members.extend(members);
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().flatten().filter(|group| !group.members.is_empty()).collect();
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups
}

/// The form at the end of a chain of short forms; a chain goes to longer forms only, so it ends.
fn root(full: &[usize], mut at: usize) -> usize {
    while full[at] != at {
        at = full[at];
    }
    at
}
