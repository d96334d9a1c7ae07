//! Every limit of the program itself, unit last.

use std::time::Duration;

/// The head of a request: its first line and its headers.
pub(crate) const HEAD_BYTES: usize = 16 * 1024;
/// How much a thread gives way that works behind all others (`nice`, from 0 to 19): it has a tenth of a core that is fought for.
#[cfg(target_os = "linux")]
pub(crate) const BEHIND_NICENESS: i32 = 10;
/// The headers of a request.
pub(crate) const HEADERS: usize = 64;
/// What is held of one connection on its way in, and on its way out.
pub(crate) const BUFFER_BYTES: usize = 64 * 1024;
/// What the operating system holds of an answer that is not taken yet; it decides how often a slow reader gives a sign.
pub(crate) const SEND_BUFFER_BYTES: usize = 128 * 1024;
/// How long the head of a request may take to come, and a connection be idle before the next one.
pub(crate) const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long the beginning of TLS may take.
pub(crate) const HANDSHAKE_TIME: Duration = Duration::from_secs(10);
/// How long, when the server ends, one who was let in and has asked nothing yet may take to begin.
pub(crate) const FAREWELL_TIME: Duration = Duration::from_secs(2);
/// How long a reader may take nothing of an answer.
pub(crate) const STALL_TIME: Duration = Duration::from_mins(1);
/// Connections at once.
pub(crate) const CONNECTIONS: usize = 512;
/// Connections from one network at once.
pub(crate) const CONNECTIONS_OF_ONE: usize = 256;
/// Connections that wait in the operating system to be let in.
pub(crate) const WAITING_CONNECTIONS: u32 = 1024;
/// The pause when the operating system has no room for one more connection.
pub(crate) const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// How often it is looked whether the files of a certificate have changed.
pub(crate) const CERTIFICATE_LOOK_TIME: Duration = Duration::from_secs(5);
/// Hops of proxies that are followed back.
pub(crate) const HOPS: usize = 16;
/// How often it is looked whether the data folder is free, where one waits for it.
pub(crate) const LOCK_LOOK_TIME: Duration = Duration::from_millis(20);

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

/// A certificate that ends sooner is told: one that is renewed by itself has longer to go.
pub(crate) const CERTIFICATE_LEFT_SECONDS: i64 = 14 * 24 * 60 * 60;

/// How long `ryddig doctor` waits for the answer of a running server: it reads every page of the database.
pub(crate) const EXAMINATION_SECONDS: u64 = 10 * 60;

/// Pages that a crawl visits.
pub(crate) const CRAWL_PAGES: u32 = 50;

/// Links between the first page and the last that a crawl visits.
pub(crate) const CRAWL_DEPTH: u32 = 4;

/// Links of one page that a crawl follows.
pub(crate) const CRAWL_LINKS_PER_PAGE: usize = 500;

/// How long a crawl takes where nobody says.
pub(crate) const CRAWL_SECONDS: u64 = 300;

/// How long a crawl may take.
pub(crate) const CRAWL_SECONDS_MAX: u64 = 3_600;

/// How long one page may take to load, and then to say what it keeps.
pub(crate) const CRAWL_LOAD_SECONDS: u64 = 20;

/// How long a page that has loaded is watched for what its scripts do.
pub(crate) const CRAWL_SETTLE_MILLISECONDS: u64 = 1_000;

/// How long a browser may take to start.
pub(crate) const CRAWL_START_SECONDS: u64 = 20;

/// A page that is read.
pub(crate) const CRAWL_PAGE_BYTES: usize = 5 * 1024 * 1024;

/// How often a page that is read may lead on to another.
pub(crate) const CRAWL_REDIRECTS: u32 = 5;

/// One message of a browser.
pub(crate) const CRAWL_MESSAGE_BYTES: u64 = 64 * 1024 * 1024;

/// Messages of a browser that wait to be looked at; it waits for more room.
pub(crate) const CRAWL_MESSAGES_WAITING: usize = 1_024;

/// Events that are kept while the browser is asked something; a page that makes more of them is not followed in all it does.
pub(crate) const CRAWL_EVENTS_KEPT: usize = 100_000;

/// Mailboxes that one server reads.
pub(crate) const MAILBOXES: usize = 50;

/// The file that names them.
pub(crate) const MAILBOX_FILE_BYTES: u64 = 256 * 1024;

/// A password or token of a mailbox.
pub(crate) const SECRET_BYTES: u64 = 16 * 1024;

/// How long a command that prints one may take.
pub(crate) const SECRET_TIME: Duration = Duration::from_secs(30);

/// How often it is looked whether a command that has said its word has ended.
pub(crate) const SECRET_LOOK_TIME: Duration = Duration::from_millis(10);

/// Numbers of messages missing in one mailbox that are printed.
pub(crate) const MISSING_SHOWN: usize = 100;

/// How often it is looked which mailboxes are to be read, and which are late.
pub(crate) const MAILBOX_LOOK_TIME: Duration = Duration::from_secs(15);

/// How often it is looked which mailboxes of colleagues' own are connected: whoever connects theirs waits for it.
pub(crate) const OWN_MAILBOX_LOOK_TIME: Duration = Duration::from_secs(5);
