//! What is read.

use std::fmt::Write;

use serde_json::json;

use crate::run::{Desk, page, paragraphs, row};

#[test]
fn stdin_is_a_document() {
    let desk = Desk::new("stdin");
    for args in [&["extract"][..], &["extract", "-"]] {
        let run = desk.run_with(args, page("云州").as_bytes());
        assert_eq!(run.ids(), ["-"]);
        assert!(run.out.contains(&paragraphs("云州")[0]));
    }
}

#[test]
fn markdown_and_text_are_read_too() {
    let desk = Desk::new("kinds");
    desk.put("a", format!("---\ntitle: 云州图书馆\n---\n\n{}\n", paragraphs("云州").join("\n\n")));
    desk.put("b", paragraphs("海丰").join("\n"));
    let records = desk.run(&["extract", "a", "b"]).records();
    assert!(records[0]["text"].as_str().unwrap().contains(&paragraphs("云州")[2]));
    assert!(records[1]["text"].as_str().unwrap().contains(&paragraphs("海丰")[2]));
}

#[test]
fn the_charset_of_the_header_is_used() {
    let desk = Desk::new("charset");
    let page = page("云州").replace("<meta charset=utf-8>", "");
    desk.put("a.html", encoding_rs::GB18030.encode(&page).0);
    let run = desk.run(&["extract", "--charset", "gbk", "a.html"]);
    assert!(run.out.contains(&paragraphs("云州")[0]));
}

#[test]
fn directories_are_read_in_order_without_hidden_files() {
    let desk = Desk::new("directory");
    for name in ["crawl/b.html", "crawl/a/2.html", "crawl/a/1.html", "crawl/c", "crawl/.hidden", "crawl/.git/d.html"] {
        desk.put(name, page("云州"));
    }
    let run = desk.run(&["extract", "-j", "2", "crawl"]);
    assert_eq!(run.ids(), ["crawl/a/1.html", "crawl/a/2.html", "crawl/b.html", "crawl/c"]);
}

#[cfg(unix)]
#[test]
fn a_directory_that_links_to_itself_ends() {
    let desk = Desk::new("circle");
    desk.put("crawl/a.html", page("云州"));
    std::os::unix::fs::symlink(".", desk.path("crawl/again")).unwrap();
    std::os::unix::fs::symlink("a.html", desk.path("crawl/b.html")).unwrap();
    assert_eq!(desk.run(&["extract", "crawl"]).ids(), ["crawl/a.html", "crawl/b.html"]);
}

#[test]
fn rows_are_told_by_their_content() {
    let desk = Desk::new("rows");
    let rows = [
        json!({ "id": 7, "html": page("云州") }).to_string(),
        String::new(),
        "not a row".to_owned(),
        json!({ "html": page("海丰"), "date": "2024-03-05" }).to_string(),
        json!({ "id": "empty", "html": null }).to_string(),
    ];
    desk.put("crawl.txt", "\u{feff}".to_owned() + &rows.join("\r\n"));
    desk.put("page.jsonl", page("云州"));
    let run = desk.run(&["extract", "crawl.txt", "page.jsonl"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.ids(), [json!(7), json!("crawl.txt:3"), json!("crawl.txt:4"), json!("empty"), json!("page.jsonl")]);
    let records = run.records();
    let kinds: Vec<_> = records.iter().map(|record| record["error"]["kind"].as_str()).collect();
    assert_eq!(kinds, [None, Some("row"), None, Some("row"), None]);
    assert!(records[2]["text"].as_str().unwrap().contains(&paragraphs("海丰")[1]));
}

#[test]
fn json_without_pages_is_a_page_itself() {
    let desk = Desk::new("other_json");
    let run = desk.run_with(&["extract"], b"{\"name\": 1}\n{\"name\": 2}\n");
    assert_eq!((run.code, run.ids()), (Some(0), vec![json!("-")]));
}

#[test]
fn threads_do_not_change_the_order() {
    let desk = Desk::new("order");
    let mut rows = String::new();
    for n in 0..80 {
        // Long and short pages in turn, so that some are done before those in front of them.
        let text = paragraphs("云州").join("\n").repeat(if n % 3 == 0 { 40 } else { 1 });
        writeln!(rows, "{}", json!({ "id": n, "text": text })).unwrap();
    }
    let alone = desk.run_with(&["extract", "-j", "1"], rows.as_bytes());
    let together = desk.run_with(&["extract", "-j", "2"], rows.as_bytes());
    assert_eq!(alone.out, together.out);
    assert_eq!(together.ids(), (0..80).map(|n| json!(n)).collect::<Vec<_>>());
}

#[test]
fn an_empty_file_is_a_document_without_an_article() {
    let desk = Desk::new("empty");
    desk.put("a.html", "");
    let run = desk.run(&["extract", "a.html"]);
    assert_eq!((run.code, run.records()[0]["text"].as_str()), (Some(0), Some("")));
    desk.put("rows.jsonl", row("1", "云州") + "\n \n");
    assert_eq!(desk.run(&["extract", "rows.jsonl"]).ids(), ["1"]);
}
