//! Every limit of the program's doors, unit last.

use std::time::Duration;

/// The head of a request: its first line and its headers.
pub(crate) const HEAD_BYTES: usize = 16 * 1024;
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
