//! `cargo xtask data`: makes the tables of crates/jianbao-data from their sources in data/, and the manifest of all blobs.
//!
//! A table is a function from the source's text to the blob's; [`TABLES`] names them.

mod contacts;
mod dictionary;
mod gazetteer;
mod hints;
mod labels;
mod lunar;
pub(crate) mod manifest;
mod quantities;
mod source;
mod surnames;
mod times;
mod traditional;
mod words;

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::generated::{Generated, settle};
use crate::workspace::Workspace;
use dictionary::Built;
use manifest::{Blob, Manifest};
use source::Source;

const COMMAND: &str = "cargo xtask data";

/// From the source's lines to the blob's text; lines that are not in order are noted in the source.
type Build = fn(&mut Source<'_>) -> String;

/// The blobs that are made here, by name of source and blob.
const TABLES: [(&str, Build); 12] = [
    ("contacts", contacts::build),
    ("hints", hints::build),
    ("labels", labels::build),
    ("lunar", lunar::build),
    ("organizations", |source| words::build(source, &["body", "part", "head", "inner"])),
    ("places", |source| words::build(source, &["after", "not_after", "road", "village", "office", "town"])),
    ("quantities", quantities::build),
    ("speech", |source| {
        words::build(source, &["clause", "mixed", "comma", "quote", "hearer", "aside", "toward", "voice", "saying", "follow"])
    }),
    ("surnames", surnames::build),
    ("times", times::build),
    ("titles", |source| words::build(source, &["office", "inner", "calling", "honorific", "loose"])),
    ("traditional", traditional::build),
];

/// The blobs that are made from more than data/ holds, and the commands that make them.
const LEARNT: [(&str, &str); 3] =
    [("content", "cargo xtask train content"), ("dictionary", "cargo xtask data dictionary"), ("gazetteer", "cargo xtask data gazetteer")];

/// Writes what is stale, or with `check` fails if anything is.
pub(crate) fn run(workspace: &Workspace, check: bool) -> Result<()> {
    let mut manifest = Manifest::read(workspace)?;
    let mut files = Vec::new();
    for (name, build) in TABLES {
        let path = format!("data/{name}.tsv");
        let text = build_one(&path, &workspace.read(&path)?, build)?;
        let blob = Blob::new(name, text.as_bytes(), vec![path]);
        files.push(Generated { path: blob.path(), bytes: text.into_bytes() });
        manifest.blobs.insert(name.to_owned(), blob);
    }
    files.push(manifest.file()?);
    settle(workspace, &files, check, COMMAND)?;
    // What the manifest says of such a blob holds for its bytes alone: only its command may write its entry.
    for (name, command) in LEARNT {
        let blob = manifest.blobs.get(name).with_context(|| format!("{} has no entry `{name}`; run `{command}`", manifest::PATH))?;
        let path = workspace.root.join(blob.path());
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}; run `{command}`", blob.path()))?;
        ensure!(
            blob.describes(&bytes),
            "stale: {} is not the file whose hash and scores {} holds; run `{command}` and commit what it writes",
            blob.path(),
            manifest::PATH
        );
    }
    Ok(())
}

/// Makes the dictionary anew, or with `check` fails if it is not what its sources give, byte for byte.
pub(crate) fn run_dictionary(workspace: &Workspace, check: bool) -> Result<()> {
    let Built { blob: bytes, scores } = dictionary::build(workspace)?;
    let sources = dictionary::SOURCES.iter().map(|source| (*source).to_owned()).collect();
    let blob = Blob::new("dictionary", &bytes, sources).binary("dictionary.bin", dictionary::LICENCE).with_scores(scores);
    let file = Generated { path: blob.path(), bytes };
    let mut manifest = Manifest::read(workspace)?;
    manifest.blobs.insert("dictionary".into(), blob);
    settle(workspace, &[file, manifest.file()?], check, "cargo xtask data dictionary")
}

/// Makes the gazetteer anew, or with `check` fails if it is not what its sources give, byte for byte.
pub(crate) fn run_gazetteer(workspace: &Workspace, check: bool) -> Result<()> {
    let bytes = gazetteer::build(workspace)?;
    let sources = gazetteer::SOURCES.iter().map(|source| (*source).to_owned()).collect();
    let blob = Blob::new("gazetteer", &bytes, sources).binary("gazetteer.bin", gazetteer::LICENCE);
    let file = Generated { path: blob.path(), bytes };
    let mut manifest = Manifest::read(workspace)?;
    manifest.blobs.insert("gazetteer".into(), blob);
    settle(workspace, &[file, manifest.file()?], check, "cargo xtask data gazetteer")
}

