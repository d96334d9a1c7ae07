//! `cargo xtask test`: every check there is, and one closing line.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::{self, JoinHandle};

use crate::run::{cannot_start, cargo, root, shown, step};
use crate::{corpora, licences, packages, tidy};

/// Prepares, checks and tests; the first check that fails ends it, the tests all run.
pub(crate) fn run() -> Result<ExitCode, String> {
    step("programs of the tests");
    packages::ensure(packages::TESTS)?;
    for folder in ["tests/browser", "tests/oidc", "tests/s3"] {
        node_packages(folder)?;
    }
    corpora::fetch();
    step("formatting");
    shown(&mut cargo(&["fmt", "--all", "--check"]))?;
    step("rules of the house");
    tidy::run()?;
    step("licences");
    licences::run()?;
    step("building the tests, with clippy");
    let programs = built()?;
    step("tests");
    // Each of them waits for other programs half of the time.
    let beside = [
        ("tests of the store on PostgreSQL", beside(&programs, "store", &[("RYDDIG_TEST_DATABASE", "postgres")])?),
        ("tests from outside", beside(&programs, "it", &[])?),
    ];
    let rest = ["test", "--workspace", "--lib", "--bins", "--no-fail-fast"];
    let mut counts = tests(&mut linted(&rest), &mut std::io::stdout())?;
    for (what, running) in beside {
        step(what);
        let (more, said) = running.join().map_err(|_| format!("the {what} panicked"))??;
        let _ = std::io::stdout().write_all(&said);
        counts.add(&more);
    }
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `npm ci` in `folder`, unless its last run is younger than the lock file.
pub(crate) fn node_packages(folder: &str) -> Result<(), String> {
    let folder = root().join(folder);
    if is_younger(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    step(&format!("packages of {}", folder.display()));
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    shown(Command::new("npm").args(arguments).current_dir(folder))
}

fn is_younger(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified());
    matches!((changed(file), changed(than)), (Ok(file), Ok(than)) if file >= than)
}

/// A program with tests.
struct Program {
    name: String,
    file: PathBuf,
    /// The folder of its package.
    package: PathBuf,
}

/// Cargo with clippy in place of the compiler of our own crates: it compiles as well. Looked at in a run of its own, every
/// dependency would be gone through twice.
fn linted(arguments: &[&str]) -> Command {
    let mut command = cargo(arguments);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    command
}

/// Builds all tests, and gives the programs with them; whatever clippy or the compiler says is a mistake. Tests of one crate
/// alone would have other features of its dependencies, and build them anew.
fn built() -> Result<Vec<Program>, String> {
    let mut command = linted(&["test", "--workspace", "--no-run", "--message-format=json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(&command, &error))?;
    let output = BufReader::new(child.stdout.take().expect("the output is piped"));
    let (mut programs, mut remarks) = (Vec::new(), 0);
    for line in output.lines() {
        let line = line.map_err(|error| format!("the output of the build: {error}"))?;
        let Ok(said) = serde_json::from_str::<Value>(&line) else { continue };
        if said["reason"] == "compiler-message" {
            eprint!("{}", said["message"]["rendered"].as_str().unwrap_or(&line));
            remarks += 1;
        } else if said["profile"]["test"] == true {
            programs.extend(program(&said));
        }
    }
    let status = child.wait().map_err(|error| format!("the build: {error}"))?;
    match remarks {
        0 if status.success() => Ok(programs),
        0 => Err("the tests could not be built".to_owned()),
        _ => Err(format!("{remarks} remarks of clippy or the compiler are to be seen to")),
    }
}

/// The program that cargo tells of, where it is one.
fn program(said: &Value) -> Option<Program> {
    Some(Program {
        name: said["target"]["name"].as_str()?.to_owned(),
        file: said["executable"].as_str()?.into(),
        package: Path::new(said["manifest_path"].as_str()?).parent()?.to_owned(),
    })
}

/// What came of tests that run beside others, and what they said.
type Beside = JoinHandle<Result<(Counts, Vec<u8>), String>>;

/// Runs the tests of one program beside others, with these variables.
fn beside(programs: &[Program], name: &str, variables: &[(&str, &str)]) -> Result<Beside, String> {
    let program = programs.iter().find(|program| program.name == name);
    let Program { file, package, .. } = program.ok_or_else(|| format!("no tests of {name} were built"))?;
    let mut command = Command::new(file);
    command.current_dir(package).envs(variables.iter().copied()).stderr(Stdio::null());
    Ok(thread::spawn(move || {
        let mut said = Vec::new();
        let counts = tests(&mut command, &mut said)?;
        Ok((counts, said))
    }))
}

/// Runs tests, passes their output on to `said` and sums up what came of them.
fn tests(command: &mut Command, said: &mut impl Write) -> Result<Counts, String> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let mut output = BufReader::new(child.stdout.take().expect("the output is piped"));
    let mut counts = Counts::default();
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line).map_err(|error| format!("the tests' output: {error}"))? > 0 {
        // Nobody need be reading; the tests are to end all the same.
        let _ = said.write_all(&line);
        counts.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let status = child.wait().map_err(|error| format!("the tests: {error}"))?;
    if !status.success() && counts.failed == 0 {
        eprintln!("A test program could not be built or ended without a result.");
        counts.failed = 1;
    }
    Ok(counts)
}

/// The sum of all lines `test result: ok. 3 passed; 0 failed; …`.
#[derive(Default, Debug, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    fn add(&mut self, more: &Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }

    fn read(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let count = |unit: &str| {
            let before = result.split(';').find_map(|part| part.trim().strip_suffix(unit))?;
            before.split_whitespace().last()?.parse::<u64>().ok()
        };
        self.passed += count(" passed").unwrap_or(0);
        self.failed += count(" failed").unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn results_are_summed() {
        fn check(lines: &[&str], passed: u64, failed: u64) {
            let mut counts = Counts::default();
            for line in lines {
                counts.read(line);
            }
            assert_eq!(counts, Counts { passed, failed }, "{lines:?}");
        }
        let good = "test result: ok. 31 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.49s\n";
        let bad = "test result: FAILED. 27 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out\n";
        check(&[], 0, 0);
        check(&[good], 31, 0);
        check(&[good, "running 31 tests\n", bad], 58, 4);
        check(&["test a_test_named_test_result ... ok\n", "a test printed: test result: ok. 9 passed;\n"], 0, 0);
    }
}
