//! `cargo xtask licences`: the licence of every crate that goes into the program, held against `deny.toml`.
//!
//! It asks cargo and no network. `cargo deny check` asks the same and more, where it is installed.

use crate::run::{cargo, line, quiet, root};
use std::collections::BTreeMap;
use std::fs;
use toml::Table;

/// What a crate may be licensed under: anybody's licences, and those of single crates.
struct Allowed {
    all: Vec<String>,
    single: Vec<(String, Vec<String>)>,
}

/// Fails where a crate has a licence that nobody allowed, or an exception no crate needs.
pub(crate) fn run() -> Result<(), String> {
    let text = fs::read_to_string(root().join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let problems = problems(&crates()?, &allowed(&text)?);
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// Every crate that is built into the program, `name version`, with its licence.
pub(crate) fn crates() -> Result<BTreeMap<String, String>, String> {
    let mut command = cargo(&["tree", "--locked", "--package", "ryddig", "--edges", "normal,build"]);
    command.args(["--target", "x86_64-unknown-linux-gnu", "--prefix", "none", "--format", "{p}|{l}"]);
    let output = quiet(&mut command)?;
    if !output.status.success() {
        return Err(format!("{}: {}", line(&command), String::from_utf8_lossy(&output.stderr)));
    }
    Ok(read(&String::from_utf8_lossy(&output.stdout)))
}

/// What cargo said, a crate in each line. Ours have a path behind their version, and are left out.
fn read(said: &str) -> BTreeMap<String, String> {
    let lines = said.lines().filter_map(|line| line.split_once('|'));
    let others = lines.filter(|(name, _)| !name.contains("(/"));
    let words = |name: &str| name.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    others.map(|(name, licence)| (words(name), licence.trim_end_matches(" (*)").to_owned())).collect()
}

fn allowed(deny: &str) -> Result<Allowed, String> {
    let table: Table = deny.parse().map_err(|error| format!("deny.toml: {error}"))?;
    let licences = table.get("licenses").and_then(|it| it.as_table()).ok_or("deny.toml has no [licenses]")?;
    let texts = |value: Option<&toml::Value>| -> Vec<String> {
        let list = value.and_then(|value| value.as_array()).into_iter().flatten();
        list.filter_map(|one| Some(one.as_str()?.to_owned())).collect()
    };
    let exceptions = licences.get("exceptions").and_then(|it| it.as_array()).into_iter().flatten();
    let single = exceptions.filter_map(|one| Some((one.get("crate")?.as_str()?.to_owned(), texts(one.get("allow")))));
    Ok(Allowed { all: texts(licences.get("allow")), single: single.collect() })
}

fn problems(crates: &BTreeMap<String, String>, allowed: &Allowed) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, licence) in crates {
        let alone = name.split(' ').next().unwrap_or_default();
        let own = allowed.single.iter().filter(|(of, _)| of == alone).flat_map(|(_, licences)| licences);
        let all: Vec<&str> = allowed.all.iter().chain(own).map(String::as_str).collect();
        if !holds(licence, &all) {
            let licence = if licence.is_empty() { "no licence" } else { licence };
            problems.push(format!("{name}: {licence} is not allowed by deny.toml"));
        }
    }
    for (of, _) in &allowed.single {
        if !crates.keys().any(|name| name.split(' ').next() == Some(of)) {
            problems.push(format!("deny.toml: the exception for {of} is of no use"));
        }
    }
    problems
}

/// Whether one of the ways to read an SPDX expression is allowed. `AND` binds tighter than `OR`; the slash is an old `OR`.
fn holds(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let holds = any(&words, &mut at, allowed);
    holds && at == words.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut holds = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= all(words, at, allowed);
    }
    holds
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut holds = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, allowed);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let holds = any(words, at, allowed);
        *at += 1;
        return holds;
    }
    let mut licence = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{licence} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&&*licence)
}

#[cfg(test)]
mod tests {
    use super::{allowed, holds, problems, read};

    #[test]
    fn an_expression_is_read_as_it_is_meant() {
        let check = |expression, expected| assert_eq!(holds(expression, &["MIT", "ISC"]), expected, "{expression}");
        check("MIT", true);
        check("Apache-2.0 OR MIT", true);
        check("Apache-2.0/MIT", true);
        check("Apache-2.0", false);
        check("Apache-2.0 AND MIT", false);
        check("(MIT OR Apache-2.0) AND ISC", true);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", false);
        check("GPL-3.0 AND MIT OR ISC", true);
        check("MIT WITH x-exception", false);
        check("", false);
        check("MIT MIT", false);
    }

    #[test]
    fn what_nobody_allowed_and_what_nobody_needs_is_told() {
        let said = "ours v0.1.0 (/work/ours)|\na v1.0.0|MIT\nb v2.0.0 (proc-macro)|MPL-2.0 (*)\nc v3.0.0|\n";
        let deny = "[licenses]\nallow = ['MIT']\nexceptions = [{ crate = 'b', allow = ['MPL-2.0'] }, { crate = 'd', allow = [] }]";
        assert_eq!(
            problems(&read(said), &allowed(deny).unwrap()),
            ["c v3.0.0: no licence is not allowed by deny.toml", "deny.toml: the exception for d is of no use"]
        );
        assert_eq!(problems(&read(said), &allowed("licenses.allow = ['MIT']").unwrap()).len(), 2);
    }
}
