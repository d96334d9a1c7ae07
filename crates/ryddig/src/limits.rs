//! Every limit of the program itself, unit last.

/// Less free space than this on any disk that is written to is told.
pub(crate) const DISK_FREE_BYTES_LOW: u64 = 1024 * 1024 * 1024;

/// Less than this is serious: a log of the embedded database and a backup would not fit.
pub(crate) const DISK_FREE_BYTES_MIN: u64 = 200 * 1024 * 1024;

/// Fewer free places for files than this are told.
pub(crate) const INODES_FREE_LOW: u64 = 10_000;

/// How far the ledger's last entry may lie ahead of the clock.
pub(crate) const CLOCK_BEHIND_SECONDS: i64 = 60;

/// After a silence of the ledger as long as this, the clock may have jumped.
pub(crate) const CLOCK_SILENCE_SECONDS: i64 = 31 * 24 * 60 * 60;

/// A backup that is older is told: one is made every day, and looked for every few minutes.
pub(crate) const BACKUP_AGE_SECONDS: i64 = 25 * 60 * 60;

/// A job that has been due for longer is told.
pub(crate) const JOB_DUE_SECONDS: i64 = 60 * 60;

/// While entries of the ledger wait, a head is signed within some seconds; later than this is told.
pub(crate) const HEAD_AGE_SECONDS: i64 = 10 * 60;

/// The longest time to go on serving after the signal to stop.
pub(crate) const DRAIN_SECONDS_MAX: u64 = 300;

/// How long a reader of the metrics waits for the database.
pub(crate) const SCRAPE_SECONDS: u64 = 10;

/// How long `ryddig doctor` waits for the answer of a running server: it reads every page of the database.
pub(crate) const EXAMINATION_SECONDS: u64 = 10 * 60;
