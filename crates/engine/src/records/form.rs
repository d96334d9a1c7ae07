//! A form: one control for every field that the caller may write, with what was typed and what is wrong.

use super::known::{person_of, row};
use super::links::{cell, label, linked};
use super::newcomer::{Who, door};
use super::picker::{named, pick};
use super::under::{holds, under};
use super::value::{Control, Mistake, Under, control, typed as as_typed};
use super::way::{Head, Way, entity, head, head_of, writable};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::files;
use crate::show::Show;
use crate::system::hash;
use model::{Day, EntityId, FieldId, FieldKind, Record, RowId};
use std::str::FromStr;

/// What was typed, by the fields' words in the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// What stands in each control.
    pub values: Vec<(String, String)>,
    /// The words by which a row is sought for a link.
    pub words: Vec<(String, String)>,
    /// The name of somebody new.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The version that the form was filled in on; none for a new row.
    pub version: Option<i64>,
    /// The words of fields whose file was too large to come in.
    pub too_large: Vec<String>,
    /// The prints of what stood in each control when the form was opened: see [`FieldView::print`].
    pub was: Vec<(String, String)>,
    /// Whether it is one field changed where it stands, so that a draft of the whole form is none of its business.
    pub is_inline: bool,
}

/// A form as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// What it makes or changes.
    pub head: Head,
    /// The row; none for a new one.
    pub id: Option<RowId>,
    /// What the row is called; empty for a new one.
    pub label: String,
    /// The version of the row; none for a new one.
    pub version: Option<i64>,
    /// The controls.
    pub fields: Vec<FieldView>,
    /// Where somebody new can be named.
    pub newcomer: Option<NewcomerView>,
    /// Somebody else changed the row since the form was filled in.
    pub is_overtaken: bool,
}

/// One control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// It must be filled in, under its choice where it depends on one.
    pub required: bool,
    /// The choice of the same form that it depends on.
    pub when: Option<Under>,
    /// How it is asked for.
    pub control: Control,
    /// What stands in it.
    pub typed: String,
    /// A print of what was stored when the form was opened: by it is told later which of two changed the field.
    pub print: Option<String>,
    /// What is wrong with that.
    pub mistake: Option<Mistake>,
}

/// The part of a form that names somebody new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewcomerView {
    /// The link that it stands in for.
    pub link: String,
    /// What the newcomer is.
    pub who: Who,
    /// The name.
    pub name: String,
    /// What is wrong with it.
    pub name_mistake: Option<Mistake>,
    /// The address; none where the purpose uses none.
    pub email: Option<String>,
    /// What is wrong with it.
    pub email_mistake: Option<Mistake>,
}

/// What a form found wrong: with fields, and with somebody new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Problems {
    pub(super) fields: Vec<(FieldId, Mistake)>,
    pub(super) name: Option<Mistake>,
    pub(super) email: Option<Mistake>,
}

impl Problems {
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.name.is_none() && self.email.is_none()
    }
}

/// The controls of a form of the entity `key`: their words, and whether each chooses a row.
pub fn form_fields(engine: &Engine, caller: &Caller, key: &str) -> Result<Vec<(String, bool)>, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    let (_, fields) = writable(engine, caller, entity)?;
    let model = engine.model();
    Ok(fields.iter().map(|field| (model[*field].key.clone(), model.target(*field).is_some())).collect())
}

/// Those controls of a form of the entity `key` that take a file.
pub fn form_files(engine: &Engine, caller: &Caller, key: &str) -> Result<Vec<String>, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    let (_, fields) = writable(engine, caller, entity)?;
    let model = engine.model();
    let files = fields.iter().filter(|field| model[**field].kind == FieldKind::File);
    Ok(files.map(|field| model[*field].key.clone()).collect())
}

/// The fields of a form of the entity `key` that depend on another of its fields, each with what it depends on.
pub fn form_choices(engine: &Engine, caller: &Caller, key: &str) -> Result<Vec<(String, Under)>, Failure> {
    let (entity, _) = entity(engine, caller, key)?;
    let (_, fields) = writable(engine, caller, entity)?;
    let model = engine.model();
    let depends = |field: &FieldId| {
        let choice = model[*field].when.as_ref().map(|when| when.field)?;
        let under = under(model, *field, caller.language).filter(|_| fields.contains(&choice))?;
        Some((model[*field].key.clone(), under))
    };
    Ok(fields.iter().filter_map(depends).collect())
}

