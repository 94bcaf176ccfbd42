//! What `focus` moves: precision keeps no line that balanced drops, recall drops none that balanced keeps.

use std::fs;
use std::path::Path;

use jianbao::{Config, Extractor, Focus};

fn lines(page: &[u8], focus: Focus) -> Vec<String> {
    let extractor = Extractor::new(Config { focus, ..Config::default() }).expect("a sound configuration");
    extractor.extract(page).expect("a page").text.lines().map(str::to_owned).collect()
}

/// Pages with a line of which one may think so or so.
fn doubtful() -> impl Iterator<Item = Vec<u8>> {
    const TEXT: &str = "记者昨天从市文化局获悉,经过三年建设,图书馆新馆今天正式向市民开放,读者凭身份证就可以免费办理借书证。";
    const LINES: &[&str] = &[
        "图为新馆外景",
        "资料图片",
        "云州在线",
        "程远摄",
        "开放时间 9:00-21:00",
        "地址 城东新区文昌街8号",
        "新馆平面图",
        "二楼阅览室一角",
        "读者服务",
    ];
    let page = |line: &&str| {
        format!("<html><body><h1>新馆今天开放</h1><div><p>{TEXT}</p><p>{line}</p><p>{TEXT}</p><p>{line}</p></div></body></html>")
            .into_bytes()
    };
    LINES.iter().map(page)
}

#[test]
fn each_focus_keeps_what_the_stricter_one_keeps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages");
    let mut kept = [0; 3];
    let examples = fs::read_dir(folder).expect("examples").map(|entry| fs::read(entry.expect("an entry").path()).expect("a file"));
    for page in examples.chain(doubtful()) {
        let [precision, balanced, recall] = [Focus::Precision, Focus::Balanced, Focus::Recall].map(|focus| lines(&page, focus));
        for (strict, loose) in [(&precision, &balanced), (&balanced, &recall)] {
            assert!(strict.iter().all(|line| loose.contains(line)), "{strict:?} {loose:?}");
        }
        for (sum, lines) in kept.iter_mut().zip([precision, balanced, recall]) {
            *sum += lines.len();
        }
    }
    assert!(kept[0] < kept[2], "no page shows a difference: {kept:?}");
}
