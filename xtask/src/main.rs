//! The commands of a developer: `cargo xtask demo`, `test`, `bench`, `tidy`.
//!
//! They start programs and read their answers; no part of Ryddig is in here, and Ryddig needs nothing of it.

mod bench;
mod demo;
mod packages;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo     build Ryddig and start it with an example company on http://localhost:8080
cargo xtask test     install what the tests need, then run every check and test
cargo xtask bench    build the release and measure it
cargo xtask tidy     check the rules of the house";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = |()| ExitCode::SUCCESS;
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["demo"] => demo::run().map(done),
        ["test"] => test::run(),
        ["bench"] => bench::run().map(done),
        ["tidy"] => tidy::run().map(done),
        _ => Err(USAGE.to_owned()),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::FAILURE
    })
}
