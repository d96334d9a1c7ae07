//! From a query to a statement. Every name is quoted and every value bound by the builder.
//!
//! Fields outside the scope are neither selected nor compared.

use crate::dialect::{Dialect, quoted};
use crate::error::ReadError;
use crate::limits::{
    CONDITION_DEPTH_MAX, CONDITION_VALUES_MAX, QUERY_CONDITIONS_MAX, QUERY_ROWS_MAX, SEARCH_WORDS_MAX, TOTALS_MAX,
};
use crate::own;
use crate::query::{Condition, Cursor, Direction, Query};
use crate::read::Reading;
use crate::sealing::{MARK, is_sealed};
use crate::search::{self, Index};
use crate::sorting;
use crate::tables::{ID, KEY, RESTRICTED, Tables, VERSION};
use crate::template::{Given, Template, filled_up};
use crate::totals::Group;
use model::{Class, FieldId, Sealed, Value};
use rights::Scope;
use sea_query::extension::sqlite::SqliteExpr;
use sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, NullOrdering, Order, SelectStatement};

/// The statement that reads id, version, why the row is restricted, and every field of the scope.
pub(crate) fn rows<'q>(tables: &Tables, query: &'q Query<'_>, given: &Given<'q>) -> Result<Template, ReadError> {
    let mut select = matching(tables, query, given)?;
    select.columns([ID, VERSION, RESTRICTED].map(Alias::new));
    for field in query.fields() {
        select.expr(own::cell(tables, query.scope, field));
    }
    // Whether the cell is covered in this row, for each field that is not in every one.
    for covered in partly(tables, query).map(|(_, covered)| covered) {
        select.expr(CaseStatement::new().case(covered, 1_i64).finally(0_i64));
    }
    let (order, direction) = match query.order {
        Some((field, direction)) => (Some(field), direction),
        None => (None, Direction::Ascending),
    };
    if let Some(cursor) = &query.after {
        select.and_where(behind(tables, query.scope, order, direction, (cursor, given)));
    }
    let way = match direction {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    if let Some(field) = order {
        covered(query.scope, field)?;
        if is_sealed(&tables.model, field) {
            return Err(ReadError::Sealed(field));
        }
        // Empty values come before all others.
        let nulls = match direction {
            Direction::Ascending => NullOrdering::First,
            Direction::Descending => NullOrdering::Last,
        };
        let cell = placed(tables, query.scope, field);
        match tables.dialect {
            Dialect::Sqlite => select.order_by_expr(cell, way.clone()),
            Dialect::Postgres => select.order_by_expr_with_nulls(cell, way.clone(), nulls),
        };
    }
    select.order_by(Alias::new(ID), way);
    select.limit(limit(query));
    Ok(Template::new(tables.dialect, &select, Reading::of(tables, query)))
}

/// The statement that counts the rows, whatever the order and limit.
pub(crate) fn count<'q>(tables: &Tables, query: &'q Query<'_>, given: &Given<'q>) -> Result<Template, ReadError> {
    let mut select = matching(tables, query, given)?;
    select.expr(Func::count(Expr::col(Alias::new(ID))));
    Ok(Template::new(tables.dialect, &select, Reading::of(tables, query)))
}

/// The statement that counts the rows as far as a limit, whatever the order.
pub(crate) fn count_to<'q>(tables: &Tables, query: &'q Query<'_>, given: &Given<'q>) -> Result<Template, ReadError> {
    let mut found = matching(tables, query, given)?;
    found.column(ID).limit(limit(query));
    let mut select = sea_query::Query::select();
    select.expr(Func::count(Expr::col(ID))).from_subquery(found, Alias::new("found"));
    Ok(Template::new(tables.dialect, &select, Reading::of(tables, query)))
}

