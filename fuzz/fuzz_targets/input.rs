//! Any bytes, as an input of the command: no panic, an end, and no more documents than bytes. The first byte says how the rest of them
//! is compressed, so that there is something to be found behind the damage.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/jianbao-cli/src/failure.rs"]
mod failure;
#[path = "../../crates/jianbao-cli/src/input/mod.rs"]
mod input;

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;

use input::{Documents, Found, Rows};

const MOST: usize = 1 << 16;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, bytes)) = bytes.split_first() else { return };
    let file = match kind % 4 {
        0 => bytes.to_vec(),
        1 => bytes.split_inclusive(|&byte| byte == 0).flat_map(gzip).collect(),
        2 => bytes.split_inclusive(|&byte| byte == 0).flat_map(|part| zstd::encode_all(part, 1).expect("memory takes all")).collect(),
        // Damage in the midst of members.
        _ => bytes.split(|&byte| byte == 0).flat_map(|part| [gzip(part), part.to_vec()].concat()).collect(),
    };
    let path = std::env::temp_dir().join(format!("jianbao-fuzz-{}", std::process::id()));
    fs::write(&path, &file).expect("there is room for a file");
    for rows in [Rows::Pages, Rows::Texts] {
        let found: Vec<Found> = Documents::new(std::slice::from_ref(&path), rows, MOST).take(file.len() + 3).collect();
        assert!(found.len() < file.len() + 3);
        for found in found {
            let _ = found.open(MOST);
        }
    }
});
