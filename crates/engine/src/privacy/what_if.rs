//! What would follow from another register: the rows that would fall due, and the sentences that would change.
//!
//! Nothing is written. It must not know how the other register was made; that it compiles is all it asks.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{WHAT_IF_LABELS, WHAT_IF_PEOPLE, WHAT_IF_ROWS};
use crate::privacy::dossier::gather_by;
use crate::privacy::due::{rows_due, whose};
use crate::privacy::person::linked;
use crate::privacy::rules::{differs, with_rules_of};
use crate::show::Show;
use documents::{Content, statement};
use model::{Day, Entity, EntityId, Keep, Language, Model, Record, RowId, Subject};
use rights::{Facts, Measure, Operation, Viewer, holdings, scope};
use std::collections::{BTreeMap, BTreeSet};
use store::Query;

/// What would follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatIf {
    /// The rows that would be due today and are not due now, by kind.
    pub due: Vec<DueRows>,
    /// How many other rows would go on an earlier day than now.
    pub sooner: usize,
    /// How many rows would stay longer than now.
    pub longer: usize,
    /// Whether every row was looked at; if not, `sooner` and `longer` are of the first ones only.
    pub whole: bool,
    /// The sentences of the statement that would change.
    pub sentences: Vec<Sentence>,
}

/// Rows of one kind that would be due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRows {
    /// What people call such a row.
    pub kind: String,
    /// How many.
    pub rows: usize,
    /// The first of them; none of what the caller may not read.
    pub some: Vec<DueRow>,
}

/// One row that would be due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// What it is called.
    pub label: String,
    /// The person it is about.
    pub person: RowId,
    /// What the person is called; empty where they have no name.
    pub name: String,
}

/// A sentence of the statement, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The heading it stands under.
    pub heading: String,
    /// The term it explains; empty outside a list of terms.
    pub term: String,
    /// As it is; none where it is new.
    pub old: Option<String>,
    /// As it would be; none where it goes.
    pub new: Option<String>,
}

/// What a what-if can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changeable {
    /// The entities about persons that have a period: the word in the register and the name.
    pub entities: Vec<(String, String)>,
    /// The activities: the word in the register and the purpose.
    pub activities: Vec<(String, String)>,
}

/// What `caller` may try: everything, if they carry out the rights of persons.
pub fn changeable(engine: &Engine, caller: &Caller, language: Language) -> Result<Changeable, Failure> {
    engine.demand_rights(caller)?;
    let model = engine.model();
    let timed = model.entities.iter().filter(|entity| is_timed(entity));
    Ok(Changeable {
        entities: timed.map(|it| (it.key.clone(), it.name.get(language).to_owned())).collect(),
        activities: model.activities.iter().map(|it| (it.key.clone(), it.purpose.get(language).to_owned())).collect(),
    })
}

/// Whether rows of `entity` are about persons and live for a time that the register sets.
pub(super) fn is_timed(entity: &Entity) -> bool {
    entity.subject != Subject::None && matches!(entity.keep, Keep::Terms(_))
}

/// What would follow, for rows about persons and for the statement, if `other` were the register `today`.
pub async fn what_if(
    engine: &Engine,
    caller: &Caller,
    other: &Model,
    today: Day,
    language: Language,
) -> Result<WhatIf, Failure> {
    engine.demand_rights(caller)?;
    let present = engine.model();
    let rules = with_rules_of(present, other);
    let changed = present.entity_ids().filter(|&id| differs(present, &rules, id));
    let mut people = BTreeSet::new();
    let mut whole = true;
    for entity in changed {
        if present[entity].subject == Subject::None {
            continue;
        }
        let due = rows_due(engine, &rules, entity, today).await?;
        people.extend(whose(engine, entity, &due.iter().collect::<Vec<&Record>>()).await?.people);
        let read = scope(present, &Viewer::Engine, entity, Operation::Read)?;
        let rows = engine.store().find(Query::over(&read).limit(WHAT_IF_ROWS + 1)).await?;
        whole &= rows.len() as u64 <= WHAT_IF_ROWS;
        people.extend(whose(engine, entity, &rows.iter().collect::<Vec<&Record>>()).await?.people);
    }
    let mut found = Comparison::default();
    whole &= people.len() <= WHAT_IF_PEOPLE;
    for person in people.into_iter().take(WHAT_IF_PEOPLE) {
        found.compare(present, &rules, person, &gather_by(engine, &rules, person).await?, today);
    }
    Ok(WhatIf {
        due: due_rows(engine, caller, &found, language).await?,
        sooner: found.sooner,
        longer: found.longer,
        whole,
        sentences: sentences(present, other, language),
    })
}

