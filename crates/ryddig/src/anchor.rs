//! Anchors: the signed heads of the ledger in a file outside the data folder, a line of JSON each.
//!
//! The file is appended to and never rewritten, but for a last line that a crash left unfinished.

use crate::Problem;
use engine::ledger::{self, Head};
use engine::{Engine, Moment};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A head as it stands in a line.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    number: i64,
    size: i64,
    root: String,
    /// Microseconds since 1970.
    at: i64,
    key: String,
    signature: String,
}

impl From<&Head> for Line {
    fn from(head: &Head) -> Self {
        let Head { number, size, root, at, key_id, signature } = head.clone();
        Self { number, size, root, at: at.0, key: key_id, signature }
    }
}

impl From<Line> for Head {
    fn from(line: Line) -> Self {
        let Line { number, size, root, at, key, signature } = line;
        Self { number, size, root, at: Moment(at), key_id: key, signature }
    }
}

/// The file to which heads are appended.
pub(crate) struct Anchor {
    path: PathBuf,
    /// The last head in the file; none before it was looked into.
    last: Option<i64>,
}

impl Anchor {
    pub(crate) fn of(path: Option<PathBuf>) -> Option<Self> {
        path.map(|path| Self { path, last: None })
    }

    /// Appends every head that the file lacks, and comes back when they are on the disk. What an earlier run signed and
    /// did not come to append is among them.
    pub(crate) async fn catch_up(&mut self, engine: &Engine) -> Result<(), String> {
        let mut last = match self.last {
            Some(last) => last,
            None => begin(&self.path).map_err(|cause| format!("{}: {cause}", self.path.display()))?,
        };
        loop {
            let heads = ledger::heads(engine, last).await.map_err(|failure| failure.to_string())?;
            let Some(newest) = heads.last() else { break };
            append(&self.path, &heads).map_err(|cause| format!("{}: {cause}", self.path.display()))?;
            last = newest.number;
            self.last = Some(last);
        }
        self.last = Some(last);
        Ok(())
    }
}

/// The number of the last head in the file; what a crash left unfinished behind it goes.
fn begin(path: &Path) -> io::Result<i64> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let whole = text.rfind('\n').map_or(0, |at| at + 1);
    if whole < text.len() {
        file.set_len(u64::try_from(whole).unwrap_or(u64::MAX))?;
        file.sync_all()?;
    }
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    Ok(lines.map(|line| line.number).max().unwrap_or(0))
}

fn append(path: &Path, heads: &[Head]) -> io::Result<()> {
    let mut lines = String::new();
    for head in heads {
        lines.push_str(&serde_json::to_string(&Line::from(head))?);
        lines.push('\n');
    }
    let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()
}

/// The heads in the file. A line that is none is a mistake, unless it is an unfinished last one.
pub(crate) fn read(path: &Path) -> Result<Vec<Line>, Problem> {
    let problem = |cause: io::Error| Problem::mistaken(format!("the anchor {}: {cause}", path.display()));
    let mut text = String::new();
    File::open(path).and_then(|mut file| file.read_to_string(&mut text)).map_err(problem)?;
    let whole = text.rfind('\n').map_or(0, |at| at + 1);
    let lines = text.get(..whole).unwrap_or_default().lines().enumerate();
    let line = |(at, line): (usize, &str)| {
        let wrong = |_| Problem::mistaken(format!("the anchor {}: line {} is no head", path.display(), at + 1));
        serde_json::from_str(line).map_err(wrong)
    };
    lines.map(line).collect()
}
