//! Sequences: numbers that the store gives new rows, one higher than the last one ever given. A number
//! is never given twice, not even when its row is gone. One that a change took which was not applied
//! was never given.

use crate::session::{DbError, Param, Session};
use crate::tables::{ID, Tables, VERSION};
use model::{EntityId, FieldId, FieldKind, Row, RowId, Value};
use sea_query::{Alias, Expr, ExprTrait, Func};
use std::borrow::Cow;

model::row! {
    /// The last number given of a sequence.
    pub struct SequenceRow of "sequence_state", handles SequenceFields {
        /// Which: `case.number`.
        name: String,
        /// The number.
        last: i64,
    }
}

/// `values` with the next number in each sequence.
pub(crate) fn numbered<'a>(
    session: &dyn Session,
    tables: &Tables,
    entity: EntityId,
    values: &'a [Value],
) -> Result<Cow<'a, [Value]>, DbError> {
    let mut values = Cow::Borrowed(values);
    for (at, field) in tables.model.fields_of(entity).iter().enumerate() {
        if tables.model[*field].kind == FieldKind::Sequence {
            let next = next(session, tables, *field)?;
            if let Some(value) = values.to_mut().get_mut(at) {
                *value = Value::Integer(next);
            }
        }
    }
    Ok(values)
}

/// What the sequence of `field` is called.
pub(crate) fn name(tables: &Tables, field: FieldId) -> String {
    let it = &tables.model[field];
    format!("{}.{}", tables.of(it.entity).name, it.key)
}

fn next(session: &dyn Session, tables: &Tables, field: FieldId) -> Result<i64, DbError> {
    let state = &tables.sequence;
    let name = name(tables, field);
    let column = |field: FieldId| Alias::new(&tables.model[field].key);
    let mut raise = sea_query::Query::update();
    raise.table(Alias::new(&tables.of(state.entity).name));
    raise.value(column(state.last), Expr::col(column(state.last)).add(1_i64));
    raise.value(VERSION, Expr::col(VERSION).add(1_i64));
    raise.and_where(Expr::col(column(state.name)).eq(name.as_str())).returning_col(column(state.last));
    let raise = session.dialect().build(&raise);
    match session.first(&raise.sql, &raise.params(), |cells| cells.number(0))? {
        Some(next) => Ok(next),
        None => begin(session, tables, field, name),
    }
}

/// The first number of a sequence: one higher than what rows have that were there before it.
fn begin(session: &dyn Session, tables: &Tables, field: FieldId, name: String) -> Result<i64, DbError> {
    let it = &tables.model[field];
    let ask = |what: Expr, entity: EntityId| {
        let mut select = sea_query::Query::select();
        select.expr(what).from(Alias::new(&tables.of(entity).name));
        session.first(&session.dialect().text(&select), &[], |cells| cells.integer(0))
    };
    let last = ask(Func::max(Expr::col(Alias::new(&it.key))).into(), it.entity)?.flatten().unwrap_or(0);
    let state = &tables.sequence;
    // There is a row for each sequence, and none ever goes: how many there are names the next one.
    let rows = ask(Func::count(Expr::col(ID)).into(), state.entity)?.flatten().unwrap_or(0);
    let id = RowId(u128::try_from(rows + 1).unwrap_or(0).to_be_bytes());
    let row = SequenceRow { name, last: last + 1 };
    let mut cells = row.cells(state);
    let fields = tables.model.fields_of(state.entity);
    cells.sort_by_key(|(field, _)| fields.iter().position(|one| one == field));
    let own = [Param::from(&id), Param::Integer(1), Param::Null];
    let values: Vec<Param<'_>> = own.into_iter().chain(cells.iter().map(|(_, value)| value.into())).collect();
    session.execute(&tables.of(state.entity).insert, &values)?;
    Ok(row.last)
}

/// Lets every sequence whose entity or field has another name now go on under it.
pub(crate) fn rename(session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
    let state = &tables.sequence;
    let column = |field: FieldId| Alias::new(&tables.model[field].key);
    let fields = || tables.model.entities.iter().flat_map(|entity| entity.fields.iter().copied());
    let sequences = || fields().filter(|field| tables.model[*field].kind == FieldKind::Sequence);
    let current: Vec<String> = sequences().map(|field| name(tables, field)).collect();
    for field in sequences() {
        let it = &tables.model[field];
        let entity = &tables.model[it.entity];
        let entities = [Some(&entity.key), entity.was.as_ref()].into_iter().flatten();
        let former = entities.flat_map(|entity| {
            let fields = [Some(&it.key), it.was.as_ref()].into_iter().flatten();
            fields.map(move |field| format!("{entity}.{field}"))
        });
        let former: Vec<String> = former.filter(|former| !current.contains(former)).collect();
        let mut rename = sea_query::Query::update();
        rename.table(Alias::new(&tables.of(state.entity).name)).value(column(state.name), name(tables, field));
        rename.and_where(Expr::col(column(state.name)).is_in(former));
        let rename = session.dialect().build(&rename);
        session.execute(&rename.sql, &rename.params())?;
    }
    Ok(())
}
