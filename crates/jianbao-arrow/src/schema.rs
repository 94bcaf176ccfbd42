//! The table of columns.

use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields};

/// A column or member. All of them may be null.
fn field(name: &str, data_type: DataType) -> FieldRef {
    Arc::new(Field::new(name, data_type, true))
}

fn texts(names: &[&str]) -> Vec<FieldRef> {
    names.iter().map(|name| field(name, DataType::Utf8)).collect()
}

fn group(members: impl Into<Fields>) -> DataType {
    DataType::Struct(members.into())
}

fn list(item: DataType) -> DataType {
    DataType::List(field("item", item))
}

/// Members one after another.
fn join(parts: impl IntoIterator<Item = Vec<FieldRef>>) -> Vec<FieldRef> {
    parts.into_iter().flatten().collect()
}

fn number(name: &str) -> FieldRef {
    field(name, DataType::Int64)
}

/// Start and end in `text`, in code points.
fn span() -> Vec<FieldRef> {
    vec![number("start"), number("end")]
}

fn confidence() -> FieldRef {
    field("confidence", DataType::Float64)
}

fn flag(name: &str) -> FieldRef {
    field(name, DataType::Boolean)
}

/// The members of the values of all kinds of mention; those of another kind than a mention's are null.
fn value() -> DataType {
    group(join([
        texts(&["type", "timex", "from", "to", "mod"]),
        texts(&["number", "unit", "object", "measure", "bound", "lower", "upper", "currency"]),
        texts(&["code", "code_full"]),
        vec![field("chain", list(DataType::Utf8))],
        texts(&["level", "successor", "country"]),
        vec![confidence()],
        texts(&["normalized"]),
    ]))
}

fn provenance() -> DataType {
    let entries = vec![Arc::new(Field::new("key", DataType::Utf8, false)), field("value", DataType::Utf8)];
    DataType::Map(Arc::new(Field::new("entries", group(entries), false)), false)
}

/// The columns of a record, as the table of this crate's documentation has them, but for `id`.
pub(crate) fn columns() -> Vec<FieldRef> {
    let people = || list(group(join([texts(&["name", "role"]), vec![number("entity")]])));
    let date = || group(texts(&["iso", "precision", "raw"]));
    let mention = join([span(), texts(&["text", "kind"]), vec![number("entity"), field("value", value())]]);
    let entity = join([vec![number("id")], texts(&["kind", "name"]), vec![flag("inferred"), field("mentions", list(DataType::Int64))]]);
    let affiliation = join([
        vec![number("person")],
        texts(&["title"]),
        vec![number("organization"), flag("former"), flag("inferred"), confidence()],
        span(),
    ]);
    let quotation = join([span(), texts(&["kind"]), vec![number("speaker"), confidence(), field("cue", group(span()))]]);
    join([
        texts(&["schema_version", "offset_unit", "headline", "subheadline"]),
        vec![field("authors", people()), field("editors", people()), field("credits", people())],
        texts(&["source", "site_name", "url"]),
        vec![field("date_published", date()), field("date_modified", date())],
        vec![field("dateline", group(texts(&["raw", "agency", "place", "date"])))],
        vec![field("section", list(DataType::Utf8)), field("keywords", list(DataType::Utf8))],
        vec![field("images", list(group(texts(&["url", "caption"]))))],
        texts(&["language", "text"]),
        vec![field("blocks", list(group(join([texts(&["kind"]), span()]))))],
        // Null where they were not asked for.
        vec![field("mentions", list(group(mention))), field("entities", list(group(entity)))],
        vec![field("affiliations", list(group(affiliation))), field("quotations", list(group(quotation)))],
        texts(&["fingerprint", "next_page"]),
        vec![field("provenance", provenance())],
        vec![field("warnings", list(group(join([texts(&["kind", "detail"]), vec![field("spans", list(list(DataType::Int64)))]]))))],
        vec![field("error", group(texts(&["kind", "message"])))],
    ])
}
