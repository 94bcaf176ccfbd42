//! What is written.

use serde_json::{Value, json};

use crate::run::{Desk, page, paragraphs, row};

#[test]
fn jsonl_has_the_id_first_and_offsets_in_code_points() {
    let desk = Desk::new("jsonl");
    desk.put("a.html", page("云州"));
    let run = desk.run(&["extract", "a.html"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with(r#"{"id":"a.html","#) && run.out.ends_with("}\n"));
    let record = &run.records()[0];
    assert_eq!(record["offset_unit"], "code_point");
    let text = record["text"].as_str().unwrap();
    for paragraph in paragraphs("云州") {
        assert!(text.contains(&paragraph));
    }
    let end = record["blocks"].as_array().unwrap().last().unwrap()["end"].as_u64();
    assert_eq!(end, Some(text.chars().count() as u64));
}

#[test]
fn json_is_a_record_or_a_list() {
    let desk = Desk::new("json");
    desk.put("a.html", page("云州"));
    desk.put("b.html", page("海丰"));
    let one: Value = serde_json::from_str(&desk.run(&["extract", "--format", "json", "a.html"]).out).unwrap();
    assert_eq!(one["id"], "a.html");
    let run = desk.run(&["extract", "--format", "json", "a.html", "missing.html", "b.html"]);
    let all: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!([&all[0]["id"], &all[1]["id"], &all[2]["id"]], ["a.html", "missing.html", "b.html"]);
    assert_eq!(all[1]["error"]["kind"], "io");
    assert_eq!(desk.run(&["extract", "--format", "json", "."]).out, desk.run(&["extract", "--format", "json", "./a.html", "./b.html"]).out);
}

#[test]
fn text_is_the_body() {
    let desk = Desk::new("text");
    desk.put("a.html", page("云州"));
    let record = desk.run(&["extract", "a.html"]).records().remove(0);
    let run = desk.run(&["extract", "--format", "text", "a.html"]);
    assert_eq!(run.out, format!("{}\n", record["text"].as_str().unwrap()));
}

#[test]
fn markdown_parts_its_documents() {
    let desk = Desk::new("markdown");
    desk.put("a.html", page("云州"));
    desk.put("b.html", page("海丰"));
    let run = desk.run(&["extract", "--format", "markdown", "a.html", "b.html"]);
    let (first, second) = run.out.split_once("\n\n---\n\n").unwrap();
    assert!(first.contains(&paragraphs("云州")[1]) && second.contains(&paragraphs("海丰")[2]));
}

#[test]
fn exchange_formats_are_one_a_line() {
    let desk = Desk::new("exchange");
    let rows = row("1", "云州") + &row("2", "海丰");
    let jsonld = desk.run_with(&["extract", "--format", "jsonld"], rows.as_bytes()).records();
    assert_eq!([&jsonld[0]["@type"], &jsonld[1]["@type"]], ["NewsArticle", "NewsArticle"]);
    let ninjs = desk.run_with(&["extract", "--format", "ninjs"], rows.as_bytes()).records();
    assert_eq!(ninjs[1]["standard"]["version"], "3.1");
    assert!(ninjs[1]["bodies"][0]["value"].as_str().unwrap().contains(&paragraphs("海丰")[0]));
}

#[test]
fn output_goes_to_a_file() {
    let desk = Desk::new("output");
    desk.put("crawl/a.html", page("云州"));
    let run = desk.run(&["extract", "crawl", "--output", "crawl/out.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    let written = std::fs::read_to_string(desk.path("crawl/out.jsonl")).unwrap();
    assert_eq!(written, desk.run(&["extract", "crawl/a.html"]).out);
}

#[test]
fn output_is_not_read_again() {
    let desk = Desk::new("output_again");
    desk.put("a.html", page("云州"));
    desk.put("z.jsonl", row("1", "海丰"));
    assert_eq!(desk.run(&["extract", ".", "--output", "z.jsonl"]).code, Some(0));
    let written = std::fs::read_to_string(desk.path("z.jsonl")).unwrap();
    assert_eq!(written.lines().count(), 1);
}

#[test]
fn the_schema_describes_the_records() {
    let desk = Desk::new("schema");
    let run = desk.run(&["schema"]);
    let schema: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let record = desk.run_with(&["extract"], page("云州").as_bytes()).records().remove(0);
    for name in schema["required"].as_array().unwrap() {
        assert!(record.get(name.as_str().unwrap()).is_some(), "{name}");
    }
}

#[test]
fn an_address_is_the_rows_or_the_one_that_was_given() {
    let desk = Desk::new("address");
    let text = paragraphs("云州").join("\n");
    let rows = format!("{}\n{}\n", json!({ "text": text, "url": "http://a.example.cn/1" }), json!({ "text": text }));
    let records = desk.run_with(&["extract", "--url", "http://b.example.cn/2"], rows.as_bytes()).records();
    assert_eq!([&records[0]["url"], &records[1]["url"]], ["http://a.example.cn/1", "http://b.example.cn/2"]);
}
