//! What is written in a case and not sent, kept for the writer: an answer and a note, each by itself.

use super::reply::may;
use crate::context::{Caller, Engine};
use crate::drafts;
use crate::failure::Failure;
use crate::records::Typed;
use model::{Moment, RowId};
use rights::Operation;
use store::Changes;

/// What somebody has written and not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// To whom.
    pub to: String,
    /// With a copy.
    pub cc: String,
    /// The text.
    pub text: String,
    /// A note.
    pub note: String,
}

/// Which of the two is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// An answer: to whom, with a copy, and the text.
    Answer,
    /// A note.
    Note,
}

impl Writing {
    /// The word under which it is kept.
    fn key(self) -> &'static str {
        match self {
            Self::Answer => "case-reply",
            Self::Note => "case-note",
        }
    }
}

/// What the caller has written in the case and not sent.
pub async fn draft(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<Draft, Failure> {
    let mut draft = Draft::default();
    for writing in [Writing::Answer, Writing::Note] {
        let Some(kept) = drafts::draft(engine, caller, now, (writing.key(), Some(id))).await? else { continue };
        for (field, value) in kept.typed.values {
            match field.as_str() {
                "to" => draft.to = value,
                "cc" => draft.cc = value,
                "text" => draft.text = value,
                "note" => draft.note = value,
                _ => {}
            }
        }
    }
    Ok(draft)
}

/// Keeps what the caller has written, in place of what was kept before; where the text is empty now, nothing is kept.
pub async fn keep_draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, writing): (RowId, Writing),
    draft: &Draft,
) -> Result<(), Failure> {
    may(engine, caller, id, Operation::Write).await?;
    let values: &[(&str, &String)] = match writing {
        Writing::Answer => &[("text", &draft.text), ("to", &draft.to), ("cc", &draft.cc)],
        Writing::Note => &[("note", &draft.note)],
    };
    if values.iter().take(1).all(|(_, text)| text.trim().is_empty()) {
        return discard_draft(engine, caller, (id, writing)).await;
    }
    let values = values.iter().map(|(field, value)| ((*field).to_owned(), (*value).clone())).collect();
    drafts::put(engine, caller, now, (writing.key(), Some(id)), &Typed { values, ..Typed::default() }).await
}

/// Throws away what the caller has written there; the other one stays.
pub async fn discard_draft(engine: &Engine, caller: &Caller, (id, writing): (RowId, Writing)) -> Result<(), Failure> {
    may(engine, caller, id, Operation::Read).await?;
    let mut changes = Changes::new();
    forget(engine, caller, &mut changes, (writing, id)).await?;
    if changes.is_empty() {
        return Ok(());
    }
    Ok(engine.store().apply(changes).await?)
}

/// Adds to `changes` that it goes: it is sent, or thrown away.
pub(super) async fn forget(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    (writing, id): (Writing, RowId),
) -> Result<(), Failure> {
    drafts::forget(engine, caller, changes, (writing.key(), Some(id))).await
}
