//! The cases of testdata/cases; testdata/README.md says what they hold.

use std::path::Path;

use jianbao::{Article, Extractor, Input, Person};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default = "whole")]
    template: String,
    case: Vec<Case>,
}

fn whole() -> String {
    "{}".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    input: String,
    url: Option<String>,
    expect: toml::Table,
}

/// The value of a record that a field of `expect` is compared with.
fn found(article: &Article, field: &str) -> Value {
    let names = |people: &[Person]| people.iter().map(|person| person.name.as_str()).collect::<Value>();
    let record: Value = serde_json::from_str(&article.to_json()).expect("JSON");
    let members = |list: &str, member: &str| record[list].as_array().into_iter().flatten().map(|item| item[member].clone()).collect();
    match field {
        "authors" => names(&article.authors),
        "editors" => names(&article.editors),
        "credits" => names(&article.credits),
        "roles" => {
            let people = [&article.authors, &article.editors, &article.credits].into_iter().flatten();
            people.map(|person| format!("{} {}", person.role, person.name)).collect()
        }
        "date_published" | "date_modified" => record[field]["iso"].clone(),
        "images" => members("images", "url"),
        "captions" => members("images", "caption"),
        "blocks" => members("blocks", "kind"),
        "warnings" => members("warnings", "kind"),
        "warned" => {
            let spans = article.warnings.iter().flat_map(|warning| &warning.spans);
            spans.map(|&(start, end)| &article.text[start..end]).collect()
        }
        _ => record.get(field).unwrap_or_else(|| panic!("no field of a case: {field}")).clone(),
    }
}

/// A value without what says nothing, so that null, `""` and an empty table are the same.
fn tidy(value: Value) -> Value {
    match value {
        Value::String(text) if text.is_empty() => Value::Null,
        Value::Object(members) => {
            let members: serde_json::Map<_, _> = members.into_iter().filter(|(_, member)| !member.is_null()).collect();
            if members.is_empty() { Value::Null } else { Value::Object(members) }
        }
        other => other,
    }
}

fn failures(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a readable file");
    let File { template, case } = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let extractor = Extractor::default();
    let mut failures = Vec::new();
    for case in case {
        let page = template.replacen("{}", &case.input, 1);
        let article = extractor.extract(Input::from(&page).url(case.url.as_deref())).expect("a record");
        for (field, expected) in case.expect {
            let (expected, found) = (tidy(json!(expected)), tidy(found(&article, &field)));
            if expected != found {
                let file = file.file_name().unwrap_or_default().display();
                failures.push(format!("{file}: {}: {field}\n  expected {expected:#}\n  found    {found:#}", case.name));
            }
        }
    }
    failures
}

#[test]
fn what_the_cases_expect_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/cases");
    let mut files: Vec<_> = folder.read_dir().expect("testdata/cases").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let failures: Vec<String> = files.iter().flat_map(|file| failures(file)).collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}
