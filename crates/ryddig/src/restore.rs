//! `ryddig restore`: the rows of a backup into a data folder or a database that has none.

use crate::arguments::Data;
use crate::{Problem, company, open, say};
use engine::documents;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use store::{BackupHead, Store};

/// Puts the rows of `file` in, all or none.
pub(crate) async fn restore(company: &Path, data: &Data, file: &Path) -> Result<(), Problem> {
    let model = Arc::new(company::compile(company)?);
    let unreadable = |cause: &dyn std::fmt::Display| Problem::failed(format!("the backup {}: {cause}", file.display()));
    let reader = || File::open(file).map(BufReader::new).map_err(|cause| unreadable(&cause));
    // A file that is none, or of another register, must not leave a folder behind.
    let head = BackupHead::read(&mut reader()?).map_err(|cause| unreadable(&cause))?;
    if head.fingerprint != model.fingerprint {
        return Err(unreadable(&store::BackupError::OtherRegister));
    }
    let folder = open::lock(data, "ryddig restore")?;
    let (from, url) = (reader()?, data.database.clone());
    let into = Arc::clone(&model);
    let restored = tokio::task::spawn_blocking(move || {
        let rows = Store::restore(&folder, url.as_deref(), into, open::now(), from);
        rows.map(|rows| (folder, rows))
    });
    let (folder, rows) = restored.await.map_err(Problem::failed)?.map_err(|cause| unreadable(&cause))?;
    let settings = open::quiet_settings(&model, &data.folder)?;
    let store = open::store(folder, data, &model)?;
    let engine = open::engine(model, store, settings)?;
    open::replay(&engine, true).await?;
    say(&format!("{rows} rows restored from {}, as they were at {}\n", file.display(), documents::iso_moment(head.at)));
    say(
        "What happened since is gone, but for erasures, which were done again. Legal holds and restrictions placed since must be placed \
         again: nothing is swept for a day.\n",
    );
    Ok(())
}
