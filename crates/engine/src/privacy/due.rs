//! Rows that may be due: found by the dates that their clocks count from, wherever these stand.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::privacy::dossier::{linking, where_all, where_is};
use model::{Day, EntityId, FieldKind, Held, Model, Record, Restriction, RowId, Subject, Value};
use rights::{Action, Candidate, Facts, Plan, Reason, candidates, is_about_somebody};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::Condition;

/// Rows of `entity` that one of its clocks in `model`, or of its fields', may have brought to an end by
/// `today`.
pub(super) async fn rows_due(
    engine: &Engine,
    model: &Model,
    entity: EntityId,
    today: Day,
) -> Result<Vec<Record>, Failure> {
    let mut own = Vec::new();
    let mut rows: Vec<Record> = Vec::new();
    for candidate in candidates(model, entity, today) {
        let dated = Condition::AtMost(candidate.date, candidate.latest.clone());
        let bound = Condition::Restricted(Restriction::Bound);
        match (candidate.back.is_empty(), candidate.filled) {
            (true, None) if candidate.bound => rows.extend(where_all(engine, entity, &[bound, dated]).await?),
            (true, None) => own.push(dated),
            (true, Some(filled)) => {
                rows.extend(where_all(engine, entity, &[dated, Condition::Filled(filled)]).await?);
            }
            (false, _) => rows.extend(elsewhere(engine, &candidate, dated).await?),
        }
    }
    if !own.is_empty() {
        rows.extend(where_is(engine, entity, Condition::Any(own)).await?);
    }
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(row.id));
    Ok(rows)
}

/// The rows whose date stands on another row that is `dated`.
async fn elsewhere(engine: &Engine, candidate: &Candidate, dated: Condition) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut rows = where_is(engine, candidate.entity, dated).await?;
    for link in &candidate.back {
        rows = if let FieldKind::Links { from } = model[*link].kind {
            let ids: BTreeSet<RowId> = rows.iter().filter_map(|row| row.link(from)).collect();
            those(engine, model[*link].entity, ids).await?
        } else {
            let ids: Vec<RowId> = rows.iter().map(|row| row.id).collect();
            linking(engine, model[*link].entity, *link, &ids).await?
        };
    }
    if candidate.bound {
        rows.retain(|row| row.restricted == Some(Restriction::Bound));
    }
    if let Some(filled) = candidate.filled {
        rows.retain(|row| row.get(filled).is_some_and(|value| !value.is_null()));
    }
    Ok(rows)
}

async fn those(engine: &Engine, entity: EntityId, ids: BTreeSet<RowId>) -> Result<Vec<Record>, Failure> {
    let ids: Vec<RowId> = ids.into_iter().collect();
    let mut found = Vec::new();
    for some in ids.chunks(BATCH_IDS) {
        found.extend(where_is(engine, entity, Condition::Ids(some.to_vec())).await?);
    }
    Ok(found)
}

/// The persons whose shared rows `rows` lead to over links that hold up: an address that only one of `rows` still
/// needed is free when that one goes, though nothing of its own person is due.
pub(super) async fn held_persons(engine: &Engine, rows: &[Record]) -> Result<BTreeSet<RowId>, Failure> {
    held_beyond(engine, rows, &HashMap::new()).await
}

/// The same where the rows in `known` need not be read again.
async fn held_beyond(
    engine: &Engine,
    rows: &[Record],
    known: &HashMap<RowId, &Record>,
) -> Result<BTreeSet<RowId>, Failure> {
    let model = engine.model();
    let mut people = BTreeSet::new();
    let mut seen: HashSet<RowId> = HashSet::new();
    let mut frontier = rows.to_vec();
    while !frontier.is_empty() {
        let mut ends: BTreeMap<EntityId, BTreeSet<RowId>> = BTreeMap::new();
        for (field, value) in frontier.iter().flat_map(|row| &row.cells) {
            if let (FieldKind::Link { to, mention: false }, Value::Id(id)) = (&model[*field].kind, value)
                && seen.insert(*id)
            {
                ends.entry(*to).or_default().insert(*id);
            }
        }
        frontier = Vec::new();
        for (entity, ids) in ends {
            let (here, elsewhere): (Vec<RowId>, Vec<RowId>) = ids.into_iter().partition(|id| known.contains_key(id));
            let mut found = those(engine, entity, elsewhere.into_iter().collect()).await?;
            found.extend(here.iter().filter_map(|id| known.get(id)).map(|row| (*row).clone()));
            if model[entity].held == Held::AsClaimed {
                people.extend(whose(engine, entity, found.clone()).await?.people);
            }
            frontier.extend(found);
        }
    }
    Ok(people)
}

/// The persons whose shared rows `plan` may free: those that the rows it removes lead to, and the rows that it empties
/// of what they held up. Asked before it is carried out, while the rows lead there.
pub(crate) async fn freed(engine: &Engine, facts: &Facts, plan: &Plan) -> Result<BTreeSet<RowId>, Failure> {
    // What only forgets a row that goes held nothing up by it but what that row led to itself.
    let ends = |step: &&rights::Step| match step.action {
        Action::Delete => true,
        Action::Clear(_) => step.reason != Reason::Mention,
        Action::Redact(_) | Action::Restrict(_) | Action::Lift | Action::Keep => false,
    };
    let ending: HashSet<RowId> = plan.steps.iter().filter(ends).map(|step| step.id).collect();
    let rows = facts.rows.iter().chain(&facts.around).filter(|row| ending.contains(&row.id));
    let known = facts.rows.iter().chain(&facts.around).chain(&facts.linked).map(|row| (row.id, row)).collect();
    let mut people = held_beyond(engine, &rows.cloned().collect::<Vec<Record>>(), &known).await?;
    let gone: HashSet<RowId> = plan.deletions().map(|step| step.id).collect();
    people.retain(|person| !gone.contains(person));
    Ok(people)
}

/// Whom rows are about: the persons, and the rows that are about nobody.
#[derive(Debug, Default)]
pub(super) struct Whose {
    pub(super) people: BTreeSet<RowId>,
    pub(super) nobodys: Vec<Record>,
}

/// Whom each of `rows`, all of `entity`, is about.
pub(super) async fn whose(engine: &Engine, entity: EntityId, rows: Vec<Record>) -> Result<Whose, Failure> {
    let model = engine.model();
    let mut whose = Whose::default();
    let path = match &model[entity].subject {
        Subject::None => &[][..],
        Subject::Itself => {
            whose.people.extend(rows.iter().map(|row| row.id));
            return Ok(whose);
        }
        Subject::Path(path) => path,
    };
    // Each row with where its walk has come to.
    let mut walks: Vec<(Record, Option<RowId>)> = rows
        .into_iter()
        .map(|row| {
            let first = path.first().filter(|_| is_about_somebody(model, &row)).and_then(|link| row.link(*link));
            (row, first)
        })
        .collect();
    for link in path.iter().skip(1) {
        let at: BTreeSet<RowId> = walks.iter().filter_map(|(_, at)| *at).collect();
        let found = those(engine, model[*link].entity, at).await?;
        let found: HashMap<RowId, &Record> = found.iter().map(|row| (row.id, row)).collect();
        let next = |at: RowId| found.get(&at).and_then(|row| row.link(*link));
        for (_, at) in &mut walks {
            *at = at.and_then(next);
        }
    }
    for (row, person) in walks {
        match person {
            Some(person) => {
                whose.people.insert(person);
            }
            None => whose.nobodys.push(row),
        }
    }
    Ok(whose)
}
