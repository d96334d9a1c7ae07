//! The shape of a database: tables, columns and indexes, as the register declares them and as they
//! are found.

use crate::sealing::is_sealed;
use crate::search::{self, index_name};
use crate::sorting;
use crate::tables::{ID, KEY, RESTRICTED, VERSION};
use model::{Class, EntityId, FieldId, FieldKind, Keep, Model, Subject, Term};
use std::collections::HashSet;

/// Everything in a database that has a name, but for the tables that an index keeps for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) tables: Vec<TableShape>,
    pub(crate) indexes: Vec<IndexShape>,
    pub(crate) searches: Vec<SearchShape>,
}

/// A table of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableShape {
    pub(crate) name: String,
    /// What it was called before; never found.
    pub(crate) was: Option<String>,
    pub(crate) columns: Vec<ColumnShape>,
    pub(crate) empty: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnShape {
    pub(crate) name: String,
    /// What it was called before; never found.
    pub(crate) was: Option<String>,
    /// `INTEGER`, `TEXT` or `BLOB`, or what was found.
    pub(crate) storage: String,
    pub(crate) required: bool,
    /// Of a choice on which links hang: the alternative that a row has which was made before the choice was
    /// declared, by the link that is filled in there; never found.
    pub(crate) told_by: Vec<(String, String)>,
}

/// An index over columns. Its name says all about it: `email.sent_at`, `email.message_id.unique`, `person.name.sorted`,
/// `person.source.since.ordered`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IndexShape {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
    pub(crate) over: Over,
}

/// What an index holds of its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// Their values.
    Values,
    /// The same, and each of them once.
    Unique,
    /// Their places in a Norwegian list, equals ordered by id.
    Sorted,
    /// Their values, equals ordered by id.
    Ordered,
    /// The values of the few rows that have one.
    Filled,
}

impl Over {
    fn suffix(self) -> &'static str {
        match self {
            Self::Values => "",
            Self::Unique => ".unique",
            Self::Sorted => ".sorted",
            Self::Ordered => ".ordered",
            Self::Filled => ".filled",
        }
    }
}

impl IndexShape {
    pub(crate) fn new(table: &str, columns: &[&str], over: Over) -> Self {
        let name = format!("{table}.{}{}", columns.join("."), over.suffix());
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        Self { name, table: table.to_owned(), columns, over }
    }

    /// An index as it was found, over these columns; an expression is none. Whatever bears another name than one of ours is
    /// like none of ours.
    pub(crate) fn found(name: String, table: String, unique: bool, columns: Option<&str>) -> Self {
        let sorted = name.strip_prefix(&format!("{table}.")).and_then(|rest| rest.strip_suffix(Over::Sorted.suffix()));
        let mut columns: Vec<String> =
            columns.into_iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
        let over = match sorted {
            Some(sorted) if !unique => {
                columns = vec![sorted.to_owned()];
                Over::Sorted
            }
            Some(_) | None if unique => Over::Unique,
            Some(_) | None if name.ends_with(Over::Ordered.suffix()) => {
                columns.pop_if(|last| last == ID);
                Over::Ordered
            }
            Some(_) | None if name.ends_with(Over::Filled.suffix()) => Over::Filled,
            Some(_) | None => Over::Values,
        };
        Self { name, table, columns, over }
    }
}

/// A full-text index over some columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchShape {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
}

/// The shape that the register declares; `extra` are fields that the store itself looks rows up by.
pub(crate) fn declared(model: &Model, extra: &[FieldId]) -> Shape {
    let mut shape = Shape { tables: Vec::new(), indexes: Vec::new(), searches: Vec::new() };
    let clocks = clocks(model);
    for entity in model.entity_ids() {
        let it = &model[entity];
        shape.tables.push(table(model, entity));
        shape.indexes.extend(indexes(model, entity, &clocks, extra));
        let searched = search::fields(model, entity);
        if !searched.is_empty() {
            let columns = searched.iter().map(|&field| model[field].key.clone()).collect();
            shape.searches.push(SearchShape { name: index_name(&it.key), table: it.key.clone(), columns });
        }
    }
    shape
}

fn table(model: &Model, entity: EntityId) -> TableShape {
    let own = [(KEY, "INTEGER"), (ID, "BLOB"), (VERSION, "INTEGER"), (RESTRICTED, "TEXT")];
    let own = own.map(|(name, storage)| ColumnShape {
        name: name.to_owned(),
        was: None,
        storage: storage.to_owned(),
        required: name != RESTRICTED,
        told_by: Vec::new(),
    });
    let fields = model.fields_of(entity).iter().map(|&id| {
        let field = &model[id];
        let storage = if is_sealed(model, id) { "BLOB" } else { storage(field.kind.class()) }.to_owned();
        ColumnShape {
            name: field.key.clone(),
            was: field.was.clone(),
            storage,
            required: field.required && field.when.is_none(),
            told_by: told_by(model, id),
        }
    });
    TableShape {
        name: model[entity].key.clone(),
        was: model[entity].was.clone(),
        columns: own.into_iter().chain(fields).collect(),
        empty: true,
    }
}

