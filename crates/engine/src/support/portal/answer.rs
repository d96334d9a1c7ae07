//! An answer in a case, whichever way somebody came to it: by the link in their mail, or signed in.

use super::cases::case_of;
use super::door::PortalCaller;
use super::link::behind;
use super::said::{PortalAnswered, PortalSaid, Words, checked, say};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::INTAKE_ATTEMPTS;
use crate::website::{Network, Pressure};
use model::{Moment, RowId};

/// Which way.
enum Way<'a> {
    Link(&'a str),
    Inside(&'a PortalCaller, RowId),
}

impl Way<'_> {
    /// The case, and who came; none where the way leads nowhere any more.
    async fn leads(&self, engine: &Engine, now: Moment) -> Result<Option<(RowId, RowId)>, Failure> {
        Ok(match self {
            Self::Link(link) => behind(engine, now, link).await?.map(|case| (case.id, case.row.contact)),
            Self::Inside(caller, id) => case_of(engine, caller, *id).await?.map(|case| (case.id, caller.person)),
        })
    }
}

/// Takes an answer in the case behind a link.
pub async fn answer_in_portal(
    engine: &Engine,
    now: Moment,
    (link, said): (&str, PortalSaid<'_>),
    network: Network,
) -> Result<PortalAnswered, Failure> {
    take(engine, now, &Way::Link(link), said, network).await
}

/// Takes an answer in the case `id` from somebody who is signed in.
pub async fn answer_portal_case(
    engine: &Engine,
    caller: &PortalCaller,
    now: Moment,
    (id, said): (RowId, PortalSaid<'_>),
    network: Network,
) -> Result<PortalAnswered, Failure> {
    take(engine, now, &Way::Inside(caller, id), said, network).await
}

async fn take(
    engine: &Engine,
    now: Moment,
    way: &Way<'_>,
    said: PortalSaid<'_>,
    network: Network,
) -> Result<PortalAnswered, Failure> {
    if way.leads(engine, now).await?.is_none() {
        return Ok(PortalAnswered::Gone);
    }
    let text = match checked(engine, "", said).await? {
        Ok(text) => text,
        Err(problem) => return Ok(problem),
    };
    if engine.caps().count(network, now) == Pressure::Flood {
        return Ok(PortalAnswered::TooMany);
    }
    for _ in 0..INTAKE_ATTEMPTS {
        let Some((case, sender)) = way.leads(engine, now).await? else { return Ok(PortalAnswered::Gone) };
        if say(engine, now, case, &Words { sender, text: &text, files: said.files }).await? {
            return Ok(PortalAnswered::Received);
        }
    }
    Err(Failure::Stale)
}
