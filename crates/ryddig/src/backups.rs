//! The folder of backups: what lies in it, what is too old to be kept, and the one that is made every day.
//!
//! A file is known as a backup by its first line and dated by it; every other file is left alone. A backup is written
//! under another name, with a lock on it, and gets its own when it is whole and on the disk: what bears the other name and
//! has no lock was left by somebody who was killed.

use crate::arguments::Backups;
use crate::open::now;
use crate::{Problem, company, worker};
use engine::privacy::{self, NewestBackup};
use engine::{Engine, Language, Moment, day_of, documents, jobs};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{BackupError, BackupHead};
use tokio::sync::watch;

/// How often the server looks through the folder.
const LOOK_SECONDS: u64 = 5 * 60;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// `ryddig backups`: says which there are; fails where one is too old.
pub(crate) fn show(company: &Path, options: &Backups) -> Result<(), Problem> {
    let Some(folder) = &options.backups else {
        return Err(Problem::mistaken("name the folder with --backups or RYDDIG_BACKUPS"));
    };
    let days = company::compile(company)?.backup.keep_days;
    let found = found(folder).map_err(|cause| Problem::failed(format!("{}: {cause}", folder.display())))?;
    let now = now();
    for (file, made) in &found {
        let old = if is_too_old(*made, days, now) { "  (too old)" } else { "" };
        crate::say(&format!("{}  {}{old}\n", documents::day(day_of(*made), Language::En), file.display()));
    }
    match found.iter().filter(|(_, made)| is_too_old(*made, days, now)).count() {
        0 => Ok(()),
        many => Err(Problem::failed(format!("{many} of {} backups are older than {days} days", found.len()))),
    }
}

/// What `ryddig check` says of the folder, a line for each backup that is older than the register allows.
pub(crate) fn too_old(folder: &Path, days: u16, now: Moment) -> String {
    let found = match found(folder) {
        Ok(found) => found,
        Err(cause) => {
            return format!("warning: the backups in {} cannot be looked through: {cause}\n", folder.display());
        }
    };
    let old = found.into_iter().filter(|(_, made)| is_too_old(*made, days, now));
    let line = |(file, made): (PathBuf, Moment)| {
        let made = documents::day(day_of(made), Language::En);
        format!("warning: {} was made on {made}: the register keeps backups for {days} days\n", file.display())
    };
    old.map(line).collect()
}

/// Looks after the folder, now and every few minutes, until `stop` says so: what is too old or half goes, and what is due
/// is queued.
pub(crate) async fn upkeep(engine: Engine, options: Backups, mut stop: watch::Receiver<bool>) {
    let Some(folder) = &options.backups else { return };
    while !*stop.borrow() {
        look(&engine, folder).await;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(LOOK_SECONDS)) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn look(engine: &Engine, folder: &Path) {
    let (now, days) = (now(), engine.model().backup.keep_days);
    match remove_old(folder, days, now) {
        Ok(0) => {}
        Ok(removed) => tracing::info!("deleted {removed} backups that were too old or half written"),
        Err(cause) => tracing::error!("the backups in {} cannot be looked through: {cause}", folder.display()),
    }
    if let Err(failure) = privacy::look_after_backups(engine, now, newest(folder)).await {
        tracing::error!("no backup could be queued: {failure}");
    }
}

/// Makes the backups that are due, until `stop` says so.
pub(crate) async fn make(engine: Engine, options: Backups, stop: watch::Receiver<bool>) {
    let Some(folder) = &options.backups else { return };
    worker::rounds(&engine, stop, || jobs::back_up(&engine, now(), || daily(&engine, folder))).await;
}

/// The backup of the day, unless somebody has made one meanwhile.
async fn daily(engine: &Engine, folder: &Path) -> Result<(), String> {
    let now = now();
    if privacy::backup_is_due(newest(folder), now) {
        let file = folder
            .join(format!("ryddig-{}", documents::iso_moment(Moment(now.0 - now.0 % 1_000_000)).replace(':', "")));
        let rows = write(engine, now, &file).await.map_err(|cause| format!("{}: {cause}", file.display()))?;
        tracing::info!("{rows} rows are in the backup {}", file.display());
    }
    look(engine, folder).await;
    Ok(())
}

/// Writes every row into `file`, which there must not be; how many. Whatever happens, it is there whole or not at all.
pub(crate) async fn write(engine: &Engine, now: Moment, file: &Path) -> Result<u64, BackupError> {
    whole(file, async |out| engine.store().back_up(out, now).await).await
}

/// Lets `write` fill a file that bears its name only when that is done and on the disk.
async fn whole<T>(file: &Path, write: impl AsyncFnOnce(File) -> Result<T, BackupError>) -> Result<T, BackupError> {
    let unfinished = unfinished(file)?;
    let mut options = OpenOptions::new();
    let out = options.write(true).create(true).truncate(false).mode(0o600).open(&unfinished)?;
    let lock = out.try_clone()?;
    // Nobody else writes it, nor thinks that it was left.
    lock.try_lock().map_err(io::Error::from)?;
    out.set_len(0)?;
    let done = write(out).await.and_then(|done| {
        if file.exists() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists).into());
        }
        fs::rename(&unfinished, file)?;
        File::open(folder_of(file))?.sync_all()?;
        Ok(done)
    });
    if done.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    done
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a backup is written until it is whole.
fn unfinished(file: &Path) -> io::Result<PathBuf> {
    let name = file.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    Ok(folder_of(file).join(format!(".{}{UNFINISHED}", name.to_string_lossy())))
}

