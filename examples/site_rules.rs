//! Rules of one's own for a site: where its body is, and what in it is none.

use jianbao::{Article, Config, Extractor, Input};

const RULES: &str = r#"
[[site]]
host = "yunzhou.example"       # and its subdomains
body = ".article-content"      # ids and classes, a blank for "inside of"
remove = [".caption"]
headline = ".article-box .title"
"#;

/// The article of a page of the site; fields without a rule are found as on any other page.
pub fn extract(page: &[u8]) -> Result<Article, Box<dyn std::error::Error>> {
    let config = Config { rules: toml::from_str(RULES)?, ..Config::default() };
    let extractor = Extractor::new(config)?;
    Ok(extractor.extract(Input::new(page).url("https://www.yunzhou.example/local/2026-03-12/1024.html"))?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let article = extract(&std::fs::read("examples/pages/bulletin.html")?)?;
    println!("{}", article.text);
    Ok(())
}
