//! One-time links to an account: to sign in, to choose a first password, to choose a new one.
//!
//! No row holds a link, only its hash. The secret is made from the server's key and the row's id when it is needed: a job that mails it
//! holds the id and nothing else. Opening a link changes nothing; its form uses it up, in the same transaction as what it leads to.

use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::BATCH_ROWS;
use crate::system::colleagues::colleague;
use crate::system::notices::{WORDS, message};
use crate::system::rows::{LinkPurpose, SignInLink};
use crate::system::secret::hash;
use crate::website::keyed_hash;
use mail::DeliverError;
use model::{Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Adds to `changes` a link for `user` that works for `seconds`; gives its id.
pub(super) fn make(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    user: RowId,
    (purpose, seconds): (LinkPurpose, i64),
) -> Result<RowId, Failure> {
    let id = engine.new_id(now);
    let row = SignInLink {
        user,
        token_hash: hash(&secret(engine, id)),
        expires_at: now.plus_seconds(seconds),
        purpose: Some(purpose),
        made_at: Some(now),
    };
    engine.tables().sign_in_link.insert(changes, id, &row)?;
    Ok(id)
}

/// Adds to `changes` the job that mails the link `id`.
pub(super) fn queue(engine: &Engine, now: Moment, changes: &mut Changes, id: RowId) {
    changes.enqueue(JobKind::DeliverAccountLink.about(engine, id, now));
}

/// The secret of the link with this id: 256 bits that only who has the server's key can make.
fn secret(engine: &Engine, link: RowId) -> String {
    keyed_hash(&engine.settings().secret, "account link", &[&link.to_string()])
}

/// The address that the link opens.
pub(super) fn address(engine: &Engine, purpose: LinkPurpose, link: RowId) -> String {
    let path = match purpose {
        LinkPurpose::Server => "/sign-in",
        LinkPurpose::Welcome => "/welcome",
        LinkPurpose::Password => "/sign-in/new-password",
    };
    format!("{}{path}/{}", engine.settings().url, secret(engine, link))
}

/// The link with this secret, if it leads to `purpose` and still works.
pub(super) async fn find(
    engine: &Engine,
    now: Moment,
    purpose: LinkPurpose,
    secret: &str,
) -> Result<Option<Stored<SignInLink>>, Failure> {
    let table = &engine.tables().sign_in_link;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    let found = table.first(engine.store(), query).await?;
    Ok(found.filter(|link| purpose_of(&link.row) == purpose && link.row.expires_at > now))
}

/// Links from before they led elsewhere lead to the desk.
fn purpose_of(link: &SignInLink) -> LinkPurpose {
    link.purpose.unwrap_or(LinkPurpose::Server)
}

/// The links of `user` to `purpose`, those that have expired too.
pub(super) async fn of_user(
    engine: &Engine,
    user: RowId,
    purpose: LinkPurpose,
) -> Result<Vec<Stored<SignInLink>>, Failure> {
    let table = &engine.tables().sign_in_link;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).limit(BATCH_ROWS);
    let mut found = table.find(engine.store(), query).await?;
    found.retain(|link| purpose_of(&link.row) == purpose);
    Ok(found)
}

/// Adds to `changes` that none of the links of `user` by which a password is chosen works any more.
pub(super) async fn use_up(engine: &Engine, changes: &mut Changes, user: RowId) -> Result<(), Failure> {
    for purpose in [LinkPurpose::Welcome, LinkPurpose::Password] {
        for link in of_user(engine, user, purpose).await? {
            changes.delete(&engine.tables().sign_in_link.write, link.id, link.version)?;
        }
    }
    Ok(())
}

/// Mails the link `id`; nothing where it was used, withdrawn or has expired meanwhile.
pub(crate) async fn deliver_link(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(link) = engine.tables().sign_in_link.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    if link.row.expires_at <= now {
        return Ok(Done::Finished);
    }
    let Some(to) = colleague(engine, now, link.row.user).await? else { return Ok(Done::Finished) };
    let purpose = purpose_of(&link.row);
    let (subject, body) = match purpose {
        LinkPurpose::Welcome => ("invitation-subject", "invitation-body"),
        LinkPurpose::Password | LinkPurpose::Server => ("new-password-subject", "new-password-body"),
    };
    let address = address(engine, purpose, id);
    let until = documents::moment(link.row.expires_at, to.language);
    let said =
        [("link", address.as_str()), ("until", until.as_str()), ("company", engine.model().controller.name.as_str())];
    let words = (WORDS.say(to.language, subject, &said), WORDS.say(to.language, body, &said));
    let made = link.row.made_at.unwrap_or(now);
    let mail = message(engine, &to, &format!("link.{id}"), (made, words.0, words.1));
    match engine.deliver(&mail).await {
        Ok(()) | Err(DeliverError::Refused { .. }) => Ok(Done::Finished),
        Err(error @ DeliverError::Later { .. }) => Ok(Done::Later(error.to_string())),
    }
}
