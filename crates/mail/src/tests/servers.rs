//! Postfix and Dovecot, as this crate sends and reads there.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError, Weak};

pub(super) use testkit::mail_servers::TOKEN;
use testkit::mail_servers::{self, PASSWORD};

use crate::{ImapServer, ImapTls, Login, Smtp, SmtpOptions, Transport};

/// Who has a mailbox there.
const ADDRESSES: [&str; 8] = [
    "post@fjordlys.example",
    "bounce@fjordlys.example",
    "a@fjordlys.example",
    "b@fjordlys.example",
    "mange@fjordlys.example",
    "arkiv@fjordlys.example",
    "liste@fjordlys.example",
    "slettet@fjordlys.example",
];

/// The running servers.
pub(super) struct Servers(mail_servers::Servers);

/// The servers, which are started if they are not running.
pub(super) fn servers() -> Arc<Servers> {
    static RUNNING: Mutex<Weak<Servers>> = Mutex::new(Weak::new());
    let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(servers) = running.upgrade() {
        return servers;
    }
    let servers = Arc::new(Servers(mail_servers::Servers::start(&ADDRESSES)));
    *running = Arc::downgrade(&servers);
    servers
}

impl Deref for Servers {
    type Target = mail_servers::Servers;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Servers {
    /// The way out, over TLS, as a user who signs in.
    pub(super) fn transport_at(&self, port: u16) -> Transport {
        let url = format!("smtp://post:{PASSWORD}@localhost:{port}/klient.example?tls=required");
        let options = SmtpOptions { authority_pem: Some(self.authority_pem().as_bytes()), ..SmtpOptions::default() };
        Transport::Smtp(Smtp::with(&url, &options).unwrap())
    }

    /// The same with a token instead of a password.
    pub(super) fn transport_with_token(&self, token: &str) -> Transport {
        let url = format!("smtp://localhost:{}?tls=required", self.smtp_port);
        let authority_pem = Some(self.authority_pem().as_bytes());
        Transport::Smtp(Smtp::with(&url, &SmtpOptions { token: Some(("post", token)), authority_pem }).unwrap())
    }

    pub(super) fn transport(&self) -> Transport {
        self.transport_at(self.smtp_port)
    }

    pub(super) fn imap_at(&self, port: u16) -> ImapServer {
        let authority_pem = Some(self.authority_pem().as_bytes().to_vec());
        ImapServer { host: "localhost".to_owned(), port, tls: ImapTls::FromTheFirstByte, authority_pem }
    }

    /// The same mailboxes, where TLS begins after the greeting.
    pub(super) fn imap_in_plain_text_first(&self) -> ImapServer {
        ImapServer { tls: ImapTls::AfterTheGreeting, ..self.imap_at(self.plain_imap_port) }
    }

    pub(super) fn imap(&self) -> ImapServer {
        self.imap_at(self.imap_port)
    }
}

pub(super) fn login(user: &str) -> Login {
    Login::Password { user: user.to_owned(), password: PASSWORD.to_owned() }
}
