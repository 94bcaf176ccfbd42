//! A page to its article: headline, date, authors, body.

use jianbao::{Error, Extractor, Input};

/// What a page says, for reading.
pub fn summary(page: &[u8], url: &str) -> Result<String, Error> {
    let article = Extractor::default().extract(Input::new(page).url(url))?;
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    let published = article.date_published.as_ref().map_or("(no date)", |date| &date.iso);
    let authors: Vec<&str> = article.author_names().collect();
    Ok(format!("{headline}\n{published} {}\n\n{}\n", authors.join(" "), article.text))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or("examples/pages/bulletin.html".into());
    print!("{}", summary(&std::fs::read(path)?, "https://www.yunzhou.example/local/2026-03-12/1024.html")?);
    Ok(())
}
