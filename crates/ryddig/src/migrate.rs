//! `ryddig plan` and `ryddig migrate`: from the database as it is to what the register declares.
//!
//! Both work on the folder itself: no server runs meanwhile.

use crate::arguments::Data;
use crate::open::{self, now};
use crate::{Problem, company, files, say};
use std::path::Path;
use std::sync::Arc;
use store::{Folder, Step, Store};

/// `ryddig plan`.
pub(crate) fn plan(company: &Path, data: &Data) -> Result<(), Problem> {
    let model = Arc::new(company::compile(company)?);
    let folder = folder(data)?;
    let steps = Store::plan(&folder, data.database.as_deref(), model).map_err(Problem::failed)?;
    say(&told(&steps));
    if destroys(&steps) {
        say(
            "\nOnly `ryddig migrate` destroys; the server does not start until then. There is no way back but a backup.\n",
        );
    }
    Ok(())
}

/// `ryddig migrate`.
pub(crate) async fn migrate(company: &Path, data: &Data) -> Result<(), Problem> {
    let model = Arc::new(company::compile(company)?);
    let folder = folder(data)?;
    let url = data.database.as_deref();
    let steps = Store::plan(&folder, url, Arc::clone(&model)).map_err(Problem::failed)?;
    let store = Store::migrate(open::with_keys(folder, data)?, url, model, now()).map_err(Problem::failed)?;
    say(&told(&steps));
    if destroys(&steps) {
        // What was destroyed leaves bytes behind, like every row that goes.
        store.release_files().await.map_err(Problem::failed)?;
        store.scrub().await.map_err(Problem::failed)?;
        say("\nDone, and its bytes are gone from the database. Backups still hold it until they are deleted.\n");
    }
    Ok(())
}

fn folder(data: &Data) -> Result<Folder, Problem> {
    if !Folder::holds_store(&data.folder) {
        let folder = data.folder.display();
        return Err(Problem::failed(format!("there is no data folder {folder}, or nothing in it")));
    }
    files::with_files(Folder::lock(&data.folder, "a ryddig command").map_err(Problem::failed)?, data)
}

fn destroys(steps: &[Step]) -> bool {
    steps.iter().any(|step| step.destroys.is_some_and(|rows| rows > 0))
}

fn told(steps: &[Step]) -> String {
    if steps.is_empty() {
        return "The database is as the register declares.\n".to_owned();
    }
    let lines: Vec<String> = steps.iter().zip(1..).map(|(step, number)| format!("{number:>3}. {step}")).collect();
    lines.join("\n") + "\n"
}
