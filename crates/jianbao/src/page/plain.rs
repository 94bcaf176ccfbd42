//! Plain text to a [`Page`]: a line of text is a line.

use super::{Page, PageBuilder};

pub(super) fn read(text: &str) -> Page<'static> {
    let mut builder = PageBuilder::new(text.len());
    for line in text.lines() {
        builder.text(line);
        builder.break_line();
    }
    builder.finish()
}
