//! Senders whose mail opens no case. Of each there is a keyed hash and nothing else: it tells of an address at hand whether it is
//! blocked, and leads to nobody; see the register.

use super::inbox::may_see;
use super::junk::{mark, may_be};
use super::open::customer_of;
use super::parts::open_parts;
use super::rows::{BlockedSender, Case};
use super::view::OtherCase;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::BLOCKED_SENDERS_SHOWN;
use crate::parties::{self, EmailAddress};
use crate::system::names_of;
use crate::website::keyed_hash;
use model::{Day, Moment, Record, RowId, Value};
use rights::Operation;
use store::{Changes, Condition, Query, Stored};

/// How blocking a sender ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocked {
    /// They are blocked, and the case is junk.
    Done,
    /// They are known, or parts of the case are open, and nothing is done before somebody says that it is to be done all the same.
    Asks(Familiar),
    /// They are one of us, and are not blocked.
    Colleague,
}

/// What there is to be known about a sender before they are blocked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Familiar {
    /// They speak for a customer.
    pub is_customers: bool,
    /// Other cases are theirs.
    pub has_cases: bool,
    /// These parts of the case are open.
    pub parts: Vec<OtherCase>,
}

/// A sender who is blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedLine {
    /// The row.
    pub id: RowId,
    /// Since when.
    pub on: Day,
    /// By whom; empty where they are gone, or the caller may not know it.
    pub by: String,
}

/// The senders who are blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedSenders {
    /// How many there are.
    pub count: u64,
    /// The latest of them.
    pub lines: Vec<BlockedLine>,
}

/// Says that the case is junk and blocks whom it is from, with one who is known only `anyway`.
pub async fn block(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    anyway: bool,
) -> Result<Blocked, Failure> {
    let tables = engine.tables();
    let mut work = Work::on(engine, caller, now, (at.0, Some(at.1))).await?;
    let address = sender(engine, &work.case.row).await?.filter(|_| may_be(&work.case.row));
    let address = address.ok_or(Failure::NotFound)?;
    if is_colleague(engine, address.id, work.case.row.contact).await? {
        return Ok(Blocked::Colleague);
    }
    let known = familiar(&work, address.id).await?;
    if !anyway && known != Familiar::default() {
        return Ok(Blocked::Asks(known));
    }
    mark(&mut work)?;
    let hash = hash(engine, &address.row.address);
    if stored(engine, &hash).await?.is_none() {
        let id = engine.new_id(now);
        let row = BlockedSender { hash, by: caller.user, blocked_on: rights::day_of(now) };
        tables.blocked_sender.insert(&mut work.changes, id, &row)?;
        let entry = Deed::Made.entry(engine, now, caller.actor(), (tables.blocked_sender.f.entity, id));
        work.changes.record(entry);
    }
    work.done().await?;
    Ok(Blocked::Done)
}

/// Whether mail from this address, in its normal form, opens no case.
pub(crate) async fn is_blocked(engine: &Engine, address: &str) -> Result<bool, Failure> {
    Ok(stored(engine, &hash(engine, address)).await?.is_some())
}

/// The address that a case came from.
pub(super) async fn sender(engine: &Engine, case: &Case) -> Result<Option<Stored<EmailAddress>>, Failure> {
    let Some(address) = case.answer_to else { return Ok(None) };
    engine.tables().email_address.get(engine.store(), address).await
}

/// The sender of the case is blocked no more, if they are.
pub(super) async fn lift(work: &mut Work<'_>) -> Result<(), Failure> {
    let Some(address) = sender(work.engine, &work.case.row).await? else { return Ok(()) };
    let Some(blocked) = stored(work.engine, &hash(work.engine, &address.row.address)).await? else { return Ok(()) };
    remove(work.engine, work.caller, work.now, &mut work.changes, (blocked.id, blocked.version))
}

/// Whether the caller sees who is blocked.
pub fn may_see_blocked(engine: &Engine, caller: &Caller) -> bool {
    may_see(engine, caller) && engine.scope(caller, engine.tables().blocked_sender.f.entity, Operation::Read).is_ok()
}

/// The senders who are blocked, the latest first.
pub async fn blocked_senders(engine: &Engine, caller: &Caller) -> Result<BlockedSenders, Failure> {
    let f = &engine.tables().blocked_sender.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let count = engine.store().count(Query::over(&scope)).await?;
    let latest = Query::over(&scope).newest_first(f.blocked_on).limit(BLOCKED_SENDERS_SHOWN);
    let found = engine.store().find(latest).await?;
    Ok(BlockedSenders { count, lines: lines(engine, caller, &found).await? })
}

