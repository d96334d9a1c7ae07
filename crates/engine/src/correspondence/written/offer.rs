//! The form for a mail on a record, before anything is typed.

use super::place::{Place, Stands, place};
use super::receivers::{Receiver, name_of, receivers};
use crate::context::{Caller, Engine};
use crate::correspondence::thread::{Part, PartOf};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::records::linked_for;
use crate::show::Show;
use crate::support;
use model::{Moment, RowId, Value};
use std::collections::HashSet;
use store::Condition;

/// What a form for a mail has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailOffer {
    /// What the record is called.
    pub label: String,
    /// Whom the record is about, or the thread is with.
    pub person: Option<RowId>,
    /// Those who may be written to.
    pub receivers: Vec<Receiver>,
    /// To whom, unless somebody says otherwise: addresses parted by commas.
    pub to: String,
    /// With copies to.
    pub cc: String,
    /// The work that the mail may be part of, the likeliest first.
    pub parts: Vec<PartOf>,
    /// It goes on with a thread, whose subject it has.
    pub is_answer: bool,
    /// Answers that are used again, by row and name.
    pub templates: Vec<(RowId, String)>,
    /// The key of the form: what is sent twice in it counts once.
    pub form: RowId,
}

/// What is offered for a mail on the row `id` of the entity `key`.
pub async fn mail_offer(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (&str, RowId),
) -> Result<MailOffer, Failure> {
    let today = rights::day_of(now);
    let place = place(engine, caller, at, today).await?;
    let more = linked_for(engine, caller, std::slice::from_ref(&place.record), today).await?;
    let label = Show::new(engine.model(), caller.language, &more).label(&place.record);
    let (receivers, (to, cc)) = match &place.stands {
        Stands::In(thread) => (Vec::new(), last_on(engine, thread.id).await?),
        Stands::By(_) => {
            let (receivers, first) = receivers(engine, caller, &place.record, today).await?;
            let to = receivers.first().filter(|_| first > 0).map(|one| one.address.clone());
            (receivers, (to.unwrap_or_default(), String::new()))
        }
    };
    Ok(MailOffer {
        label,
        person: with(&place),
        receivers,
        to,
        cc,
        is_answer: matches!(place.stands, Stands::In(_)),
        templates: support::templates_for_all(engine, caller).await?,
        form: engine.new_id(now),
        parts: place.parts,
    })
}

/// The text of a template, with the first name of whoever the record is about.
pub async fn mail_from_template(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (&str, RowId),
    template: RowId,
) -> Result<String, Failure> {
    let today = rights::day_of(now);
    let name = match with(&place(engine, caller, at, today).await?) {
        Some(person) => name_of(engine, caller, person, today).await?,
        None => None,
    };
    support::filled_template(engine, caller, template, (&name.unwrap_or_default(), "")).await
}

/// Whom a mail on the record is with, as far as the record says it.
fn with(place: &Place) -> Option<RowId> {
    match &place.stands {
        Stands::In(thread) => Some(thread.row.person),
        Stands::By(_) => place.person,
    }
}

/// Whom an answer in a thread is to, and who has a copy: those on its last mail, without ourselves.
async fn last_on(engine: &Engine, thread: RowId) -> Result<(String, String), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_message.f;
    let mails = tables.email_message.in_use().matching(Condition::Is(f.thread, Value::Id(thread)));
    let mails = mails.matching(Condition::Is(f.automatic, Value::Boolean(false))).newest_first(f.occurred_at);
    let Some(last) = tables.email_message.first(store, mails).await? else { return Ok(Default::default()) };
    let people = &tables.email_participant;
    let on = people.all().matching(Condition::Is(people.f.message, Value::Id(last.id))).limit(BATCH_ROWS);
    let on = people.find(store, on).await?;
    let own = tables.mailbox.find(store, tables.mailbox.all()).await?.into_iter().map(|mailbox| mailbox.row.address);
    let mut known: HashSet<String> = own.chain([engine.settings().sender.address.to_lowercase()]).collect();
    let mut of = |parts: &[Part]| {
        let of = on.iter().filter(|one| parts.contains(&one.row.part)).filter_map(|one| one.row.address.clone());
        of.filter(|address| known.insert(address.clone())).collect::<Vec<_>>()
    };
    let mut to = of(&[Part::ReplyTo]);
    let from = of(&[Part::From]);
    if to.is_empty() {
        to = from;
    }
    let mut receivers = of(&[Part::To]);
    if to.is_empty() {
        to = std::mem::take(&mut receivers);
    }
    receivers.extend(of(&[Part::Cc]));
    Ok((to.join(", "), receivers.join(", ")))
}
