//! A new passkey: for somebody who is signed in, or who was invited and comes by the link in the invitation.

use super::{Challenge, PasskeyProblem, me, of_user, relying_party};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{PASSKEY_ANSWER_BYTES, PASSKEY_NAME_CHARACTERS, PASSKEYS};
use crate::system::ceremony::{Browser, Purpose, open, take};
use crate::system::choose::name_of;
use crate::system::enter::address_of;
use crate::system::links;
use crate::system::notices::tell;
use crate::system::rows::{About, LinkPurpose, Method, PasskeyRow, SignInLink};
use crate::system::session::{Begun, begin_session, just_signed_in};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Moment, RowId};
use serde_json::{Value as Json, json};
use store::{Actor, ApplyError, Changes, Stored};
use uuid::Uuid;
use webauthn_rs::prelude::{CreationChallengeResponse, Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

/// What ends a registration.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The secret that came with the challenge.
    pub secret: &'a str,
    /// What the passkey is to be called.
    pub name: &'a str,
    /// What the device answered, JSON.
    pub answer: &'a str,
}

/// Begins a registration for the caller.
pub async fn begin_registration(engine: &Engine, now: Moment, caller: &Caller) -> Result<Challenge, PasskeyProblem> {
    let user = me(caller)?;
    // A passkey lets in for good, so a desk that was left open must not be enough for one.
    if !just_signed_in(engine, now, caller).await? {
        return Err(PasskeyProblem::NotFresh);
    }
    begin(engine, now, user).await
}

/// Ends it: what the device answered becomes a passkey of the caller's.
pub async fn finish_registration(
    engine: &Engine,
    now: Moment,
    caller: &Caller,
    made: Made<'_>,
) -> Result<(), PasskeyProblem> {
    let mut changes = Changes::new();
    add(engine, now, &mut changes, me(caller)?, made).await?;
    match engine.store().apply(changes).await {
        Ok(()) => Ok(()),
        Err(ApplyError::Taken { .. }) => Err(PasskeyProblem::Known),
        Err(other) => Err(other.into()),
    }
}

/// Begins a registration for whom the invitation with this link is for. Changes nothing about the link.
pub async fn begin_by_link(engine: &Engine, now: Moment, link: &str) -> Result<Challenge, PasskeyProblem> {
    begin(engine, now, invitation(engine, now, link).await?.row.user).await
}

/// Ends it: the passkey is added, the link is used up, and a session begins.
pub async fn finish_by_link(
    engine: &Engine,
    now: Moment,
    link: &str,
    made: Made<'_>,
    browser: Browser<'_>,
) -> Result<Begun, PasskeyProblem> {
    let user = invitation(engine, now, link).await?.row.user;
    let mut changes = Changes::new();
    add(engine, now, &mut changes, user, made).await?;
    links::use_up(engine, &mut changes, user).await?;
    // Access may have ended, and of two who use the link at once, one is in.
    let begun = begin_session(engine, now, user, browser.way(Method::Passkey, true), changes).await?;
    begun.ok_or(PasskeyProblem::Refused)
}

async fn invitation(engine: &Engine, now: Moment, link: &str) -> Result<Stored<SignInLink>, PasskeyProblem> {
    let found = links::find(engine, now, LinkPurpose::Welcome, link).await?;
    Ok(found.ok_or(Failure::NotFound)?)
}

/// The device is to keep the key under the user's number, so that it finds it by itself.
async fn begin(engine: &Engine, now: Moment, user: RowId) -> Result<Challenge, PasskeyProblem> {
    let account = engine.tables().user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let known = of_user(engine, user).await?;
    if known.len() >= PASSKEYS {
        return Err(PasskeyProblem::TooMany);
    }
    let (address, name) = (address_of(engine, &account.row).await?, name_of(engine, &account.row).await?);
    let number = Uuid::from_bytes(user.0);
    let begun = relying_party(engine)?.start_passkey_registration(number, &address, &name, None);
    let (challenge, state) = begun.map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let known = known.iter().map(|passkey| passkey.row.credential_id.as_str());
    let options = options(&challenge, known)?;
    let secret = open(engine, now, Purpose::NewPasskey(user), written(&state)?).await?;
    Ok(Challenge { secret, options })
}

/// Adds to `changes` the passkey that the device made.
async fn add(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: RowId,
    Made { secret, name, answer }: Made<'_>,
) -> Result<(), PasskeyProblem> {
    let name = named(name)?;
    let state = take(engine, now, Purpose::NewPasskey(user), secret).await?.ok_or(PasskeyProblem::Refused)?;
    let passkey = checked(engine, &state, answer)?;
    if of_user(engine, user).await?.len() >= PASSKEYS {
        return Err(PasskeyProblem::TooMany);
    }
    let row = PasskeyRow {
        user,
        title: name.to_owned(),
        credential_id: URL_SAFE_NO_PAD.encode(passkey.cred_id()),
        credential: written(&passkey)?,
        made_at: now,
        used_at: None,
    };
    let tables = engine.tables();
    let account = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let id = engine.new_id(now);
    tables.passkey.insert(changes, id, &row)?;
    let entry = Deed::PasskeyAdded.entry(engine, now, Actor::User(user), (tables.passkey.f.entity, id));
    changes.record(entry.about(account.row.person));
    tell(engine, now, changes, user, About::PasskeyAdded)?;
    Ok(())
}

fn named(name: &str) -> Result<&str, PasskeyProblem> {
    let name = name.trim();
    match name.chars().count() {
        0 => Err(PasskeyProblem::NoName),
        1..=PASSKEY_NAME_CHARACTERS => Ok(name),
        _ => Err(PasskeyProblem::LongName),
    }
}

/// What the device answered, if it fits the ceremony.
fn checked(engine: &Engine, state: &str, answer: &str) -> Result<Passkey, PasskeyProblem> {
    let state: PasskeyRegistration =
        serde_json::from_str(state).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let answer = Some(answer).filter(|answer| answer.len() <= PASSKEY_ANSWER_BYTES);
    let answer: Option<RegisterPublicKeyCredential> = answer.and_then(|answer| serde_json::from_str(answer).ok());
    let answer = answer.ok_or(PasskeyProblem::Refused)?;
    relying_party(engine)?.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyProblem::Refused)
}

/// What the browser is asked. A key that the device does not find by itself would let nobody in here; those that the user
/// has are named, so that a device does not make a second one.
fn options<'a>(challenge: &CreationChallengeResponse, known: impl Iterator<Item = &'a str>) -> Result<String, Failure> {
    let mut options = serde_json::to_value(challenge).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let asked = &mut options["publicKey"];
    asked["authenticatorSelection"]["residentKey"] = json!("required");
    asked["authenticatorSelection"]["requireResidentKey"] = json!(true);
    asked["excludeCredentials"] = known.map(|id| json!({ "type": "public-key", "id": id })).collect::<Json>();
    Ok(options.to_string())
}

/// As it is stored.
pub(super) fn written(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|cause| Failure::Unavailable(cause.to_string()))
}
