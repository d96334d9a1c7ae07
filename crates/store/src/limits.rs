//! Every limit of the store, unit last.

/// One [`Changes`](crate::Changes): the largest plan that is carried out in one transaction.
pub(crate) const CHANGES_STEPS_MAX: usize = 200_000;

/// Changes that share one commit.
pub(crate) const BATCH_CHANGES_MAX: usize = 256;

/// Rows that changes write which share one commit on PostgreSQL; a change that writes more goes alone.
pub(crate) const BATCH_WRITES_MAX: usize = 2_000;

/// Changes that wait for the writer; whoever brings more waits for a place.
pub(crate) const WAITING_CHANGES_MAX: usize = 1024;

/// Read connections that are kept open while nobody reads.
pub(crate) const IDLE_READERS_MAX: usize = 4;

/// Prepared statements that a connection keeps: gathering what is about one person takes some hundreds.
pub(crate) const CACHED_STATEMENTS_MAX: usize = 512;

/// Statements of queries that are kept ready, each for queries that differ in their values only.
pub(crate) const TEMPLATES_MAX: usize = 1_024;

/// Values, and alternatives, of a query whose statement is kept.
pub(crate) const TEMPLATE_VALUES_MAX: usize = 600;

/// A list of up to so many values is bound as it is.
pub(crate) const SHORT_LIST_VALUES_MAX: usize = 64;

/// A list of up to so many is filled up to this number, and shares its statement with others: it is seldom equally long
/// twice. What is longer has a statement of its own, which is not kept.
pub(crate) const LONG_LIST_VALUES: usize = 500;

/// Links that are asked about in one statement; the embedded database takes 500 parts of one.
pub(crate) const SIEVE_LINKS_MAX: usize = 250;

/// Rows that each of them is asked about; of more, only whether a link names anything.
pub(crate) const SIEVE_IDS_MAX: usize = 16;

/// Removed rows of a kind for which each link is asked one by one, without looking first whether it points anywhere.
pub(crate) const REMOVED_ONE_BY_ONE_MAX: usize = 4;

/// Statements of such questions that are kept ready.
pub(crate) const SIEVES_MAX: usize = 256;

/// Problems that a look over the embedded database tells.
pub(crate) const PROBLEMS_MAX: usize = 20;

/// Rows that one query gives back.
pub(crate) const QUERY_ROWS_MAX: u64 = 100_000;

/// Rows that a stream hands over at a time; at most three lots of them are in memory.
pub(crate) const STREAM_ROWS_AT_A_TIME: usize = 100;

/// How long a stream waits, all in all, for whoever takes its rows: less than a scrub on PostgreSQL waits for readers.
pub(crate) const STREAM_WAIT_SECONDS: u64 = 240;

/// Conditions of one query, and alternatives of one [`Condition::Any`](crate::Condition::Any).
pub(crate) const QUERY_CONDITIONS_MAX: usize = 64;

/// How deep [`Condition::Any`](crate::Condition::Any) nests.
pub(crate) const CONDITION_DEPTH_MAX: usize = 3;

/// Values of one condition; the database binds at most 32,766 in a statement.
pub(crate) const CONDITION_VALUES_MAX: usize = 10_000;

/// Groups that one question for totals gives back.
pub(crate) const TOTALS_MAX: u64 = 10_000;

/// Counts that are kept until the next change.
pub(crate) const COUNTS_MAX: usize = 1_000;

/// Words of a search that are looked at.
pub(crate) const SEARCH_WORDS_MAX: usize = 16;

/// An e-mail address (RFC 5321 section 4.5.3.1.3, less the angle brackets).
pub(crate) const EMAIL_CHARS_MAX: usize = 254;

/// A telephone number: a plus sign and 15 digits (ITU-T E.164).
pub(crate) const PHONE_CHARS_MAX: usize = 16;

/// How often a job is tried for before another process is thought to be faster for good.
pub(crate) const CLAIM_TRIES_MAX: usize = 8;

/// How long a statement waits for a lock.
pub(crate) const LOCK_WAIT_MILLISECONDS: u64 = 5_000;

/// How long the log grows before it is moved into the file: a larger one is moved less often (a sixth
/// more changes a second than with the usual 1,000), and takes 16 MB of disk.
pub(crate) const LOG_PAGES: i64 = 4_000;

/// The same while erased rows wait for the scrub, which writes the whole file anew through the log: what is moved before is
/// written twice. It takes 1 GB of disk; the scrub takes as much as the database is large.
pub(crate) const LOG_PAGES_BEFORE_SCRUB: i64 = 256_000;

/// Page cache of the writing connection.
pub(crate) const WRITER_CACHE_KIBIBYTES: i64 = 4096;

/// Page cache of a reading connection.
pub(crate) const READER_CACHE_KIBIBYTES: i64 = 2048;

