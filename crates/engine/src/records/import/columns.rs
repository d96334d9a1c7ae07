//! Matching: what each column holds, and what holds for every line.

use super::guess::{part, plain};
use super::{Settings, open_work, sheet_of};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::SAMPLE_VALUES;
use crate::longwork::{WorkKind, WorkState, WorkView, become_of, view};
use crate::records::form::{FieldView, Open, Problems, Typed};
use crate::records::newcomer::{Door, Who, door, is_used};
use crate::records::value::{Mistake, read};
use crate::records::way::{Head, head};
use documents::sheet::{How, Sheet};
use model::{Column, FieldId, FieldKind, Moment, RowId, Span, Value};
use store::Changes;

model::choice! {
    /// What a column may hold of somebody who is named together with a row.
    pub enum Part {
        /// The whole name; of an organisation, its name.
        Name = "new.name",
        /// The first name.
        First = "new.first",
        /// The last name.
        Last = "new.last",
        /// The address.
        Email = "new.email",
        /// The telephone number.
        Phone = "new.phone",
        /// The title.
        Title = "new.title",
        /// Where they work.
        Organisation = "new.organisation",
        /// The number of the organisation.
        OrgNumber = "new.org_number",
    }
}

/// What a column may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A field of the row: its word in the register, and what people call it.
    Field(String, String),
    /// A part of somebody who is named together with it.
    Part(Part),
}

impl Target {
    /// The word by which it is chosen.
    pub fn key(&self) -> &str {
        match self {
            Self::Field(key, _) => key,
            Self::Part(part) => part.key(),
        }
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnView {
    /// What stands above it.
    pub heading: String,
    /// The first values in it.
    pub samples: Vec<String>,
    /// The word of what it holds; empty where it is left out.
    pub target: String,
    /// Another column holds the same.
    pub is_twice: bool,
}

/// The columns of a file, to be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsView {
    /// The work.
    pub work: WorkView,
    /// What the lines become.
    pub head: Head,
    /// How the file was read.
    pub how: How,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// What they may hold.
    pub targets: Vec<Target>,
    /// What must be said where a line does not say it.
    pub fixed: Vec<FieldView>,
    /// Nothing says whom the rows are about.
    pub is_nameless: bool,
}

/// What somebody said of the columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matched {
    /// For each column the word of what it holds; empty where it is left out.
    pub columns: Vec<String>,
    /// What holds where a line says nothing.
    pub fixed: Typed,
}

/// What may be matched in a file for one entity.
pub(super) struct Offer<'a> {
    pub(super) open: Open<'a>,
    pub(super) door: Option<Door>,
    pub(super) targets: Vec<Target>,
}

impl<'a> Offer<'a> {
    pub(super) async fn new(engine: &'a Engine, caller: &'a Caller, now: Moment, key: &str) -> Result<Self, Failure> {
        let open = Open::new(engine, caller, key, None, rights::day_of(now)).await?;
        let door = door(engine, caller, open.entity);
        let model = engine.model();
        let own = open.fields.iter().filter(|field| model[**field].kind != FieldKind::File);
        let own = own
            .map(|field| Target::Field(model[*field].key.clone(), model[*field].name.get(caller.language).to_owned()));
        let parts = Part::ALL.iter().copied().filter(|part| offers(&open, door, *part)).map(Target::Part);
        let targets = parts.chain(own).collect();
        Ok(Self { open, door, targets })
    }

    /// The links of a row by which an organisation is named in words.
    pub(super) fn names_organisation(&self, field: FieldId) -> bool {
        let organisation = &self.open.engine.tables().organisation.f;
        self.open.engine.model().target(field) == Some(organisation.entity)
            && is_used(self.open.engine, self.open.caller, self.open.entity, organisation.name)
    }

    /// The required fields that no file need say: they hold for every line which does not.
    fn fixed(&self) -> Vec<FieldId> {
        let model = self.open.engine.model();
        let asked = |field: &FieldId| {
            let it = &model[*field];
            let is_named = self.door.is_some_and(|door| door.link == *field) || self.names_organisation(*field);
            it.required && it.kind != FieldKind::File && !is_named
        };
        self.open.fields.iter().copied().filter(asked).collect()
    }