/// The statement that puts rows together by `by` and sums `sums` up: what the groups have in common, how many rows, the sums.
pub(crate) fn totals<'q>(
    tables: &Tables,
    query: &'q Query<'_>,
    (by, sums): (&[Group], &[FieldId]),
    given: &Given<'q>,
) -> Result<Template, ReadError> {
    let mut select = matching(tables, query, given)?;
    let open = |field: FieldId, classes: &[Class]| {
        covered(query.scope, field)?;
        if is_sealed(&tables.model, field) {
            return Err(ReadError::Sealed(field));
        }
        let fits = classes.contains(&tables.model[field].kind.class());
        if fits { Ok(own::cell(tables, query.scope, field)) } else { Err(ReadError::WrongClass(field)) }
    };
    for (at, group) in by.iter().enumerate() {
        let cell = match group {
            Group::Value(field) => open(*field, &[Class::Boolean, Class::Integer, Class::Text, Class::Day, Class::Id])?,
            Group::Month(field) => {
                let cell = open(*field, &[Class::Day, Class::Moment])?;
                match tables.model[*field].kind.class() {
                    Class::Moment => month_of_moment(tables.dialect, cell),
                    Class::Day | Class::Boolean | Class::Integer | Class::Text | Class::Id => {
                        month(tables.dialect, cell)
                    }
                }
            }
        };
        // Named by its place: with values bound in it, PostgreSQL takes no expression for another.
        let place = || Expr::cust((at + 1).to_string());
        select.expr(cell).add_group_by([place()]);
        match tables.dialect {
            Dialect::Sqlite => select.order_by_expr(place(), Order::Asc),
            Dialect::Postgres => select.order_by_expr_with_nulls(place(), Order::Asc, NullOrdering::First),
        };
    }
    select.expr(Func::count(Expr::col(Alias::new(ID))));
    for sum in sums {
        let sum = Func::sum(open(*sum, &[Class::Integer])?);
        select.expr(Expr::from(sum).cast_as(Alias::new(match tables.dialect {
            Dialect::Sqlite => "INTEGER",
            Dialect::Postgres => "bigint",
        })));
    }
    select.limit(TOTALS_MAX + 1);
    Ok(Template::new(tables.dialect, &select, Reading::of(tables, query)))
}

/// The first day of the month of a day, both counted from 1 January 1970.
fn month(dialect: Dialect, day: Expr) -> Expr {
    let sql = match dialect {
        Dialect::Sqlite => "(unixepoch(? * 86400, 'unixepoch', 'start of month') / 86400)",
        Dialect::Postgres => "(date_trunc('month', DATE '1970-01-01' + ($1)::int)::date - DATE '1970-01-01')::bigint",
    };
    Expr::cust_with_exprs(sql, [day])
}

/// The first day of the month of a moment, as the clock stands in Norway. The embedded database knows no zones: where a month
/// begins there it is summer time from April to October, since 1996.
fn month_of_moment(dialect: Dialect, moment: Expr) -> Expr {
    match dialect {
        Dialect::Sqlite => {
            let sql = "(unixepoch(? / 1000000 + CASE WHEN CAST(strftime('%m', ? / 1000000 + 7200, 'unixepoch') AS INTEGER) \
                       BETWEEN 4 AND 10 THEN 7200 ELSE 3600 END, 'unixepoch', 'start of month') / 86400)";
            Expr::cust_with_exprs(sql, [moment.clone(), moment])
        }
        Dialect::Postgres => {
            let sql = "(date_trunc('month', to_timestamp(($1)::float8 / 1000000) AT TIME ZONE 'Europe/Oslo')::date \
                       - DATE '1970-01-01')::bigint";
            Expr::cust_with_exprs(sql, [moment])
        }
    }
}

/// How many rows are asked for: one more than allowed tells that there are too many.
pub(crate) fn limit(query: &Query<'_>) -> u64 {
    Ord::min(query.limit.unwrap_or(QUERY_ROWS_MAX + 1), QUERY_ROWS_MAX + 1)
}

fn matching<'q>(tables: &Tables, query: &'q Query<'_>, given: &Given<'q>) -> Result<SelectStatement, ReadError> {
    if query.conditions.len() > QUERY_CONDITIONS_MAX {
        return Err(ReadError::TooMany);
    }
    let mut select = sea_query::Query::select();
    select.from(Alias::new(&tables.of(query.scope.entity()).name));
    if let Some(covered) = own::condition(tables, query.scope.rows()) {
        select.and_where(covered);
    }
    for condition in &query.conditions {
        select.and_where(holds(tables, query.scope, (condition, given), CONDITION_DEPTH_MAX)?);
    }
    Ok(select)
}

