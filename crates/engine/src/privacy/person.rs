//! The person's page: every row held about somebody, who holds it up, and until when.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::parties;
use crate::privacy::around::gather_nobody;
use crate::privacy::dossier::gather;
use crate::records::{When, happened, linked_for};
use crate::show::{Show, Shown};
use model::{Access, Day, Held, Language, Model, Reach, Record, Restriction, RowId, Subject, Value};
use rights::{Facts, Holding, Kept, Known, Measure, Operation, Reason, Until, holdings, own_rows, team_rows};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use store::Condition;

/// Everything about one person that the viewer may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonPage {
    /// The person.
    pub id: RowId,
    /// What they are called: their name, else their first address.
    pub name: String,
    /// The rows, the person first.
    pub rows: Vec<RowView>,
    /// How many rows the viewer may not see.
    pub hidden: usize,
    /// The viewer carries out the rights of persons.
    pub may_carry_out_rights: bool,
}

/// One row and what holds it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowView {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call such a row.
    pub kind: String,
    /// The row.
    pub id: RowId,
    /// What it is called in a list.
    pub label: String,
    /// Its filled fields in words.
    pub fields: Vec<Shown>,
    /// What holds it up; empty where it is due.
    pub holds: Vec<HoldView>,
    /// The last day that any purpose gives it; none where it is due.
    pub until: Option<Until>,
    /// Why it is only stored, where it is.
    pub restricted: Option<Restriction>,
    /// What alone keeps it: a law, in words, or a legal hold or a restriction.
    pub kept: Option<(Reason, String)>,
    /// When what it tells of happened, as far as it tells.
    pub at: Option<When>,
    /// It is a claim of its own that has no end yet: something is going on.
    pub is_going_on: bool,
}

/// One purpose that holds a row up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldView {
    /// The purpose in words.
    pub purpose: String,
    /// The letter of GDPR art. 6(1).
    pub letter: char,
    /// Until when.
    pub until: Until,
    /// What kind of row claims it.
    pub claim: String,
}

/// Whom an identifier means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody who is recorded.
    Nobody,
    /// This person.
    One(RowId),
    /// These people share it, as colleagues share a switchboard.
    Several(Vec<RowId>),
}

/// Finds a person by e-mail address, telephone number or id.
pub async fn find(engine: &Engine, identifier: &str) -> Result<Found, Failure> {
    let mut people = named_by(engine, identifier).await?;
    people.sort_unstable();
    people.dedup();
    Ok(match people.as_slice() {
        [] => Found::Nobody,
        [one] => Found::One(*one),
        _ => Found::Several(people),
    })
}

async fn named_by(engine: &Engine, identifier: &str) -> Result<Vec<RowId>, Failure> {
    let tables = engine.tables();
    if let Ok(id) = RowId::from_str(identifier) {
        return Ok(tables.person.get(engine.store(), id).await?.map(|person| person.id).into_iter().collect());
    }
    if let Some(address) = parties::email(identifier) {
        let query =
            tables.email_address.all().matching(Condition::Is(tables.email_address.f.address, Value::Text(address)));
        let found = tables.email_address.find(engine.store(), query).await?;
        return Ok(found.into_iter().filter_map(|address| address.row.person).collect());
    }
    if let Some(number) = parties::phone(identifier) {
        let query =
            tables.phone_number.all().matching(Condition::Is(tables.phone_number.f.number, Value::Text(number)));
        let found = tables.phone_number.find(engine.store(), query.limit(BATCH_ROWS)).await?;
        return Ok(found.into_iter().filter_map(|number| number.row.person).collect());
    }
    Ok(Vec::new())
}

