//! Builds a [`Page`] from elements and text in document order, whatever the source.

use super::{Hints, Image, Line, LineKind, Link, Mark, Node, Page, Tag};
use crate::chars::{is_han, is_invisible, is_sentence_punctuation, is_space};

/// What holds for the text inside an element; saved at its start and restored at its end.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Context {
    pub(crate) node: u32,
    pub(crate) kind: LineKind,
    pub(crate) bold: bool,
    pub(crate) linked: bool,
    /// Line breaks of the source count, as in `<pre>`.
    pub(crate) preformatted: bool,
    pub(crate) table: u32,
    pub(crate) row: u32,
    pub(crate) cell: u32,
    pub(crate) list_depth: u8,
    pub(crate) list_ordered: bool,
}

/// Tables whose cells hold more than this are layout, not data.
const CELL_CHARS: usize = 240;
const CELL_LINES: usize = 6;

#[derive(Debug, Default)]
pub(crate) struct PageBuilder<'a> {
    pub(crate) page: Page<'a>,
    pub(crate) context: Context,
    /// The line being built; it begins with its first visible character.
    line: Option<Line>,
    blank: bool,
    after_br: bool,
    counter: u32,
    nested_table: bool,
}

impl<'a> PageBuilder<'a> {
    pub(crate) fn new(capacity: usize) -> Self {
        let mut builder = Self::default();
        builder.page.text.reserve(capacity);
        builder.page.nodes.push(Node::default());
        builder
    }

    /// A number larger than all before.
    pub(crate) fn next_number(&mut self) -> u32 {
        self.counter += 1;
        self.counter
    }

    /// Opens a block element; the caller keeps the context of before and passes it to [`Self::close_block`].
    pub(crate) fn open_block(&mut self, tag: Tag, class: &'a str, id: &'a str) {
        self.break_line();
        let hints = Hints::of(class).with(Hints::of(id)).with(match tag {
            Tag::Navigation => Hints::NAV,
            Tag::Footer => Hints::FOOTER,
            Tag::Aside => Hints::ASIDE,
            Tag::Article | Tag::Main => Hints::BODY,
            _ => Hints::default(),
        });
        let parent = &self.page.nodes[self.context.node as usize];
        let line = self.page.lines.len() as u32;
        let node = Node {
            parent: self.context.node,
            tag,
            depth: parent.depth.saturating_add(1),
            hints,
            first_line: line,
            end_line: line,
            class,
            id,
        };
        if hints.has(Hints::CAPTION) && matches!(tag, Tag::Paragraph | Tag::Division | Tag::Other) {
            self.context.kind = LineKind::Caption;
        }
        self.context.node = self.page.nodes.len() as u32;
        self.page.nodes.push(node);
    }

    pub(crate) fn close_block(&mut self, before: Context) {
        self.break_line();
        self.page.nodes[self.context.node as usize].end_line = self.page.lines.len() as u32;
        self.context = before;
    }

    /// Where the next character will stand.
    pub(crate) fn offset(&self) -> u32 {
        self.page.text.len() as u32
    }

