//! What a text speaks of: names, titles of works, telephone numbers and addresses.

use std::fmt::Write;

use jianbao::{Error, Extractor, Value};

/// A line for each mention: bytes, kind, words, and for contacts the form to compare.
pub fn mentions(text: &str) -> Result<String, Error> {
    let extractor = Extractor::default(); // keep it: it loads its dictionary for the first text
    let mut lines = String::new();
    for mention in extractor.annotate(text)?.mentions {
        let _ = write!(lines, "{}..{} {:?} {}", mention.start, mention.end, mention.kind, mention.text);
        if let Some(Value::Contact(contact)) = mention.value {
            let _ = write!(lines, " = {}", contact.normalized);
        }
        lines.push('\n');
    }
    Ok(lines)
}

fn main() -> Result<(), Error> {
    print!("{}", mentions("赵淑媛在《云州日报》上说，详情请拨打0571-88001234或12345热线。")?);
    Ok(())
}