fn holds<'q>(
    tables: &Tables,
    scope: &Scope,
    (condition, given): (&'q Condition, &Given<'q>),
    depth: usize,
) -> Result<Expr, ReadError> {
    let field = |field: FieldId, values: &[Value]| {
        covered(scope, field)?;
        let class = tables.model[field].kind.class();
        let fits = values.iter().all(|value| value.class() == Some(class));
        if fits { Ok(own::cell(tables, scope, field)) } else { Err(ReadError::WrongClass(field)) }
    };
    let compared = |id: &FieldId, values: &[Value]| {
        field(*id, values)?;
        if is_sealed(&tables.model, *id) { Err(ReadError::Sealed(*id)) } else { field(*id, values) }
    };
    let bound = |value: &'q Value| given.place(value.into());
    match condition {
        Condition::Is(id, value) if !value.is_null() && is_sealed(&tables.model, *id) => {
            marked(tables, *id, field(*id, std::slice::from_ref(value))?, std::slice::from_ref(value))
        }
        Condition::OneOf(id, values) if is_sealed(&tables.model, *id) => {
            marked(tables, *id, field(*id, values)?, values)
        }
        Condition::Ids(ids) => among(Expr::col(ID), filled_up(ids).map(|id| given.place(id.into())).collect()),
        Condition::Is(id, Value::Null) => Ok(field(*id, &[])?.is_null()),
        Condition::Is(id, value) => Ok(field(*id, std::slice::from_ref(value))?.eq(bound(value))),
        Condition::OneOf(id, values) => among(field(*id, values)?, filled_up(values).map(bound).collect()),
        Condition::NoneOf(id, values) => {
            let cell = compared(id, values)?;
            if values.is_empty() {
                return Ok(Expr::val(1_i64).eq(1_i64));
            }
            let other = among(cell.clone(), filled_up(values).map(bound).collect())?.not();
            Ok(cell.is_null().or(other))
        }
        Condition::Filled(id) => Ok(field(*id, &[])?.is_not_null()),
        Condition::AtLeast(id, value) => Ok(compared(id, std::slice::from_ref(value))?.gte(bound(value))),
        Condition::Contains(id, value) => {
            compared(id, std::slice::from_ref(value))?;
            if value.class() != Some(Class::Text) {
                return Err(ReadError::WrongClass(*id));
            }
            Ok(contains(tables, scope, *id, bound(value)))
        }
        Condition::AtMost(id, value) => Ok(compared(id, std::slice::from_ref(value))?.lte(bound(value))),
        Condition::Any(conditions) => {
            if depth == 0 || conditions.len() > QUERY_CONDITIONS_MAX {
                return Err(ReadError::TooMany);
            }
            let each = conditions.iter().map(|condition| holds(tables, scope, (condition, given), depth - 1));
            let each = each.collect::<Result<Vec<Expr>, ReadError>>()?;
            Ok(each.into_iter().reduce(ExprTrait::or).unwrap_or_else(own::never))
        }
        Condition::Words(text) => words(tables, scope, text),
        Condition::Restricted(why) => Ok(Expr::col(RESTRICTED).eq(why.key())),
    }
}

/// Equality with one of `values` by their marks, where the register lets a sealed field be searched for.
fn marked(tables: &Tables, field: FieldId, cell: Expr, values: &[Value]) -> Result<Expr, ReadError> {
    let sealing = tables.sealing.as_ref().filter(|_| tables.model[field].sealed == Sealed::Searchable);
    let sealing = sealing.ok_or(ReadError::Sealed(field))?;
    let marks = values.iter().map(|value| sealing.mark(field, value).map(sea_query::Value::from));
    let marks = marks.collect::<Result<Vec<_>, _>>().map_err(|cause| ReadError::Unavailable(cause.to_string()))?;
    // Behind the first byte.
    let length = i32::try_from(MARK).unwrap_or(i32::MAX);
    let mark = Func::cust(Alias::new("substr")).arg(cell).arg(Expr::cust("2")).arg(Expr::cust(length.to_string()));
    among(mark.into(), marks)
}

/// The text of `field` has `text` in it, both as they are put into order.
fn contains(tables: &Tables, scope: &Scope, field: FieldId, text: sea_query::Value) -> Expr {
    let cell = own::covered_only(tables, scope, field, Expr::cust(sorting::of_column(&tables.model[field].key)));
    let place = Func::cust(Alias::new(match tables.dialect {
        Dialect::Sqlite => "instr",
        Dialect::Postgres => "strpos",
    }));
    Expr::from(place.args([cell, sorting::of_value(tables.dialect, text)])).gt(0_i64)
}

fn among(what: Expr, values: Vec<sea_query::Value>) -> Result<Expr, ReadError> {
    match values.len() {
        0 => Ok(own::never()),
        1..=CONDITION_VALUES_MAX => Ok(what.is_in(values)),
        _ => Err(ReadError::TooMany),
    }
}

