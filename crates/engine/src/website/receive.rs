//! Intake: a message from the web becomes a contact request on a person, in one transaction.

use crate::context::Engine;
use crate::correspondence;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{INTAKE_ATTEMPTS, LINKS_IN_A_MESSAGE};
use crate::parties::{self, Met, Source, Stranger};
use crate::website::caps::Pressure;
use crate::website::form::{Checked, Problem, Submission, check};
use crate::website::rows::{CameFrom, ContactRequest, Doubt, State};
use crate::website::token::{self, Shown};
use model::{Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition};

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored, durably. The same form sent twice is received twice and stored once.
    Received,
    /// It must be mended first; nothing is stored.
    Mend(Vec<Problem>),
    /// The form stood open too long: show it anew with what was typed.
    Expired,
    /// Its network sends far too many: nothing is stored, try later.
    TooMany,
}

/// Takes a form as it was sent.
pub async fn receive(engine: &Engine, now: Moment, submission: &Submission) -> Result<Outcome, Failure> {
    let checked = match check(submission) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Outcome::Mend(problems)),
    };
    let shown = token::read(&engine.settings().secret, now, &submission.token);
    if shown == Shown::Expired {
        return Ok(Outcome::Expired);
    }
    let pressure = engine.caps().count(submission.network, now);
    if pressure == Pressure::Flood {
        return Ok(Outcome::TooMany);
    }
    let doubt = doubt(engine, submission, &checked, shown, pressure);
    let once = once(engine, now, submission, &checked, shown);
    keep(&Intake { engine, now, submission, checked: &checked, doubt, once: &once }).await
}

/// Puts a form of another kind before a person, for this reason, as a contact request.
pub(crate) async fn keep_doubtful(
    engine: &Engine,
    now: Moment,
    submission: &Submission,
    why: Doubt,
) -> Result<(), Failure> {
    let checked = check(submission).map_err(|_| Failure::Stale)?;
    let once = once(engine, now, submission, &checked, token::read(&engine.settings().secret, now, &submission.token));
    let intake = Intake { engine, now, submission, checked: &checked, doubt: Some(why), once: &once };
    keep(&intake).await.map(drop)
}

async fn keep(intake: &Intake<'_>) -> Result<Outcome, Failure> {
    let engine = intake.engine;
    for _ in 0..INTAKE_ATTEMPTS {
        let changes = intake.changes().await?;
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Outcome::Received),
            Err(ApplyError::Taken { field }) if field == engine.tables().contact_request.f.submission => {
                return Ok(Outcome::Received);
            }
            // Somebody with the same address was made at the same time, or the person went: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// What tells the same form sent twice from another one: every field, and the page that it was typed
/// on. A form without a token has no page; there, the same words on another day are another message.
fn once(engine: &Engine, now: Moment, submission: &Submission, checked: &Checked, shown: Shown) -> String {
    let page = match shown {
        Shown::Ago(_) => submission.token.clone(),
        Shown::Never | Shown::Expired => format!("day {}", rights::day_of(now).0),
    };
    let (phone, organisation) = (checked.phone.as_deref(), checked.organisation.as_deref());
    let parts = [
        page.as_str(),
        &checked.name,
        &checked.email,
        phone.unwrap_or_default(),
        organisation.unwrap_or_default(),
        &checked.message,
    ];
    token::keyed_hash(&engine.settings().secret, "submission", &parts)
}

/// Why a person should look first, the strongest sign first.
fn doubt(
    engine: &Engine,
    submission: &Submission,
    checked: &Checked,
    shown: Shown,
    pressure: Pressure,
) -> Option<Doubt> {
    if !submission.trap.is_empty() {
        return Some(Doubt::HiddenField);
    }
    match shown {
        Shown::Never if submission.came_from == CameFrom::Here => return Some(Doubt::NoToken),
        Shown::Ago(seconds) if seconds < engine.settings().form_minimum_seconds => return Some(Doubt::TooQuick),
        Shown::Never | Shown::Ago(_) | Shown::Expired => {}
    }
    if pressure != Pressure::Normal {
        return Some(Doubt::TooMany);
    }
    let links = checked.message.to_ascii_lowercase().matches("http").count();
    (links > LINKS_IN_A_MESSAGE).then_some(Doubt::Links)
}

struct Intake<'a> {
    engine: &'a Engine,
    now: Moment,
    submission: &'a Submission,
    checked: &'a Checked,
    doubt: Option<Doubt>,
    once: &'a str,
}

impl Intake<'_> {
    /// Everything that the message brings about, as one value.
    async fn changes(&self) -> Result<Changes, Failure> {
        let mut changes = Changes::new();
        let sender = self.sender(&mut changes).await?;
        self.phone(&mut changes, &sender).await?;
        let request = self.engine.new_id(self.now);
        self.request(&mut changes, &sender, request)?;
        if self.doubt.is_none() {
            self.tell(&mut changes, &sender, request).await?;
        }
        Ok(changes)
    }

    async fn sender(&self, changes: &mut Changes) -> Result<Met, Failure> {
        let stranger = Stranger {
            address: &self.checked.email,
            name: Some(self.checked.name.clone()),
            language: Some(self.submission.language.into()),
            source: Source::ContactForm,
        };
        parties::meet(self.engine, changes, self.now, stranger).await
    }

    async fn phone(&self, changes: &mut Changes, sender: &Met) -> Result<(), Failure> {
        let Some(number) = &self.checked.phone else { return Ok(()) };
        let table = &self.engine.tables().phone_number;
        if sender.is_known {
            let query = table
                .all()
                .matching(Condition::Is(table.f.person, Value::Id(sender.person)))
                .matching(Condition::Is(table.f.number, Value::Text(number.clone())));
            if table.first(self.engine.store(), query).await?.is_some() {
                return Ok(());
            }
        }
        let theirs = (sender.person, number.as_str());
        parties::number_of(self.engine, changes, self.now, theirs, Source::ContactForm).map(drop)
    }

    fn request(&self, changes: &mut Changes, sender: &Met, request: RowId) -> Result<(), Failure> {
        let row = ContactRequest {
            person: sender.person,
            address: sender.address,
            name_written: self.checked.name.clone(),
            organisation: self.checked.organisation.clone(),
            message: self.checked.message.clone(),
            language: self.submission.language.into(),
            came_from: self.submission.came_from,
            state: if self.doubt.is_some() { State::Doubtful } else { State::New },
            doubt: self.doubt,
            owner: None,
            received_at: self.now,
            answered_at: None,
            submission: self.once.to_owned(),
        };
        self.engine.tables().contact_request.insert(changes, request, &row)?;
        let place = (self.engine.tables().contact_request.f.entity, request);
        let entry = Deed::Received.entry(self.engine, self.now, Actor::Part("visitor"), place);
        changes.record(entry.about(sender.person));
        Ok(())
    }

    /// Queues the confirmation to the sender and the notice to staff.
    async fn tell(&self, changes: &mut Changes, sender: &Met, request: RowId) -> Result<(), Failure> {
        changes.enqueue(JobKind::NotifyStaff.about(self.engine, request, self.now));
        if sender.is_known && correspondence::confirmed_lately(self.engine, self.now, sender.address).await? {
            return Ok(());
        }
        let language = self.submission.language;
        correspondence::confirm(self.engine, self.now, changes, request, sender.address, language)
    }
}
