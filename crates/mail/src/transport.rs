//! The ways out, and what can be said of a delivery.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::compose::{Built, ComposeError, build, build_letter};
use crate::{Dkim, Letter, Message, Smtp, UrlError, directory};

/// A way out for messages.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder, a file `<id>.eml` each; the folder is made if it is missing.
    Directory(PathBuf),
    /// Into memory, for tests: of a letter its message, without what a letter has besides.
    Memory(Arc<Mutex<Vec<Message>>>),
}

/// Why a message was not delivered.
///
/// Its `Display` leaves out a server's words, which often repeat the recipient's address: it can be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliverError {
    /// For good: the server answered 5xx to this message (RFC 5321, 4.2.1), or it cannot be composed.
    Refused {
        /// The server's code; none if it was never asked.
        code: Option<u16>,
        /// The server's words or our own. Personal data.
        text: String,
    },
    /// Not now: 4xx, no connection, a failed sign-in, no time or room left. The same message may be tried again.
    Later {
        /// The server's code; none if it gave no answer.
        code: Option<u16>,
        /// The server's words or the system's. Personal data if there is a code.
        text: String,
    },
}

/// A recipient who did not get a message that others got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The address. Personal data.
    pub address: String,
    /// Whether for good, and with which answer.
    pub error: DeliverError,
}

/// Why the way out is not open. Nobody's address is in it: nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckError {
    /// The server cannot be reached, does not speak as a mail server does, or its certificate does not hold.
    Unreachable(String),
    /// It does not accept our user and password.
    SignIn(u16),
    /// The folder cannot be made or written.
    Folder(String),
}

impl Transport {
    /// The way to the mail server at `url`, as [`Smtp::new`] reads it. Nothing is connected yet.
    ///
    /// # Errors
    /// Returns [`UrlError`] if `url` names no server, or would send unencrypted over a network without saying so.
    pub fn smtp(url: &str) -> Result<Self, UrlError> {
        Smtp::new(url).map(Self::Smtp)
    }

    /// Hands one message over. Once this returns, the message is the server's or durable in the folder.
    ///
    /// A message delivered twice to a folder is one file. A server may have taken it although the answer was lost:
    /// its id stays the same, by which mail programs know the second copy.
    ///
    /// # Errors
    /// Returns [`DeliverError::Refused`] if another attempt would be useless and [`DeliverError::Later`] if not.
    pub async fn deliver(&self, message: &Message) -> Result<(), DeliverError> {
        let built = build(message)?;
        let built = Built { envelope: built.envelope().clone(), bytes: built.formatted() };
        self.hand_over(built, message).await.map(|_| ())
    }

    /// Hands a letter over, signed if a key is given. Gives whom the server refused, if it took the letter for others: they
    /// do not have it, and the others are not to get it again.
    ///
    /// # Errors
    /// As [`Transport::deliver`]; then nobody has it.
    pub async fn send(&self, letter: &Letter, dkim: Option<&Dkim>) -> Result<Vec<Refusal>, DeliverError> {
        self.hand_over(build_letter(letter, dkim)?, &letter.message).await
    }

    async fn hand_over(&self, built: Built, message: &Message) -> Result<Vec<Refusal>, DeliverError> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(&built.envelope, &built.bytes).await,
            Self::Directory(folder) => {
                let (folder, name, bytes) = (folder.clone(), format!("{}.eml", message.id), built.bytes);
                let written = tokio::task::spawn_blocking(move || directory::write(&folder, &name, &bytes)).await;
                let written =
                    written.map_err(|stopped| DeliverError::Later { code: None, text: stopped.to_string() })?;
                written.map_err(|error| DeliverError::Later { code: None, text: error.to_string() })?;
                Ok(Vec::new())
            }
            Self::Memory(messages) => {
                messages.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
                Ok(Vec::new())
            }
        }
    }
}

impl Transport {
    /// Whether mail could be handed over now: the server is greeted and signed in to, the folder written, and no mail is sent.
    pub async fn check(&self) -> Result<(), CheckError> {
        match self {
            Self::Smtp(smtp) => smtp.check().await,
            Self::Directory(folder) => {
                let folder = folder.clone();
                let tried = tokio::task::spawn_blocking(move || directory::try_write(&folder)).await;
                let tried = tried.map_err(|stopped| CheckError::Folder(stopped.to_string()))?;
                tried.map_err(|cause| CheckError::Folder(cause.to_string()))
            }
            Self::Memory(_) => Ok(()),
        }
    }
}

impl fmt::Display for CheckError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => write!(f, "the mail server cannot be used: {why}"),
            Self::SignIn(code) => write!(f, "the mail server does not accept the user and password ({code})"),
            Self::Folder(why) => write!(f, "the folder of outgoing mail cannot be written: {why}"),
        }
    }
}

impl std::error::Error for CheckError {}

impl From<ComposeError> for DeliverError {
    fn from(error: ComposeError) -> Self {
        Self::Refused { code: None, text: error.to_string() }
    }
}

impl fmt::Display for DeliverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { code: Some(code), .. } => write!(f, "the mail server refused the message with {code}"),
            Self::Refused { code: None, text } => write!(f, "the message cannot be sent: {text}"),
            Self::Later { code: Some(code), .. } => write!(f, "the mail server put the message off with {code}"),
            Self::Later { code: None, text } => write!(f, "the message could not be handed over: {text}"),
        }
    }
}

impl std::error::Error for DeliverError {}
