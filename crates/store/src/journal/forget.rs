//! Forgetting old erasures: the journal is written anew without them and put in the place of the old one.
//!
//! Whoever writes to the journal has a lock on its file, and looks whether it still is the journal: several processes may
//! share one. Until the new file has its name the old one is whole, and afterwards the new one is.

use super::{Journal, checksum, line};
use crate::folder::private;
use model::{Moment, RowId};
use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// The line that tells how far back the journal may not be trusted.
pub(super) const FORGOTTEN: &str = "forgotten";

impl Journal {
    /// Before when erasures may have been forgotten: what is older than that must not be restored.
    pub(crate) fn forgotten_until(&self) -> io::Result<Option<Moment>> {
        let mut until = None;
        self.lines(|words| {
            let at = words.and_then(|words| words.strip_prefix(FORGOTTEN)?.trim().parse().ok().map(Moment));
            until = until.max(at);
        })?;
        Ok(until)
    }

    /// Forgets the erasures that were last begun before `before` and whose end is known; how many.
    pub fn forget(&self, before: Moment) -> io::Result<usize> {
        self.forget_until(before, &mut |_| Ok(()))
    }

    /// `step` is told of each step that was done, and may end it there as a crash would.
    pub(crate) fn forget_until(&self, before: Moment, step: &mut dyn FnMut(u8) -> io::Result<()>) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.take(&mut file)?;
        let renewed = self.old(before).and_then(|old| {
            if old.is_empty() { Ok((0, None)) } else { Ok((old.len(), Some(self.renew(&old, before, step)?))) }
        });
        match renewed {
            // The old file closes, and so its lock goes.
            Ok((forgotten, Some(renewed))) => {
                *file = renewed;
                Ok(forgotten)
            }
            Ok((forgotten, None)) => file.unlock().map(|()| forgotten),
            Err(cause) => file.unlock().and(Err(cause)),
        }
    }

    /// The erasures that may be forgotten, by their receipts.
    fn old(&self, before: Moment) -> io::Result<HashSet<RowId>> {
        let (mut begun, mut ended) = (HashMap::new(), HashSet::new());
        self.lines(|words| {
            let words: Vec<&str> = words.unwrap_or_default().split(' ').collect();
            match words.as_slice() {
                ["begin", receipt, at, _] => {
                    if let (Ok(receipt), Ok(at)) = (receipt.parse::<RowId>(), at.parse::<i64>()) {
                        let last = begun.entry(receipt).or_insert(at);
                        *last = at.max(*last);
                    }
                }
                ["done" | "void", receipt] => ended.extend(receipt.parse::<RowId>()),
                _ => {}
            }
        })?;
        let old = begun.into_iter().filter(|(receipt, at)| *at < before.0 && ended.contains(receipt));
        Ok(old.map(|(receipt, _)| receipt).collect())
    }

    /// Writes every line but those of `old` into a new file, which takes the place of the journal.
    fn renew(
        &self,
        old: &HashSet<RowId>,
        before: Moment,
        step: &mut dyn FnMut(u8) -> io::Result<()>,
    ) -> io::Result<File> {
        let until = self.forgotten_until()?.map_or(before, |until| until.max(before));
        let unfinished = unfinished(&self.path);
        let mut new = BufWriter::new(private(OpenOptions::new().truncate(true), &unfinished)?);
        let mut forgotten = String::new();
        line(&mut forgotten, &format!("{FORGOTTEN} {}", until.0));
        new.write_all(forgotten.as_bytes())?;
        for line in BufReader::new(File::open(&self.path)?).split(b'\n') {
            let line = line?;
            if !line.is_empty() && !goes(&line, old) {
                new.write_all(&line)?;
                new.write_all(b"\n")?;
            }
        }
        step(1)?;
        new.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        step(2)?;
        let file = OpenOptions::new().read(true).append(true).open(&unfinished)?;
        fs::rename(&unfinished, &self.path)?;
        step(3)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(file)
    }

    /// Locks `file`, and opens the journal anew where somebody else has written it anew.
    pub(super) fn take(&self, file: &mut File) -> io::Result<()> {
        loop {
            file.lock()?;
            let (held, named) = (file.metadata()?, fs::metadata(&self.path)?);
            if (held.dev(), held.ino()) == (named.dev(), named.ino()) {
                return Ok(());
            }
            *file = OpenOptions::new().read(true).append(true).open(&self.path)?;
        }
    }
}

/// Whether a line is whole, and about one of `receipts` or about what was forgotten before.
fn goes(line: &[u8], receipts: &HashSet<RowId>) -> bool {
    let words = std::str::from_utf8(line).ok().and_then(|line| line.split_once(' '));
    let Some((_, words)) = words.filter(|(sum, words)| *sum == checksum(words)) else { return false };
    let mut words = words.split(' ');
    let is_old = words.next() == Some(FORGOTTEN);
    is_old || words.next().and_then(|receipt| receipt.parse().ok()).is_some_and(|receipt| receipts.contains(&receipt))
}

fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".unfinished");
    name.into()
}