/// The form for a new row of the entity `key`, or for the row `id`; with what was typed so far.
pub async fn form(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: Option<RowId>,
    typed: Option<&Typed>,
    today: Day,
) -> Result<Form, Failure> {
    let open = Open::new(engine, caller, key, id, today).await?;
    if let Some(id) = id {
        engine.looked(caller, open.entity, person_of(engine, open.entity, id).await?, vec![id])?;
    }
    open.form(typed, &Problems::default(), false).await
}

/// The control of one field of the row `id` by itself, with the version of the row.
pub async fn form_field(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    field: &str,
    today: Day,
) -> Result<Option<(FieldView, i64)>, Failure> {
    let open = Open::new(engine, caller, key, Some(id), today).await?;
    let field = open.fields.iter().copied().find(|known| engine.model()[*known].key == field);
    let (Some(field), Some(stored)) = (field, &open.stored) else { return Ok(None) };
    let view = open.field(field, None, &Problems::default()).await?;
    Ok(view.map(|view| (view, stored.version)))
}

/// Refuses whoever may not fill in the form for a new row of the entity `key`, or for the row `id`.
pub(crate) async fn may_fill_in(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: Option<RowId>,
    today: Day,
) -> Result<(), Failure> {
    Open::new(engine, caller, key, id, today).await.map(drop)
}

/// Enough of a hash to tell two values of one field apart.
pub(super) fn print_of(standing: &str) -> String {
    const DIGITS: usize = 16;
    hash(standing).chars().take(DIGITS).collect()
}

/// A form that may be filled in: what it is about, read once.
pub(super) struct Open<'a> {
    pub(super) engine: &'a Engine,
    pub(super) caller: &'a Caller,
    pub(super) today: Day,
    pub(super) entity: EntityId,
    pub(super) fields: Vec<FieldId>,
    pub(super) stored: Option<Record>,
}

impl<'a> Open<'a> {
    pub(super) async fn new(
        engine: &'a Engine,
        caller: &'a Caller,
        key: &str,
        id: Option<RowId>,
        today: Day,
    ) -> Result<Self, Failure> {
        let (entity, read) = entity(engine, caller, key)?;
        let (_, fields) = writable(engine, caller, entity)?;
        let stored = match (head(engine, caller, entity).way, id) {
            (Way::Made, None) => None,
            (Way::Made | Way::Changed, Some(id)) => {
                let stored = row(engine, caller, &read, id, today).await?.ok_or(Failure::NotFound)?;
                if head_of(engine, caller, &stored).await?.way == Way::Shown {
                    return Err(Failure::Denied);
                }
                Some(stored)
            }
            (Way::Shown, _) | (Way::Changed, None) => return Err(Failure::Denied),
        };
        Ok(Self { engine, caller, today, entity, fields, stored })
    }

    /// What stands in the control of `field`: what was typed, or else what is stored.
    pub(super) fn standing(&self, field: FieldId, typed: Option<&Typed>) -> String {
        let it = &self.engine.model()[field];
        let typed = typed.and_then(|typed| typed.values.iter().find(|(key, _)| *key == it.key));
        match (typed, self.stored.as_ref().and_then(|stored| stored.get(field))) {
            (Some((_, typed)), _) => typed.clone(),
            (None, Some(value)) => as_typed(&it.kind, value),
            (None, None) => String::new(),
        }
    }

    /// The form as it is shown.
    pub(super) async fn form(
        &self,
        typed: Option<&Typed>,
        problems: &Problems,
        is_overtaken: bool,
    ) -> Result<Form, Failure> {
        let mut fields = Vec::new();
        for field in &self.fields {
            fields.extend(self.field(*field, typed, problems).await?);
        }
        let (engine, caller) = (self.engine, self.caller);
        let door = if self.stored.is_none() { door(engine, caller, self.entity) } else { None };
        let newcomer = door.map(|door| NewcomerView {
            link: engine.model()[door.link].key.clone(),
            who: door.who,
            name: typed.map_or_else(String::new, |typed| typed.name.clone()),
            name_mistake: problems.name.clone(),
            email: door.email.then(|| typed.map_or_else(String::new, |typed| typed.email.clone())),
            email_mistake: problems.email.clone(),
        });
        Ok(Form {
            head: head(engine, caller, self.entity),
            id: self.stored.as_ref().map(|stored| stored.id),
            label: self.label().await?,
            version: self.stored.as_ref().map(|stored| stored.version),
            fields,
            newcomer,
            is_overtaken,
        })
    }

