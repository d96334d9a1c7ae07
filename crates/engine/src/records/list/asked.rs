//! What a screen needs to ask for a filter on one field: its alternatives with how many rows each has, or the rows that it
//! may name.

use super::filter::{Ask, Filter, me};
use super::{Wanted, understood};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::records::picker::pick;
use crate::records::value::{narrows, read};
use crate::records::way::{entity, is_partly_known};
use model::{Day, FieldId, RowId};
use rights::Scope;
use store::{Group, Query};

/// A field that is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How it can be asked about.
    pub ask: Ask,
    /// What can be chosen.
    pub alternatives: Vec<Alternative>,
    /// Whether the caller is one of those that it could name.
    pub me: bool,
    /// The words by which rows were sought.
    pub words: String,
    /// There are more rows than are offered.
    pub more: bool,
}

/// One of the alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The word in an address.
    pub key: String,
    /// What people read.
    pub text: String,
    /// How many rows of the list have it, with everything else that it is narrowed to; none where the caller may know only
    /// some of them.
    pub rows: Option<u64>,
}

/// What is needed to ask for a filter on `field` of the list of the entity `key`.
pub async fn asked(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    (field, words): (&str, &str),
    wanted: &Wanted,
    today: Day,
) -> Result<Option<Asked>, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let model = engine.model();
    let Some(id) = model.field_named(entity, field).filter(|id| scope.covers(*id)) else { return Ok(None) };
    let Some(ask) = Ask::of(model, id) else { return Ok(None) };
    let it = &model[id];
    let mut asked = Asked {
        key: it.key.clone(),
        name: it.name.get(caller.language).to_owned(),
        ask,
        alternatives: Vec::new(),
        me: me(model, caller, id).is_some(),
        words: words.to_owned(),
        more: false,
    };
    if ask == Ask::Choice {
        asked.alternatives = choices(engine, caller, &scope, id, wanted, today).await?;
    } else if let Some(to) = model.target(id).filter(|_| ask == Ask::Row) {
        let picked = pick(engine, caller, to, words, today).await?;
        let row = |(id, text): (RowId, String)| Alternative { key: id.to_string(), text, rows: None };
        asked.alternatives = picked.rows.into_iter().map(row).collect();
        asked.more = picked.more;
    }
    Ok(Some(asked))
}

/// The alternatives of a choice, each with how many rows there are under it, whichever of them are chosen.
async fn choices(
    engine: &Engine,
    caller: &Caller,
    scope: &Scope,
    field: FieldId,
    wanted: &Wanted,
    today: Day,
) -> Result<Vec<Alternative>, Failure> {
    let (model, kind) = (engine.model(), &engine.model()[field].kind);
    let of = narrows(model, kind, caller.language).unwrap_or_default();
    let mut totals = None;
    if !is_partly_known(engine, caller, scope.entity()) {
        let (filters, words) = understood(engine, caller, scope, wanted);
        let others = filters.iter().filter(|other| other.field != field);
        let conditions = others.flat_map(|filter: &Filter| filter.conditions(model, today)).chain(words);
        let query = conditions.fold(Query::over(scope), Query::matching);
        totals = Some(engine.store().totals(query, &[Group::Value(field)], &[]).await?);
    }
    let rows = |key: &str| {
        let value = read(model, kind, key).ok();
        let found = totals.as_ref()?.iter().find(|total| total.by.first() == value.as_ref());
        Some(found.map_or(0, |total| total.rows))
    };
    Ok(of.into_iter().map(|(key, text)| Alternative { rows: rows(&key), key, text }).collect())
}
