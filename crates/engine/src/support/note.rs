//! A note among ourselves, which may have files, with whoever is named in it told.

use super::drafts::{self, Writing};
use super::portal::CaseFile;
use super::rows::{CaseMessage, Said};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::files;
use crate::limits::CASE_TEXT_CHARACTERS;
use crate::notices::{self, Mentions, mentioned};
use crate::once;
use model::{Moment, RowId, Value};

/// How a note ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It is there.
    Done,
    /// A file has waited too long, or went with something else: it must be chosen again.
    FileGone,
}

/// Adds a note to the case. It need not be as it was: a note takes nothing from anybody. The same one sent twice in the form
/// with this key is one. Its files were put for it, each with what it is called.
///
/// # Errors
/// [`Failure::TooLarge`] where the text is longer than one may be, or there is none.
pub async fn note(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (case, form): (RowId, &str),
    (kind, text, with): (Said, &str, &[(RowId, String)]),
) -> Result<Noted, Failure> {
    let text = crate::correspondence::clean_text(&text.trim().replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() || text.chars().count() > CASE_TEXT_CHARACTERS {
        return Err(Failure::TooLarge);
    }
    let tables = engine.tables();
    let mut work = Work::on(engine, caller, now, (case, None)).await?;
    let brought = files::said_by(engine, with).await?;
    let said: Vec<&str> = [kind.key(), text.as_str()].into_iter().chain(brought.iter().map(String::as_str)).collect();
    let once = once::row_of(engine, caller.user, ("note", case), form, &said);
    if is_there(engine, once).await? {
        return Ok(Noted::Done);
    }
    if !files::are_waiting(engine, &with.iter().map(|(file, _)| *file).collect::<Vec<_>>()).await? {
        return Ok(Noted::FileGone);
    }
    let id = once.unwrap_or_else(|| engine.new_id(now));
    let (contact, f) = (work.case.row.contact, &tables.case_message.f);
    let mentions = Mentions::of(engine, None, &[(f.text, Value::Text(text.clone()))]);
    let row = CaseMessage { case, kind, author: caller.user, sender: None, text, written_at: now };
    tables.case_message.insert(&mut work.changes, id, &row)?;
    for (content, title) in with {
        let row = CaseFile { case_message: id, title: title.clone(), content: *content };
        tables.case_file.insert(&mut work.changes, engine.new_id(now), &row)?;
    }
    let entry = Deed::Made.entry(engine, now, caller.actor(), (f.entity, id));
    work.changes.record(entry.about(contact));
    let at = (tables.case.f.entity, case);
    mentioned(engine, caller, now, &mut work.changes, (at.0, at.1, false), &mentions).await?;
    notices::changed(engine, caller, now, &mut work.changes, at).await?;
    drafts::forget(engine, caller, &mut work.changes, (Writing::Note, case)).await?;
    match work.done().await {
        // Sent twice at the same moment: the other was first.
        Err(_) if is_there(engine, once).await? => Ok(Noted::Done),
        other => other.map(|()| Noted::Done),
    }
}

async fn is_there(engine: &Engine, note: Option<RowId>) -> Result<bool, Failure> {
    let Some(note) = note else { return Ok(false) };
    Ok(engine.tables().case_message.get(engine.store(), note).await?.is_some())
}
