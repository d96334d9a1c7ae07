//! A note among ourselves, with whoever is named in it told.

use super::rows::{CaseMessage, Said};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::drafts;
use crate::failure::Failure;
use crate::limits::CASE_TEXT_CHARACTERS;
use crate::notices::{self, Mentions, mentioned};
use model::{Moment, RowId, Value};

/// Adds a note to the case. It need not be as it was: a note takes nothing from anybody.
///
/// # Errors
/// [`Failure::TooLarge`] where the text is longer than one may be, or there is none.
pub async fn note(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    case: RowId,
    (kind, text): (Said, &str),
) -> Result<(), Failure> {
    let text = crate::correspondence::clean_text(&text.trim().replace("\r\n", "\n"));
    if text.is_empty() || text.chars().count() > CASE_TEXT_CHARACTERS {
        return Err(Failure::TooLarge);
    }
    let tables = engine.tables();
    let mut work = Work::on(engine, caller, now, (case, None)).await?;
    let id = engine.new_id(now);
    let (contact, f) = (work.case.row.contact, &tables.case_message.f);
    let mentions = Mentions::of(engine, None, &[(f.text, Value::Text(text.clone()))]);
    let row = CaseMessage { case, kind, author: caller.user, sender: None, text, written_at: now };
    tables.case_message.insert(&mut work.changes, id, &row)?;
    let entry = Deed::Made.entry(engine, now, caller.actor(), (f.entity, id));
    work.changes.record(entry.about(contact));
    let at = (tables.case.f.entity, case);
    mentioned(engine, caller, now, &mut work.changes, (at.0, at.1, false), &mentions).await?;
    notices::changed(engine, caller, now, &mut work.changes, at).await?;
    drafts::forget(engine, caller, &mut work.changes, (super::reply::NOTE_DRAFT, Some(case))).await?;
    work.done().await
}
