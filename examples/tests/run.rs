//! Runs what the examples show, on the pages beside them.

#![allow(dead_code)] // their main functions

use std::path::{Path, PathBuf};

#[path = "../batch.rs"]
mod batch;
#[path = "../extract.rs"]
mod extract;
#[path = "../markdown.rs"]
mod markdown;
#[path = "../mentions.rs"]
mod mentions;
#[path = "../relations.rs"]
mod relations;
#[path = "../site_rules.rs"]
mod site_rules;
#[path = "../tokenize.rs"]
mod tokenize;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> Vec<u8> {
    std::fs::read(folder().join("pages").join(name)).expect("a page")
}

#[test]
fn a_page_is_extracted() {
    let summary = extract::summary(&page("bulletin.html"), "https://www.yunzhou.example/local/2026-03-12/1024.html").expect("a record");
    assert!(summary.starts_with("云州新图书馆周六开馆 市民凭身份证即可借书\n2026-03-12T09:30+08:00 林知遥\n\n海丰晚报云州3月12日讯"));
}

#[test]
fn markdown_keeps_quotations_and_pictures() {
    let markdown = markdown::markdown(&page("hant.html")).expect("a record");
    assert!(markdown.contains("> 「每一塊磚都有故事") && markdown.contains("![") && markdown.contains("/img/store.jpg"), "{markdown}");
}

#[test]
fn rules_of_a_site_decide() {
    let article = site_rules::extract(&page("bulletin.html")).expect("a record");
    assert_eq!(article.provenance["text"], "rule");
    assert!(!article.text.contains("程远 摄") && article.text.contains("一楼 自助借还 全天"), "{}", article.text);
}

#[test]
fn records_come_in_the_order_of_the_files() {
    let files: Vec<PathBuf> = ["gbk.html", "no such file", "post.md", "hant.html"].map(|name| folder().join("pages").join(name)).into();
    let records = batch::extract_all(&files, 3);
    for (record, expected) in records.iter().zip(["云州老城三条公交线路", "no such file: ", "海丰江候鸟", "海豐老街"]) {
        assert!(record.contains(expected), "{record}");
    }
    assert_eq!(records, batch::extract_all(&files, 1));
}

#[test]
fn words_have_parts_of_speech() {
    let words = tokenize::words("记者来到福源老年公寓，负责人赵淑媛介绍了情况。").expect("words");
    assert!(words.starts_with("0..6 记者/n\n") && words.contains(" 福源老年公寓/nt\n") && words.contains(" 赵淑媛/nr\n"), "{words}");
}

#[test]
fn mentions_have_kinds_and_values() {
    let found = mentions::mentions("赵淑媛在《云州日报》上说，详情请拨打0571-88001234或12345热线。").expect("mentions");
    for line in ["0..9 Person 赵淑媛\n", " Work 《云州日报》\n", " Contact 0571-88001234 = 057188001234\n", " Contact 12345 = 12345\n"]
    {
        assert!(found.contains(line), "{line:?} is not in\n{found}");
    }
}

/// The programs in the README are those that were compiled here.
#[test]
fn the_readme_shows_three_examples() {
    let readme = std::fs::read_to_string(folder().join("../README.md")).expect("README.md");
    for name in ["extract.rs", "mentions.rs", "tokenize.rs"] {
        let program = std::fs::read_to_string(folder().join(name)).expect(name);
        assert!(readme.contains(program.trim()), "README.md and examples/{name} differ");
    }
}

#[test]
fn posts_and_quotations_name_their_people() {
    let relations = relations::relations("“路通了。”云州市交通局局长王丽娟说，市交通局明年还要再修一条。").expect("relations");
    let expected =
        ["王丽娟 is 局长 of 云州市交通局", "王丽娟 said (Direct): “路通了。”", "王丽娟 said (Indirect): 市交通局明年还要再修一条"];
    assert_eq!(relations.lines().collect::<Vec<_>>(), expected);
}
