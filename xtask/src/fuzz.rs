//! `cargo xtask fuzz register` and `fuzz mail`: libFuzzer over the register compiler, or over mail that comes in, for as long
//! as one likes.
//!
//! It needs no nightly toolchain: the compiler's own passes put the instruments in. What it learns stays under
//! `target/fuzz/`; an input that breaks something is printed by libFuzzer with the file it was written to.

mod seeds;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{self, cargo, root, shown, step};

/// The instruments: a counter at each edge, the table of edges, and what comparisons compare.
const INSTRUMENTS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Clink-dead-code";

/// With a target named, build scripts and macros stay without instruments.
const TARGET: &str =
    if cfg!(target_arch = "aarch64") { "aarch64-unknown-linux-gnu" } else { "x86_64-unknown-linux-gnu" };

const SECONDS_WHERE_NOTHING_IS_SAID: &str = "60";

/// An input that takes longer than this is one to look at.
const TIMEOUT_SECONDS: u32 = 10;

/// The longest input: the example register has room in it.
const INPUT_MAX_BYTES: u32 = 16_384;

/// What is fuzzed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The compiler of the register.
    Register,
    /// Mail that comes in: MIME, addresses, headers, charsets, HTML, quotes.
    Mail,
}

/// Builds the fuzzer and lets it run.
pub(crate) fn run(target: Target, arguments: &[&str]) -> Result<(), String> {
    let name = match target {
        Target::Register => "register",
        Target::Mail => "mail",
    };
    let seconds = match arguments {
        [] => SECONDS_WHERE_NOTHING_IS_SAID,
        ["--seconds", seconds] if seconds.parse::<u32>().is_ok() => seconds,
        _ => return Err(format!("cargo xtask fuzz {name} [--seconds N]")),
    };
    step("building the fuzzer");
    let folder = run::target().join("fuzz");
    let mut build = cargo(&[
        "build",
        "--release",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--features",
        name,
        "--bin",
        name,
        "--target",
        TARGET,
    ]);
    shown(build.arg("--target-dir").arg(&folder).env("RUSTFLAGS", INSTRUMENTS))?;

    let work = folder.join(name);
    let [learnt, given, broken] = ["learnt", "seeds", "broken"].map(|name| work.join(name));
    for folder in [&learnt, &given, &broken] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let dictionary = match target {
        Target::Register => seeds::gather(&root(), &given)?,
        Target::Mail => seeds::words(&root().join("fuzz/seeds/mail"))?,
    };
    let words = work.join("words.dict");
    fs::write(&words, dictionary).map_err(|error| format!("{}: {error}", words.display()))?;

    step(&format!("fuzzing for {seconds} seconds"));
    let fuzzer = folder.join(TARGET).join("release").join(name);
    shown(
        Command::new(fuzzer)
            .args([learnt, given, root().join("fuzz/seeds").join(name)])
            .arg(format!("-artifact_prefix={}", with_slash(&broken)))
            .arg(format!("-dict={}", words.display()))
            .args([format!("-max_total_time={seconds}"), format!("-timeout={TIMEOUT_SECONDS}")])
            .args([format!("-max_len={INPUT_MAX_BYTES}"), "-print_final_stats=1".to_owned()]),
    )
}

fn with_slash(folder: &Path) -> String {
    format!("{}/", folder.display())
}
