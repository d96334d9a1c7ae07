//! One connection to one mailbox.

use std::sync::Arc;
use std::time::Duration;

use async_imap::extensions::idle::IdleResponse;
use async_imap::imap_proto::{Response, Status};
use async_imap::{Authenticator, Client};
use futures_util::TryStreamExt;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{Fetched, ImapError, ImapServer, ImapTls, Login, UidList};
use crate::limits::{IMAP_COMMAND_MAX_SECONDS, IMAP_FETCH_MAX_SECONDS, IMAP_POLL_SECONDS, INCOMING_MAX_BYTES};

type Stream = TlsStream<TcpStream>;

pub(super) struct Session {
    inner: async_imap::Session<Stream>,
    validity: u32,
    has_idle: bool,
    /// It deletes by numbers (RFC 4315).
    has_uidplus: bool,
    /// The first number that no list had yet.
    next: u32,
}

/// What a mailbox is opened for.
#[derive(Clone, Copy)]
pub(super) enum Opening {
    /// Messages are marked as read there.
    Take,
    /// Nothing is changed.
    Look,
}

impl Session {
    /// Connects, signs in and opens the mailbox.
    pub(super) async fn open(
        server: &ImapServer,
        login: &Login,
        (mailbox, opening): (&str, Opening),
    ) -> Result<Self, ImapError> {
        let stream = limited(connect(server)).await?;
        let mut inner = limited(Box::pin(sign_in(stream, login, server.tls))).await?;
        let capabilities = limited(async { inner.capabilities().await.map_err(|error| broken(&error)) }).await?;
        let opened = limited(async {
            let opened = match opening {
                Opening::Take => inner.select(mailbox).await,
                Opening::Look => inner.examine(mailbox).await,
            };
            opened.map_err(|error| match error {
                async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_) => ImapError::NoMailbox,
                error => broken(&error),
            })
        });
        let opened = opened.await?;
        let validity = opened.uid_validity.ok_or_else(|| ImapError::Connection("no UIDVALIDITY".to_owned()))?;
        let (has_idle, has_uidplus) = (capabilities.has_str("IDLE"), capabilities.has_str("UIDPLUS"));
        Ok(Self { inner, validity, has_idle, has_uidplus, next: 1 })
    }

    /// The numbers of all messages, or of those that came since the last list.
    pub(super) async fn list(&mut self, whole: bool) -> Result<UidList, ImapError> {
        // What was announced before is in the list.
        while self.inner.unsolicited_responses.try_recv().is_ok() {}
        let query = if whole { "ALL".to_owned() } else { format!("UID {}:*", self.next) };
        let found = limited(async { self.inner.uid_search(query).await.map_err(|error| broken(&error)) }).await?;
        // `*` is the last message, even if that is an old one (RFC 3501, 6.4.8).
        let mut uids: Vec<u32> = found.into_iter().filter(|uid| whole || *uid >= self.next).collect();
        uids.sort_unstable();
        self.next = uids.last().map_or(self.next, |last| self.next.max(last.saturating_add(1)));
        Ok(UidList { validity: self.validity, uids, whole })
    }

    /// One message, not marked as read by that; none if it is gone.
    pub(super) async fn fetch(&mut self, uid: u32) -> Result<Option<Fetched>, ImapError> {
        let Some(size) = self.one(uid, "(UID RFC822.SIZE)").await?.and_then(|found| found.size) else {
            return Ok(None);
        };
        let validity = self.validity;
        if usize::try_from(size).is_ok_and(|size| size > INCOMING_MAX_BYTES) {
            return Ok(Some(Fetched { validity, uid, bytes: None }));
        }
        let found = self.one(uid, "(UID BODY.PEEK[])").await?;
        let bytes = found.and_then(|found| found.body().map(<[u8]>::to_vec));
        Ok(bytes.map(|bytes| Fetched { validity, uid, bytes: Some(bytes) }))
    }

    async fn one(&mut self, uid: u32, what: &str) -> Result<Option<async_imap::types::Fetch>, ImapError> {
        let asked = async {
            let found = self.inner.uid_fetch(uid.to_string(), what).await.map_err(|error| broken(&error))?;
            found.try_collect::<Vec<_>>().await.map_err(|error| broken(&error))
        };
        let found = within(IMAP_FETCH_MAX_SECONDS, asked).await?;
        Ok(found.into_iter().find(|found| found.uid == Some(uid)))
    }

    pub(super) async fn mark_as_read(&mut self, uids: &[u32]) -> Result<(), ImapError> {
        self.flag(uids, "\\Seen").await
    }

    /// Deletes messages: those alone, and for good where the server can do that. Whether it let us.
    pub(super) async fn delete(&mut self, uids: &[u32]) -> Result<bool, ImapError> {
        let uids = set(uids);
        let is_marked = self.is_allowed(format!("UID STORE {uids} +FLAGS.SILENT (\\Deleted)")).await?;
        Ok(is_marked && (!self.has_uidplus || self.is_allowed(format!("UID EXPUNGE {uids}")).await?))
    }

    /// Whether the server carries a command out. The library's own do not tell that it refused.
    async fn is_allowed(&mut self, command: String) -> Result<bool, ImapError> {
        limited(async {
            match self.inner.run_command_and_check_ok(command).await {
                Ok(()) => Ok(true),
                Err(async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_)) => Ok(false),
                Err(error) => Err(broken(&error)),
            }
        })
        .await
    }

    async fn flag(&mut self, uids: &[u32], flag: &str) -> Result<(), ImapError> {
        if uids.is_empty() {
            return Ok(());
        }
        limited(async {
            let answers = self.inner.uid_store(set(uids), format!("+FLAGS.SILENT ({flag})")).await;
            let answers = answers.map_err(|error| broken(&error))?;
            answers.try_collect::<Vec<_>>().await.map(|_| ()).map_err(|error| broken(&error))
        })
        .await
    }

    /// Waits until the server says that something changed, but not longer than `idle`; and whether it said so.
    pub(super) async fn wait(mut self, idle: Duration) -> Result<(Self, bool), ImapError> {
        // Something changed while we looked: it may not be in the list that we had.
        if !self.inner.unsolicited_responses.is_empty() {
            return Ok((self, true));
        }
        if !self.has_idle {
            tokio::time::sleep(idle.min(Duration::from_secs(IMAP_POLL_SECONDS))).await;
            limited(async { self.inner.noop().await.map_err(|error| broken(&error)) }).await?;
            return Ok((self, false));
        }
        let mut handle = self.inner.idle();
        limited(async { handle.init().await.map_err(|error| broken(&error)) }).await?;
        let announced = {
            let (news, _stop) = handle.wait_with_timeout(idle);
            // Some servers say "still here" more often than that, which begins the library's time anew.
            match tokio::time::timeout(idle, news).await {
                Ok(Ok(IdleResponse::ManualInterrupt)) => {
                    return Err(ImapError::Connection("the server ended it".to_owned()));
                }
                Ok(Ok(IdleResponse::NewData(_))) => true,
                Ok(Ok(IdleResponse::Timeout)) | Err(_) => false,
                Ok(Err(error)) => return Err(broken(&error)),
            }
        };
        let inner = limited(async { handle.done().await.map_err(|error| broken(&error)) }).await?;
        Ok((Self { inner, ..self }, announced))
    }
}

