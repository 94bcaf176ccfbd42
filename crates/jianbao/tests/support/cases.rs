//! Cases as data: the files of testdata.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<Case> {
    case: Vec<Case>,
}

/// The cases of the files of a folder whose names begin so, each with the name of its file.
pub(crate) fn read<Case: DeserializeOwned>(folder: &str, prefix: &str) -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(folder);
    let entries = folder.read_dir().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with(prefix));
    names.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a readable file");
        let File { case } = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        case.into_iter().map(move |case| (name.clone(), case))
    };
    let cases: Vec<_> = names.into_iter().flat_map(read).collect();
    assert!(!cases.is_empty(), "no cases in {}/{prefix}*", folder.display());
    cases
}
