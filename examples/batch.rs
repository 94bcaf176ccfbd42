//! Many pages on threads that share one extractor.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jianbao::Extractor;

/// One line of JSON for each file, in the order of the files, whichever thread is done first.
pub fn extract_all(files: &[PathBuf], threads: usize) -> Vec<String> {
    let extractor = Extractor::default();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut records = Vec::new();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(file) = files.get(number)
        {
            let record = std::fs::read(file).map_err(|error| error.to_string()).and_then(|page| {
                let article = extractor.extract(&page).map_err(|error| error.to_string())?;
                Ok(article.to_json())
            });
            records.push((number, record.unwrap_or_else(|error| format!("{}: {error}", file.display()))));
        }
        records
    };
    let mut records = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect::<Vec<_>>()
    });
    records.sort_unstable();
    records.into_iter().map(|(_, record)| record).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files = std::fs::read_dir("examples/pages")?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
        files.sort();
    }
    for record in extract_all(&files, thread::available_parallelism()?.get()) {
        println!("{record}");
    }
    Ok(())
}