/// Numbers as a command names them (RFC 3501, 9: sequence-set).
fn set(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

async fn connect(server: &ImapServer) -> Result<Stream, ImapError> {
    let unreachable = |error: &dyn std::fmt::Display| ImapError::Unreachable(error.to_string());
    let mut roots = RootCertStore::empty();
    if let Some(pem) = &server.authority_pem {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| unreachable(&"the authority's certificate is none"))?;
            roots.add(certificate).map_err(|error| unreachable(&error))?;
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| unreachable(&error))?.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from(server.host.clone()).map_err(|error| unreachable(&error))?;
    let stream = TcpStream::connect((server.host.as_str(), server.port)).await.map_err(|error| unreachable(&error))?;
    // Commands are short, and each waits for the answer to the one before.
    stream.set_nodelay(true).map_err(|error| unreachable(&error))?;
    let stream = match server.tls {
        ImapTls::FromTheFirstByte => stream,
        ImapTls::AfterTheGreeting => asked_for_tls(stream).await?,
    };
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|error| unreachable(&error))
}

/// The connection when the server has agreed that TLS begins. What else came in plain text goes with the client that read it, so that
/// nobody in between can put answers before those that are encrypted.
async fn asked_for_tls(stream: TcpStream) -> Result<TcpStream, ImapError> {
    let mut client = Client::new(stream);
    client.read_response().await.map_err(|error| ImapError::Unreachable(error.to_string()))?;
    match client.run_command_and_check_ok("STARTTLS", None).await {
        Ok(()) => Ok(client.into_inner()),
        Err(async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_)) => {
            Err(ImapError::Unreachable("it does not encrypt (STARTTLS), and nothing is said in plain text".to_owned()))
        }
        Err(error) => Err(broken(&error)),
    }
}

