//! Runs that are broken off, and gone on with.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::read;
use crate::run::{Desk, paragraphs, row};

/// Pages that are worth a few seconds of work; some are none.
fn pages(count: usize) -> String {
    let mut rows = String::new();
    for n in 0..count {
        if n % 50 == 7 {
            rows.push_str("no row\n");
        }
        let text = paragraphs(&format!("第{n}")).join("\n").repeat(4);
        writeln!(rows, "{}", json!({ "id": n, "text": text })).unwrap();
    }
    rows
}

fn records(desk: &Desk, name: &str) -> Vec<Value> {
    read::records(&desk.path(name))
}

/// Kills the command again and again, until twenty have been killed and one has come to its end.
fn killed_at_random(name: &str) {
    let desk = Desk::new(&format!("killed_{name}"));
    desk.put("pages.jsonl", pages(300));
    let args = ["extract", "pages.jsonl", "-j", "2", "--quiet", "--output", name];
    let begun = Instant::now();
    assert_eq!(desk.run(&args).code, Some(1));
    // A machine with much else to do gets as far in more time.
    let longest = 300.max(begun.elapsed().as_millis() as u64 / 4);
    let expected = records(&desk, name);
    let whole = fs::read(desk.path(name)).unwrap();
    assert_eq!(expected.len(), 306);

    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64 | 1;
    let mut random = seed;
    let mut next = || {
        // xorshift64 (Marsaglia 2003)
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        Duration::from_millis(5 + random % (longest - 4))
    };
    let (mut kills, mut gone_on) = (0, 0);
    while kills < 20 {
        fs::remove_file(desk.path(name)).unwrap();
        loop {
            gone_on += usize::from(desk.path(&format!(".{name}.jianbao")).exists());
            let mut child = desk.command(&args).stdin(Stdio::null()).spawn().unwrap();
            let pause = next();
            let end = Instant::now() + pause;
            while (kills >= 20 || Instant::now() < end) && child.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_millis(1));
            }
            if let Some(status) = child.try_wait().unwrap() {
                assert_eq!(status.code(), Some(1), "seed {seed}");
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
        assert!(records(&desk, name) == expected, "{name}: other records after {kills} kills, seed {seed}");
        if name == "a.jsonl" {
            assert!(fs::read(desk.path(name)).unwrap() == whole, "other bytes, seed {seed}");
        }
    }
    #[cfg(feature = "parquet")]
    if name == "a.parquet" {
        assert_eq!(read::row_groups(fs::read(desk.path(name)).unwrap()), [306], "what was committed in pieces is one group");
    }
    assert!(gone_on > 0, "no run has come to a commit, seed {seed}");
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), 2, "nothing else is left");
}

#[test]
fn a_killed_run_is_finished_jsonl() {
    killed_at_random("a.jsonl");
}

#[test]
fn a_killed_run_is_finished_gzip() {
    killed_at_random("a.jsonl.gz");
}

#[test]
fn a_killed_run_is_finished_zstd() {
    killed_at_random("a.jsonl.zst");
}

#[cfg(feature = "parquet")]
#[test]
fn a_killed_run_is_finished_parquet() {
    killed_at_random("a.parquet");
}

