//! Which of many links name one of some rows, in one question: most lead nowhere, and need not be followed one by one.

use crate::dialect::{Dialect, quoted};
use crate::limits::{SIEVE_IDS_MAX, SIEVE_LINKS_MAX, SIEVES_MAX};
use crate::own;
use crate::sealing::is_sealed;
use crate::session::Param;
use crate::store::Store;
use crate::tables::Tables;
use crate::{ReadError, session};
use model::{FieldId, RowId};
use rights::Scope;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// The statements that were built, by the links and by how many rows are bound.
#[derive(Debug, Default)]
pub(crate) struct Sieves(Mutex<Kept>);

type Kept = HashMap<(Vec<FieldId>, usize), Arc<str>>;

impl Store {
    /// For each link, with a scope of the rows that it stands on, whether it may name one of `ids`: where the answer is no,
    /// none does. Of very many rows it only tells whether the link names anything at all.
    pub async fn may_lead(&self, links: &[(&Scope, FieldId)], ids: &[RowId]) -> Result<Vec<bool>, ReadError> {
        let tables = self.tables();
        let mut may = Vec::with_capacity(links.len());
        for links in links.chunks(SIEVE_LINKS_MAX) {
            let mut answers: Vec<bool> = Vec::with_capacity(links.len());
            let mut asked = Vec::with_capacity(links.len());
            for (scope, link) in links {
                if !scope.covers(*link) {
                    return Err(ReadError::OutOfScope(*link));
                }
                // What only some rows show is found by asking for those rows.
                let open =
                    own::condition(tables, scope.rows()).is_none() && own::covering(tables, scope, *link).is_none();
                let plain = open && !is_sealed(&tables.model, *link);
                answers.push(!plain);
                asked.extend(plain.then_some(*link));
            }
            let ids = if ids.len() > SIEVE_IDS_MAX { &[] } else { ids };
            let named = self.named(&asked, ids).await?;
            let mut named = named.into_iter();
            may.extend(answers.into_iter().map(|unasked| unasked || named.next().unwrap_or(true)));
        }
        Ok(may)
    }

    /// Whether each link names one of `ids`; anything at all where there are none of these.
    async fn named(&self, links: &[FieldId], ids: &[RowId]) -> Result<Vec<bool>, session::DbError> {
        let mut named = vec![false; links.len()];
        if links.is_empty() {
            return Ok(named);
        }
        let sql = self.sieves().get(self.tables(), links, ids.len());
        let params: Vec<Param<'_>> =
            if ids.is_empty() { vec![Param::Bytes(&[])] } else { ids.iter().map(Param::from).collect() };
        let mut read = |cells: &dyn session::Cells| {
            if let Some(it) = usize::try_from(cells.number(0)?).ok().and_then(|at| named.get_mut(at)) {
                *it = true;
            }
            Ok(())
        };
        self.database().each(&sql, &params, &mut read).await?;
        Ok(named)
    }
}

impl Sieves {
    fn get(&self, tables: &Tables, links: &[FieldId], ids: usize) -> Arc<str> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (links.to_vec(), ids);
        if let Some(sql) = kept.get(&key) {
            return Arc::clone(sql);
        }
        if kept.len() >= SIEVES_MAX {
            kept.clear();
        }
        let sql: Arc<str> = statement(tables, links, ids).into();
        kept.insert(key, Arc::clone(&sql));
        sql
    }
}

/// Gives the places of the links that name one of so many rows, which are bound once; with none, of those that name any.
fn statement(tables: &Tables, links: &[FieldId], ids: usize) -> String {
    let place = |number: usize| match tables.dialect {
        Dialect::Sqlite => format!("?{number}"),
        Dialect::Postgres => format!("${number}"),
    };
    let holds = match ids {
        // Every id is greater than nothing, and an index tells so; an empty link is not.
        0 => format!(">= {}", place(1)),
        ids => format!("IN ({})", (1..=ids).map(place).collect::<Vec<_>>().join(", ")),
    };
    let mut sql = String::new();
    for (at, link) in links.iter().enumerate() {
        let field = &tables.model[*link];
        let table = quoted(&tables.of(field.entity).name);
        let union = if at == 0 { "" } else { " UNION ALL " };
        // Writing to a string cannot fail.
        let _ = write!(
            sql,
            "{union}SELECT CAST({at} AS BIGINT) WHERE EXISTS (SELECT 1 FROM {table} WHERE {} {holds})",
            quoted(&field.key)
        );
    }
    sql
}