/// The row of this address, if it is blocked.
///
/// # Errors
/// [`Failure::NotFound`] where it is no address.
pub async fn find_blocked(engine: &Engine, caller: &Caller, address: &str) -> Result<Option<BlockedLine>, Failure> {
    let scope = engine.scope(caller, engine.tables().blocked_sender.f.entity, Operation::Read)?;
    let address = parties::email(address).ok_or(Failure::NotFound)?;
    let Some(blocked) = stored(engine, &hash(engine, &address)).await? else { return Ok(None) };
    let found = engine.store().get(&scope, blocked.id).await?;
    Ok(lines(engine, caller, found.as_slice()).await?.pop())
}

/// Takes a sender off the list.
pub async fn unblock(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let scope = engine.scope(caller, engine.tables().blocked_sender.f.entity, Operation::Read)?;
    let found = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    remove(engine, caller, now, &mut changes, (id, found.version))?;
    Ok(engine.store().apply(changes).await?)
}

fn remove(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (id, version): (RowId, i64),
) -> Result<(), Failure> {
    let table = &engine.tables().blocked_sender;
    changes.delete(&table.write, id, version)?;
    changes.record(Deed::Removed.entry(engine, now, caller.actor(), (table.f.entity, id)));
    Ok(())
}

async fn lines(engine: &Engine, caller: &Caller, found: &[Record]) -> Result<Vec<BlockedLine>, Failure> {
    use model::Column;
    let f = &engine.tables().blocked_sender.f;
    let names = names_of(engine, caller, found.iter().filter_map(|row| row.link(f.by))).await?;
    let line = |row: &Record| {
        let by = row.link(f.by).and_then(|user| names.get(&user)).cloned().unwrap_or_default();
        Some(BlockedLine { id: row.id, on: Day::read(row.get(f.blocked_on)?)?, by })
    };
    Ok(found.iter().filter_map(line).collect())
}

async fn stored(engine: &Engine, hash: &str) -> Result<Option<Stored<BlockedSender>>, Failure> {
    let table = &engine.tables().blocked_sender;
    let same = table.all().matching(Condition::Is(table.f.hash, Value::Text(hash.to_owned())));
    table.first(engine.store(), same).await
}

fn hash(engine: &Engine, address: &str) -> String {
    keyed_hash(&engine.settings().secret, "blocked sender", &[address])
}

/// Whether the address, or whom it is taken for, is one of us.
async fn is_colleague(engine: &Engine, address: RowId, person: RowId) -> Result<bool, Failure> {
    let table = &engine.tables().user;
    let either =
        vec![Condition::Is(table.f.address, Value::Id(address)), Condition::Is(table.f.person, Value::Id(person))];
    Ok(table.first(engine.store(), table.all().matching(Condition::Any(either))).await?.is_some())
}

async fn familiar(work: &Work<'_>, address: RowId) -> Result<Familiar, Failure> {
    let (engine, case, tables) = (work.engine, &work.case.row, work.engine.tables());
    let works_for = customer_of(engine, case.contact, rights::day_of(work.now)).await?.organisation;
    let f = &tables.customer.f;
    let there = case.organisation.into_iter().chain(works_for).map(Value::Id).collect();
    let customers = tables.customer.all().matching(Condition::OneOf(f.organisation, there));
    let f = &tables.case.f;
    let scope = engine.scope(work.caller, f.entity, Operation::Read)?;
    let theirs = Condition::Any(vec![
        Condition::Is(f.contact, Value::Id(case.contact)),
        Condition::Is(f.answer_to, Value::Id(address)),
    ]);
    let theirs = Query::over(&scope).matching(theirs).matching(Condition::Is(f.junk_on, Value::Null));
    let cases = engine.store().find(theirs.only(vec![f.number]).limit(2)).await?;
    let is_open = case.state.is_open();
    Ok(Familiar {
        is_customers: tables.customer.first(engine.store(), customers).await?.is_some(),
        has_cases: cases.iter().any(|other| other.id != work.case.id),
        parts: if is_open { open_parts(engine, work.caller, work.case.id).await? } else { Vec::new() },
    })
}
