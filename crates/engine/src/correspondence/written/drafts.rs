//! What is written on a record and not sent, kept for whoever writes it.

use super::place::place;
use crate::context::{Caller, Engine};
use crate::drafts;
use crate::failure::Failure;
use crate::records::Typed;
use model::{Moment, RowId};
use store::Changes;

/// The word under which it is kept.
const KEY: &str = "mail";

/// What somebody has written and not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailDraft {
    /// To whom, of those who were offered.
    pub ticked: Vec<String>,
    /// To whom besides, as it was typed.
    pub to: String,
    /// With a copy.
    pub cc: String,
    /// Its subject.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// What the caller has written on the row `id` of the entity `key` and not sent.
pub async fn mail_draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
) -> Result<Option<MailDraft>, Failure> {
    place(engine, caller, (key, id), rights::day_of(now)).await?;
    let Some(kept) = drafts::draft(engine, caller, now, (KEY, Some(id))).await? else { return Ok(None) };
    let mut draft = MailDraft::default();
    for (field, value) in kept.typed.values {
        match field.as_str() {
            "ticked" => draft.ticked = value.lines().map(str::to_owned).collect(),
            "to" => draft.to = value,
            "cc" => draft.cc = value,
            "subject" => draft.subject = value,
            "text" => draft.text = value,
            _ => {}
        }
    }
    Ok(Some(draft))
}

/// Keeps what the caller has written there, in place of what was kept before; without a text and a subject nothing is kept.
pub async fn keep_mail_draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    draft: &MailDraft,
) -> Result<(), Failure> {
    if draft.text.trim().is_empty() && draft.subject.trim().is_empty() {
        return discard_mail_draft(engine, caller, now, (key, id)).await;
    }
    place(engine, caller, (key, id), rights::day_of(now)).await?;
    let values = [
        ("ticked", draft.ticked.join("\n")),
        ("to", draft.to.clone()),
        ("cc", draft.cc.clone()),
        ("subject", draft.subject.clone()),
        ("text", draft.text.clone()),
    ];
    let values = values.map(|(field, value)| (field.to_owned(), value)).into_iter().collect();
    drafts::put(engine, caller, now, (KEY, Some(id)), &Typed { values, ..Typed::default() }).await
}

/// Throws away what the caller has written there.
pub async fn discard_mail_draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
) -> Result<(), Failure> {
    place(engine, caller, (key, id), rights::day_of(now)).await?;
    let mut changes = Changes::new();
    forget(engine, caller, &mut changes, id).await?;
    if changes.is_empty() {
        return Ok(());
    }
    Ok(engine.store().apply(changes).await?)
}

/// Adds to `changes` that it goes: it is sent, or thrown away.
pub(super) async fn forget(engine: &Engine, caller: &Caller, changes: &mut Changes, id: RowId) -> Result<(), Failure> {
    drafts::forget(engine, caller, changes, (KEY, Some(id))).await
}