/// How much of a file a scan holds at a time.
pub(crate) const SCAN_CHUNK_BYTES: usize = 256 * 1024;

/// Characters of a web address.
pub(crate) const URL_CHARS_MAX: usize = 2_000;

/// Characters of a postal address.
pub(crate) const ADDRESS_CHARS_MAX: usize = 500;

/// Rows that a full-text index is told of by one statement.
pub(crate) const INDEXED_ROWS_AT_A_TIME: usize = 1_000;

/// Connections to PostgreSQL of one node.
pub(crate) const POSTGRES_CONNECTIONS_MAX: usize = 16;

/// Writers of one node to PostgreSQL: with more of them, more changes come between one another than are won.
pub(crate) const POSTGRES_WRITERS_MAX: usize = 2;

/// Threads on which what PostgreSQL sends is received.
pub(crate) const POSTGRES_THREADS: usize = 2;

/// Rows from PostgreSQL that a thread takes out of the connection at a time.
pub(crate) const RECEIVED_ROWS_AT_A_TIME: usize = 64;

/// How long a call waits for a connection to PostgreSQL.
pub(crate) const POSTGRES_WAIT_SECONDS: u64 = 30;

/// How long opening a connection to PostgreSQL may take.
pub(crate) const CONNECT_TIMEOUT_SECONDS: u64 = 5;

/// How often a change is carried out anew when others came between.
pub(crate) const CONFLICT_TRIES_MAX: u32 = 30;

/// How long it waits before the second try; each time as long again.
pub(crate) const CONFLICT_PAUSE_MILLISECONDS: u64 = 2;

/// How long a scrub on PostgreSQL waits for those who have been reading since before it.
pub(crate) const SCRUB_WAIT_SECONDS: u64 = 300;

/// How often it looks whether they have gone.
pub(crate) const SCRUB_POLL_MILLISECONDS: u64 = 50;

/// Ledger entries that get their numbers under one signature.
pub(crate) const NUMBERED_ENTRIES_MAX: u64 = 10_000;

/// Signed heads that are read at a time.
pub(crate) const LEDGER_HEADS_AT_A_TIME: u64 = 1_000;

/// Ledger entries that are read at a time.
pub(crate) const LEDGER_ENTRIES_AT_A_TIME: u64 = 1_000;

/// Findings that a verification of the ledger tells one by one.
pub(crate) const LEDGER_FINDINGS_MAX: usize = 1_000;

/// Moved entries that a verification keeps in mind.
pub(crate) const LEDGER_MOVED_MAX: usize = 100_000;

/// Changed entries, and missing ones, that a verification tries against each other.
pub(crate) const LEDGER_PAIRS_MAX: usize = 64;

/// What is sealed is filled up to a multiple of this, so that its length tells little.
pub(crate) const SEALED_STEP_BYTES: usize = 32;

/// Rows that are asked for at a time when it is looked whether their keys are still of use.
pub(crate) const SETTLED_ROWS_AT_A_TIME: usize = 1_000;

/// How long the note of a settled change waits for another change to take it away.
pub(crate) const SETTLED_NOTE_MILLISECONDS: u64 = 50;

/// Rows that a restore brings into the full-text indexes at a time.
pub(crate) const BACKUP_ROWS_AT_A_TIME: u64 = 500;

/// One line of a backup: a row with all its texts.
pub(crate) const BACKUP_LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// How often the lock of a data folder is tried for before it is said to be in use.
pub(crate) const LOCK_TRIES_MAX: u32 = 20;

/// How long it waits in between.
pub(crate) const LOCK_PAUSE_MILLISECONDS: u64 = 25;

/// Bytes of one file.
pub const FILE_BYTES_MAX: u64 = 25 * 1024 * 1024;

/// Bytes of a file that are encrypted together.
pub(crate) const FILE_CHUNK_BYTES: usize = 64 * 1024;

/// Stored bytes that are sent to the place of the files together; S3 takes no fewer than 5 MiB but for the last.
pub(crate) const FILE_PART_BYTES: usize = 5 * 1024 * 1024;

/// Bytes of a file by which its type is told.
pub(crate) const FILE_HEAD_BYTES: usize = 8 * 1024;

/// How long a file waits for a row to name it before it is collected.
pub(crate) const FILE_WAITS_SECONDS: i64 = 24 * 60 * 60;

/// How old the beginning of a file must be before it counts as left by a crash.
pub(crate) const FILE_STAGED_SECONDS: u64 = 24 * 60 * 60;

/// Stored bytes of a file in one line of a backup.
pub(crate) const BACKUP_FILE_BYTES: usize = 48 * 1024;

/// How often a bucket that does not answer is asked again.
pub(crate) const BUCKET_RETRIES_MAX: usize = 3;

/// For how long it is asked again.
pub(crate) const BUCKET_RETRY_SECONDS: u64 = 15;
