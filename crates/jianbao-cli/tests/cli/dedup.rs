//! Reprints are marked with the one that was published first.

use std::fs;

use serde_json::{Value, json};

use crate::read;
use crate::run::{Desk, paragraphs};

/// A page with other words around the same article, printed on another day.
fn page(town: &str, day: &str, head: &str, keep: usize) -> String {
    let body = paragraphs(town)[..keep].join("</p><p>");
    format!(
        "<html><head><meta charset=gb18030></head><body><h1>{town}图书馆新馆开放</h1><div>发布时间：{day} 来源：{town}日报</div>\
         <div class=article><p>{head}</p><p>{body}</p></div></body></html>"
    )
}

/// Three printings of one article, the second of them the first to be published, and another article.
fn desk(name: &str) -> Desk {
    let desk = Desk::new(name);
    let all = paragraphs("云州").len();
    desk.put("crawl/1.html", page("云州", "2026-03-14 08:00", "本报讯（记者 何知秋）", all));
    let gbk = encoding_rs::GB18030.encode(&page("云州", "2026-03-12 09:30", "", all)).0.into_owned();
    desk.put("crawl/2.html", gbk);
    desk.put("crawl/3.html", page("云州", "2026-03-13", "海丰新闻网3月13日电", all - 1));
    let other = "海丰老码头修复工程昨天完工，三座仓库改作展厅和书店，沿江步道同时开放，轮渡恢复夜航，票价两元不变。";
    desk.put("crawl/4.html", format!("<h1>海丰老码头修复完成</h1><p>{other}</p><p>工程历时十九个月，修缮时保留了原有的砖墙和铁轨。</p>"));
    desk.put("crawl/5.html", "");
    desk
}

fn duplicates(records: &[Value]) -> Vec<&Value> {
    records.iter().map(|record| &record["duplicate_of"]).collect()
}

#[test]
fn the_first_published_is_kept() {
    let desk = desk("dedup");
    let kept = json!("crawl/2.html");
    for name in ["a.jsonl", "a.jsonl.zst", "a.parquet"] {
        if name.ends_with("parquet") && !cfg!(feature = "parquet") {
            continue;
        }
        let run = desk.run(&["extract", "crawl", "--dedup", "--output", name]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let records = read::records(&desk.path(name));
        assert_eq!(duplicates(&records), [&kept, &Value::Null, &kept, &Value::Null, &Value::Null], "{name}");
        // All else is as without.
        assert_eq!(desk.run(&["extract", "crawl", "--output", "plain.jsonl"]).code, Some(0));
        let mut plain = read::records(&desk.path("plain.jsonl"));
        for (plain, record) in plain.iter_mut().zip(&records) {
            if !record["duplicate_of"].is_null() {
                plain["duplicate_of"] = record["duplicate_of"].clone();
            }
        }
        assert_eq!(records, plain, "{name}");
    }
    let mut left: Vec<_> = fs::read_dir(desk.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.retain(|name| name.as_encoded_bytes().starts_with(b"."));
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn it_needs_a_file_and_a_form_with_a_place_for_it() {
    let desk = desk("dedup_refused");
    let run = desk.run(&["extract", "crawl", "--dedup"]);
    assert!(run.code == Some(2) && run.err.contains("--output"), "{}", run.err);
    let run = desk.run(&["extract", "crawl", "--dedup", "--output", "a.md"]);
    assert!(run.code == Some(2) && run.err.contains("jsonl"), "{}", run.err);
    assert!(!desk.path("a.md").exists());
}
