//! `cargo xtask types`: the record as TypeScript, from its JSON Schema, for the npm package.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::generated::{Generated, settle};
use crate::workspace::Workspace;

const PATH: &str = "bindings/wasm/js/record.d.ts";

const HEADER: &str = "\
// The record, from schema/article.schema.json. Written by `cargo xtask types`, not by hand.
";

/// What stands for nothing in a member that is always there.
const NULL: &str = "`null`";

/// Of running text there is no schema: its record is a part of an article's.
const ANNOTATION: &str = "
/** The record of running text. Offsets refer to the text as it was given. */
export type Annotation = Pick<Article, 'schema_version' | 'offset_unit' | 'text' | 'entities' | 'affiliations' | 'quotations'> &
  Required<Pick<Article, 'mentions'>>;
";

pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    let types = Generated { path: PATH.into(), bytes: declarations(&jianbao::schema())?.into_bytes() };
    settle(workspace, &[types], check, "cargo xtask types")
}

/// All types of a schema and of its definitions.
fn declarations(schema: &Value) -> Result<String> {
    let mut out = HEADER.to_owned();
    declare(&mut out, "Article", schema)?;
    out.push_str(ANNOTATION);
    for (name, definition) in schema["$defs"].as_object().context("a schema with definitions")? {
        declare(&mut out, name, definition).with_context(|| format!("$defs/{name}"))?;
    }
    Ok(out)
}

fn declare(out: &mut String, name: &str, schema: &Value) -> Result<()> {
    out.push('\n');
    comment(out, "", schema, NULL);
    match schema["properties"].as_object() {
        Some(_) => write!(out, "export interface {name} {}", object(schema)?)?,
        None => write!(out, "export type {name} = {};", form(schema)?)?,
    }
    out.push('\n');
    Ok(())
}

/// The members of an object, in braces.
fn object(schema: &Value) -> Result<String> {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut out = "{\n".to_owned();
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let form = form(member).with_context(|| name.clone())?;
        // What may be absent is never null: the record leaves it out instead.
        if required.contains(&name.as_str()) {
            comment(&mut out, "  ", member, NULL);
            writeln!(out, "  {name}: {form};")?;
        } else {
            comment(&mut out, "  ", member, "absent");
            writeln!(out, "  {name}?: {};", form.trim_end_matches(" | null"))?;
        }
    }
    out.push('}');
    Ok(out)
}

/// The type of a value.
fn form(schema: &Value) -> Result<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return Ok(reference.trim_start_matches("#/$defs/").to_owned());
    }
    if let Some(constant) = schema.get("const") {
        return Ok(literal(constant));
    }
    if let Some(values) = schema["enum"].as_array() {
        return Ok(values.iter().map(literal).collect::<Vec<_>>().join(" | "));
    }
    if let Some(forms) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        return Ok(forms.iter().map(form).collect::<Result<Vec<_>>>()?.join(" | "));
    }
    let names: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => bail!("no type that is known: {schema}"),
    };
    let write = |name: &&str| {
        Ok(match *name {
            "string" | "boolean" | "null" => (*name).to_owned(),
            "integer" | "number" => "number".into(),
            "array" => list(schema)?,
            "object" => format!("{{ [name: string]: {} }}", form(&schema["additionalProperties"])?),
            name => bail!("no type that is known: {name}"),
        })
    };
    Ok(names.iter().map(write).collect::<Result<Vec<String>>>()?.join(" | "))
}

/// A list, or a tuple if its length is fixed.
fn list(schema: &Value) -> Result<String> {
    if let Some(places) = schema["prefixItems"].as_array() {
        return Ok(format!("[{}]", places.iter().map(form).collect::<Result<Vec<_>>>()?.join(", ")));
    }
    let item = form(&schema["items"])?;
    Ok(match schema["minItems"].as_u64() {
        Some(length) if schema["maxItems"].as_u64() == Some(length) => format!("[{}]", vec![item; length as usize].join(", ")),
        _ if item.contains(' ') => format!("({item})[]"),
        _ => format!("{item}[]"),
    })
}

fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"))
}

/// What the schema says in words, with what it says of each of the values; `none` is what stands for Rust's.
fn comment(out: &mut String, indent: &str, schema: &Value, none: &str) {
    let mut lines: Vec<String> = words(schema, none).lines().map(str::to_owned).collect();
    for value in schema["oneOf"].as_array().into_iter().flatten() {
        if let Some(constant) = value["const"].as_str() {
            lines.push(format!("- `{constant}`: {}", words(value, none)));
        }
    }
    match lines.as_slice() {
        [] => {}
        [line] => _ = writeln!(out, "{indent}/** {line} */"),
        lines => {
            let body = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect::<String>();
            let _ = writeln!(out, "{indent}/**\n{body}{indent} */");
        }
    }
}

/// A description as JavaScript says it.
fn words(schema: &Value, none: &str) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.replace("[`", "`").replace("`]", "`").replace("`None`", none).replace("*/", "* /")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_committed_types_are_those_of_the_record() {
        run(&Workspace::new(None).unwrap(), true).unwrap();
    }

    #[test]
    fn forms_of_values() {
        for (schema, types) in [
            (json!({"type": "integer"}), "number"),
            (json!({"type": ["string", "null"]}), "string | null"),
            (json!({"$ref": "#/$defs/Cue"}), "Cue"),
            (json!({"anyOf": [{"$ref": "#/$defs/Cue"}, {"type": "null"}]}), "Cue | null"),
            (json!({"enum": ["a", "b"]}), "'a' | 'b'"),
            (json!({"oneOf": [{"const": "a"}, {"enum": ["b"]}]}), "'a' | 'b'"),
            (json!({"type": "array", "items": {"type": "string"}}), "string[]"),
            (json!({"type": "array", "items": {"type": ["string", "null"]}}), "(string | null)[]"),
            (json!({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}), "[number, number]"),
            (json!({"type": "object", "additionalProperties": {"type": "string"}}), "{ [name: string]: string }"),
        ] {
            assert_eq!(form(&schema).unwrap(), types, "{schema}");
        }
        assert!(form(&json!({"type": "dragon"})).is_err());
    }

    #[test]
    fn members_that_may_be_absent_have_a_question_mark_and_all_have_their_words() {
        let schema = json!({
            "$defs": {},
            "description": "A thing.\n\nOf [`Kind`].",
            "properties": {"a": {"type": ["string", "null"], "description": "`None` if not."}, "b": {"type": "boolean"}},
            "required": ["b"],
        });
        let text = declarations(&schema).unwrap();
        assert!(text.contains("/**\n * A thing.\n *\n * Of `Kind`.\n */\nexport interface Article {\n"), "{text}");
        assert!(text.contains("  /** absent if not. */\n  a?: string;\n  b: boolean;\n}\n"), "{text}");
    }
}
