//! Prints how long it takes to check a large register: the median of several runs, in milliseconds. For `cargo xtask bench`.

use std::time::Instant;

use testkit::{TODAY, large, register};

const RUNS: usize = 15;

fn main() {
    let files = large::files();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let compiled = register::compile(&files, TODAY);
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        let rendered = register::render(&compiled.findings, &files, register::Format::Human { colour: false });
        assert!(compiled.findings.is_empty(), "{rendered}");
    }
    times.sort_by(f64::total_cmp);
    println!("{:.1}", times[RUNS / 2]);
}
