//! What a case arose from, as its customer sees it: what they asked in the form, and what we answered.

use super::shown::{PortalEntry, PortalSpeaker, Voices};
use crate::context::Engine;
use crate::correspondence::Kind;
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use crate::support::Case;
use model::{Column, Value};
use store::Condition;

/// What was written about the contact request before, where it was the contact who sent it.
pub(super) async fn before(engine: &Engine, case: &Case, voices: &Voices) -> Result<Vec<PortalEntry>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(request) = case.contact_request else { return Ok(Vec::new()) };
    let request = tables.contact_request.get_in_use(store, request).await?;
    let Some(request) = request.filter(|request| request.row.person == case.contact) else { return Ok(Vec::new()) };
    let f = &tables.email.f;
    let answers = tables.email.in_use().matching(Condition::Is(f.contact_request, Value::Id(request.id)));
    let answers = answers.matching(Condition::Is(f.kind, Kind::Answer.write())).oldest_first(f.queued_at);
    let answers = tables.email.find(store, answers.limit(CASE_ENTRIES)).await?;
    let (at, text) = (request.row.received_at, request.row.message);
    let asked = voices.speaker(case.contact).map(|by| PortalEntry { at, by, text, files: Vec::new() });
    let answered = answers.into_iter().map(|mail| PortalEntry {
        at: mail.row.queued_at,
        by: PortalSpeaker::Us,
        text: mail::strip_text(&mail.row.body).written.trim().to_owned(),
        files: Vec::new(),
    });
    Ok(asked.into_iter().chain(answered).collect())
}
