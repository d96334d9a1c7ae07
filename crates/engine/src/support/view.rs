//! One case with everything that was said and decided in it, in the order in which it was.

use super::clock::{CaseState, Priority};
use super::deadlines::Clock;
use super::inbox::queues;
use super::mails::Mails;
use super::rows::{Case, CaseEvent, CaseKind, Covered, Said, Step};
use crate::context::{Caller, Engine};
use crate::correspondence::calls::{CallOutcome, Recognised};
use crate::correspondence::{Direction, MailState, Verified};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use crate::records::linked_for;
use crate::show::Show;
use crate::system::{Named, named_users, names_of};
use model::{Column, Day, FieldId, Moment, Record, RowId, Value};
use rights::Operation;
use std::collections::HashMap;
use store::{Condition, Query, Stored};

/// A case.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// Which.
    pub id: RowId,
    /// Its version; what is done names the one it was done to.
    pub version: i64,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How far it has come.
    pub state: CaseState,
    /// How soon.
    pub priority: Priority,
    /// What it asks for.
    pub kind: Option<CaseKind>,
    /// Whether an agreement covers it.
    pub covered: Covered,
    /// Put aside until then.
    pub wait_until: Option<Day>,
    /// When it came.
    pub created_at: Moment,
    /// Where it lies.
    pub queue: RowId,
    /// Who asks.
    pub contact: Called,
    /// The address that answers go to; none where the caller may not know it.
    pub answer_to: Option<String>,
    /// Rows that the case names, each by the field, the row and what it is called.
    pub about: Vec<Link>,
    /// Who deals with it.
    pub owner: Option<Called>,
    /// What was said and decided, oldest first.
    pub entries: Vec<Entry>,
    /// Its deadlines.
    pub clocks: Vec<Clock>,
    /// Cases that became part of it, or that it is part of.
    pub cases: Vec<OtherCase>,
    /// The others who have it before them, each with whether they write.
    pub others: Vec<(String, bool)>,
    /// The queues.
    pub queues: Vec<(RowId, String)>,
    /// Whoever may deal with it.
    pub handlers: Vec<(RowId, String)>,
    /// Answers that are used again, by row and name.
    pub templates: Vec<(RowId, String)>,
    /// Whom an answer to all has in its copy.
    pub copies: Vec<String>,
    /// The caller may deal with it.
    pub may_write: bool,
}

/// Somebody, and what they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The row.
    pub id: RowId,
    /// Empty where the caller may not know it.
    pub name: String,
}

/// A row that a case names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What the field is called.
    pub field: String,
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
}

/// Another case, and how it belongs to this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherCase {
    /// Which.
    pub id: RowId,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// How.
    pub how: Belongs,
}

/// How two cases belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// The other is part of this one.
    Child,
    /// This one is part of the other.
    Parent,
    /// The other became part of this one.
    MergedFrom,
    /// This one became part of the other.
    MergedInto,
    /// The other was taken out of this one.
    SplitOff,
    /// This one was taken out of the other.
    SplitFrom,
}

/// Something in a conversation.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// The row.
    pub id: RowId,
    /// Who: a user or whoever wrote.
    pub who: String,
    /// What.
    pub what: EntryKind,
}

/// What it is.
#[derive(Debug, Clone)]
pub enum EntryKind {
    /// A mail.
    Mail(Box<MailEntry>),
    /// A telephone call.
    Call(Box<CallEntry>),
    /// Something said otherwise.
    Said {
        /// How.
        kind: Said,
        /// What.
        text: String,
    },
    /// Something that was decided.
    Event {
        /// What.
        what: Step,
        /// To what it was set, in words; empty where nobody or nothing.
        to: String,
        /// The state from then on.
        state: Option<CaseState>,
        /// The priority from then on.
        priority: Option<Priority>,
        /// Until when.
        until: Option<Day>,
        /// The number of the other case.
        other: Option<i64>,
    },
}

/// A call of a conversation.
#[derive(Debug, Clone)]
pub struct CallEntry {
    /// Which way.
    pub direction: Direction,
    /// What came of it.
    pub outcome: CallOutcome,
    /// Whether it is sure who it was.
    pub matched: Recognised,
    /// With whom.
    pub person: Called,
    /// What was said; may be empty.
    pub summary: String,
    /// For how many minutes.
    pub minutes: Option<i64>,
}

