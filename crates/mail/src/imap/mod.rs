//! Mail on its way in, from mailboxes (IMAP, RFC 3501) whose messages stay where they are.
//!
//! Nothing is missed in silence: at the beginning, and again and again, the caller is given the whole list of a mailbox and says
//! what it lacks. A message is marked as read only after the caller has said what it did with it. So whatever breaks, and
//! wherever, the next look begins where the caller's own rows end: none is lost, and the caller knows what it has.

mod session;

use std::fmt;
use std::time::Duration;

use crate::limits::{IMAP_IDLE_MAX_SECONDS, IMAP_OFFERED_MAX_BYTES, IMAP_OFFERED_MAX_COUNT, IMAP_PAUSE_MAX_SECONDS};
use session::{Opening, Session};

/// A server with mailboxes.
#[derive(Clone)]
pub struct ImapServer {
    /// Its name, which its certificate bears.
    pub host: String,
    /// Its port; 993 with TLS from the first byte (RFC 8314).
    pub port: u16,
    /// When encryption begins. Nothing is said before it, and nobody signs in without it.
    pub tls: ImapTls,
    /// Where the certificate is signed by an authority of one's own: that, in PEM.
    pub authority_pem: Option<Vec<u8>>,
}

/// When encryption begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImapTls {
    /// With the first byte (RFC 8314).
    FromTheFirstByte,
    /// After the greeting, where the server says that it can (STARTTLS; RFC 3501, 6.2.1). Where it cannot, the connection ends.
    AfterTheGreeting,
}

/// How we sign in.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    /// By a password.
    Password {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
    /// By a token that somebody else gave out (XOAUTH2), as Google's and Microsoft's servers want it.
    Token {
        /// The user.
        user: String,
        /// The token. It lasts for an hour or so.
        token: String,
    },
}

/// The messages of a mailbox, as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UidList {
    /// `UIDVALIDITY`: with another value, all numbers mean other messages than before (RFC 3501, 2.3.1.1). What was taken in under
    /// the old one is then known by its content alone.
    pub validity: u32,
    /// The numbers, in order.
    pub uids: Vec<u32>,
    /// These are all: what the caller has and the list has not, is gone. Otherwise only what came since the last look is in it.
    pub whole: bool,
}

/// A message in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// `UIDVALIDITY` of the mailbox.
    pub validity: u32,
    /// The number of the message.
    pub uid: u32,
    /// Its bytes; none if there are more of them than are read.
    pub bytes: Option<Vec<u8>>,
}

/// What the caller's rows say of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// The messages about which there is no row. They are offered in this order.
    pub missing: Vec<u32>,
    /// The messages that are to be deleted in the mailbox. Where its server cannot delete just these (UIDPLUS, RFC 4315), they are
    /// marked as deleted and go when somebody tidies it.
    pub deleted: Vec<u32>,
}

/// What the caller did with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is stored, or it is noted why not: it is marked as read, and not asked about again.
    Done,
    /// Neither could be done now: it is offered again.
    Later,
}

/// Who takes the messages of one mailbox.
pub trait Intake: Sync {
    /// How to sign in. It is asked at each connection, as tokens grow old.
    fn login(&self) -> impl Future<Output = Result<Login, ImapError>> + Send;

    /// Holds the list against the caller's rows. With an error nothing is offered, and the look has failed.
    fn compare(&self, list: &UidList) -> impl Future<Output = Result<Compared, ImapError>> + Send;

    /// These messages, which [`Compared::deleted`] named, are deleted in the mailbox.
    fn removed(&self, validity: u32, uids: &[u32]) -> impl Future<Output = ()> + Send;

    /// Takes a message. When this says [`Taken::Done`], that is durable. The same message may come again, after a crash or with
    /// another number.
    fn take(&self, message: Fetched) -> impl Future<Output = Taken> + Send;

    /// Takes several messages, in their order, and says of each what [`Intake::take`] would say.
    fn take_several(&self, messages: Vec<Fetched>) -> impl Future<Output = Vec<Taken>> + Send {
        async {
            let mut taken = Vec::with_capacity(messages.len());
            for message in messages {
                taken.push(self.take(message).await);
            }
            taken
        }
    }

    /// After each look: everything was offered, or why not. The age of the last success is what tells that intake works.
    fn looked(&self, outcome: Result<(), &ImapError>) -> impl Future<Output = ()> + Send;
}

/// Why a mailbox cannot be read. `Display` leaves out what the server said: it may name a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImapError {
    /// The server cannot be reached, or its certificate does not hold.
    Unreachable(String),
    /// It does not accept our user with this password or token.
    SignIn,
    /// The mailbox is not there.
    NoMailbox,
    /// The connection ended, or took too long.
    Connection(String),
    /// The caller could not say what it has, or not take a message.
    Later,
    /// The password or token cannot be had: why, in words of our own.
    Secret(String),
}

/// Reads one mailbox for as long as it is polled: to end it, drop it. It connects again whatever happens, after pauses that grow.
pub async fn watch(server: &ImapServer, mailbox: &str, intake: &impl Intake) {
    watch_with(server, mailbox, intake, Duration::from_secs(IMAP_IDLE_MAX_SECONDS), pause).await;
}

