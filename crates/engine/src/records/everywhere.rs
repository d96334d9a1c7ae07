//! One search over everything that the caller may read, and rows as lines that lead to them.
//!
//! Each kind is asked once for its rows, and once more for their number where there are more than are shown.

use super::known::known;
use super::links::{cell, label, linked};
use super::sight::sight;
use super::way::{entity, is_partly_known};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{SEARCH_CHARACTERS, SEARCH_LOOKED_ROWS, SEARCH_ROWS};
use crate::parties;
use crate::show::Show;
use model::{Day, EntityId, FieldId, FieldKind, Held, LabelPart, Model, Record, RowId, Subject, Value};
use rights::Scope;
use store::{Condition, Query, ReadError};

/// A row as a line that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call the entity.
    pub kind: String,
    /// Which row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// What tells it from others of the same name: a few of its values in words.
    pub about: Vec<String>,
}

/// What was found of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The best, the very best first.
    pub lines: Vec<Line>,
    /// How many there are in all; none where the caller may know only some of them.
    pub total: Option<u64>,
    /// Whether there are more than these.
    pub more: bool,
}

/// How many values stand beside a label.
const ABOUT: usize = 3;

/// What is sought.
struct Sought {
    words: String,
    /// So many rows of a kind are shown.
    most: usize,
    today: Day,
}

/// The rows with words that begin like `words`, or with such a number, kind by kind, the best kind first; of each kind at
/// most `most`, and no more than [`SEARCH_ROWS`].
pub async fn search_everywhere(
    engine: &Engine,
    caller: &Caller,
    (words, most): (&str, usize),
    today: Day,
) -> Result<Vec<Hits>, Failure> {
    let words: String = words.trim().chars().take(SEARCH_CHARACTERS).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let sought = Sought { words, most: most.min(SEARCH_ROWS), today };
    let mut found = Vec::new();
    for seen in sight(engine, caller).iter() {
        let (entity, scope) = entity(engine, caller, seen.key(engine))?;
        let hits = match &engine.model()[entity].subject {
            Subject::Itself => people(engine, caller, entity, &sought).await?,
            Subject::None | Subject::Path(_) => hits(engine, caller, &scope, &sought).await?,
        };
        let Some(hits) = hits.filter(|hits| !hits.lines.is_empty()) else { continue };
        engine.looked(caller, entity, None, hits.lines.iter().map(|line| line.id).collect())?;
        found.push(hits);
    }
    found.sort_by_key(|hits| hits.lines.first().map(|line| rank(&line.label, &sought.words)));
    Ok(found)
}

/// People are found by their addresses and numbers too.
async fn people(engine: &Engine, caller: &Caller, entity: EntityId, sought: &Sought) -> Result<Option<Hits>, Failure> {
    let most = usize::try_from(SEARCH_LOOKED_ROWS).unwrap_or(usize::MAX);
    let people = parties::search_some(engine, caller, &sought.words, most, sought.today).await?;
    let kind = name(engine, caller, entity);
    let line = |person: parties::PersonLine| Line {
        entity: engine.model()[entity].key.clone(),
        kind: kind.clone(),
        id: person.id,
        label: person.name,
        about: person.addresses.into_iter().take(ABOUT).collect(),
    };
    let total = u64::try_from(people.len()).ok().filter(|_| people.len() < most);
    Ok(Some(best(engine, caller, entity, people.into_iter().map(line).collect(), sought, total)))
}

async fn hits(engine: &Engine, caller: &Caller, scope: &Scope, sought: &Sought) -> Result<Option<Hits>, Failure> {
    let (model, entity) = (engine.model(), scope.entity());
    let Some(condition) = condition(model, scope, &sought.words) else { return Ok(None) };
    let query = Query::over(scope).matching(condition);
    let rows = match engine.store().find(query.clone().limit(SEARCH_LOOKED_ROWS)).await {
        Ok(rows) => rows,
        // What is open in some rows only is not searched.
        Err(ReadError::NotSearchable(_)) => return Ok(None),
        Err(cause) => return Err(cause.into()),
    };
    let is_all = (rows.len() as u64) < SEARCH_LOOKED_ROWS;
    let rows = known(engine, caller, rows, sought.today).await?;
    let total = match (is_all, is_partly_known(engine, caller, entity)) {
        (true, _) => Some(rows.len() as u64),
        (false, true) => None,
        (false, false) => Some(engine.store().count(query).await?),
    };
    let lines = lines(engine, caller, scope, &rows, sought.today).await?;
    Ok(Some(best(engine, caller, entity, lines, sought, total)))
}

