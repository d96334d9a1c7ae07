//! Giving the access package (GDPR art. 15). A form and not a link: that it was given is put on the ledger.

use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::longwork::{busy, of_work};
use crate::privacy::or_undecided;
use engine::privacy::{Aim, Given, archive_name, give_access};
use engine::{Failure, Language};

pub(super) async fn give(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let language = Language::from_tag(form.get("language")).unwrap_or(desk.caller.language);
    let person = desk.id()?;
    match give_access(&desk.app.engine, &desk.caller, desk.now, person, language).await {
        Ok(Given::Archive(bytes)) => Ok(DeskPage::file(archive_name(language, desk.now), "application/zip", bytes)),
        Ok(Given::Work(work)) => Ok(DeskPage::see_other(&of_work(work))),
        Ok(Given::Busy) => Ok(busy(&desk)),
        Err(failure) => or_undecided(&desk, (person, Aim::Access), None, failure),
    }
}
