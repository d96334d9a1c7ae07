//! Delivery to a mail server (RFC 5321), one connection for each message.
//!
//! A connection is never used again: a dialogue cut off by the time limit could otherwise leave the next message
//! inside the text of the one before.

use std::fmt;
use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use url::{Host, Url};

use crate::limits::{CHECK_MAX_SECONDS, DELIVERY_MAX_SECONDS};
use crate::{CheckError, DeliverError};

/// Codes by which a server refuses our sign-in (RFC 4954, 6), not the message: they look permanent and are not.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    limit: Duration,
}

/// Why an address of a mail server is not one. It does not repeat the address, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlError {
    /// Not of the form `smtps://user:password@host:port` or `smtp://host:port`.
    Form,
    /// A user without a password.
    NoPassword,
    /// Unencrypted to another machine, without saying so.
    Unencrypted,
}

impl Smtp {
    /// Reads the address of a mail server:
    ///
    /// * `smtps://user:password@host` encrypted from the start, port 465 (RFC 8314);
    /// * `smtp://user:password@host?tls=required` encrypted after STARTTLS or not at all, port 587;
    /// * `smtp://localhost:25` unencrypted, on this machine;
    /// * `smtp://host?tls=none` unencrypted to another machine, as for a relay on the company's own network.
    ///
    /// User and password are percent-encoded. A path gives the name by which we greet: `smtps://host/ryddig.example.no`.
    ///
    /// # Errors
    /// Returns [`UrlError`] if the address is of no such form.
    pub fn new(url: &str) -> Result<Self, UrlError> {
        Self::with_limit(url, Duration::from_secs(DELIVERY_MAX_SECONDS))
    }

    /// The same with another time limit for a delivery.
    pub(crate) fn with_limit(url: &str, limit: Duration) -> Result<Self, UrlError> {
        let mut url = Url::parse(url).map_err(|_| UrlError::Form)?;
        if !url.username().is_empty() && url.password().is_none() {
            return Err(UrlError::NoPassword);
        }
        match (url.scheme(), url.query()) {
            ("smtps", None) | ("smtp", Some("tls=required")) => {}
            ("smtp", Some("tls=none")) => url.set_query(None),
            ("smtp", None) if is_this_machine(&url) => {}
            ("smtp", None) => return Err(UrlError::Unencrypted),
            _ => return Err(UrlError::Form),
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str()).map_err(|_| UrlError::Form)?;
        Ok(Self { transport: builder.timeout(Some(limit)).build(), limit })
    }

    /// Hands a composed message over.
    pub(crate) async fn deliver(&self, message: &lettre::Message) -> Result<(), DeliverError> {
        match tokio::time::timeout(self.limit, self.transport.send(message.clone())).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(judge(&error)),
            Err(_) => {
                let text = format!("the mail server took longer than {} seconds", self.limit.as_secs());
                Err(DeliverError::Later { code: None, text })
            }
        }
    }

    /// Connects, greets, goes over to TLS and signs in as for a delivery, and says goodbye.
    pub(crate) async fn check(&self) -> Result<(), CheckError> {
        let limit = Duration::from_secs(CHECK_MAX_SECONDS).min(self.limit);
        let unreachable = |why: &dyn fmt::Display| CheckError::Unreachable(why.to_string());
        match tokio::time::timeout(limit, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(unreachable(&"it did not answer after its greeting")),
            Ok(Err(error)) => match error.status().map(u16::from) {
                Some(code) if SIGN_IN_CODES.contains(&code) => Err(CheckError::SignIn(code)),
                Some(code) => Err(unreachable(&format_args!("it answered {code}"))),
                None => Err(unreachable(&with_causes(&error))),
            },
            Err(_) => Err(unreachable(&format_args!("no answer within {} seconds", limit.as_secs()))),
        }
    }
}

/// What the error says, and what is behind it: the outer one alone often says only that there was one.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !said.iter().any(|known| known.contains(&text)) {
            said.push(text);
        }
        cause = error.source();
    }
    said.join(": ")
}

/// Whether the failure is the message's for good. A server that cannot be reached, understood or signed in to says
/// nothing about the message.
fn judge(error: &lettre::transport::smtp::Error) -> DeliverError {
    let code = error.status().map(u16::from);
    let text = error.to_string();
    let about_us = code.is_some_and(|code| SIGN_IN_CODES.contains(&code));
    if error.is_permanent() && !about_us {
        DeliverError::Refused { code, text }
    } else {
        DeliverError::Later { code, text }
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        // A scheme that is not of the web keeps its host as text, numbers too.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").finish_non_exhaustive()
    }
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "a mail server is written smtps://user:password@host, or smtp://localhost:25",
            Self::NoPassword => "the mail server's address has a user but no password",
            Self::Unencrypted => {
                "mail to another machine is encrypted: write smtps://…, smtp://…?tls=required, \
                 or smtp://…?tls=none if the network between is your own"
            }
        })
    }
}

impl std::error::Error for UrlError {}
