//! Text that Markdown reads as what it is.

/// Appends text, with a backslash before what Markdown would read as markup.
pub(super) fn push_text(out: &mut String, text: &str) {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        let misread = match c {
            '*' | '`' | '[' | ']' | '~' => true,
            '\\' => next.is_none_or(|c| c.is_ascii_punctuation()),
            // Inside a word it is no emphasis, and addresses have many of them.
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => rest.split_once(';').is_some_and(|(name, _)| is_entity(name)),
            _ => false,
        };
        if misread {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A paragraph whose beginning is not read as a heading, a list, a quotation or a rule.
pub(super) fn paragraph(mut text: String) -> String {
    let is_marker = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let misread = match first {
        ">" => Some(0),
        "#" => is_marker(rest.trim_start_matches('#')).then_some(0),
        "+" => is_marker(rest).then_some(0),
        "-" => (is_marker(rest) || text.bytes().all(|b| matches!(b, b'-' | b' '))).then_some(0),
        _ => text[digits..].strip_prefix(['.', ')']).is_some_and(|rest| digits > 0 && is_marker(rest)).then_some(digits),
    };
    if let Some(at) = misread {
        text.insert(at, '\\');
    }
    text
}

/// The text of a heading, whose last `#` would be taken for its closing mark.
pub(super) fn heading(mut text: String) -> String {
    let stem = text.trim_end_matches('#');
    if stem.len() < text.len() && (stem.is_empty() || stem.ends_with(' ')) {
        text.insert(stem.len(), '\\');
    }
    text
}

/// The text of a table's cell.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// An address inside `(…)`.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{address, heading, paragraph, push_text};

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    #[test]
    fn only_what_would_be_misread_is_escaped() {
        for (plain, escaped) in [
            ("市民说:“好!”(见图)——3-5岁、50%、#话题#、《报》", "市民说:“好!”(见图)——3-5岁、50%、#话题#、《报》"),
            ("3*4*5", "3\\*4\\*5"),
            ("[1] 注", "\\[1\\] 注"),
            ("a_b 和 _c_", "a_b 和 \\_c\\_"),
            ("<b> 与 3<5", "\\<b> 与 3<5"),
            ("&lt; 与 A&B", "\\&lt; 与 A&B"),
            ("路径 C:\\新 与 \\*", "路径 C:\\新 与 \\\\\\*"),
            ("3~5岁`码`", "3\\~5岁\\`码\\`"),
        ] {
            assert_eq!(text(plain), escaped);
        }
    }

    #[test]
    fn a_paragraph_does_not_begin_like_a_block() {
        for (plain, escaped) in [
            ("1. 报名", "1\\. 报名"),
            ("2) 报名", "2\\) 报名"),
            ("1.报名", "1.报名"),
            ("3.5万元", "3.5万元"),
            ("2024年", "2024年"),
            ("# 号", "\\# 号"),
            ("#话题#", "#话题#"),
            ("- 项", "\\- 项"),
            ("-5度", "-5度"),
            ("---", "\\---"),
            ("+ 项", "\\+ 项"),
            ("> 引", "\\> 引"),
            ("", ""),
        ] {
            assert_eq!(paragraph(plain.to_owned()), escaped);
        }
    }

    #[test]
    fn a_heading_keeps_its_last_sign() {
        assert_eq!(heading("问答 ##".to_owned()), "问答 \\##");
        assert_eq!(heading("学习C#".to_owned()), "学习C#");
    }

    #[test]
    fn an_address_ends_where_it_should() {
        assert_eq!(address(" http://a.cn/图(1).jpg?a=b|c d\n"), "http://a.cn/图%281%29.jpg?a=b%7Cc%20d");
    }
}
