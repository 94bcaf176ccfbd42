//! A page to Markdown: headings, lists, tables, links and pictures are kept.

use jianbao::{Error, Extractor};

pub fn markdown(page: &[u8]) -> Result<String, Error> {
    Ok(Extractor::default().extract(page)?.to_markdown())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or("examples/pages/hant.html".into());
    print!("{}", markdown(&std::fs::read(path)?)?);
    Ok(())
}
