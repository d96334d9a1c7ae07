//! `cargo xtask dist`: what is handed out: an archive, a Debian package, and the hashes of both.
//!
//! The same source and the same compiler give the same bytes: files are sorted, belong to root, and bear the time of the
//! last commit.

mod debian;

use crate::licences;
use crate::run::{cargo, line, quiet, root, shown, step, target};
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the only build that is handed out, as archives name it.
const PLATFORM: &str = "x86_64-linux";

/// What is to be packed.
pub(crate) struct Goods {
    /// Of the program.
    pub(crate) version: String,
    /// The built program.
    pub(crate) binary: PathBuf,
    /// Every file bears it: seconds since 1970.
    pub(crate) time: u64,
    /// Where the result goes.
    pub(crate) out: PathBuf,
}

/// Builds the release, unless `--binary` names one that is built, and packs it into `target/dist`, or where `--out` says.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let mut binary = None;
    let mut out = target().join("dist");
    let mut rest = arguments;
    loop {
        match rest {
            [] => break,
            ["--binary", path, more @ ..] => {
                binary = Some(PathBuf::from(path));
                rest = more;
            }
            ["--out", path, more @ ..] => {
                out = PathBuf::from(path);
                rest = more;
            }
            [unknown, ..] => return Err(format!("dist does not know {unknown}: --binary PATH, --out FOLDER")),
        }
    }
    let binary = if let Some(binary) = binary {
        binary
    } else {
        step("the release");
        shown(&mut cargo(&["build", "--release", "--locked", "--package", "ryddig"]))?;
        target().join("release/ryddig")
    };
    let goods = Goods { version: version(&binary)?, binary, time: time()?, out };
    fs::create_dir_all(&goods.out).map_err(|error| format!("{}: {error}", goods.out.display()))?;
    let made = [archive(&goods)?, debian::package(&goods)?];
    sums(&goods.out, &made)?;
    for file in &made {
        println!("{}", goods.out.join(file).display());
    }
    Ok(())
}

/// What the program itself says that it is.
fn version(binary: &Path) -> Result<String, String> {
    let said = said(Command::new(binary).arg("--version"))?;
    let version = said.trim().strip_prefix("ryddig ").map(str::to_owned);
    version.ok_or_else(|| format!("{} does not say which version it is: {said}", binary.display()))
}

/// `SOURCE_DATE_EPOCH`, or the time of the last commit.
fn time() -> Result<u64, String> {
    let text = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text,
        Err(_) => said(Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root()))?,
    };
    text.trim().parse().map_err(|_| format!("{text:?} is no time: seconds since 1970"))
}

/// What a program says; it must succeed.
fn said(command: &mut Command) -> Result<String, String> {
    let output = quiet(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{}: {}", line(command), String::from_utf8_lossy(&output.stderr)))
}

fn archive(goods: &Goods) -> Result<String, String> {
    step("the archive");
    let name = format!("ryddig-{}-{PLATFORM}", goods.version);
    let folder = goods.out.join(&name);
    fresh(&folder)?;
    place(&goods.binary, &folder.join("ryddig"), 0o755)?;
    place(&root().join("LICENSE"), &folder.join("LICENSE"), 0o644)?;
    place(&root().join("CHANGELOG.md"), &folder.join("CHANGELOG.md"), 0o644)?;
    place(&root().join("examples/fjordlys/ryddig.toml"), &folder.join("ryddig.example.toml"), 0o644)?;
    write(&folder.join("THIRD-PARTY.md"), &third_party()?)?;
    manual(&folder.join("operate"))?;
    let file = format!("{name}.tar.gz");
    tar(&goods.out, &name, &goods.out.join(&file), goods.time)?;
    fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(file)
}

/// The pages on running Ryddig, with the units and examples beside them.
pub(crate) fn manual(to: &Path) -> Result<(), String> {
    let from = root().join("docs/operate");
    for file in crate::run::files(&from)? {
        place(&file, &to.join(file.strip_prefix(&from).unwrap_or(&file)), 0o644)?;
    }
    Ok(())
}

/// Every crate in the program and its licence.
pub(crate) fn third_party() -> Result<String, String> {
    let mut text = "# What others have written\n\nThe program holds these libraries, unchanged, each under its licence. Their sources are at\n\
                    https://crates.io under the names and versions below.\n\n| library | licence |\n|---|---|\n"
        .to_owned();
    for (name, licence) in licences::crates()? {
        let _ = writeln!(text, "| {name} | {licence} |");
    }
    Ok(text)
}

/// Packs `folder`, which lies in `within`, the same each time.
fn tar(within: &Path, folder: &str, file: &Path, time: u64) -> Result<(), String> {
    let mut tar = Command::new("tar");
    tar.current_dir(within).args(["--create", "--sort=name", "--format=ustar", "--owner=root:0", "--group=root:0"]);
    tar.args([format!("--mtime=@{time}"), "--use-compress-program=gzip --no-name -6".to_owned()]);
    shown(tar.arg("--file").arg(std::path::absolute(file).map_err(|error| error.to_string())?).arg(folder))
}

/// The hashes of all files, as `sha256sum --check` reads them.
fn sums(folder: &Path, files: &[String]) -> Result<(), String> {
    let text = said(Command::new("sha256sum").args(files).current_dir(folder))?;
    write(&folder.join("SHA256SUMS"), &text)
}

/// An empty folder, whatever was there.
pub(crate) fn fresh(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Copies a file, with its folders, and gives it its mode.
pub(crate) fn place(from: &Path, to: &Path, mode: u32) -> Result<(), String> {
    let problem = |error: std::io::Error| format!("{} to {}: {error}", from.display(), to.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(problem)?;
    }
    fs::copy(from, to).map_err(problem)?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode)).map_err(problem)
}

/// Writes a text, with its folders, that all may read.
pub(crate) fn write(to: &Path, text: &str) -> Result<(), String> {
    let problem = |error: std::io::Error| format!("{}: {error}", to.display());
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(problem)?;
    }
    fs::write(to, text).map_err(problem)?;
    fs::set_permissions(to, fs::Permissions::from_mode(0o644)).map_err(problem)
}
