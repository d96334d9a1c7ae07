//! The rows of a scope as conditions of a statement: links are followed by nested selections.

use crate::sealing::is_sealed;
use crate::tables::{ID, RESTRICTED, Tables};
use crate::values::bound;
use model::{FieldId, FieldKind, RowId, Value};
use rights::{Rows, Scope};
use sea_query::{Alias, CaseStatement, Expr, ExprTrait, Keyword};

/// The condition that a row meets `rows`; none where every row does.
pub(crate) fn condition(tables: &Tables, rows: &Rows) -> Option<Expr> {
    Some(match rows {
        Rows::All => return None,
        Rows::Unrestricted => Expr::col(RESTRICTED).is_null(),
        Rows::Leads { links, to } => leads(tables, links, to),
        // What is sealed cannot be compared: such a row is nobody's.
        Rows::Chosen { choice, .. } if is_sealed(&tables.model, choice.field) => never(),
        Rows::Chosen { choice, among } => {
            let chosen = Expr::col(column(tables, choice.field)).is_in(among.iter().map(String::as_str));
            choice.links.iter().rev().fold(chosen, |at_end, link| behind(tables, *link, at_end))
        }
        Rows::Each(of) => of.iter().filter_map(|rows| condition(tables, rows)).reduce(ExprTrait::and)?,
        Rows::Any(of) => {
            let each: Option<Vec<Expr>> = of.iter().map(|rows| condition(tables, rows)).collect();
            each?.into_iter().reduce(ExprTrait::or).unwrap_or_else(never)
        }
    })
}

/// The condition under which `scope` covers `field`, where that is not in all of its rows.
pub(crate) fn covering(tables: &Tables, scope: &Scope, field: FieldId) -> Option<Expr> {
    match scope.rows_of(field) {
        None => Some(never()),
        Some(rows) if rows == scope.rows() => None,
        Some(rows) => condition(tables, rows),
    }
}

/// The cell of `field`, empty in rows in which the scope does not cover it.
pub(crate) fn cell(tables: &Tables, scope: &Scope, field: FieldId) -> Expr {
    covered_only(tables, scope, field, Expr::col(column(tables, field)))
}

/// What is made of the cell of `field`, empty in rows in which the scope does not cover it.
pub(crate) fn covered_only(tables: &Tables, scope: &Scope, field: FieldId, cell: Expr) -> Expr {
    match covering(tables, scope, field) {
        None => cell,
        Some(covered) => CaseStatement::new().case(covered, cell).finally(Keyword::Null).into(),
    }
}

/// No row at all.
pub(crate) fn never() -> Expr {
    Expr::val(1_i64).eq(0_i64)
}

fn leads(tables: &Tables, links: &[FieldId], to: &[RowId]) -> Expr {
    let is_one_of = |column: Expr| match to {
        [one] => column.eq(bound(&Value::Id(*one))),
        several => column.is_in(several.iter().map(|one| bound(&Value::Id(*one)))),
    };
    match links.split_last() {
        None => is_one_of(Expr::col(ID)),
        Some((last, links)) => {
            let at_end = is_one_of(Expr::col(column(tables, *last)));
            links.iter().rev().fold(at_end, |at_end, link| behind(tables, *link, at_end))
        }
    }
}

/// The row that `link` leads to meets `condition`; one of them, where it leads to several.
fn behind(tables: &Tables, link: FieldId, condition: Expr) -> Expr {
    let model = &tables.model;
    let mut far = sea_query::Query::select();
    let (near, far_column, from) = match model[link].kind {
        FieldKind::Links { from } => (Alias::new(ID), column(tables, from), Some(model[from].entity)),
        _ => (column(tables, link), Alias::new(ID), model.target(link)),
    };
    let Some(from) = from else { return never() };
    far.column(far_column).from(Alias::new(&tables.of(from).name)).and_where(condition);
    Expr::col(near).in_subquery(far)
}

fn column(tables: &Tables, field: FieldId) -> Alias {
    Alias::new(&tables.model[field].key)
}