/// The page of `person` as `caller` may see it on `today`.
pub async fn person(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    language: Language,
    today: Day,
) -> Result<PersonPage, Failure> {
    let facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let held = holdings(engine.model(), &facts, Measure::on(today));
    let (visible, hidden) = visible(engine, caller, &facts, held);
    if visible.is_empty() {
        return Err(Failure::NotFound);
    }
    let shown = visible.iter().map(|holding| holding.record.id).collect();
    engine.looked(caller, engine.tables().person.f.entity, Some(person), shown)?;
    // Names of rows behind links are told by the viewer's right, like the rows themselves.
    let seen: Vec<Record> = visible.iter().map(|holding| holding.record.clone()).collect();
    let more = linked_for(engine, caller, &seen, today).await?;
    let show = Show::new(engine.model(), language, seen.iter().chain(&more));
    let view = |holding: &Holding| {
        let mut view = row_view(engine, &show, holding, language);
        for field in &mut view.fields {
            if matches!(&field.raw, Value::Id(id) if !show.knows(*id)) {
                field.text.clear();
            }
        }
        view
    };
    let rows: Vec<RowView> = visible.iter().map(view).collect();
    Ok(PersonPage {
        id: person,
        name: name(&rows),
        rows,
        hidden,
        may_carry_out_rights: caller.viewer.carries_out_rights(engine.model()),
    })
}

/// Whether some purpose that the caller may read holds the person up: otherwise the person is not there
/// for them.
pub(crate) async fn is_known_to(engine: &Engine, caller: &Caller, person: RowId, today: Day) -> Result<bool, Failure> {
    is_row_known_to(engine, caller, person, person, today).await
}

/// Whether some purpose that the caller may read holds up `row`, which is about `person`.
pub(crate) async fn is_row_known_to(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    row: RowId,
    today: Day,
) -> Result<bool, Failure> {
    if caller.viewer.carries_out_rights(engine.model()) {
        return Ok(true);
    }
    let facts = gather(engine, person).await?;
    let held = holdings(engine.model(), &facts, Measure::on(today));
    let row = held.into_iter().filter(|holding| holding.record.id == row).collect();
    Ok(!visible(engine, caller, &facts, row).0.is_empty())
}

/// What holds up `row`, which is about `person`, as far as the caller may know.
pub(crate) async fn holds_of(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    row: RowId,
    today: Day,
) -> Result<Vec<HoldView>, Failure> {
    let facts = gather(engine, person).await?;
    let held = holdings(engine.model(), &facts, Measure::on(today));
    Ok(told_of(engine, caller, &facts, (held, row)))
}

