//! Saving a form: a new row or a changed one, in one transaction with its line in the ledger.

use super::check::Checked;
use super::form::{Form, Open, Problems, Typed, print_of};
use super::known::{known, person_of};
use super::links::{label, linked};
use super::newcomer::{Fresh, newcomer as row_of};
use super::value::{Mistake, Other, read, said};
use super::way::{readable, writable};
use crate::breaches;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::drafts;
use crate::failure::Failure;
use crate::limits::{INTAKE_ATTEMPTS, LEDGER_FIELDS_CHARACTERS};
use crate::newsletter::{marketing, said_no};
use crate::notices::{self, Mentions, mentioned};
use crate::show::Show;
use crate::support;
use crate::system::may_readdress;
use model::{ActivityId, FieldId, FieldKind, Ground, Held, Moment, Record, RowId, Subject, Value};
use store::{ApplyError, Changes, Condition, Query};

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is stored, durably.
    Done(RowId),
    /// Something must be mended first; nothing is stored.
    Mend(Box<Form>),
}

/// Saves what was typed: as a new row of the entity `key`, or in the row `id`.
pub async fn save(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    id: Option<RowId>,
    typed: &Typed,
) -> Result<Saved, Failure> {
    let today = rights::day_of(now);
    for _ in 0..INTAKE_ATTEMPTS {
        let open = Open::new(engine, caller, key, id, today).await?;
        if let Some(stored) = open.stored.as_ref().filter(|stored| typed.version != Some(stored.version))
            && let Some(problems) = overtaken(&open, stored, typed).await?
        {
            // From here on the form is one of the row as it is now.
            let typed = Typed { was: Vec::new(), ..typed.clone() };
            return Ok(Saved::Mend(Box::new(open.form(Some(&typed), &problems, true).await?)));
        }
        let checked = match open.check(typed).await? {
            Ok(checked) => checked,
            Err(problems) => return mend(&open, typed, &problems).await,
        };
        if let Some(address) = signs_in(&open, &checked).await? {
            let problems = Problems { fields: vec![(address, Mistake::SignsIn)], ..Problems::default() };
            return mend(&open, typed, &problems).await;
        }
        if let Some(link) = objected(&open, &checked).await? {
            let problems = Problems { fields: vec![(link, Mistake::SaidNo)], ..Problems::default() };
            return mend(&open, typed, &problems).await;
        }
        if let Some((state, parts)) = over_open_parts(&open, &checked).await? {
            let problems = Problems { fields: vec![(state, Mistake::OpenParts(parts))], ..Problems::default() };
            return mend(&open, typed, &problems).await;
        }
        let mentions = Mentions::of(engine, open.stored.as_ref(), &checked.cells);
        let (row, mut changes) = changes(&open, now, &mut Fresh::new(), checked).await?;
        mentioned(engine, caller, now, &mut changes, (open.entity, row, open.stored.is_none()), &mentions).await?;
        if !typed.is_inline {
            drafts::forget(engine, caller, &mut changes, (key, id)).await?;
        }
        if changes.is_empty() {
            return Ok(Saved::Done(row));
        }
        match engine.store().apply(changes).await {
            Ok(()) => return Ok(Saved::Done(row)),
            Err(ApplyError::Taken { field }) if open.fields.contains(&field) => {
                let by = holder(&open, field, typed).await?;
                let problems =
                    Problems { fields: vec![(field, Mistake::Taken(by.map(Box::new)))], ..Problems::default() };
                return mend(&open, typed, &problems).await;
            }
            // Somebody wrote the row, what it links to, or the same newcomer at the same time: look again.
            Err(ApplyError::Taken { .. } | ApplyError::Stale { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// The address that would be another one though a colleague signs in with it; none where the caller may change it.
async fn signs_in(open: &Open<'_>, checked: &Checked) -> Result<Option<FieldId>, Failure> {
    let table = &open.engine.tables().email_address;
    let address = checked.cells.iter().map(|(field, _)| *field).find(|field| *field == table.f.address);
    let (Some(field), Some(stored)) = (address, &open.stored) else { return Ok(None) };
    Ok((!may_readdress(open.engine, open.caller, stored.id).await?).then_some(field))
}

/// What says of a case that it is over though parts of it are open, with those parts.
async fn over_open_parts(open: &Open<'_>, checked: &Checked) -> Result<Option<(FieldId, Vec<String>)>, Failure> {
    let Some(stored) = &open.stored else { return Ok(None) };
    let at = (open.entity, stored.id);
    let found = support::ends_with_open_parts(open.engine, open.caller, at, &checked.cells).await?;
    let named = |part: &support::OtherCase| format!("#{} {}", part.number, part.title);
    Ok(found.map(|(field, parts)| (field, parts.iter().map(named).collect())))
}

/// The link of a new row that would bring somebody back to marketing who has said no to it; none where none would.
pub(super) async fn objected(open: &Open<'_>, checked: &Checked) -> Result<Option<FieldId>, Failure> {
    let model = open.engine.model();
    if open.stored.is_some() {
        return Ok(None);
    }
    let mut purposes = model[open.entity].held.activities();
    if let Held::ByChoice { choice, of } = &model[open.entity].held {
        let chosen = checked.cells.iter().find(|(field, _)| *field == choice.field).map(|(_, value)| value);
        if let Some(Value::Text(chosen)) = chosen {
            purposes = of.iter().filter(|(key, _)| key == chosen).map(|(_, activity)| *activity).collect();
        }
    }
    let ended = marketing(open.engine);
    let is_consent = |activity: &ActivityId| matches!(model[*activity].ground, Ground::Consent { .. });
    if !purposes.iter().any(|activity| ended.contains(activity) && !is_consent(activity)) {
        return Ok(None);
    }
    let newcomers = || checked.newcomers.iter().map(|(_, newcomer)| newcomer);
    let email = newcomers().find_map(|newcomer| newcomer.email.as_deref());
    let phone = newcomers().find_map(|newcomer| newcomer.brought.as_ref()?.phone.as_deref());
    if !said_no(open.engine, &checked.cells, (email, phone)).await? {
        return Ok(None);
    }
    let first = match &model[open.entity].subject {
        Subject::Path(path) => path.first().copied(),
        Subject::None | Subject::Itself => None,
    };
    Ok(first.or_else(|| open.fields.first().copied()))
}

async fn mend(open: &Open<'_>, typed: &Typed, problems: &Problems) -> Result<Saved, Failure> {
    Ok(Saved::Mend(Box::new(open.form(Some(typed), problems, false).await?)))
}

/// The row that has the value typed for `field`, if it is there for the caller.
async fn holder(open: &Open<'_>, field: FieldId, typed: &Typed) -> Result<Option<Other>, Failure> {
    let (engine, caller, model) = (open.engine, open.caller, open.engine.model());
    let Ok(value) = read(model, &model[field].kind, &open.standing(field, Some(typed))) else { return Ok(None) };
    let Ok(scope) = readable(engine, caller, open.entity) else { return Ok(None) };
    if !scope.covers(field) {
        return Ok(None);
    }
    let query = Query::over(&scope).matching(Condition::Is(field, value)).limit(1);
    let found = known(engine, caller, engine.store().find(query).await?, open.today).await?;
    let more = linked(engine, caller, &found, open.today).await?;
    let show = Show::new(model, caller.language, more.iter().chain(&found));
    let other = |row: &Record| Other { entity: model[row.entity].key.clone(), id: row.id, label: label(&show, row) };
    Ok(found.first().map(other))
}

/// Each field where what is typed is not what stands in the row now, with what stands there; nothing where nobody else has
/// changed one of them since the form was opened.
async fn overtaken(open: &Open<'_>, stored: &Record, typed: &Typed) -> Result<Option<Problems>, Failure> {
    let model = open.engine.model();
    let more = linked(open.engine, open.caller, std::slice::from_ref(stored), open.today).await?;
    let show = Show::new(model, open.caller.language, &more);
    // Who says nothing of what stood there, as programs do, is told of every change.
    let (mut problems, mut is_ours) = (Problems::default(), !typed.was.is_empty());
    for &field in &open.fields {
        let value = stored.get(field).cloned().unwrap_or(Value::Null);
        let (mine, theirs) = (open.standing(field, Some(typed)), open.standing(field, None));
        if mine != theirs {
            let was = typed.was.iter().find(|(key, _)| *key == model[field].key).map(|(_, print)| print);
            let is_still = |standing: &str| was.is_some_and(|was| *was == print_of(standing));
            is_ours = is_ours && is_still(&theirs);
            let now = match (model.target(field), &model[field].kind) {
                (Some(_), _) | (None, FieldKind::File) => super::links::cell(model, &show, stored, field).text,
                (None, _) => said(model, &model[field].kind, &value, open.caller.language),
            };
            problems.fields.push((field, Mistake::Changed { now, by_them: is_still(&mine) }));
        }
    }
    Ok((!is_ours).then_some(problems))
}

/// The row and everything that saving it brings about; nothing where nothing differs.
pub(super) async fn changes(
    open: &Open<'_>,
    now: Moment,
    fresh: &mut Fresh,
    checked: Checked,
) -> Result<(RowId, Changes), Failure> {
    let (engine, caller) = (open.engine, open.caller);
    let (write, _) = writable(engine, caller, open.entity)?;
    let mut changes = Changes::new();
    let Checked { mut cells, newcomers } = checked;
    for (link, newcomer) in newcomers {
        cells.push((link, Value::Id(row_of(engine, now, (&mut changes, fresh), &newcomer).await?)));
    }
    let whom = about(open, &cells).await?;
    let told = |deed: Deed, row: RowId, fields: Vec<FieldId>| {
        let entry = deed.entry(engine, now, caller.actor(), (open.entity, row)).fields(fields);
        whom.map_or(entry.clone(), |person| entry.about(person))
    };
    match &open.stored {
        Some(stored) if cells.is_empty() => Ok((stored.id, changes)),
        Some(stored) => {
            let at = (open.entity, stored.id, Some(stored));
            support::by_hand(engine, caller, now, &mut changes, at, &mut cells).await?;
            let fields: Vec<FieldId> = cells.iter().map(|(field, _)| *field).collect();
            changes.update(&write, stored.id, stored.version, cells)?;
            breaches::facts_changed(engine, caller, now, &mut changes, (open.entity, stored.id), &fields)?;
            notices::changed(engine, caller, now, &mut changes, (open.entity, stored.id)).await?;
            changes.record(told(Deed::Changed, stored.id, named(engine, fields)));
            Ok((stored.id, changes))
        }
        None => {
            let row = engine.new_id(now);
            support::by_hand(engine, caller, now, &mut changes, (open.entity, row, None), &mut cells).await?;
            changes.insert(&write, row, cells)?;
            changes.record(told(Deed::Made, row, Vec::new()));
            Ok((row, changes))
        }
    }
}

/// The person that the row is about when it has these cells.
async fn about(open: &Open<'_>, cells: &[(FieldId, Value)]) -> Result<Option<RowId>, Failure> {
    let model = open.engine.model();
    let first = match &model[open.entity].subject {
        Subject::None => return Ok(None),
        Subject::Itself => return Ok(open.stored.as_ref().map(|stored| stored.id)),
        Subject::Path(path) => path.split_first(),
    };
    let Some((link, rest)) = first else { return Ok(None) };
    let linked = cells.iter().find(|(field, _)| field == link).map(|(_, value)| value);
    let next = match (linked, &open.stored) {
        (Some(Value::Id(id)), _) => Some(*id),
        (Some(_), _) | (None, None) => None,
        (None, Some(stored)) => return person_of(open.engine, open.entity, stored.id).await,
    };
    match (next, rest.first()) {
        (Some(id), Some(further)) => person_of(open.engine, model[*further].entity, id).await,
        (next, _) => Ok(next),
    }
}

/// The fields as the ledger names them, a space between: none, which is the whole row, where there are too
/// many to name.
fn named(engine: &Engine, fields: Vec<FieldId>) -> Vec<FieldId> {
    let keys: Vec<&str> = fields.iter().map(|field| engine.model()[*field].key.as_str()).collect();
    if keys.join(" ").chars().count() > LEDGER_FIELDS_CHARACTERS { Vec::new() } else { fields }
}
