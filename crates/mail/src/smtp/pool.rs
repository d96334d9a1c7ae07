//! Connections to one mail server, which wait for the next message.
//!
//! A connection goes back only after a whole dialogue: one cut off by the time limit is dropped where it stands, since it could
//! leave the next message inside the text of the one before.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;

use crate::limits::{IDLE_ANSWER_MAX_SECONDS, IDLE_CONNECTION_MAX_SECONDS, IDLE_CONNECTIONS_MAX_COUNT};

/// How a server is reached.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) hello: ClientId,
    pub(super) sign_in: SignIn,
}

/// How we sign in.
pub(super) enum SignIn {
    Not,
    Password(Credentials),
    Token { user: String, token: String },
}

#[derive(Clone)]
pub(super) enum Encryption {
    None,
    FromTheStart(TlsParameters),
    AfterStarttls(TlsParameters),
}

/// A server with the connections to it that wait.
#[derive(Clone)]
pub(super) struct Pool {
    pub(super) server: Arc<Server>,
    waiting: Arc<Mutex<Vec<(AsyncSmtpConnection, Instant)>>>,
}

/// Who was refused, each with the server's answer; the others have the message, if there are others.
pub(super) type Refusals = Vec<(String, Error)>;

impl Pool {
    pub(super) fn new(server: Server) -> Self {
        Self { server: Arc::new(server), waiting: Arc::default() }
    }

    /// Hands one message over.
    pub(super) async fn send(&self, envelope: &Envelope, bytes: &[u8]) -> Result<Refusals, Error> {
        let mut connection = self.connection().await?;
        let refused = dialogue(&mut connection, envelope, bytes).await?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < IDLE_CONNECTIONS_MAX_COUNT {
            waiting.push((connection, Instant::now()));
        }
        Ok(refused)
    }

    /// A connection that waits and still answers, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some((mut connection, since)) = self.take() {
            let fresh = since.elapsed() < Duration::from_secs(IDLE_CONNECTION_MAX_SECONDS);
            if !fresh || connection.has_broken() {
                continue;
            }
            let limit = Duration::from_secs(IDLE_ANSWER_MAX_SECONDS);
            if tokio::time::timeout(limit, connection.test_connected()).await == Ok(true) {
                return Ok(connection);
            }
        }
        self.server.connect().await
    }

    fn take(&self) -> Option<(AsyncSmtpConnection, Instant)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

impl Server {
    /// Connects, greets, goes over to TLS and signs in.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let from_the_start = match &self.encryption {
            Encryption::FromTheStart(tls) => Some(tls.clone()),
            Encryption::None | Encryption::AfterStarttls(_) => None,
        };
        let address = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, None, &self.hello, from_the_start, None).await?;
        if let Encryption::AfterStarttls(tls) = &self.encryption {
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        match &self.sign_in {
            SignIn::Not => {}
            SignIn::Password(credentials) => {
                connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
            }
            SignIn::Token { user, token } => {
                let answer = STANDARD.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01"));
                let said = connection.command(format!("AUTH XOAUTH2 {answer}\r\n")).await?;
                // The server says first why the token will not do, and wants an empty line before it refuses.
                if said.has_code(334) {
                    connection.command("\r\n").await?;
                }
            }
        }
        Ok(connection)
    }
}

/// One message (RFC 5321, 3.3). A recipient who is refused does not take the message from the others.
async fn dialogue(connection: &mut AsyncSmtpConnection, envelope: &Envelope, bytes: &[u8]) -> Result<Refusals, Error> {
    connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    let mut refused = Vec::new();
    for recipient in envelope.to() {
        match connection.command(Rcpt::new(recipient.clone(), Vec::new())).await {
            Ok(_) => {}
            // The server says goodbye with 421 (RFC 5321, 3.8).
            Err(error) if error.status().is_some_and(|code| u16::from(code) != 421) => {
                refused.push((recipient.to_string(), error));
            }
            Err(error) => return Err(error),
        }
    }
    if refused.len() == envelope.to().len() {
        connection.command(Rset).await?;
        return Ok(refused);
    }
    connection.command(Data).await?;
    connection.message(bytes).await?;
    Ok(refused)
}
