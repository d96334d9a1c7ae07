//! Intake from the page for rights: what anybody on the net may ask, answered in one way.
//!
//! Whether the address is known must not show: the same answer is given, and the work is alike. Only the one who reads the
//! mailbox is told, by mail. Nothing is done for anybody until they have pressed the button behind that mail's link.

use super::deadlines::{due_on, remind};
use super::links::make;
use super::mails::{Draft, Said, address_for, queue};
use super::rows::{CameBy, Identity, Kind, LinkPurpose, MailKind, Outcome, Request, State};
use super::tasks::held_by;
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{
    CONFIRM_LINK_SECONDS, FORGET_REQUEST_SECONDS, INTAKE_ATTEMPTS, REQUEST_PAUSE_SECONDS, REQUESTS_OF_AN_ADDRESS,
};
use crate::parties::{self, Met, Source, Stranger};
use crate::website::{Network, Pressure, Problem, ReadToken, read_token, text, who};
use model::{Column, Language, Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition};

/// The form as it was sent, nothing checked yet.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The language of the form.
    pub language: Language,
    /// What is asked for; none where nothing was chosen.
    pub kind: Option<Kind>,
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As typed; may be empty.
    pub text: String,
    /// The hidden token.
    pub token: String,
    /// The field that no human sees.
    pub trap: String,
    /// Where from; used to count and then forgotten.
    pub network: Network,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It arrived. Says nothing of whether the address is known.
    Received,
    /// It must be mended first; nothing is stored.
    Mend {
        /// Nothing was chosen.
        no_kind: bool,
        /// What is wrong with what was typed.
        problems: Vec<Problem>,
    },
    /// The form stood open too long: show it anew with what was typed.
    Expired,
    /// Its network sends far too many: nothing is stored, try later.
    TooMany,
}

/// A form that can be stored.
struct Checked {
    kind: Kind,
    name: String,
    email: String,
    text: Option<String>,
}

/// Takes what was asked.
pub async fn receive(engine: &Engine, now: Moment, asked: &Asked) -> Result<Taken, Failure> {
    let checked = match check(asked) {
        Ok(checked) => checked,
        Err(mend) => return Ok(mend),
    };
    let shown = read_token(engine, now, &asked.token);
    if shown == ReadToken::Expired {
        return Ok(Taken::Expired);
    }
    let pressure = engine.caps().count(asked.network, now);
    if pressure == Pressure::Flood {
        return Ok(Taken::TooMany);
    }
    let hurried = match shown {
        ReadToken::Ago(seconds) => seconds < engine.settings().form_minimum_seconds,
        ReadToken::Never | ReadToken::Expired => true,
    };
    let doubtful = hurried || !asked.trap.is_empty() || pressure != Pressure::Normal;
    for _ in 0..INTAKE_ATTEMPTS {
        let intake = Intake { engine, now, language: asked.language, checked: &checked, doubtful };
        let Some(changes) = intake.changes().await? else { return Ok(Taken::Received) };
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Taken::Received),
            // Somebody with the same address was made at the same time, or the person went: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

fn check(asked: &Asked) -> Result<Checked, Taken> {
    let mut problems = Vec::new();
    let (name, email) = who(&mut problems, &asked.name, &asked.email);
    let text = text(&mut problems, &asked.text);
    match (problems.is_empty(), asked.kind, email) {
        (true, Some(kind), Some(email)) => Ok(Checked { kind, name, email, text: (!text.is_empty()).then_some(text) }),
        (_, kind, _) => Err(Taken::Mend { no_kind: kind.is_none(), problems }),
    }
}

/// Whether an answer needs no row about the person: whoever asks or complains need not be known.
fn is_open_to_strangers(kind: Kind) -> bool {
    match kind {
        Kind::Complaint | Kind::Question => true,
        Kind::Access
        | Kind::Rectification
        | Kind::Erasure
        | Kind::Restriction
        | Kind::Portability
        | Kind::Objection
        | Kind::MarketingObjection
        | Kind::Withdrawal
        | Kind::HumanDecision => false,
    }
}

struct Intake<'a> {
    engine: &'a Engine,
    now: Moment,
    language: Language,
    checked: &'a Checked,
    doubtful: bool,
}

