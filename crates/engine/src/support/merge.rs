//! Two cases that are one, and one that is two. Mail goes with its thread: whoever answers an old mail reaches the case that
//! its thread is in now.

use super::clock::CaseState;
use super::deadlines;
use super::deadlines::Happened;
use super::open::{Customer, customer_of, opened};
use super::places;
use super::rows::{Case, CaseEvent, Covered, Step};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, EmailMessage, EmailThread, Part, new_token, sealed};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use model::{Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query, Stored};

/// The case becomes part of the one with this number, which must be open: its mail, its calls and its clocks go on there. Gives that case.
pub async fn merge(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    into: i64,
) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let f = &tables.case.f;
    let read = engine.scope(caller, f.entity, Operation::Read)?;
    let found = Query::over(&read).matching(Condition::Is(f.number, Value::Integer(into)));
    let found = engine.store().find(found.limit(1)).await?.into_iter().next().ok_or(Failure::NotFound)?;
    if found.id == at.0 {
        return Err(Failure::NotFound);
    }
    let mut source = Work::on(engine, caller, now, (at.0, Some(at.1))).await?;
    let mut target = Work::on(engine, caller, now, (found.id, None)).await?;
    let is_apart = |case: &Case| case.merged_into.is_none() && case.junk_on.is_none();
    if !is_apart(&source.case.row) || !is_apart(&target.case.row) {
        return Err(Failure::NotFound);
    }
    places::go_along(engine, &mut source.changes, at.0, found.id).await?;
    sealed::follow_owner(engine, &mut source.changes, (at.0, target.case.row.owner)).await?;
    target.brought = deadlines::brought(engine, at.0, &target.case.row).await?;
    source.set(f.merged_into, Value::Id(found.id));
    source.happened.push(Happened::Merged);
    let other = Some(found.id);
    source.event(CaseEvent { other, ..CaseEvent::of(at.0, Step::Merged, now) })?;
    source.move_to(CaseState::Closed)?;
    target.event(CaseEvent { other: Some(at.0), ..CaseEvent::of(found.id, Step::Merged, now) })?;
    let entry = Deed::Merged.entry(engine, now, caller.actor(), (f.entity, at.0));
    let mut changes = source.changes().await?;
    changes.record(entry.about(target.case.row.contact));
    changes.join(target.changes().await?);
    engine.store().apply(changes).await?;
    Ok(found.id)
}

/// The mail `message` and those of its thread that came after it become a case of their own, whose contact is whoever wrote it. Gives
/// that case.
pub async fn split(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    message: RowId,
) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let store = engine.store();
    let mut work = Work::on(engine, caller, now, (at.0, Some(at.1))).await?;
    let first = tables.email_message.get(store, message).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get(store, first.row.thread).await?.ok_or(Failure::NotFound)?;
    if thread.row.case != Some(at.0) || first.row.direction != Direction::In {
        return Err(Failure::NotFound);
    }
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::Is(f.thread, Value::Id(thread.id)));
    let query = query.matching(Condition::AtLeast(f.occurred_at, Value::Moment(first.row.occurred_at)));
    let moved = tables.email_message.find(store, query.limit(CASE_ENTRIES)).await?;
    let (row, who) = (&work.case.row, writer(engine, &first, thread.row.person).await?);
    let customer = if who.person == row.contact {
        Customer { organisation: row.organisation, installation: row.installation, agreement: row.agreement }
    } else {
        customer_of(engine, who.person, rights::day_of(now)).await?
    };
    let organisation = customer.organisation;
    let case = Case {
        contact: who.person,
        answer_to: who.address.or(row.answer_to.filter(|_| who.person == row.contact)),
        organisation,
        installation: customer.installation,
        agreement: customer.agreement,
        covered: if who.person == row.contact { row.covered } else { Covered::NotJudged },
        title: crate::correspondence::cut(&first.row.subject, crate::limits::CASE_TITLE_CHARACTERS),
        split_from: Some(at.0),
        ..row.clone().anew(now)
    };
    let actor = (caller.actor(), caller.user);
    let new = opened(engine, &mut work.changes, now, actor, case).await?;
    let id = engine.new_id(now);
    let row = EmailThread {
        person: who.person,
        organisation,
        case: Some(new),
        subject: first.row.subject.clone(),
        token: new_token(engine),
        split_from: Some(thread.id),
        began_at: first.row.occurred_at,
        ..thread.row.clone()
    };
    tables.email_thread.insert(&mut work.changes, id, &row)?;
    for mail in &moved {
        work.changes.update(&tables.email_message.write, mail.id, mail.version, vec![(f.thread, Value::Id(id))])?;
    }
    work.event(CaseEvent { other: Some(new), ..CaseEvent::of(at.0, Step::Split, now) })?;
    let entry = Deed::Split.entry(engine, now, caller.actor(), (tables.case.f.entity, at.0));
    let contact = work.case.row.contact;
    work.changes.record(entry.about(contact));
    work.done().await?;
    Ok(new)
}

/// Whoever wrote a mail.
struct Writer {
    person: RowId,
    /// The row of the address that they wrote from.
    address: Option<RowId>,
}

/// Whoever wrote a mail of a thread with `with`, as far as it is known.
async fn writer(engine: &Engine, mail: &Stored<EmailMessage>, with: RowId) -> Result<Writer, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_participant.f;
    let from = tables.email_participant.all().matching(Condition::Is(f.message, Value::Id(mail.id)));
    let from = tables.email_participant.find(store, from).await?.into_iter().find(|one| one.row.part == Part::From);
    let Some((address, person)) = from.and_then(|from| Some((from.row.address?, from.row.person))) else {
        return Ok(Writer { person: with, address: None });
    };
    let f = &tables.email_address.f;
    let address = tables.email_address.all().matching(Condition::Is(f.address, Value::Text(address)));
    let address = tables.email_address.first(store, address).await?.map(|address| address.id);
    Ok(Writer { person: person.unwrap_or(with), address })
}
