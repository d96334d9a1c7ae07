//! Where an answer to a mail about a contact request comes: to the shared mailbox in which it opens a case. Without one it goes to the
//! company's own address, where people read it.

use super::mailboxes::MailboxRow;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use mail::{Mailbox, Purpose};
use model::{RowId, Value};
use store::{Condition, Stored};

/// Who writes such a mail, and where its answer goes if not there.
pub(super) struct Replies {
    pub(super) from: Mailbox,
    pub(super) reply_to: Option<Mailbox>,
}

/// For mails about `request`, which the address of their answers names where the mailbox takes addresses with a plus.
pub(super) async fn replies(engine: &Engine, request: RowId) -> Result<Replies, Failure> {
    let sender = engine.settings().sender.clone();
    let Some(mailbox) = mailbox(engine, &sender.address).await? else {
        return Ok(Replies { from: sender, reply_to: None });
    };
    let from = Mailbox { address: mailbox.row.address, ..sender };
    let marked = engine.marks().address(Purpose::Reply, u128::from_be_bytes(request.0), &from.address);
    let reply_to = marked.filter(|_| mailbox.row.plus == Some(true));
    Ok(Replies { reply_to: reply_to.map(|address| Mailbox { address, ..from.clone() }), from })
}

/// The mailbox that is read and has a queue: that of the company's own address, or else the first by address.
async fn mailbox(engine: &Engine, sender: &str) -> Result<Option<Stored<MailboxRow>>, Failure> {
    let table = &engine.tables().mailbox;
    let open = table.all().matching(Condition::Is(table.f.open, Value::Boolean(true)));
    let open = open.matching(Condition::Filled(table.f.queue)).limit(BATCH_ROWS);
    let mut open = table.find(engine.store(), open).await?;
    let sender = sender.to_lowercase();
    open.retain(|mailbox| mailbox.row.copies != Some(true));
    open.sort_by(|one, other| {
        let is_other = |mailbox: &Stored<MailboxRow>| mailbox.row.address != sender;
        (is_other(one), &one.row.address).cmp(&(is_other(other), &other.row.address))
    });
    Ok(open.into_iter().next())
}
