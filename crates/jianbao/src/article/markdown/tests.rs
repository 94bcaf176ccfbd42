//! What Markdown is written of what record.

use super::{BlockKind, BlockMarkup};
use crate::article::{Article, OffsetUnit, sample};

fn article(lines: &[(BlockKind, &str, BlockMarkup)]) -> Article {
    let mut article = sample::bare(&lines.iter().map(|&(kind, text, _)| (kind, text)).collect::<Vec<_>>());
    article.markup.blocks = lines.iter().map(|(_, _, markup)| markup.clone()).collect();
    article
}

fn level(level: u8) -> BlockMarkup {
    BlockMarkup { level, ..BlockMarkup::default() }
}

fn numbered(level: u8) -> BlockMarkup {
    BlockMarkup { level, ordered: true, ..BlockMarkup::default() }
}

fn code() -> BlockMarkup {
    BlockMarkup { code: true, ..BlockMarkup::default() }
}

fn row(table: u32) -> BlockMarkup {
    BlockMarkup { table, ..BlockMarkup::default() }
}

fn picture(before: usize) -> (usize, String, String) {
    (before, format!("http://a.example.cn/{before}.jpg"), format!("图{before}"))
}

#[test]
fn the_head_is_headline_source_authors_and_date() {
    let written = sample::full().to_markdown();
    assert_eq!(
        written,
        "# 市图书馆新馆开放\n\n**市民可以免费办证**\n\n云州晚报 · 记者 林晓 周宁 通讯员 何平 · 2024-03-05T09:30+08:00\n\n\
         云州晚报3月5日讯 市图书馆新馆今天开放。\n\n*新馆大厅*\n"
    );
}

#[test]
fn headings_keep_their_level_below_the_headline() {
    let written = article(&[
        (BlockKind::Heading, "一、概况", level(1)),
        (BlockKind::Heading, "(一)馆舍", level(3)),
        (BlockKind::Paragraph, "1. 新馆", level(0)),
    ]);
    assert_eq!(written.to_markdown(), "## 一、概况\n\n### (一)馆舍\n\n1\\. 新馆\n");
}

#[test]
fn lists_nest_under_the_text_of_their_parent() {
    let written = article(&[
        (BlockKind::ListItem, "办证", numbered(1)),
        (BlockKind::ListItem, "身份证", level(2)),
        (BlockKind::ListItem, "- 原件", level(3)),
        (BlockKind::ListItem, "借书", numbered(1)),
        (BlockKind::ListItem, "还书", level(1)),
    ]);
    assert_eq!(written.to_markdown(), "1. 办证\n   - 身份证\n     - \\- 原件\n2. 借书\n- 还书\n");
    let deep = article(&[(BlockKind::ListItem, "办证", level(3)), (BlockKind::ListItem, "借书", level(3))]);
    assert_eq!(deep.to_markdown(), "- 办证\n- 借书\n");
}

#[test]
fn a_picture_inside_a_list_belongs_to_its_item() {
    let mut written = article(&[
        (BlockKind::ListItem, "办证", numbered(1)),
        (BlockKind::ListItem, "借书", numbered(1)),
        (BlockKind::ListItem, "还书", numbered(1)),
        (BlockKind::Paragraph, "欢迎光临。", level(0)),
    ]);
    written.markup.images = vec![picture(0), picture(1), picture(3), picture(4)];
    assert_eq!(
        written.to_markdown(),
        "![图0](http://a.example.cn/0.jpg)\n\n1. 办证\n\n   ![图1](http://a.example.cn/1.jpg)\n\n2. 借书\n3. 还书\n\n\
         ![图3](http://a.example.cn/3.jpg)\n\n欢迎光临。\n\n![图4](http://a.example.cn/4.jpg)\n"
    );
}

