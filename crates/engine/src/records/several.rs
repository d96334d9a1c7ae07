//! What is done with several rows at once: one field set, or all of them removed.
//!
//! Each row goes the way it would go alone, by [`save`] or [`remove`], in a transaction of its own: what cannot be done
//! with one row is told of that row and stops no other. There is no second way to change or to remove.

use super::form::{FieldView, Typed};
use super::links::{label, linked};
use super::list::{Rows, Start, Wanted, query};
use super::picker::pick;
use super::remove::{Removed, plan_removal, remove};
use super::save::{Saved, save};
use super::value::{Control, Mistake, control, read};
use super::way::{Head, Way, entity, head, writable};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::SEVERAL_ROWS;
use crate::show::Show;
use model::{Day, FieldId, FieldKind, Moment, Record, RowId};
use rights::Operation;
use std::collections::{BTreeMap, HashSet};
use store::{Condition, Query};

/// Rows that something is to be done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// What they are.
    pub head: Head,
    /// The rows, in the order of their list.
    pub rows: Vec<ChosenRow>,
    /// There are more than can be dealt with at once.
    pub too_many: bool,
    /// The fields that can be set for all of them: their words in the register, and what people call them.
    pub fields: Vec<(String, String)>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenRow {
    /// Which one.
    pub id: RowId,
    /// Its version when it was chosen.
    pub version: i64,
    /// What it is called.
    pub label: String,
}

/// What setting a field would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The field, with what was typed and what is wrong with that.
    pub field: FieldView,
    /// The value can be set.
    pub is_ready: bool,
    /// The rows that would have another value.
    pub changes: Vec<ChosenRow>,
    /// How many have it already.
    pub same: usize,
    /// The rows that the caller may not change.
    pub closed: Vec<ChosenRow>,
}

/// What removing them would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removals {
    /// The rows that can go, each with which plan that is.
    pub goes: Vec<(ChosenRow, String)>,
    /// What goes or is emptied with them, by the kind of row, as far as the caller may know.
    pub lines: Vec<(String, usize)>,
    /// How many further rows that is.
    pub hidden: usize,
    /// The rows that stay, as something links to them or the caller may not remove them.
    pub stays: Vec<ChosenRow>,
}

/// What became of several rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// How many it was done with.
    pub done: usize,
    /// With which ones not, and why.
    pub skipped: Vec<(RowId, Why)>,
}

/// Why something was not done with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody changed it, or what goes with it, since it was chosen.
    Overtaken,
    /// It is not there any more.
    Gone,
    /// The caller may not.
    Denied,
    /// Its fields do not fit together with the value.
    Misfit,
    /// The store failed at it, or at one before it.
    Failed,
}

/// The rows of the entity `key` that are wanted, whatever page they stand on.
pub async fn chosen(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    wanted: &Wanted,
    today: Day,
) -> Result<Chosen, Failure> {
    let (entity, found, too_many) = {
        let (entity, scope) = entity(engine, caller, key)?;
        let (query, order) = query(engine, caller, &scope, wanted, today);
        let most = u64::try_from(SEVERAL_ROWS).unwrap_or(u64::MAX) + 1;
        // Only rows that are there for the caller count.
        let rows = Rows { scope: &scope, query, order };
        let (found, more) = rows.page(engine, caller, Start::First, most, today).await?;
        let too_many = more || found.len() > SEVERAL_ROWS;
        (entity, if too_many { Vec::new() } else { found }, too_many)
    };
    engine.looked(caller, entity, None, found.iter().map(|row| row.id).collect())?;
    let head = head(engine, caller, entity);
    let model = engine.model();
    let fields = match head.way {
        Way::Shown => Vec::new(),
        Way::Changed | Way::Made => writable(engine, caller, entity)?.1,
    };
    let named = |field: &FieldId| (model[*field].key.clone(), model[*field].name.get(caller.language).to_owned());
    let fields =
        fields.iter().filter(|field| is_set(&model[**field].kind) && !model[**field].unique).map(named).collect();
    Ok(Chosen { head, rows: rows(engine, caller, &found, today).await?, too_many, fields })
}

async fn rows(engine: &Engine, caller: &Caller, found: &[Record], today: Day) -> Result<Vec<ChosenRow>, Failure> {
    let more = linked(engine, caller, found, today).await?;
    let show = Show::new(engine.model(), caller.language, found.iter().chain(&more));
    let row = |record: &Record| ChosenRow { id: record.id, version: record.version, label: label(&show, record) };
    Ok(found.iter().map(row).collect())
}

/// Whether a field of this kind is set for several rows at once: one whose value says the same of each of them.
fn is_set(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Choice(_) | FieldKind::Listed(_) | FieldKind::Boolean | FieldKind::Date | FieldKind::Link { .. } => {
            true
        }
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address
        | FieldKind::OrgNumber
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::DateTime
        | FieldKind::File
        | FieldKind::Links { .. } => false,
    }
}

