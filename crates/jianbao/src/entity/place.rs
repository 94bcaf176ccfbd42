//! Places: by what the gazetteer says of them, else by their names.

use std::collections::BTreeMap;

use super::{Group, Scene};
use crate::article::{MentionKind, Value};

/// Places that are known by their code and chain, the others by their names.
pub(super) fn group(scene: Scene<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (place, mention) in scene.of(MentionKind::Place) {
        let value = match &mention.value {
            Some(Value::Place(value)) if !value.chain.is_empty() => Some(value),
            _ => None,
        };
        let key = value.map_or_else(|| mention.text.clone(), |value| value.chain.join("/"));
        let at = *known.entry(key).or_insert_with(|| {
            let official = value.filter(|value| value.code.is_some()).and_then(|value| value.chain.last());
            groups.push(Group { name: official.cloned().unwrap_or_default(), inferred: official.is_some(), members: Vec::new() });
            groups.len() - 1
        });
        let Group { name, inferred, members } = &mut groups[at];
        members.push(place);
        // A place that has no official name here is called by the longest that the text has.
        if *inferred && mention.text.ends_with(name.as_str()) {
            *inferred = false;
        } else if value.is_none_or(|value| value.code.is_none()) && mention.text.len() > name.len() {
            name.clone_from(&mention.text);
        }
    }
    groups
}
