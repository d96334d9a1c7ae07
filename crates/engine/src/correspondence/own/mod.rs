//! Mailboxes of one's own: somebody connects theirs, and of it only the folder is read into which they put what they share.

mod connect;
mod fetch;
mod rows;

pub use connect::{
    ConnectProblem, Left, OwnMailbox, connect, disconnect, fetch_on, may_connect, own_mailbox, own_mailboxes,
};
pub use fetch::{OwnAccount, credentials, looked_at_own, own_accounts};

pub(crate) use rows::{MailAccount, SharedMail};