/// What setting the field `field` of the chosen rows to what was typed would do; nothing typed empties it. None where no
/// such field can be set.
pub async fn setting(
    engine: &Engine,
    caller: &Caller,
    (key, field): (&str, &str),
    (typed, words): (Option<&str>, &str),
    chosen: &Chosen,
    today: Day,
) -> Result<Option<Setting>, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let model = engine.model();
    let offered = chosen.fields.iter().any(|(known, _)| known == field);
    let Some(id) = model.field_named(entity, field).filter(|_| offered) else { return Ok(None) };
    let it = &model[id];
    let Some(mut control) = control(model, &it.kind, caller.language) else { return Ok(None) };
    if let (Control::Rows { offered, words: sought, more }, Some(to)) = (&mut control, model.target(id)) {
        let picked = pick(engine, caller, to, words, today).await?;
        (*offered, *sought, *more) = (picked.rows, words.to_owned(), picked.more);
    }
    let value = typed.map(|typed| match read(model, &it.kind, typed) {
        Ok(value) if value.is_null() && it.required => Err(Mistake::Missing),
        other => other,
    });
    let mut setting = Setting {
        field: FieldView {
            key: it.key.clone(),
            name: it.name.get(caller.language).to_owned(),
            required: it.required,
            when: None,
            control,
            typed: typed.unwrap_or_default().to_owned(),
            mistake: value.as_ref().and_then(|value| value.as_ref().err().cloned()),
            print: None,
        },
        is_ready: matches!(value, Some(Ok(_))),
        changes: Vec::new(),
        same: 0,
        closed: Vec::new(),
    };
    let Some(Ok(value)) = value else { return Ok(Some(setting)) };
    let ids = Condition::Ids(chosen.rows.iter().map(|row| row.id).collect());
    let has = Query::over(&scope).matching(ids.clone()).matching(Condition::Is(id, value));
    let same: HashSet<RowId> = engine.store().find(has).await?.iter().map(|row| row.id).collect();
    let write = engine.scope(caller, entity, Operation::Write)?;
    let open = engine.store().find(Query::over(&write).matching(ids)).await?;
    let open: HashSet<RowId> = open.iter().map(|row| row.id).collect();
    for row in &chosen.rows {
        match (same.contains(&row.id), open.contains(&row.id)) {
            (true, _) => setting.same += 1,
            (false, true) => setting.changes.push(row.clone()),
            (false, false) => setting.closed.push(row.clone()),
        }
    }
    Ok(Some(setting))
}

/// Sets the field `field` of these rows, each in the version that was chosen, to what was typed.
pub async fn set_several(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, field, typed): (&str, &str, &str),
    rows: &[(RowId, i64)],
) -> Result<Outcome, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    match head(engine, caller, entity).way {
        Way::Shown => return Err(Failure::Denied),
        Way::Changed | Way::Made => {}
    }
    let mut outcome = Outcome::default();
    for &(id, version) in rows.iter().take(SEVERAL_ROWS) {
        let values = vec![(field.to_owned(), typed.to_owned())];
        let typed = Typed { values, version: Some(version), ..Typed::default() };
        match save(engine, caller, now, key, Some(id), &typed).await {
            Ok(Saved::Done(_)) => outcome.done += 1,
            Ok(Saved::Mend(form)) if form.is_overtaken => outcome.skipped.push((id, Why::Overtaken)),
            Ok(Saved::Mend(_)) => outcome.skipped.push((id, Why::Misfit)),
            Err(failure) => outcome.skipped.push((id, why(&failure))),
        }
    }
    Ok(outcome)
}

/// What removing the chosen rows would do.
pub async fn removals(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    chosen: &Chosen,
    now: Moment,
) -> Result<Removals, Failure> {
    let mut removals = Removals { goes: Vec::new(), lines: Vec::new(), hidden: 0, stays: Vec::new() };
    let mut kinds: BTreeMap<String, HashSet<RowId>> = BTreeMap::new();
    for row in &chosen.rows {
        match plan_removal(engine, caller, key, row.id, now).await {
            Ok(plan) if plan.is_held() => removals.stays.push(row.clone()),
            Ok(plan) => {
                removals.hidden += plan.hidden;
                for line in plan.lines {
                    kinds.entry(line.kind).or_default().insert(line.id);
                }
                removals.goes.push((row.clone(), plan.fingerprint));
            }
            Err(Failure::Denied | Failure::NotFound) => removals.stays.push(row.clone()),
            Err(other) => return Err(other),
        }
    }
    removals.lines = kinds.into_iter().map(|(kind, rows)| (kind, rows.len())).collect();
    Ok(removals)
}

/// Removes these rows, each exactly as the plan with its fingerprint says.
pub async fn remove_several(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    rows: &[(RowId, String)],
) -> Result<Outcome, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    match head(engine, caller, entity).way {
        Way::Shown | Way::Changed => return Err(Failure::Denied),
        Way::Made => {}
    }
    let mut outcome = Outcome::default();
    for (id, fingerprint) in rows.iter().take(SEVERAL_ROWS) {
        match remove(engine, caller, key, *id, now, fingerprint).await {
            Ok(Removed::Done(_)) => outcome.done += 1,
            Ok(Removed::Changed(_)) => outcome.skipped.push((*id, Why::Overtaken)),
            Err(failure) => outcome.skipped.push((*id, why(&failure))),
        }
    }
    Ok(outcome)
}

fn why(failure: &Failure) -> Why {
    match failure {
        Failure::Denied => Why::Denied,
        Failure::NotFound => Why::Gone,
        Failure::Stale => Why::Overtaken,
        Failure::Undecided(_) | Failure::TooLarge | Failure::Full | Failure::Unavailable(_) => Why::Failed,
    }
}