/// The same with other pauses.
pub(crate) async fn watch_with(
    server: &ImapServer,
    mailbox: &str,
    intake: &impl Intake,
    idle: Duration,
    pause: fn(u32) -> Duration,
) {
    let mut failures = 0;
    loop {
        let error = match connected(server, mailbox, intake).await {
            Ok(session) => follow(session, intake, idle, &mut failures).await,
            Err(error) => error,
        };
        intake.looked(Err(&error)).await;
        failures += 1;
        tokio::time::sleep(pause(failures)).await;
    }
}

async fn connected(server: &ImapServer, mailbox: &str, intake: &impl Intake) -> Result<Session, ImapError> {
    let login = intake.login().await?;
    Box::pin(Session::open(server, &login, (mailbox, Opening::Take))).await
}

/// Looks, waits, and looks again, until something breaks.
async fn follow(mut session: Session, intake: &impl Intake, idle: Duration, failures: &mut u32) -> ImapError {
    let mut whole = true;
    loop {
        if let Err(error) = look(&mut session, intake, whole).await {
            return error;
        }
        *failures = 0;
        intake.looked(Ok(())).await;
        // Whenever nothing was announced for a while, everything is compared.
        let announced;
        (session, announced) = match session.wait(idle).await {
            Ok(waited) => waited,
            Err(error) => return error,
        };
        whole = !announced;
    }
}

/// Offers all that the caller lacks, some at a time.
async fn look(session: &mut Session, intake: &impl Intake, whole: bool) -> Result<(), ImapError> {
    let list = session.list(whole).await?;
    let mut outcome = Ok(());
    let Compared { missing, deleted } = intake.compare(&list).await?;
    for some in deleted.chunks(IMAP_OFFERED_MAX_COUNT) {
        if session.delete(some).await? {
            intake.removed(list.validity, some).await;
        }
    }
    let mut missing = missing.into_iter();
    loop {
        let (fetched, broke) = some(session, &mut missing).await;
        if fetched.is_empty() {
            return broke.and(outcome);
        }
        let uids: Vec<u32> = fetched.iter().map(|message| message.uid).collect();
        let taken = intake.take_several(fetched).await;
        // What came over before the connection broke need not come again.
        broke?;
        let done: Vec<u32> =
            uids.iter().zip(&taken).filter(|(_, it)| **it == Taken::Done).map(|(uid, _)| *uid).collect();
        session.mark_as_read(&done).await?;
        // The others are not held up by one that could not be taken.
        if done.len() < uids.len() {
            outcome = Err(ImapError::Later);
        }
    }
}

/// Fetches the next messages, as many as are offered together; and how that ended.
async fn some(session: &mut Session, missing: &mut impl Iterator<Item = u32>) -> (Vec<Fetched>, Result<(), ImapError>) {
    let (mut fetched, mut bytes) = (Vec::new(), 0);
    while fetched.len() < IMAP_OFFERED_MAX_COUNT && bytes < IMAP_OFFERED_MAX_BYTES {
        let Some(uid) = missing.next() else { break };
        match session.fetch(uid).await {
            Ok(Some(message)) => {
                bytes += message.bytes.as_ref().map_or(0, Vec::len);
                fetched.push(message);
            }
            // Somebody may have moved or deleted it since.
            Ok(None) => {}
            Err(error) => return (fetched, Err(error)),
        }
    }
    (fetched, Ok(()))
}

/// How long after so many failures in a row: a second, and twice as long each time.
fn pause(failures: u32) -> Duration {
    Duration::from_secs(2u64.saturating_pow(failures.saturating_sub(1)).min(IMAP_PAUSE_MAX_SECONDS))
}

/// The whole list of a mailbox, to compare what is stored with what is there. Nothing is changed there (EXAMINE).
///
/// # Errors
/// Returns [`ImapError`] if the mailbox cannot be read now.
pub async fn list_uids(server: &ImapServer, login: &Login, mailbox: &str) -> Result<UidList, ImapError> {
    Box::pin(Session::open(server, login, (mailbox, Opening::Look))).await?.list(true).await
}

/// Whether the server can be reached and is what its certificate says: it is greeted, and nobody signs in.
///
/// # Errors
/// Returns [`ImapError`] if it cannot be reached now.
pub async fn greet(server: &ImapServer) -> Result<(), ImapError> {
    Box::pin(session::greeting(server)).await
}

impl fmt::Debug for ImapServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImapServer").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password { .. } => "Password { .. }",
            Self::Token { .. } => "Token { .. }",
        })
    }
}

impl fmt::Display for ImapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => write!(f, "the server of the mailbox cannot be reached: {why}"),
            Self::SignIn => f.write_str("the server of the mailbox does not accept the user and password or token"),
            Self::NoMailbox => f.write_str("the server has no such mailbox"),
            Self::Connection(why) => write!(f, "the connection to the mailbox broke: {why}"),
            Self::Secret(why) => write!(f, "the password or token of the mailbox cannot be had: {why}"),
            Self::Later => f.write_str("a message could not be taken in now, and is offered again"),
        }
    }
}

impl std::error::Error for ImapError {}
