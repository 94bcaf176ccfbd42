//! Plain text to a [`Page`]: a line of text is a line, but for the names of picture files.

use super::{LineKind, Page, PageBuilder, is_picture_file};

/// A line under a picture that is longer than this is no caption, in characters.
const CAPTION: usize = 60;

pub(super) fn read(text: &str) -> Page<'_> {
    let mut builder = PageBuilder::new(text.len());
    let mut below_picture = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if is_picture_file(line) {
            builder.image(line.trim(), "");
            below_picture = true;
            continue;
        }
        let is_caption = std::mem::take(&mut below_picture) && line.chars().count() <= CAPTION;
        builder.context.kind = if is_caption { LineKind::Caption } else { LineKind::Text };
        builder.text(line);
        builder.break_line();
    }
    builder.finish()
}
