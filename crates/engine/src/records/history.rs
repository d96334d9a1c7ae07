//! What the ledger tells of one row: who changed which fields of it, and who has looked at it.
//!
//! The ledger holds no values, so none can be shown here. Lists and searches that showed a row among others stand in the
//! ledger under all of them, and not here.

use super::known::person_of;
use super::record::seen;
use super::timeline::Place;
use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, HISTORY_LINES, TIMELINE_ENTRIES};
use crate::privacy::{LedgerLine, said_by};
use crate::system::names_of;
use model::{Day, EntityId, Moment, RowId, Value};
use rights::{Scope, Viewer};
use std::collections::HashMap;
use std::str::FromStr;
use store::{Condition, Cursor, Stored};

/// Something that was done to the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// What, in words.
    pub deed: String,
    /// Who: a name as far as the caller may know it, else in what part.
    pub by: String,
    /// The fields, by the names that people read.
    pub fields: Vec<String>,
}

/// One time that somebody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// As what.
    pub roles: Vec<String>,
    /// It was among all that is held about the person.
    pub among_all: bool,
}

/// What the ledger tells, a page at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// What was done, the newest first.
    pub changes: Vec<Change>,
    /// Where that goes on.
    pub more_changes: Option<Place>,
    /// Who looked, the newest first; none for those who may not see it.
    pub looks: Option<Vec<Look>>,
    /// Where that goes on.
    pub more_looks: Option<Place>,
}

/// Which lines of the ledger are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deeds {
    Changes,
    Looks,
}

/// What everybody who reads a row may know was done to it. That somebody used a right of theirs, or what was done with an
/// account, is for those who carry out rights.
const OPEN: [Deed; 5] = [Deed::Received, Deed::LetIn, Deed::Answered, Deed::Made, Deed::Changed];

/// What the ledger tells of the row `id` of the entity `key`: changes and looks, each behind a place.
pub async fn history(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    behind: (Option<Place>, Option<Place>),
    today: Day,
) -> Result<History, Failure> {
    let (scope, found) = seen(engine, caller, key, id, today).await?;
    let (changes, more_changes) = changes_behind(engine, caller, (&scope, id), behind.0).await?;
    let (mut looks, mut more_looks) = (None, None);
    if may_see_looks(engine, caller, found.entity) {
        let (found, more) = looks_behind(engine, caller, (found.entity, id), behind.1).await?;
        (looks, more_looks) = (Some(found), more);
    }
    let changes = changes.into_iter().map(|(_, change)| change).collect();
    Ok(History { changes, more_changes, looks, more_looks })
}

/// Whether the caller may see who looked: whoever carries out the rights of persons, and who answers for a purpose of it.
fn may_see_looks(engine: &Engine, caller: &Caller, entity: EntityId) -> bool {
    let model = engine.model();
    let answers = |roles: &[model::RoleId]| {
        model[entity].held.activities().iter().any(|activity| roles.contains(&model[*activity].responsible))
    };
    match &caller.viewer {
        Viewer::Engine => true,
        Viewer::Staff { roles, .. } => caller.viewer.carries_out_rights(model) || answers(roles),
        Viewer::Machine { .. } => false,
    }
}

/// A page of what was done to the row, the newest first, as far as the caller may read the fields that it was about, and where
/// that goes on.
pub(super) async fn changes_behind(
    engine: &Engine,
    caller: &Caller,
    (scope, id): (&Scope, RowId),
    behind: Option<Place>,
) -> Result<(Vec<(Place, Change)>, Option<Place>), Failure> {
    let model = engine.model();
    let open = |line: &Stored<LedgerLine>| -> Option<Vec<String>> {
        let fields: Vec<&str> = line.row.fields.iter().flat_map(|fields| fields.split(' ')).collect();
        let known = fields.iter().filter_map(|key| model.field_named(scope.entity(), key));
        let open = known.filter(|field| scope.covers(*field));
        let open: Vec<String> = open.map(|field| model[field].name.get(caller.language).to_owned()).collect();
        (fields.is_empty() || !open.is_empty()).then_some(open)
    };
    let (lines, more) = page(engine, caller, (&[id], Deeds::Changes), behind, |line| open(line).is_some()).await?;
    let names = names(engine, caller, &lines).await?;
    let told = lines.into_iter().map(|line| {
        let change = Change {
            at: line.row.at,
            deed: Deed::say(&line.row.action, caller.language),
            by: by(caller, &names, &line.row.actor),
            fields: open(&line).unwrap_or_default(),
        };
        (place(&line), change)
    });
    Ok((told.collect(), more))
}