/// A mail of a conversation.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own beside the mail")]
pub struct MailEntry {
    /// Which way.
    pub direction: Direction,
    /// Its subject, where it is another than that of the thread.
    pub subject: Option<String>,
    /// Who wrote it.
    pub sender: String,
    /// What that is worth.
    pub verified: Option<Verified>,
    /// A machine wrote it.
    pub automatic: bool,
    /// The first mail of somebody who was not on the case.
    pub stranger: bool,
    /// To whom it went.
    pub to: Vec<String>,
    /// With copies to.
    pub cc: Vec<String>,
    /// What was written.
    pub written: String,
    /// What is quoted and signed below that; may be empty.
    pub rest: String,
    /// How far it has come.
    pub state: MailState,
    /// Why it did not arrive.
    pub failure: Option<String>,
    /// The original is here.
    pub has_original: bool,
    /// Its text is sealed: the row of it, and whether the caller may open that.
    pub sealed: Option<(RowId, bool)>,
    /// It may hold what is too sensitive for e-mail.
    pub doubtful: bool,
    /// Its files: the row of each and what it is called.
    pub files: Vec<(RowId, String)>,
}

/// One case.
pub async fn case(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<CaseView, Failure> {
    let tables = engine.tables();
    let f = &tables.case.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let row = tables.case.typed(&record)?.row;
    engine.looked(caller, f.entity, Some(row.contact), vec![id])?;
    let today = rights::day_of(now);
    let more = linked_for(engine, caller, std::slice::from_ref(&record), today).await?;
    let show = Show::new(engine.model(), caller.language, &more);
    let name_of = |id: RowId| more.iter().find(|row| row.id == id).map(|row| show.label(row)).unwrap_or_default();
    let mails = Mails::of(engine, caller, id, row.contact).await?;
    let mut entries = mails.entries(&name_of(row.contact));
    entries.extend(said(engine, caller, (id, row.contact), &name_of(row.contact)).await?);
    entries.extend(super::calls::entries(engine, caller, (id, row.contact), today).await?);
    let events = events(engine, caller, id).await?;
    let named = names(engine, caller, &events, &entries, row.owner).await?;
    entries.extend(events_said(engine, caller, events, &named).await?);
    for entry in &mut entries {
        if let Ok(user) = entry.who.parse::<RowId>() {
            entry.who = named.get(&user).cloned().unwrap_or_default();
        }
    }
    entries.sort_by_key(|entry| (entry.at, entry.id));
    let others = engine.presence().others(id, caller.user, now);
    let there = names_of(engine, caller, others.iter().map(|(user, _)| *user)).await?;
    let address = match row.answer_to {
        Some(address) => more.iter().find(|row| row.id == address).map(|row| show.label(row)),
        None => None,
    };
    Ok(CaseView {
        id,
        version: record.version,
        number: row.number.unwrap_or_default(),
        state: row.state,
        priority: row.priority,
        kind: row.kind,
        covered: row.covered,
        wait_until: row.wait_until,
        created_at: row.created_at,
        queue: row.queue,
        contact: Called { id: row.contact, name: name_of(row.contact) },
        answer_to: address,
        about: about(engine, &show, &record),
        owner: row.owner.map(|owner| Called { id: owner, name: named.get(&owner).cloned().unwrap_or_default() }),
        entries,
        clocks: super::deadlines::clocks(engine, caller, now, (id, &row)).await?,
        cases: cases(engine, caller, (id, &row)).await?,
        others: others.into_iter().filter_map(|(user, writes)| Some((there.get(&user)?.clone(), writes))).collect(),
        queues: queues(engine, caller).await?,
        handlers: handlers(engine, caller, today).await?,
        templates: super::templates::of_case(engine, caller, &row).await?,
        copies: mails.copies(engine, &row).await?,
        may_write: engine.scope(caller, f.entity, Operation::Write).is_ok(),
        title: row.title,
    })
}

/// The rows that the case names and the caller may know, but for those that the page shows by themselves.
fn about(engine: &Engine, show: &Show<'_>, record: &Record) -> Vec<Link> {
    let (model, f) = (engine.model(), &engine.tables().case.f);
    let wanted = [f.organisation, f.installation, f.agreement];
    let link = |field: FieldId| {
        let (entity, id) = (model.target(field)?, record.link(field)?);
        let label = show.text(field, &Value::Id(id));
        let name = model[field].name.get(show.language()).to_owned();
        show.knows(id).then(|| Link { field: name, entity: model[entity].key.clone(), id, label })
    };
    wanted.into_iter().filter_map(link).collect()
}

async fn names(
    engine: &Engine,
    caller: &Caller,
    events: &[Stored<CaseEvent>],
    entries: &[Entry],
    owner: Option<RowId>,
) -> Result<HashMap<RowId, String>, Failure> {
    let mut users: Vec<RowId> = owner.into_iter().collect();
    for event in events {
        users.extend([event.row.by, event.row.owner].into_iter().flatten());
    }
    users.extend(entries.iter().filter_map(|entry| entry.who.parse::<RowId>().ok()));
    names_of(engine, caller, users.into_iter()).await
}

/// Whoever may be given a case: colleagues who may write cases.
async fn handlers(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<(RowId, String)>, Failure> {
    let case = engine.tables().case.f.entity;
    let mut found = Vec::new();
    for Named { user, name, .. } in named_users(engine, caller, today).await? {
        let viewer = crate::system::colleague_viewer(engine, rights::start_of(today), user).await?;
        let may = viewer.is_some_and(|viewer| rights::scope(engine.model(), &viewer, case, Operation::Write).is_ok());
        found.extend(may.then_some((user, name)));
    }
    found.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(found)
}

async fn said(
    engine: &Engine,
    caller: &Caller,
    (case, contact): (RowId, RowId),
    contact_name: &str,
) -> Result<Vec<Entry>, Failure> {
    let table = &engine.tables().case_message;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    let found = table.find(engine.store(), query.newest_first(table.f.written_at).limit(CASE_ENTRIES)).await?;
    let rows = found.iter().map(|message| message.id).collect();
    engine.looked(caller, table.f.entity, Some(contact), rows)?;
    let entry = |message: Stored<super::rows::CaseMessage>| Entry {
        at: message.row.written_at,
        id: message.id,
        // The names of users are filled in behind.
        who: match (message.row.author, message.row.kind, message.row.sender) {
            (Some(author), ..) => author.to_string(),
            (None, Said::FromCustomer, _) | (None, Said::InPerson | Said::ToCustomer, Some(_)) => {
                contact_name.to_owned()
            }
            (None, Said::InPerson | Said::ToCustomer, None) | (None, Said::Internal, _) => String::new(),
        },
        what: EntryKind::Said { kind: message.row.kind, text: message.row.text },
    };
    Ok(found.into_iter().map(entry).collect())
}

async fn events(engine: &Engine, caller: &Caller, case: RowId) -> Result<Vec<Stored<CaseEvent>>, Failure> {
    let table = &engine.tables().case_event;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    table.find(engine.store(), query.newest_first(table.f.at).limit(CASE_ENTRIES)).await
}

async fn events_said(
    engine: &Engine,
    caller: &Caller,
    events: Vec<Stored<CaseEvent>>,
    named: &HashMap<RowId, String>,
) -> Result<Vec<Entry>, Failure> {
    let queues: HashMap<RowId, String> = queues(engine, caller).await?.into_iter().collect();
    let others: Vec<RowId> = events.iter().filter_map(|event| event.row.other).collect();
    let others = numbers(engine, caller, others).await?;
    let entry = |event: Stored<CaseEvent>| {
        let row = event.row;
        let to = match row.what {
            Step::Owner => row.owner.and_then(|owner| named.get(&owner)).cloned().unwrap_or_default(),
            Step::Queue => row.queue.and_then(|queue| queues.get(&queue)).cloned().unwrap_or_default(),
            Step::Opened | Step::State | Step::Priority | Step::Snoozed | Step::Merged | Step::Split => String::new(),
        };
        let other = row.other.and_then(|other| others.get(&other)).copied();
        let (state, priority, until) = (row.state, row.priority, row.until);
        let who = row.by.map(|by| by.to_string()).unwrap_or_default();
        Entry {
            at: row.at,
            id: event.id,
            who,
            what: EntryKind::Event { what: row.what, to, state, priority, until, other },
        }
    };
    Ok(events.into_iter().map(entry).collect())
}

async fn numbers(engine: &Engine, caller: &Caller, ids: Vec<RowId>) -> Result<HashMap<RowId, i64>, Failure> {
    let table = &engine.tables().case;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    let query = Query::over(&scope).matching(Condition::Ids(ids)).only(vec![table.f.number]);
    let found = engine.store().find(query).await?;
    Ok(found.iter().filter_map(|case| Some((case.id, i64::read(case.get(table.f.number)?)?))).collect())
}

async fn cases(engine: &Engine, caller: &Caller, (id, row): (RowId, &Case)) -> Result<Vec<OtherCase>, Failure> {
    let table = &engine.tables().case;
    let f = &table.f;
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let mut found: Vec<OtherCase> = Vec::new();
    let up =
        [(row.parent, Belongs::Parent), (row.merged_into, Belongs::MergedInto), (row.split_from, Belongs::SplitFrom)];
    let up = up.into_iter().filter_map(|(other, how)| Some((Condition::Ids(vec![other?]), how)));
    let to_here = |field: FieldId| Condition::Is(field, Value::Id(id));
    let down = [
        (to_here(f.parent), Belongs::Child),
        (to_here(f.merged_into), Belongs::MergedFrom),
        (to_here(f.split_from), Belongs::SplitOff),
    ];
    for (condition, how) in up.chain(down) {
        let query = Query::over(&scope).matching(condition).only(vec![f.number, f.title]).limit(CASE_ENTRIES);
        for case in engine.store().find(query).await? {
            let number = case.get(f.number).and_then(i64::read).unwrap_or_default();
            let title = case.get(f.title).and_then(String::read).unwrap_or_default();
            found.push(OtherCase { id: case.id, number, title, how });
        }
    }
    Ok(found)
}
