//! Where a run goes on after it was broken off: a small file beside the output, hidden so that nobody reads it as a page.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// All that changes records, and the inputs.
pub(crate) type Settings = Map<String, Value>;

/// What has been done, and is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Documents that were worked on.
    pub(crate) documents: u64,
    /// Those that gave no record.
    pub(crate) failed: u64,
    /// What was written of them.
    pub(super) records: u64,
    pub(super) bytes: u64,
    pub(crate) ids: Ids,
}

/// The ids of these documents, in order, as one number (FNV-1a): other ids, another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ids(u64);

impl Default for Ids {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Ids {
    pub(crate) fn add(&mut self, id: &Value) {
        for byte in id.to_string().bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

pub(super) struct Journal {
    path: PathBuf,
    settings: Settings,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    settings: Settings,
    position: Position,
}

impl Journal {
    pub(super) fn new(output: &Path, settings: Settings) -> Self {
        Self { path: beside(output, "jianbao"), settings }
    }

    /// How far an earlier run of the same settings has come, if there was one.
    pub(super) fn read(&self) -> anyhow::Result<Option<Position>> {
        let text = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| format!("{} cannot be read", self.path.display()))?,
        };
        let entry: Entry = serde_json::from_slice(&text).with_context(|| format!("{} is damaged", self.path.display()))?;
        let differences = differences(&entry.settings, &self.settings);
        if !differences.is_empty() {
            bail!("an unfinished run wrote it with other settings or inputs: {}", differences.join("; "));
        }
        Ok(Some(entry.position))
    }

    /// At every moment the file holds this position or the one before.
    pub(super) fn write(&self, position: Position) -> io::Result<()> {
        let entry = Entry { settings: self.settings.clone(), position };
        replace(&self.path, |file| file.write_all(&serde_json::to_vec(&entry)?))
    }

    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A hidden file beside another.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{end}"))
}

/// Makes a file appear as a whole or not at all.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let new = beside(path, "new");
    let mut file = File::create(&new)?;
    write(&mut file)?;
    file.sync_data()?;
    fs::rename(new, path)
}

/// What was, and what is, of each setting that is not the same.
fn differences(old: &Settings, new: &Settings) -> Vec<String> {
    let mut names: Vec<_> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter(|&name| old.get(name) != new.get(name)).map(|name| difference(name, old.get(name), new.get(name))).collect()
}

fn difference(name: &str, old: Option<&Value>, new: Option<&Value>) -> String {
    // Of a list, the first item that differs says enough.
    let (old, new) = match (old, new) {
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            let at = (0..old.len().max(new.len())).find(|&at| old.get(at) != new.get(at)).unwrap_or_default();
            (old.get(at), new.get(at))
        }
        values => values,
    };
    let shown = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    match old {
        // Too much to be shown.
        Some(Value::Object(_)) => format!("{name} are others"),
        _ => format!("{name} was {}, is {}", shown(old), shown(new)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Ids, differences};

    fn settings(value: Value) -> super::Settings {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn differences_are_told_one_by_one() {
        let old = settings(
            json!({ "stages": "article", "rules": { "site": [1] }, "url": null, "focus": "recall", "inputs": ["a (1 bytes)", "b (2 bytes)"] }),
        );
        let new = settings(
            json!({ "stages": "values", "rules": { "site": [] }, "url": null, "inputs": ["a (1 bytes)", "b (3 bytes)"], "version": "2" }),
        );
        let expected = [
            "focus was recall, is nothing",
            "inputs was b (2 bytes), is b (3 bytes)",
            "rules are others",
            "stages was article, is values",
            "version was nothing, is 2",
        ];
        assert_eq!(differences(&old, &new), expected);
        assert_eq!(differences(&old, &old), [""; 0]);
    }

    #[test]
    fn ids_are_told_from_others() {
        let ids = |values: &[Value]| {
            let mut ids = Ids::default();
            for value in values {
                ids.add(value);
            }
            ids
        };
        assert_eq!(ids(&[json!("a"), json!(1)]), ids(&[json!("a"), json!(1)]));
        for other in [&[json!("a"), json!("1")][..], &[json!(1), json!("a")], &[json!("a")], &[json!("a"), json!(1), json!(1)]] {
            assert_ne!(ids(&[json!("a"), json!(1)]), ids(other));
        }
    }
}
