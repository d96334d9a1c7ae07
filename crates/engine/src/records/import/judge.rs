//! Judging a line: what it says, whether that can be stored, and whether it is there already.
//!
//! The same checks as of a form, and the same judgement when the lines are looked through, shown, and made into rows.

use super::columns::{Offer, Part};
use super::entries::Fate;
use super::{OnDuplicate, Settings};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::longwork::LongJob;
use crate::records::check::Checked;
use crate::records::form::{Open, Typed};
use crate::records::known::known;
use crate::records::newcomer::{Brought, Fresh, Newcomer, Who, acquaintance, complete, is_open, organisation_of};
use crate::records::save::{changes as made, objected};
use crate::records::value::{Mistake, from_cell, read};
use crate::records::way::entity;
use documents::sheet::{Line, Sheet};
use model::{EntityId, FieldId, Moment, RowId, Value};
use rights::Scope;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Changes, Condition, Query};

/// Everything that judging lines needs.
pub(super) struct Import<'a> {
    pub(super) offer: Offer<'a>,
    pub(super) settings: Settings,
    engine: &'a Engine,
    caller: &'a Caller,
    now: Moment,
    key: &'a str,
    entity: EntityId,
    scope: Arc<Scope>,
    /// Lines that say the same as an earlier one.
    twice: HashMap<u32, u32>,
}

/// A line that was judged.
pub(super) struct Judged {
    pub(super) fate: Fate,
    /// What is wrong, by the words of what the columns hold.
    pub(super) problems: Vec<(String, Mistake)>,
    /// What can be stored, where it can.
    checked: Option<Checked>,
    said: Said,
}

/// What a line says.
#[derive(Default)]
struct Said {
    typed: Typed,
    brought: Brought,
    /// Links to organisations that are named in words.
    organisations: Vec<(FieldId, String)>,
}

/// Why nothing came of a line that was to become a row.
pub(super) enum NotMade {
    /// It is not in order.
    Wrong(Vec<String>),
    Failed(Failure),
}

impl<T: Into<Failure>> From<T> for NotMade {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

impl<'a> Import<'a> {
    pub(super) async fn new(
        engine: &'a Engine,
        caller: &'a Caller,
        now: Moment,
        (work, sheet): (&'a LongJob, &Sheet),
    ) -> Result<Self, Failure> {
        let (entity, scope) = entity(engine, caller, &work.of)?;
        let offer = Offer::new(engine, caller, now, &work.of).await?;
        let (settings, key) = (Settings::of(work), work.of.as_str());
        let mut import = Self { offer, settings, engine, caller, now, key, entity, scope, twice: HashMap::new() };
        let mut first: HashMap<String, u32> = HashMap::new();
        for line in &sheet.lines {
            for key in import.marks(line) {
                let earlier = *first.entry(key).or_insert(line.number);
                if earlier != line.number {
                    import.twice.entry(line.number).or_insert(earlier);
                }
            }
        }
        Ok(import)
    }

    /// What no two lines should share: unique values, and the address of whoever is new; where there is none, name and workplace.
    fn marks(&self, line: &Line) -> Vec<String> {
        let model = self.engine.model();
        let unique = self.offer.open.fields.iter().filter(|field| model[**field].unique);
        let of_field = |field: &FieldId| {
            let key = &model[*field].key;
            let cell = self.cell(line, key).filter(|cell| !cell.is_empty())?;
            let value = read(model, &model[*field].kind, &from_cell(model, &model[*field].kind, cell)).ok()?;
            Some(format!("{key} {value:?}"))
        };
        let mut marks: Vec<String> = unique.filter_map(of_field).collect();
        let small = |key: &str| self.cell(line, key).unwrap_or_default().to_lowercase();
        let (email, name) = (small(Part::Email.key()), self.name(line).to_lowercase());
        let (number, workplace) = (small(Part::OrgNumber.key()), small(Part::Organisation.key()));
        if !email.is_empty() {
            marks.push(format!("email {email}"));
        } else if !name.is_empty() {
            marks.push(format!("named {name} {workplace} {number}"));
        } else {
            let named = self.offer.open.fields.iter().filter(|field| self.offer.names_organisation(**field));
            let named = named.map(|field| small(&model[*field].key)).filter(|name| !name.is_empty());
            marks.extend(named.map(|name| format!("of {}", if number.is_empty() { &name } else { &number })));
        }
        marks
    }

    /// What stands in the column that holds `key`.
    fn cell<'l>(&self, line: &'l Line, key: &str) -> Option<&'l str> {
        let at = self.settings.columns.iter().position(|column| column.as_deref() == Some(key))?;
        line.cells.get(at).map(String::as_str)
    }

    fn name(&self, line: &Line) -> String {
        let part = |part: Part| self.cell(line, part.key()).unwrap_or_default();
        match part(Part::Name) {
            "" => format!("{} {}", part(Part::First), part(Part::Last)).trim().to_owned(),
            whole => whole.to_owned(),
        }
    }

