//! x
fn main() { for f in std::env::args().skip(1) { println!("=== {f}\n{}", jianbao::dump(&std::fs::read(&f).unwrap())); } }
