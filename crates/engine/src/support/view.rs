//! One case with everything that was said and decided in it, in the order in which it was.

use super::clock::{CaseState, DeadlineKind, Priority};
use super::deadlines::Clock;
use super::feedback::Feedback;
use super::inbox::{categories, queues};
use super::junk::JunkState;
use super::mails::Mails;
use super::parts::Parts;
use super::reply::addresses_of;
use super::requests::BeforeEntry;
use super::rows::{Case, CaseEvent, CaseKind, Covered, Remedy, Said, Step};
use super::time::TimeSpent;
use super::work::handles;
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
    /// Whether it is junk, and what may be done about that.
    pub junk: JunkState,
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
    /// Its checklist, and the cases that it hangs together with otherwise.
    pub parts: Parts,
    /// What has been worked on it.
    pub time: TimeSpent,
    /// How it went, as the contact says.
    pub feedback: Vec<Feedback>,
    /// How we sort it.
    pub category: Option<RowId>,
    /// The categories that are used, and its own.
    pub categories: Vec<(RowId, String)>,
    /// The others who have it before them, each with whether they write.
    pub others: Vec<(String, bool)>,
    /// The queues that are used, and the one that it lies in.
    pub queues: Vec<(RowId, String)>,
    /// Whoever may deal with it, and who does.
    pub handlers: Vec<(RowId, String)>,
    /// The key of the forms that are shown with it: what is sent twice in them counts once.
    pub form: RowId,
    /// Answers that are used again, by row and name.
    pub templates: Vec<(RowId, String)>,
    /// What is done with such cases again and again, by row and name.
    pub macros: Vec<(RowId, String)>,
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
    /// How far it has come.
    pub state: CaseState,
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
    /// What whoever did it is called; empty where the caller may not know it, or nobody did.
    pub who: String,
    /// Which of us it was; none where it was somebody else.
    pub by: Option<RowId>,
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
    /// Something that was written before the case was opened.
    Before(BeforeEntry),
    /// Something said otherwise.
    Said {
        /// How.
        kind: Said,
        /// What.
        text: String,
        /// With which files, each the row that names it and what it is called.
        files: Vec<(RowId, String)>,
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
        /// What was done by itself, and for which deadline.
        escalated: Option<(Remedy, DeadlineKind)>,
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
    /// It hands another mail on to somebody.
    pub forwarded: bool,
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
    let mut entries = mails.entries(engine, &name_of(row.contact), &addresses_of(engine, &row).await?);
    entries.extend(super::messages::entries(engine, caller, (id, row.contact), &name_of(row.contact)).await?);
    entries.extend(super::calls::entries(engine, caller, (id, row.contact), today).await?);
    if let Some(request) = row.contact_request {
        entries.extend(super::requests::entries(engine, caller, request).await?);
    }
    let events = events(engine, caller, id).await?;
    let named = names(engine, caller, &events, &entries, row.owner).await?;
    entries.extend(events_said(engine, caller, events, &named).await?);
    for entry in &mut entries {
        if let Some(user) = entry.by {
            entry.who = named.get(&user).cloned().unwrap_or_default();
        }
    }
    // What was asked stands before what was said of it at the same moment.
    let is_asked = |entry: &Entry| matches!(entry.what, EntryKind::Before(BeforeEntry { ours: None, .. }));
    entries.sort_by_key(|entry| (entry.at, !is_asked(entry), entry.id));
    let owner_name = |owner: RowId| named.get(&owner).cloned().unwrap_or_default();
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
        junk: super::junk::state(engine, caller, &row).await?,
        created_at: row.created_at,
        queue: row.queue,
        contact: Called { id: row.contact, name: name_of(row.contact) },
        answer_to: address,
        about: about(engine, &show, &record),
        owner: row.owner.map(|owner| Called { id: owner, name: owner_name(owner) }),
        entries,
        clocks: super::deadlines::clocks(engine, caller, now, (id, &row)).await?,
        cases: cases(engine, caller, (id, &row)).await?,
        parts: super::parts::of_case(engine, caller, id).await?,
        time: super::time::of_case(engine, caller, id).await?,
        feedback: super::feedback::of_case(engine, caller, (id, row.contact)).await?,
        category: row.category,
        categories: categories(engine, caller, row.category).await?,
        others: others.into_iter().filter_map(|(user, writes)| Some((there.get(&user)?.clone(), writes))).collect(),
        queues: with_own(queues(engine, caller).await?, Some((row.queue, name_of(row.queue)))),
        handlers: with_own(handlers(engine, caller, today).await?, row.owner.map(|owner| (owner, owner_name(owner)))),
        form: engine.new_id(now),
        templates: super::templates::of_case(engine, caller, &row).await?,
        macros: super::macros::of_case(engine, caller, Some(&row)).await?,
        copies: mails.copies(engine, &row).await?,
        may_write: engine.scope(caller, f.entity, Operation::Write).is_ok(),
        title: row.title,
    })
}

