//! Names of outputs, compression, and outputs that are no files.

use crate::read;
use crate::run::{Desk, page, row};

#[test]
fn the_name_tells_format_and_compression() {
    let desk = Desk::new("names");
    desk.put("pages.jsonl", row("1", "云州") + &row("2", "海丰"));
    for (name, format) in [
        ("a.jsonl", "jsonl"),
        ("a.jsonl.gz", "jsonl"),
        ("a.ndjson.zst", "jsonl"),
        ("a.json", "json"),
        ("a.md.gz", "markdown"),
        ("a.txt", "text"),
        ("records", "jsonl"),
    ] {
        let run = desk.run(&["extract", "pages.jsonl", "--quiet", "--output", name]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
        let expected = desk.run(&["extract", "pages.jsonl", "--format", format]).out;
        assert_eq!(read::text(&desk.path(name)), expected, "{name}");
    }
    let before = std::fs::read_dir(desk.path(".")).unwrap().count();
    assert_eq!(before, 8, "nothing else is left");
}

#[test]
fn annotations_are_compressed_too() {
    let desk = Desk::new("annotations_gz");
    desk.put("texts.jsonl", "{\"id\": 1, \"text\": \"云州市图书馆\"}\n");
    assert_eq!(desk.run(&["annotate", "texts.jsonl", "--output", "a.jsonl.gz"]).code, Some(0));
    assert_eq!(read::text(&desk.path("a.jsonl.gz")), desk.run(&["annotate", "texts.jsonl"]).out);
    let run = desk.run(&["annotate", "texts.jsonl", "--output", "a.parquet"]);
    assert!(run.code == Some(2) && run.err.contains(".jsonl"), "{}", run.err);
}

#[test]
fn a_name_that_says_otherwise_is_refused() {
    let desk = Desk::new("conflict");
    desk.put("a.html", page("云州"));
    for (args, word) in [
        (&["--format", "jsonl", "--output", "a.parquet"][..], "--format"),
        (&["--format", "parquet", "--output", "a.jsonl"], ".parquet"),
        (&["--output", "a.parquet.gz"], "compressed inside"),
        (&["--restart"], "--output"),
    ] {
        let run = desk.run(&[&["extract", "a.html"], args].concat());
        assert!(run.code == Some(2) && run.out.is_empty() && run.err.contains(word), "{args:?}:\n{}", run.err);
    }
    assert_eq!(std::fs::read_dir(desk.path(".")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_no_file_takes_what_it_gets() {
    let desk = Desk::new("no_file");
    desk.put("a.html", page("云州"));
    assert_eq!(desk.run(&["extract", "a.html", "--output", "/dev/null"]).code, Some(0));
    let run = desk.run(&["extract", "a.html", "--output", "/dev/stdout"]);
    assert_eq!((run.code, run.out), (Some(0), desk.run(&["extract", "a.html"]).out));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_of() {
    let desk = Desk::new("full");
    desk.put("a.html", page("云州"));
    for name in ["/dev/full", "full.jsonl"] {
        if name == "full.jsonl" {
            std::os::unix::fs::symlink("/dev/full", desk.path(name)).unwrap();
        }
        let run = desk.run(&["extract", "a.html", "--output", name]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}");
        assert!(run.err.contains("cannot write the output") && run.err.contains("No space left"), "{}", run.err);
    }
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    for format in if cfg!(feature = "parquet") { &["jsonl", "parquet"][..] } else { &["jsonl"] } {
        let child = desk.command(&["extract", "a.html", "--format", format]).stdout(full.try_clone().unwrap()).output().unwrap();
        assert_eq!(child.status.code(), Some(2), "{format}");
        assert!(String::from_utf8(child.stderr).unwrap().contains("No space left"), "{format}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_program_without_parquet_says_how_to_get_it() {
    let desk = Desk::new("without_parquet");
    desk.put("a.html", page("云州"));
    for args in [["--format", "parquet"], ["--output", "a.parquet"]] {
        let run = desk.run(&[&["extract", "a.html"][..], &args].concat());
        assert!(run.code == Some(2) && run.out.is_empty() && run.err.contains("--features parquet"), "{}", run.err);
    }
}
