//! Saved views: how somebody wants to see a list, under a name of theirs, for themselves or for everybody who may read it.
//!
//! What is narrowed to, ordered and shown comes and goes in words of an address, which are not read here. A view opens
//! nothing: whoever opens it sees what they may see.

use super::way::entity;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{LIST_COLUMNS, VIEW_FILTER_CHARACTERS, VIEW_TITLE_CHARACTERS, VIEW_USED_EVERY_SECONDS, VIEWS};
use crate::privacy::Gone;
use model::{Moment, Row as _, RowId, Value};
use store::{Changes, Condition, Kept, Stored};
use url::form_urlencoded;

model::row! {
    /// A saved view.
    pub struct SavedView of "saved_view", handles SavedViewFields {
        /// Whose it is.
        user: RowId,
        /// The word of the entity that it lists.
        of: String,
        /// What it is called.
        title: String,
        /// What it narrows to and puts together, as it stands in an address.
        filter: Option<String>,
        /// The words of its columns, a space between.
        columns: Option<String>,
        /// The word of the field that orders it.
        sorting: Option<String>,
        /// It opens with the list.
        pinned: bool,
        /// Everybody who may read the list has it.
        shared: Option<bool>,
        /// When its owner last opened it.
        used_at: Option<Moment>,
    }
}

/// A saved view as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Which one.
    pub id: RowId,
    /// What it is called.
    pub title: String,
    /// What it narrows to and puts together, as it stands in an address.
    pub filter: String,
    /// The words of its columns.
    pub columns: Vec<String>,
    /// The word of the field that orders it.
    pub order: Option<String>,
    /// It is the caller's own.
    pub mine: bool,
    /// Everybody who may read the list has it.
    pub shared: bool,
    /// It opens with the list, for the caller.
    pub pinned: bool,
}

/// What is to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewView {
    /// What it is called.
    pub title: String,
    /// What it narrows to and puts together, as it stands in an address.
    pub filter: String,
    /// The words of its columns.
    pub columns: Vec<String>,
    /// The word of the field that orders it.
    pub order: Option<String>,
    /// Everybody who may read the list is to have it.
    pub shared: bool,
    /// It is to open with the list.
    pub pinned: bool,
}

/// The views that each user has of each list.
pub(crate) type Views = Kept<(RowId, String), Vec<View>>;

/// How saving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedAs {
    /// It is saved as this row.
    View(RowId),
    /// It has no name, or a longer one than this.
    Title(usize),
    /// It narrows to more than can be kept.
    TooLong,
    /// There are as many of this list as one user may have.
    TooMany(usize),
}

/// The views of the list of the entity `key` that the caller has: their own and those that are shared, by name.
pub async fn views(engine: &Engine, caller: &Caller, key: &str) -> Result<Vec<View>, Failure> {
    entity(engine, caller, key)?;
    let Some(me) = caller.user else { return Ok(Vec::new()) };
    let table = &engine.tables().saved_view;
    let theirs = Condition::Any(vec![
        Condition::Is(table.f.user, Value::Id(me)),
        Condition::Is(table.f.shared, Value::Boolean(true)),
    ]);
    let of = Condition::Is(table.f.of, Value::Text(key.to_owned()));
    let read = async {
        let query = table.all().matching(of).matching(theirs).oldest_first(table.f.title);
        let found = table.find(engine.store(), query).await?;
        Ok(found.into_iter().map(|stored| view(me, stored)).collect())
    };
    engine.views().or(engine.store().revision(), (me, key.to_owned()), read).await
}

fn view(me: RowId, stored: Stored<SavedView>) -> View {
    let Stored { id, row, .. } = stored;
    View {
        id,
        title: row.title,
        filter: row.filter.unwrap_or_default(),
        columns: row.columns.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
        order: row.sorting,
        mine: row.user == me,
        shared: row.shared == Some(true),
        pinned: row.user == me && row.pinned,
    }
}

