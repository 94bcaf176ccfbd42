//! What is said at the end of a run.

use serde_json::{Value, json};

use crate::run::{Desk, page};

#[test]
fn several_documents_are_counted() {
    let desk = Desk::new("summary");
    let gbk = page("海丰").replace("utf-8", "gbk");
    desk.put("a.html", page("云州"));
    desk.put("b.html", page("海丰"));
    desk.put("c.html", encoding_rs::GBK.encode(&gbk).0);
    desk.put("d.html", "");
    let run = desk.run(&["extract", "a.html", "b.html", "missing.html", "c.html", "d.html", "--summary", "counts.json"]);
    let (first, summary) = run.err.split_once('\n').unwrap();
    assert!(first.starts_with("missing.html: "), "{first}");
    let lines: Vec<&str> = summary.lines().collect();
    assert!(lines[0].starts_with("5 documents in ") && lines[0].ends_with("1 failed"), "{summary}");
    assert_eq!(lines[1..], ["  errors: 1 io", "  warnings: 1 no_article", "  encodings: 3 UTF-8, 1 GBK"]);
    let counts: Value = serde_json::from_slice(&std::fs::read(desk.path("counts.json")).unwrap()).unwrap();
    assert_eq!((&counts["documents"], &counts["failed"], &counts["errors"]), (&json!(5), &json!(1), &json!({ "io": 1 })));
    let bytes = ["a.html", "b.html", "c.html"].map(|name| desk.path(name).metadata().unwrap().len()).iter().sum::<u64>();
    assert_eq!((&counts["bytes"], &counts["encodings"]), (&json!(bytes), &json!({ "GBK": 1, "UTF-8": 3 })));
}

#[test]
fn one_document_speaks_for_itself() {
    let desk = Desk::new("summary_one");
    assert_eq!(desk.run_with(&["extract"], page("云州").as_bytes()).err, "");
}
