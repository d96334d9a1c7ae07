//! The folder of backups: what lies in it, how old it is, and what is too old to be kept.
//!
//! A file is known as a backup by its first line and dated by it; every other file is left alone.

use crate::Problem;
use crate::arguments::Backups;
use crate::open::now;
use engine::{Language, Moment, day_of, documents};
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::BackupHead;
use tokio::sync::watch;

/// How often the server looks for backups that are too old.
const LOOK_SECONDS: u64 = 60 * 60;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// `ryddig backups`: says which there are; fails where one is too old.
pub(crate) fn show(options: &Backups) -> Result<(), Problem> {
    let Some(folder) = &options.backups else {
        return Err(Problem::mistaken("name the folder with --backups or RYDDIG_BACKUPS"));
    };
    let found = found(folder).map_err(|cause| Problem::failed(format!("{}: {cause}", folder.display())))?;
    let now = now();
    for (file, made) in &found {
        let old = if is_too_old(*made, options.backup_days, now) { "  (too old)" } else { "" };
        crate::say(&format!("{}  {}{old}\n", documents::day(day_of(*made), Language::En), file.display()));
    }
    match found.iter().filter(|(_, made)| is_too_old(*made, options.backup_days, now)).count() {
        0 => Ok(()),
        many => Err(Problem::failed(format!("{many} of {} backups are older than they may be", found.len()))),
    }
}

/// Deletes backups that are too old, now and every hour, until `stop` says so.
pub(crate) async fn sweep(options: Backups, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let (Some(folder), Some(_)) = (&options.backups, options.backup_days) {
            match remove_old(folder, options.backup_days, now()) {
                Ok(0) => {}
                Ok(removed) => tracing::info!("deleted {removed} backups that were too old"),
                Err(cause) => tracing::error!("the backups in {} cannot be looked through: {cause}", folder.display()),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(LOOK_SECONDS)) => {}
            _ = stop.changed() => {}
        }
    }
}

fn remove_old(folder: &Path, days: Option<u32>, now: Moment) -> io::Result<usize> {
    let old = found(folder)?.into_iter().filter(|(_, made)| is_too_old(*made, days, now));
    old.map(|(file, _)| fs::remove_file(file)).collect::<io::Result<Vec<()>>>().map(|removed| removed.len())
}

fn is_too_old(made: Moment, days: Option<u32>, now: Moment) -> bool {
    days.is_some_and(|days| made.plus_seconds(i64::from(days) * DAY_SECONDS) < now)
}

/// The backups in the folder and when they were made, the oldest first. Links are not followed.
fn found(folder: &Path) -> io::Result<Vec<(PathBuf, Moment)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file()
            && let Ok(head) = BackupHead::read(&mut BufReader::new(File::open(entry.path())?))
        {
            found.push((entry.path(), head.at));
        }
    }
    found.sort_by_key(|(_, made)| *made);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{DAY_SECONDS, Moment, found, remove_old};
    use std::fs;

    #[test]
    fn only_backups_go_and_only_those_that_are_too_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let head = |at: i64| format!("{{\"ryddig\":\"backup\",\"format\":1,\"fingerprint\":\"f\",\"at\":{at}}}\n");
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file is written");
        let day = DAY_SECONDS * 1_000_000;
        put("old", &head(0));
        put("young", &head(1));
        put("letter.txt", "Kjære mor\n");
        assert_eq!(remove_old(folder.path(), None, Moment(90 * day)).expect("it is looked through"), 0);
        assert_eq!(remove_old(folder.path(), Some(30), Moment(30 * day + 1)).expect("it is looked through"), 1);
        let left: Vec<_> = found(folder.path()).expect("it is read").into_iter().map(|(file, _)| file).collect();
        assert_eq!(left, [folder.path().join("young")]);
        assert!(folder.path().join("letter.txt").exists());
    }
}
