//! What goes wrong, what is said, and how the command ends.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread;

use crate::run::{Desk, page, row};

#[test]
fn a_missing_file_is_a_line_and_the_run_goes_on() {
    let desk = Desk::new("missing");
    desk.put("a.html", page("云州"));
    let run = desk.run(&["extract", "missing.html", "a.html"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.starts_with(r#"{"id":"missing.html","error":{"kind":"io","message":"#));
    assert_eq!(run.ids(), ["missing.html", "a.html"]);
    assert!(run.err.starts_with("missing.html: "));
}

#[test]
fn a_file_over_the_limit_is_a_line() {
    let desk = Desk::new("limit");
    desk.put("a.html", page("云州"));
    File::create(desk.path("b.html")).unwrap().set_len((64 << 20) + 1).unwrap();
    let run = desk.run(&["extract", "a.html", "b.html"]);
    assert_eq!((run.code, run.records()[1]["error"]["kind"].as_str()), (Some(1), Some("limit")));
    assert!(run.err.contains("64 MiB"));
}

#[test]
fn formats_without_a_place_for_errors_leave_them_to_stderr() {
    let desk = Desk::new("stderr");
    desk.put("a.html", page("云州"));
    let run = desk.run(&["extract", "--format", "text", "missing.html", "a.html"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out, desk.run(&["extract", "--format", "text", "a.html"]).out);
    assert!(run.err.contains("missing.html"));
}

#[test]
fn quiet_is_quiet() {
    let desk = Desk::new("quiet");
    let run = desk.run(&["extract", "--quiet", "missing.html"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    assert_eq!(run.ids(), ["missing.html"]);
}

#[test]
fn fail_fast_stops_at_the_first() {
    let desk = Desk::new("fail_fast");
    desk.put("a.html", page("云州"));
    let run = desk.run(&["extract", "--fail-fast", "-j", "2", "a.html", "missing.html", "a.html"]);
    assert_eq!((run.code, run.ids()), (Some(1), vec!["a.html".into(), "missing.html".into()]));
}

#[test]
fn wrong_settings_are_said_before_anything_is_written() {
    let desk = Desk::new("settings");
    desk.put("a.html", page("云州"));
    desk.put("unknown.toml", "[[site]]\nhost = \"news.example.cn\"\nhaedline = \".title\"\n");
    desk.put("tag.toml", "[[site]]\nhost = \"news.example.cn\"\nbody = \"div > p\"\n");
    desk.put("hostless.toml", "[[site]]\nbody = \".text\"\n");
    for (args, words) in [
        (&["--rules", "none.toml"][..], &["--rules none.toml", "cannot be read"][..]),
        (&["--rules", "unknown.toml"], &["--rules unknown.toml", "haedline", "headline", "jianbao extract --help"]),
        (&["--rules", "tag.toml"], &["--rules tag.toml", "#main .text"]),
        (&["--rules", "hostless.toml"], &["host"]),
        (&["--charset", "klingon"], &["--charset", "klingon", "gb18030"]),
        (&["--output", "nowhere/out.jsonl"], &["--output nowhere/out.jsonl"]),
        (&["--output", "a.html"], &["--output a.html", "choose another file"]),
        (&["--summary", "nowhere/counts.json"], &["--summary nowhere/counts.json", "cannot be written"]),
        (&["--format", "pdf"], &["pdf", "markdown"]),
        (&["-j", "0"], &["--threads"]),
        (&["--no-such-option"], &["--no-such-option"]),
    ] {
        let run = desk.run(&[&["extract", "a.html"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        for word in words {
            assert!(run.err.contains(word), "{args:?} does not speak of {word}:\n{}", run.err);
        }
    }
    assert_eq!(std::fs::read_to_string(desk.path("a.html")).unwrap(), page("云州"));
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let desk = Desk::new("pipe");
    let mut command = desk.command(&["extract", "-j", "2"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // An input without an end: the run ends because its output is not read any more.
    let writer = thread::spawn(move || while stdin.write_all(row("1", "云州").as_bytes()).is_ok() {});
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with(r#"{"id":"1","#));
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    writer.join().unwrap();
}