impl Intake<'_> {
    /// Everything that the form brings about; none where the address has asked often enough lately.
    async fn changes(&self) -> Result<Option<Changes>, Failure> {
        let (engine, now) = (self.engine, self.now);
        let mut changes = Changes::new();
        let stranger = Stranger {
            address: &self.checked.email,
            name: Some(self.checked.name.clone()),
            language: Some(self.language.into()),
            source: Source::Mail,
        };
        // Whoever asks to be erased is not used again by that.
        let Met { person, address, .. } = parties::known_or_new(engine, &mut changes, now, stranger).await?;
        let to = address_for(engine, now, person, Some(address)).await?.unwrap_or(address);
        if self.asked_lately(person).await? {
            return Ok(None);
        }
        // Looked up for somebody new too, who is held by nothing: the work is the same. Earlier requests do not count.
        let known = !held_by(engine, now, person).await?.is_empty();
        let nothing = !known && !is_open_to_strangers(self.checked.kind);
        let request = engine.new_id(now);
        let row = Request {
            number: None,
            person,
            kind: self.checked.kind,
            text: self.checked.text.clone(),
            came_by: CameBy::Page,
            language: Some(self.language.into()),
            received_at: now,
            answer_to: Some(to),
            on_behalf: None,
            authority_shown: None,
            identity: Identity::Open,
            identity_at: None,
            identity_asked: None,
            due_on: due_on(engine, self.checked.kind, now),
            extended_to: None,
            extended_why: None,
            extension_told: None,
            state: match (self.doubtful, nothing) {
                (true, _) => State::New,
                (false, true) => State::Answered,
                (false, false) => State::Identity,
            },
            handler: None,
            outcome: (nothing && !self.doubtful).then_some(Outcome::Nothing),
            reason: None,
            answered_at: (nothing && !self.doubtful).then_some(now),
            passed_on_to: None,
            receipt: None,
        };
        let table = &engine.tables().request;
        table.insert(&mut changes, request, &row)?;
        let entry = Deed::Received.entry(engine, now, Actor::Part("visitor"), (table.f.entity, request));
        changes.record(entry.about(person));
        if row.state != State::Answered {
            remind(engine, now, &mut changes, request, row.due());
        }
        match (self.doubtful, nothing) {
            // A mail to an address that a machine typed would trouble somebody: a person looks first.
            (true, _) => changes.enqueue(JobKind::TellRequest.about(engine, request, now)),
            (false, true) => self.tell_nothing(&mut changes, request, to)?,
            (false, false) => ask(engine, now, &mut changes, (request, &row), to)?,
        }
        Ok(Some(changes))
    }

    /// Whether the person was asked about on the page for the same thing, or often, within the pause: nobody's mailbox is
    /// filled by others, and a form sent twice is one request.
    async fn asked_lately(&self, person: RowId) -> Result<bool, Failure> {
        let table = &self.engine.tables().request;
        let query = table
            .all()
            .matching(Condition::Is(table.f.person, Value::Id(person)))
            .matching(Condition::Is(table.f.came_by, CameBy::Page.write()));
        let lately = table.find(self.engine.store(), query).await?;
        let lately: Vec<_> =
            lately.iter().filter(|it| it.row.received_at.plus_seconds(REQUEST_PAUSE_SECONDS) > self.now).collect();
        let same = lately.iter().any(|it| it.row.kind == self.checked.kind);
        Ok(same || lately.len() >= REQUESTS_OF_AN_ADDRESS)
    }

    fn tell_nothing(&self, changes: &mut Changes, request: RowId, to: RowId) -> Result<(), Failure> {
        let (engine, now) = (self.engine, self.now);
        let forget = now.plus_seconds(FORGET_REQUEST_SECONDS);
        let said = Said::new(engine, self.checked.kind, self.language);
        let said = Said::with(said, "forget", documents::day(rights::day_of(forget), self.language));
        let (subject, body) = (said.say("request-nothing-subject"), said.say("request-nothing-body"));
        let kind = MailKind::Nothing;
        let draft = Draft { request, to, kind, subject, body, author: None, in_reply_to: None };
        queue(engine, now, changes, draft)?;
        changes.enqueue(JobKind::ForgetRequest.about(engine, request, forget));
        Ok(())
    }
}

/// Adds to `changes` the mail that asks whether it is the person, its link, and the job that closes the request where
/// nobody answers.
pub(super) fn ask(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (request, row): (RowId, &Request),
    to: RowId,
) -> Result<(), Failure> {
    let expires = now.plus_seconds(CONFIRM_LINK_SECONDS);
    make(engine, now, changes, request, (LinkPurpose::Confirm, Some(expires)))?;
    let said = Said::about(engine, row);
    let until = documents::moment(expires, said.language);
    let said = said.with("until", until);
    let draft = Draft {
        request,
        to,
        kind: MailKind::Confirm,
        subject: said.say("request-confirm-subject"),
        body: said.say("request-confirm-body"),
        author: None,
        in_reply_to: None,
    };
    queue(engine, now, changes, draft)?;
    changes.enqueue(JobKind::LapseRequest.about(engine, request, expires));
    Ok(())
}
