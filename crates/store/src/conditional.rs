//! Fields that a choice on the same row makes required: held against the row as it is at the end of a
//! change.

use crate::check::{Reason, Refused, Write};
use crate::dialect::Dialect;
use crate::error::ApplyError;
use crate::sealing::is_sealed;
use crate::session::{DbError, Param, Session};
use crate::tables::{ID, Tables};
use model::{EntityId, FieldId, Model, RowId};
use sea_query::{Alias, Expr, ExprTrait};

/// A field, and the statement that binds the alternatives and an id and gives a row where the field is
/// missing in it.
#[derive(Debug)]
pub(crate) struct Conditional {
    field: FieldId,
    missing: String,
    among: Vec<String>,
}

/// The fields of `entity` that are required under a choice.
pub(crate) fn of(model: &Model, dialect: Dialect, entity: EntityId) -> Vec<Conditional> {
    let fields = model.fields_of(entity).iter().copied().filter(|field| model[*field].required);
    let conditional = fields.filter_map(|field| {
        // What hangs on a sealed choice is held against it before it is sealed, by the form.
        let when = model[field].when.as_ref().filter(|when| !is_sealed(model, when.field))?;
        let column = |field: FieldId| Expr::col(Alias::new(&model[field].key));
        let mut missing = sea_query::Query::select();
        missing.column(ID).from(Alias::new(&model[entity].key));
        missing.and_where(column(field).is_null());
        missing.and_where(column(when.field).is_in(when.among.iter().map(String::as_str)));
        missing.and_where(Expr::col(ID).eq(Vec::<u8>::new()));
        let missing = dialect.text(&missing);
        Some(Conditional { field, missing, among: when.among.clone() })
    });
    conditional.collect()
}

/// Whether every row that `writes` wrote has what its choice makes required.
pub(crate) fn check(session: &dyn Session, tables: &Tables, writes: &[Write]) -> Result<(), ApplyError> {
    for write in writes {
        let (Write::Insert { entity, id, .. } | Write::Update { entity, id, .. }) = write else { continue };
        for one in &tables.of(*entity).conditional {
            if one.is_missing(session, *id)? {
                let refused = Refused { entity: *entity, field: Some(one.field), reason: Reason::Missing };
                return Err(ApplyError::Refused(refused));
            }
        }
    }
    Ok(())
}

impl Conditional {
    fn is_missing(&self, session: &dyn Session, id: RowId) -> Result<bool, DbError> {
        let among = self.among.iter().map(|key| Param::Text(key));
        let binds: Vec<Param<'_>> = among.chain([Param::from(&id)]).collect();
        session.is_there(&self.missing, &binds)
    }
}