    /// Reads a line; what cannot be read of somebody new is a problem.
    fn said(&self, line: &Line) -> (Said, Vec<(String, Mistake)>) {
        let (model, tables) = (self.engine.model(), self.engine.tables());
        let (mut said, mut problems, mut fixed) = (Said::default(), Vec::new(), Vec::new());
        for &field in &self.offer.open.fields {
            let it = &model[field];
            let cell = self.cell(line, &it.key).unwrap_or_default();
            if cell.is_empty() {
                fixed.extend(self.settings.fixed.iter().find(|(key, _)| *key == it.key).map(|known| (field, known)));
            } else if self.offer.names_organisation(field) {
                said.organisations.push((field, cell.to_owned()));
            } else if model.target(field).is_some() {
                said.typed.words.push((it.key.clone(), cell.to_owned()));
            } else {
                said.typed.values.push((it.key.clone(), from_cell(model, &it.kind, cell)));
            }
        }
        // What holds for every line holds for those in which it has its place.
        let holds = |choice: FieldId, among: &[String], said: &Said| {
            let key = &model[choice].key;
            let typed = said.typed.values.iter().chain(&self.settings.fixed).find(|(known, _)| known == key);
            typed.is_some_and(|(_, word)| among.contains(word))
        };
        for (field, known) in fixed {
            if model[field].when.as_ref().is_none_or(|when| holds(when.field, &when.among, &said)) {
                said.typed.values.push(known.clone());
            }
        }
        if self.offer.door.is_some() {
            self.name(line).clone_into(&mut said.typed.name);
            self.cell(line, Part::Email.key()).unwrap_or_default().clone_into(&mut said.typed.email);
        }
        let mut part = |part: Part, field: FieldId| {
            let cell = self.cell(line, part.key())?;
            match read(model, &model[field].kind, cell) {
                Ok(Value::Text(text)) => Some(text),
                Ok(_) => None,
                Err(mistake) => {
                    problems.push((part.key().to_owned(), mistake));
                    None
                }
            }
        };
        said.brought = Brought {
            known: None,
            phone: part(Part::Phone, tables.phone_number.f.number),
            title: part(Part::Title, tables.position.f.title),
            organisation: part(Part::Organisation, tables.organisation.f.name),
            org_number: part(Part::OrgNumber, tables.organisation.f.org_number),
        };
        (said, problems)
    }

    /// What is to become of a line.
    pub(super) async fn judge(&self, line: &Line) -> Result<Judged, Failure> {
        let (mut said, mut problems) = self.said(line);
        let (model, open) = (self.engine.model(), &self.offer.open);
        let to_come: Vec<FieldId> = said.organisations.iter().map(|(field, _)| *field).collect();
        let mut checked = match open.check_before(&said.typed, &to_come).await? {
            Ok(checked) => Some(checked),
            Err(found) => {
                problems.extend(found.fields.into_iter().map(|(field, it)| (model[field].key.clone(), it)));
                problems.extend(found.name.map(|mistake| (Part::Name.key().to_owned(), mistake)));
                problems.extend(found.email.map(|mistake| (Part::Email.key().to_owned(), mistake)));
                None
            }
        };
        if let Some(checked) = &mut checked {
            self.name_newcomers(&mut said, checked, &mut problems).await?;
        }
        let Some(checked) = checked.filter(|_| problems.is_empty()) else {
            let columns = problems.iter().map(|(key, _)| key.clone()).collect();
            return Ok(Judged { fate: Fate::Wrong(columns), problems, checked: None, said });
        };
        let fate = self.fate(line, &checked).await?;
        Ok(Judged { fate, problems, checked: Some(checked), said })
    }

    /// Fills in who the newcomers are: whoever is known, and the organisations that are named in words.
    async fn name_newcomers(
        &self,
        said: &mut Said,
        checked: &mut Checked,
        problems: &mut Vec<(String, Mistake)>,
    ) -> Result<(), Failure> {
        let (engine, model, caller, today) = (self.engine, self.engine.model(), self.caller, self.offer.open.today);
        for (_, newcomer) in &mut checked.newcomers {
            let (name, email, number) = (&newcomer.name, newcomer.email.as_deref(), said.brought.org_number.as_deref());
            said.brought.known = match newcomer.who {
                Who::Person => acquaintance(engine, (caller, today), name, email, &said.brought).await?,
                Who::Organisation => organisation_of(engine, Some(name), number).await?,
            };
            if newcomer.who == Who::Person
                && let Some(person) = said.brought.known
                && !is_open(engine, caller, person, today).await?
            {
                said.brought = Brought { phone: None, title: None, organisation: None, ..said.brought.clone() };
            }
            newcomer.brought = Some(said.brought.clone());
        }
        for (link, name) in &said.organisations {
            let kind = &model[engine.tables().organisation.f.name].kind;
            let brought = Brought { org_number: said.brought.org_number.clone(), ..Brought::default() };
            match read(model, kind, name) {
                Ok(Value::Text(name)) => {
                    let known = organisation_of(engine, Some(&name), brought.org_number.as_deref()).await?;
                    let brought = Some(Brought { known, ..brought });
                    checked.newcomers.push((*link, Newcomer { who: Who::Organisation, name, email: None, brought }));
                }
                Ok(_) => {}
                Err(mistake) => problems.push((model[*link].key.clone(), mistake)),
            }
        }
        Ok(())
    }

