//! `cargo xtask crash`: the store's own test of kills, for more rounds than a test run has time for, on both databases.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::run::{cargo, shown, step};

const ROUNDS_WHERE_NOTHING_IS_SAID: u64 = 200;
const USAGE: &str = "cargo xtask crash [--rounds N] [--seed S]";

/// Kills a writing process so many times on each database, at moments that are drawn from the seed.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let (rounds, seed) = match arguments {
        [] => (ROUNDS_WHERE_NOTHING_IS_SAID, drawn()),
        ["--rounds", rounds] => (number(rounds)?, drawn()),
        ["--seed", seed] => (ROUNDS_WHERE_NOTHING_IS_SAID, number(seed)?),
        ["--rounds", rounds, "--seed", seed] | ["--seed", seed, "--rounds", rounds] => (number(rounds)?, number(seed)?),
        _ => return Err(USAGE.to_owned()),
    };
    for database in ["sqlite", "postgres"] {
        step(&format!("{rounds} kills on {database}: cargo xtask crash --rounds {rounds} --seed {seed}"));
        shown(&mut test(database, rounds, seed))?;
    }
    Ok(())
}

fn test(database: &str, rounds: u64, seed: u64) -> Command {
    let test = "tests::crash::acknowledged_changes_survive_a_kill";
    let mut test = cargo(&["test", "--quiet", "--package", "store", "--lib", "--", "--exact", test, "--nocapture"]);
    test.env("RYDDIG_TEST_DATABASE", database);
    test.env("STORE_CRASH_ROUNDS", rounds.to_string()).env("STORE_CRASH_SEED", seed.to_string());
    test
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| USAGE.to_owned())
}

/// Another seed each time.
fn drawn() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
