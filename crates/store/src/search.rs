//! The full-text index of an entity: what it is called, and the statements that feed it.
//!
//! The embedded database has an index that keeps no copy of the text: to forget a row it must be told what it had of
//! it. The other one has a table beside the entity's, with the words of each searchable field, made by [`words`].

use crate::dialect::{Dialect, quoted};
use crate::sealing::is_sealed;
use crate::tables::{ID, KEY};
use model::{EntityId, FieldId, Model};
use sea_query::{Alias, Expr, ExprTrait, SimpleExpr};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The last place in a text that the index of the other database tells from those behind it.
const PLACE_MAX: usize = 16_383;

/// The full-text index of an entity, and the statements that feed it.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) fields: Vec<FieldId>,
    /// Binds an id; gives the row's key and its searchable texts.
    pub(crate) text: String,
    /// Binds a list of keys; gives the same for each that there is.
    pub(crate) now: String,
    /// Embedded: binds the word `delete`, the row's key and the text that the index has of it. Otherwise a list of keys.
    pub(crate) remove: String,
    /// Embedded: binds a list of keys; adds what the rows hold now that are there. Otherwise rows of the key and the words
    /// of each field, as JSON.
    pub(crate) add: String,
}

impl Index {
    pub(crate) fn new(model: &Model, dialect: Dialect, entity: EntityId) -> Self {
        let table = &model[entity].key;
        let name = index_name(table);
        let fields = fields(model, entity);
        let texts: Vec<Alias> = fields.iter().map(|&field| Alias::new(&model[field].key)).collect();
        let rows = |which: SimpleExpr| {
            let mut select = sea_query::Query::select();
            select.column(KEY).columns(texts.clone()).from(Alias::new(table)).and_where(which);
            select
        };
        // A list is bound as one text, so that the statement is the same for any number of rows.
        let listed = || match dialect {
            Dialect::Sqlite => Expr::cust(format!("{} IN (SELECT value FROM json_each(?))", quoted(KEY))),
            Dialect::Postgres => Expr::cust(format!("{} = ANY ($1::text::bigint[])", quoted(KEY))),
        };
        let (remove, add) = match dialect {
            Dialect::Sqlite => {
                let mut remove = sea_query::Query::insert();
                let columns = [Alias::new(&name), Alias::new("rowid")].into_iter().chain(texts.clone());
                let blank: Vec<SimpleExpr> = (0..texts.len() + 2).map(|_| Expr::val(0)).collect();
                remove.into_table(Alias::new(&name)).columns(columns).values_panic(blank);
                let mut add = sea_query::Query::insert();
                let columns = [Alias::new("rowid")].into_iter().chain(texts.clone());
                add.into_table(Alias::new(&name)).columns(columns);
                add.select_from(rows(listed())).expect("as many columns are selected as inserted");
                (dialect.text(&remove), dialect.text(&add))
            }
            Dialect::Postgres => {
                let columns: Vec<String> = fields.iter().map(|&field| quoted(&model[field].key)).collect();
                let words: Vec<String> = (1..=fields.len()).map(|at| format!("(r ->> {at})::tsvector")).collect();
                let (index, key) = (quoted(&name), quoted(KEY));
                (
                    format!("DELETE FROM {index} WHERE {key} = ANY ($1::text::bigint[])"),
                    format!(
                        "INSERT INTO {index} ({key}, {}) SELECT (r ->> 0)::bigint, {} \
                         FROM jsonb_array_elements($1::text::jsonb) AS given (r)",
                        columns.join(", "),
                        words.join(", ")
                    ),
                )
            }
        };
        let by_id = Expr::col(ID).eq(0);
        Self { text: dialect.text(&rows(by_id)), now: dialect.text(&rows(listed())), remove, add, name, fields }
    }
}

/// The fields whose words are indexed: nothing sealed is.
pub(crate) fn fields(model: &Model, entity: EntityId) -> Vec<FieldId> {
    model[entity].search.iter().copied().filter(|field| !is_sealed(model, *field)).collect()
}

/// The name of the full-text index of a table.
pub(crate) fn index_name(table: &str) -> String {
    format!("{table}_search")
}

/// Whether the index may keep the words of erased rows until the scrub builds it anew. What it finds is looked up in the
/// table, so that nobody is shown them; and no new row is given a key that the index still has words under
/// ([`next_key`]). To take them out one by one costs more than all else that erasing a row does.
pub(crate) fn forgets_with_the_scrub(dialect: Dialect) -> bool {
    match dialect {
        Dialect::Sqlite => true,
        Dialect::Postgres => false,
    }
}

/// The key of a new row in the embedded database: higher than that of any row, and of any that the index has words of.
pub(crate) fn next_key(table: &str) -> SimpleExpr {
    let (rows, indexed) = (quoted(table), quoted(&format!("{}_docsize", index_name(table))));
    Expr::cust(format!(
        "1 + max(coalesce((SELECT max({}) FROM {rows}), 0), coalesce((SELECT max(id) FROM {indexed}), 0))",
        quoted(KEY)
    ))
}

/// The words of a text as the embedded database's index tells them apart: runs of letters and digits, in small
/// letters, without accents (`Å` is found as `a`; `ø` and `æ` are letters of their own).
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words: Vec<String> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// What the other database keeps of a text: each word with its places.
pub(crate) fn vector(text: &str) -> String {
    let places = words(text).enumerate().map(|(at, word)| format!("'{word}':{}", PLACE_MAX.min(at + 1)));
    places.collect::<Vec<_>>().join(" ")
}

/// How the other database is asked for what a person typed: its parts one behind the other, and the last one may
/// be the beginning of a word. None where no letter or digit is in it.
pub(crate) fn phrase(typed: &str) -> Option<String> {
    let words: Vec<String> = words(typed).map(|word| format!("'{word}'")).collect();
    (!words.is_empty()).then(|| format!("{}:*", words.join(" <-> ")))
}