/// What the rows of the persons looked at so far would come to.
#[derive(Default)]
struct Comparison {
    due: BTreeMap<EntityId, Vec<(Record, RowId)>>,
    people: BTreeMap<RowId, Record>,
    sooner: usize,
    longer: usize,
}

impl Comparison {
    /// Adds the rows about `person`.
    fn compare(&mut self, present: &Model, rules: &Model, person: RowId, facts: &Facts, today: Day) {
        let is_person = |row: &&Record| row.id == person;
        self.people.extend(facts.rows.iter().find(is_person).map(|row| (person, row.clone())));
        let held = |model| holdings(model, facts, Measure::on(today));
        for (now, then) in held(present).into_iter().zip(held(rules)) {
            match (now.until(), then.until()) {
                (Some(_), None) => self.due.entry(now.record.entity).or_default().push((now.record, person)),
                (now, then) if then < now => self.sooner += 1,
                (now, then) if then > now => self.longer += 1,
                _ => {}
            }
        }
    }
}

/// The rows by kind, the first of each by name.
async fn due_rows(
    engine: &Engine,
    caller: &Caller,
    found: &Comparison,
    language: Language,
) -> Result<Vec<DueRows>, Failure> {
    let model = engine.model();
    let readable = found.due.iter().filter(|(entity, _)| engine.scope(caller, **entity, Operation::Read).is_ok());
    let named = readable.flat_map(|(_, rows)| rows.iter().take(WHAT_IF_LABELS).map(|(record, _)| record.clone()));
    let named: Vec<Record> = named.collect();
    let more = linked(engine, &named).await?;
    let show = Show::new(model, language, named.iter().chain(&more));
    let name = |person: &RowId| found.people.get(person).map_or_else(String::new, |row| show.label(row));
    let due = |(row, person): &(Record, RowId)| DueRow { label: show.label(row), person: *person, name: name(person) };
    let kind = |(&entity, rows): (&EntityId, &Vec<(Record, RowId)>)| DueRows {
        kind: model[entity].name.get(language).to_owned(),
        rows: rows.len(),
        some: match engine.scope(caller, entity, Operation::Read) {
            Ok(_) => rows.iter().take(WHAT_IF_LABELS).map(due).collect(),
            Err(_) => Vec::new(),
        },
    };
    Ok(found.due.iter().map(kind).collect())
}

/// The sentences that only one of the two statements has, those of the same place side by side.
fn sentences(present: &Model, other: &Model, language: Language) -> Vec<Sentence> {
    let (old, new) = (lines(present, language), lines(other, language));
    let mut added: Vec<&Line> = new.iter().filter(|line| !old.contains(line)).collect();
    let mut changed = Vec::new();
    for Line { heading, term, text } in old.iter().filter(|line| !new.contains(line)) {
        let twin = added.iter().position(|line| line.heading == *heading && line.term == *term);
        changed.push(Sentence {
            heading: heading.clone(),
            term: term.clone(),
            old: Some(text.clone()),
            new: twin.map(|at| added.remove(at).text.clone()),
        });
    }
    changed.extend(added.into_iter().cloned().map(|Line { heading, term, text }| Sentence {
        heading,
        term,
        old: None,
        new: Some(text),
    }));
    changed
}

/// A sentence of the statement in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    heading: String,
    term: String,
    text: String,
}

fn lines(model: &Model, language: Language) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heading = String::new();
    for block in statement(model, language, None).blocks {
        let (term, texts) = match block.content {
            Content::Heading { text, .. } => {
                heading = text;
                continue;
            }
            Content::Paragraph { text } => (String::new(), vec![text]),
            Content::List { items } => (String::new(), items),
            Content::Definition { term, details } | Content::Fold { term, details } => (term, details),
        };
        let line = |text| Line { heading: heading.clone(), term: term.clone(), text };
        lines.extend(texts.into_iter().map(line));
    }
    lines
}
