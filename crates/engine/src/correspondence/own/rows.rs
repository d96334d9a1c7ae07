//! Mailboxes of one's own and what became of each message that was shared of them, as plain structs.

use crate::correspondence::mailboxes::Trouble;
use model::{Moment, RowId};

model::row! {
    /// What it takes to fetch what a user shares.
    pub struct MailAccount of "mail_account", handles MailAccountFields {
        /// Whose.
        user: RowId,
        /// As whom they sign in to the mail server.
        user_name: String,
        /// With which password; none where we have a token for it.
        secret: Option<String>,
        /// It is read.
        open: bool,
        /// When they gave the password.
        connected_at: Moment,
        /// When it was looked at.
        tried_at: Option<Moment>,
        /// When that last went well.
        worked_at: Option<Moment>,
        /// Why it did not.
        failure: Option<Trouble>,
    }
}

model::row! {
    /// A message that was shared.
    pub struct SharedMail of "shared_mail", handles SharedMailFields {
        /// The id of the mailbox, which is of nothing when that is disconnected.
        account: String,
        /// Its number in the folder.
        number: i64,
        /// Mailbox, series and number in one: no message has two rows.
        place: String,
        /// The mail that it became.
        message: Option<RowId>,
        /// By what that mail is known when it is here no more, see [`print`](crate::correspondence::thread::print).
        print: Option<String>,
        /// The word of what became of it, see [`Outcome`](crate::correspondence::mailboxes::Outcome).
        outcome: String,
        /// The word of the rule that decided, see [`Rule`](crate::correspondence::mailboxes::Rule).
        why: String,
        /// When it was found.
        seen_at: Moment,
    }
}
