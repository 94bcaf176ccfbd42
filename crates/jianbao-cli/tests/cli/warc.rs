//! WARC files, which are made here: whole, compressed, damaged.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::run::{Desk, page, paragraphs};

/// A record of a WARC file.
fn record(kind: &str, headers: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    [format!("WARC/1.1\r\nWARC-Type: {kind}\r\n{headers}Content-Length: {length}\r\n\r\n").as_bytes(), content, b"\r\n\r\n"].concat()
}

/// A response of a server, which was crawled on 5 March 2024 in UTC and on the 6th by China's clocks.
fn response(id: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let headers = format!(
        "WARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://www.yunzhou.example/{id}.html\r\n\
         WARC-Date: 2024-03-05T18:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
    );
    record("response", &headers, &[b"HTTP/1.1 ", head.as_bytes(), b"\r\n\r\n", body].concat())
}

/// Records as a crawler stores a page of this town.
fn crawled(id: &str, town: &str) -> Vec<Vec<u8>> {
    let request = b"GET / HTTP/1.1\r\nHost: www.yunzhou.example\r\n\r\n";
    vec![
        record("request", "Content-Type: application/http;msgtype=request\r\n", request),
        response(id, "200 OK\r\nContent-Type: text/html; charset=utf-8", page(town).as_bytes()),
        record("metadata", "Content-Type: application/warc-fields\r\n", b"fetchTimeMs: 12\r\n"),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn responses_become_records() {
    let desk = Desk::new("warc");
    let info = record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: crawler\r\n");
    let plain = [vec![info], crawled("a", "云州"), crawled("b", "海丰")].concat();
    desk.put("plain", plain.concat());
    desk.put("crawl/whole", gzip(&plain.concat()));
    desk.put("crawl/members", plain.iter().flat_map(|record| gzip(record)).collect::<Vec<_>>());
    desk.put("crawl/frames", plain.iter().flat_map(|record| zstd(record)).collect::<Vec<_>>());
    let run = desk.run(&["extract", "plain"]);
    assert_eq!((run.code, run.ids()), (Some(0), vec![json!("a"), json!("b")]));
    let record = &run.records()[1];
    assert_eq!(record["url"], "https://www.yunzhou.example/b.html");
    assert!(record["text"].as_str().unwrap().contains(&paragraphs("海丰")[0]));
    assert!(run.err.contains("passed over: 2 metadata, 2 request, 1 warcinfo"), "{}", run.err);
    for name in ["crawl/whole", "crawl/members", "crawl/frames"] {
        assert_eq!(desk.run(&["extract", name]).out, run.out, "{name}");
    }
    assert_eq!(desk.run(&["extract", "crawl"]).out, run.out.repeat(3));
    assert_eq!(desk.run_with(&["extract"], &std::fs::read(desk.path("crawl/members")).unwrap()).out, run.out);
}

#[test]
fn only_pages_that_were_found_become_records() {
    let desk = Desk::new("warc_kinds");
    let page = page("云州");
    let ok = |id: &str, kind: &str| response(id, &format!("200 OK\r\nContent-Type: {kind}"), page.as_bytes());
    let url = |url: &str| format!("WARC-Target-URI: <{url}>\r\nContent-Type: text/html\r\n");
    let records = [
        ok("html", "text/html"),
        ok("xhtml", "Application/XHTML+XML ; charset=utf-8"),
        ok("text", "text/plain"),
        ok("markdown", "text/markdown"),
        response("unnamed", "203 OK\r\nServer: x", page.as_bytes()),
        ok("image", "image/png"),
        ok("script", "application/javascript"),
        ok("style", "text/css"),
        ok("odd", "x-odd/x"),
        response("moved", "301 Moved\r\nContent-Type: text/html", page.as_bytes()),
        response("gone", "404 Not Found\r\nContent-Type: text/html", page.as_bytes()),
        response("broken", "503 Busy\r\nContent-Type: text/html", page.as_bytes()),
        record("revisit", "", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "Content-Type: text/dns\r\n", b"20240305\nwww.yunzhou.example. 300 IN A 192.0.2.1\n"),
        record("resource", &url("https://www.yunzhou.example/1"), page.as_bytes()),
        record("resource", &url("urn:pageinfo:1"), page.as_bytes()),
        record("conversion", &url("https://www.yunzhou.example/2"), page.as_bytes()),
    ];
    desk.put("a", records.concat());
    let run = desk.run(&["extract", "a", "--summary", "summary.json"]);
    let resource = records[..14].concat().len();
    let conversion = records[..16].concat().len();
    let places = [format!("a:{resource}"), format!("a:{conversion}")];
    assert_eq!(run.ids(), ["html", "xhtml", "text", "markdown", "unnamed", &places[0], &places[1]].map(Value::from));
    let summary: Value = serde_json::from_slice(&std::fs::read(desk.path("summary.json")).unwrap()).unwrap();
    let passed_over = json!({
        "application": 1, "image": 1, "not HTTP": 1, "other type": 1, "resource": 1, "revisit": 1,
        "status 3xx": 1, "status 4xx": 1, "status 5xx": 1, "text": 1,
    });
    assert_eq!((&summary["documents"], &summary["passed_over"]), (&json!(7), &passed_over));
    assert_eq!(desk.run(&["extract", "a", "--format", "json", "--quiet"]).err, "");
}

#[test]
fn bodies_are_read_as_they_were_sent() {
    let desk = Desk::new("warc_bodies");
    let text = page("云州").replace("<meta charset=utf-8>", "");
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let (packed, half) = (gzip(&gbk), gbk.len() / 2);
    let chunks = |body: &[u8]| [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n0\r\n\r\n"].concat();
    let records = [
        response("charset", "200 OK\r\nContent-Type: text/html; charset=gb2312", &gbk),
        response("gzip", "200 OK\r\nContent-Type: text/html; charset=GBK\r\nContent-Encoding: gzip", &packed),
        response("chunked", "200 OK\r\nContent-Type: text/html;charset=gbk\r\nTransfer-Encoding: chunked", &chunks(&gbk)),
        response(
            "both",
            "200 OK\r\nContent-Type: text/html;charset=gbk\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
            &chunks(&packed),
        ),
        response("unknown", "200 OK\r\nContent-Type: text/html; charset=none", &gbk),
    ];
    desk.put("a", records.concat());
    let run = desk.run(&["extract", "a"]);
    assert_eq!(run.code, Some(0));
    for record in run.records() {
        assert!(record["text"].as_str().unwrap().contains(&paragraphs("云州")[0]), "{}", record["id"]);
    }
    assert!(run.err.contains("encodings: 5 GBK"), "{}", run.err);
    let cut = response("cut", "200 OK\r\nContent-Type: text/html;charset=gbk\r\nTransfer-Encoding: chunked", &chunks(&gbk)[..half]);
    let run = desk.run_with(&["extract"], &cut);
    assert!(run.records()[0]["text"].as_str().unwrap().starts_with("记者昨天从云州文化局获悉"));
}

#[test]
fn the_day_of_the_crawl_counts_where_no_other_is_known() {
    let desk = Desk::new("warc_date");
    let times = |page: &str, args: &[&str]| {
        let record = response("a", "200 OK\r\nContent-Type: text/html; charset=utf-8", page.as_bytes());
        let records = desk.run_with(&[&["extract"], args].concat(), &record).records();
        let mentions = records[0]["mentions"].as_array().unwrap().clone();
        let of = |words: &str| mentions.iter().find(|mention| mention["text"] == words).map(|mention| mention["value"]["timex"].clone());
        of("昨天").unwrap()
    };
    let page = page("云州");
    assert_eq!(times(&page, &[]), "2024-03-05");
    assert_eq!(times(&page, &["--reference-date", "2020-01-02"]), "2020-01-01");
    let dated = page.replace("</h1>", "</h1><div>2019-05-06 10:00 来源：云州日报</div>");
    assert_eq!(times(&dated, &[]), "2019-05-05");
}

#[test]
fn a_damaged_record_costs_itself_only() {
    let desk = Desk::new("warc_damage");
    let towns = ["云州", "海丰", "林河", "青山", "白石"];
    let good: Vec<Vec<u8>> =
        towns.iter().enumerate().map(|(n, town)| response(&n.to_string(), "200 OK\r\n", page(town).as_bytes())).collect();
    let text = String::from_utf8(good[2].clone()).unwrap();
    let (half, _) = text.split_once("新馆建筑面积").unwrap();
    let line = text.lines().find(|line| line.starts_with("Content-Length")).unwrap();
    let place = good[..2].concat().len();
    for (what, damaged, why) in [
        ("too long", text.replace(line, "Content-Length: 1500"), "does not end"),
        ("reaches to the end", text.replace(line, "Content-Length: 30000"), "ends in the middle"),
        ("too short", text.replace(line, "Content-Length: 300"), "does not end"),
        ("no number", text.replace(line, "Content-Length: many"), "no length"),
        ("no length", text.replace(line, "X: y"), "no length"),
        ("cut", half.to_owned(), ""),
        ("no mark", text.replacen("WARC/1.1", "WAR/1.1", 1), "something else"),
        ("no end of the head", text[..40].to_owned() + &"x".repeat(1 << 17), "no end"),
    ] {
        let mut records = good.clone();
        records[2] = damaged.into_bytes();
        desk.put("a", records.concat());
        let run = desk.run(&["extract", "a"]);
        assert_eq!((run.code, run.ids()), (Some(1), ["0", "1", &format!("a:{place}"), "3", "4"].map(Value::from).to_vec()), "{what}");
        let error = &run.records()[2]["error"];
        assert_eq!(error["kind"], "damaged", "{what}");
        assert!(error["message"].as_str().unwrap().contains(why), "{what}: {error}");
        let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
        let place = records[..2].iter().map(|record| gzip(record).len()).sum::<usize>();
        desk.put("a", members);
        assert_eq!(desk.run(&["extract", "a"]).ids(), ["0", "1", &format!("a:{place}"), "3", "4"].map(Value::from), "{what}, compressed");
    }
}

#[test]
fn a_damaged_member_costs_itself_only() {
    let desk = Desk::new("warc_members");
    let records = [crawled("a", "云州"), crawled("b", "海丰"), crawled("c", "青山")].concat();
    for (what, pack) in [("gzip", gzip as fn(&[u8]) -> Vec<u8>), ("zstd", zstd)] {
        let members: Vec<Vec<u8>> = records.iter().map(|record| pack(record)).collect();
        let (before, length) = (members[..4].concat().len(), members[4].len());
        let mut damaged = 0;
        for byte in (0..length).step_by(length / 12) {
            let mut bytes = members.concat();
            bytes[before + byte] ^= 0x10;
            desk.put("a", bytes);
            let run = desk.run(&["extract", "a", "-j", "1"]);
            let ids = run.ids();
            assert_eq!((&ids[0], &ids[ids.len() - 1]), (&json!("a"), &json!("c")), "{what}, {byte}");
            damaged += usize::from(ids.contains(&format!("a:{before}").into()));
        }
        assert!(damaged >= 8, "{what}: {damaged}");
        let cut = [&members[..4].concat(), &members[4][..length / 2]].concat();
        desk.put("a", &cut);
        let run = desk.run(&["extract", "a"]);
        assert_eq!((run.code, run.ids()), (Some(1), vec![json!("a"), format!("a:{before}").into()]), "{what}");
        assert!(run.err.contains("end in the middle"), "{}", run.err);
    }
}

#[test]
fn memory_does_not_grow_with_the_file() {
    if !std::path::Path::new("/proc/self/status").exists() {
        return;
    }
    let desk = Desk::new("warc_memory");
    let peak = |copies: usize| {
        let mut bytes = Vec::new();
        for copy in 0..copies {
            let filler: String = (0..20).fold(String::new(), |mut text, n| {
                let _ = write!(text, "<p>{copy}号楼第{n}层的住户已经搬进新居，社区安排了志愿者上门服务。</p>");
                text
            });
            let body = page("云州").replace("</div>", &(filler + "</div>" + &" ".repeat(1 << 18)));
            bytes.extend(gzip(&response(&copy.to_string(), "200 OK\r\nContent-Type: text/html", body.as_bytes())));
        }
        desk.put("a", bytes);
        let mut child =
            desk.command(&["extract", "a", "-j", "2", "--stages", "article", "--quiet", "--output", "out.jsonl"]).spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let text = std::fs::read_to_string(&status).unwrap_or_default();
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(peak).max(peak);
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert_eq!(std::fs::read_to_string(desk.path("out.jsonl")).unwrap().lines().count(), copies);
        peak
    };
    let (few, many) = (peak(100), peak(1000));
    assert!(few > 0 && many < few + (24 << 10), "{few} kB for 100 pages, {many} kB for 1000");
}
