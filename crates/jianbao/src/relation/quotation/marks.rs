//! Words in quotation marks.

/// Words in quotation marks, the outermost of those inside each other. Offsets are bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    /// With the marks.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether the closing mark is missing, as where the next paragraph goes on with what is said.
    pub(super) is_open: bool,
}

/// Marks that open, and those that close them. Single ones count where they stand in no others.
const PAIRS: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('"', '"'), ('‘', '’')];

impl Marked {
    /// The words without the marks.
    pub(super) fn inside<'t>(&self, text: &'t str) -> &'t str {
        let words = &text[self.start..self.end];
        let mut inside = words.chars();
        inside.next();
        if !self.is_open {
            inside.next_back();
        }
        inside.as_str()
    }

    /// Whether the words end as a sentence does.
    pub(super) fn is_sentence(&self, text: &str) -> bool {
        self.inside(text).trim_end().ends_with(['。', '！', '？', '…', '!', '?', '～', '~'])
    }

    /// Whether the words end with a comma, before who says them: “来得突然，”刘国胜说.
    pub(super) fn goes_on(&self, text: &str) -> bool {
        self.inside(text).trim_end().ends_with(['，', ','])
    }
}

/// The marked words of a paragraph that begins at a byte of the text, in order. A mark that is missing spoils none but its own pair.
pub(super) fn marked(paragraph: &str, offset: usize) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, char, u32)> = None;
    let mut chars = paragraph.char_indices();
    while let Some((at, c)) = chars.next() {
        match &mut open {
            None => {
                open = PAIRS.iter().find(|pair| pair.0 == c).map(|&(first, last)| (at, first, last, 1));
            }
            Some((start, _, last, depth)) if c == *last => {
                *depth -= 1;
                if *depth == 0 {
                    found.push(Marked { start: offset + *start, end: offset + at + c.len_utf8(), is_open: false });
                    open = None;
                }
            }
            Some((_, first, _, depth)) if c == *first => *depth += 1,
            Some(_) => {}
        }
        if chars.as_str().is_empty()
            && let Some((start, first, last, depth)) = open.take()
        {
            // An inner mark that nothing closes has taken the place of the outer one's end.
            let rest = &paragraph[start + first.len_utf8()..];
            match rest.find(last).filter(|_| depth > 0) {
                Some(length) => {
                    let end = start + first.len_utf8() + length + last.len_utf8();
                    found.push(Marked { start: offset + start, end: offset + end, is_open: false });
                    chars = paragraph.char_indices();
                    while chars.offset() < end && chars.next().is_some() {}
                }
                None if start == 0 => found.push(Marked { start: offset, end: offset + paragraph.len(), is_open: true }),
                None => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(paragraph: &str) -> Vec<&str> {
        marked(paragraph, 0).iter().map(|marked| &paragraph[marked.start..marked.end]).collect()
    }

    #[test]
    fn the_outermost_marks_count() {
        assert_eq!(words("他说：“来，说‘啊’。”她笑“好”"), ["“来，说‘啊’。”", "“好”"]);
        assert_eq!(words("「甲『乙』丙」和\"丁\"及‘戊’"), ["「甲『乙』丙」", "\"丁\"", "‘戊’"]);
        assert_eq!(words("“甲“乙”丙”"), ["“甲“乙”丙”"]);
    }

    #[test]
    fn a_missing_mark_spoils_its_own_pair() {
        assert_eq!(words("“甲。"), ["“甲。"]);
        assert!(marked("“甲。", 0)[0].is_open);
        assert_eq!(words("说“甲。"), [""; 0]);
        assert_eq!(words("”说“甲”"), ["“甲”"]);
        assert_eq!(words("说“甲“乙”丙，又“丁”"), ["“甲“乙”", "“丁”"]);
        assert_eq!(words("“现男友……现女友’”，"), ["“现男友……现女友’”"]);
    }

    #[test]
    fn sentences_end_inside() {
        let of = |words: &str| marked(words, 0)[0].is_sentence(words);
        assert!(of("“来了。”") && of("“快走！ ”") && of("“请登记……”"));
        assert!(!of("“四早”") && marked("“来了，”", 0)[0].goes_on("“来了，”"));
    }
}
