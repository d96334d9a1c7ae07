//! Public sets of real mail for the tests of `crates/mail`, fetched into `target/corpora`: never part of the repository.
//!
//! Each comes from a registry by its ordinary client. What cannot be fetched is missing: the tests say so, and claim nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{quiet, root, step};

const FLUFL: &str = "flufl.bounce==6.0.0";
const BOUNCEPARSER: &str = "libmail-deliverystatus-bounceparser-perl";
const MAIL_PARSER: &str = "mail-parser-0.11.9/resources/eml";

/// Fetches a set, by way of a folder that is thrown away, into the folder in which it belongs.
type Fetch = fn(&Path, &Path) -> Option<()>;

/// Fetches the sets that are not there.
pub(crate) fn fetch() {
    // The tests look there, wherever else cargo builds.
    let corpora = root().join("target/corpora");
    let sets: [(&str, Fetch); 3] =
        [("flufl.bounce", flufl), ("bounceparser", bounceparser), ("mail-parser", mail_parser)];
    for (name, fetched) in sets {
        let (folder, unfinished) = (corpora.join(name), corpora.join(format!(".{name}")));
        if folder.is_dir() {
            continue;
        }
        step(&format!("fetching the corpus {name}"));
        let _ = fs::remove_dir_all(&unfinished);
        let outcome = fs::create_dir_all(&unfinished).ok().and_then(|()| fetched(&unfinished, &folder));
        let _ = fs::remove_dir_all(&unfinished);
        if outcome.is_none() {
            eprintln!("the corpus {name} cannot be fetched: nothing is claimed about it");
        }
    }
}

/// The source distribution from `PyPI`, which has the tests.
fn flufl(unfinished: &Path, folder: &Path) -> Option<()> {
    let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "flufl.bounce", FLUFL];
    succeed(Command::new("python3").args(pip).current_dir(unfinished))?;
    unpacked(unfinished, ".tar.gz", folder)
}

/// The source package of Debian, by lists of its own: the machine's are left alone.
fn bounceparser(unfinished: &Path, folder: &Path) -> Option<()> {
    let lists = unfinished.join("lists");
    fs::create_dir_all(lists.join("partial")).ok()?;
    fs::create_dir_all(unfinished.join("cache/archives/partial")).ok()?;
    let sources = unfinished.join("sources.list");
    fs::write(&sources, "deb-src http://deb.debian.org/debian bookworm main\n").ok()?;
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        let set = |name: &str, path: &Path| format!("{name}={}", path.display());
        for option in [
            set("Dir::Etc::SourceList", &sources),
            set("Dir::Etc::SourceParts", &unfinished.join("none")),
            set("Dir::State::Lists", &lists),
            set("Dir::Cache", &unfinished.join("cache")),
        ] {
            command.args(["-o", &option]);
        }
        command.args(arguments).current_dir(unfinished);
        command
    };
    succeed(&mut apt(&["update", "--quiet"]))?;
    // Debian's own part may have moved on; what is looked for is in the author's.
    let _ = quiet(&mut apt(&["source", "--download-only", BOUNCEPARSER]));
    unpacked(unfinished, ".orig.tar.xz", folder)
}

/// The files that the library tests itself with, where cargo keeps its source.
fn mail_parser(_: &Path, folder: &Path) -> Option<()> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?.filter_map(Result::ok);
    let source = registries.map(|registry| registry.path().join(MAIL_PARSER)).find(|source| source.is_dir())?;
    succeed(Command::new("cp").arg("-r").arg(source).arg(folder))
}

/// Unpacks the archive with this ending, and puts what is in it where it belongs.
fn unpacked(unfinished: &Path, ending: &str, folder: &Path) -> Option<()> {
    let mut entries = fs::read_dir(unfinished).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    let archive = entries.find(|path| path.to_string_lossy().ends_with(ending))?;
    let inside = unfinished.join("inside");
    fs::create_dir_all(&inside).ok()?;
    succeed(Command::new("tar").arg("xf").arg(archive).arg("-C").arg(&inside))?;
    let only = fs::read_dir(&inside).ok()?.find_map(Result::ok)?;
    fs::rename(only.path(), folder).ok()
}

fn succeed(command: &mut Command) -> Option<()> {
    quiet(command).ok()?.status.success().then_some(())
}
