//! What a decision about some rows needs besides them: who claims them, and what their periods count from.
//!
//! What that is, [`rights`] says for each entity; here it is fetched.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, FACTS_ROWS};
use crate::privacy::dossier::{leading, linking, mentions, where_is};
use crate::privacy::holds::legal_holds;
use model::{EntityId, FieldId, FieldKind, Model, Record, RowId, Subject};
use rights::Facts;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::Condition;

/// How many links a claim may be away from what it holds up: as many as there are.
pub(super) const ANY_DEPTH: usize = usize::MAX;

/// What the rows are that facts are completed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// Everything about one person, or about several.
    Person,
    /// Some rows that are about nobody, with claims up to so many links away.
    Nobody(usize),
}

/// The facts for a decision on rows that are about nobody.
pub(crate) async fn gather_nobody(engine: &Engine, rows: Vec<Record>) -> Result<Facts, Failure> {
    complete(engine, engine.model(), rows, Root::Nobody(ANY_DEPTH)).await
}

/// The facts for a decision on `rows` by the periods of `rules`.
pub(super) async fn complete(engine: &Engine, rules: &Model, rows: Vec<Record>, root: Root) -> Result<Facts, Failure> {
    let mut known: HashMap<RowId, Record> = rows.iter().map(|row| (row.id, row.clone())).collect();
    let around = around(engine, &rows, &mut known, root).await?;
    let judged: Vec<Record> = rows.iter().chain(&around).cloned().collect();
    let linked = needed(engine, rules, judged, &mut known).await?;
    let own: HashSet<RowId> = rows.iter().map(|row| row.id).collect();
    // What lives with another row may go with it, and whatever mentions it must forget it then.
    let ending = around.iter().filter(|row| rights::company(engine.model(), row.entity).is_some());
    let ending: Vec<Record> = rows.iter().chain(ending).cloned().collect();
    let mut mentions = mentions(engine, &ending).await?;
    mentions.retain(|row| !own.contains(&row.id));
    let legal_holds = legal_holds(engine).await?;
    Ok(Facts { rows, around, linked, mentions, legal_holds, waiting: HashMap::new() })
}

fn by_entity<'a>(rows: impl IntoIterator<Item = &'a Record>) -> BTreeMap<EntityId, Vec<&'a Record>> {
    let mut sorted: BTreeMap<EntityId, Vec<&Record>> = BTreeMap::new();
    for row in rows {
        sorted.entry(row.entity).or_default().push(row);
    }
    sorted
}

/// Everything that leads to `rows` over links that hold up, link by link.
async fn around(
    engine: &Engine,
    rows: &[Record],
    known: &mut HashMap<RowId, Record>,
    root: Root,
) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let depth = match root {
        Root::Person => ANY_DEPTH,
        Root::Nobody(depth) => depth,
    };
    let mut around: Vec<Record> = Vec::new();
    let mut frontier = rows.to_vec();
    let mut steps = 0;
    while !frontier.is_empty() && steps < depth {
        let mut next = Vec::new();
        for (entity, rows) in by_entity(&frontier) {
            let ids: Vec<RowId> = rows.iter().map(|row| row.id).collect();
            // Whatever is about the person by this very link was gathered to begin with.
            let new = |link: &FieldId| steps > 0 || root != Root::Person || !gathered(engine, *link);
            let links: Vec<FieldId> = engine.ways().holding(entity).iter().copied().filter(new).collect();
            for link in leading(engine, &links, &ids).await? {
                next.extend(linking(engine, model[link].entity, link, &ids).await?);
            }
            for link in rights::hangs_on(model, entity) {
                next.extend(missing(engine, &rows, link, known).await?);
            }
        }
        next.retain(|row| known.insert(row.id, row.clone()).is_none());
        around.extend(next.iter().cloned());
        if around.len() > FACTS_ROWS {
            return Err(Failure::TooLarge);
        }
        frontier = next;
        steps += 1;
    }
    Ok(around)
}

/// Whether every row whose `link` names a row about somebody is itself about them, by that link.
fn gathered(engine: &Engine, link: FieldId) -> bool {
    let model = engine.model();
    let it = &model[model[link].entity];
    let Subject::Path(path) = &it.subject else { return false };
    let Some((first, rest)) = path.split_first() else { return false };
    let target = model.target(link).map(|to| &model[to]);
    let goes_on = target.is_some_and(|target| match &target.subject {
        Subject::None => false,
        Subject::Itself => rest.is_empty(),
        Subject::Path(path) => path == rest && target.subject_when.is_none(),
    });
    *first == link && it.subject_when.is_none() && goes_on
}

/// The rows that the periods, choices and paths of `judged` stand on, and that are not known yet.
async fn needed(
    engine: &Engine,
    model: &Model,
    mut judged: Vec<Record>,
    known: &mut HashMap<RowId, Record>,
) -> Result<Vec<Record>, Failure> {
    let mut linked = Vec::new();
    while !judged.is_empty() {
        let mut company = Vec::new();
        for (entity, rows) in by_entity(&judged) {
            for walk in rights::needs(model, entity) {
                linked.extend(walked(engine, &rows, &walk, known).await?);
            }
            if let Some(link) = rights::company(model, entity) {
                let found = missing(engine, &rows, link, known).await?;
                known.extend(found.iter().map(|row| (row.id, row.clone())));
                company.extend(found);
            }
        }
        linked.extend(company.iter().cloned());
        judged = company;
    }
    Ok(linked)
}

/// The rows that a walk over links meets and that are not known yet; they are then.
async fn walked(
    engine: &Engine,
    rows: &[&Record],
    walk: &[FieldId],
    known: &mut HashMap<RowId, Record>,
) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut at: Vec<Record> = rows.iter().map(|row| (*row).clone()).collect();
    let mut met = Vec::new();
    for link in walk {
        let found = match model[*link].kind {
            FieldKind::Links { from } => {
                let ids: Vec<RowId> = at.iter().map(|row| row.id).collect();
                linking(engine, model[from].entity, from, &ids).await?
            }
            _ => missing(engine, &at.iter().collect::<Vec<&Record>>(), *link, known).await?,
        };
        let ends: HashSet<RowId> = at.iter().filter_map(|row| row.link(*link)).collect();
        let mut next: Vec<Record> = ends.iter().filter_map(|id| known.get(id)).cloned().collect();
        for row in found {
            next.push(row.clone());
            if known.insert(row.id, row.clone()).is_none() {
                met.push(row);
            }
        }
        at = next;
    }
    Ok(met)
}

/// The rows that `link` of `rows` names and that are not known yet.
async fn missing(
    engine: &Engine,
    rows: &[&Record],
    link: FieldId,
    known: &HashMap<RowId, Record>,
) -> Result<Vec<Record>, Failure> {
    let Some(to) = engine.model().target(link) else { return Ok(Vec::new()) };
    let ids: HashSet<RowId> = rows.iter().filter_map(|row| row.link(link)).collect();
    let ids: Vec<RowId> = ids.into_iter().filter(|id| !known.contains_key(id)).collect();
    let mut found = Vec::new();
    for some in ids.chunks(BATCH_IDS) {
        found.extend(where_is(engine, to, Condition::Ids(some.to_vec())).await?);
    }
    Ok(found)
}
