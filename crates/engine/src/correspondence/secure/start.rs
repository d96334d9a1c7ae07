//! Anybody starts a secure message to us. Nobody here can read it before its sender has shown that the address is theirs; what
//! nobody confirms goes after two days.
//!
//! What looks like a machine is not kept for somebody to look at, since nobody may look: it is asked for once more.

use super::links::{find, secret};
use super::open::{PERSON, checked, told};
use super::rows::SecureMessage;
use crate::context::Engine;
use crate::correspondence::Direction;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{BATCH_ROWS, INTAKE_ATTEMPTS, SECURE_CONFIRM_SECONDS, SECURE_OF_AN_ADDRESS, SECURE_SECONDS};
use crate::parties::{self, Source, Stranger};
use crate::system::hash;
use crate::website::{Field, FormPage, Network, Pressure, Problem, ReadToken, form_token, read_token, who};
use model::{Language, Moment, RowId, Value};
use store::{Actor, ApplyError, Changes, Condition};

/// The form as it was sent, nothing checked yet.
#[derive(Debug, Clone)]
pub struct Started {
    /// The language of the form.
    pub language: Language,
    /// As typed.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As typed.
    pub text: String,
    /// Whether they agree that we read what is sensitive in it.
    pub agreed: bool,
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
    /// It arrived, and a mail is on its way.
    Received,
    /// It must be mended first; nothing is stored.
    Mend {
        /// What is wrong with what was typed.
        problems: Vec<Problem>,
        /// They did not agree.
        not_agreed: bool,
    },
    /// The form was sent faster than anybody writes, or stood open too long: nothing is stored, show it anew.
    Again,
    /// Its network sends too many: nothing is stored, try later.
    TooMany,
}

/// The form as it is shown `now`.
pub fn page(engine: &Engine, now: Moment, language: Language) -> FormPage {
    let model = engine.model();
    let activities = model[engine.tables().secure_message.f.entity].held.activities();
    let notices = activities.iter().map(|activity| documents::notice(model, *activity, language));
    FormPage { notices: notices.collect(), token: form_token(engine, now) }
}

struct Checked {
    name: String,
    email: String,
    text: String,
}

/// Takes a message.
pub async fn receive(engine: &Engine, now: Moment, started: &Started) -> Result<Taken, Failure> {
    let checked = match check(started) {
        Ok(checked) => checked,
        Err(mend) => return Ok(mend),
    };
    match read_token(engine, now, &started.token) {
        ReadToken::Ago(seconds) if seconds >= engine.settings().form_minimum_seconds => {}
        ReadToken::Ago(_) | ReadToken::Never | ReadToken::Expired => return Ok(Taken::Again),
    }
    if engine.caps().count(started.network, now) != Pressure::Normal {
        return Ok(Taken::TooMany);
    }
    if !started.trap.is_empty() {
        return Ok(Taken::Received);
    }
    for _ in 0..INTAKE_ATTEMPTS {
        let Some(changes) = coming(engine, now, started.language, &checked).await? else { return Ok(Taken::Received) };
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Taken::Received),
            // Somebody with the same address was made at the same time, or the person went: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

fn check(started: &Started) -> Result<Checked, Taken> {
    let mut problems = Vec::new();
    let (name, email) = who(&mut problems, &started.name, &started.email);
    let (text, mistake) = checked(&started.text);
    problems.extend(mistake.map(|mistake| Problem { field: Field::Message, mistake }));
    match (problems.is_empty() && started.agreed, email) {
        (true, Some(email)) => Ok(Checked { name, email, text }),
        _ => Err(Taken::Mend { problems, not_agreed: !started.agreed }),
    }
}

/// Everything that the form brings about; none where the address has enough that nobody has confirmed.
async fn coming(
    engine: &Engine,
    now: Moment,
    language: Language,
    checked: &Checked,
) -> Result<Option<Changes>, Failure> {
    let (table, mut changes) = (&engine.tables().secure_message, Changes::new());
    let stranger = Stranger {
        address: &checked.email,
        name: Some(checked.name.clone()),
        language: Some(language.into()),
        source: Source::ContactForm,
    };
    let met = parties::meet(engine, &mut changes, now, stranger).await?;
    if met.is_known && unconfirmed(engine, met.address).await? >= SECURE_OF_AN_ADDRESS {
        return Ok(None);
    }
    let id = engine.new_id(now);
    let expires_at = now.plus_seconds(SECURE_CONFIRM_SECONDS);
    let row = SecureMessage {
        person: met.person,
        address: met.address,
        direction: Direction::In,
        agreed_at: Some(now),
        text: "–".to_owned(),
        unconfirmed: Some(checked.text.clone()),
        document: None,
        token_hash: hash(&secret(engine, id)),
        expires_at,
        author: None,
        handler: None,
        written_at: now,
        read_at: None,
        handled_at: None,
    };
    table.insert(&mut changes, id, &row)?;
    let entry = Deed::Received.entry(engine, now, Actor::Part("visitor"), (table.f.entity, id));
    changes.record(entry.about(met.person));
    changes.enqueue(JobKind::TellSecure.about(engine, id, now));
    changes.enqueue(JobKind::LapseSecure.about(engine, id, expires_at));
    Ok(Some(changes))
}

async fn unconfirmed(engine: &Engine, address: RowId) -> Result<usize, Failure> {
    let table = &engine.tables().secure_message;
    let query = table.all().matching(Condition::Is(table.f.address, Value::Id(address)));
    let query = query.matching(Condition::Filled(table.f.unconfirmed)).limit(BATCH_ROWS);
    Ok(table.find(engine.store(), query).await?.len())
}

/// The one who holds the link reads the mailbox: the message can be read here from now on, with a file that they put for it. Whether
/// the link still worked.
pub async fn confirm(engine: &Engine, now: Moment, secret: &str, file: Option<RowId>) -> Result<bool, Failure> {
    let Some(message) = find(engine, now, secret).await? else { return Ok(false) };
    let Some(text) = message.row.unconfirmed else { return Ok(false) };
    let (table, mut changes) = (&engine.tables().secure_message, Changes::new());
    let document = file.map(|file| (table.f.document, Value::Id(file)));
    let cells = [
        (table.f.text, Value::Text(text)),
        (table.f.unconfirmed, Value::Null),
        // The link works once: nobody has what this is the hash of.
        (table.f.token_hash, Value::Text(hash(&engine.new_secret()))),
        (table.f.expires_at, Value::Moment(now.plus_seconds(SECURE_SECONDS))),
        (table.f.written_at, Value::Moment(now)),
    ];
    let cells = cells.into_iter().chain(document).collect();
    changes.update(&table.write, message.id, message.version, cells)?;
    let entry = Deed::IdentityConfirmed.entry(engine, now, PERSON, (table.f.entity, message.id));
    changes.record(entry.about(message.row.person));
    told(engine, now, &mut changes, (message.id, message.row.handler)).await?;
    match engine.store().apply(changes).await {
        Ok(()) => Ok(true),
        // Two pressed at once: one of them was first.
        Err(ApplyError::Stale { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}
