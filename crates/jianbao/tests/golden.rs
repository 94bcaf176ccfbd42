//! The records of examples/pages, whole: testdata/records. `UPDATE_GOLDEN=1` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jianbao::{Extractor, OffsetUnit};

/// The lines of `old` and `new`: those in one of them only, marked with `-` and `+`, and where they stand in `old`.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    // The longest common subsequence of the lines from i and j on.
    let mut common = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, String::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            let _ = writeln!(lines, "{:>4} - {}", i + 1, old[i]);
            i += 1;
        } else {
            let _ = writeln!(lines, "     + {}", new[j]);
            j += 1;
        }
    }
    lines
}

#[test]
fn records_of_the_example_pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let records = root.join("testdata/records");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let extractor = Extractor::default();
    let (mut seen, mut report) = (Vec::new(), String::new());
    for entry in root.join("examples/pages").read_dir().expect("examples/pages") {
        let entry = entry.expect("an entry");
        let name = format!("{}.json", entry.file_name().display());
        let article = extractor.extract(&fs::read(entry.path()).expect("a page")).expect("a record");
        let found = serde_json::to_string_pretty(&article.with_offsets(OffsetUnit::CodePoint)).expect("JSON") + "\n";
        let record = records.join(&name);
        if update {
            fs::write(&record, &found).expect("a record that can be written");
        }
        let expected = fs::read_to_string(&record).unwrap_or_default();
        if expected != found {
            let _ = write!(report, "testdata/records/{name}\n{}", difference(&expected, &found));
        }
        seen.push(name);
    }
    for entry in records.read_dir().expect("testdata/records") {
        let name = entry.expect("an entry").file_name().display().to_string();
        assert!(seen.contains(&name), "testdata/records/{name} is of no page");
    }
    assert!(report.is_empty(), "records have changed; UPDATE_GOLDEN=1 writes them anew\n{report}");
}
