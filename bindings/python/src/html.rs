//! Records for notebooks: the text with its mentions highlighted.

use std::fmt::Write;

use jianbao::{Article, Mention, MentionKind, Value};

use crate::record::name;

/// Backgrounds on which text can be read, in light and in dark notebooks.
fn color(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "#f4c7c3",
        MentionKind::Place => "#c8e6c9",
        MentionKind::Organization => "#bbdefb",
        MentionKind::Title => "#ffe0b2",
        MentionKind::Time => "#e1bee7",
        MentionKind::Quantity => "#fff9c4",
        MentionKind::Work => "#d7ccc8",
        _ => "#cfd8dc",
    }
}

/// Adds text in which markup means nothing.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// Kind and value, in few words.
fn label(mention: &Mention) -> String {
    let kind = name(mention.kind);
    match &mention.value {
        Some(Value::Time(time)) => format!("{kind} {}", time.timex),
        Some(Value::Place(place)) => format!("{kind} {} {}", place.chain.join("/"), place.code.as_deref().unwrap_or_default()),
        Some(Value::Contact(contact)) => format!("{kind} {}", contact.normalized),
        Some(Value::Quantity(quantity)) => {
            let parts = [&quantity.number, &quantity.unit, &quantity.object];
            let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            format!("{kind} {}", words.join(" "))
        }
        _ => kind,
    }
}

/// A text whose mentions are in code points, in order, and stand inside each other or apart.
pub(crate) fn text(text: &str, mentions: &[Mention]) -> String {
    let mut out = String::from("<div style=\"white-space: pre-wrap; line-height: 1.8\">");
    let mut ends: Vec<usize> = Vec::new();
    let mut mentions = mentions.iter().peekable();
    let mut buffer = [0; 4];
    for (at, c) in text.chars().map(Some).chain([None]).enumerate() {
        while ends.last().is_some_and(|&end| end <= at) {
            ends.pop();
            out.push_str("</mark>");
        }
        while let Some(mention) = mentions.next_if(|mention| mention.start <= at && c.is_some()) {
            let _ = write!(out, "<mark style=\"background: {}; color: black\" title=\"", color(mention.kind));
            escape(&label(mention), &mut out);
            out.push_str("\">");
            ends.push(mention.end);
        }
        if let Some(c) = c {
            escape(c.encode_utf8(&mut buffer), &mut out);
        }
    }
    out + "</div>"
}

/// Headline, credits and body of an article in code points.
pub(crate) fn article(article: &Article) -> String {
    let mut out = String::from("<article>");
    if let Some(headline) = &article.headline {
        out.push_str("<h3>");
        escape(headline, &mut out);
        out.push_str("</h3>");
    }
    let date = article.date_published.as_ref().map(|date| date.iso.as_str());
    let facts: Vec<&str> = [article.source.as_deref(), date].into_iter().flatten().chain(article.author_names()).collect();
    if !facts.is_empty() {
        out.push_str("<p><small>");
        escape(&facts.join(" · "), &mut out);
        out.push_str("</small></p>");
    }
    out + &text(&article.text, article.mentions.as_deref().unwrap_or_default()) + "</article>"
}
