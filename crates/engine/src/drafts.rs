//! Drafts: what somebody has typed into a form and not saved, kept so that closing the tab loses nothing.
//!
//! There is one for each form and person. What stands in it may be about anybody, so it is sealed, nobody but who wrote it
//! reads it, it lives for days, and it goes with every row that it names: see [`go_with`].

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{DRAFT_CHARACTERS, DRAFT_SECONDS, DRAFTS_OF_A_USER};
use crate::privacy::Gone;
use crate::records::{Typed, may_fill_in};
use model::{Moment, RowId, Value};
use store::{Changes, Condition, Stored};

model::row! {
    /// A form that is being filled in.
    pub struct Draft of "draft", handles DraftFields {
        /// Who fills it in.
        user: RowId,
        /// The entity's word in the register.
        of: String,
        /// The row; none for a new one.
        row: Option<String>,
        /// What stands in the form, as JSON.
        content: String,
        /// The version of the row that the form was opened on.
        row_version: Option<i64>,
        /// When it was kept.
        saved_at: Moment,
        /// Until when.
        expires_at: Moment,
    }
}

/// A draft as a form takes it up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When it was kept.
    pub at: Moment,
    /// What stood in the form.
    pub typed: Typed,
}

/// What the caller has typed into the form for a new row of the entity `key`, or for the row `id`, and not saved.
pub async fn draft(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
) -> Result<Option<Kept>, Failure> {
    let found = found(engine, caller, (key, id)).await?;
    let living = found.into_iter().filter(|draft| draft.row.expires_at > now).max_by_key(|draft| draft.row.saved_at);
    Ok(living.and_then(|draft| {
        let typed = Typed { version: draft.row.row_version, ..read(&draft.row.content)? };
        Some(Kept { at: draft.row.saved_at, typed })
    }))
}

/// Keeps what was typed, in place of what was kept before.
///
/// # Errors
/// [`Failure::TooLarge`] where it is more than a draft holds.
pub async fn keep(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
    typed: &Typed,
) -> Result<(), Failure> {
    may_fill_in(engine, caller, key, id, rights::day_of(now)).await?;
    put(engine, caller, now, (key, id), typed).await
}

/// The same for whoever has looked already whether the caller may; `key` may be another word than an entity's.
pub(crate) async fn put(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
    typed: &Typed,
) -> Result<(), Failure> {
    let user = caller.user.ok_or(Failure::Denied)?;
    let content = written(&without_gone(engine, key, typed).await?)?;
    if content.chars().count() > DRAFT_CHARACTERS {
        return Err(Failure::TooLarge);
    }
    let mut changes = Changes::new();
    forget(engine, caller, &mut changes, (key, id)).await?;
    let table = &engine.tables().draft;
    let kept = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).limit(DRAFTS_OF_A_USER + 1);
    let kept = table.find(engine.store(), kept).await?;
    let row = id.map(|id| id.to_string());
    let others = kept.into_iter().filter(|draft| draft.row.of != key || draft.row.row != row);
    let others: Vec<Stored<Draft>> = others.collect();
    if others.len() as u64 >= DRAFTS_OF_A_USER
        && let Some(oldest) = others.iter().min_by_key(|draft| draft.row.saved_at)
    {
        changes.delete(&table.write, oldest.id, oldest.version)?;
    }
    let expires_at = now.plus_seconds(DRAFT_SECONDS);
    let draft = Draft { user, of: key.to_owned(), row, content, row_version: typed.version, saved_at: now, expires_at };
    table.insert(&mut changes, engine.new_id(now), &draft)?;
    Ok(engine.store().apply(changes).await?)
}

/// The same without links to rows that are not there: a tab that was open while Kari was erased does not bring her back.
async fn without_gone(engine: &Engine, key: &str, typed: &Typed) -> Result<Typed, Failure> {
    let (model, mut left) = (engine.model(), Typed { values: Vec::new(), ..typed.clone() });
    for (field, value) in &typed.values {
        let link = model.entity_named(key).and_then(|entity| model.field_named(entity, field));
        let scope = link.and_then(|link| model.target(link)).and_then(|target| engine.ways().scope(target));
        let is_there = match (scope, value.parse()) {
            (Some(scope), Ok(id)) => engine.store().get(scope, id).await?.is_some(),
            (Some(_), Err(_)) | (None, _) => true,
        };
        if is_there {
            left.values.push((field.clone(), value.clone()));
        }
    }
    Ok(left)
}

/// Throws the draft away.
pub async fn discard(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
) -> Result<(), Failure> {
    let mut changes = Changes::new();
    forget(engine, caller, &mut changes, (key, id)).await?;
    if changes.is_empty() {
        return may_fill_in(engine, caller, key, id, rights::day_of(now)).await;
    }
    Ok(engine.store().apply(changes).await?)
}

/// Adds to `changes` that the draft goes: the form is saved, or it is thrown away.
pub(crate) async fn forget(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    (key, id): (&str, Option<RowId>),
) -> Result<(), Failure> {
    for draft in found(engine, caller, (key, id)).await? {
        changes.delete(&engine.tables().draft.write, draft.id, draft.version)?;
    }
    Ok(())
}

/// Adds to `changes` that each draft goes which is about somebody or something that is gone, or names it: what somebody has
/// typed about Kari does not outlive her row.
pub(crate) async fn go_with(engine: &Engine, changes: &mut Changes, gone: &Gone) -> Result<(), Failure> {
    if gone.is_nothing() {
        return Ok(());
    }
    let says = |draft: &Stored<Draft>| !gone.touches(draft.id) && says(&draft.row, gone);
    engine.tables().draft.delete_where(engine.store(), changes, says).await
}

/// Whether a draft is about what is gone, or names it.
fn says(draft: &Draft, gone: &Gone) -> bool {
    let Typed { values, words, name, email, version: _, too_large: _, was, is_inline: _ } =
        read(&draft.content).unwrap_or_default();
    let typed = values.into_iter().chain(words).chain(was).map(|(_, value)| value);
    let touches = |text: &str| text.parse().is_ok_and(|row| gone.touches(row));
    typed.chain([name, email]).chain(draft.row.clone()).any(|text| touches(&text) || gone.is_named_in(&text))
}

async fn found(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, Option<RowId>),
) -> Result<Vec<Stored<Draft>>, Failure> {
    let Some(user) = caller.user else { return Ok(Vec::new()) };
    let table = &engine.tables().draft;
    let row = id.map_or(Value::Null, |id| Value::Text(id.to_string()));
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.of, Value::Text(key.to_owned())));
    table.find(engine.store(), query.matching(Condition::Is(table.f.row, row)).limit(DRAFTS_OF_A_USER)).await
}

fn written(typed: &Typed) -> Result<String, Failure> {
    let Typed { values, words, name, email, version: _, too_large: _, was, is_inline: _ } = typed;
    serde_json::to_string(&(values, words, name, email, was)).map_err(|cause| Failure::Unavailable(cause.to_string()))
}

/// What stood in the form; nothing where it was written by a program that knew other forms.
fn read(content: &str) -> Option<Typed> {
    let (values, words, name, email, was) = serde_json::from_str(content).ok()?;
    Some(Typed { values, words, name, email, was, ..Typed::default() })
}
