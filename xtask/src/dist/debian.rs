//! The Debian package, built with `dpkg-deb` from a folder that looks as the machine will.
//!
//! It makes a user and folders, and starts nothing: the company file is to be written first. Removing it leaves the data;
//! purging it leaves them too, and says where they are: nobody loses a business by one word too many.

use super::{Goods, fresh, manual, place, third_party, write};
use crate::run::{files, root, shown, step};
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds it; the file's name.
pub(super) fn package(goods: &Goods) -> Result<String, String> {
    step("the Debian package");
    let tree = goods.out.join("debian");
    fresh(&tree)?;
    place(&goods.binary, &tree.join("usr/bin/ryddig"), 0o755)?;
    place(&root().join("docs/operate/ryddig.service"), &tree.join("lib/systemd/system/ryddig.service"), 0o644)?;
    place(&root().join("docs/operate/ryddig.socket"), &tree.join("lib/systemd/system/ryddig.socket"), 0o644)?;
    let docs = tree.join("usr/share/doc/ryddig");
    manual(&docs.join("operate"))?;
    place(&root().join("examples/fjordlys/ryddig.toml"), &docs.join("examples/ryddig.toml"), 0o644)?;
    write(&docs.join("copyright"), &copyright()?)?;
    write(&docs.join("THIRD-PARTY.md"), &third_party()?)?;
    write(&docs.join("changelog"), &read(&root().join("CHANGELOG.md"))?)?;
    shown(Command::new("gzip").args(["--no-name", "-9"]).arg(docs.join("changelog")))?;
    fs::create_dir_all(tree.join("etc/ryddig")).map_err(|error| error.to_string())?;
    control(goods, &tree)?;
    same_each_time(&tree, goods.time)?;
    let file = format!("ryddig_{}_amd64.deb", goods.version);
    let mut build = Command::new("dpkg-deb");
    build.args(["--build", "--root-owner-group", "-Zgzip"]).env("SOURCE_DATE_EPOCH", goods.time.to_string());
    shown(build.arg(&tree).arg(goods.out.join(&file)))?;
    fs::remove_dir_all(&tree).map_err(|error| format!("{}: {error}", tree.display()))?;
    Ok(file)
}

/// What the package says of itself, and what is done when it comes and goes.
fn control(goods: &Goods, tree: &Path) -> Result<(), String> {
    let folder = tree.join("DEBIAN");
    let mut kibibytes = 0;
    let mut sums = String::new();
    for file in files(tree)? {
        kibibytes += fs::metadata(&file).map_err(|error| error.to_string())?.len().div_ceil(1024);
        let sum = super::said(Command::new("md5sum").arg(&file))?;
        let path = file.strip_prefix(tree).unwrap_or(&file).display();
        let _ =
            writeln!(sums, "{}  {path}", sum.split_whitespace().next().unwrap_or_default().trim_start_matches('\\'));
    }
    let text = CONTROL.replace("{version}", &goods.version).replace("{kibibytes}", &kibibytes.to_string());
    write(&folder.join("control"), &text)?;
    write(&folder.join("md5sums"), &sums)?;
    for (name, script) in [("postinst", POSTINST), ("prerm", PRERM), ("postrm", POSTRM)] {
        let file = folder.join(name);
        write(&file, script)?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Gives every file and folder the same time, and folders their mode, whatever the umask.
fn same_each_time(tree: &Path, time: u64) -> Result<(), String> {
    let mut folders: Vec<PathBuf> = vec![tree.to_owned()];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        next += 1;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).map_err(|error| error.to_string())?;
        for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    let mut touch = Command::new("touch");
    touch.arg(format!("--date=@{time}")).args(files(tree)?);
    // The innermost first: naming a time for what is inside changes nothing outside.
    shown(touch.args(folders.iter().rev()))
}

fn copyright() -> Result<String, String> {
    let licence = read(&root().join("LICENSE"))?;
    let mut text = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: Ryddig\n\nFiles: *\n\
                    Copyright: the authors of Ryddig\nLicense: Expat\n"
        .to_owned();
    for line in licence.lines() {
        let _ = writeln!(text, " {}", if line.trim().is_empty() { "." } else { line });
    }
    text.push_str("Comment: the libraries in the program and their licences are in THIRD-PARTY.md\n");
    Ok(text)
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

const CONTROL: &str = "\
Package: ryddig
Version: {version}
Architecture: amd64
Maintainer: Ryddig <ryddig@localhost>
Installed-Size: {kibibytes}
Depends: adduser, libc6 (>= 2.36), libgcc-s1
Recommends: ca-certificates, tzdata
Suggests: chromium, postgresql
Section: web
Priority: optional
Description: business system that keeps its privacy statement
 A company declares in a register which personal data it keeps, for which
 purpose, on which ground, open to whom and for how long. Ryddig checks the
 register and derives everything from it: tables, forms, access, the rights
 of each person, deletion, and the privacy statement itself.
";

const POSTINST: &str = r#"#!/bin/sh
set -e

if [ "$1" = configure ]; then
    install --directory --mode=0700 /var/lib/ryddig
    if ! getent passwd ryddig >/dev/null; then
        adduser --system --group --home /var/lib/ryddig --no-create-home \
            --shell /usr/sbin/nologin --gecos "Ryddig" ryddig
    fi
    chown ryddig:ryddig /var/lib/ryddig
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload || true
    fi
fi
"#;

const PRERM: &str = r#"#!/bin/sh
set -e

if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl disable --now ryddig.service ryddig.socket || true
fi
"#;

const POSTRM: &str = r#"#!/bin/sh
set -e

if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
fi
if [ "$1" = purge ] && [ -d /var/lib/ryddig ]; then
    echo "ryddig: the data in /var/lib/ryddig, their keys among them, are left; remove them yourself" >&2
fi
"#;