    pub(crate) fn text(&mut self, text: &str) {
        if self.context.preformatted {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.break_line();
                }
                self.inline(line);
            }
        } else {
            self.inline(text);
        }
    }

    fn inline(&mut self, text: &str) {
        for c in text.chars() {
            if is_space(c) {
                self.blank = true;
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            let context = self.context;
            if self.line.is_none() {
                self.line = Some(self.begin_line());
            } else if self.blank {
                self.page.text.push(' ');
            }
            self.blank = false;
            let Some(line) = &mut self.line else { continue };
            self.page.text.push(c);
            line.chars += 1;
            line.linked += u32::from(context.linked);
            line.bold += u32::from(context.bold);
            if is_han(c) {
                line.han += 1;
            } else if is_sentence_punctuation(c) {
                line.punctuation = line.punctuation.saturating_add(1);
            }
        }
    }

    fn begin_line(&mut self) -> Line {
        let context = &self.context;
        Line {
            start: self.page.text.len() as u32,
            end: 0,
            node: context.node,
            kind: context.kind,
            after_br: self.after_br,
            chars: 0,
            han: 0,
            linked: 0,
            bold: 0,
            links: 0,
            punctuation: 0,
            table: context.table,
            row: context.row,
            cell: context.cell,
        }
    }

    pub(crate) fn break_line(&mut self) {
        self.blank = false;
        if let Some(mut line) = self.line.take() {
            line.end = self.page.text.len() as u32;
            self.page.text.push('\n');
            self.page.lines.push(line);
            self.after_br = false;
        }
    }

    /// A `<br>`.
    pub(crate) fn line_break(&mut self) {
        self.break_line();
        self.after_br = true;
    }

    pub(crate) fn link(&mut self, start: u32, href: &'a str) {
        let end = self.offset();
        // The text may have begun with the blank that was pending, or on a new line.
        let start = start + u32::from(self.page.text.as_bytes().get(start as usize) == Some(&b' '));
        if start < end {
            if let Some(line) = &mut self.line {
                line.links = line.links.saturating_add(1);
            } else if let Some(line) = self.page.lines.last_mut() {
                line.links = line.links.saturating_add(1);
            }
            self.page.links.push(Link { start, end, href });
        }
    }

    /// Ends a mark here.
    pub(crate) fn mark(&mut self, mut mark: Mark<'a>) {
        mark.start += u32::from(self.page.text.as_bytes().get(mark.start as usize) == Some(&b' '));
        mark.end = self.offset().max(mark.start);
        if mark.start < mark.end || mark.datetime.is_some() {
            self.page.marks.push(mark);
        }
    }

    pub(crate) fn image(&mut self, source: &'a str, alt: &'a str) {
        let line = (self.page.lines.len() + usize::from(self.line.is_some())) as u32;
        self.page.images.push(Image { line, source, alt });
    }

    pub(crate) fn open_table(&mut self) {
        self.nested_table = false;
    }

    /// At the end of a table whose first line is `first`: a table of data becomes a line a row.
    pub(crate) fn close_table(&mut self, first: usize) {
        self.break_line();
        let is_layout = std::mem::replace(&mut self.nested_table, true) || !self.is_data_table(first);
        if is_layout {
            return;
        }
        let mut rows: Vec<Line> = Vec::new();
        for line in self.page.lines.split_off(first) {
            match rows.last_mut() {
                Some(row) if row.row == line.row && line.row != 0 => {
                    // SAFETY of offsets: a line break and a blank are one byte each.
                    self.page.text.replace_range(row.end as usize..line.start as usize, " ");
                    if row.cell != line.cell {
                        self.page.cells.push(row.end);
                    }
                    row.end = line.end;
                    row.cell = line.cell;
                    row.chars += line.chars;
                    row.han += line.han;
                    row.linked += line.linked;
                    row.bold += line.bold;
                    row.links = row.links.saturating_add(line.links);
                    row.punctuation = row.punctuation.saturating_add(line.punctuation);
                }
                _ => {
                    let kind = if line.row == 0 { line.kind } else { LineKind::TableRow };
                    rows.push(Line { kind, ..line });
                }
            }
        }
        // Blocks inside the table now share lines.
        let end = (first + rows.len()) as u32;
        for node in self.page.nodes.iter_mut().rev().take_while(|n| n.end_line as usize >= first && n.first_line as usize >= first) {
            node.first_line = node.first_line.min(end);
            node.end_line = node.end_line.min(end);
        }
        self.page.lines.append(&mut rows);
    }

    fn is_data_table(&self, first: usize) -> bool {
        let lines = &self.page.lines[first.min(self.page.lines.len())..];
        let mut rows = 0;
        let mut wide_rows = 0;
        for row in lines.chunk_by(|a, b| a.row == b.row).filter(|row| row[0].row != 0) {
            rows += 1;
            let mut cells = 0;
            for cell in row.chunk_by(|a, b| a.cell == b.cell) {
                cells += 1;
                if cell.len() > CELL_LINES || cell.iter().map(|l| l.chars as usize).sum::<usize>() > CELL_CHARS {
                    return false;
                }
            }
            wide_rows += usize::from(cells > 1);
        }
        rows > 1 && wide_rows * 2 >= rows
    }

    pub(crate) fn finish(mut self) -> Page<'a> {
        self.break_line();
        self.page.nodes[0].end_line = self.page.lines.len() as u32;
        self.page
    }
}