/// The alternatives of `choice` under which alone a link must be filled in, each with the link.
fn told_by(model: &Model, choice: FieldId) -> Vec<(String, String)> {
    let links = model.fields_of(model[choice].entity).iter().map(|id| &model[*id]);
    let links = links.filter(|field| field.required && matches!(field.kind, FieldKind::Link { .. }));
    let told = links.filter_map(|link| match &link.when {
        Some(when) if when.field == choice => match when.among.as_slice() {
            [alternative] => Some((alternative.clone(), link.key.clone())),
            _ => None,
        },
        Some(_) | None => None,
    });
    told.collect()
}

fn storage(class: Class) -> &'static str {
    match class {
        Class::Boolean | Class::Integer | Class::Day | Class::Moment => "INTEGER",
        Class::Text => "TEXT",
        Class::Id => "BLOB",
    }
}

/// The dates that some period counts from, of the row itself or of one elsewhere.
fn clocks(model: &Model) -> HashSet<FieldId> {
    let of_entities = model.entities.iter().map(|entity| match &entity.keep {
        Keep::Always | Keep::WhileClaimed => &[][..],
        Keep::Terms(terms) => terms,
    });
    let of_fields = model.fields.iter().filter_map(|field| field.keep.as_deref());
    let paths = of_entities.chain(of_fields).flatten().flat_map(|term| match term {
        Term::With(_) => &[][..],
        Term::After { clock, .. } => &clock.of,
    });
    paths.map(|path| path.field).collect()
}

/// An identifier in writing.
const ID_CHARACTERS: u32 = 36;

/// An index for every unique field and every link, for texts that name a row, for the dates that rows are swept by, and for what
/// they are listed by: the first column of a list, and the first date in it, by which the latest rows come first. A hub has
/// most rows of all, and is indexed by each choice of its list with that date: few of its rows may have what is chosen.
fn indexes(model: &Model, entity: EntityId, clocks: &HashSet<FieldId>, extra: &[FieldId]) -> Vec<IndexShape> {
    let it = &model[entity];
    let listed = |id: FieldId| it.list.first() == Some(&id);
    let is_date = |id: &&FieldId| matches!(model[**id].kind, FieldKind::Date | FieldKind::DateTime);
    let dated = it.list.iter().find(is_date);
    let chosen = |id: &FieldId| {
        let is_choice = matches!(model[*id].kind, FieldKind::Choice(_) | FieldKind::Listed(_));
        let is_asked = it.keep == Keep::WhileClaimed && is_choice && it.list.contains(id);
        dated.filter(|dated| is_asked && !is_sealed(model, **dated))
    };
    let of_field = |id: &FieldId| {
        let field = &model[*id];
        let listed_by_words = listed(*id) && sorting::is_by_words(&field.kind);
        let wanted = match field.kind {
            FieldKind::Link { .. } => true,
            FieldKind::Date | FieldKind::DateTime => clocks.contains(id),
            FieldKind::Email | FieldKind::Phone | FieldKind::Sequence => listed(*id),
            // It is as long as an identifier and tells of nobody: it names a row, of whatever kind, and is looked up by it.
            FieldKind::Text { max } => max == ID_CHARACTERS && field.impersonal.is_some(),
            FieldKind::LongText { .. }
            | FieldKind::RichText { .. }
            | FieldKind::Url
            | FieldKind::Address
            | FieldKind::OrgNumber
            | FieldKind::NationalId
            | FieldKind::AccountNumber
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Money
            | FieldKind::Percent
            | FieldKind::Duration
            | FieldKind::Boolean
            | FieldKind::Choice(_)
            | FieldKind::Listed(_)
            | FieldKind::File
            | FieldKind::Links { .. } => false,
        };
        let values = if field.unique { Over::Unique } else { Over::Values };
        let values = (wanted || field.unique || extra.contains(id)).then_some(values);
        let of = values.into_iter().chain(listed_by_words.then_some(Over::Sorted));
        let of = of.chain((dated == Some(id)).then_some(Over::Ordered));
        // Of a sealed field there is nothing to look up.
        let of = of.map(|over| IndexShape::new(&it.key, &[&field.key], over));
        let with_date = |dated: &FieldId| IndexShape::new(&it.key, &[&field.key, &model[*dated].key], Over::Ordered);
        of.chain(chosen(id).map(with_date)).filter(|_| !is_sealed(model, *id)).collect::<Vec<_>>()
    };
    let fields = it.fields.iter().flat_map(of_field);
    // What is about persons may be restricted, and is looked for by that.
    let restricted = (it.subject != Subject::None).then(|| IndexShape::new(&it.key, &[RESTRICTED], Over::Filled));
    fields.chain(restricted).collect()
}
