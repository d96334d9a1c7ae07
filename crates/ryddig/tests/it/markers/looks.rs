//! Looks for what was planted: in the rows as the engine reads them, and in every byte that is stored.
//!
//! It does not ask the program whose a row is, but follows the register's links by itself.

use super::world::LETTERS;
use crate::harness::Place;
use model::{FieldKind, Model, Record, RowId, Subject, Value};
use rights::{Operation, Viewer, scope};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use store::{Query, Store};

pub(super) type Rows = BTreeMap<RowId, Record>;

/// Which planted texts stand in which field of which row.
pub(super) type Standing = BTreeSet<(RowId, String, String)>;

/// Every row of every entity, the engine's own too.
pub(super) async fn all_rows(store: &Store, model: &Model) -> Rows {
    let mut rows = Rows::new();
    for entity in model.entity_ids() {
        let Ok(read) = scope(model, &Viewer::Engine, entity, Operation::Read) else { continue };
        let found = store.find(Query::over(&read)).await.expect("the store works");
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    rows
}

/// The person whom a row is about.
pub(super) fn whose(model: &Model, rows: &Rows, row: &Record) -> Option<RowId> {
    let it = &model[row.entity];
    if let Some(when) = &it.subject_when
        && !matches!(row.get(when.field), Some(Value::Text(word)) if when.among.contains(word))
    {
        return None;
    }
    match &it.subject {
        Subject::None => None,
        Subject::Itself => Some(row.id),
        Subject::Path(path) => {
            let step = |at: RowId, link: &model::FieldId| rows.get(&at)?.link(*link);
            path.iter().try_fold(row.id, step)
        }
    }
}

/// The planted texts in the rows; what is in a file stands where the file is named.
pub(super) async fn standing(store: &Store, model: &Model, rows: &Rows, planted: &Planted) -> Standing {
    let mut standing = Standing::new();
    for row in rows.values() {
        for (field, value) in &row.cells {
            let mut texts = Vec::new();
            match value {
                Value::Text(text) => texts.push(text.clone()),
                Value::Id(_) if model[*field].kind == FieldKind::File => {
                    let read = scope(model, &Viewer::Engine, row.entity, Operation::Read).expect("the engine may");
                    let file = store.read_file(&read, row.id, *field).await.expect("it is read").expect("it is there");
                    texts.push(file.info().title.clone());
                    texts.push(String::from_utf8_lossy(&file.whole().await.expect("whole")).into_owned());
                }
                Value::Id(_)
                | Value::Null
                | Value::Boolean(_)
                | Value::Integer(_)
                | Value::Day(_)
                | Value::Moment(_) => {}
            }
            let found = texts.iter().flat_map(|text| planted.in_bytes(text.as_bytes()));
            standing.extend(found.map(|marker| (row.id, model[*field].key.clone(), marker)));
        }
    }
    let named: HashSet<RowId> =
        rows.values().flat_map(|row| row.cells.iter()).filter_map(|(_, value)| value_id(value)).collect();
    // The row of a file says its title a second time; nobody may be left without a row that names it.
    standing.retain(|(row, ..)| model[rows[row].entity].key != "stored_file" || !named.contains(row));
    standing
}

fn value_id(value: &Value) -> Option<RowId> {
    if let Value::Id(id) = value { Some(*id) } else { None }
}

/// The planted texts that lie in a place, in whatever form: the data folder with its journal, the keys, and the database.
pub(super) fn lying(place: &Place, planted: &Planted) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for folder in [place.data(), place.path("data-keys")] {
        for file in files(&folder) {
            found.extend(planted.in_bytes(&std::fs::read(file).unwrap_or_default()));
        }
    }
    if let Some(dump) = place.dump() {
        found.extend(planted.in_bytes(&dump));
        found.extend(planted.in_bytes(&unhexed(&dump)));
    }
    found
}

/// The columns of bytes, which a dump writes as `\x` and digits.
fn unhexed(dump: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::new();
    let mut at = 0;
    while at + 1 < dump.len() {
        if &dump[at..at + 2] == b"\\x" {
            at += 2;
            while let Some((high, low)) = dump.get(at).zip(dump.get(at + 1)).and_then(|(h, l)| digit(*h).zip(digit(*l)))
            {
                bytes.push(high * 16 + low);
                at += 2;
            }
            bytes.push(b' ');
        } else {
            at += 1;
        }
    }
    bytes
}

pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

/// What was planted, by the part of it that is looked for: an index may have the first letters of a word elsewhere, and its
/// last ones cut off.
pub(super) struct Planted(HashMap<Vec<u8>, String>);

impl Planted {
    pub(super) fn new<'a>(markers: impl IntoIterator<Item = &'a String>) -> Self {
        let core = |marker: &String| if marker.len() == LETTERS { marker[4..12].to_owned() } else { marker.clone() };
        Self(markers.into_iter().map(|marker| (core(marker).into_bytes(), marker.clone())).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Which of it stands in these bytes, in any case of the letters.
    fn in_bytes(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let lower = bytes.to_ascii_lowercase();
        for run in lower.split(|byte| !byte.is_ascii_alphanumeric()).filter(|run| run.len() >= 8) {
            for length in [8, 9, 10, 11] {
                let of_one_sort = |part: &&[u8]| {
                    let letters = length == 8 && part.iter().all(u8::is_ascii_lowercase);
                    letters || length > 8 && part.iter().all(u8::is_ascii_digit)
                };
                let parts = run.windows(length).filter(of_one_sort);
                found.extend(parts.filter_map(|part| self.0.get(part)).cloned());
            }
        }
        found
    }
}
