//! A new passkey for somebody who is signed in.

use super::{Challenge, PasskeyProblem, me, of_user, relying_party};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{PASSKEY_ANSWER_BYTES, PASSKEY_NAME_CHARACTERS, PASSKEYS};
use crate::system::ceremony::{Purpose, open, take};
use crate::system::notices::tell;
use crate::system::rows::{About, PasskeyRow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Moment, RowId};
use serde_json::{Value as Json, json};
use store::{Actor, ApplyError, Changes};
use uuid::Uuid;
use webauthn_rs::prelude::{CreationChallengeResponse, Passkey, PasskeyRegistration, RegisterPublicKeyCredential};

/// Begins a registration. The device is to keep the key under the user's number, so that it finds it by itself.
pub async fn begin_registration(engine: &Engine, now: Moment, caller: &Caller) -> Result<Challenge, PasskeyProblem> {
    let user = me(caller)?;
    let known = of_user(engine, user).await?;
    if known.len() >= PASSKEYS {
        return Err(PasskeyProblem::TooMany);
    }
    let address = address(engine, user).await?;
    let number = Uuid::from_bytes(user.0);
    let begun = relying_party(engine)?.start_passkey_registration(number, &address, &caller.name, None);
    let (challenge, state) = begun.map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let known = known.iter().map(|passkey| passkey.row.credential_id.as_str());
    let options = options(&challenge, known)?;
    let secret = open(engine, now, Purpose::NewPasskey(user), written(&state)?).await?;
    Ok(Challenge { secret, options })
}

/// Ends the registration with this secret: what the device answered becomes a passkey of the caller's, called `name`.
pub async fn finish_registration(
    engine: &Engine,
    now: Moment,
    caller: &Caller,
    secret: &str,
    (name, answer): (&str, &str),
) -> Result<(), PasskeyProblem> {
    let user = me(caller)?;
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
    let found = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let (mut changes, id) = (Changes::new(), engine.new_id(now));
    tables.passkey.insert(&mut changes, id, &row)?;
    let entry = Deed::PasskeyAdded.entry(engine, now, Actor::User(user), (tables.passkey.f.entity, id));
    changes.record(entry.about(found.row.person));
    tell(engine, now, &mut changes, user, About::PasskeyAdded)?;
    match engine.store().apply(changes).await {
        Ok(()) => Ok(()),
        Err(ApplyError::Taken { .. }) => Err(PasskeyProblem::Known),
        Err(other) => Err(other.into()),
    }
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

/// What the device shows beside the user's name.
async fn address(engine: &Engine, user: RowId) -> Result<String, Failure> {
    let tables = engine.tables();
    let user = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    let address = tables.email_address.get(engine.store(), user.row.address).await?.ok_or(Failure::NotFound)?;
    Ok(address.row.address)
}

/// As it is stored.
pub(super) fn written(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|cause| Failure::Unavailable(cause.to_string()))
}
