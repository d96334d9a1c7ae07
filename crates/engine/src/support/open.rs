//! A case is opened: by a mail to the mailbox of a queue, or by hand.

use super::came::CameMail;
use super::clock::{CaseState, Priority};
use super::deadlines;
use super::rows::{CameBy, Case, CaseEvent, Covered, Installation, ServiceAgreement, Step};
use super::work::handles;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::notices;
use model::{Day, Language, Moment, RowId, Value};
use store::{Actor, Changes, Condition, Stored};

/// A case that a mail has opened.
pub(crate) struct Opened {
    pub(crate) case: RowId,
    pub(crate) organisation: Option<RowId>,
}

/// What is known of a customer whose case it is.
#[derive(Default)]
pub(super) struct Customer {
    pub(super) organisation: Option<RowId>,
    pub(super) installation: Option<RowId>,
    pub(super) agreement: Option<RowId>,
}

/// A new case in `queue`, about what came by mail; in the hands of whoever has answered what was said before it.
pub(crate) async fn opened_by_mail(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    queue: RowId,
    mail: &CameMail,
) -> Result<Opened, Failure> {
    let customer = customer_of(engine, mail.person, rights::day_of(now)).await?;
    let organisation = customer.organisation;
    let title = mail.title();
    let mut case = Case::of((queue, title), (mail.person, mail.address), &customer, (CameBy::Mail, now));
    if let Some(before) = mail.before {
        case.contact_request = Some(before.request);
        case.owner = before.owner;
    }
    if let Some(owner) = case.owner
        && !handles(engine, now, owner).await?
    {
        case.owner = None;
    }
    let owner = case.owner;
    let id = opened(engine, changes, now, (Actor::Part("intake"), None), case).await?;
    if let Some(owner) = owner {
        let at = (engine.tables().case.f.entity, id);
        notices::given(engine, &Caller::command(Language::Nb), now, changes, at, owner).await?;
    }
    if mail.may_be_answered {
        super::receipt::queue(engine, changes, now, queue, (id, mail)).await?;
    }
    Ok(Opened { case: id, organisation })
}

/// Adds the case to `changes`, with its first event, its deadlines and its line on the ledger.
pub(super) async fn opened(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    by: (Actor, Option<RowId>),
    case: Case,
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    opened_as(engine, changes, now, by, (id, case)).await?;
    Ok(id)
}

/// The same with this id.
pub(super) async fn opened_as(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (actor, by): (Actor, Option<RowId>),
    (id, mut case): (RowId, Case),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let event = CaseEvent {
        state: Some(case.state),
        priority: Some(case.priority),
        queue: Some(case.queue),
        owner: case.owner,
        by,
        ..CaseEvent::of(id, Step::Opened, now)
    };
    tables.case_event.insert(changes, engine.new_id(now), &event)?;
    let entry = Deed::Made.entry(engine, now, actor, (tables.case.f.entity, id));
    changes.record(entry.about(case.contact));
    case.due_at = deadlines::begin(engine, changes, now, (id, &case)).await?;
    Ok(tables.case.insert(changes, id, &case)?)
}

/// For whom somebody works, what they run there if it is one thing, and the agreement that holds on `today`.
pub(super) async fn customer_of(engine: &Engine, person: RowId, today: Day) -> Result<Customer, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.position.f;
    let positions = tables.position.in_use().matching(Condition::Is(f.person, Value::Id(person))).limit(BATCH_ROWS);
    let mut positions = tables.position.find(store, positions).await?;
    positions.retain(|position| position.row.ended_on.is_none_or(|day| day > today));
    let Some(organisation) = positions.iter().rev().find_map(|position| position.row.organisation) else {
        return Ok(Customer::default());
    };
    let f = &tables.installation.f;
    let query = tables.installation.all().matching(Condition::Is(f.organisation, Value::Id(organisation)));
    let mut running: Vec<Stored<Installation>> = tables.installation.find(store, query.limit(BATCH_ROWS)).await?;
    running.retain(|one| one.row.ended_on.is_none_or(|end| end >= today));
    let f = &tables.service_agreement.f;
    let query = tables.service_agreement.all().matching(Condition::Is(f.organisation, Value::Id(organisation)));
    let mut agreed: Vec<Stored<ServiceAgreement>> =
        tables.service_agreement.find(store, query.limit(BATCH_ROWS)).await?;
    agreed.retain(|one| one.row.began_on <= today && one.row.ended_on.is_none_or(|end| end >= today));
    let installation = match running.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let of_it = installation.and_then(|it| it.row.agreement).filter(|it| agreed.iter().any(|one| one.id == *it));
    let only = match agreed.as_slice() {
        [one] => Some(one.id),
        _ => None,
    };
    Ok(Customer {
        organisation: Some(organisation),
        installation: installation.map(|it| it.id),
        agreement: of_it.or(only),
    })
}

/// Whether somebody speaks for the customer of a case: who asks in it, or somebody who works, or worked, at the same place.
pub(super) async fn is_of_customer(engine: &Engine, case: &Case, person: RowId) -> Result<bool, Failure> {
    if person == case.contact {
        return Ok(true);
    }
    let Some(organisation) = case.organisation else { return Ok(false) };
    let table = &engine.tables().position;
    let there = table.all().matching(Condition::Is(table.f.person, Value::Id(person)));
    let there = there.matching(Condition::Is(table.f.organisation, Value::Id(organisation)));
    Ok(table.first(engine.store(), there).await?.is_some())
}

impl Case {
    /// A case that nobody has looked at yet.
    pub(super) fn of(
        (queue, title): (RowId, String),
        (contact, answer_to): (RowId, Option<RowId>),
        customer: &Customer,
        (came_by, now): (CameBy, Moment),
    ) -> Self {
        Self {
            number: None,
            title,
            contact,
            answer_to,
            organisation: customer.organisation,
            installation: customer.installation,
            agreement: customer.agreement,
            covered: Covered::NotJudged,
            came_by,
            contact_request: None,
            kind: None,
            category: None,
            priority: Priority::Normal,
            state: CaseState::New,
            wait_until: None,
            queue,
            owner: None,
            due_at: None,
            solution: None,
            parent: None,
            merged_into: None,
            split_from: None,
            created_at: now,
            answered_at: None,
            solved_at: None,
            closed_on: None,
            junk_on: None,
        }
    }

    /// One like this that begins now: for the same customer, in the same queue, and with nothing done.
    pub(super) fn anew(self, now: Moment) -> Self {
        let customer =
            Customer { organisation: self.organisation, installation: self.installation, agreement: self.agreement };
        let (queue, who) = ((self.queue, self.title), (self.contact, self.answer_to));
        Self {
            covered: self.covered,
            kind: self.kind,
            category: self.category,
            priority: self.priority,
            owner: self.owner,
            ..Self::of(queue, who, &customer, (self.came_by, now))
        }
    }
}

impl CaseEvent {
    /// An event that says nothing more yet.
    pub(super) fn of(case: RowId, what: Step, at: Moment) -> Self {
        Self {
            case,
            what,
            state: None,
            priority: None,
            queue: None,
            owner: None,
            other: None,
            until: None,
            step: None,
            deadline: None,
            by: None,
            at,
        }
    }
}
