//! Bodies that exist only in script state: `window.__INITIAL_STATE__ = {"content": "…"}` and its like.
//!
//! Scripts are not run or parsed; their string literals are read one after the other, and the one with the most Chinese
//! text is taken if it reads like an article.

use serde_json::Value;

use super::Script;
use crate::chars::{is_han, is_sentence_punctuation};

/// Shorter literals are not looked at, in bytes.
const SHORTEST: usize = 120;
/// An article has at least so many Han characters and so many marks of punctuation.
const LEAST_HAN: usize = 50;
const LEAST_PUNCTUATION: usize = 3;
/// JSON inside of strings inside of JSON is followed this far.
const MAX_DEPTH: usize = 6;

/// The longest Chinese text among the string literals of the scripts, unescaped; HTML or plain text.
pub(crate) fn find_body(scripts: &[Script<'_>]) -> Option<String> {
    let mut best = Best::default();
    for script in scripts.iter().filter(|script| script.body.len() >= SHORTEST) {
        literals(script.body, |literal| best.consider(unescape(literal), 0));
    }
    (best.han >= LEAST_HAN).then_some(best.text)
}

#[derive(Default)]
struct Best {
    text: String,
    han: usize,
}

impl Best {
    fn consider(&mut self, text: String, depth: usize) {
        let trimmed = text.trim_start();
        if depth < MAX_DEPTH
            && trimmed.starts_with(['{', '['])
            && let Ok(value) = serde_json::from_str::<Value>(trimmed)
        {
            return self.look_into(&value, depth + 1);
        }
        let han = text.chars().filter(|&c| is_han(c)).count();
        if han > self.han && text.chars().filter(|&c| is_sentence_punctuation(c)).take(LEAST_PUNCTUATION).count() == LEAST_PUNCTUATION {
            *self = Self { text, han };
        }
    }

    fn look_into(&mut self, value: &Value, depth: usize) {
        match value {
            Value::String(text) if text.len() >= SHORTEST => self.consider(text.clone(), depth),
            Value::Array(items) if depth < MAX_DEPTH => items.iter().for_each(|item| self.look_into(item, depth + 1)),
            Value::Object(map) if depth < MAX_DEPTH => map.values().for_each(|item| self.look_into(item, depth + 1)),
            _ => {}
        }
    }
}

/// Calls `use_literal` with the contents of each string literal that is long enough, still escaped.
fn literals<'a>(script: &'a str, mut use_literal: impl FnMut(&'a str)) {
    let bytes = script.as_bytes();
    let mut at = 0;
    while let Some(offset) = memchr::memchr3(b'"', b'\'', b'`', &bytes[at..]) {
        let open = at + offset;
        match closing(bytes, open) {
            Some(close) => {
                if close - open > SHORTEST {
                    use_literal(&script[open + 1..close]);
                }
                at = close + 1;
            }
            // An apostrophe or a quotation mark in a regular expression: at most one of each kind a line is not closed.
            None => at = open + 1,
        }
    }
}

/// Where the literal that opens at `open` closes: at the same mark, before a bare line break.
fn closing(bytes: &[u8], open: usize) -> Option<usize> {
    let mark = bytes[open];
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'\n' if mark != b'`' => return None,
            byte if byte == mark => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// A literal with its escapes resolved: \n, \", \/, \x3c, \u4e2d.
fn unescape(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = literal;
    while let Some(at) = rest.find('\\') {
        flush(&mut units, &mut text, at > 0);
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let Some(sign) = escape.chars().next() else { break };
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            _ => 0,
        };
        rest = &escape[sign.len_utf8()..];
        match rest.get(..digits).filter(|_| digits > 0).and_then(|hex| u16::from_str_radix(hex, 16).ok()) {
            Some(unit) => {
                units.push(unit);
                rest = &rest[digits..];
            }
            None => {
                flush(&mut units, &mut text, true);
                match sign {
                    'n' | 'r' => text.push('\n'),
                    't' => text.push(' '),
                    other => text.push(other),
                }
            }
        }
    }
    flush(&mut units, &mut text, true);
    text + rest
}

/// Appends pending UTF-16 units, which may be halves of one character.
fn flush(units: &mut Vec<u16>, text: &mut String, now: bool) {
    if now && !units.is_empty() {
        text.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "市图书馆新馆今天上午开放,第一天就迎来了两千多名读者。馆长说,新馆的面积是老馆的三倍,开放时间延长到晚上九点,\
                        读者可以免费办证。";

    fn body(script: &str) -> Option<String> {
        find_body(&[Script { attributes: "", body: script }])
    }

    #[test]
    fn finds_the_text_in_state() {
        let state = format!(r#"window.__INITIAL_STATE__ = {{"title":"新馆","content":"<p>{TEXT}<\/p>\n","n":1}};"#);
        assert_eq!(body(&state), Some(format!("<p>{TEXT}</p>\n")));
        let escaped: String = TEXT.encode_utf16().fold(String::new(), |text, unit| text + &format!("\\u{unit:04x}"));
        assert_eq!(body(&format!("var a = 'it'; x = '{escaped}';")).as_deref(), Some(TEXT));
        let nested = serde_json::to_string(&format!(r#"{{"article":{{"body":"{TEXT}"}}}}"#)).unwrap();
        assert_eq!(body(&format!("state = JSON.parse({nested})")).as_deref(), Some(TEXT));
    }

    #[test]
    fn code_is_no_text() {
        assert_eq!(body("var message = '请登录后再评论'; if (a < 'b') { alert(\"x\") }"), None);
        assert_eq!(body(&format!("var unclosed = '{TEXT}")), None);
    }
}
