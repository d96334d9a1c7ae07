//! The agreements by which we process data for customers, as the record of processing tells them.
//!
//! A draft binds nobody yet and is left out; one that is over is told until its row goes. The record must not know the
//! rows: what it says of a field bears the name that the register gives the field.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::parties::{Organisation, Person};
use crate::privacy::rows::{AgreementState, ProcessingAgreement, Protection, SubProcessor};
use crate::records::said;
use crate::table::Table;
use documents::CustomerAgreement;
use model::{Column, Day, FieldId, Language, Row, RowId, Transfer};
use std::collections::HashMap;
use store::{Condition, Stored};

/// Every agreement that binds or has bound us, the oldest first.
pub(super) async fn agreements(
    engine: &Engine,
    language: Language,
    today: Day,
) -> Result<Vec<CustomerAgreement>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.processing_agreement;
    let agreed = [AgreementState::Signed, AgreementState::Ended].map(|state| state.write()).to_vec();
    let query = table.all().matching(Condition::OneOf(table.f.state, agreed)).oldest_first(table.f.valid_from);
    let found = table.find(store, query).await?;
    let organisations = named(engine, &tables.organisation, found.iter().map(|it| it.row.organisation)).await?;
    let people = named(engine, &tables.person, found.iter().filter_map(|it| it.row.contact)).await?;
    let mut shares: HashMap<RowId, Vec<SubProcessor>> = HashMap::new();
    let by_name = tables.sub_processor.all().oldest_first(tables.sub_processor.f.name);
    for share in tables.sub_processor.find(store, by_name).await? {
        shares.entry(share.row.agreement).or_default().push(share.row);
    }
    let told = Told { engine, language, today };
    let one = |it: &Stored<ProcessingAgreement>| {
        let organisation = organisations.get(&it.row.organisation);
        let contact = it.row.contact.and_then(|id| people.get(&id));
        told.agreement(&it.row, organisation, contact, shares.get(&it.id).map_or(&[], Vec::as_slice))
    };
    Ok(found.iter().map(one).collect())
}

/// The rows with these ids.
async fn named<R: Row>(
    engine: &Engine,
    table: &Table<R>,
    ids: impl Iterator<Item = RowId>,
) -> Result<HashMap<RowId, R>, Failure> {
    let mut ids: Vec<RowId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut rows = HashMap::with_capacity(ids.len());
    for some in ids.chunks(BATCH_IDS) {
        let query = table.all().matching(Condition::Ids(some.to_vec()));
        rows.extend(table.find(engine.store(), query).await?.into_iter().map(|it| (it.id, it.row)));
    }
    Ok(rows)
}

/// How agreements are told: in which language, and on which day.
struct Told<'a> {
    engine: &'a Engine,
    language: Language,
    today: Day,
}

impl Told<'_> {
    fn agreement(
        &self,
        row: &ProcessingAgreement,
        organisation: Option<&Organisation>,
        contact: Option<&Person>,
        shares: &[SubProcessor],
    ) -> CustomerAgreement {
        let f = &self.engine.tables().processing_agreement.f;
        let processing = [
            self.line(f.subject_matter, &row.subject_matter),
            self.line(f.nature, &row.nature),
            self.line(f.data_kinds, &row.data_kinds),
            self.line(f.special_kinds, &row.special_kinds),
            self.line(f.data_subjects, &row.data_subjects),
            self.line(f.countries, &row.countries),
        ];
        let breaches = row.breach_contact.as_ref().map(|it| self.line(f.breach_contact, it));
        // Who has the day of the end written down knows better than the agreement.
        let last = row.ended_on.or(row.valid_to);
        let expired = last.filter(|day| *day < self.today);
        CustomerAgreement {
            customer: organisation.and_then(|it| it.name.clone()).unwrap_or_default(),
            reach: organisation.map_or_else(Vec::new, |it| self.reach(it)),
            contact: contact.and_then(|it| it.name.clone()).into_iter().chain(breaches).collect(),
            processing: processing.to_vec(),
            sub_processors: shares.iter().filter(|it| self.is_used(it)).map(share).collect(),
            security: row.security.iter().map(|text| on_one_line(text)).collect(),
            dated: Some(row.signed_on.unwrap_or(row.valid_from)),
            expires: last.filter(|_| expired.is_none()),
            expired,
            ..CustomerAgreement::default()
        }
    }

    /// The organisation number and the postal address, as far as they are known.
    fn reach(&self, row: &Organisation) -> Vec<String> {
        let f = &self.engine.tables().organisation.f;
        let number = row.org_number.as_ref().map(|it| self.said(f.org_number, it));
        number.into_iter().chain(row.postal_address.as_deref().map(on_one_line)).collect()
    }

    fn is_used(&self, share: &SubProcessor) -> bool {
        share.since <= self.today && share.ended_on.is_none_or(|last| last >= self.today)
    }

    /// What the register calls the field, and what it holds.
    fn line<T: Column>(&self, field: FieldId, value: &T) -> String {
        let name = self.engine.model()[field].name.get(self.language);
        format!("{name}: {}", self.said(field, value))
    }

    fn said<T: Column>(&self, field: FieldId, value: &T) -> String {
        let model = self.engine.model();
        on_one_line(&said(model, &model[field].kind, &value.write(), self.language))
    }
}

fn share(row: &SubProcessor) -> documents::SubProcessor {
    documents::SubProcessor {
        name: row.name.clone(),
        task: row.task.clone(),
        country: row.country.clone(),
        transfer: row.transfer.map(|protection| match protection {
            Protection::Adequacy => Transfer::Adequacy,
            Protection::StandardClauses => Transfer::StandardClauses,
            Protection::BindingRules => Transfer::BindingRules,
        }),
    }
}

/// A text of several lines as one.
fn on_one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}