/// Saves a view of the list of the entity `key`: a new one, or in place of what the view `id` of the caller's was.
pub async fn save_view(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
    new: &NewView,
) -> Result<SavedAs, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    let is_field = |key: &str| engine.model().field_named(entity, key).is_some();
    let me = caller.user.ok_or(Failure::Denied)?;
    let title = new.title.trim();
    if title.is_empty() || title.chars().count() > VIEW_TITLE_CHARACTERS {
        return Ok(SavedAs::Title(VIEW_TITLE_CHARACTERS));
    }
    if new.filter.chars().count() > VIEW_FILTER_CHARACTERS {
        return Ok(SavedAs::TooLong);
    }
    let mine = mine(engine, me, key).await?;
    let stored = match id {
        Some(id) => Some(mine.iter().find(|view| view.id == id).ok_or(Failure::NotFound)?),
        None if mine.len() >= VIEWS => return Ok(SavedAs::TooMany(VIEWS)),
        None => None,
    };
    let columns = new.columns.iter().map(String::as_str).filter(|column| is_field(column)).take(LIST_COLUMNS);
    let columns: Vec<&str> = columns.collect();
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    let row = SavedView {
        user: me,
        of: key.to_owned(),
        title: title.to_owned(),
        filter: filled(new.filter.clone()),
        columns: filled(columns.join(" ")),
        sorting: new.order.clone().filter(|order| is_field(order.strip_prefix('-').unwrap_or(order))),
        pinned: new.pinned,
        shared: Some(new.shared),
        used_at: Some(now),
    };
    let table = &engine.tables().saved_view;
    let mut changes = Changes::new();
    let saved = if let Some(stored) = stored {
        changes.update(&table.write, stored.id, stored.version, row.cells(&table.f))?;
        stored.id
    } else {
        let id = engine.new_id(now);
        table.insert(&mut changes, id, &row)?;
        id
    };
    // One of them opens with the list.
    for other in mine.iter().filter(|other| new.pinned && other.row.pinned && other.id != saved) {
        changes.update(&table.write, other.id, other.version, vec![(table.f.pinned, Value::Boolean(false))])?;
    }
    engine.store().apply(changes).await?;
    Ok(SavedAs::View(saved))
}

/// Removes a view of the caller's.
pub async fn remove_view(engine: &Engine, caller: &Caller, key: &str, id: RowId) -> Result<(), Failure> {
    let stored = own(engine, caller, key, id).await?.ok_or(Failure::NotFound)?;
    let mut changes = Changes::new();
    changes.delete(&engine.tables().saved_view.write, id, stored.version)?;
    engine.store().apply(changes).await?;
    Ok(())
}

/// Notes that a view is in use, if it is the caller's and that was not noted lately.
pub async fn view_used(engine: &Engine, caller: &Caller, now: Moment, key: &str, id: RowId) -> Result<(), Failure> {
    let Some(stored) = own(engine, caller, key, id).await? else { return Ok(()) };
    if stored.row.used_at.is_some_and(|used| used.plus_seconds(VIEW_USED_EVERY_SECONDS) > now) {
        return Ok(());
    }
    let table = &engine.tables().saved_view;
    let mut changes = Changes::new();
    changes.update(&table.write, id, stored.version, vec![(table.f.used_at, Value::Moment(now))])?;
    match engine.store().apply(changes).await {
        // Another window of theirs was quicker.
        Ok(()) | Err(store::ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// Adds to `changes` that each view goes whose name or filter names somebody or something that is gone.
pub(crate) async fn go_with(engine: &Engine, changes: &mut Changes, gone: &Gone) -> Result<(), Failure> {
    if gone.is_nothing() {
        return Ok(());
    }
    let says = |view: &Stored<SavedView>| !gone.touches(view.id) && says(&view.row, gone);
    engine.tables().saved_view.delete_where(engine.store(), changes, says).await
}

fn says(view: &SavedView, gone: &Gone) -> bool {
    let filter = view.filter.as_deref().unwrap_or_default();
    let mut values = form_urlencoded::parse(filter.as_bytes());
    gone.is_named_in(&view.title) || values.any(|(_, value)| gone.is_named_in(&value))
}

async fn own(engine: &Engine, caller: &Caller, key: &str, id: RowId) -> Result<Option<Stored<SavedView>>, Failure> {
    let found = engine.tables().saved_view.get(engine.store(), id).await?;
    Ok(found.filter(|found| Some(found.row.user) == caller.user && found.row.of == key))
}

async fn mine(engine: &Engine, me: RowId, key: &str) -> Result<Vec<Stored<SavedView>>, Failure> {
    let table = &engine.tables().saved_view;
    let of = Condition::Is(table.f.of, Value::Text(key.to_owned()));
    let mine = table.all().matching(Condition::Is(table.f.user, Value::Id(me))).matching(of);
    table.find(engine.store(), mine).await
}
