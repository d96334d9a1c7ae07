//! What can be seen of the machine without opening the data: disks, permissions, the clock's source.

use super::finding::Finding;
use crate::limits::{DISK_FREE_BYTES_LOW, DISK_FREE_BYTES_MIN, INODES_FREE_LOW};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const MEBIBYTE: u64 = 1024 * 1024;

/// Free room, free places for files, and whether a write reaches the disk, for each place that is written to. Places on
/// one disk are told together.
pub(super) fn disks(places: &[(&str, PathBuf)], database_bytes: u64) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: Vec<(u64, Vec<&str>, &Path)> = Vec::new();
    for (name, place) in places {
        match fs::metadata(place) {
            Ok(found) => match seen.iter_mut().find(|(disk, ..)| *disk == found.dev()) {
                Some((_, names, _)) => names.push(name),
                None => seen.push((found.dev(), vec![name], place)),
            },
            Err(cause) => findings.push(Finding::error(
                "disk",
                format!("the place of the {name}, {}, cannot be seen: {cause}", place.display()),
                "what is to be written there cannot be",
                "make the folder, or mount its disk",
            )),
        }
        if let Err(cause) = try_write(place)
            && place.exists()
        {
            findings.push(Finding::error(
                "disk",
                format!("nothing can be written to the place of the {name}, {}: {cause}", place.display()),
                "what is to be written there is lost",
                "make room, mount it for writing, or let the user whom Ryddig runs as write there",
            ));
        }
    }
    findings.extend(seen.into_iter().map(|(_, names, place)| room(&names.join(", "), place, database_bytes)));
    findings
}

/// The free room of the disk on which `place` lies.
fn room(names: &str, place: &Path, database_bytes: u64) -> Finding {
    let room = match rustix::fs::statvfs(place) {
        Ok(room) => room,
        Err(cause) => return Finding::note("disk", format!("the free room for {names} cannot be told: {cause}")),
    };
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    // Some file systems make places for files as they need them, and count none.
    let inodes = (room.f_files > 0).then_some(room.f_favail);
    judge_room(names, free, inodes, database_bytes)
}

fn judge_room(names: &str, free: u64, inodes: Option<u64>, database_bytes: u64) -> Finding {
    let left = format!("{} MiB are free for {names}", free / MEBIBYTE);
    let more = "make room, or give it a larger disk";
    if free < DISK_FREE_BYTES_MIN {
        return Finding::error("disk", left, "on a full disk nothing is stored any more", more);
    }
    if let Some(inodes) = inodes.filter(|inodes| *inodes < INODES_FREE_LOW) {
        let what = format!("{inodes} more files can be made on the disk for {names}");
        return Finding::warning("disk", what, "each file that is taken in is one", "remove files that nobody needs");
    }
    if free < database_bytes {
        let why = "a scrub needs as much room as the database takes, or erased bytes stay";
        return Finding::warning("disk", left, why, more);
    }
    if free < DISK_FREE_BYTES_LOW {
        return Finding::warning("disk", left, "while erased rows wait for the scrub, the log may take 1 GiB", more);
    }
    Finding::fine("disk", left)
}

/// Whether something can be written there and reaches the disk; nothing stays.
pub(super) fn try_write(folder: &Path) -> io::Result<()> {
    let trial = folder.join(".ryddig-doctor");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&trial)?;
    let written = file.write_all(&[0; 4096]).and_then(|()| file.sync_all());
    fs::remove_file(&trial)?;
    written
}

/// Whether others than their owner may read what only the owner should.
pub(super) fn permissions(data: &Path, keys: &Path) -> Vec<Finding> {
    let secret = [
        ("the data folder", data.to_owned()),
        ("the key of forms and links", data.join("secret.key")),
        ("the key that signs the ledger", data.join("ledger.key")),
        ("the folder of the keys", keys.to_owned()),
        ("the master key", keys.join("master.key")),
    ];
    let mut findings = Vec::new();
    for (name, path) in &secret {
        // What is not there is told by another check, or not needed.
        let Ok(found) = fs::metadata(path) else { continue };
        let others = found.permissions().mode() & 0o077;
        if others != 0 {
            let path = path.display();
            findings.push(Finding::error(
                "permissions",
                format!("{name}, {path}, is open to others than its owner (mode {:o})", found.mode() & 0o777),
                "whoever has an account on this machine may read what is kept there, or change it",
                format!("chmod go= {path}"),
            ));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::fine("permissions", "data folder and keys are open to their owner alone"));
    }
    findings
}

