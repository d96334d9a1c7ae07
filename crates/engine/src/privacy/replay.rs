//! Erasing again what an older copy of the database has brought back, before anybody may see it.
//!
//! The erasure journal says what was erased, under which receipt. Where the receipt is in the database, so is the erasure.
//! Where it is not, the database is older than the erasure: the rows that are there again go again or are restricted again, with whatever points
//! at them by then, and the receipt is written anew under its old id, of the kind `replay`. What was taken out of a text is
//! taken out again where the row has the version that was cut; in an older one nobody knows where it stands, and all of the
//! text goes. So this can be done as often
//! as one likes, and ended at any moment: each erasure is one transaction, and what has its receipt is left alone.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, REPLAY_ATTEMPTS};
use crate::privacy::execute::execute_as;
use crate::privacy::redaction::fits;
use crate::privacy::rows::ReceiptKind;
use model::{EntityId, FieldId, FieldKind, Model, Moment, Record, RowId, Value};
use rights::{Action, Cut, Operation, Plan, Reason, Step, Taken, Viewer, scope};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Actor, Again, Condition, Outcome, Query};

/// What a replay did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// Erasures of which something was there again.
    pub erasures: usize,
    /// Rows that went again or were emptied again.
    pub rows: usize,
    /// Lines of the journal that were torn or altered.
    pub broken_lines: u64,
}

/// Erases again what the journal says was erased and what is there again.
///
/// `restored` says that the database was just made from a backup. Then an erasure that was begun and not said to have
/// ended counts as done: somebody asked for it. Otherwise its missing receipt says that it never happened.
pub async fn replay(engine: &Engine, now: Moment, restored: bool) -> Result<Replayed, Failure> {
    let journal = engine.store().journal();
    let unreadable = |cause: std::io::Error| Failure::Unavailable(format!("the erasure journal: {cause}"));
    let (erasures, broken_lines) = journal.erasures().map_err(unreadable)?;
    let candidates: Vec<_> = erasures.into_iter().filter(|(_, outcome)| *outcome != Some(Outcome::Void)).collect();
    let known = receipts(engine, candidates.iter().map(|(receipt, _)| *receipt).collect()).await?;
    let mut again = Vec::new();
    for (receipt, outcome) in candidates {
        let is_known = known.contains(&receipt);
        if outcome.is_none() {
            let outcome = if is_known || restored { Outcome::Done } else { Outcome::Void };
            journal.end(receipt, outcome).map_err(unreadable)?;
        }
        if !is_known && (restored || outcome == Some(Outcome::Done)) {
            again.push(receipt);
        }
    }
    let mut replayed = Replayed { broken_lines, ..Replayed::default() };
    if again.is_empty() {
        return Ok(replayed);
    }
    let rows = journal.rows(engine.model(), &again.iter().copied().collect()).map_err(unreadable)?;
    let mut by_receipt: HashMap<RowId, Vec<Again>> = HashMap::new();
    for row in there_again(engine, rows).await? {
        by_receipt.entry(row.receipt).or_default().push(row);
    }
    for receipt in again {
        let Some(rows) = by_receipt.get(&receipt) else { continue };
        let done = one(engine, now, receipt, rows).await?;
        replayed.erasures += usize::from(done > 0);
        replayed.rows += done;
    }
    Ok(replayed)
}

/// Those of `receipts` that are in the database.
async fn receipts(engine: &Engine, receipts: Vec<RowId>) -> Result<HashSet<RowId>, Failure> {
    let table = &engine.tables().receipt;
    let mut known = HashSet::new();
    for ids in receipts.chunks(BATCH_IDS) {
        let found = table.find(engine.store(), table.all().matching(Condition::Ids(ids.to_vec()))).await?;
        known.extend(found.into_iter().map(|receipt| receipt.id));
    }
    Ok(known)
}

/// Those of `rows` that are in the database, so that few are kept in memory.
async fn there_again(engine: &Engine, rows: Vec<Again>) -> Result<Vec<Again>, Failure> {
    let mut ids: BTreeMap<EntityId, BTreeSet<RowId>> = BTreeMap::new();
    for row in &rows {
        ids.entry(row.entity).or_default().insert(row.id);
    }
    let mut there = HashSet::new();
    for (entity, ids) in ids {
        let found = living(engine, entity, &ids.into_iter().collect::<Vec<_>>()).await?;
        there.extend(found.into_iter().map(|record| (entity, record.id)));
    }
    Ok(rows.into_iter().filter(|row| there.contains(&(row.entity, row.id))).collect())
}

/// Carries out one erasure again; how many rows it was about. Somebody may write meanwhile: another node replays too.
async fn one(engine: &Engine, now: Moment, receipt: RowId, rows: &[Again]) -> Result<usize, Failure> {
    for _ in 0..REPLAY_ATTEMPTS {
        let plan = plan(engine, rows).await?;
        if !plan.does_something() || receipts(engine, vec![receipt]).await?.contains(&receipt) {
            return Ok(0);
        }
        match execute_as(engine, now, Actor::Part("replay"), ReceiptKind::Replay, &plan, receipt, &[]).await {
            Ok(_) => return Ok(plan.steps.len()),
            Err(Failure::Stale) => {}
            Err(
                other @ (Failure::Denied
                | Failure::NotFound
                | Failure::Undecided(_)
                | Failure::Full
                | Failure::TooLarge
                | Failure::Unavailable(_)),
            ) => return Err(other),
        }
    }
    Err(Failure::Stale)
}