/// Connects, hears the greeting and hangs up.
pub(super) async fn greeting(server: &ImapServer) -> Result<(), ImapError> {
    let stream = limited(connect(server)).await?;
    limited(greeted(stream, server.tls)).await.map(drop)
}

/// A client that has heard the greeting, which came before TLS where that began after it.
async fn greeted(stream: Stream, tls: ImapTls) -> Result<Client<Stream>, ImapError> {
    let mut client = Client::new(stream);
    if tls == ImapTls::FromTheFirstByte {
        let greeting = client.read_response().await.map_err(|error| ImapError::Unreachable(error.to_string()))?;
        if greeting.is_none_or(|said| matches!(said.parsed(), Response::Data { status: Status::Bye, .. })) {
            return Err(ImapError::Unreachable("it hangs up".to_owned()));
        }
    }
    Ok(client)
}

async fn sign_in(stream: Stream, login: &Login, tls: ImapTls) -> Result<async_imap::Session<Stream>, ImapError> {
    let client = greeted(stream, tls).await?;
    let signed_in = match login {
        Login::Password { user, password } => client.login(user, password).await,
        Login::Token { user, token } => {
            let answer = format!("user={user}\x01auth=Bearer {token}\x01\x01");
            client.authenticate("XOAUTH2", Xoauth2 { answer: Some(answer) }).await
        }
    };
    signed_in.map_err(|(error, _)| match error {
        // The trouble is the server's own (RFC 5530, 3).
        async_imap::error::Error::No(said) if said.to_lowercase().contains("unavailable") => {
            ImapError::Unreachable("it cannot sign in anybody now".to_owned())
        }
        async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_) | async_imap::error::Error::Validate(_) => {
            ImapError::SignIn
        }
        error => broken(&error),
    })
}

/// The token at first; to whatever is asked then, which is why it was refused, nothing.
struct Xoauth2 {
    answer: Option<String>,
}

impl Authenticator for Xoauth2 {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        self.answer.take().unwrap_or_default()
    }
}

/// What broke, without the server's words: they may name a person.
fn broken(error: &async_imap::error::Error) -> ImapError {
    ImapError::Connection(match error {
        async_imap::error::Error::Io(error) => error.kind().to_string(),
        async_imap::error::Error::ConnectionLost => "it was lost".to_owned(),
        async_imap::error::Error::No(_) | async_imap::error::Error::Bad(_) => "a command was refused".to_owned(),
        _ => "the server's answer cannot be read".to_owned(),
    })
}

async fn limited<T>(command: impl Future<Output = Result<T, ImapError>>) -> Result<T, ImapError> {
    within(IMAP_COMMAND_MAX_SECONDS, command).await
}

async fn within<T>(seconds: u64, command: impl Future<Output = Result<T, ImapError>>) -> Result<T, ImapError> {
    let outcome = tokio::time::timeout(Duration::from_secs(seconds), command).await;
    outcome.unwrap_or_else(|_| Err(ImapError::Connection(format!("no answer within {seconds} seconds"))))
}
