//! Records as Parquet.

use std::fs;

use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::json;

use crate::read::{rows_of_jsonl, rows_of_parquet};
use crate::run::{Desk, page, row};

#[test]
fn rows_say_what_the_lines_say() {
    let desk = Desk::new("parquet_rows");
    let text = "“路通了。”云州市交通局局长王丽娟3月8日说，市交通局明年还要再修一条，投资1.5万余元，咨询电话0571-88001234。";
    desk.put("pages.jsonl", row("1", "云州") + "no row\n" + &json!({ "id": 7, "text": text }).to_string() + "\n" + &row("2", "海丰"));
    for stages in ["article", "mentions", "relations"] {
        let args = ["extract", "pages.jsonl", "missing.html", "--stages", stages];
        let run = desk.run(&[&args[..], &["--output", "a.parquet"]].concat());
        assert_eq!(run.code, Some(1));
        let mut expected = rows_of_jsonl(&desk.run(&args).out);
        // A column has one type.
        expected[2]["id"] = json!("7");
        assert_eq!(rows_of_parquet(fs::read(desk.path("a.parquet")).unwrap()), expected);
    }
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn a_pipe_takes_parquet_too() {
    let desk = Desk::new("parquet_pipe");
    desk.put("a.html", page("云州"));
    desk.put("b.html", page("海丰"));
    let out = desk.command(&["extract", "a.html", "b.html", "--format", "parquet"]).output().unwrap().stdout;
    assert_eq!(rows_of_parquet(out), rows_of_jsonl(&desk.run(&["extract", "a.html", "b.html"]).out));
}

#[test]
fn the_file_tells_what_it_is() {
    let desk = Desk::new("parquet_metadata");
    desk.put("pages.jsonl", row("1", "云州"));
    assert_eq!(desk.run(&["extract", "pages.jsonl", "--stages", "values", "--output", "a.parquet"]).code, Some(0));
    let file = SerializedFileReader::new(Bytes::from(fs::read(desk.path("a.parquet")).unwrap())).unwrap();
    let metadata = file.metadata().file_metadata();
    let told = |name: &str| {
        let values = metadata.key_value_metadata().unwrap();
        values.iter().find(|value| value.key == name).and_then(|value| value.value.clone()).unwrap()
    };
    assert_eq!(told("jianbao.version"), env!("CARGO_PKG_VERSION"));
    assert_eq!((told("jianbao.schema_version").as_str(), told("jianbao.offset_unit").as_str()), ("1", "code_point"));
    let settings: serde_json::Value = serde_json::from_str(&told("jianbao.settings")).unwrap();
    assert_eq!((&settings["stages"], &settings["inputs"]), (&json!("values"), &json!(null)));
    assert_eq!(metadata.schema_descr().root_schema().get_fields()[0].name(), "id");
    assert!(file.metadata().row_group(0).column(0).statistics().is_some());
}

#[test]
fn no_documents_are_a_table_without_rows() {
    let desk = Desk::new("parquet_empty");
    fs::create_dir(desk.path("crawl")).unwrap();
    assert_eq!(desk.run(&["extract", "crawl", "--output", "a.parquet"]).code, Some(0));
    let file = SerializedFileReader::new(Bytes::from(fs::read(desk.path("a.parquet")).unwrap())).unwrap();
    assert_eq!(file.metadata().file_metadata().num_rows(), 0);
}
