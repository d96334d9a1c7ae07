//! What there is: the entities that a viewer may read, and how the rows of each may be written.

use crate::breaches;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use documents::period;
use model::{ActivityId, EntityId, FieldId, Held, Path, Record, Value};
use rights::{Operation, Scope};
use std::sync::Arc;
use store::Query;

/// How rows of an entity are written here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They are only shown: the viewer may not write them, or a use case of their own does.
    Shown,
    /// They are changed but not made: a hub is made together with the first row that claims it.
    Changed,
    /// They are made, changed and removed.
    Made,
}

/// What a screen says first of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Why its rows are held; none where they are held by others' purposes or tell of nobody.
    pub purposes: Vec<String>,
    /// How long a row lives, as the end of a sentence.
    pub period: String,
    /// How its rows are written.
    pub way: Way,
}

/// An entity in the overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// What it is.
    pub head: Head,
    /// How many rows there are; none where the viewer may know only some of them.
    pub rows: Option<u64>,
}

/// Entities that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Held for this purpose.
    Purpose(String, Vec<Kind>),
    /// Shared by several purposes.
    Shared(Vec<Kind>),
    /// About nobody.
    Impersonal(Vec<Kind>),
}

/// The entities that the caller may read, each under its first purpose that the caller may know.
pub async fn kinds(engine: &Engine, caller: &Caller) -> Result<Vec<Group>, Failure> {
    let model = engine.model();
    let mut purposes: Vec<(ActivityId, Vec<Kind>)> = Vec::new();
    let (mut shared, mut impersonal) = (Vec::new(), Vec::new());
    for entity in model.entity_ids() {
        let Ok(scope) = readable(engine, caller, entity) else { continue };
        let kind = Kind { head: head(engine, caller, entity), rows: rows(engine, caller, &scope).await? };
        match model[entity].held.activities().first() {
            Some(activity) => match purposes.iter_mut().find(|(known, _)| known == activity) {
                Some((_, kinds)) => kinds.push(kind),
                None => purposes.push((*activity, vec![kind])),
            },
            None if model[entity].held == Held::AsClaimed => shared.push(kind),
            None => impersonal.push(kind),
        }
    }
    let named = |(activity, kinds): (ActivityId, Vec<Kind>)| {
        Group::Purpose(model[activity].purpose.get(caller.language).to_owned(), kinds)
    };
    let rest = [Group::Shared(shared), Group::Impersonal(impersonal)];
    Ok(purposes.into_iter().map(named).chain(rest).filter(|group| !group.kinds().is_empty()).collect())
}

impl Group {
    /// The entities of the group.
    pub fn kinds(&self) -> &[Kind] {
        match self {
            Self::Purpose(_, kinds) | Self::Shared(kinds) | Self::Impersonal(kinds) => kinds,
        }
    }
}

pub(super) async fn rows(engine: &Engine, caller: &Caller, scope: &Scope) -> Result<Option<u64>, Failure> {
    if is_partly_known(engine, caller, scope.entity()) {
        return Ok(None);
    }
    Ok(Some(engine.store().count(Query::over(scope)).await?))
}

/// Whether a row of a hub is there for the caller only if a purpose holds it up that they may read.
pub(crate) fn is_partly_known(engine: &Engine, caller: &Caller, entity: EntityId) -> bool {
    engine.model()[entity].held == Held::AsClaimed && !caller.viewer.carries_out_rights(engine.model())
}

/// The entity with this word in an address, if the caller may read it.
pub(super) fn entity(engine: &Engine, caller: &Caller, key: &str) -> Result<(EntityId, Arc<Scope>), Failure> {
    let entity = engine.model().entity_named(key).ok_or(Failure::NotFound)?;
    Ok((entity, readable(engine, caller, entity)?))
}

