//! What the written forms of an article share.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Article, Block, MentionKind};

impl Article {
    /// The blocks and their text. A block is a line of the text, so this holds in every unit of offsets.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&Block, &str)> {
        self.blocks.iter().zip(self.text.split('\n'))
    }

    /// The authors as a newspaper credits them: 记者 林晓 周宁 通讯员 何平.
    pub(crate) fn byline(&self) -> String {
        let mut words = Vec::new();
        for group in self.authors.chunk_by(|a, b| a.role == b.role) {
            words.push(group[0].role.as_str());
            words.extend(group.iter().map(|person| person.name.as_str()));
        }
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }

    /// The names of these kinds that the text mentions, each once, in the order of their first mention.
    pub(crate) fn names(&self, kinds: &[MentionKind]) -> Vec<(MentionKind, &str)> {
        let mut seen = BTreeSet::new();
        let names = self.mentions.iter().flatten().map(|mention| (mention.kind, mention.text.as_str()));
        names.filter(|name| kinds.contains(&name.0) && seen.insert(*name)).collect()
    }
}

/// The value without members that say nothing: null, and empty strings, lists and objects.
pub(crate) fn without_absent(value: Value) -> Value {
    let says_something = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    match value {
        Value::Object(members) => {
            members.into_iter().map(|(name, member)| (name, without_absent(member))).filter(|(_, member)| says_something(member)).collect()
        }
        Value::Array(items) => items.into_iter().map(without_absent).filter(says_something).collect(),
        other => other,
    }
}
