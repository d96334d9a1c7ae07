//! The order of texts: as a Norwegian list has them, the same in both databases.
//!
//! Texts are compared by what [`key`] makes of them: capitals and the usual accents do not count, and æ, ø, å come behind z,
//! as do the letters that stand for them elsewhere (ä, ö, `aa`). It is said in functions that both databases have built in, so that an
//! index can hold it, and any program can open the file.

use crate::dialect::{Dialect, quoted};
use model::FieldKind;
use sea_query::Expr;

/// What is put for what, from the innermost on. In ASCII `{`, `|` and `}` follow `z`. No more of them: older versions of
/// SQLite read no expression that nests deeper.
#[rustfmt::skip]
const LETTERS: [(&str, &str); 20] = [
    ("Æ", "{"), ("æ", "{"), ("Ä", "{"), ("ä", "{"), ("Ø", "|"), ("ø", "|"), ("Ö", "|"), ("ö", "|"), ("Å", "}"), ("å", "}"),
    ("É", "e"), ("é", "e"), ("È", "e"), ("è", "e"), ("Ü", "y"), ("ü", "y"), ("Á", "a"), ("á", "a"), ("Ë", "e"), ("ë", "e"),
];

/// Whether a list goes by the words of such a field, and not by its bytes.
pub(crate) fn is_by_words(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::RichText { .. } | FieldKind::Address
    )
}

/// The order of a column, as an index has it: whatever stands in a statement must be the same to the letter.
pub(crate) fn of_column(column: &str) -> String {
    key(&quoted(column))
}

/// The place of a value among them.
pub(crate) fn of_value(dialect: Dialect, value: sea_query::Value) -> Expr {
    let sql = match dialect {
        Dialect::Sqlite => key("?"),
        Dialect::Postgres => key("$1"),
    };
    Expr::cust_with_values(sql, [value])
}

fn key(text: &str) -> String {
    let plain = LETTERS.iter().fold(text.to_owned(), |text, (from, to)| format!("replace({text}, '{from}', '{to}')"));
    // Both databases make the letters a to z small here, and no other.
    format!("replace(lower({plain}), 'aa', '}}')")
}