/// What the caller may read of `entity`. What the program keeps for itself and is about nobody, its
/// receipts among them, is for those who carry out rights, here as on its own screens.
pub(crate) fn readable(engine: &Engine, caller: &Caller, entity: EntityId) -> Result<Arc<Scope>, Failure> {
    let is_own = engine.tables().entities().contains(&entity);
    if is_own && engine.model()[entity].held == Held::Impersonal {
        engine.demand_rights(caller)?;
    }
    Ok(engine.scope(caller, entity, Operation::Read)?)
}

pub(super) fn head(engine: &Engine, caller: &Caller, entity: EntityId) -> Head {
    let (model, language) = (engine.model(), caller.language);
    let activities = model[entity].held.activities();
    Head {
        key: model[entity].key.clone(),
        name: model[entity].name.get(language).to_owned(),
        purposes: activities.iter().map(|activity| model[*activity].purpose.get(language).to_owned()).collect(),
        period: period(model, entity, language),
        way: way(engine, caller, entity),
    }
}

/// The same of one row: where a choice of its own says why it is held, only that purpose; and only shown where the
/// caller may write others of its kind and not this one.
pub(super) async fn head_of(engine: &Engine, caller: &Caller, row: &Record) -> Result<Head, Failure> {
    let model = engine.model();
    let mut head = head(engine, caller, row.entity);
    if breaches::is_closed(engine, row) || head.way != Way::Shown && !may_write(engine, caller, row).await? {
        head.way = Way::Shown;
    }
    let Held::ByChoice { choice: Path { links, field }, of } = &model[row.entity].held else { return Ok(head) };
    let chosen = links.is_empty().then(|| row.get(*field)).flatten();
    let activity = of.iter().find(|(word, _)| matches!(chosen, Some(Value::Text(chosen)) if chosen == word));
    let purposes = activity.map(|(_, activity)| vec![model[*activity].purpose.get(caller.language).to_owned()]);
    Ok(Head { purposes: purposes.unwrap_or(head.purposes), ..head })
}

/// Whether this row is among those that the caller may write.
async fn may_write(engine: &Engine, caller: &Caller, row: &Record) -> Result<bool, Failure> {
    let scope = engine.scope(caller, row.entity, Operation::Write)?;
    Ok(engine.store().get(&scope, row.id).await?.is_some())
}

/// How the caller may write rows of `entity` here.
///
/// What a use case of its own writes is left to it; a hub is an exception, since its rows are corrected
/// by hand.
pub(super) fn way(engine: &Engine, caller: &Caller, entity: EntityId) -> Way {
    let may_write = engine.scope(caller, entity, Operation::Write).is_ok();
    match &engine.model()[entity].held {
        _ if !may_write => Way::Shown,
        Held::AsClaimed => Way::Changed,
        _ if engine.tables().entities().contains(&entity) => Way::Shown,
        _ if engine.tables().written_once().contains(&entity) => Way::Shown,
        _ if [engine.tables().secure_message.f.entity, engine.tables().sealed_mail.f.entity].contains(&entity) => {
            Way::Shown
        }
        _ if engine.tables().made_elsewhere().contains(&entity) => Way::Changed,
        Held::Impersonal | Held::By(_) | Held::ByChoice { .. } => Way::Made,
    }
}

/// The fields that a form of `entity` asks for: those in the caller's scope. Of a hub, only what it
/// tells about its person: whose it is and how it came about stays as it is.
pub(super) fn writable(
    engine: &Engine,
    caller: &Caller,
    entity: EntityId,
) -> Result<(Arc<Scope>, Vec<FieldId>), Failure> {
    let model = engine.model();
    let scope = engine.scope(caller, entity, Operation::Write)?;
    let is_hub = model[entity].held == Held::AsClaimed;
    let asked = |field: &FieldId| {
        let it = &model[*field];
        super::value::control(model, &it.kind, caller.language).is_some()
            && !(is_hub && (it.impersonal.is_some() || model.target(*field).is_some()))
    };
    let fields = scope.fields().iter().copied().filter(asked).collect();
    Ok((scope, fields))
}
