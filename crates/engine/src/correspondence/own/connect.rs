//! What the owner of a mailbox sees of it and decides: it is connected, paused, or not there any more.

use super::rows::{MailAccount, SharedMail};
use crate::context::{Caller, Engine};
use crate::correspondence::intake::{in_words, is_overdue, outcome_in_words, rule_in_words};
use crate::correspondence::mailboxes::{Outcome, Rule};
use crate::correspondence::words::clean_line;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{MAIL_PASSWORD_CHARACTERS, MAIL_USER_CHARACTERS};
use crate::records::linked_for;
use crate::show::Show;
use crate::system::address_of_user;
use model::{Column, Moment, RowId, Value};
use rights::Operation;
use std::collections::BTreeMap;
use store::{Changes, Condition, Query, Stored};

/// How fetching what somebody shares goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMailbox {
    /// Its row.
    pub id: RowId,
    /// Whose it is.
    pub owner: String,
    /// As whom they sign in to the mail server.
    pub user_name: String,
    /// It is to be read.
    pub is_open: bool,
    /// When it was connected.
    pub connected_at: Moment,
    /// When reading it last went well.
    pub worked_at: Option<Moment>,
    /// Why it did not since, in words.
    pub failure: Option<String>,
    /// It is to be read, and for too long it has not been.
    pub is_late: bool,
    /// How many of its messages are kept here.
    pub kept: u64,
    /// How many were not, and why. Only their owner is told.
    pub left: Vec<Left>,
}

/// Messages that were shared and are not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// What became of them, in words.
    pub outcome: String,
    /// The rule that decided, in words.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// What is wrong with what somebody typed to connect their mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectProblem {
    /// There is no user name.
    NoUser,
    /// It is longer than [`MAIL_USER_CHARACTERS`].
    LongUser,
    /// There is no password.
    NoPassword,
    /// It is longer than [`MAIL_PASSWORD_CHARACTERS`], or more than one line.
    LongPassword,
}

/// Whether the caller may connect a mailbox of their own: the server is told where these lie, and the register lets them.
pub fn may_connect(engine: &Engine, caller: &Caller) -> bool {
    let entity = engine.tables().mail_account.f.entity;
    caller.user.is_some()
        && engine.settings().own_mailboxes.is_some()
        && engine.scope(caller, entity, Operation::Write).is_ok()
}

/// The caller's own mailbox, where they have connected one.
pub async fn own_mailbox(engine: &Engine, caller: &Caller, now: Moment) -> Result<Option<OwnMailbox>, Failure> {
    let Some(account) = of(engine, caller, Operation::Read).await? else { return Ok(None) };
    let table = &engine.tables().shared_mail;
    let of_it = || table.all().matching(Condition::Is(table.f.account, Value::Text(account.id.to_string())));
    let stored = Condition::Is(table.f.outcome, Outcome::Stored.write());
    let kept = engine.store().count(of_it().matching(stored)).await?;
    let others = Outcome::ALL.iter().filter(|outcome| **outcome != Outcome::Stored).map(Column::write).collect();
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut rows = engine.store().stream(&of_it().matching(Condition::OneOf(table.f.outcome, others)))?;
    while let Some(record) = rows.next().await? {
        let SharedMail { outcome, why, .. } = table.typed(&record)?.row;
        *counts.entry((outcome, why)).or_default() += 1;
    }
    let in_words = |((outcome, why), count): ((String, String), u64)| {
        let outcome = Outcome::ALL.iter().find(|one| one.key() == outcome)?;
        let why = Rule::ALL.iter().find(|one| one.key() == why)?;
        let outcome = outcome_in_words(engine, *outcome, caller.language);
        Some(Left { outcome, why: rule_in_words(engine, *why, caller.language), count })
    };
    let left = counts.into_iter().filter_map(in_words).collect();
    Ok(Some(OwnMailbox { kept, left, ..state(engine, caller, now, (account, String::new())) }))
}

