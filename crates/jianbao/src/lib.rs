//! Chinese news pages, as they were crawled, to structured records.

mod chars;
mod decode;
mod page;

#[doc(hidden)]
pub fn dump(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let decoded = decode::decode(bytes, None);
    let source = page::Source::new(&decoded.text);
    let page = source.read(200_000);
    let mut out = String::new();
    writeln!(out, "{} {:?} title={:?}", decoded.encoding.name(), page.kind, page.head.title).unwrap();
    for (k, v) in &page.head.meta { writeln!(out, "meta {k} = {}", v.chars().take(80).collect::<String>()).unwrap(); }
    for (i, l) in page.lines.iter().enumerate() {
        let mut path = String::new();
        let mut n = l.node;
        let mut d = 0;
        while n != 0 && d < 6 { let node = &page.nodes[n as usize]; write!(path, "<{:?}#{}.{}", node.tag, node.id, node.class).unwrap(); n = node.parent; d += 1; }
        writeln!(out, "{i} {:?} c{} l{} p{} b{} im{} | {} | {path}", l.kind, l.chars, l.linked, l.punctuation, l.bold, l.images_before, page.line_text(i).chars().take(150).collect::<String>()).unwrap();
    }
    out
}
