//! The article as Markdown.

mod escape;
#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use serde::{Deserialize, Serialize};

use super::{Article, Block, BlockKind};

/// What Markdown needs and the record does not hold: links, pictures, levels and cells. For [`Article::with_markup`]; what it is made of
/// may change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Markup {
    /// One for each block of the article.
    pub(crate) blocks: Vec<BlockMarkup>,
    /// Links inside the text, ascending: start, end, in bytes, and address.
    pub(crate) links: Vec<(usize, usize, String)>,
    /// Pictures, ascending: the number of blocks before it, address, alternative text.
    pub(crate) images: Vec<(usize, String, String)>,
}

/// What Markdown needs to know of a block.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct BlockMarkup {
    /// 1 to 6 for headings; depth of nesting, from 1, for list items; else 0.
    pub(crate) level: u8,
    /// An item of a numbered list.
    pub(crate) ordered: bool,
    /// A line of preformatted text.
    pub(crate) code: bool,
    /// Table rows of one table have the same number.
    pub(crate) table: u32,
    /// Where in the text the cells of a table row end, but for the last; one blank follows.
    pub(crate) cells: Vec<usize>,
}

impl Article {
    /// The article as Markdown (CommonMark with tables): headline, a line of source, authors and date, and the body with
    /// headings, lists, tables, quotations, links and pictures. What Markdown would misread is escaped.
    ///
    /// Links, pictures, levels and cells are known of an article that was extracted, not of one read back from JSON.
    ///
    /// ```
    /// let page = "<h1>新馆开放</h1><p>市民可以<a href='http://lib.example.cn/card'>免费办证</a>,新馆每天开放12个小时。</p>";
    /// let article = jianbao::Extractor::default().extract(page)?;
    /// assert!(article.to_markdown().contains("新馆每天开放12个小时。"));
    /// # Ok::<(), jianbao::Error>(())
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut writer = Writer { article: self, lines: lines(self), pictures: self.markup.images.iter().peekable(), out: String::new() };
        writer.head();
        writer.body();
        if !writer.out.is_empty() {
            writer.out.push('\n');
        }
        writer.out
    }
}

/// Consecutive lines of the same form make one list, table, quotation or piece of code.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Paragraph,
    Heading,
    Caption,
    Item,
    /// Of the table with this number.
    Row(u32),
    Quote,
    Code,
}

struct Line {
    form: Form,
    range: Range<usize>,
    markup: BlockMarkup,
}

fn lines(article: &Article) -> Vec<Line> {
    let mut start = 0;
    let mut markup = article.markup.blocks.iter();
    let line = |(block, text): (&Block, &str)| {
        let markup = markup.next().cloned().unwrap_or_default();
        let range = start..start + text.len();
        start = range.end + 1;
        let form = match block.kind {
            _ if markup.code => Form::Code,
            BlockKind::Paragraph => Form::Paragraph,
            BlockKind::Heading => Form::Heading,
            BlockKind::Caption => Form::Caption,
            BlockKind::ListItem => Form::Item,
            BlockKind::Table => Form::Row(markup.table),
            BlockKind::Quote => Form::Quote,
        };
        Line { form, range, markup }
    };
    article.lines().map(line).collect()
}

struct Writer<'a> {
    article: &'a Article,
    lines: Vec<Line>,
    pictures: Peekable<Iter<'a, (usize, String, String)>>,
    out: String,
}