/// Whether the folder of the keys lies where no copy of the data takes it along.
pub(super) fn place_of_keys(data: &Path, keys: &Path, backups: Option<&Path>) -> Finding {
    let is_in = |folder: &Path| match (keys.canonicalize(), folder.canonicalize()) {
        (Ok(keys), Ok(folder)) => keys.starts_with(folder),
        _ => false,
    };
    let inside = if is_in(data) {
        Some("data folder")
    } else {
        backups.filter(|folder| is_in(folder)).map(|_| "folder of the backups")
    };
    match inside {
        Some(folder) => Finding::error(
            "keys",
            format!("the folder of the keys lies in the {folder}"),
            "whatever copies that folder copies the keys: what is erased can be read in the copies",
            "stop the server, move the folder, and name its place with --keys",
        ),
        None => Finding::fine("keys", format!("the keys lie apart from data and backups, in {}", keys.display())),
    }
}

/// Whether the machine says that its clock follows others. No network is asked.
pub(super) fn clock_source() -> Finding {
    let asked = Command::new("timedatectl")
        .args(["show", "--property=NTPSynchronized", "--value"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let said = asked.ok().filter(|output| output.status.success());
    match said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).as_deref() {
        Some("yes") => Finding::fine("clock", "the clock is set by time servers"),
        Some("no") => Finding::warning(
            "clock",
            "the clock is set by no time server",
            "periods, deadlines and the ledger follow it",
            "timedatectl set-ntp true, or start another program that sets it",
        ),
        _ => Finding::note("clock", "this machine cannot tell whether its clock is set by time servers"),
    }
}

#[cfg(test)]
mod tests {
    use super::{judge_room, permissions, place_of_keys, try_write};
    use crate::doctor::finding::Severity;
    use crate::limits::{DISK_FREE_BYTES_LOW, DISK_FREE_BYTES_MIN, INODES_FREE_LOW};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn room_is_judged_at_its_limits() {
        let check = |free, inodes, database, expected| {
            let found = judge_room("data", free, inodes, database);
            assert_eq!(found.severity, expected, "{found:?}");
        };
        check(DISK_FREE_BYTES_LOW, None, 0, Severity::Fine);
        check(DISK_FREE_BYTES_LOW - 1, None, 0, Severity::Warning);
        check(DISK_FREE_BYTES_MIN, None, 0, Severity::Warning);
        check(DISK_FREE_BYTES_MIN - 1, None, 0, Severity::Error);
        check(u64::MAX, Some(INODES_FREE_LOW), 0, Severity::Fine);
        check(u64::MAX, Some(INODES_FREE_LOW - 1), 0, Severity::Warning);
        check(DISK_FREE_BYTES_LOW, None, DISK_FREE_BYTES_LOW, Severity::Fine);
        check(DISK_FREE_BYTES_LOW, None, DISK_FREE_BYTES_LOW + 1, Severity::Warning);
    }

    #[test]
    fn what_others_may_read_is_told_with_the_mend() {
        let folder = tempfile::tempdir().expect("a folder");
        let (data, keys) = (folder.path().join("data"), folder.path().join("keys"));
        for place in [&data, &keys] {
            fs::create_dir(place).expect("it is made");
            fs::set_permissions(place, Permissions::from_mode(0o700)).expect("it is closed");
        }
        assert_eq!(permissions(&data, &keys)[0].severity, Severity::Fine);
        fs::write(data.join("secret.key"), [0; 32]).expect("it is written");
        fs::set_permissions(data.join("secret.key"), Permissions::from_mode(0o640)).expect("it is opened");
        let found = permissions(&data, &keys);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("secret.key") && found[0].what.contains("640"), "{found:?}");
        assert!(found[0].mend.as_deref().is_some_and(|mend| mend.starts_with("chmod go= /")), "{found:?}");
    }

    #[test]
    fn keys_in_a_copied_folder_are_found_through_links_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["data", "backups", "keys", "backups/keys"] {
            fs::create_dir(at(name)).expect("it is made");
        }
        std::os::unix::fs::symlink(at("backups/keys"), at("link")).expect("a link");
        let check = |keys: &str| place_of_keys(&at("data"), &at(keys), Some(&at("backups"))).severity;
        assert_eq!(check("keys"), Severity::Fine);
        assert_eq!(check("backups/keys"), Severity::Error);
        assert_eq!(check("link"), Severity::Error);
    }

    #[test]
    fn a_trial_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        try_write(folder.path()).expect("it is written");
        assert_eq!(fs::read_dir(folder.path()).expect("it is read").count(), 0);
        try_write(&folder.path().join("none")).expect_err("there is none");
    }
}
