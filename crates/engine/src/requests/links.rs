//! Links for the person: made from a key that lies apart from the rows, stored as a hash.
//!
//! No row holds a link, a mail neither: its text has a mark where the link goes, and delivery puts it there.

use super::rows::{LinkPurpose, Request, RequestLink};
use crate::context::Engine;
use crate::failure::Failure;
use crate::system::hash;
use crate::website::keyed_hash;
use model::{Column, Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Stands in the text of a mail where the link goes.
pub const LINK_MARK: &str = "[[lenke]]";

/// The secret of the link with this id: 256 bits that only who has the server's key can make.
pub(super) fn secret(engine: &Engine, link: RowId) -> String {
    keyed_hash(&engine.settings().secret, "request link", &[&link.to_string()])
}

/// Adds a link to `changes` and gives its secret.
pub(super) fn make(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    request: RowId,
    (purpose, expires_at): (LinkPurpose, Option<Moment>),
) -> Result<String, Failure> {
    let id = engine.new_id(now);
    let secret = secret(engine, id);
    let row = RequestLink { request, purpose, token_hash: hash(&secret), expires_at };
    engine.tables().request_link.insert(changes, id, &row)?;
    Ok(secret)
}

/// The link with this secret and its request, if it is for `purpose` and still works.
pub(super) async fn find(
    engine: &Engine,
    now: Moment,
    purpose: LinkPurpose,
    secret: &str,
) -> Result<Option<(Stored<RequestLink>, Stored<Request>)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.request_link;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    let Some(link) = table.first(store, query).await? else { return Ok(None) };
    if link.row.purpose != purpose || link.row.expires_at.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    let request = tables.request.get(store, link.row.request).await?;
    Ok(request.map(|request| (link, request)))
}

/// The newest link of `request` for `purpose`.
pub(super) async fn of_request(
    engine: &Engine,
    request: RowId,
    purpose: LinkPurpose,
) -> Result<Option<Stored<RequestLink>>, Failure> {
    let table = &engine.tables().request_link;
    let query = table
        .all()
        .matching(Condition::Is(table.f.request, Value::Id(request)))
        .matching(Condition::Is(table.f.purpose, purpose.write()));
    Ok(table.find(engine.store(), query).await?.into_iter().max_by_key(|link| link.id))
}

/// The address of the page that the link with this secret opens.
pub(super) fn address(engine: &Engine, language: Language, purpose: LinkPurpose, secret: &str) -> String {
    let path = match (purpose, language) {
        (LinkPurpose::Confirm, Language::Nb) => "/rettigheter/bekreft",
        (LinkPurpose::Confirm, Language::En) => "/your-rights/confirm",
        (LinkPurpose::Follow, Language::Nb) => "/rettigheter/krav",
        (LinkPurpose::Follow, Language::En) => "/your-rights/request",
    };
    format!("{}{path}/{secret}", engine.settings().url)
}
