//! `jianbao tokenize`: lines in, lines out.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread;

use crate::run::Desk;

/// Lines of many kinds, the last one without an end.
const TEXT: &str = "记者昨天从云州市图书馆获悉，新馆周六开放。\n\n　　读者　凭身份证\t就可以 借书 \n \u{3000}\n15:06，3264人/天……\u{1f468}\u{200d}\u{1f469} www.yunzhou.example/a?b=1\n雲州市圖書館\u{0}開館\u{200b}了";

/// A text without its white space.
fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn a_line_is_a_line_of_the_same_characters() {
    let desk = Desk::new("tokens");
    desk.put("a.txt", TEXT);
    let run = desk.run(&["tokenize", "a.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let (lines, words): (Vec<&str>, Vec<&str>) = (TEXT.split('\n').collect(), run.out.lines().collect());
    assert_eq!(words.len(), lines.len());
    assert!(run.out.ends_with('\n'));
    for (words, line) in words.into_iter().zip(lines) {
        assert_eq!(packed(words), packed(line));
        assert!(words.split(' ').all(|word| !word.is_empty() || words.is_empty()) && packed(words) == words.replace(' ', ""), "{words:?}");
    }
}

#[test]
fn words_are_parted_by_spaces() {
    let desk = Desk::new("tokens_words");
    let run = desk.run_with(&["tokenize"], "经济增长了6.5%。\n".as_bytes());
    assert_eq!(run.out, "经济 增长 了 6.5% 。\n");
}

#[test]
fn stdin_is_read_by_its_name_too() {
    let desk = Desk::new("tokens_stdin");
    desk.put("a.txt", "经济增长");
    for args in [&["tokenize", "-"][..], &["tokenize", "a.txt", "-", "a.txt"]] {
        let run = desk.run_with(args, "增长\n\n".as_bytes());
        assert_eq!(run.code, Some(0));
        assert!(run.out.contains("增长\n\n"), "{}", run.out);
    }
    // A file that ends inside a line ends it.
    assert_eq!(desk.run(&["tokenize", "a.txt", "a.txt"]).out, "经济 增长\n经济 增长\n");
}

#[test]
fn files_without_lines_give_none() {
    let desk = Desk::new("tokens_empty");
    desk.put("empty", "");
    desk.put("lines", "\n\r\n \n");
    assert_eq!(desk.run(&["tokenize", "empty"]).out, "");
    assert_eq!(desk.run(&["tokenize"]).out, "");
    assert_eq!(desk.run(&["tokenize", "lines", "empty"]).out, "\n\n\n");
    assert_eq!(desk.run(&["tokenize", "--pos", "lines"]).out, "\n\n\n");
}

#[test]
fn windows_files_are_cut_the_same() {
    let desk = Desk::new("tokens_crlf");
    desk.put("unix", TEXT);
    desk.put("windows", format!("\u{feff}{}", TEXT.replace('\n', "\r\n")));
    assert_eq!(desk.run(&["tokenize", "windows"]).out, desk.run(&["tokenize", "unix"]).out);
}

#[test]
fn tags_stand_behind_the_last_slash() {
    let desk = Desk::new("tokens_pos");
    desk.put("a.txt", TEXT);
    let tagged = desk.run(&["tokenize", "--pos", "a.txt"]).out;
    let words = |line: &str| line.split(' ').map(|word| word.rsplit_once('/').map_or(word, |(word, _)| word)).collect::<Vec<_>>().join(" ");
    let plain: Vec<String> = tagged.lines().map(words).collect();
    assert_eq!(plain.join("\n") + "\n", desk.run(&["tokenize", "a.txt"]).out);
    let run = desk.run_with(&["tokenize", "--pos"], "约2/3的记者。".as_bytes());
    let words: Vec<&str> = run.out.split_whitespace().collect();
    assert!(["2/3/m", "的/u", "记者/n", "。/w"].iter().all(|word| words.contains(word)), "{words:?}");
}

#[test]
fn words_of_the_user_are_kept_whole() {
    let desk = Desk::new("tokens_user");
    desk.put("words.tsv", "\u{feff}# 养老院\r\n福源老年公寓\tnt\r\n\r\n长三角一体化\r\n");
    let text = "记者来到福源老年公寓，了解长三角一体化。";
    let run = desk.run_with(&["tokenize", "--pos", "--words", "words.tsv"], text.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let words: Vec<&str> = run.out.split_whitespace().collect();
    assert!(words.contains(&"福源老年公寓/nt") && words.contains(&"长三角一体化/n"), "{words:?}");
}

#[test]
fn help_shows_words_that_are_read() {
    let desk = Desk::new("tokens_help");
    let run = desk.run(&["tokenize", "--help"]);
    assert!(run.code == Some(0) && run.out.contains("Examples:") && run.out.contains("Exit codes:"));
    let words = run.out.lines().map(str::trim_start).skip_while(|line| *line != "# word\ttag").take_while(|line| !line.is_empty());
    let words: Vec<&str> = words.collect();
    assert_eq!(words.len(), 3, "{}", run.out);
    desk.put("words.tsv", words.join("\n"));
    let run = desk.run_with(&["tokenize", "--words", "words.tsv"], "长三角一体化".as_bytes());
    assert_eq!((run.code, run.out.as_str()), (Some(0), "长三角一体化\n"));
}

#[test]
fn other_encodings_are_read() {
    let desk = Desk::new("tokens_charset");
    let text = "经济增长了6.5%。\n";
    let plain = desk.run_with(&["tokenize"], text.as_bytes()).out;
    let gbk = encoding_rs::GBK.encode(text).0;
    assert_eq!(desk.run_with(&["tokenize", "--charset", "gb2312"], &gbk).out, plain);
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(desk.run_with(&["tokenize"], &wide).out, plain);
    desk.put("a.txt", &gbk);
    let run = desk.run(&["tokenize", "a.txt"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(0), 1));
    assert!(run.err.starts_with("a.txt: ") && run.err.contains("UTF-8") && run.err.contains("--charset"), "{}", run.err);
}

#[test]
fn a_file_is_written_instead_of_stdout() {
    let desk = Desk::new("tokens_output");
    for option in ["-o", "--output"] {
        let run = desk.run_with(&["tokenize", option, "out.txt"], "经济增长".as_bytes());
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
        assert_eq!(fs::read_to_string(desk.path("out.txt")).unwrap(), "经济 增长\n");
    }
}

#[test]
fn wrong_settings_are_said_before_anything_is_written() {
    let desk = Desk::new("tokens_settings");
    desk.put("a.txt", TEXT);
    desk.put("out.txt", "as before");
    desk.put("dir/b.txt", TEXT);
    desk.put("tag.tsv", "长三角\nnot\tnew\tat\tall\n福源老年公寓\torg\n");
    desk.put("cost.tsv", "长三角\n福源老年公寓\tnt\tcheap\n");
    desk.put("gbk.tsv", encoding_rs::GBK.encode("长三角").0);
    for (args, words) in [
        (&["missing.txt"][..], &["missing.txt: cannot be read", "o such file"][..]),
        (&["dir"], &["dir: is a directory"]),
        (&["--words", "none.tsv"], &["--words none.tsv", "cannot be read"]),
        (&["--words", "tag.tsv"], &["--words tag.tsv", "line 2", "\"new\"", "nr"]),
        (&["--words", "cost.tsv"], &["--words cost.tsv", "line 2", "\"cheap\"", "20000"]),
        (&["--words", "gbk.tsv"], &["--words gbk.tsv", "UTF-8"]),
        (&["--charset", "klingon"], &["--charset klingon", "gb18030"]),
        (&["--charset", "replacement"], &["--charset replacement"]),
        (&["--output", "nowhere/out.txt"], &["--output nowhere/out.txt"]),
        (&["--output", "a.txt"], &["--output a.txt", "choose another file"]),
        (&["--no-such-option"], &["--no-such-option"]),
    ] {
        let output = if args[0] == "--output" { &[][..] } else { &["--output", "out.txt"] };
        let run = desk.run(&[&["tokenize", "a.txt"], output, args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        for word in words {
            assert!(run.err.contains(word), "{args:?} does not speak of {word}:\n{}", run.err);
        }
    }
    assert_eq!(fs::read_to_string(desk.path("a.txt")).unwrap(), TEXT);
    assert_eq!(fs::read_to_string(desk.path("out.txt")).unwrap(), "as before");
}

#[test]
fn a_reader_that_leaves_ends_the_run_quietly() {
    let desk = Desk::new("tokens_pipe");
    let mut child = desk.command(&["tokenize"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // An input without an end: the run ends because its output is not read any more.
    let writer = thread::spawn(move || while stdin.write_all("经济增长\n".repeat(100).as_bytes()).is_ok() {});
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "经济 增长\n");
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    writer.join().unwrap();
}

#[test]
fn a_line_is_answered_before_the_next_one_is_asked() {
    let desk = Desk::new("tokens_talk");
    let mut child = desk.command(&["tokenize"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for _ in 0..3 {
        stdin.write_all("经济增长\n".as_bytes()).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "经济 增长\n");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}