    /// What usually holds for every line.
    fn usual(&self, names_people: bool) -> Typed {
        /// Whoever is found elsewhere is told within a month (GDPR art. 14(3)(a)).
        const NOTICE_DUE: &str = "notice_due_on";
        let (engine, today) = (self.open.engine, self.open.today);
        let model = engine.model();
        let about = self.door.and_then(|door| model[door.link].when.as_ref());
        let value = |field: &FieldId| {
            let it = &model[*field];
            let alternatives = model.alternatives(*field).unwrap_or_default();
            let has = |key: &str| alternatives.iter().any(|one| one.key == key);
            let value = match about.filter(|when| when.field == *field) {
                Some(when) => {
                    let wanted = alternatives.iter().find(|one| when.among.contains(&one.key) == names_people)?;
                    wanted.key.clone()
                }
                None if it.kind == FieldKind::Date && it.key == NOTICE_DUE => {
                    documents::iso_day(rights::after(today, Span::Months(1)))
                }
                None if it.kind == FieldKind::Date => documents::iso_day(today),
                None if has("import") => "import".to_owned(),
                None if it.key == "state" => alternatives.first()?.key.clone(),
                None => return None,
            };
            Some((it.key.clone(), value))
        };
        Typed { values: self.fixed().iter().filter_map(value).collect(), ..Typed::default() }
    }

    /// The columns, and what usually holds for every line where they hold that.
    fn with_usual(&self, columns: Vec<String>) -> Matched {
        let people = [Part::Name, Part::First, Part::Email].map(Part::key);
        let names_people = columns.iter().any(|column| people.contains(&column.as_str()));
        Matched { fixed: self.usual(names_people), columns }
    }

    /// What the columns seem to hold, each thing at most once.
    fn guessed(&self, sheet: &Sheet) -> Vec<String> {
        let parts: Vec<Option<Part>> = sheet.headings.iter().map(|heading| part(heading)).collect();
        let names_people = self.door.is_some_and(|door| door.who == Who::Person)
            && parts.iter().flatten().any(|part| matches!(part, Part::Name | Part::First | Part::Email));
        let mut taken: Vec<String> = Vec::new();
        let guess = |(heading, part): (&String, &Option<Part>)| {
            let own = self.own(heading).filter(|_| !(names_people && part.is_some()));
            let part =
                part.filter(|part| self.targets.contains(&Target::Part(*part))).map(|part| part.key().to_owned());
            // A list of organisations calls their names what a list of people calls workplaces.
            let workplace =
                || (part.as_deref() == Some(Part::Organisation.key()) && !names_people).then(|| self.workplace());
            let guess = own.or_else(|| workplace().flatten()).or(part).filter(|guess| !taken.contains(guess));
            taken.extend(guess.clone());
            guess.unwrap_or_default()
        };
        sheet.headings.iter().zip(&parts).map(guess).collect()
    }

    /// The field that a heading names in so many words.
    fn own(&self, heading: &str) -> Option<String> {
        let (model, heading) = (self.open.engine.model(), plain(heading));
        let is_it = |field: &&FieldId| {
            let it = &model[**field];
            let names = [model::Language::Nb, model::Language::En].map(|language| plain(it.name.get(language)));
            it.kind != FieldKind::File && (plain(&it.key) == heading || names.contains(&heading))
        };
        self.open.fields.iter().find(is_it).map(|field| model[*field].key.clone())
    }

    fn workplace(&self) -> Option<String> {
        let link = self.open.fields.iter().find(|field| self.names_organisation(**field))?;
        Some(self.open.engine.model()[*link].key.clone())
    }

    /// What is wrong with what was said of the columns.
    fn problems(&self, matched: &Matched) -> Problems {
        let model = self.open.engine.model();
        let mut problems = Problems::default();
        for field in self.fixed() {
            let it = &model[field];
            let has_column = matched.columns.contains(&it.key);
            match read(model, &it.kind, &self.open.standing(field, Some(&matched.fixed))) {
                Err(mistake) => problems.fields.push((field, mistake)),
                Ok(Value::Null) if !has_column && it.when.is_none() => {
                    problems.fields.push((field, Mistake::Missing));
                }
                Ok(_) => {}
            }
        }
        problems
    }

    /// Whether the rows must name somebody and no column does.
    fn is_nameless(&self, matched: &Matched) -> bool {
        let model = self.open.engine.model();
        let naming = [Part::Name, Part::First, Part::Last].map(Part::key);
        self.door.is_some_and(|door| {
            let it = &model[door.link];
            let says = |key: &String| naming.contains(&key.as_str()) || *key == it.key;
            it.required && it.when.is_none() && !matched.columns.iter().any(says)
        })
    }
}

/// Whether a file for this entity may say this part of somebody: only where a purpose uses it.
fn offers(open: &Open<'_>, door: Option<Door>, part: Part) -> bool {
    let (tables, model) = (open.engine.tables(), open.engine.model());
    let used = |field: FieldId| is_used(open.engine, open.caller, open.entity, field);
    let is_person = door.is_some_and(|door| door.who == Who::Person);
    let links = || open.fields.iter().any(|field| model.target(*field) == Some(tables.organisation.f.entity));
    match part {
        Part::Name => door.is_some(),
        Part::First | Part::Last => is_person,
        Part::Email => door.is_some_and(|door| door.email),
        Part::Phone => is_person && used(tables.phone_number.f.number),
        Part::Title => is_person && used(tables.position.f.title),
        Part::Organisation => is_person && used(tables.position.f.organisation) && used(tables.organisation.f.name),
        Part::OrgNumber => used(tables.organisation.f.org_number) && (door.is_some() || links()),
    }
}

