//! A directory with pages, and the command run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

pub(crate) struct Desk {
    directory: PathBuf,
}

pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// An empty directory; the name is the test's.
    pub(crate) fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        Self { directory }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
        command.args(args).current_dir(&self.directory);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    pub(crate) fn run_with(&self, args: &[&str], stdin: &[u8]) -> Run {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let output = thread::scope(|scope| {
            // It may end without reading all of it.
            scope.spawn(move || drop(pipe.write_all(stdin)));
            child.wait_with_output().unwrap()
        });
        Run { code: output.status.code(), out: String::from_utf8(output.stdout).unwrap(), err: String::from_utf8(output.stderr).unwrap() }
    }
}

impl Run {
    /// The output as JSONL.
    pub(crate) fn records(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub(crate) fn ids(&self) -> Vec<Value> {
        self.records().iter().map(|record| record["id"].clone()).collect()
    }
}

/// A page about a town, with a body that nobody could miss.
pub(crate) fn page(town: &str) -> String {
    format!(
        "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{town}图书馆新馆开放</title></head><body>\
         <h1>{town}图书馆新馆开放</h1><div class=article>{}</div></body></html>",
        paragraphs(town).map(|text| format!("<p>{text}</p>")).concat()
    )
}

/// The body of that page.
pub(crate) fn paragraphs(town: &str) -> [String; 3] {
    [
        format!("记者昨天从{town}文化局获悉,经过三年建设,{town}图书馆新馆今天正式向市民开放,读者凭身份证就可以免费办理借书证。"),
        "新馆建筑面积两万平方米,藏书八十万册,设有少儿阅览室、古籍阅览室和自习室,周一至周日每天开放十二个小时,节假日不闭馆。".to_owned(),
        format!("“我们希望让更多的人走进来。”馆长介绍说,{town}今年还要在各个社区建设二十个分馆,方便老人和孩子就近借阅图书。"),
    ]
}

/// A row of JSONL with that page.
pub(crate) fn row(id: &str, town: &str) -> String {
    serde_json::json!({ "id": id, "html": page(town) }).to_string() + "\n"
}
