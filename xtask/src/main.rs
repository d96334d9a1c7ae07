//! The commands of a developer: `cargo xtask demo`, `test`, `bench`, `corpora`, `docs`, `fuzz`, `crash`, `dist`,
//! `licences`, `tidy`.
//!
//! They start programs and read their answers; no part of Ryddig is in here, and Ryddig needs nothing of it.

mod bench;
mod corpora;
mod crash;
mod demo;
mod dist;
mod docs;
mod fuzz;
mod licences;
mod packages;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo [--people N] [--seed S]
                     build Ryddig and start it with an example company on http://localhost:8080, of 2000 people if
                     nothing is said
cargo xtask test     install what the tests need, then run every check and test
cargo xtask bench [pages [PEOPLE]|mail|intake|support]
                     build the release and measure it; with `pages`, lists of a million people alone, or of as many as are
                     said; with `mail`, how mail is read and guarded alone; with `intake`, how fast it becomes cases;
                     with `support`, an inbox of a hundred thousand cases
cargo xtask corpora  fetch the public sets of mail that the tests read, as `test` does
cargo xtask docs     write the pages of the manual that are made from the compiler's tables
cargo xtask fuzz register|mail [--seconds N]
                     try the register compiler, or mail that comes in, with made-up texts, a minute if nothing is said
cargo xtask crash [--rounds N] [--seed S]
                     kill a writing process N times on each database, 200 times if nothing is said
cargo xtask dist [--binary PATH] [--out FOLDER]
                     build the release, and pack it as an archive and a Debian package
cargo xtask licences hold the licence of every crate against deny.toml
cargo xtask tidy     check the rules of the house";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = |()| ExitCode::SUCCESS;
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["demo", rest @ ..] => demo::run(rest).map(done),
        ["test"] => test::run(),
        ["bench"] => bench::run().map(done),
        ["bench", "pages"] => bench::pages(None).map(done),
        ["bench", "pages", people] => bench::pages(Some(people)).map(done),
        ["bench", "mail"] => bench::mail().map(done),
        ["bench", "intake"] => bench::intake().map(done),
        ["bench", "support"] => bench::support().map(done),
        ["corpora"] => {
            corpora::fetch();
            Ok(ExitCode::SUCCESS)
        }
        ["docs"] => docs::run().map(done),
        ["fuzz", "register", rest @ ..] => fuzz::run(fuzz::Target::Register, rest).map(done),
        ["fuzz", "mail", rest @ ..] => fuzz::run(fuzz::Target::Mail, rest).map(done),
        ["crash", rest @ ..] => crash::run(rest).map(done),
        ["dist", rest @ ..] => dist::run(rest).map(done),
        ["licences"] => licences::run().map(done),
        ["tidy"] => tidy::run().map(done),
        _ => Err(USAGE.to_owned()),
    };
    outcome.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::FAILURE
    })
}
