//! Signing in by a link that works once.

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::SIGN_IN_LINK_SECONDS;
use crate::parties;
use crate::system::links;
use crate::system::rows::{LinkPurpose, Method};
use crate::system::session::{Way, begin_session};
use crate::system::users::user_at;
use model::{Moment, RowId};
use store::{Actor, Changes};

/// Makes a one-time link for the user with this address, for whoever has the server. None where there is no such user.
pub async fn sign_in_link(engine: &Engine, now: Moment, address: &str) -> Result<Option<String>, Failure> {
    let Some(address) = parties::email(address) else { return Ok(None) };
    let Some(user) = user_at(engine, now, &address).await? else { return Ok(None) };
    server_link(engine, now, user, LinkPurpose::Server).await.map(Some)
}

/// A one-time link for `user` to `purpose`, made on the server.
pub(super) async fn server_link(
    engine: &Engine,
    now: Moment,
    user: RowId,
    purpose: LinkPurpose,
) -> Result<String, Failure> {
    let tables = engine.tables();
    let mut changes = Changes::new();
    let id = links::make(engine, now, &mut changes, user, (purpose, SIGN_IN_LINK_SECONDS))?;
    let entry = Deed::LinkMade.entry(engine, now, Actor::Part("command"), (tables.sign_in_link.f.entity, id));
    let user = tables.user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    changes.record(entry.about(user.row.person));
    engine.store().apply(changes).await?;
    Ok(links::address(engine, purpose, id))
}

/// Uses up the link with this secret and begins a session. Gives the session's secret; none where the
/// link was used, has expired, or never was.
///
/// Such a link can be made by nobody but who has the server, and with it all of the data: it counts as two factors by itself.
pub async fn sign_in(engine: &Engine, now: Moment, secret: &str) -> Result<Option<String>, Failure> {
    sign_in_by(engine, now, secret, ("", None)).await
}

/// The same for a browser that says it is `user_agent`, and has the session with the secret `previous` already.
pub async fn sign_in_by(
    engine: &Engine,
    now: Moment,
    secret: &str,
    (user_agent, previous): (&str, Option<&str>),
) -> Result<Option<String>, Failure> {
    let Some(link) = links::find(engine, now, LinkPurpose::Server, secret).await? else { return Ok(None) };
    let mut changes = Changes::new();
    changes.delete(&engine.tables().sign_in_link.write, link.id, link.version)?;
    let way = Way { method: Method::Link, two_factors: true, user_agent, previous };
    Ok(begin_session(engine, now, link.row.user, way, changes).await?.map(|begun| begun.secret))
}
