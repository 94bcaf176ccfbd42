//! gzip and zstd, told by content, around anything.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::run::{Desk, page, paragraphs, row};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

#[test]
fn pages_and_rows_are_read_through_it() {
    let desk = Desk::new("compressed");
    let rows = [row("1", "云州"), row("2", "海丰")];
    desk.put("crawl/a.html", gzip(page("云州").as_bytes()));
    desk.put("crawl/b", zstd(page("海丰").as_bytes()));
    desk.put("crawl/c.jsonl", rows.iter().flat_map(|row| gzip(row.as_bytes())).collect::<Vec<_>>());
    desk.put("crawl/d", zstd(rows.concat().as_bytes()));
    let run = desk.run(&["extract", "crawl"]);
    assert_eq!((run.code, run.ids()), (Some(0), ["crawl/a.html", "crawl/b", "1", "2", "1", "2"].map(|id| json!(id)).to_vec()));
    for (record, town) in run.records().iter().zip(["云州", "海丰"].iter().cycle()) {
        assert!(record["text"].as_str().unwrap().contains(&paragraphs(town)[0]));
    }
    let whole = [gzip(&rows[0].as_bytes()[..40]), gzip(&rows[0].as_bytes()[40..]), gzip(b""), vec![0; 700]].concat();
    assert_eq!(desk.run_with(&["extract"], &whole).ids(), ["1"]);
    let text = desk.run_with(&["annotate"], &gzip("《云州志》出版了。".as_bytes()));
    assert_eq!(text.records()[0]["text"], "《云州志》出版了。");
}

#[test]
fn what_was_read_before_an_end_is_used() {
    let desk = Desk::new("compressed_cut");
    let long =
        page("云州").replace("</div>", &format!("{}</div>", (0..3000).fold(String::new(), |text, n| text + &format!("<!-- {n} -->"))));
    for (name, bytes) in [("gzip", gzip(long.as_bytes())), ("zstd", zstd(long.repeat(40).as_bytes()))] {
        desk.put(name, &bytes[..bytes.len() - 9]);
        let run = desk.run(&["extract", name]);
        let records = run.records();
        assert_eq!((run.code, records.len(), &records[0]["id"]), (Some(1), 2, &json!(name)));
        assert!(records[0]["text"].as_str().unwrap().contains(&paragraphs("云州")[0]));
        assert!(records[1]["id"].as_str().unwrap().starts_with(&format!("{name}:0+")));
        assert!(records[1]["error"]["message"].as_str().unwrap().contains("end in the middle"));
    }
}

#[test]
fn rows_behind_a_damaged_member_are_read() {
    let desk = Desk::new("compressed_rows");
    let mut members: Vec<Vec<u8>> =
        ["云州", "海丰", "青山"].iter().enumerate().map(|(n, town)| gzip(row(&n.to_string(), town).as_bytes())).collect();
    let last = members[1].len() - 6;
    members[1][last] ^= 1;
    desk.put("a", members.concat());
    let run = desk.run(&["extract", "a"]);
    let ids = run.ids();
    assert_eq!((run.code, &ids[0], ids.last()), (Some(1), &json!("0"), Some(&json!("2"))));
    assert!(run.records().iter().any(|record| record["error"]["kind"] == "damaged"));
}

#[test]
fn a_bomb_is_a_line() {
    let desk = Desk::new("compressed_bomb");
    let blanks = vec![b' '; 1 << 20];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..65 {
        encoder.write_all(&blanks).unwrap();
    }
    desk.put("a", encoder.finish().unwrap());
    desk.put("b", page("云州"));
    let run = desk.run(&["extract", "a", "b"]);
    let records = run.records();
    assert_eq!((run.code, records.len()), (Some(1), 2));
    assert_eq!((&records[0]["error"]["kind"], &records[1]["id"]), (&json!("limit"), &json!("b")));
}