const UNFINISHED: &str = ".unfinished";

fn is_unfinished(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.ends_with(UNFINISHED)
}

/// Removes backups that are older than so many days, and half ones that nobody writes any more; how many.
fn remove_old(folder: &Path, days: u16, now: Moment) -> io::Result<usize> {
    let old = found(folder)?.into_iter().filter(|(_, made)| is_too_old(*made, days, now)).map(|(file, _)| file);
    let mut removed = 0;
    for file in old.chain(half(folder)?) {
        fs::remove_file(file)?;
        removed += 1;
    }
    Ok(removed)
}

pub(crate) fn is_too_old(made: Moment, days: u16, now: Moment) -> bool {
    made.plus_seconds(i64::from(days) * DAY_SECONDS) < now
}

pub(crate) fn newest(folder: &Path) -> NewestBackup {
    let newest = found(folder).ok().and_then(|found| found.last().map(|(_, made)| *made));
    newest.map_or(NewestBackup::Missing, NewestBackup::Made)
}

/// The backups in the folder and when they were made, the oldest first. Links are not followed.
pub(crate) fn found(folder: &Path) -> io::Result<Vec<(PathBuf, Moment)>> {
    let mut found = Vec::new();
    for file in files(folder)? {
        if !is_unfinished(&file)
            && let Ok(head) = BackupHead::read(&mut BufReader::new(File::open(&file)?))
        {
            found.push((file, head.at));
        }
    }
    found.sort_by_key(|(_, made)| *made);
    Ok(found)
}

/// Half backups that nobody writes any more. One of no bytes may have been about to become one.
fn half(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut left = files(folder)?;
    left.retain(|file| {
        let Ok(open) = File::open(file) else { return false };
        let is_empty = open.metadata().is_ok_and(|it| it.len() == 0);
        is_unfinished(file)
            && open.try_lock().is_ok()
            && (is_empty || BackupHead::read(&mut BufReader::new(&open)).is_ok())
    });
    Ok(left)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{
        BackupError, DAY_SECONDS, File, Moment, NewestBackup, found, newest, remove_old, too_old, unfinished, whole,
    };
    use std::fs;
    use std::io::{self, Write};

    fn head(at: i64) -> String {
        format!("{{\"ryddig\":\"backup\",\"format\":1,\"fingerprint\":\"f\",\"at\":{at}}}\n")
    }

    #[test]
    fn only_backups_go_and_only_those_that_are_too_old_or_half() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file is written");
        let day = DAY_SECONDS * 1_000_000;
        assert_eq!(newest(folder.path()), NewestBackup::Missing);
        put("old", &head(0));
        put("young", &head(1));
        put("letter.txt", "Kjære mor\n");
        put(".letter.unfinished", "Kjære\n");
        put(".half.unfinished", &head(29 * day));
        put(".begun.unfinished", "");
        put(".written.unfinished", &head(29 * day));
        let writer = File::open(folder.path().join(".written.unfinished")).expect("it is open");
        writer.lock().expect("it is locked");
        let told = too_old(folder.path(), 30, Moment(30 * day + 1));
        assert!(told.lines().count() == 1 && told.contains("/old was made on 1 January 1970"), "{told}");
        assert_eq!(remove_old(folder.path(), 31, Moment(30 * day + 1)).expect("it is looked through"), 2);
        assert_eq!(remove_old(folder.path(), 30, Moment(30 * day + 1)).expect("it is looked through"), 1);
        let left: Vec<_> = found(folder.path()).expect("it is read").into_iter().map(|(file, _)| file).collect();
        assert_eq!(left, [folder.path().join("young")]);
        assert_eq!(newest(folder.path()), NewestBackup::Made(Moment(1)), "half a backup is none");
        for name in ["letter.txt", ".letter.unfinished", ".written.unfinished"] {
            assert!(folder.path().join(name).exists(), "{name}");
        }
    }

    #[tokio::test]
    async fn a_backup_that_fails_leaves_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("copy");
        let full = whole(&file, async |mut out: File| {
            out.write_all(head(0).as_bytes())?;
            assert!(unfinished(&file)?.exists() && !file.exists());
            Err::<(), _>(BackupError::from(io::Error::from(io::ErrorKind::StorageFull)))
        });
        assert!(full.await.is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("it is read").count(), 0);
        let write = async |text: &'static str| {
            whole(&file, async move |mut out: File| Ok(out.write_all(text.as_bytes())?)).await
        };
        write("one").await.expect("it is written");
        write("two").await.expect_err("there is one already");
        assert_eq!(fs::read_to_string(&file).expect("it is read"), "one");
        assert_eq!(fs::read_dir(folder.path()).expect("it is read").count(), 1);
    }
}
