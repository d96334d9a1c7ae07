//! What the ledger tells about one person's rows.

use crate::context::Engine;
use crate::deed::Deed;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use documents::package::HistoryLine;
use model::{Language, Model, Moment, RowId, Value};
use std::str::FromStr;
use store::{Condition, Cursor, MACHINE_PREFIX};

model::row! {
    /// A line of the ledger, as it is read.
    pub struct LedgerLine of "ledger_entry", handles LedgerLineFields {
        /// When it happened.
        at: Moment,
        /// Who did it: a user's id or a word for a part of the machinery.
        actor: String,
        /// What was done.
        action: String,
        /// The word of the entity.
        kind: String,
        /// Which row; where several were looked at, none of them.
        target: String,
        /// The words of the fields that it was about, a space between.
        fields: Option<String>,
        /// The person whose data they are.
        person: Option<String>,
        /// The words of the roles of the one who looked.
        roles: Option<String>,
        /// The ids of the rows that were looked at, a space between.
        rows: Option<String>,
    }
}

impl LedgerLine {
    /// The rows that were looked at; none where it tells of something else.
    pub(crate) fn shown(&self) -> Vec<RowId> {
        self.rows.iter().flat_map(|rows| rows.split(' ')).filter_map(|id| RowId::from_str(id).ok()).collect()
    }
}

/// Everything the ledger holds about `person`, oldest first. Who did it is told by part and not by
/// name: colleagues have rights too (CJEU C-579/21).
pub(super) async fn history(engine: &Engine, person: RowId, language: Language) -> Result<Vec<HistoryLine>, Failure> {
    let table = &engine.tables().ledger_line;
    let model = engine.model();
    let mut lines = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let mut query = table
            .all()
            .matching(Condition::Is(table.f.person, Value::Text(person.to_string())))
            .oldest_first(table.f.at)
            .limit(BATCH_ROWS);
        if let Some(cursor) = after.take() {
            query = query.after(cursor);
        }
        let batch = table.find(engine.store(), query).await?;
        let Some(last) = batch.last() else { return Ok(lines) };
        after = Some(Cursor { value: Value::Moment(last.row.at), id: last.id });
        lines.extend(batch.into_iter().map(|stored| {
            let row = stored.row;
            let kind = model.entity_named(&row.kind);
            let kind = kind.map_or(row.kind.as_str(), |entity| model[entity].name.get(language));
            HistoryLine {
                at: row.at,
                what: format!("{kind}: {}", Deed::say(&row.action, language)),
                by: by(model, &row, language),
            }
        }));
    }
}

fn by(model: &Model, row: &LedgerLine, language: Language) -> String {
    let by = said_by(&row.actor, language);
    let name = |key: &str| match model.role_named(key) {
        Some(role) => model[role].name.get(language).to_owned(),
        None => key.to_owned(),
    };
    match &row.roles {
        Some(roles) => format!("{by} ({})", roles.split(' ').map(name).collect::<Vec<_>>().join(", ")),
        None => by,
    }
}

/// The part in which `actor` did something, in words: never who.
pub(crate) fn said_by(actor: &str, language: Language) -> String {
    let part = match actor {
        part @ ("visitor" | "person" | "portal" | "sweep" | "command" | "deadlines") => part,
        part if part.starts_with(MACHINE_PREFIX) => "machine",
        _ => "staff",
    };
    crate::correspondence::WORDS.say(language, &format!("actor-{part}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_were_shown_are_read_with_dashes_and_without() {
        let check = |rows: Option<&str>, expected: &[u128]| {
            let line = LedgerLine {
                at: Moment(0),
                actor: String::new(),
                action: String::new(),
                kind: String::new(),
                target: String::new(),
                fields: None,
                person: None,
                roles: None,
                rows: rows.map(str::to_owned),
            };
            let expected: Vec<RowId> = expected.iter().map(|id| RowId(id.to_be_bytes())).collect();
            assert_eq!(line.shown(), expected, "{rows:?}");
        };
        check(None, &[]);
        check(Some("0000000000000000000000000000002a"), &[42]);
        check(Some("00000000-0000-0000-0000-00000000002a 00000000-0000-0000-0000-000000000007"), &[42, 7]);
        check(Some("0000000000000000000000000000002a 00000000000000000000000000000007"), &[42, 7]);
    }
}
