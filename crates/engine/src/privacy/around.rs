//! What a decision about some rows needs besides them: who claims them, and what their periods count from.
//!
//! What that is, [`rights`] says for each entity; here it is fetched.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::FACTS_ROWS;
use crate::privacy::dossier::{Part, leading, linking, mentions, those};
use crate::privacy::holds::legal_holds;
use model::{EntityId, FieldId, FieldKind, Model, Record, RowId, Subject};
use rights::Facts;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    let mut known = Known::of(rows);
    let own = known.rows.len();
    around(engine, &mut known, root).await?;
    let judged = known.rows.len();
    needed(engine, rules, &mut known).await?;
    // What lives with another row may go with it, and whatever mentions it must forget it then.
    let ends = |(at, row): &(usize, &Record)| *at < own || rights::company(engine.model(), row.entity).is_some();
    let ending = known.rows.iter().take(judged).enumerate().filter(ends).map(|(_, row)| row);
    let mut mentions = mentions(engine, ending).await?;
    mentions.retain(|row| known.places.get(&row.id).is_none_or(|place| *place >= own));
    let legal_holds = legal_holds(engine).await?;
    let linked = known.rows.split_off(judged);
    let around = known.rows.split_off(own);
    Ok(Facts { rows: known.rows, around, linked, mentions, legal_holds, waiting: HashMap::new() })
}

/// The rows that are known so far, and where each is among them.
struct Known {
    rows: Vec<Record>,
    places: HashMap<RowId, usize>,
}

impl Known {
    fn of(rows: Vec<Record>) -> Self {
        let places = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        Self { rows, places }
    }

    /// Adds a row, unless it is there; where it is.
    fn add(&mut self, row: Record) -> usize {
        let new = self.rows.len();
        let place = *self.places.entry(row.id).or_insert(new);
        if place == new {
            self.rows.push(row);
        }
        place
    }

    /// Some of the rows by their entities.
    fn by_entity(&self, some: impl Iterator<Item = usize>) -> BTreeMap<EntityId, Vec<usize>> {
        let mut sorted: BTreeMap<EntityId, Vec<usize>> = BTreeMap::new();
        for (at, row) in some.filter_map(|at| Some((at, self.rows.get(at)?))) {
            sorted.entry(row.entity).or_default().push(at);
        }
        sorted
    }

    fn ids(&self, some: &[usize]) -> Vec<RowId> {
        some.iter().filter_map(|at| self.rows.get(*at)).map(|row| row.id).collect()
    }

    /// What `link` of some rows names.
    fn ends(&self, some: &[usize], link: FieldId) -> BTreeSet<RowId> {
        some.iter().filter_map(|at| self.rows.get(*at)?.link(link)).collect()
    }
}

/// Adds everything that leads to the rows over links that hold up, link by link.
async fn around(engine: &Engine, known: &mut Known, root: Root) -> Result<(), Failure> {
    let model = engine.model();
    let depth = match root {
        Root::Person => ANY_DEPTH,
        Root::Nobody(depth) => depth,
    };
    let own = known.rows.len();
    let mut frontier = 0..own;
    let mut steps = 0;
    while !frontier.is_empty() && steps < depth {
        let mut next = Vec::new();
        for (entity, rows) in known.by_entity(frontier.clone()) {
            let ids = known.ids(&rows);
            // Whatever is about the person by this very link was gathered to begin with.
            let new = |link: &FieldId| steps > 0 || root != Root::Person || !gathered(engine, *link);
            let links: Vec<FieldId> = engine.ways().holding(entity).iter().copied().filter(new).collect();
            for link in leading(engine, &links, &ids).await? {
                next.extend(linking(engine, (model[link].entity, Part::Whole), link, &ids).await?);
            }
            for link in rights::hangs_on(model, entity) {
                next.extend(missing(engine, known, &rows, link).await?);
            }
        }
        frontier = known.rows.len()..known.rows.len();
        for row in next {
            frontier.end = frontier.end.max(known.add(row) + 1);
        }
        if known.rows.len() - own > FACTS_ROWS {
            return Err(Failure::TooLarge);
        }
        steps += 1;
    }
    Ok(())
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

/// Adds the rows that the periods, choices and paths of those that are known stand on.
async fn needed(engine: &Engine, model: &Model, known: &mut Known) -> Result<(), Failure> {
    let mut judged: Vec<usize> = (0..known.rows.len()).collect();
    while !judged.is_empty() {
        let mut company = Vec::new();
        for (entity, rows) in known.by_entity(judged.into_iter()) {
            for walk in rights::needs(model, entity) {
                walked(engine, known, &rows, &walk).await?;
            }
            if let Some(link) = rights::company(model, entity) {
                let missing = missing(engine, known, &rows, link).await?;
                company.extend(missing.into_iter().map(|row| known.add(row)));
            }
        }
        judged = company;
    }
    Ok(())
}

/// Adds the rows that a walk over links meets.
async fn walked(engine: &Engine, known: &mut Known, rows: &[usize], walk: &[FieldId]) -> Result<(), Failure> {
    let model = engine.model();
    let mut at = rows.to_vec();
    for link in walk {
        let found = match model[*link].kind {
            FieldKind::Links { from } => {
                linking(engine, (model[from].entity, Part::Whole), from, &known.ids(&at)).await?
            }
            _ => missing(engine, known, &at, *link).await?,
        };
        let there = known.ends(&at, *link).into_iter().filter_map(|id| known.places.get(&id).copied());
        let mut next: Vec<usize> = there.collect();
        next.extend(found.into_iter().map(|row| known.add(row)));
        at = next;
    }
    Ok(())
}

/// The rows that `link` of some rows names and that are not known yet.
async fn missing(engine: &Engine, known: &Known, rows: &[usize], link: FieldId) -> Result<Vec<Record>, Failure> {
    let Some(to) = engine.model().target(link) else { return Ok(Vec::new()) };
    let ends = known.ends(rows, link).into_iter().filter(|id| !known.places.contains_key(id));
    those(engine, (to, Part::Whole), ends.collect()).await
}
