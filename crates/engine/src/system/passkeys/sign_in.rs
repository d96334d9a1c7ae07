//! Signing in with a passkey.

use super::register::written;
use super::{Challenge, relying_party};
use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::PASSKEY_ANSWER_BYTES;
use crate::system::ceremony::{Browser, Purpose, open, take};
use crate::system::notices::tell;
use crate::system::rows::{About, Method, PasskeyRow};
use crate::system::session::{Begun, begin_session};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Moment, Value};
use store::{Actor, Changes, Condition, Stored};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, DiscoverableKey, Passkey, PublicKeyCredential, WebauthnError,
};

/// Begins signing in. Whoever it may be: the device finds out.
pub async fn begin_sign_in(engine: &Engine, now: Moment) -> Result<Challenge, Failure> {
    let begun = relying_party(engine)?.start_discoverable_authentication();
    let (mut challenge, state) = begun.map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    // Whether the browser asks at once or beside the field of the address is for the page to say.
    challenge.mediation = None;
    let secret = open(engine, now, Purpose::PasskeySignIn, written(&state)?).await?;
    Ok(Challenge { secret, options: written(&challenge)? })
}

/// Ends signing in with this secret by what the device answered; gives the session. None where the answer does not fit:
/// nothing tells whether it was the ceremony, the passkey, the user or the signature.
pub async fn finish_sign_in(
    engine: &Engine,
    now: Moment,
    (secret, answer): (&str, &str),
    browser: Browser<'_>,
) -> Result<Option<Begun>, Failure> {
    let Some(state) = take(engine, now, Purpose::PasskeySignIn, secret).await? else { return Ok(None) };
    let answer = Some(answer).filter(|answer| answer.len() <= PASSKEY_ANSWER_BYTES);
    let Some(answer) = answer.and_then(|answer| serde_json::from_str::<PublicKeyCredential>(answer).ok()) else {
        return Ok(None);
    };
    let Some(found) = passkey(engine, &answer).await? else { return Ok(None) };
    let mut credential: Passkey = read(&found.row.credential)?;
    let state: DiscoverableAuthentication = read(&state)?;
    let key = DiscoverableKey::from(credential.clone());
    match relying_party(engine)?.finish_discoverable_authentication_v2(&answer, state, key) {
        Ok(result) if result.user_verified() => {
            let changes = used(engine, now, &found, &mut credential, &result)?;
            // Of two who come with the same count at once, one is in.
            begin_session(engine, now, found.row.user, browser.way(Method::Passkey, true), changes).await
        }
        Err(WebauthnError::CredentialPossibleCompromise) => {
            copied(engine, now, &found).await?;
            Ok(None)
        }
        Ok(_) | Err(_) => Ok(None),
    }
}

/// The passkey that answered, if it is of the user whose number the device gave (Web Authentication level 3, 7.2, step 6).
async fn passkey(engine: &Engine, answer: &PublicKeyCredential) -> Result<Option<Stored<PasskeyRow>>, Failure> {
    let table = &engine.tables().passkey;
    let id = URL_SAFE_NO_PAD.encode(answer.get_credential_id());
    let query = table.all().matching(Condition::Is(table.f.credential_id, Value::Text(id)));
    let found = table.first(engine.store(), query).await?;
    Ok(found.filter(|found| answer.get_user_unique_id() == Some(found.row.user.0.as_slice())))
}

/// The passkey was used: its counter goes on. Of two who come with the same count, the second is too late.
fn used(
    engine: &Engine,
    now: Moment,
    found: &Stored<PasskeyRow>,
    credential: &mut Passkey,
    result: &AuthenticationResult,
) -> Result<Changes, Failure> {
    let table = &engine.tables().passkey;
    let mut cells = vec![(table.f.used_at, Value::Moment(now))];
    if credential.update_credential(result) == Some(true) {
        cells.push((table.f.credential, Value::Text(written(credential)?)));
    }
    let mut changes = Changes::new();
    changes.update(&table.write, found.id, found.version, cells)?;
    Ok(changes)
}

/// The signature is right and its counter has not gone on: there may be two of the key (Web Authentication level 3, 6.1.1).
async fn copied(engine: &Engine, now: Moment, found: &Stored<PasskeyRow>) -> Result<(), Failure> {
    let tables = engine.tables();
    let mut changes = Changes::new();
    let target = (tables.passkey.f.entity, found.id);
    let entry = Deed::PasskeyRefused.entry(engine, now, Actor::Part("visitor"), target);
    let user = tables.user.get(engine.store(), found.row.user).await?.ok_or(Failure::NotFound)?;
    changes.record(entry.about(user.row.person));
    tell(engine, now, &mut changes, found.row.user, About::PasskeyRefused)?;
    Ok(engine.store().apply(changes).await?)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|cause| Failure::Unavailable(cause.to_string()))
}
