//! How much memory a page takes while its article is extracted.

// The figures are what one runs it for.
#![allow(clippy::print_stdout)]

mod support {
    pub(crate) mod counting;
    pub(crate) mod page;
}

use std::path::Path;

use jianbao::Extractor;
use jianbao::fingerprint::{Index, Sketch};
use support::counting::used;

/// The most that may be held at one time, as a multiple of the page's bytes. Measured at most 9.0.
const PEAK: usize = 12;

fn peak(page: &[u8]) -> usize {
    let extractor = Extractor::default();
    let extract = || extractor.extract(page).expect("a broken page is not an error");
    // Once without counting: the tables that the first page sets up stay.
    extract();
    used(extract).1.peak
}

#[test]
fn a_typical_page() {
    for paragraphs in [5, 20, 100, 1000] {
        let page = support::page::typical(paragraphs);
        let peak = peak(page.as_bytes());
        assert!(peak <= PEAK * page.len(), "{paragraphs} paragraphs: {peak} bytes for {}", page.len());
    }
}

#[test]
#[allow(clippy::print_stdout)] // seen with --nocapture only
fn real_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pages/dev");
    let Ok(entries) = folder.read_dir() else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    let mut worst = (0.0, String::new());
    for path in entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|e| e == "html")) {
        let page = std::fs::read(&path).expect("a page");
        let peak = peak(&page);
        let name = path.display().to_string();
        assert!(peak <= PEAK * page.len(), "{name}: {peak} bytes for {}", page.len());
        let share = peak as f64 / page.len() as f64;
        if share > worst.0 {
            worst = (share, name);
        }
    }
    println!("the most is {:.1} times the bytes of {}", worst.0, worst.1);
}

/// A million fingerprints are to fit into 400 MB, however many there are just now.
#[test]
fn an_index_of_reprints() {
    let text = |number: u32| {
        let mut state = number;
        let random = |_| {
            // A linear congruential generator (Numerical Recipes): every text is another one.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from_u32(0x4e00 + (state >> 16) % 0x5000).unwrap()
        };
        (0..40).map(random).collect::<String>()
    };
    for count in [30_000, 40_000] {
        let fill = || {
            let mut index = Index::new();
            for number in 0..count {
                index.insert(Sketch::new(&text(number)).unwrap());
            }
            index
        };
        let (index, used) = used(fill);
        assert_eq!(index.len(), count as usize);
        let each = used.peak / count as usize;
        println!("{each} bytes for each of {count}");
        assert!(each <= 400, "{each} bytes for each of {count}");
    }
}
