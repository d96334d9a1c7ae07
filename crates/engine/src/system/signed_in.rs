//! Who stands behind a session: asked before every page of the desk, and answered from memory until a row changes.
//!
//! What time alone ends is looked at each time: the session, emergency access, and whatever turns with the day.

use super::capacity::caller_in;
use super::rows::Session;
use super::secret::hash;
use super::session::{Stage, is_alive, standing, touch};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{Day, Moment};
use store::{Kept, Stored};

/// Those who were in, by the hash of the secret and the day.
pub(crate) type Standings = Kept<(String, Day), In>;

/// Somebody who is in.
#[derive(Clone)]
pub(crate) struct In {
    session: Stored<Session>,
    caller: Caller,
}

impl In {
    fn holds(&self, now: Moment) -> bool {
        let lasts = self.caller.capacity.emergencies.iter().all(|emergency| now < emergency.ends_at);
        lasts && is_alive(&self.session.row, now)
    }
}

/// Who is signed in with this secret. Nobody who has something left to show, see [`Stage`].
pub async fn signed_in(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Caller>, Failure> {
    let Some(found) = found(engine, now, secret).await? else { return Ok(None) };
    touch(engine, now, &found.session).await?;
    Ok(Some(found.caller))
}

/// The same for what a page asks by itself while nobody touches it: it keeps no session alive.
pub async fn signed_in_unattended(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Caller>, Failure> {
    Ok(found(engine, now, secret).await?.map(|found| found.caller))
}

async fn found(engine: &Engine, now: Moment, secret: &str) -> Result<Option<In>, Failure> {
    let (kept, key) = (engine.standings(), (hash(secret), rights::day_of(now)));
    let at = engine.store().revision();
    let found = if let Some(found) = kept.get(at, &key).filter(|found| found.holds(now)) {
        found
    } else {
        let Some(standing) = standing(engine, now, secret).await? else { return Ok(None) };
        if standing.stage != Stage::In {
            return Ok(None);
        }
        let session = standing.session.clone();
        let found = In { session, caller: caller_in(engine, now, standing).await? };
        kept.keep(at, key, found.clone());
        found
    };
    Ok(Some(found))
}