impl Writer<'_> {
    fn head(&mut self) {
        let article = self.article;
        if let Some(headline) = &article.headline {
            self.block("# ", &escape::heading(plain(headline)));
        }
        if let Some(subheadline) = &article.subheadline {
            self.block("", &format!("**{}**", plain(subheadline)));
        }
        let byline = article.byline();
        let date = article.date_published.as_ref().map(|date| date.iso.as_str());
        let parts = [article.source.as_deref(), Some(byline.as_str()).filter(|byline| !byline.is_empty()), date];
        let parts: Vec<String> = parts.into_iter().flatten().map(plain).collect();
        if !parts.is_empty() {
            self.block("", &escape::paragraph(parts.join(" · ")));
        }
    }

    fn body(&mut self) {
        let mut at = 0;
        while at < self.lines.len() {
            self.pictures_up_to(at);
            let end = self.group_end(at);
            let line = &self.lines[at];
            match line.form {
                Form::Paragraph => self.block("", &escape::paragraph(self.inline(&line.range))),
                Form::Heading => {
                    // The first level is the headline's, and a record read from JSON knows of no levels.
                    let signs = "#".repeat(usize::from(line.markup.level.clamp(2, 6)));
                    self.block(&format!("{signs} "), &escape::heading(self.inline(&line.range)));
                }
                Form::Caption => self.block("", &format!("*{}*", self.inline(&line.range))),
                Form::Item => self.list(at..end),
                Form::Row(_) => self.table(at..end),
                Form::Quote => {
                    let quote = |line: &Line| format!("> {}", escape::paragraph(self.inline(&line.range)));
                    self.block("", &self.lines[at..end].iter().map(quote).collect::<Vec<_>>().join("\n>\n"));
                }
                Form::Code => self.code(at..end),
            }
            at = end;
        }
        self.pictures_up_to(at);
    }

    /// The end of what is written together with a line. Pictures part what can be parted.
    fn group_end(&mut self, at: usize) -> usize {
        let form = self.lines[at].form;
        let is_single = matches!(form, Form::Paragraph | Form::Heading | Form::Caption);
        let is_whole = matches!(form, Form::Item | Form::Row(_));
        let picture = self.pictures.peek().map_or(usize::MAX, |picture| picture.0);
        let ends = |&next: &usize| is_single || self.lines[next].form != form || (!is_whole && picture <= next);
        (at + 1..self.lines.len()).find(ends).unwrap_or(self.lines.len())
    }

    fn block(&mut self, mark: &str, text: &str) {
        if !self.out.is_empty() {
            self.out.push_str("\n\n");
        }
        self.out.push_str(mark);
        self.out.push_str(text);
    }

    fn pictures_up_to(&mut self, at: usize) {
        while let Some(picture) = self.pictures.next_if(|picture| picture.0 <= at) {
            self.block("", &link_to_picture(picture));
        }
    }

    fn list(&mut self, group: Range<usize>) {
        struct Level {
            depth: u8,
            ordered: bool,
            number: usize,
            /// Where the text of the item begins, and the items below it.
            column: usize,
        }
        let mut levels: Vec<Level> = Vec::new();
        let mut is_tight = false;
        for at in group.clone() {
            let BlockMarkup { level: depth, ordered, .. } = self.lines[at].markup;
            while levels.pop_if(|level| level.depth > depth).is_some() {}
            let before = levels.pop_if(|level| level.depth == depth);
            let number = before.filter(|level| level.ordered == ordered).map_or(1, |level| level.number + 1);
            let indent = levels.last().map_or(0, |level| level.column);
            let marker = if ordered { format!("{number}. ") } else { "- ".to_owned() };
            let column = indent + marker.len();
            levels.push(Level { depth, ordered, number, column });
            let mark = format!("{:indent$}{marker}", "");
            let text = escape::paragraph(self.inline(&self.lines[at].range));
            if is_tight {
                self.out.push('\n');
                self.out.push_str(&mark);
                self.out.push_str(&text);
            } else {
                self.block(&mark, &text);
            }
            is_tight = true;
            while at + 1 < group.end
                && let Some(picture) = self.pictures.next_if(|picture| picture.0 <= at + 1)
            {
                self.block(&" ".repeat(column), &link_to_picture(picture));
                is_tight = false;
            }
        }
    }

    fn table(&mut self, group: Range<usize>) {
        let rows: Vec<Vec<String>> = self.lines[group].iter().map(|line| self.cells(line)).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut table = String::new();
        for (number, row) in rows.iter().enumerate() {
            for cell in row {
                table.push_str("| ");
                table.push_str(cell);
                table.push(' ');
            }
            if number == 0 {
                // The first row decides how many columns there are; the others may be shorter.
                table.push_str(&"|  ".repeat(columns - row.len()));
                table.push_str("|\n");
                table.push_str(&"| --- ".repeat(columns));
            }
            table.push_str("|\n");
        }
        self.block("", table.trim_end());
    }

    fn cells(&self, line: &Line) -> Vec<String> {
        let mut start = line.range.start;
        let mut cells = Vec::new();
        for &end in line.markup.cells.iter().chain([&line.range.end]) {
            cells.push(escape::cell(&self.inline(&(start..end))));
            start = end + 1;
        }
        cells
    }

    fn code(&mut self, group: Range<usize>) {
        let code: Vec<&str> = self.lines[group].iter().map(|line| &self.article.text[line.range.clone()]).collect();
        let ticks = code.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(ticks + 1));
        self.block("", &format!("{fence}\n{}\n{fence}", code.join("\n")));
    }

    /// Text with its links; a link that reaches beyond the range is cut.
    fn inline(&self, range: &Range<usize>) -> String {
        let text = |range: Range<usize>| self.article.text.get(range).unwrap_or_default();
        let links = &self.article.markup.links;
        let first = links.partition_point(|&(_, end, _)| end <= range.start);
        let mut out = String::new();
        let mut at = range.start;
        for (start, end, url) in links[first..].iter().take_while(|link| link.0 < range.end) {
            let (start, end) = (at.max(*start), range.end.min(*end));
            if start >= end {
                continue;
            }
            escape::push_text(&mut out, text(at..start));
            if out.ends_with('!') {
                // Else the link would be a picture.
                out.insert(out.len() - 1, '\\');
            }
            out.push('[');
            escape::push_text(&mut out, text(start..end));
            out.push_str("](");
            out.push_str(&escape::address(url));
            out.push(')');
            at = end;
        }
        escape::push_text(&mut out, text(at..range.end));
        out
    }
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    escape::push_text(&mut out, text);
    out
}

fn link_to_picture((_, url, alt): &(usize, String, String)) -> String {
    format!("![{}]({})", plain(alt), escape::address(url))
}