#[test]
fn rows_of_one_table_stand_together() {
    let mut written = article(&[
        (BlockKind::Table, "馆 时间", row(1)),
        (BlockKind::Table, "新馆 9|18 周一休", row(1)),
        (BlockKind::Table, "总计", row(2)),
    ]);
    let after = |text: &str| written.text.find(text).unwrap() + text.len();
    let cells = [vec![after("馆")], vec![after("新馆"), after("9|18")]];
    for (block, cells) in written.markup.blocks.iter_mut().zip(cells) {
        block.cells = cells;
    }
    written.markup.images = vec![picture(1)];
    assert_eq!(
        written.to_markdown(),
        "| 馆 | 时间 |  |\n| --- | --- | --- |\n| 新馆 | 9\\|18 | 周一休 |\n\n![图1](http://a.example.cn/1.jpg)\n\n| 总计 |\n| --- |\n"
    );
}

#[test]
fn quotations_and_code_stand_together() {
    let mut written = article(&[
        (BlockKind::Quote, "第一段。", level(0)),
        (BlockKind::Quote, "第二段。", level(0)),
        (BlockKind::Paragraph, "let a = *b;", code()),
        (BlockKind::Paragraph, "// ```", code()),
    ]);
    assert_eq!(written.to_markdown(), "> 第一段。\n>\n> 第二段。\n\n````\nlet a = *b;\n// ```\n````\n");
    written.markup.images = vec![picture(1)];
    assert!(written.to_markdown().starts_with("> 第一段。\n\n![图1](http://a.example.cn/1.jpg)\n\n> 第二段。\n\n"));
}

#[test]
fn links_stand_inside_the_text() {
    let mut written = article(&[(BlockKind::Paragraph, "快来!报名[点此]吧", level(0)), (BlockKind::Paragraph, "电话另询。", level(0))]);
    let link = written.text.find("[点此]").unwrap();
    let across = written.text.find("吧").unwrap();
    let sign_up = written.text.find("报名").unwrap();
    written.markup.links = vec![
        (sign_up, link, "http://a.example.cn/报名 (1)".into()),
        (link, link + "[点此]".len(), "/b".into()),
        (across, across + "吧\n电话".len(), "/c".into()),
    ];
    assert_eq!(written.to_markdown(), "快来\\![报名](http://a.example.cn/报名%20%281%29)[\\[点此\\]](/b)[吧](/c)\n\n[电话](/c)另询。\n");
}

#[test]
fn what_is_written_is_read_back() {
    use pulldown_cmark::{Event, Options, Parser};

    let lines = [
        "# 号",
        "1. 项",
        "- 项",
        "+ 项",
        "> 引",
        "---",
        "***",
        "___",
        "===",
        "```",
        "~~~",
        "<div>",
        "<!-- 注 -->",
        "&amp; &#65;",
        "[1]: 注",
        "![图](x)",
        "**粗**",
        "_斜_ a_b",
        "3~5岁~",
        "\\*",
        "末尾\\",
        "http://a.example.cn/a_b?c=d&e",
        "| 表 |",
        "100. 项",
        "5*3*2",
    ];
    let kinds = [BlockKind::Paragraph, BlockKind::Heading, BlockKind::ListItem, BlockKind::Quote, BlockKind::Caption];
    for line in lines {
        for kind in kinds {
            let written =
                sample::bare(&[(BlockKind::Paragraph, "上一段。"), (kind, line), (BlockKind::Paragraph, "下一段。")]).to_markdown();
            let mut read = String::new();
            for event in Parser::new_ext(&written, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
                match event {
                    Event::Text(text) => read.push_str(&text),
                    Event::Start(_) | Event::End(_) => {}
                    other => panic!("{line:?} as {kind:?} is read as {other:?}"),
                }
            }
            assert_eq!(read, format!("上一段。{line}下一段。"), "{kind:?}");
        }
    }
}

#[test]
fn a_record_in_another_unit_is_written_alike() {
    let article = sample::full();
    assert_eq!(article.with_offsets(OffsetUnit::CodePoint).to_markdown(), article.to_markdown());
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(sample::bare(&[]).to_markdown(), "");
}