/// What is to go again, and what points at it.
async fn plan(engine: &Engine, rows: &[Again]) -> Result<Plan, Failure> {
    let mut going: BTreeMap<(EntityId, RowId), i64> = BTreeMap::new();
    let mut emptied: BTreeMap<(EntityId, RowId), (i64, BTreeSet<FieldId>)> = BTreeMap::new();
    let mut marked: Vec<Step> = Vec::new();
    for row in rows {
        let Some(record) = living(engine, row.entity, &[row.id]).await?.pop() else { continue };
        if record.version > row.version {
            continue;
        }
        match &row.fields {
            None => drop(going.insert((row.entity, row.id), record.version)),
            Some(fields) => empty(&mut emptied, &record, fields.iter().copied()),
        }
        match cut_again(engine.model(), row, &record) {
            Some(cuts) if cuts.is_empty() => {}
            Some(cuts) => {
                let (entity, id, version) = (record.entity, record.id, record.version);
                marked.push(Step { entity, id, version, action: Action::Redact(cuts), reason: Reason::Again });
            }
            // It cannot be without what was taken out of it.
            None => drop(going.insert((row.entity, row.id), record.version)),
        }
        if let Some(why) = row.restricted.filter(|why| record.restricted != Some(*why)) {
            let (entity, id, version) = (record.entity, record.id, record.version);
            marked.push(Step { entity, id, version, action: Action::Restrict(why), reason: Reason::Again });
        }
    }
    let mut fresh: Vec<(EntityId, RowId)> = going.keys().copied().collect();
    while !fresh.is_empty() {
        let mut more = Vec::new();
        for (link, record) in pointing(engine, &fresh).await? {
            let key = (record.entity, record.id);
            if going.contains_key(&key) {
                continue;
            }
            // A row that cannot be without what goes cannot have outlived it.
            if engine.model()[link].required {
                going.insert(key, record.version);
                more.push(key);
            } else {
                empty(&mut emptied, &record, std::iter::once(link));
            }
        }
        fresh = more;
    }
    emptied.retain(|key, _| !going.contains_key(key));
    marked.retain(|step| !going.contains_key(&(step.entity, step.id)));
    let emptied = emptied.into_iter().map(|((entity, id), (version, fields))| {
        let action = Action::Clear(fields.into_iter().collect());
        Step { entity, id, version, action, reason: Reason::Again }
    });
    let going = going.into_iter().map(|((entity, id), version)| Step {
        entity,
        id,
        version,
        action: Action::Delete,
        reason: Reason::Again,
    });
    Ok(Plan { steps: emptied.chain(marked).chain(going).collect() })
}

/// What is taken out of the texts of `record` again; none where that cannot be done.
fn cut_again(model: &Model, row: &Again, record: &Record) -> Option<Vec<Cut>> {
    let filled = row.cuts.iter().filter(|cut| record.get(cut.field).is_some_and(|value| !value.is_null()));
    let again = filled.map(|cut| {
        let is_same = record.version == row.version && fits(model, record, cut);
        let cut = if is_same { cut.clone() } else { Cut { field: cut.field, what: Taken::Whole } };
        fits(model, record, &cut).then_some(cut)
    });
    again.collect()
}

/// Notes those of `fields` that the row still has something in.
fn empty(
    emptied: &mut BTreeMap<(EntityId, RowId), (i64, BTreeSet<FieldId>)>,
    record: &Record,
    fields: impl Iterator<Item = FieldId>,
) {
    let filled: Vec<FieldId> = fields.filter(|field| record.get(*field).is_some_and(|it| *it != Value::Null)).collect();
    if !filled.is_empty() {
        let (_, known) = emptied.entry((record.entity, record.id)).or_insert((record.version, BTreeSet::new()));
        known.extend(filled);
    }
}

/// The rows that point at one of `rows`, each with the link by which it does.
async fn pointing(engine: &Engine, rows: &[(EntityId, RowId)]) -> Result<Vec<(FieldId, Record)>, Failure> {
    let model = engine.model();
    let mut found = Vec::new();
    for entity in model.entity_ids() {
        let links = model.fields_of(entity).iter().copied();
        for link in links.filter(|&link| matches!(model[link].kind, FieldKind::Link { .. })) {
            let targets = rows.iter().filter(|(of, _)| model.target(link) == Some(*of));
            let targets: Vec<Value> = targets.map(|(_, id)| Value::Id(*id)).collect();
            for targets in targets.chunks(BATCH_IDS) {
                let read = scope(model, &Viewer::Engine, entity, Operation::Read)?;
                let query = Query::over(&read).matching(Condition::OneOf(link, targets.to_vec()));
                found.extend(engine.store().find(query).await?.into_iter().map(|record| (link, record)));
            }
        }
    }
    Ok(found)
}

async fn living(engine: &Engine, entity: EntityId, ids: &[RowId]) -> Result<Vec<Record>, Failure> {
    let read = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let mut found = Vec::new();
    for ids in ids.chunks(BATCH_IDS) {
        found.extend(engine.store().find(Query::over(&read).matching(Condition::Ids(ids.to_vec()))).await?);
    }
    Ok(found)
}
