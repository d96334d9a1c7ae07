//! What needs nobody's judgement and is done at once: no to marketing, and consent taken back.
//!
//! As easy as saying yes was (GDPR art. 7(3)), and absolute (art. 21(3)). What rests on it alone goes by a plan, with a
//! receipt; of who said no to marketing, a keyed hash stays.

use super::confirm::PERSON;
use super::mails::{Draft, Said, last, queue};
use super::outside::outside;
use super::rows::{Kind, MailKind, Outcome, State, TaskState};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::INTAKE_ATTEMPTS;
use crate::newsletter::{marketing, suppress};
use crate::privacy::{ReceiptKind, execute_outside, freed, gather, release};
use model::{ActivityId, Column, Ground, Moment, RowId, Value};
use rights::{Measure, holdings};
use store::{Actor, Changes, Condition};

/// What a person ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Marketing, and the search for customers.
    Marketing,
    /// Everything that rests on their consent.
    Consent,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Rows went; this is the receipt.
    Done(RowId),
    /// There was nothing to end. A no to marketing counts from now on all the same.
    Nothing,
}

/// Ends it for `person`, at the hand of somebody who carries out rights.
pub async fn end(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    ending: Ending,
) -> Result<Ended, Failure> {
    engine.demand_rights(caller)?;
    carry_out(engine, now, caller.actor(), person, ending).await
}

/// The activities that end.
fn activities(engine: &Engine, ending: Ending) -> Vec<ActivityId> {
    let model = engine.model();
    match ending {
        Ending::Marketing => marketing(engine),
        Ending::Consent => {
            let consent = |activity: &ActivityId| matches!(model[*activity].ground, Ground::Consent { .. });
            model.activity_ids().filter(consent).collect()
        }
    }
}

async fn carry_out(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    person: RowId,
    ending: Ending,
) -> Result<Ended, Failure> {
    if ending == Ending::Marketing {
        object(engine, now, actor, person).await?;
    }
    let ended = activities(engine, ending);
    let kind = match ending {
        Ending::Marketing => ReceiptKind::Objection,
        Ending::Consent => ReceiptKind::Withdrawal,
    };
    for _ in 0..INTAKE_ATTEMPTS {
        let facts = gather(engine, person).await?;
        let plan = rights::ending(engine.model(), &facts, &ended, rights::day_of(now));
        if !plan.does_something() {
            return Ok(Ended::Nothing);
        }
        let more = freed(engine, &facts, &plan).await?;
        let asked = match ending {
            Ending::Marketing => Kind::MarketingObjection,
            Ending::Consent => Kind::Withdrawal,
        };
        let there = outside(engine, &facts, (person, asked), rights::day_of(now)).await?;
        match execute_outside(engine, now, actor, kind, &plan, &there).await {
            Ok(receipt) => {
                release(engine, now, more).await?;
                return Ok(Ended::Done(receipt));
            }
            // Somebody changed a row meanwhile: what there is now is decided anew.
            Err(Failure::Stale) => {}
            Err(
                other @ (Failure::Denied
                | Failure::NotFound
                | Failure::Undecided(_)
                | Failure::TooLarge
                | Failure::Full
                | Failure::Unavailable(_)),
            ) => return Err(other),
        }
    }
    Err(Failure::Stale)
}

/// Keeps the no: hashes of the ways to the person, and its day on the person, as far as a purpose that goes on asks for it.
async fn object(engine: &Engine, now: Moment, actor: Actor, person: RowId) -> Result<(), Failure> {
    let (model, table) = (engine.model(), &engine.tables().person);
    let mut changes = Changes::new();
    suppress(engine, now, &mut changes, person).await?;
    let facts = gather(engine, person).await?;
    let Some(record) = facts.rows.iter().find(|row| row.id == person) else { return Err(Failure::NotFound) };
    let held = holdings(model, &facts, Measure::on(rights::day_of(now)));
    let ended = marketing(engine);
    let own = held.iter().find(|holding| holding.record.id == person);
    let going_on = own.into_iter().flat_map(|own| &own.holds).filter(|hold| !ended.contains(&hold.activity));
    let uses =
        |activity: ActivityId| model[activity].uses.iter().any(|used| used.fields.contains(&table.f.no_marketing));
    let asked_for = going_on.into_iter().any(|hold| uses(hold.activity));
    if asked_for && record.get(table.f.no_marketing).is_none_or(Value::is_null) {
        let cells = vec![(table.f.no_marketing, Value::Day(rights::day_of(now)))];
        changes.update(&table.write, person, record.version, cells)?;
    }
    let entry = Deed::MarketingEnded.entry(engine, now, actor, (table.f.entity, person));
    changes.record(entry.about(person).fields(vec![table.f.no_marketing]));
    Ok(engine.store().apply(changes).await?)
}

/// Does what `request` asks, where that needs nobody's judgement and nothing outside waits, and answers it.
pub(super) async fn at_once(engine: &Engine, now: Moment, request: RowId) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(found) = tables.request.get(store, request).await? else { return Ok(()) };
    let ending = match found.row.kind {
        Kind::MarketingObjection => Ending::Marketing,
        Kind::Withdrawal => Ending::Consent,
        Kind::Access
        | Kind::Rectification
        | Kind::Erasure
        | Kind::Restriction
        | Kind::Portability
        | Kind::Objection
        | Kind::HumanDecision
        | Kind::Complaint
        | Kind::Question => return Ok(()),
    };
    let f = &tables.request_task.f;
    let open = tables.request_task.all().matching(Condition::Is(f.request, Value::Id(request)));
    let open = open.matching(Condition::Is(f.state, TaskState::Open.write()));
    if tables.request_task.first(store, open).await?.is_some() {
        return Ok(());
    }
    let ended = carry_out(engine, now, PERSON, found.row.person, ending).await?;
    let Some(found) = tables.request.get(store, request).await? else { return Ok(()) };
    let f = &tables.request.f;
    let receipt = match ended {
        Ended::Done(receipt) => Some(receipt.to_string()),
        Ended::Nothing => None,
    };
    let mut changes = Changes::new();
    let cells = vec![
        (f.state, State::Answered.write()),
        (f.outcome, Outcome::Done.write()),
        (f.answered_at, Value::Moment(now)),
        (f.receipt, receipt.clone().map_or(Value::Null, Value::Text)),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    changes.update(&tables.request.write, request, found.version, cells)?;
    if let Some(to) = found.row.answer_to {
        let said = Said::about(engine, &found.row).with("receipt", receipt.unwrap_or_default());
        let body = match ending {
            Ending::Marketing => said.say("request-done-marketing-objection"),
            Ending::Consent => said.say("request-done-withdrawal"),
        };
        let before = last(engine, request).await?;
        let subject = said.say("request-answer-subject");
        let kind = MailKind::Answer;
        let draft = Draft { request, to, kind, subject, body, author: None, in_reply_to: before.as_deref() };
        queue(engine, now, &mut changes, draft)?;
    }
    let entry = Deed::Answered.entry(engine, now, PERSON, (f.entity, request));
    changes.record(entry.about(found.row.person).fields(fields));
    Ok(store.apply(changes).await?)
}
