//! What the reader of mailboxes of one's own asks: which there are, with what each is signed in to, and how that went.

use super::rows::MailAccount;
use crate::context::Engine;
use crate::correspondence::mailboxes::Trouble;
use crate::failure::Failure;
use crate::system::{address_of_user, is_in};
use model::{Column, Moment, RowId, Value};
use store::{ApplyError, Changes, Condition, Stored};

/// A mailbox of somebody's own that is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnAccount {
    /// Its row.
    pub id: RowId,
    /// When its owner gave the password: another one is another connection.
    pub connected_at: Moment,
}

/// The mailboxes that are to be read: of those who work here.
pub async fn own_accounts(engine: &Engine, now: Moment) -> Result<Vec<OwnAccount>, Failure> {
    let table = &engine.tables().mail_account;
    let open = table.in_use().matching(Condition::Is(table.f.open, Value::Boolean(true)));
    let mut accounts = Vec::new();
    for account in table.find(engine.store(), open).await? {
        if works_here(engine, now, &account.row).await? {
            accounts.push(OwnAccount { id: account.id, connected_at: account.row.connected_at });
        }
    }
    Ok(accounts)
}

/// The user name of a mailbox, and the password where its owner gave one; none where it is not to be read any more. A token opens whatever
/// it is asked for: without a password it is the mailbox of the address with which its owner signs in, whatever stands in the row.
pub async fn credentials(
    engine: &Engine,
    now: Moment,
    account: OwnAccount,
) -> Result<Option<(String, Option<String>)>, Failure> {
    let Some(stored) = engine.tables().mail_account.get_in_use(engine.store(), account.id).await? else {
        return Ok(None);
    };
    let is_same = stored.row.open && stored.row.connected_at == account.connected_at;
    if !is_same || !works_here(engine, now, &stored.row).await? {
        return Ok(None);
    }
    Ok(match stored.row.secret {
        Some(password) => Some((stored.row.user_name, Some(password))),
        None => address_of_user(engine, stored.row.user).await?.map(|address| (address, None)),
    })
}

/// Whether its owner may come in: of somebody who has left nothing is read.
async fn works_here(engine: &Engine, now: Moment, account: &MailAccount) -> Result<bool, Failure> {
    match engine.tables().user.get_in_use(engine.store(), account.user).await? {
        Some(user) => is_in(engine, rights::day_of(now), &user).await,
        None => Ok(false),
    }
}

/// Notes that a mailbox was looked at, and how that went.
pub async fn looked_at_own(
    engine: &Engine,
    now: Moment,
    account: RowId,
    failure: Option<Trouble>,
) -> Result<(), Failure> {
    let table = &engine.tables().mail_account;
    let Some(Stored { version, .. }) = table.get(engine.store(), account).await? else { return Ok(()) };
    let mut cells = vec![(table.f.tried_at, Value::Moment(now))];
    match failure {
        Some(why) => cells.push((table.f.failure, why.write())),
        None => cells.extend([(table.f.worked_at, Value::Moment(now)), (table.f.failure, Value::Null)]),
    }
    let mut changes = Changes::new();
    changes.update(&table.write, account, version, cells)?;
    match engine.store().apply(changes).await {
        // Its owner changed it at the same time: the next look says how it goes.
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
