//! The notices of one user, as far as they may still read what these are about.

use super::rows::{About, Notice};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::PAGE_ROWS;
use crate::records::{kind_name, labels_of};
use crate::system::names_of;
use model::{Day, Moment, RowId, Value};
use rights::Viewer;
use std::collections::HashMap;
use store::{Changes, Condition, Cursor, Kept, Stored};

/// A notice as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// The notice.
    pub id: RowId,
    /// What it tells.
    pub about: About,
    /// Who did it, where the reader may know.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// It was read.
    pub is_read: bool,
    /// Of which row.
    pub target: Target,
}

/// The row that a notice is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub kind: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
}

/// A page of notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// The newest first.
    pub lines: Vec<NoticeLine>,
    /// The last that was looked at, where there are more.
    pub more: Option<RowId>,
}

/// How many unread notices each viewer had on a day.
pub(crate) type Unread = Kept<(Viewer, Day), usize>;

/// The caller's notices behind `after`, the newest first.
pub async fn notices(engine: &Engine, caller: &Caller, after: Option<RowId>, today: Day) -> Result<Notices, Failure> {
    let Some(user) = caller.user else { return Ok(Notices { lines: Vec::new(), more: None }) };
    let table = &engine.tables().notice;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let mut query = query.newest_first(table.f.at).limit(PAGE_ROWS);
    if let Some(id) = after
        && let Some(last) = table.get(engine.store(), id).await?.filter(|last| last.row.user == user)
    {
        query = query.after(Cursor { value: Value::Moment(last.row.at), id });
    }
    let found = table.find(engine.store(), query).await?;
    let more = found.last().filter(|_| found.len() as u64 == PAGE_ROWS).map(|last| last.id);
    let labels = labels(engine, caller, &found, today).await?;
    for (entity, ids) in shown(engine, &found, &labels) {
        engine.looked(caller, entity, None, ids)?;
    }
    let names = names_of(engine, caller, found.iter().filter_map(|notice| notice.row.by)).await?;
    let lines = found.into_iter().filter_map(|notice| {
        let id: RowId = notice.row.row.parse().ok()?;
        let label = labels.get(&(notice.row.of.clone(), id))?.clone();
        let kind = kind_name(engine, &notice.row.of, caller.language)?;
        Some(NoticeLine {
            id: notice.id,
            about: notice.row.about,
            by: notice.row.by.and_then(|by| names.get(&by).cloned()),
            at: notice.row.at,
            is_read: notice.row.read_at.is_some(),
            target: Target { entity: notice.row.of, kind, id, label },
        })
    });
    Ok(Notices { lines: lines.collect(), more })
}

/// How many of the caller's newest notices are unread.
pub async fn unread(engine: &Engine, caller: &Caller, today: Day) -> Result<usize, Failure> {
    let read = async {
        let found = waiting(engine, caller).await?;
        Ok(if found.is_empty() { 0 } else { readable(engine, caller, &found, today).await?.len() })
    };
    engine.unread().or(engine.store().revision(), (caller.viewer.clone(), today), read).await
}

/// Those of `found` that are about rows which the caller may read.
pub(super) async fn readable<'a>(
    engine: &Engine,
    caller: &Caller,
    found: &'a [Stored<Notice>],
    today: Day,
) -> Result<Vec<&'a Stored<Notice>>, Failure> {
    let labels = labels(engine, caller, found, today).await?;
    let is_shown = |notice: &&Stored<Notice>| {
        notice.row.row.parse().is_ok_and(|id| labels.contains_key(&(notice.row.of.clone(), id)))
    };
    Ok(found.iter().filter(is_shown).collect())
}

/// Notes that the caller has read the notice; gives the row that it is about.
pub async fn read_one(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(String, RowId), Failure> {
    let table = &engine.tables().notice;
    let found = table.get(engine.store(), id).await?.filter(|notice| Some(notice.row.user) == caller.user);
    let found = found.ok_or(Failure::NotFound)?;
    let row = found.row.row.parse().map_err(|_| Failure::NotFound)?;
    mark(engine, now, std::slice::from_ref(&found)).await?;
    Ok((found.row.of, row))
}

/// Notes that the caller has read all of them.
pub async fn read_all(engine: &Engine, caller: &Caller, now: Moment) -> Result<(), Failure> {
    loop {
        let found = waiting(engine, caller).await?;
        if found.is_empty() {
            return Ok(());
        }
        mark(engine, now, &found).await?;
    }
}

async fn mark(engine: &Engine, now: Moment, notices: &[Stored<Notice>]) -> Result<(), Failure> {
    let (table, mut changes) = (&engine.tables().notice, Changes::new());
    for notice in notices.iter().filter(|notice| notice.row.read_at.is_none()) {
        changes.update(&table.write, notice.id, notice.version, vec![(table.f.read_at, Value::Moment(now))])?;
    }
    Ok(engine.store().apply(changes).await?)
}

/// The newest unread notices.
async fn waiting(engine: &Engine, caller: &Caller) -> Result<Vec<Stored<Notice>>, Failure> {
    let Some(user) = caller.user else { return Ok(Vec::new()) };
    let table = &engine.tables().notice;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.read_at, Value::Null));
    table.find(engine.store(), query.newest_first(table.f.at).limit(PAGE_ROWS)).await
}

/// What those rows are called that the caller may read.
async fn labels(
    engine: &Engine,
    caller: &Caller,
    found: &[Stored<Notice>],
    today: Day,
) -> Result<HashMap<(String, RowId), String>, Failure> {
    let mut kinds: HashMap<String, Vec<RowId>> = HashMap::new();
    for notice in found {
        kinds.entry(notice.row.of.clone()).or_default().extend(notice.row.row.parse::<RowId>().ok());
    }
    let mut labels = HashMap::new();
    for (key, ids) in kinds {
        let named = labels_of(engine, caller, &key, ids, today).await?;
        labels.extend(named.into_iter().map(|(id, label)| ((key.clone(), id), label)));
    }
    Ok(labels)
}

fn shown(
    engine: &Engine,
    found: &[Stored<Notice>],
    labels: &HashMap<(String, RowId), String>,
) -> Vec<(model::EntityId, Vec<RowId>)> {
    let mut kinds: HashMap<&str, Vec<RowId>> = HashMap::new();
    for notice in found {
        let id = notice.row.row.parse::<RowId>().ok();
        let id = id.filter(|id| labels.contains_key(&(notice.row.of.clone(), *id)));
        kinds.entry(&notice.row.of).or_default().extend(id);
    }
    let known = kinds.into_iter().filter_map(|(key, ids)| Some((engine.model().entity_named(key)?, ids)));
    known.collect()
}
