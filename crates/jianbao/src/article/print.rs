//! What the written forms of an article share.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Article, Block, MentionKind, OffsetUnit, Quotation};

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

    /// The names of these kinds that the text mentions, each once, in the order of their first mention: of entities, if they were asked
    /// for.
    pub(crate) fn names(&self, kinds: &[MentionKind]) -> Vec<(MentionKind, &str)> {
        let mut seen = BTreeSet::new();
        let entity = |id: usize| self.entities.as_ref().and_then(|entities| entities.get(id));
        let names = self.mentions.iter().flatten().map(|mention| {
            let name = mention.entity.and_then(entity).map_or(mention.text.as_str(), |entity| entity.name.as_str());
            (mention.kind, name)
        });
        names.filter(|name| kinds.contains(&name.0) && seen.insert(*name)).collect()
    }

    /// The words of a quotation. The text is cut at characters in every unit of offsets.
    pub(crate) fn words(&self, quotation: &Quotation) -> String {
        let Quotation { start, end, .. } = *quotation;
        match self.offset_unit {
            OffsetUnit::Byte => self.text.get(start..end).unwrap_or_default().to_owned(),
            OffsetUnit::CodePoint => self.text.chars().skip(start).take(end.saturating_sub(start)).collect(),
            OffsetUnit::Utf16 => {
                let units: Vec<u16> = self.text.encode_utf16().skip(start).take(end.saturating_sub(start)).collect();
                String::from_utf16_lossy(&units)
            }
        }
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
