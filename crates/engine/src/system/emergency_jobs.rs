//! Telling the owners that somebody has taken a role for some hours. The mail says where to look, not who or why: mail is
//! not a place for it.

use super::colleagues::colleagues;
use super::grants::OWNER;
use super::notices::message;
use super::words::WORDS;
use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::Done;
use mail::DeliverError;
use model::{Moment, RowId};

/// Mails everybody who is an owner.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(taken) = engine.tables().break_glass.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    let Some(owner) = engine.model().role_named(OWNER) else { return Ok(Done::Finished) };
    let role = engine.model().role_named(&taken.row.role);
    let (mut told, mut failed) = (false, None);
    for to in colleagues(engine, now, owner).await? {
        let called = role.map_or(taken.row.role.as_str(), |role| engine.model()[role].name.get(to.language));
        let link = format!("{}/desk/users", engine.settings().url);
        let until = documents::moment(taken.row.ends_at, to.language);
        let company = engine.model().controller.name.as_str();
        let arguments = [("role", called), ("link", link.as_str()), ("until", &until), ("company", company)];
        let subject = WORDS.say(to.language, "emergency-subject", &arguments);
        let text = WORDS.say(to.language, "emergency-body", &arguments);
        let message = message(engine, &to, &format!("emergency.{id}.{}", to.user), (now, subject, text));
        match engine.deliver(&message).await {
            Ok(()) => told = true,
            // An owner's address that does not work must not keep the others from being told.
            Err(error @ (DeliverError::Refused { .. } | DeliverError::Later { .. })) => failed = Some(error),
        }
    }
    match failed {
        Some(error @ DeliverError::Later { .. }) if !told => Ok(Done::Later(error.to_string())),
        Some(_) | None => Ok(Done::Finished),
    }
}
