//! Titles of works and documents, by their marks: 《红楼梦》, 〈背影〉. The marks belong to the span.

use super::Span;
use crate::article::MentionKind;

/// Characters of a title at most, with its marks. Notices of governments have titles of more than a hundred.
const LONGEST: usize = 200;
/// How many marks may be open at one time. Of a title in a title only the outer one becomes a mention.
const DEEPEST: usize = 8;

/// A mark that has not been closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    closing: char,
    start: usize,
    character: usize,
}

/// Adds the titles of a text.
pub(crate) fn find(text: &str, out: &mut Vec<Span>) {
    let mut open: Vec<Open> = Vec::with_capacity(DEEPEST);
    for (character, (start, c)) in text.char_indices().enumerate() {
        let closing = match c {
            '《' => '》',
            '〈' => '〉',
            '》' | '〉' => {
                // A mark that was never closed stays behind: 《甲〈乙》.
                if let Some(depth) = open.iter().rposition(|mark| mark.closing == c) {
                    let mark = open[depth];
                    open.truncate(depth);
                    if character - mark.character < LONGEST {
                        out.push(Span { start: mark.start, end: start + c.len_utf8(), kind: MentionKind::Work });
                    }
                }
                continue;
            }
            '\n' => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        if open.len() == DEEPEST {
            open.remove(0);
        }
        open.push(Open { closing, start, character });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        find(text, &mut spans);
        spans.iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn titles_have_their_marks() {
        assert_eq!(found("《红楼梦》和〈背影〉，<<别的>>"), ["《红楼梦》", "〈背影〉"]);
    }

    #[test]
    fn marks_that_are_never_closed_are_passed_over() {
        assert_eq!(found("《甲乙丙《丁》"), ["《丁》"]);
        assert_eq!(found("《甲〈乙》丙〉"), ["《甲〈乙》"]);
        assert_eq!(found("》甲《"), [""; 0]);
        assert_eq!(found("《甲\n乙》"), [""; 0]);
    }

    #[test]
    fn length_and_depth_have_limits() {
        let title = |length: usize| format!("《{}》", "题".repeat(length - 2));
        assert_eq!(found(&title(LONGEST)).len(), 1);
        assert_eq!(found(&title(LONGEST + 1)).len(), 0);
        let deep = |depth: usize| "《".repeat(depth) + "题" + &"》".repeat(depth);
        assert_eq!(found(&deep(DEEPEST)).len(), DEEPEST);
        assert_eq!(found(&deep(100)).len(), DEEPEST);
    }
}