fn words(tables: &Tables, scope: &Scope, text: &str) -> Result<Expr, ReadError> {
    let unsearchable = ReadError::NotSearchable(scope.entity());
    let Some(index) = &tables.of(scope.entity()).index else { return Err(unsearchable) };
    // A field that is covered in some rows only would tell of the others by being found.
    let covered = |field: &FieldId| scope.covers(*field) && own::covering(tables, scope, *field).is_none();
    let fields = index.fields.iter().filter(|field| covered(field));
    let columns: Vec<String> = fields.map(|&field| quoted(&tables.model[field].key)).collect();
    if columns.is_empty() {
        return Err(unsearchable);
    }
    // What a person types is never syntax: each word is a quoted phrase whose end may be cut off.
    let typed = text.split(|c: char| c.is_whitespace() || c.is_control());
    let typed = typed.filter(|word| word.chars().any(char::is_alphanumeric)).take(SEARCH_WORDS_MAX);
    let typed: Vec<&str> = typed.collect();
    if typed.is_empty() {
        return Ok(own::never());
    }
    let mut found = sea_query::Query::select();
    found.from(Alias::new(&index.name));
    match tables.dialect {
        Dialect::Sqlite => found.column(Alias::new("rowid")).and_where(embedded(index, &columns, &typed)),
        Dialect::Postgres => found.column(KEY).and_where(by_vectors(&columns, &typed)),
    };
    Ok(Expr::col(KEY).in_subquery(found))
}

fn embedded(index: &Index, columns: &[String], typed: &[&str]) -> Expr {
    let phrases: Vec<String> = typed.iter().map(|word| format!("{}*", quoted(word))).collect();
    let wanted = format!("{{{}}} : ({})", columns.join(" "), phrases.join(" AND "));
    Expr::col(Alias::new(&index.name)).matches(wanted)
}

fn by_vectors(columns: &[String], typed: &[&str]) -> Expr {
    let phrases = typed.iter().filter_map(|word| search::phrase(word));
    let phrases = phrases.map(|phrase| {
        let column = |column: &String| {
            let sql = format!("{column} @@ $1::text::tsquery");
            Expr::cust_with_values(sql, [phrase.clone()])
        };
        columns.iter().map(column).reduce(ExprTrait::or).unwrap_or_else(own::never)
    });
    phrases.reduce(ExprTrait::and).unwrap_or_else(own::never)
}

/// Behind the cursor in the order of (field, id). Empty values come before all others.
fn behind<'q>(
    tables: &Tables,
    scope: &Scope,
    order: Option<FieldId>,
    direction: Direction,
    (cursor, given): (&'q Cursor, &Given<'q>),
) -> Expr {
    let id = || Expr::col(ID);
    let cursor_id = given.place((&cursor.id).into());
    let beyond = |left: Expr, right: Expr| match direction {
        Direction::Ascending => left.gt(right),
        Direction::Descending => left.lt(right),
    };
    let Some(field) = order else { return beyond(id(), cursor_id.into()) };
    let cell = || placed(tables, scope, field);
    if cursor.value.is_null() {
        let same = cell().is_null().and(beyond(id(), cursor_id.into()));
        return match direction {
            Direction::Ascending => same.or(cell().is_not_null()),
            Direction::Descending => same,
        };
    }
    let is_by_words = sorting::is_by_words(&tables.model[field].kind);
    let value = given.place((&cursor.value).into());
    let value = if is_by_words { sorting::of_value(tables.dialect, value) } else { value.into() };
    let mut further = beyond(Expr::tuple([cell(), id()]), Expr::tuple([value.clone(), cursor_id.into()]));
    if is_by_words {
        // SQLite finds the way into an index of expressions by a single one only.
        let from = match direction {
            Direction::Ascending => cell().gte(value),
            Direction::Descending => cell().lte(value),
        };
        further = from.and(further);
    }
    match direction {
        Direction::Descending if !is_always_there(tables, scope, field) => further.or(cell().is_null()),
        Direction::Ascending | Direction::Descending => further,
    }
}

/// What a list is ordered by: the cell, or its place among words.
fn placed(tables: &Tables, scope: &Scope, field: FieldId) -> Expr {
    let it = &tables.model[field];
    if !sorting::is_by_words(&it.kind) {
        return own::cell(tables, scope, field);
    }
    let place = Expr::cust(sorting::of_column(&it.key));
    own::covered_only(tables, scope, field, place)
}

fn is_always_there(tables: &Tables, scope: &Scope, field: FieldId) -> bool {
    let it = &tables.model[field];
    it.required && it.when.is_none() && own::covering(tables, scope, field).is_none()
}

/// The fields of the query that its scope covers in some rows only, with the condition, in their order.
pub(crate) fn partly(tables: &Tables, query: &Query<'_>) -> impl Iterator<Item = (FieldId, Expr)> {
    query.fields().filter_map(|field| own::covering(tables, query.scope, field).map(|covered| (field, covered)))
}

fn covered(scope: &Scope, field: FieldId) -> Result<(), ReadError> {
    if scope.covers(field) { Ok(()) } else { Err(ReadError::OutOfScope(field)) }
}