/// What makes a row of this kind a hit; nothing does where it has neither words to search nor a number, or where whom it
/// leads to is found by the same words.
fn condition(model: &Model, scope: &Scope, words: &str) -> Option<Condition> {
    let it = &model[scope.entity()];
    let is_way_to_somebody = |field: &FieldId| {
        matches!(model[*field].kind, FieldKind::Email | FieldKind::Phone) && it.held == Held::AsClaimed
    };
    if it.search.iter().any(is_way_to_somebody) {
        return None;
    }
    let digits: String = words.trim_start_matches('#').chars().filter(|c| !c.is_whitespace()).collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let sought = if is_number { digits.clone() } else { words.to_owned() };
    let by_words = it.search.iter().any(|field| scope.covers(*field)).then_some(Condition::Words(sought));
    let number = it.fields.iter().find(|field| model[**field].kind == FieldKind::Sequence && scope.covers(**field));
    let number = number.and_then(|field| Some(Condition::Is(*field, Value::Integer(digits.parse().ok()?))));
    match (by_words, number) {
        (Some(words), Some(number)) => Some(Condition::Any(vec![number, words])),
        (words, number) => number.or(words),
    }
}

fn best(
    engine: &Engine,
    caller: &Caller,
    entity: EntityId,
    mut lines: Vec<Line>,
    sought: &Sought,
    total: Option<u64>,
) -> Hits {
    lines.sort_by_cached_key(|line| rank(&line.label, &sought.words));
    lines.truncate(sought.most);
    let more = total.is_none_or(|total| total > lines.len() as u64);
    Hits { entity: engine.model()[entity].key.clone(), name: name(engine, caller, entity), lines, total, more }
}

/// How far a label is from what was typed: it is that, begins so, has every word of it, or was found by something else.
fn rank(label: &str, words: &str) -> u8 {
    let (label, words) = (label.to_lowercase(), words.to_lowercase());
    let begins = |word: &str| label.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word));
    // Many a label begins with the number of its row.
    match label.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start() {
        bare if bare == words || label == words => 0,
        bare if bare.starts_with(&words) || label.starts_with(&words) => 1,
        _ if words.split_whitespace().all(begins) => 2,
        _ => 3,
    }
}

fn name(engine: &Engine, caller: &Caller, entity: EntityId) -> String {
    engine.model()[entity].name.get(caller.language).to_owned()
}

/// `rows`, which are there for the caller, as lines.
pub(super) async fn lines(
    engine: &Engine,
    caller: &Caller,
    scope: &Scope,
    rows: &[Record],
    today: Day,
) -> Result<Vec<Line>, Failure> {
    let model = engine.model();
    let it = &model[scope.entity()];
    let named = |field: &FieldId| it.label.0.contains(&LabelPart::Field(*field));
    let beside: Vec<FieldId> = it.list.iter().copied().filter(|field| scope.covers(*field) && !named(field)).collect();
    let more = linked(engine, caller, rows, today).await?;
    let show = Show::new(model, caller.language, rows.iter().chain(&more));
    let about = |row: &Record| {
        let cells = beside.iter().map(|field| cell(model, &show, row, *field));
        cells.filter(|cell| !cell.text.is_empty() && !cell.long).map(|cell| cell.text).take(ABOUT).collect()
    };
    let line = |row: &Record| Line {
        entity: it.key.clone(),
        kind: it.name.get(caller.language).to_owned(),
        id: row.id,
        label: label(&show, row),
        about: about(row),
    };
    Ok(rows.iter().map(line).collect())
}

/// Those of the rows that are there for the caller, as lines in the same order. Each is named by its entity's word and its id.
pub(super) async fn lines_of(
    engine: &Engine,
    caller: &Caller,
    rows: &[(String, RowId)],
    today: Day,
) -> Result<Vec<Line>, Failure> {
    let mut kinds: Vec<&String> = rows.iter().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    for kind in kinds {
        let Ok((entity, scope)) = entity(engine, caller, kind) else { continue };
        let ids = rows.iter().filter(|(of, _)| of == kind).map(|(_, id)| *id).collect();
        let there = engine.store().find(Query::over(&scope).matching(Condition::Ids(ids))).await?;
        let there = known(engine, caller, there, today).await?;
        engine.looked(caller, entity, None, there.iter().map(|row| row.id).collect())?;
        found.extend(lines(engine, caller, &scope, &there, today).await?);
    }
    found.sort_by_key(|line| rows.iter().position(|(_, id)| *id == line.id));
    Ok(found)
}
