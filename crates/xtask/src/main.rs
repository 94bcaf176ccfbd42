//! The maintainer's tool.

mod gold;
mod train;

use std::path::Path;

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["train", "content"] => {
            let table = train::content::run(Path::new("../shared"))?;
            std::fs::write("crates/jianbao-data/blobs/content.tsv", table).map_err(|e| e.to_string())
        }
        ["lines", files @ ..] => {
            for file in files {
                let lines = jianbao::inspect::lines(&std::fs::read(file).map_err(|e| e.to_string())?, false);
                for (number, line) in lines.iter().enumerate() {
                    let second = line.second.map_or("-".to_owned(), |score| format!("{score:.1}"));
                    println!("{number} {:.1} {second} {} {} | {} | {}", line.first, line.kind, line.chars, line.text, line.path);
                }
            }
            Ok(())
        }
        _ => Err("usage".into()),
    }
}