/// The columns of the file in the caller's own work `id`: as `matched` says, otherwise as they were matched before, or as
/// they seem to be.
pub async fn import_columns(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    matched: Option<&Matched>,
) -> Result<ColumnsView, Failure> {
    let work = open_work(engine, caller, (key, id), WorkState::Open).await?;
    let sheet = sheet_of(engine, &work).await?.map_err(|_| Failure::NotFound)?;
    let offer = Offer::new(engine, caller, now, key).await?;
    let settings = Settings::of(&work.row);
    let before = (!settings.columns.is_empty()).then(|| Matched {
        columns: settings.columns.iter().map(|target| target.clone().unwrap_or_default()).collect(),
        fixed: Typed { values: settings.fixed.clone(), ..Typed::default() },
    });
    let guessed = || offer.with_usual(offer.guessed(&sheet));
    let problems = matched.map_or_else(Problems::default, |matched| offer.problems(matched));
    let is_nameless = matched.is_some_and(|matched| offer.is_nameless(matched));
    let stands = matched.cloned().or(before).unwrap_or_else(guessed);
    let form = offer.open.form(Some(&stands.fixed), &problems, false).await?;
    let fixed: Vec<String> = offer.fixed().iter().map(|field| engine.model()[*field].key.clone()).collect();
    let column = |(at, heading): (usize, &String)| {
        let target = stands.columns.get(at).cloned().unwrap_or_default();
        let samples = sheet.lines.iter().map(|line| &line.cells[at]).filter(|cell| !cell.is_empty());
        ColumnView {
            heading: heading.clone(),
            samples: samples.take(SAMPLE_VALUES).cloned().collect(),
            is_twice: !target.is_empty() && stands.columns.iter().filter(|other| **other == target).count() > 1,
            target,
        }
    };
    Ok(ColumnsView {
        head: head(engine, caller, offer.open.entity),
        how: sheet.how.clone(),
        columns: sheet.headings.iter().enumerate().map(column).collect(),
        fixed: form.fields.into_iter().filter(|field| fixed.contains(&field.key)).collect(),
        targets: offer.targets,
        work: view(engine, caller, &work),
        is_nameless,
    })
}

/// These columns for the entity `key`, and what usually holds for every line where a file has them.
pub async fn usually_matched(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    columns: Vec<String>,
) -> Result<Matched, Failure> {
    Ok(Offer::new(engine, caller, now, key).await?.with_usual(columns))
}

/// Takes up what was said of the columns, and looks the lines through; or says what is to be mended first.
pub async fn match_columns(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    matched: &Matched,
) -> Result<Result<(), Box<ColumnsView>>, Failure> {
    let shown = import_columns(engine, caller, now, (key, id), Some(matched)).await?;
    let is_wrong = shown.is_nameless
        || shown.columns.iter().any(|column| column.is_twice)
        || shown.columns.iter().all(|column| column.target.is_empty())
        || shown.fixed.iter().any(|field| field.mistake.is_some());
    if is_wrong {
        return Ok(Err(Box::new(shown)));
    }
    let known = |key: &String| shown.targets.iter().any(|target| target.key() == key);
    let column = |column: &ColumnView| Some(column.target.clone()).filter(known);
    let settings = Settings {
        columns: shown.columns.iter().map(column).collect(),
        fixed: shown.fixed.iter().map(|field| (field.key.clone(), field.typed.clone())).collect(),
        duplicates: String::new(),
    };
    let work = open_work(engine, caller, (key, id), WorkState::Open).await?;
    let (tables, mut changes) = (engine.tables(), Changes::new());
    // The lines were looked through before, with other columns.
    for part in crate::longwork::parts(engine, id).await? {
        changes.delete(&tables.long_job_part.write, part.id, part.version)?;
    }
    let f = &tables.long_job.f;
    let none = Value::Integer(0);
    let mut cells = vec![(f.kind, WorkKind::Check.write()), (f.settings, Value::Text(settings.text()?))];
    cells.extend([f.done, f.made, f.updated, f.skipped, f.wrong].map(|count| (count, none.clone())));
    become_of(engine, now, &mut changes, &work, (WorkState::Waiting, cells))?;
    engine.store().apply(changes).await?;
    Ok(Ok(()))
}