/// A page of who looked at the row, by itself or among all about its person, and where that goes on.
async fn looks_behind(
    engine: &Engine,
    caller: &Caller,
    (entity, id): (EntityId, RowId),
    behind: Option<Place>,
) -> Result<(Vec<Look>, Option<Place>), Failure> {
    let person = person_of(engine, entity, id).await?;
    let mut targets = vec![id];
    targets.extend(person.filter(|person| *person != id));
    // Of those who looked at several rows about the person, some saw this one.
    let saw = |line: &Stored<LedgerLine>| line.row.shown().contains(&id);
    let (found, more) = page(engine, caller, (&targets, Deeds::Looks), behind, saw).await?;
    let (model, names) = (engine.model(), names(engine, caller, &found).await?);
    let role = |key: &str| match model.role_named(key) {
        Some(role) => model[role].name.get(caller.language).to_owned(),
        None => key.to_owned(),
    };
    let told = found.into_iter().map(|line| Look {
        at: line.row.at,
        by: by(caller, &names, &line.row.actor),
        roles: line.row.roles.iter().flat_map(|roles| roles.split(' ')).map(role).collect(),
        among_all: line.row.shown() != [id],
    });
    Ok((told.collect(), more))
}

fn place(line: &Stored<LedgerLine>) -> Place {
    Place { at: line.row.at, id: line.id }
}

/// A page of those lines that are told, and where that goes on: behind the last of them, or behind the last that was looked at
/// where so few are told that a page would need too many.
async fn page(
    engine: &Engine,
    caller: &Caller,
    (targets, deeds): (&[RowId], Deeds),
    mut behind: Option<Place>,
    is_told: impl Fn(&Stored<LedgerLine>) -> bool,
) -> Result<(Vec<Stored<LedgerLine>>, Option<Place>), Failure> {
    let (mut found, mut looked): (Vec<Stored<LedgerLine>>, u64) = (Vec::new(), 0);
    loop {
        let batch = lines(engine, caller, targets, deeds, behind, BATCH_ROWS).await?;
        let is_last = (batch.len() as u64) < BATCH_ROWS;
        looked += BATCH_ROWS;
        behind = batch.last().map(place);
        found.extend(batch.into_iter().filter(&is_told));
        if found.len() > TIMELINE_ENTRIES {
            found.truncate(TIMELINE_ENTRIES);
            let more = found.last().map(place);
            return Ok((found, more));
        }
        if is_last || looked >= HISTORY_LINES {
            return Ok((found, behind.filter(|_| !is_last)));
        }
    }
}

/// Lines of the ledger whose row is one of `targets`, the newest first.
async fn lines(
    engine: &Engine,
    caller: &Caller,
    targets: &[RowId],
    deeds: Deeds,
    behind: Option<Place>,
    limit: u64,
) -> Result<Vec<Stored<LedgerLine>>, Failure> {
    let table = &engine.tables().ledger_line;
    let wanted: Vec<Deed> = match deeds {
        Deeds::Looks => vec![Deed::Read],
        Deeds::Changes if caller.viewer.carries_out_rights(engine.model()) => {
            Deed::ALL.iter().copied().filter(|deed| *deed != Deed::Read).collect()
        }
        Deeds::Changes => OPEN.to_vec(),
    };
    let text = |text: String| Value::Text(text);
    let targets = targets.iter().map(|id| text(id.to_string())).collect();
    let wanted = wanted.into_iter().map(|deed| text(deed.key().to_owned())).collect();
    let mut query = table.all().matching(Condition::OneOf(table.f.target, targets));
    query = query.matching(Condition::OneOf(table.f.action, wanted)).newest_first(table.f.at).limit(limit);
    if let Some(place) = behind {
        query = query.after(Cursor { value: Value::Moment(place.at), id: place.id });
    }
    table.find(engine.store(), query).await
}

/// The names behind the actors of `lines`, as far as the caller may know them.
async fn names(
    engine: &Engine,
    caller: &Caller,
    lines: &[Stored<LedgerLine>],
) -> Result<HashMap<RowId, String>, Failure> {
    let users = lines.iter().filter_map(|line| RowId::from_str(&line.row.actor).ok());
    names_of(engine, caller, users).await
}

fn by(caller: &Caller, names: &HashMap<RowId, String>, actor: &str) -> String {
    let name = RowId::from_str(actor).ok().and_then(|id| names.get(&id));
    name.cloned().unwrap_or_else(|| said_by(actor, caller.language))
}
