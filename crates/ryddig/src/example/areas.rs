//! What the example company has going on: a customer, a case, a sale, a project, an employee, newsletters.
//!
//! Typed into the forms of the desk as staff would, at days before today. It must not know how a row is stored.

use super::DAY_SECONDS;
use super::rows::{Cell, ROWS, Row};
use super::write::file;
use crate::Problem;
use engine::records::{Saved, Typed, Wanted, form, list, record, save};
use engine::{Caller, Engine, Moment, RowId, day_of, parties};
use std::collections::HashMap;

/// The customer's number and address; the number is a synthetic one.
const CUSTOMER: [(&str, &str); 5] = [
    ("org_number", "310000124"),
    ("form", "AS"),
    ("state", "in-operation"),
    ("postal_address", "Prøveveien 3\n5003 Bergen"),
    ("website", "https://strandhagen.example"),
];
/// The address that those who work at the customer share.
const SHARED_ADDRESS: &str = "post@strandhagen.example";

/// Fills in every area as of `now`.
pub(super) async fn fill(engine: &Engine, ida: &Caller, now: Moment) -> Result<(), Problem> {
    let mut desk = Desk { engine, ida, now, known: HashMap::new() };
    for row in ROWS {
        desk.enter(row).await?;
        if row.kind == "customer" {
            desk.describe(row.alias).await?;
        }
    }
    Ok(())
}

/// Ida at the desk, and the rows she has entered by their alias.
struct Desk<'a> {
    engine: &'a Engine,
    ida: &'a Caller,
    now: Moment,
    known: HashMap<&'static str, (&'static str, RowId)>,
}

impl Desk<'_> {
    async fn enter(&mut self, row: &Row) -> Result<(), Problem> {
        let mut values = Vec::with_capacity(row.values.len());
        for (field, cell) in row.values {
            values.push(((*field).to_owned(), self.typed(cell).await?));
        }
        let (name, email) = row.newcomer.unwrap_or_default();
        let typed = Typed { values, name: name.to_owned(), email: email.to_owned(), ..Typed::default() };
        let id = self.save(row.kind, self.days_ago(row.days_ago), None, &typed).await?;
        self.known.insert(row.alias, (row.kind, id));
        Ok(())
    }

    /// Fills in what there is to know about the organisation of the customer `alias`.
    async fn describe(&self, alias: &str) -> Result<(), Problem> {
        const KIND: &str = "organisation";
        let id = self.linked(alias, KIND).await?;
        let today = day_of(self.now);
        let open = form(self.engine, self.ida, KIND, Some(id), None, today).await.map_err(Problem::failed)?;
        let values = CUSTOMER.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
        let typed = Typed { values, version: open.version, ..Typed::default() };
        self.save(KIND, self.now, Some(id), &typed).await?;
        parties::share_address(self.engine, self.now, id, SHARED_ADDRESS).await.map_err(Problem::failed)
    }

    async fn save(&self, kind: &str, at: Moment, id: Option<RowId>, typed: &Typed) -> Result<RowId, Problem> {
        match save(self.engine, self.ida, at, kind, id, typed).await.map_err(Problem::failed)? {
            Saved::Done(row) => Ok(row),
            Saved::Mend(form) => {
                let wrong = form.fields.iter().filter_map(|field| Some((&field.key, field.mistake.as_ref()?)));
                let wrong: Vec<_> = wrong.collect();
                Err(Problem::failed(format!("the example of {kind} was not taken: {wrong:?}")))
            }
        }
    }

    /// What is typed for the cell.
    async fn typed(&self, cell: &Cell) -> Result<String, Problem> {
        Ok(match cell {
            Cell::Is(text) => (*text).to_owned(),
            Cell::Day(days_ago) => engine::documents::iso_day(day_of(self.days_ago(*days_ago))),
            Cell::Noon(days_ago) => {
                format!("{}T12:00", engine::documents::iso_day(day_of(self.days_ago(*days_ago))))
            }
            Cell::Ida => self.ida.user.map_or_else(String::new, |id| id.to_string()),
            Cell::Row(alias) => self.entered(alias)?.1.to_string(),
            Cell::Of(alias, field) => self.linked(alias, field).await?.to_string(),
            Cell::Address(address) => self.address(address).await?.to_string(),
            Cell::File(title, text) => file(self.engine, self.now, title, text).await?.to_string(),
        })
    }

    fn days_ago(&self, days: i64) -> Moment {
        self.now.plus_seconds(-days * DAY_SECONDS)
    }

    fn entered(&self, alias: &str) -> Result<(&'static str, RowId), Problem> {
        self.known.get(alias).copied().ok_or_else(|| Problem::failed(format!("the example has no {alias}")))
    }

    /// The row that `field` of the row `alias` names.
    async fn linked(&self, alias: &str, field: &str) -> Result<RowId, Problem> {
        let (kind, id) = self.entered(alias)?;
        let found = record(self.engine, self.ida, kind, id, day_of(self.now)).await.map_err(Problem::failed)?;
        let link = found.facts.iter().find(|fact| fact.key == field).and_then(|fact| fact.cell.link.as_ref());
        link.map(|link| link.id).ok_or_else(|| Problem::failed(format!("the example's {alias} names no {field}")))
    }

    async fn address(&self, address: &str) -> Result<RowId, Problem> {
        let wanted = Wanted { words: address.to_owned(), ..Wanted::default() };
        let found = list(self.engine, self.ida, "email_address", &wanted, day_of(self.now)).await;
        let first = found.map_err(Problem::failed)?.rows.first().map(|row| row.id);
        first.ok_or_else(|| Problem::failed(format!("the example has no address {address}")))
    }
}