/// Whether the mailboxes of their own that colleagues have connected are read, for whoever may see that; nothing of what is in them.
pub async fn own_mailboxes(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<OwnMailbox>, Failure> {
    let table = &engine.tables().mail_account;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let seen = engine.store().find(Query::over(&scope)).await?;
    let more = linked_for(engine, caller, &seen, rights::day_of(now)).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let owners: BTreeMap<RowId, String> = seen
        .iter()
        .filter_map(|record| Some((record.id, show.text(table.f.user, record.get(table.f.user)?))))
        .collect();
    let ids = table.all().matching(Condition::Ids(seen.iter().map(|record| record.id).collect()));
    let found = table.find(engine.store(), ids).await?.into_iter().map(|account| {
        let owner = owners.get(&account.id).cloned().unwrap_or_default();
        state(engine, caller, now, (account, owner))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by(|a, b| a.owner.cmp(&b.owner));
    Ok(found)
}

fn state(engine: &Engine, caller: &Caller, now: Moment, (account, owner): (Stored<MailAccount>, String)) -> OwnMailbox {
    let row = account.row;
    OwnMailbox {
        id: account.id,
        owner,
        is_late: is_overdue((row.open, row.worked_at, row.failure), now),
        user_name: row.user_name,
        is_open: row.open,
        connected_at: row.connected_at,
        worked_at: row.worked_at,
        failure: row.failure.map(|why| in_words(engine, why, caller.language)),
        kept: 0,
        left: Vec::new(),
    }
}

/// Connects the caller's mailbox, or gives the one that is connected another user name and password. Where we have tokens for all
/// mailboxes, it is that of the address with which the caller signs in, whatever is typed.
pub async fn connect(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (user_name, password): (&str, &str),
) -> Result<Option<ConnectProblem>, Failure> {
    if !may_connect(engine, caller) {
        return Err(Failure::Denied);
    }
    let user = caller.user.ok_or(Failure::Denied)?;
    let (user_name, secret) = if engine.settings().own_mailboxes.as_ref().is_some_and(|own| own.by_password) {
        let user_name = clean_line(user_name);
        if let Some(problem) = wrong(&user_name, password) {
            return Ok(Some(problem));
        }
        (user_name, Some(password.to_owned()))
    } else {
        (address_of_user(engine, user).await?.ok_or(Failure::Denied)?, None)
    };
    let (table, mut changes) = (&engine.tables().mail_account, Changes::new());
    let connected_at = now;
    let (id, deed) = if let Some(known) = of(engine, caller, Operation::Write).await? {
        let cells = vec![
            (table.f.user_name, Value::Text(user_name)),
            (table.f.secret, secret.map_or(Value::Null, Value::Text)),
            (table.f.open, Value::Boolean(true)),
            (table.f.connected_at, Value::Moment(connected_at)),
            (table.f.worked_at, Value::Null),
            (table.f.failure, Value::Null),
        ];
        changes.update(&table.write, known.id, known.version, cells)?;
        (known.id, Deed::Changed)
    } else {
        let (id, tried_at, worked_at, failure) = (engine.new_id(now), None, None, None);
        let row = MailAccount { user, user_name, secret, open: true, connected_at, tried_at, worked_at, failure };
        table.insert(&mut changes, id, &row)?;
        (id, Deed::Made)
    };
    tell(engine, caller, now, &mut changes, (id, deed)).await?;
    engine.store().apply(changes).await?;
    Ok(None)
}

fn wrong(user_name: &str, password: &str) -> Option<ConnectProblem> {
    let characters = |text: &str| text.chars().count();
    if user_name.is_empty() {
        Some(ConnectProblem::NoUser)
    } else if characters(user_name) > MAIL_USER_CHARACTERS {
        Some(ConnectProblem::LongUser)
    } else if password.is_empty() {
        Some(ConnectProblem::NoPassword)
    } else if characters(password) > MAIL_PASSWORD_CHARACTERS || password.contains(char::is_control) {
        Some(ConnectProblem::LongPassword)
    } else {
        None
    }
}

/// Pauses the caller's mailbox, or lets it be read again.
pub async fn fetch_on(engine: &Engine, caller: &Caller, now: Moment, is_open: bool) -> Result<(), Failure> {
    let account = of(engine, caller, Operation::Write).await?.ok_or(Failure::NotFound)?;
    let (table, mut changes) = (&engine.tables().mail_account, Changes::new());
    changes.update(&table.write, account.id, account.version, vec![(table.f.open, Value::Boolean(is_open))])?;
    tell(engine, caller, now, &mut changes, (account.id, Deed::Changed)).await?;
    Ok(engine.store().apply(changes).await?)
}

/// Disconnects the caller's mailbox: user name and password go. What was shared stays.
pub async fn disconnect(engine: &Engine, caller: &Caller, now: Moment) -> Result<(), Failure> {
    let account = of(engine, caller, Operation::Write).await?.ok_or(Failure::NotFound)?;
    let (table, mut changes) = (&engine.tables().mail_account, Changes::new());
    changes.delete(&table.write, account.id, account.version)?;
    tell(engine, caller, now, &mut changes, (account.id, Deed::Removed)).await?;
    Ok(engine.store().apply(changes).await?)
}

/// Adds the line of the ledger.
async fn tell(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (id, deed): (RowId, Deed),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let user = caller.user.ok_or(Failure::Denied)?;
    let user = tables.user.get(engine.store(), user).await?.ok_or(Failure::Denied)?;
    let entry = deed.entry(engine, now, caller.actor(), (tables.mail_account.f.entity, id));
    changes.record(entry.about(user.row.person));
    Ok(())
}

/// The row of the caller's own mailbox, as the register lets them have it.
async fn of(engine: &Engine, caller: &Caller, operation: Operation) -> Result<Option<Stored<MailAccount>>, Failure> {
    let table = &engine.tables().mail_account;
    let user = caller.user.ok_or(Failure::Denied)?;
    let scope = engine.scope(caller, table.f.entity, operation)?;
    let own = Query::over(&scope).matching(Condition::Is(table.f.user, Value::Id(user)));
    let Some(own) = engine.store().find(own.limit(1)).await?.pop() else { return Ok(None) };
    table.get(engine.store(), own.id).await
}