fn build_one(path: &str, text: &str, build: Build) -> Result<String> {
    let mut source = Source::new(path, text);
    let blob = build(&mut source);
    source.finish().map(|()| blob).with_context(|| format!("{path} is not in order; mend these lines and run `{COMMAND}` again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_tables_are_what_their_sources_say() {
        run(&Workspace::new(None).unwrap(), true).unwrap();
    }

    fn error(text: &str, build: Build) -> String {
        format!("{:#}", build_one("data/x.tsv", text, build).unwrap_err())
    }

    #[test]
    fn hints_are_sorted() {
        assert_eq!(build_one("", "# words\n\nnav\tnav\nad\tad\n", hints::build).unwrap(), "ad\tad\nnav\tnav\n");
    }

    #[test]
    fn errors_of_hints_name_file_and_line() {
        let text = "# words\nad\tad\nconTxt\tbody\nx\tbody\nad\tnav\npic\tpicture\nnav\n";
        let error = error(text, hints::build);
        for line in [3, 4, 5, 6, 7] {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:2"), "{error}");
    }

    #[test]
    fn labels_keep_their_order() {
        let rows = "编辑\tlabel\teditor\n责编\tlabel\teditor\t责任编辑\n编辑\tslash\teditor\n";
        assert_eq!(build_one("", rows, labels::build).unwrap(), rows);
    }

    #[test]
    fn errors_of_labels_name_file_and_line() {
        let text = "来源\tlabel\tsource\n来源\tlabel\tsite\n来 源\tlabel\tsource\n来源\tlabel\tsource\n来源\tsomewhere\tsource\n\
                    来源\tany\tsource\t记者\n作者\tlabel\tauthor\t\n";
        let error = error(text, labels::build);
        for line in 2..=7 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:1"), "{error}");
    }

    #[test]
    fn errors_of_contacts_name_file_and_line() {
        let error = error("电话\tcue\ncom\tdomain\n电话\tcue\nCom\tdomain\n元\tmoney\n拨打\n", contacts::build);
        for line in 3..=6 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:2"), "{error}");
    }

    #[test]
    fn errors_of_quantities_name_file_and_line() {
        let rows = "元\tmoney\tCNY\n约\tbefore\tabout\n元\tcount\n名\n约\tbefore\texact\n公里\tdistance\n一二三四五六七八九\tcount\n";
        let error = error(rows, quantities::build);
        for line in 3..=7 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:1:") && !error.contains("x.tsv:2:"), "{error}");
    }

    #[test]
    fn errors_of_times_name_file_and_line() {
        let error =
            error("part\tMO 6 12\t上午\nparts\tMO 6 12\t早上\npart\tMO 6 12\t上午\npart\t\t下午\nunit\tday\tDay\nunit\n", times::build);
        for line in 2..=6 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:1"), "{error}");
    }

    #[test]
    fn errors_of_lunar_years_name_file_and_line() {
        let terms = "06 20 04 19 06 21 05 20 06 21 06 22 07 23 08 23 08 23 09 24 08 23 07 22";
        let year = |row: &str| format!("{row}\t{terms}\n");
        let good = year("1900\t01-31\t8\t0100101101101");
        let bad = ["1903\t02-19\t0\t010010101110", "1902\t03-08\t0\t101001010111", "1903\t01-29\t5\t010100100110"].map(year).concat();
        let error = error(&format!("{good}{bad}1904\t02-16\t0\t110101001101\t06\n"), lunar::build);
        for line in 2..=5 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:1"), "{error}");
    }

    #[test]
    fn errors_of_places_name_file_and_line() {
        let error = error("市民\tafter\n市民\tafter\n路\tstreet\n村\n", |source| words::build(source, &["after"]));
        for line in 2..=4 {
            assert!(error.contains(&format!("data/x.tsv:{line}: ")), "{line} in {error}");
        }
        assert!(!error.contains("x.tsv:1"), "{error}");
    }

    #[test]
    fn surnames_are_two_sorted_lines() {
        assert_eq!(build_one("", "# names\n王李\n欧阳 上官\n李张\n", surnames::build).unwrap(), "张李王\n上官 欧阳\n");
    }

    #[test]
    fn errors_of_surnames_name_file_and_line() {
        let error = error("王Li\n欧阳 上官\n王 李\n", surnames::build);
        assert!(error.contains("data/x.tsv:1: ") && error.contains("data/x.tsv:3: "), "{error}");
        assert!(!error.contains("x.tsv:2"), "{error}");
    }
}
