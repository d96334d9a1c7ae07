//! What is handed out: the archive and the Debian package, made of this binary and unpacked again.

use std::fs;
use std::path::Path;
use std::process::Command;

fn said(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {said}");
    said
}

fn dist(binary: &Path, out: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).args(["run", "--quiet", "--package", "xtask", "--", "dist", "--out"]).arg(out);
    said(cargo.arg("--binary").arg(binary).env("SOURCE_DATE_EPOCH", "1795000000"));
}

#[test]
fn archive_and_package_hold_a_program_that_runs_and_are_the_same_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("dist");
    // What is handed out has no lines for a debugger, and pressing those together takes minutes.
    let binary = folder.path().join("ryddig");
    said(Command::new("strip").arg("-o").arg(&binary).arg(env!("CARGO_BIN_EXE_ryddig")));
    dist(&binary, &out);
    let sums = fs::read_to_string(out.join("SHA256SUMS")).expect("the hashes");
    said(Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(&out));
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("ryddig-{version}-x86_64-linux");

    said(Command::new("tar").args(["xf", &format!("{name}.tar.gz")]).current_dir(&out));
    let unpacked = out.join(&name);
    let runs =
        |program: &Path| assert_eq!(said(Command::new(program).arg("--version")).trim(), format!("ryddig {version}"));
    runs(&unpacked.join("ryddig"));
    for file in ["LICENSE", "THIRD-PARTY.md", "ryddig.example.toml", "operate/install.md", "operate/ryddig.service"] {
        assert!(unpacked.join(file).is_file(), "{file}");
    }
    let third = fs::read_to_string(unpacked.join("THIRD-PARTY.md")).expect("the list");
    assert!(third.contains("| axum v") && !third.contains("| engine v"), "{third}");

    let package = out.join(format!("ryddig_{version}_amd64.deb"));
    let about = said(Command::new("dpkg-deb").arg("-I").arg(&package));
    assert!(about.contains("Package: ryddig") && about.contains("postinst"), "{about}");
    let listed = said(Command::new("dpkg-deb").env("TZ", "UTC").arg("-c").arg(&package));
    for line in listed.lines() {
        assert!(line.contains(" root/root "), "{line}");
        assert!(line.contains(" 2026-11-18 "), "the time of the source, not of today: {line}");
    }
    let tree = folder.path().join("tree");
    said(Command::new("dpkg-deb").arg("-x").arg(&package).arg(&tree));
    runs(&tree.join("usr/bin/ryddig"));
    assert!(tree.join("lib/systemd/system/ryddig.service").is_file());

    let again = folder.path().join("again");
    dist(&binary, &again);
    assert_eq!(fs::read_to_string(again.join("SHA256SUMS")).expect("the hashes"), sums);
}