/// An output that was left after the first of three rows.
fn left(name: &str) -> Desk {
    let desk = Desk::new(name);
    desk.put("pages.jsonl", row("1", "云州") + "no row\n" + &row("3", "海丰"));
    let run = desk.run(&["extract", "pages.jsonl", "--fail-fast", "--output", "a.jsonl"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(fs::read_to_string(desk.path("a.jsonl")).unwrap().lines().count(), 2);
    desk
}

#[test]
fn a_run_that_failed_fast_is_gone_on_with() {
    let desk = left("go_on");
    let run = desk.run(&["extract", "pages.jsonl", "--output", "a.jsonl"]);
    assert!(run.code == Some(1) && run.err.contains("going on after 1 document"), "{}", run.err);
    assert_eq!(fs::read_to_string(desk.path("a.jsonl")).unwrap(), desk.run(&["extract", "pages.jsonl"]).out);
    // It is complete: the next run is a new one.
    let run = desk.run(&["extract", "pages.jsonl", "--stages", "article", "--output", "a.jsonl"]);
    assert!(run.code == Some(1) && !run.err.contains("going on"), "{}", run.err);
}

#[test]
fn other_settings_and_inputs_are_refused() {
    let desk = left("other_settings");
    desk.put("other.jsonl", row("1", "云州"));
    desk.put("sites.toml", "[[site]]\nhost = \"news.example.cn\"\n");
    let before = fs::read(desk.path("a.jsonl")).unwrap();
    for (args, words) in [
        (&["pages.jsonl", "--stages", "article"][..], &["stages was relations, is article"][..]),
        (&["pages.jsonl", "--rules", "sites.toml"], &["rules are others"]),
        (&["other.jsonl"], &["inputs was pages.jsonl (", "is other.jsonl ("]),
        (&["pages.jsonl", "other.jsonl"], &["inputs was nothing, is other.jsonl ("]),
        (&["pages.jsonl", "--format", "ninjs"], &["format was jsonl, is ninjs"]),
    ] {
        let run = desk.run(&[&["extract", "--output", "a.jsonl"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?}");
        for word in [words, &["--restart"]].concat() {
            assert!(run.err.contains(word), "{args:?} does not speak of {word}:\n{}", run.err);
        }
    }
    assert_eq!(fs::read(desk.path("a.jsonl")).unwrap(), before);
    let run = desk.run(&["extract", "--output", "a.jsonl", "other.jsonl", "--restart"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(desk.path("a.jsonl")).unwrap(), desk.run(&["extract", "other.jsonl"]).out);
}

#[test]
fn documents_that_came_between_are_seen() {
    let desk = Desk::new("came_between");
    desk.put("crawl/b.jsonl", row("1", "云州") + "no row\n");
    let args = ["extract", "crawl", "--output", "a.jsonl"];
    assert_eq!(desk.run(&[&args[..], &["--fail-fast"]].concat()).code, Some(1));
    desk.put("crawl/a.jsonl", row("0", "海丰"));
    let run = desk.run(&args);
    assert!(run.code == Some(2) && run.err.contains("--restart"), "{}", run.err);
    fs::remove_file(desk.path("crawl/a.jsonl")).unwrap();
    assert_eq!(desk.run(&args).code, Some(1));
    assert_eq!(fs::read_to_string(desk.path("a.jsonl")).unwrap(), desk.run(&["extract", "crawl"]).out);
}

#[test]
fn an_output_that_was_deleted_is_begun_anew() {
    let desk = left("deleted");
    fs::remove_file(desk.path("a.jsonl")).unwrap();
    let run = desk.run(&["extract", "pages.jsonl", "--stages", "article", "--output", "a.jsonl"]);
    assert!(run.code == Some(1) && !run.err.contains("going on"), "{}", run.err);
    assert_eq!(fs::read_to_string(desk.path("a.jsonl")).unwrap().lines().count(), 3);
}

#[test]
fn an_output_that_was_cut_is_refused() {
    let desk = left("cut");
    File::options().write(true).open(desk.path("a.jsonl")).unwrap().set_len(10).unwrap();
    let run = desk.run(&["extract", "pages.jsonl", "--output", "a.jsonl"]);
    assert!(run.code == Some(2) && run.err.contains("--restart"), "{}", run.err);
}

/// A small disk; only an administrator can have one.
#[cfg(target_os = "linux")]
struct Disk(PathBuf);

#[cfg(target_os = "linux")]
impl Disk {
    fn mount(path: PathBuf, options: &str) -> Option<Self> {
        fs::create_dir_all(&path).unwrap();
        let disk = Self(path);
        disk.set(&["-t", "tmpfs", "-o", options, "tmpfs"]).then_some(disk)
    }

    fn set(&self, args: &[&str]) -> bool {
        Command::new("mount").args(args).arg(&self.0).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }
}

#[cfg(target_os = "linux")]
impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).stderr(Stdio::null()).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_filled_the_disk_is_gone_on_with() {
    let desk = Desk::new("full_disk");
    desk.put("pages.jsonl", pages(60));
    for name in if cfg!(feature = "parquet") { &["a.jsonl", "a.parquet"][..] } else { &["a.jsonl"] } {
        let Some(small) = Disk::mount(desk.path("disk"), "size=64k") else {
            let _ = std::io::stderr().write_all(b"skipped: a disk can be mounted by an administrator only\n");
            return;
        };
        let path = format!("disk/{name}");
        let args = |output| ["extract", "pages.jsonl", "--quiet", "-j", "1", "--output", output];
        let run = desk.run(&args(&path));
        assert_eq!(run.code, Some(2), "{name}");
        assert!(run.err.contains("No space left") && run.err.contains("the same command goes on"), "{}", run.err);
        assert!(*name == "a.jsonl" || !desk.path(&path).exists(), "what is not complete has no name");
        assert!(small.set(&["-o", "remount,size=16m"]));
        assert_eq!(desk.run(&args(&path)).code, Some(1));
        assert_eq!(desk.run(&args(name)).code, Some(1));
        assert!(records(&desk, &path) == records(&desk, name), "{name}");
        assert_eq!(fs::read_dir(&small.0).unwrap().count(), 1, "nothing else is left");
    }
}

#[test]
fn two_at_one_output_are_kept_apart() {
    let desk = Desk::new("two");
    desk.put("a.html", paragraphs("云州").join("\n"));
    let mut first = desk.command(&["extract", "--output", "a.jsonl"]).stdin(Stdio::piped()).spawn().unwrap();
    while !desk.path("a.jsonl").exists() {
        thread::sleep(Duration::from_millis(1));
    }
    // It exists a moment before it is locked.
    thread::sleep(Duration::from_millis(50));
    let second = desk.run(&["extract", "a.html", "--output", "a.jsonl"]);
    assert!(second.code == Some(2) && second.err.contains("another process"), "{}", second.err);
    drop(first.stdin.take());
    assert_eq!(first.wait().unwrap().code(), Some(0));
    assert_eq!(desk.run(&["extract", "a.html", "--output", "a.jsonl"]).code, Some(0));
}
