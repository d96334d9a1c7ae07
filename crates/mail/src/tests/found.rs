//! What the fuzzer began with and what it found, tried in each run.

#[path = "../../../../fuzz/mail_sound.rs"]
mod sound;

use std::fs;
use std::path::Path;

#[test]
fn seeds_of_the_fuzzer() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/mail");
    let mut count = 0;
    for seed in fs::read_dir(seeds).unwrap() {
        sound::check(&fs::read(seed.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0);
}