    /// The print of `field` as it was when the form was opened.
    fn print(&self, field: FieldId, typed: Option<&Typed>) -> String {
        let key = &self.engine.model()[field].key;
        let was = typed.and_then(|typed| typed.was.iter().find(|(known, _)| known == key));
        was.map_or_else(|| print_of(&self.standing(field, None)), |(_, print)| print.clone())
    }

    /// The choice of this form that `field` depends on.
    fn depends(&self, field: FieldId) -> Option<Under> {
        let model = self.engine.model();
        let choice = model[field].when.as_ref().map(|when| when.field)?;
        under(model, field, self.caller.language).filter(|_| self.fields.contains(&choice))
    }

    /// Whether `field` is asked for: not where it depends on a choice that is settled otherwise and not asked for.
    fn is_open(&self, field: FieldId) -> bool {
        let Some(when) = &self.engine.model()[field].when else { return true };
        let settled = self.stored.as_ref().filter(|_| !self.fields.contains(&when.field));
        settled.is_none_or(|stored| holds(when, stored.get(when.field)) != Some(false))
    }

    async fn label(&self) -> Result<String, Failure> {
        let Some(stored) = &self.stored else { return Ok(String::new()) };
        let more = linked(self.engine, self.caller, std::slice::from_ref(stored), self.today).await?;
        let show = Show::new(self.engine.model(), self.caller.language, more.iter().chain([stored]));
        Ok(label(&show, stored))
    }

    /// What the file is called that `field` of the stored row names.
    async fn file_title(&self, stored: &Record, field: FieldId) -> Result<Option<String>, Failure> {
        if stored.get(field).is_none_or(model::Value::is_null) {
            return Ok(None);
        }
        let titles = files::titles(self.engine, std::slice::from_ref(stored)).await?;
        let show = Show::new(self.engine.model(), self.caller.language, &titles);
        Ok(Some(cell(self.engine.model(), &show, stored, field).text))
    }

    async fn field(
        &self,
        field: FieldId,
        typed: Option<&Typed>,
        problems: &Problems,
    ) -> Result<Option<FieldView>, Failure> {
        let model = self.engine.model();
        let it = &model[field];
        let standing = self.standing(field, typed);
        if standing.is_empty() && !self.is_open(field) {
            return Ok(None);
        }
        let Some(mut control) = control(model, &it.kind, self.caller.language) else { return Ok(None) };
        if let (Control::Rows { offered, words, more }, Some(to)) = (&mut control, model.target(field)) {
            let sought = typed.and_then(|typed| typed.words.iter().find(|(key, _)| *key == it.key));
            *words = sought.map_or_else(String::new, |(_, words)| words.clone());
            let picked = pick(self.engine, self.caller, to, words, self.today).await?;
            (*offered, *more) = (picked.rows, picked.more);
            let chosen = RowId::from_str(&standing).ok().filter(|id| !offered.iter().any(|(known, _)| known == id));
            if let Some(id) = chosen {
                // What stands there stays on offer, whatever is sought; its label only where it may be known.
                let label = named(self.engine, self.caller, to, id, self.today).await?;
                offered.insert(0, (id, label.unwrap_or_default()));
            }
        }
        if let (Control::File(title), Some(stored)) = (&mut control, &self.stored) {
            *title = self.file_title(stored, field).await?;
        }
        Ok(Some(FieldView {
            key: it.key.clone(),
            name: it.name.get(self.caller.language).to_owned(),
            required: it.required,
            when: self.depends(field),
            control,
            typed: standing,
            print: self.stored.as_ref().map(|_| self.print(field, typed)),
            mistake: problems.fields.iter().find(|(wrong, _)| *wrong == field).map(|(_, mistake)| mistake.clone()),
        }))
    }
}
