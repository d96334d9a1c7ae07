//! Files on their way to the customer: those of what they are shown, and no others.

use super::link::behind;
use super::shown::shown;
use crate::context::Engine;
use crate::failure::Failure;
use crate::files::FileReader;
use crate::support::Case;
use model::{Moment, RowId};
use store::Stored;

/// The file `id` of the case behind a link; none where it is not shown there.
pub async fn file_in_portal(
    engine: &Engine,
    now: Moment,
    (link, id): (&str, RowId),
) -> Result<Option<FileReader>, Failure> {
    let Some(case) = behind(engine, now, link).await? else { return Ok(None) };
    file_of(engine, now, &case, (case.row.contact, id)).await
}

/// The file that the row `id` names, where `viewer` is shown it in the case.
pub(super) async fn file_of(
    engine: &Engine,
    now: Moment,
    case: &Stored<Case>,
    (viewer, id): (RowId, RowId),
) -> Result<Option<FileReader>, Failure> {
    let shown = shown(engine, now, case, viewer).await?;
    if !shown.said.iter().flat_map(|entry| &entry.files).any(|file| file.id == id) {
        return Ok(None);
    }
    let (tables, store) = (engine.tables(), engine.store());
    let (mailed, said) = (&tables.email_file, &tables.case_file);
    Ok(match store.read_file(&mailed.read, id, mailed.f.content).await? {
        Some(file) => Some(file),
        None => store.read_file(&said.read, id, said.f.content).await?,
    })
}