    async fn fate(&self, line: &Line, checked: &Checked) -> Result<Fate, Failure> {
        // Whoever is known already is among the links for this question.
        let mut probe = checked.clone();
        let links = checked.newcomers.iter().filter_map(|(link, it)| Some((*link, it.brought.as_ref()?.known?)));
        let links: Vec<(FieldId, RowId)> = links.collect();
        probe.cells.extend(links.iter().map(|(link, row)| (*link, Value::Id(*row))));
        if objected(&self.offer.open, &probe).await?.is_some() {
            return Ok(Fate::SaidNo);
        }
        if let Some(earlier) = self.twice.get(&line.number) {
            return Ok(Fate::Twice(*earlier));
        }
        let model = self.engine.model();
        let unique = checked.cells.iter().filter(|(field, _)| model[*field].unique).cloned();
        for (field, value) in unique {
            if let Some(row) = self.there(vec![Condition::Is(field, value)]).await? {
                return Ok(Fate::Duplicate(row, None));
            }
        }
        let door = self.offer.door.map(|door| door.link);
        let names_person = checked.newcomers.iter().any(|(_, newcomer)| newcomer.who == Who::Person);
        for (link, row) in links {
            let mut conditions = vec![Condition::Is(link, Value::Id(row))];
            // A row about a person at an organisation is none about the organisation.
            conditions.extend(door.filter(|door| *door != link).map(|door| Condition::Is(door, Value::Null)));
            if (door == Some(link) || !names_person)
                && let Some(row) = self.there(conditions).await?
            {
                return Ok(Fate::Duplicate(row, None));
            }
        }
        Ok(Fate::Ready)
    }

    /// The row for which this holds, if there is one that the caller may see.
    async fn there(&self, conditions: Vec<Condition>) -> Result<Option<RowId>, Failure> {
        let covered = |one: &Condition| matches!(one, Condition::Is(field, _) if self.scope.covers(*field));
        if !conditions.iter().all(covered) {
            return Ok(None);
        }
        let query = conditions.into_iter().fold(Query::over(&self.scope), Query::matching).limit(1);
        let found = known(self.engine, self.caller, self.engine.store().find(query).await?, self.offer.open.today);
        Ok(found.await?.first().map(|row| row.id))
    }

    /// What making a row of the line writes, and what becomes of the line. `chosen` is what becomes of one whose row is there.
    pub(super) async fn make(
        &self,
        judged: Judged,
        chosen: Option<OnDuplicate>,
        fresh: &mut Fresh,
    ) -> Result<(Fate, Changes), NotMade> {
        let Judged { fate, checked, said, .. } = judged;
        let chosen = chosen.unwrap_or(self.settings.on_duplicate());
        let Some(checked) = checked else { return Ok((fate, Changes::new())) };
        match (&fate, chosen) {
            (Fate::Duplicate(row, _), OnDuplicate::Update) => self.update(*row, &said, &checked, fresh).await,
            (Fate::Ready, _) | (Fate::Duplicate(..) | Fate::Twice(_), OnDuplicate::Make) => {
                let (row, changes) = made(&self.offer.open, self.now, fresh, checked).await?;
                Ok((Fate::Made(row), changes))
            }
            _ => Ok((fate, Changes::new())),
        }
    }

    /// Fills in what is empty in a row that is there, and in what is known of its person.
    async fn update(
        &self,
        row: RowId,
        said: &Said,
        checked: &Checked,
        fresh: &mut Fresh,
    ) -> Result<(Fate, Changes), NotMade> {
        let (engine, model) = (self.engine, self.engine.model());
        let open = Open::new(engine, self.caller, self.key, Some(row), self.offer.open.today).await?;
        let stored = open.stored.as_ref().ok_or(Failure::NotFound)?;
        let is_empty = |key: &String| {
            let field = model.field_named(self.entity, key);
            field.is_some_and(|field| stored.get(field).is_some_and(Value::is_null))
        };
        let only = |all: &[(String, String)]| all.iter().filter(|(key, _)| is_empty(key)).cloned().collect();
        let typed = Typed {
            values: only(&said.typed.values),
            words: only(&said.typed.words),
            version: Some(stored.version),
            ..Typed::default()
        };
        let (fills, mut changes) = match open.check(&typed).await? {
            Ok(fills) => made(&open, self.now, fresh, fills).await?,
            Err(problems) => {
                let columns = problems.fields.iter().map(|(field, _)| model[*field].key.clone()).collect();
                return Err(NotMade::Wrong(columns));
            }
        };
        let person = checked.newcomers.iter().find(|(_, newcomer)| newcomer.who == Who::Person);
        if let Some((_, newcomer)) = person
            && let Some(known) = newcomer.brought.as_ref().and_then(|brought| brought.known)
        {
            let more = (newcomer.email.as_deref(), &said.brought);
            complete(engine, self.now, (&mut changes, fresh), known, more).await?;
        }
        Ok((Fate::Updated(fills), changes))
    }
}