/// What holds up `row`, which is about nobody, as far as the caller may know; nothing where more does than is looked at.
pub(crate) async fn holds_of_nobodys(
    engine: &Engine,
    caller: &Caller,
    row: &Record,
    today: Day,
) -> Result<Vec<HoldView>, Failure> {
    if engine.model()[row.entity].held != Held::AsClaimed {
        return Ok(Vec::new());
    }
    let facts = match gather_nobody(engine, vec![row.clone()]).await {
        Ok(facts) => facts,
        Err(Failure::TooLarge) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let held = holdings(engine.model(), &facts, Measure::on(today));
    Ok(told_of(engine, caller, &facts, (held, row.id)))
}

fn told_of(engine: &Engine, caller: &Caller, facts: &Facts, (held, row): (Vec<Holding>, RowId)) -> Vec<HoldView> {
    let row = held.into_iter().filter(|holding| holding.record.id == row).collect();
    let show = Show::new(engine.model(), caller.language, []);
    let views = visible(engine, caller, facts, row).0;
    views.iter().flat_map(|holding| row_view(engine, &show, holding, caller.language).holds).collect()
}

/// Leaves out the rows, the fields and the holds that the caller may not read. A shared row is seen
/// only through an activity that holds it and that the caller may read, of all rows or of their own.
fn visible(engine: &Engine, caller: &Caller, facts: &Facts, held: Vec<Holding>) -> (Vec<Holding>, usize) {
    let all = held.len();
    let model = engine.model();
    let rights = caller.viewer.carries_out_rights(model);
    let known = Known::of(model, facts);
    let narrow = |mut holding: Holding| {
        let record = &holding.record;
        let scope = engine.scope(caller, record.entity, Operation::Read).ok()?;
        let covered = |field| scope.rows_of(field).is_some_and(|rows| rows.hold(&known, record));
        let cells: Vec<_> = record.cells.iter().filter(|(field, _)| covered(*field)).cloned().collect();
        if cells.is_empty() {
            return None;
        }
        let own = own_rows(model, &caller.viewer, record.entity).hold(&known, record);
        let team = team_rows(model, &caller.viewer, record.entity).hold(&known, record);
        holding.record.cells = cells;
        if !rights {
            holding.holds.retain(|hold| match caller.viewer.reach(model, hold.activity, Access::Read) {
                Some(Reach::All) => true,
                Some(Reach::Team) => team,
                Some(Reach::Own) => own,
                None => false,
            });
        }
        (rights || !holding.holds.is_empty()).then_some(holding)
    };
    let visible: Vec<Holding> = held.into_iter().filter_map(narrow).collect();
    let hidden = all - visible.len();
    (visible, hidden)
}

pub(super) fn row_view(engine: &Engine, show: &Show<'_>, holding: &Holding, language: Language) -> RowView {
    let model = engine.model();
    let entity = &model[holding.record.entity];
    let hold = |hold: &rights::Hold| HoldView {
        purpose: model[hold.activity].purpose.get(language).to_owned(),
        letter: model[hold.activity].ground.letter(),
        until: hold.until,
        claim: model[hold.claim_entity].name.get(language).to_owned(),
    };
    RowView {
        entity: entity.key.clone(),
        kind: entity.name.get(language).to_owned(),
        id: holding.record.id,
        label: show.label(&holding.record),
        fields: show.fields(&holding.record),
        holds: longest_of_each(holding.holds.iter().map(hold).collect()),
        until: holding.until(),
        restricted: holding.record.restricted,
        kept: kept(model, holding, language),
        at: happened(model, &holding.record),
        is_going_on: entity.held != Held::AsClaimed
            && rights::company(model, holding.record.entity).is_none()
            && holding.until() == Some(Until::Open),
    }
}

/// What alone keeps a row, where no purpose does.
fn kept(model: &Model, holding: &Holding, language: Language) -> Option<(Reason, String)> {
    match (holding.stop, holding.law) {
        (Some(stop), _) => Some((stop.into(), String::new())),
        (None, Some(Kept { law, until })) => {
            Some((Reason::Law { law, until }, model[law].title.get(language).to_owned()))
        }
        (None, None) => None,
    }
}

/// Ten requests hold a name up for one purpose: the one that lasts longest tells it all.
fn longest_of_each(mut holds: Vec<HoldView>) -> Vec<HoldView> {
    holds.sort_by_key(|hold| std::cmp::Reverse(hold.until));
    let mut seen = HashSet::new();
    holds.retain(|hold| seen.insert((hold.purpose.clone(), hold.claim.clone())));
    holds
}

/// Rows that `rows` link to and that are not among them, for their labels.
pub(super) async fn linked(engine: &Engine, rows: &[Record]) -> Result<Vec<Record>, Failure> {
    let known: HashSet<RowId> = rows.iter().map(|row| row.id).collect();
    let mut wanted: HashMap<model::EntityId, Vec<RowId>> = HashMap::new();
    for (field, value) in rows.iter().flat_map(|row| &row.cells) {
        if let (Some(to), Value::Id(id)) = (engine.model().target(*field), value)
            && !known.contains(id)
        {
            wanted.entry(to).or_default().push(*id);
        }
    }
    let mut found = Vec::new();
    for (entity, ids) in wanted {
        found.extend(super::dossier::where_is(engine, entity, Condition::Ids(ids)).await?);
    }
    found.extend(crate::files::titles(engine, rows).await?);
    // A user is called what the person behind it is called: one step further.
    let known: HashSet<RowId> = known.into_iter().chain(found.iter().map(|row| row.id)).collect();
    let people = found.iter().flat_map(|row| row.cells.iter()).filter_map(|(field, value)| {
        let to = engine.model().target(*field)?;
        match value {
            Value::Id(id) if engine.model()[to].subject == Subject::Itself && !known.contains(id) => Some((to, *id)),
            _ => None,
        }
    });
    let people: Vec<(model::EntityId, RowId)> = people.collect();
    for (entity, id) in people {
        found.extend(super::dossier::where_is(engine, entity, Condition::Ids(vec![id])).await?);
    }
    Ok(found)
}

fn name(rows: &[RowView]) -> String {
    let labelled = |entity: &str| rows.iter().find(|row| row.entity == entity && !row.label.is_empty());
    labelled("person").or_else(|| labelled("email_address")).map_or_else(String::new, |row| row.label.clone())
}
