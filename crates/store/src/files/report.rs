//! Whether rows and files fit: what the operator is told. It names rows by their ids.

use super::follow::{fields, named};
use super::{FileError, FileState};
use crate::store::Store;
use model::{EntityId, FieldId, RowId};
use std::collections::{HashMap, HashSet};

/// How files and rows fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilesReport {
    /// Files that a row names.
    pub files: usize,
    /// The stored bytes of all that are there.
    pub bytes: u64,
    /// Files that wait for a row, or are on their way.
    pub waiting: usize,
    /// Rows whose file is missing: its row, its key or its bytes.
    pub missing: Vec<Named>,
    /// Files that count as named, and no row names them.
    pub unnamed: Vec<RowId>,
    /// Bytes without a row: the next collection removes them.
    pub leftovers: usize,
}

/// A field of a row that names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// What the row is.
    pub entity: EntityId,
    /// Which one.
    pub row: RowId,
    /// By which field.
    pub field: FieldId,
}

impl Store {
    /// Holds every file against every row that names one.
    pub async fn files_report(&self) -> Result<FilesReport, FileError> {
        let unavailable = |cause: crate::session::DbError| FileError::Unavailable(cause.to_string());
        let mut names = HashMap::new();
        for entity in self.model().entity_ids() {
            if fields(self.model(), entity).next().is_some() {
                named(self, entity, None, &mut names).await.map_err(unavailable)?;
            }
        }
        let there: HashMap<RowId, u64> = self.files().list().await?.into_iter().collect();
        let rows = self.every_standing().await.map_err(unavailable)?;
        let keys = match &self.tables().sealing {
            Some(sealing) => match sealing.place(self.tables().file.entity, RowId([0; 16])) {
                Some(place) => sealing.keys.rows(place.entity)?.into_iter().collect(),
                None => HashSet::new(),
            },
            None => HashSet::new(),
        };
        let held: HashSet<RowId> =
            rows.iter().filter(|found| found.state == Some(FileState::Held)).map(|found| found.id).collect();
        let known: HashSet<RowId> = rows.iter().map(|found| found.id).collect();
        let whole = |file: &RowId| held.contains(file) && keys.contains(file) && there.contains_key(file);
        let missing = names.iter().filter(|(_, file)| !whole(file));
        let mut missing: Vec<Named> =
            missing.map(|((entity, row, field), _)| Named { entity: *entity, row: *row, field: *field }).collect();
        missing.sort_unstable();
        let held_up: HashSet<RowId> = names.values().copied().collect();
        let mut unnamed: Vec<RowId> = held.difference(&held_up).copied().collect();
        unnamed.sort_unstable();
        Ok(FilesReport {
            files: held_up.len(),
            bytes: there.values().sum(),
            waiting: known.len() - held.len(),
            missing,
            unnamed,
            leftovers: there.keys().filter(|file| !known.contains(file)).count(),
        })
    }
}
