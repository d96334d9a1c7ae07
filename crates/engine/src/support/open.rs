//! A case is opened: by a mail to the mailbox of a queue, or by hand.

use super::came::CameMail;
use super::clock::{CaseState, Priority};
use super::deadlines;
use super::rows::{CameBy, Case, CaseEvent, Covered, Installation, ServiceAgreement, Step};
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use model::{Day, Moment, RowId, Value};
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

/// A new case in `queue`, about what came by mail.
pub(crate) async fn opened_by_mail(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    queue: RowId,
    mail: &CameMail,
) -> Result<Opened, Failure> {
    let customer = customer_of(engine, mail.person, rights::day_of(now)).await?;
    let organisation = customer.organisation;
    let case = Case {
        number: None,
        title: mail.title(),
        contact: mail.person,
        answer_to: mail.address,
        organisation,
        installation: customer.installation,
        agreement: customer.agreement,
        covered: Covered::NotJudged,
        came_by: CameBy::Mail,
        kind: None,
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
    };
    let id = opened(engine, changes, now, (Actor::Part("intake"), None), case).await?;
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
    (actor, by): (Actor, Option<RowId>),
    mut case: Case,
) -> Result<RowId, Failure> {
    let (tables, id) = (engine.tables(), engine.new_id(now));
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
    tables.case.insert(changes, id, &case)?;
    Ok(id)
}

/// For whom somebody works, what they run there if it is one thing, and the agreement that holds on `today`.
pub(super) async fn customer_of(engine: &Engine, person: RowId, today: Day) -> Result<Customer, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.position.f;
    let positions = tables.position.all().matching(Condition::Is(f.person, Value::Id(person))).limit(BATCH_ROWS);
    let positions = tables.position.find(store, positions).await?;
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
            by: None,
            at,
        }
    }
}
