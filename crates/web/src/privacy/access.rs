//! Giving the access package (GDPR art. 15). A form and not a link: that it was given is put on the ledger.

use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::privacy::or_undecided;
use engine::documents::iso_day;
use engine::privacy::{Aim, access_archive};
use engine::{Failure, Language, day_of};

pub(super) async fn give(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let language = Language::from_tag(form.get("language")).unwrap_or(desk.caller.language);
    let person = desk.id()?;
    let bytes = match access_archive(&desk.app.engine, &desk.caller, desk.now, person, language).await {
        Ok(bytes) => bytes,
        Err(failure) => return or_undecided(&desk, (person, Aim::Access), None, failure),
    };
    let word = match language {
        Language::Nb => "innsyn",
        Language::En => "access",
    };
    Ok(DeskPage::file(format!("{word}-{}.zip", iso_day(day_of(desk.now))), "application/zip", bytes))
}
