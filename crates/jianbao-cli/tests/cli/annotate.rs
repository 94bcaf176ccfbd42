//! `jianbao annotate`: texts in, what they speak of out.

use std::fs;

use serde_json::{Value, json};

use crate::run::Desk;

const TEXT: &str = "𠮷野在《云州志》里写道：详情请拨打12345热线。\n";

/// The words of the mentions of some kinds.
fn words(record: &Value, kinds: &[&str]) -> Vec<String> {
    let mentions = record["mentions"].as_array().unwrap().iter();
    mentions.filter(|it| kinds.contains(&it["kind"].as_str().unwrap())).map(|it| it["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_file_is_a_text() {
    let desk = Desk::new("annotate");
    desk.put("a.txt", TEXT);
    let run = desk.run(&["annotate", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(run.out.starts_with(r#"{"id":"a.txt","schema_version":"1","offset_unit":"code_point","text":""#), "{}", run.out);
    let record = &run.records()[0];
    assert_eq!(record["text"], TEXT);
    assert_eq!(words(record, &["work", "contact"]), ["《云州志》", "12345"]);
    let characters: Vec<char> = TEXT.chars().collect();
    for mention in record["mentions"].as_array().unwrap() {
        let place = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
        assert_eq!(mention["text"], characters[place("start")..place("end")].iter().collect::<String>());
    }
    let stdin = desk.run_with(&["annotate"], TEXT.as_bytes());
    assert_eq!(stdin.out, run.out.replacen("a.txt", "-", 1));
}

#[test]
fn rows_come_in_order_with_their_ids() {
    let desk = Desk::new("annotate_rows");
    let row = |n: usize| json!({ "id": n, "text": format!("《第{n}号通知》"), "reference_date": "2024-03-05" }).to_string() + "\n";
    let rows: String = (0..100).map(row).collect();
    for threads in ["1", "3"] {
        let run = desk.run_with(&["annotate", "-j", threads], format!("\u{feff}{rows}\n").as_bytes());
        assert_eq!(run.code, Some(0));
        let records = run.records();
        assert_eq!(records.len(), 100);
        for (n, record) in records.iter().enumerate() {
            assert_eq!((record["id"].as_u64(), words(record, &["work"])), (Some(n as u64), vec![format!("《第{n}号通知》")]));
        }
    }
}

#[test]
fn bad_rows_are_lines_and_the_run_goes_on() {
    let desk = Desk::new("annotate_bad_rows");
    let rows = concat!(
        "{\"id\":\"a\",\"text\":\"《甲》\",\"reference_date\":null}\n",
        "{\"id\":\"b\",\"text\":\"《乙》\",\"reference_date\":5}\n",
        "{\"id\":\"c\",\"html\":\"<p>丙\"}\n",
        "nonsense\n",
        "\n",
        "{\"text\":\"\"}\n",
    );
    let run = desk.run_with(&["annotate"], rows.as_bytes());
    assert_eq!((run.code, run.ids()), (Some(1), ["a", "-:2", "c", "-:4", "-:6"].map(Value::from).to_vec()));
    let records = run.records();
    for failed in &records[1..4] {
        assert_eq!(failed["error"]["kind"], "row");
        assert!(failed["error"]["message"].as_str().unwrap().contains("\"reference_date\""));
    }
    assert_eq!(records[4]["mentions"], json!([]));
    let run = desk.run_with(&["annotate", "--fail-fast", "--quiet"], rows.as_bytes());
    assert_eq!((run.code, run.records().len(), run.err.as_str()), (Some(1), 2, ""));
}

#[test]
fn what_is_no_row_is_text() {
    let desk = Desk::new("annotate_text");
    for text in ["[1]\n{\"text\":\"甲\"}\n", "“{”\n", "", "\n \n"] {
        let run = desk.run_with(&["annotate"], text.as_bytes());
        assert_eq!((run.code, run.records()[0]["text"].as_str()), (Some(0), Some(text)));
    }
}

#[test]
fn other_encodings_are_read() {
    let desk = Desk::new("annotate_charset");
    let text = "《云州志》出版了。";
    desk.put("gbk.txt", encoding_rs::GBK.encode(text).0);
    let run = desk.run(&["annotate", "--charset", "gb2312", "gbk.txt"]);
    assert_eq!(run.records()[0]["text"], text);
    let run = desk.run(&["annotate", "gbk.txt"]);
    assert_eq!((run.code, run.records()[0]["error"]["kind"].as_str()), (Some(1), Some("encoding")));
    assert!(run.err.contains("UTF-8") && run.err.contains("--charset"), "{}", run.err);
}

#[test]
fn records_for_reading() {
    let desk = Desk::new("annotate_json");
    desk.put("a.txt", TEXT);
    let one: Value = serde_json::from_str(&desk.run(&["annotate", "--format", "json", "a.txt"]).out).unwrap();
    assert_eq!(one["id"], "a.txt");
    let run = desk.run(&["annotate", "--format", "json", "a.txt", "missing.txt"]);
    let all: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, all[1]["error"]["kind"].as_str()), (Some(1), Some("io")));
}

#[test]
fn a_file_is_written_instead_of_stdout() {
    let desk = Desk::new("annotate_output");
    desk.put("texts/a.txt", TEXT);
    let run = desk.run(&["annotate", "texts", "-o", "texts/out.jsonl"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(desk.path("texts/out.jsonl")).unwrap(), desk.run(&["annotate", "texts/a.txt"]).out);
}

#[test]
fn every_guideline_is_known() {
    let desk = Desk::new("annotate_guideline");
    for guideline in ["news", "msra", "cluener", "resume", "weibo"] {
        let run = desk.run_with(&["annotate", "--guideline", guideline], TEXT.as_bytes());
        assert_eq!((run.code, words(&run.records()[0], &["work"])), (Some(0), vec!["《云州志》".to_owned()]), "{guideline}");
    }
}

#[test]
fn wrong_settings_are_said_before_anything_is_written() {
    let desk = Desk::new("annotate_settings");
    desk.put("a.txt", TEXT);
    for args in [&["--charset", "klingon"][..], &["--guideline", "klingon"], &["--format", "markdown"], &["--output", "a.txt"]] {
        let run = desk.run(&[&["annotate", "a.txt"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(args[1]), "{args:?}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(desk.path("a.txt")).unwrap(), TEXT);
}

#[test]
fn help_has_examples() {
    let desk = Desk::new("annotate_help");
    let help = desk.run(&["annotate", "--help"]).out;
    assert!(help.contains("Examples:") && help.contains("jianbao annotate texts.jsonl") && help.contains("Exit codes:"));
}

#[test]
fn stages_of_extract() {
    let desk = Desk::new("stages");
    let page = "<p>记者从市文化局获悉,新馆今天开放,市民可以拨打12345热线咨询,免费办证。</p>".as_bytes();
    let record = |args: &[&str]| desk.run_with(&[&["extract"], args].concat(), page).records().remove(0);
    assert_eq!(words(&record(&[]), &["contact"]), ["12345"]);
    assert_eq!(record(&["--stages", "relations"]), record(&[]));
    assert!(["entities", "affiliations", "quotations"].iter().all(|list| record(&[])[list].is_array()));
    let entities = record(&["--stages", "entities"]);
    assert!(entities["entities"].is_array() && entities.get("quotations").is_none());
    assert!(record(&["--stages", "values"]).get("entities").is_none());
    let mentions = record(&["--stages", "mentions"])["mentions"].clone();
    assert!(mentions.as_array().is_some_and(|mentions| mentions.iter().all(|mention| mention["value"].is_null())));
    assert!(record(&["--stages", "article"]).get("mentions").is_none());
    assert_eq!(desk.run_with(&["extract", "--stages", "poetry"], page).code, Some(2));
}
