//! Telephone numbers, addresses of the web and of e-mail.

mod address;
mod phone;
mod words;

use super::Span;
use crate::article::{Contact, ContactKind};

/// Adds the contacts of a text.
pub(crate) fn find(text: &str, out: &mut Vec<Span>) {
    address::find(text, out);
    phone::find(text, out);
}

/// What a contact stands for.
pub(crate) fn value(words: &str) -> Contact {
    let has_letters = words.contains(|c: char| c.is_ascii_alphabetic());
    let (kind, normalized) = if !has_letters {
        (ContactKind::Phone, phone::normalize(words))
    } else if words.contains("://") || !words.contains('@') {
        (ContactKind::Url, address::normalize_url(words))
    } else {
        (ContactKind::Email, words.to_ascii_lowercase())
    };
    Contact { kind, normalized }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_do_not_depend_on_how_they_are_written() {
        for (words, kind, normalized) in [
            ("139-0000-1234", ContactKind::Phone, "13900001234"),
            ("（0571）８８００ 1234转801", ContactKind::Phone, "057188001234x801"),
            ("0571-88001234-801", ContactKind::Phone, "057188001234x801"),
            ("0086-20-88001234", ContactKind::Phone, "+862088001234"),
            ("(+86) 139 0000 1234", ContactKind::Phone, "+8613900001234"),
            ("WWW.Yunzhou.Example/A", ContactKind::Url, "http://www.yunzhou.example/A"),
            ("HTTPS://Yunzhou.Example?q=A@b", ContactKind::Url, "https://yunzhou.example?q=A@b"),
            ("News@Yunzhou.example", ContactKind::Email, "news@yunzhou.example"),
        ] {
            assert_eq!(value(words), Contact { kind, normalized: normalized.into() }, "{words}");
        }
    }
}
