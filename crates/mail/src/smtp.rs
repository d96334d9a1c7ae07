//! Delivery to a mail server (RFC 5321), over connections that wait for the next message.

mod pool;

use std::fmt;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use url::{Host, Url};

use crate::limits::{CHECK_MAX_SECONDS, DELIVERY_MAX_SECONDS};
use crate::{CheckError, DeliverError, Refusal};
use pool::{Encryption, Pool, Server, SignIn};

/// Codes by which a server refuses our sign-in (RFC 4954, 6), not the message: they look permanent and are not.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    pool: Pool,
    limit: Duration,
}

/// What the address of a mail server cannot say.
#[derive(Clone, Copy, Default)]
pub struct SmtpOptions<'a> {
    /// A user and a token instead of a password (XOAUTH2), as Google's and Microsoft's servers want it. A token lasts for an hour or
    /// so: then the way is made anew with the next.
    pub token: Option<(&'a str, &'a str)>,
    /// Where the certificate is signed by an authority of one's own: that, in PEM.
    pub authority_pem: Option<&'a [u8]>,
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
    /// The certificate is none.
    Certificate,
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
        Self::with(url, &SmtpOptions::default())
    }

    /// The same with what an address cannot say.
    ///
    /// # Errors
    /// Returns [`UrlError`] as [`Smtp::new`] does, and if the authority's certificate is none.
    pub fn with(url: &str, options: &SmtpOptions<'_>) -> Result<Self, UrlError> {
        Self::built(url, options, Duration::from_secs(DELIVERY_MAX_SECONDS))
    }

    /// With another time limit for a delivery.
    #[cfg(test)]
    pub(crate) fn with_limit(url: &str, limit: Duration) -> Result<Self, UrlError> {
        Self::built(url, &SmtpOptions::default(), limit)
    }

    fn built(url: &str, options: &SmtpOptions<'_>, limit: Duration) -> Result<Self, UrlError> {
        let url = Url::parse(url).map_err(|_| UrlError::Form)?;
        let has_user = !url.username().is_empty();
        if has_user && url.password().is_none() {
            return Err(UrlError::NoPassword);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(UrlError::Form)?;
        let tls = || {
            let mut tls = TlsParameters::builder(host.to_owned());
            if let Some(pem) = options.authority_pem {
                tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(|_| UrlError::Certificate)?);
            }
            tls.build_rustls().map_err(|_| UrlError::Form)
        };
        let (encryption, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Encryption::FromTheStart(tls()?), 465),
            ("smtp", Some("tls=required")) => (Encryption::AfterStarttls(tls()?), 587),
            ("smtp", Some("tls=none")) => (Encryption::None, 25),
            ("smtp", None) if is_this_machine(&url) => (Encryption::None, 25),
            ("smtp", None) => return Err(UrlError::Unencrypted),
            _ => return Err(UrlError::Form),
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        let password = url.password().filter(|_| has_user);
        let decoded =
            |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned);
        let named = password.map(|password| Ok(Credentials::new(decoded(url.username())?, decoded(password)?)));
        let named = named.transpose().map_err(|_: std::str::Utf8Error| UrlError::Form)?;
        let sign_in = match (options.token, named) {
            (Some((user, token)), _) => SignIn::Token { user: user.to_owned(), token: token.to_owned() },
            (None, Some(credentials)) => SignIn::Password(credentials),
            (None, None) => SignIn::Not,
        };
        let (host, port) = (host.trim_matches(['[', ']']).to_owned(), url.port().unwrap_or(port));
        let server = Server { host, port, encryption, hello, sign_in };
        Ok(Self { pool: Pool::new(server), limit })
    }

    /// Hands a composed message over, and gives whom the server refused while it took the message for others.
    pub(crate) async fn deliver(&self, envelope: &Envelope, bytes: &[u8]) -> Result<Vec<Refusal>, DeliverError> {
        let refused = match tokio::time::timeout(self.limit, self.pool.send(envelope, bytes)).await {
            Ok(Ok(refused)) => refused,
            Ok(Err(error)) => return Err(judge(&error)),
            Err(_) => {
                let text = format!("the mail server took longer than {} seconds", self.limit.as_secs());
                return Err(DeliverError::Later { code: None, text });
            }
        };
        let judged = refused.iter().map(|(address, error)| (address, judge(error)));
        if refused.len() == envelope.to().len() {
            // Whoever was only put off may still get it: then it is not refused as a whole.
            let mut errors: Vec<DeliverError> = judged.map(|(_, error)| error).collect();
            errors.sort_by_key(|error| matches!(error, DeliverError::Refused { .. }));
            return errors.into_iter().next().map_or(Ok(Vec::new()), Err);
        }
        Ok(judged.map(|(address, error)| Refusal { address: address.clone(), error }).collect())
    }

    /// Connects, greets, goes over to TLS and signs in as for a delivery, and says goodbye.
    pub(crate) async fn check(&self) -> Result<(), CheckError> {
        let limit = Duration::from_secs(CHECK_MAX_SECONDS).min(self.limit);
        let unreachable = |why: &dyn fmt::Display| CheckError::Unreachable(why.to_string());
        let look = async {
            let mut connection = self.pool.server.connect().await?;
            let answers = connection.test_connected().await;
            let _ = connection.quit().await;
            Ok::<bool, lettre::transport::smtp::Error>(answers)
        };
        match tokio::time::timeout(limit, look).await {
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
            Self::Certificate => "this is no certificate in PEM",
            Self::NoPassword => "the mail server's address has a user but no password",
            Self::Unencrypted => {
                "mail to another machine is encrypted: write smtps://…, smtp://…?tls=required, \
                 or smtp://…?tls=none if the network between is your own"
            }
        })
    }
}

impl std::error::Error for UrlError {}
