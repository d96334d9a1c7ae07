//! Access (GDPR art. 15): everything held about a person, in a package that opens anywhere.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::PACKAGE_FILES_BYTES;
use crate::privacy::dossier::gather;
use crate::privacy::history::history;
use crate::privacy::person::{linked, row_view};
use crate::privacy::redaction::{Withheld, for_access, withhold};
use crate::show::Show;
use documents::package::{self, FieldValue, Gap, HeldBy, Package, PackageFile, PackageRow, Section};
use model::{ActivityId, EntityId, FieldId, FieldKind, Held, Language, Model, Moment, RowId, Value};
use rights::{Facts, Holding, Measure, Operation, Until, Viewer, holdings, scope};
use store::{Actor, Changes, FileError};

/// The package about `person` as plain data. That it was given is put on the ledger first.
///
/// # Errors
/// [`Failure::Undecided`] while a text that tells of others too waits for a decision.
pub async fn access_package(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Package, Failure> {
    package_up_to(engine, caller, now, (person, language), PACKAGE_FILES_BYTES).await
}

/// The same with files of at most so many bytes together.
pub(crate) async fn package_up_to(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (person, language): (RowId, Language),
    bytes: u64,
) -> Result<Package, Failure> {
    engine.demand_rights(caller)?;
    package_for(engine, caller.actor(), now, (person, language), bytes).await
}

/// The same for whoever was judged to be entitled to it: `actor`.
async fn package_for(
    engine: &Engine,
    actor: Actor,
    now: Moment,
    (person, language): (RowId, Language),
    bytes: u64,
) -> Result<Package, Failure> {
    let ready = ready(engine, person, language).await?;
    note(engine, actor, now, person).await?;
    put_together(engine, now, ready, (person, language), bytes).await
}

/// What a package is made of: every row about the person, without what concerns others.
pub(super) struct Ready {
    pub(super) facts: Facts,
    withheld: Vec<Withheld>,
}

/// The rows about `person`.
///
/// # Errors
/// [`Failure::Undecided`] while a text that tells of others too waits for a decision.
pub(super) async fn ready(engine: &Engine, person: RowId, language: Language) -> Result<Ready, Failure> {
    let mut facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let items = for_access(engine, &facts, person).await?;
    let withheld = withhold(&mut facts.rows, &items, package::gap(language))?;
    Ok(Ready { facts, withheld })
}

/// Makes the package. That it is given stands on the ledger before, or comes there with what makes it theirs.
pub(super) async fn put_together(
    engine: &Engine,
    now: Moment,
    Ready { facts, withheld }: Ready,
    (person, language): (RowId, Language),
    bytes: u64,
) -> Result<Package, Failure> {
    let held = holdings(engine.model(), &facts, Measure::on(rights::day_of(now)));
    let more = linked(engine, &facts.rows).await?;
    let show = Show::new(engine.model(), language, facts.rows.iter().chain(&more));
    let whom = facts.rows.iter().find(|row| row.id == person).map_or_else(String::new, |row| show.label(row));
    let mut package = Package::new(engine.model(), language, now, whom);
    for entity in engine.model().entity_ids() {
        let rows: Vec<&Holding> = held.iter().filter(|holding| holding.record.entity == entity).collect();
        if !rows.is_empty() {
            let mut section = Section::new(engine.model(), language, entity, &activities(engine, entity, &rows));
            section.rows = rows.iter().map(|holding| row(engine, &show, holding, language)).collect();
            package.sections.push(section);
        }
    }
    tell_withheld(engine, &mut package, &withheld);
    package.history = history(engine, person, language).await?;
    add_files(engine, &mut package, &held, bytes).await?;
    Ok(package)
}

/// The archive for the person, who has shown to be it by the link to their request.
pub(crate) async fn access_archive_for(
    engine: &Engine,
    actor: Actor,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    Ok(package::archive(&package_for(engine, actor, now, (person, language), PACKAGE_FILES_BYTES).await?))
}

pub(super) async fn note(engine: &Engine, actor: Actor, now: Moment, person: RowId) -> Result<(), Failure> {
    let mut changes = Changes::new();
    noted(engine, &mut changes, actor, now, person);
    Ok(engine.store().apply(changes).await?)
}

/// Adds to `changes` that the package about `person` was given.
pub(super) fn noted(engine: &Engine, changes: &mut Changes, actor: Actor, now: Moment, person: RowId) {
    let entry = Deed::AccessGiven.entry(engine, now, actor, (engine.tables().person.f.entity, person));
    changes.record(entry.about(person));
}

/// The activities of an entity: its own, and for a hub those that hold these rows.
fn activities(engine: &Engine, entity: EntityId, rows: &[&Holding]) -> Vec<ActivityId> {
    match &engine.model()[entity].held {
        Held::By(activities) => activities.clone(),
        Held::Impersonal => Vec::new(),
        Held::AsClaimed | Held::ByChoice { .. } => {
            let mut activities: Vec<ActivityId> =
                rows.iter().flat_map(|holding| holding.holds.iter().map(|hold| hold.activity)).collect();
            activities.sort_unstable();
            activities.dedup();
            activities
        }
    }
}

fn row(engine: &Engine, show: &Show<'_>, holding: &Holding, language: Language) -> PackageRow {
    let view = row_view(engine, show, holding, language);
    let held = view.holds.into_iter().map(|hold| HeldBy {
        purpose: hold.purpose,
        until: match hold.until {
            Until::Day(day) => Some(day),
            Until::Open => None,
        },
        because: hold.claim,
    });
    let field = |shown: crate::show::Shown| FieldValue {
        raw: raw(&shown.raw),
        key: shown.key,
        name: shown.name,
        shown: shown.text,
        file: None,
        left_out: false,
        withheld: None,
    };
    PackageRow {
        id: view.id,
        label: view.label,
        held: held.collect(),
        fields: show.every_field(&holding.record).into_iter().map(field).collect(),
    }
}

/// Says of each field what of it concerns others and is missing (GDPR art. 15(4)).
fn tell_withheld(engine: &Engine, package: &mut Package, withheld: &[Withheld]) {
    let rows = package.sections.iter_mut().flat_map(|section| &mut section.rows);
    for row in rows {
        for gap in withheld.iter().filter(|gap| gap.row == row.id) {
            let key = &engine.model()[gap.field].key;
            if let Some(shown) = row.fields.iter_mut().find(|shown| shown.key == *key) {
                shown.withheld = Some(Gap { whole: gap.whole, reason: gap.reason.clone() });
            }
        }
    }
}

/// Puts the files in that the rows of the package name, as far as they are not too many.
async fn add_files(engine: &Engine, package: &mut Package, held: &[Holding], mut left: u64) -> Result<(), Failure> {
    let model = engine.model();
    for section in &mut package.sections {
        let Some(entity) = model.entity_named(&section.entity) else { continue };
        let read = scope(model, &Viewer::Engine, entity, Operation::Read)?;
        for row in &mut section.rows {
            let Some(holding) = held.iter().find(|holding| holding.record.id == row.id) else { continue };
            for (field, _) in holding.record.cells.iter().filter(|(field, value)| is_file(model, *field, value)) {
                let Some(shown) = row.fields.iter_mut().find(|shown| shown.key == model[*field].key) else { continue };
                let found = match engine.store().read_file(&read, row.id, *field).await {
                    Ok(found) => found.filter(|found| found.info().size <= left),
                    // Its key or its bytes are gone: there is nothing to give.
                    Err(FileError::Missing | FileError::Damaged) => None,
                    Err(other) => return Err(other.into()),
                };
                let Some(found) = found else {
                    shown.left_out = true;
                    continue;
                };
                left -= found.info().size;
                let path = path(package.files.len() + 1, &found.info().title);
                let bytes = found.whole().await?;
                shown.file = Some(path.clone());
                package.files.push(PackageFile { path, bytes });
            }
        }
    }
    Ok(())
}

pub(super) fn is_file(model: &Model, field: FieldId, value: &Value) -> bool {
    model[field].kind == FieldKind::File && !value.is_null()
}

/// `files/3-Soknad.pdf`: a path that every system takes, each once.
fn path(number: usize, title: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' };
    format!("files/{number}-{}", title.chars().map(sign).collect::<String>())
}

/// A value as JSON: dates and times in ISO 8601.
pub(super) fn raw(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Boolean(yes) => (*yes).into(),
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::Day(day) => documents::iso_day(*day).into(),
        Value::Moment(moment) => documents::iso_moment(*moment).into(),
        Value::Id(id) => id.to_string().into(),
    }
}
