//! The mails of the portal: that somebody may come in, and the link by which they do. Nothing of a case is in them.

use super::door::{address, link_address};
use super::rows::{PortalUser, Sees};
use crate::catalogue::Catalogue;
use crate::context::Engine;
use crate::correspondence::automatic;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::support::reply::language_of;
use documents::ControllerInfo;
use mail::{DeliverError, Message};
use model::{Language, Moment, RowId, Value};
use std::sync::LazyLock;
use store::{Changes, Stored};

/// The words of these mails.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../../languages/portal.nb.ftl"), include_str!("../../../languages/portal.en.ftl"))
});

/// Tells somebody that they may sign in; from then on they can.
pub(crate) async fn invite(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let table = &engine.tables().portal_user;
    let found = table.get_in_use(engine.store(), id).await?;
    let Some(user) = found.filter(|user| user.row.is_open(rights::day_of(now))) else { return Ok(Done::Finished) };
    if user.row.told == Some(user.row.address) {
        return Ok(Done::Finished);
    }
    let language = language_of(engine, user.row.person).await?;
    let lead = match user.row.sees {
        Sees::Own => "portal-invited-own",
        Sees::All => "portal-invited-all",
    };
    let words = [("sees", said(engine, language, lead, &[])), ("link", address(engine, language))];
    let local = format!("portal-invited.{id}.{}", user.version);
    let Some(mail) = written(engine, &user, (now, local), language, ("portal-invited", &words)).await? else {
        return Ok(Done::Finished);
    };
    let mut changes = Changes::new();
    changes.update(&table.write, id, user.version, vec![(table.f.told, Value::Id(user.row.address))])?;
    Ok(match engine.deliver(&mail).await {
        Ok(()) => Done::FinishedWith(changes),
        // Whoever invited them sees that no invitation was sent.
        Err(DeliverError::Refused { .. }) => Done::Finished,
        Err(error @ DeliverError::Later { .. }) => Done::Later(error.to_string()),
    })
}

/// Sends a link.
pub(crate) async fn send_link(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let link = tables.portal_link.get_in_use(store, id).await?;
    let Some(link) = link.filter(|link| link.row.expires_at > now) else { return Ok(Done::Finished) };
    let user = tables.portal_user.get_in_use(store, link.row.portal_user).await?;
    let Some(user) = user.filter(|user| user.row.is_open(rights::day_of(now))) else { return Ok(Done::Finished) };
    let language = language_of(engine, user.row.person).await?;
    let until = documents::moment(link.row.expires_at, language);
    let lead = match customer_name(engine, &user.row).await? {
        Some(customer) => said(engine, language, "portal-link-lead-of", &[("customer", customer)]),
        None => said(engine, language, "portal-link-lead", &[]),
    };
    let words = [("lead", lead), ("link", link_address(engine, language, id)), ("until", until)];
    let of = (now, format!("portal-link.{id}"));
    let Some(mail) = written(engine, &user, of, language, ("portal-link", &words)).await? else {
        return Ok(Done::Finished);
    };
    Ok(match engine.deliver(&mail).await {
        Ok(()) | Err(DeliverError::Refused { .. }) => Done::Finished,
        Err(error @ DeliverError::Later { .. }) => Done::Later(error.to_string()),
    })
}

/// What the customer is called at whom somebody has access: the same address may have it at several.
async fn customer_name(engine: &Engine, user: &PortalUser) -> Result<Option<String>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(customer) = user.customer else { return Ok(None) };
    let Some(customer) = tables.customer.get_in_use(store, customer).await? else { return Ok(None) };
    let organisation = tables.organisation.get_in_use(store, customer.row.organisation).await?;
    Ok(organisation.and_then(|organisation| organisation.row.name))
}

/// Tells who has sent the form of a queue that their case is there, and nothing of what they wrote: nobody has proved yet that the address
/// is theirs.
pub(crate) async fn confirm_case(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(case) = tables.case.get_in_use(store, id).await? else { return Ok(Done::Finished) };
    let Some(to) = case.row.answer_to else { return Ok(Done::Finished) };
    let Some(to) = tables.email_address.get_in_use(store, to).await? else { return Ok(Done::Finished) };
    let language = language_of(engine, case.row.contact).await?;
    let words = [
        ("number", case.row.number.unwrap_or_default().to_string()),
        ("link", super::link::address(engine, (id, &case.row), language)),
    ];
    let [subject, body] = ["portal-case-subject", "portal-case-body"].map(|key| said(engine, language, key, &words));
    let mail = automatic(engine, &format!("portal-case.{id}"), now, (to.row.address, language), (subject, body));
    Ok(match engine.deliver(&mail).await {
        Ok(()) | Err(DeliverError::Refused { .. }) => Done::Finished,
        Err(error @ DeliverError::Later { .. }) => Done::Later(error.to_string()),
    })
}

fn said(engine: &Engine, language: Language, key: &str, more: &[(&str, String)]) -> String {
    let controller = ControllerInfo::of(engine.model(), language);
    let statement = engine.settings().statement(language);
    let own = [("company", controller.name.as_str()), ("phone", &controller.phone), ("statement", &statement)];
    let all: Vec<(&str, &str)> =
        own.into_iter().chain(more.iter().map(|(name, text)| (*name, text.as_str()))).collect();
    WORDS.say(language, key, &all)
}

/// The mail to a user; none where their address is gone.
async fn written(
    engine: &Engine,
    user: &Stored<PortalUser>,
    (at, local): (Moment, String),
    language: Language,
    (key, words): (&str, &[(&str, String)]),
) -> Result<Option<Message>, Failure> {
    let to = engine.tables().email_address.get_in_use(engine.store(), user.row.address).await?;
    Ok(to.map(|to| {
        let subject = said(engine, language, &format!("{key}-subject"), words);
        let body = said(engine, language, &format!("{key}-body"), words);
        automatic(engine, &local, at, (to.row.address, language), (subject, body))
    }))
}
