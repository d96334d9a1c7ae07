//! What a demonstration is made of.

use engine::Moment;
use std::sync::Arc;

/// What only a demonstration has.
#[derive(Clone)]
pub struct Demo {
    /// Reads the mails in the outbox, in any order.
    pub inbox: Arc<dyn Fn() -> Vec<InboxMail> + Send + Sync>,
    /// The e-mail address of the user whom the strip lets in with one click.
    pub owner: String,
}

/// A mail that went out, as its receiver sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxMail {
    /// What tells it from the others, in addresses; the name of its file will do.
    pub name: String,
    /// Whose inbox it is in.
    pub to: String,
    /// Who it is from, as the mail says it.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// When it was sent.
    pub sent_at: Moment,
    /// Every header in order, name and value.
    pub headers: Vec<(String, String)>,
    /// Its plain text.
    pub text: String,
}
