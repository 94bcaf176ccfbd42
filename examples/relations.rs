//! Who holds which post, and who said what.

use std::fmt::Write;

use jianbao::{Annotation, Error, Extractor};

/// A line for each affiliation and each quotation.
pub fn relations(text: &str) -> Result<String, Error> {
    let Annotation { entities, affiliations, quotations, .. } = Extractor::default().annotate(text)?;
    let entities = entities.unwrap_or_default();
    let name = |id: Option<usize>| id.map_or("?", |id| entities[id].name.as_str());
    let mut lines = String::new();
    for held in affiliations.unwrap_or_default() {
        let title = held.title.as_deref().unwrap_or("?");
        let _ = writeln!(lines, "{} is {title} of {}", name(held.person), name(held.organization));
    }
    for said in quotations.unwrap_or_default() {
        let _ = writeln!(lines, "{} said ({:?}): {}", name(said.speaker), said.kind, &text[said.start..said.end]);
    }
    Ok(lines)
}

fn main() -> Result<(), Error> {
    print!("{}", relations("“路通了。”云州市交通局局长王丽娟说，市交通局明年还要再修一条。")?);
    Ok(())
}