/// A choice that still stands where it is chosen: a queue that is closed, or a colleague who deals with cases no more.
fn with_own(mut all: Vec<(RowId, String)>, own: Option<(RowId, String)>) -> Vec<(RowId, String)> {
    all.extend(own.filter(|(own, _)| all.iter().all(|(id, _)| id != own)));
    all
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
    users.extend(entries.iter().filter_map(|entry| entry.by));
    names_of(engine, caller, users.into_iter()).await
}

/// Whoever may be given a case: colleagues who may write cases.
async fn handlers(engine: &Engine, caller: &Caller, today: Day) -> Result<Vec<(RowId, String)>, Failure> {
    let mut found = Vec::new();
    for Named { user, name, .. } in named_users(engine, caller, today).await? {
        found.extend(handles(engine, rights::start_of(today), user).await?.then_some((user, name)));
    }
    found.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(found)
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
    let (remedies, deadlines) = super::watch::remedies(engine, caller, &events).await?;
    let entry = |event: Stored<CaseEvent>| {
        let row = event.row;
        let to = match row.what {
            Step::Owner => row.owner.and_then(|owner| named.get(&owner)).cloned().unwrap_or_default(),
            Step::Queue => row.queue.and_then(|queue| queues.get(&queue)).cloned().unwrap_or_default(),
            Step::Opened
            | Step::State
            | Step::Priority
            | Step::Snoozed
            | Step::Merged
            | Step::Unmerged
            | Step::Split
            | Step::Escalated
            | Step::Junk
            | Step::NotJunk => String::new(),
        };
        let other = row.other.and_then(|other| others.get(&other)).copied();
        let (state, priority, until) = (row.state, row.priority, row.until);
        let escalated = row.step.zip(row.deadline);
        let escalated =
            escalated.and_then(|(step, deadline)| Some((*remedies.get(&step)?, *deadlines.get(&deadline)?)));
        Entry {
            at: row.at,
            id: event.id,
            who: String::new(),
            by: row.by,
            what: EntryKind::Event { what: row.what, to, state, priority, until, other, escalated },
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
        let query = Query::over(&scope).matching(condition).only(vec![f.number, f.title, f.state]).limit(CASE_ENTRIES);
        found.extend(engine.store().find(query).await?.iter().map(|case| other(engine, case, how)));
    }
    Ok(found)
}

/// Another case, from its row.
pub(super) fn other(engine: &Engine, case: &Record, how: Belongs) -> OtherCase {
    let f = &engine.tables().case.f;
    let number = case.get(f.number).and_then(i64::read).unwrap_or_default();
    let title = case.get(f.title).and_then(String::read).unwrap_or_default();
    let state = case.get(f.state).and_then(CaseState::read).unwrap_or(CaseState::Open);
    OtherCase { id: case.id, number, title, state, how }
}
