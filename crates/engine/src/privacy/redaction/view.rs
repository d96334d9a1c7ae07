//! Shared texts as somebody sees them who is to decide.

use super::rows::{Aim, Verdict};
use super::{Item, for_access, for_erasure, open};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::dossier::gather;
use crate::privacy::person::linked;
use crate::show::Show;
use model::{EntityId, Moment, Record, RowId};
use rights::{Facts, Passage, Reason, Removal, Taken, day_of, erasure, removal_of};
use std::collections::BTreeMap;

/// How many texts and files are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SharedCount {
    /// All of them.
    pub all: usize,
    /// Those that nobody has decided about.
    pub open: usize,
}

/// Which of them to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichText {
    /// All.
    All,
    /// The one with this number, counted from one.
    One(usize),
    /// The first that nobody has decided about; none where there is none.
    FirstOpen,
}

/// The shared texts, and those that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextsView {
    /// How many there are.
    pub count: SharedCount,
    /// What was asked for.
    pub shown: Vec<TextView>,
}

/// A shared text or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextView {
    /// Its number among all, counted from one.
    pub number: usize,
    /// The entity's word in the register.
    pub entity: String,
    /// What people call such a row.
    pub kind: String,
    /// The row.
    pub row: RowId,
    /// What it is called.
    pub label: String,
    /// The version that is shown.
    pub version: i64,
    /// The field's word in the register.
    pub field_key: String,
    /// What people call the field.
    pub field: String,
    /// The text; what the file is called where it is one.
    pub text: String,
    /// It is a file.
    pub is_file: bool,
    /// Where the text names somebody, and what was decided to be taken out, in order.
    pub places: Vec<Place>,
    /// What keeps it as it is, with the name of the law where it is one.
    pub stopped: Option<(Reason, String)>,
    /// What becomes of it where all of it goes. A package can always do without.
    pub removal: Removal,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// Why.
    pub reason: String,
}

/// A passage that may be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub passage: Passage,
    /// It was decided to be taken out, or nothing was decided yet.
    pub ticked: bool,
}

/// The rows about `person`, and what is shared of them or of others.
pub(super) async fn items(
    engine: &Engine,
    (person, aim): (RowId, Aim),
    now: Moment,
) -> Result<(Facts, Vec<Item>), Failure> {
    let facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let items = match aim {
        Aim::Access => for_access(engine, &facts, person).await?,
        Aim::Erasure => {
            let today = day_of(now);
            let plan = erasure(engine.model(), &facts, today);
            for_erasure(engine, &facts, &plan, today).await?
        }
    };
    Ok((facts, items))
}

/// How many texts wait for a decision before the wish of `person` can be carried out.
pub(crate) async fn undecided(engine: &Engine, about: (RowId, Aim), now: Moment) -> Result<usize, Failure> {
    Ok(open(&items(engine, about, now).await?.1))
}

/// How many texts are shared, for those who carry out the rights of persons.
pub async fn count_shared(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    about: (RowId, Aim),
) -> Result<SharedCount, Failure> {
    engine.demand_rights(caller)?;
    let (_, items) = items(engine, about, now).await?;
    Ok(SharedCount { all: items.len(), open: open(&items) })
}

/// The shared texts that are to be decided for the wish of a person. It is noted that they were looked at.
pub async fn shared_texts(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (person, aim): (RowId, Aim),
    which: WhichText,
) -> Result<TextsView, Failure> {
    engine.demand_rights(caller)?;
    let (_, items) = items(engine, (person, aim), now).await?;
    let count = SharedCount { all: items.len(), open: open(&items) };
    let numbered = items.iter().enumerate().map(|(at, item)| (at + 1, item));
    let chosen: Vec<(usize, &Item)> = match which {
        WhichText::All => numbered.collect(),
        WhichText::One(number) => numbered.filter(|(at, _)| *at == number).collect(),
        WhichText::FirstOpen => numbered.filter(|(_, item)| item.is_open()).take(1).collect(),
    };
    let mut looked: BTreeMap<EntityId, Vec<RowId>> = BTreeMap::new();
    for (_, item) in &chosen {
        looked.entry(item.record.entity).or_default().push(item.record.id);
    }
    for (entity, mut rows) in looked {
        rows.dedup();
        let about = match aim {
            Aim::Access => Some(person),
            Aim::Erasure => None,
        };
        engine.looked(caller, entity, about, rows)?;
    }
    let records: Vec<Record> = chosen.iter().map(|(_, item)| item.record.clone()).collect();
    let more = linked(engine, &records).await?;
    let show = Show::new(engine.model(), caller.language, records.iter().chain(&more));
    let shown = chosen.into_iter().map(|(number, item)| view(engine, caller, &show, (number, item)));
    Ok(TextsView { count, shown: shown.collect() })
}

fn view(engine: &Engine, caller: &Caller, show: &Show<'_>, (number, item): (usize, &Item)) -> TextView {
    let (model, language) = (engine.model(), caller.language);
    let (entity, field) = (&model[item.record.entity], &model[item.field]);
    let file = || item.record.get(item.field).map_or_else(String::new, |value| show.field(item.field, value).text);
    let law = |reason: Reason| match reason {
        Reason::Law { law, .. } => model[law].title.get(language).to_owned(),
        _ => String::new(),
    };
    let decided = item.decided();
    TextView {
        number,
        entity: entity.key.clone(),
        kind: entity.name.get(language).to_owned(),
        row: item.record.id,
        label: show.label(&item.record),
        version: item.record.version,
        field_key: field.key.clone(),
        field: field.name.get(language).to_owned(),
        text: item.text().map_or_else(file, str::to_owned),
        is_file: item.text().is_none(),
        places: places(item),
        stopped: item.stopped.map(|reason| (reason, law(reason))),
        removal: removal_of(model, item.field, &item.record),
        verdict: decided.map(|row| row.decision),
        reason: decided.and_then(|row| row.reason.clone()).unwrap_or_default(),
    }
}

/// What is suggested and what was decided, told apart by their borders, so that each can be ticked by itself.
fn places(item: &Item) -> Vec<Place> {
    let taken = match item.decision() {
        Some(rights::Decision::Take(Taken::Passages(passages))) => Some(passages),
        _ => None,
    };
    let is_taken = |at: usize| taken.as_ref().is_none_or(|taken| taken.iter().any(|it| it.from <= at && at < it.to));
    let mut borders: Vec<usize> = Vec::new();
    for passage in item.suggested.iter().chain(taken.iter().flatten()) {
        borders.extend([passage.from, passage.to]);
    }
    borders.sort_unstable();
    borders.dedup();
    let within = |at: usize| {
        item.suggested.iter().chain(taken.iter().flatten()).any(|passage| passage.from <= at && at < passage.to)
    };
    let pairs = borders.windows(2).filter_map(|pair| match pair {
        [from, to] if within(*from) => Some(Passage { from: *from, to: *to }),
        _ => None,
    });
    pairs.map(|passage| Place { passage, ticked: is_taken(passage.from) }).collect()
}
