//! Checking what was typed: every field is read, and every problem is told at once.

use super::form::{Open, Problems, Typed};
use super::newcomer::{Door, Newcomer, check as check_newcomer, door};
use super::picker::{named, pick};
use super::under::{holds, under};
use super::value::{Mistake, read, typed as as_typed};
use crate::failure::Failure;
use crate::limits::FILE_BYTES;
use crate::privacy::unknown_rules;
use model::{FieldId, RowId, Value};

/// A form that can be stored.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    /// What is to be written: for a stored row, only what differs.
    pub(super) cells: Vec<(FieldId, Value)>,
    /// Whoever is to be made, and the link that is to name them.
    pub(super) newcomers: Vec<(FieldId, Newcomer)>,
}

impl Open<'_> {
    /// Reads every field; all problems together where there are any.
    pub(super) async fn check(&self, typed: &Typed) -> Result<Result<Checked, Problems>, Failure> {
        self.check_before(typed, &[]).await
    }

    /// The same where the links `to_come` name rows that are made together with this one.
    pub(super) async fn check_before(
        &self,
        typed: &Typed,
        to_come: &[FieldId],
    ) -> Result<Result<Checked, Problems>, Failure> {
        let mut problems = Problems::default();
        let newcomer = self.newcomer(typed, &mut problems);
        let mut cells = Vec::new();
        for &field in &self.fields {
            match self.cell(field, typed).await? {
                Ok(value) => cells.push((field, value)),
                Err(mistake) => problems.fields.push((field, mistake)),
            }
        }
        let replaced = self.door(typed).map(|door| door.link);
        let tried = problems.name.is_some() || problems.email.is_some();
        for (field, value) in &cells {
            let named = newcomer.is_some() && replaced == Some(*field) || to_come.contains(field);
            let missing = || self.is_required(*field, &cells) && !(tried && replaced == Some(*field));
            let mistake = match (value.is_null(), named) {
                (false, true) => Some(Mistake::OneOrTheOther),
                (true, false) => missing().then_some(Mistake::Missing),
                (true, true) | (false, false) => self.out_of_place(*field, &cells),
            };
            problems.fields.extend(mistake.map(|mistake| (*field, mistake)));
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        cells.retain(|(field, value)| self.differs(*field, value));
        Ok(Ok(Checked { cells, newcomers: replaced.zip(newcomer).into_iter().collect() }))
    }

    /// Whether a row with these cells cannot be without `field`.
    fn is_required(&self, field: FieldId, cells: &[(FieldId, Value)]) -> bool {
        let it = &self.engine.model()[field];
        it.required && it.when.as_ref().is_none_or(|when| holds(when, self.chosen(when.field, cells)) == Some(true))
    }

    /// What is wrong with a value of `field` where the choice that it depends on says something else. A choice that is
    /// itself to be mended says nothing.
    pub(super) fn out_of_place(&self, field: FieldId, cells: &[(FieldId, Value)]) -> Option<Mistake> {
        let model = self.engine.model();
        let when = model[field].when.as_ref()?;
        let chosen = self.chosen(when.field, cells)?;
        if holds(when, Some(chosen)) == Some(true) || (chosen.is_null() && self.is_required(when.field, cells)) {
            return None;
        }
        under(model, field, self.caller.language).map(|under| Mistake::NotUnder(Box::new(under)))
    }

    /// What the choice holds: as it was typed, or as it is stored where the form does not ask for it.
    fn chosen<'c>(&'c self, choice: FieldId, cells: &'c [(FieldId, Value)]) -> Option<&'c Value> {
        let typed = cells.iter().find(|(known, _)| *known == choice).map(|(_, value)| value);
        if typed.is_some() || self.fields.contains(&choice) {
            return typed;
        }
        self.stored.as_ref().and_then(|stored| stored.get(choice))
    }

    fn door(&self, typed: &Typed) -> Option<Door> {
        let named = !typed.name.trim().is_empty() || !typed.email.trim().is_empty();
        if named && self.stored.is_none() { door(self.engine, self.caller, self.entity) } else { None }
    }

    fn newcomer(&self, typed: &Typed, problems: &mut Problems) -> Option<Newcomer> {
        let door = self.door(typed)?;
        match check_newcomer(self.engine, door, &typed.name, &typed.email) {
            Ok(newcomer) => newcomer,
            Err((name, email)) => {
                (problems.name, problems.email) = (name, email);
                None
            }
        }
    }

    /// What was typed for one field. A form holds some values less exactly than the store; what was left
    /// as it stood stays as it is.
    async fn cell(&self, field: FieldId, typed: &Typed) -> Result<Result<Value, Mistake>, Failure> {
        let model = self.engine.model();
        if typed.too_large.contains(&model[field].key) {
            return Ok(Err(Mistake::FileTooLarge(FILE_BYTES)));
        }
        let standing = self.standing(field, Some(typed));
        if let Some(value) = self.stored.as_ref().and_then(|stored| stored.get(field))
            && as_typed(&model[field].kind, value) == standing
        {
            return Ok(Ok(value.clone()));
        }
        let value = match read(model, &model[field].kind, &standing) {
            Ok(value) => value,
            Err(mistake) => return Ok(Err(mistake)),
        };
        if let Some(unknown) = self.unknown_rules(field, &value) {
            return Ok(Err(Mistake::NoSuchRule(unknown)));
        }
        match (model.target(field), value) {
            (Some(_), Value::Id(id)) => self.is_there(field, id).await,
            (Some(_), Value::Null) => self.sought(field, typed).await,
            (_, value) => Ok(Ok(value)),
        }
    }

    /// The words of a routine's rules that the register does not have; none where it has all.
    fn unknown_rules(&self, field: FieldId, value: &Value) -> Option<Vec<String>> {
        let Value::Text(text) = value else { return None };
        let is_asked = field == self.engine.tables().routine.f.carried_out;
        Some(unknown_rules(self.engine.model(), text)).filter(|unknown| is_asked && !unknown.is_empty())
    }

    async fn is_there(&self, link: FieldId, id: RowId) -> Result<Result<Value, Mistake>, Failure> {
        let Some(to) = self.engine.model().target(link) else { return Ok(Err(Mistake::NotAmong)) };
        let found = named(self.engine, self.caller, to, id, self.today).await?;
        Ok(found.map(|_| Value::Id(id)).ok_or(Mistake::NotAmong))
    }

    /// Nothing is chosen: what was written in the search box may name one row in full.
    async fn sought(&self, link: FieldId, typed: &Typed) -> Result<Result<Value, Mistake>, Failure> {
        let model = self.engine.model();
        let words = typed.words.iter().find(|(key, _)| *key == model[link].key).map(|(_, words)| words.trim());
        let (Some(words), Some(to)) = (words.filter(|words| !words.is_empty()), model.target(link)) else {
            return Ok(Ok(Value::Null));
        };
        let picked = pick(self.engine, self.caller, to, words, self.today).await?;
        let whole: Vec<RowId> = {
            let same = picked.rows.iter().filter(|(_, label)| label.to_lowercase() == words.to_lowercase());
            same.map(|(id, _)| *id).collect()
        };
        Ok(match (whole.as_slice(), picked.rows.is_empty()) {
            ([one], _) => Ok(Value::Id(*one)),
            (_, true) => Err(Mistake::NobodyFound),
            (_, false) => Err(Mistake::ChooseOne),
        })
    }

    fn differs(&self, field: FieldId, value: &Value) -> bool {
        match &self.stored {
            Some(stored) => stored.get(field) != Some(value),
            None => !value.is_null(),
        }
    }
}
