//! Drafts: kept with a button, or by the script while somebody types; offered when the form is opened again.

use super::address::{BY_SCRIPT, DRAFT, FIELD, KEEP, of_draft, of_entity, of_row, with};
use super::form;
use super::neighbours::from_list;
use crate::desk::{Desk, DeskPage, Names, Sent};
use crate::form_body::encode;
use engine::drafts::{Kept, discard, draft, keep};
use engine::{Failure, Moment, RowId};
use maud::{Markup, html};

/// What a form is opened with.
pub(super) enum Opened {
    /// There is no draft of it.
    Fresh,
    /// There is a draft, and it is not in the form.
    Offered(Moment),
    /// The draft is in the form.
    TakenUp(Moment),
}

/// The draft of the form in the address, and whether it is to be taken up.
pub(super) async fn kept(desk: &Desk, id: Option<RowId>) -> Result<(Option<Kept>, Opened), Failure> {
    let found = draft(&desk.app.engine, &desk.caller, desk.now, (desk.entity()?, id)).await?;
    Ok(match (found, desk.query(DRAFT).is_some()) {
        (None, _) => (None, Opened::Fresh),
        (Some(kept), true) => {
            let at = kept.at;
            (Some(kept), Opened::TakenUp(at))
        }
        (Some(kept), false) => (None, Opened::Offered(kept.at)),
    })
}

/// What the address of a form fills in, such as who a new row is about, and the list that one came from: it stands in every address that leads back to it.
pub(super) fn filled_in(desk: &Desk) -> String {
    let pair = |(field, value): (String, String)| format!("{FIELD}{}={}", encode(&field), encode(&value));
    let filled_in = desk.queries(FIELD).into_iter().map(pair).chain([from_list(desk)]);
    filled_in.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
}

/// What is said of the draft above the form. The buttons belong to a form of their own.
pub(super) fn notice(desk: &Desk, opened: &Opened, (entity, id): (&str, Option<RowId>)) -> Markup {
    let (words, filled_in) = (desk.words(), filled_in(desk));
    let (at, key) = match opened {
        Opened::Fresh => return html! {},
        Opened::Offered(at) => (at, "records-draft-offered"),
        Opened::TakenUp(at) => (at, "records-draft-taken-up"),
    };
    html! {
        form.notice.draft method="post" action=(with(&of_draft(entity, id), &[&filled_in])) {
            p { (words.with(key, &[("at", &words.moment(*at))])) }
            div.actions {
                @if let Opened::Offered(_) = opened {
                    a.button.small href=(with(&form_of(entity, id), &[DRAFT, &filled_in])) { (words.say("records-draft-continue")) }
                }
                button.button.quiet.small { (words.say("records-draft-discard")) }
            }
        }
    }
}

/// The names that the form may have when it is kept as a draft.
pub(super) fn names(desk: &Desk) -> Result<Names, Failure> {
    let (mut known, files) = form::names(desk)?;
    known.extend([DRAFT, BY_SCRIPT].map(str::to_owned));
    Ok((known, files))
}

pub(super) async fn of_new(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    settle(&desk, None, sent).await
}

pub(super) async fn of_one(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    settle(&desk, Some(id), sent).await
}

/// Keeps the draft, or throws it away.
async fn settle(desk: &Desk, id: Option<RowId>, sent: Sent) -> Result<DeskPage, Failure> {
    let (engine, at) = (&desk.app.engine, (desk.entity()?, id));
    let path = form_of(at.0, id);
    if sent.form.get(DRAFT) != KEEP {
        discard(engine, &desk.caller, desk.now, at).await?;
        return Ok(DeskPage::see_other(&with(&path, &[&filled_in(desk)])));
    }
    let by_script = !sent.form.get(BY_SCRIPT).is_empty();
    // Files wait for no draft: they are chosen again.
    let typed = form::typed(desk, &Sent { files: Vec::new(), too_large: Vec::new(), ..sent })?;
    keep(engine, &desk.caller, desk.now, at, &typed).await?;
    if !by_script {
        return Ok(DeskPage::see_other(&with(&path, &[DRAFT, &filled_in(desk)])));
    }
    Ok(said(desk, false))
}

/// What the script is told when it has kept a draft; nothing where there was nothing to keep.
pub(crate) fn said(desk: &Desk, is_nothing: bool) -> DeskPage {
    let at = desk.words().moment(desk.now);
    let said = if is_nothing { String::new() } else { desk.words().with("records-draft-kept", &[("at", &at)]) };
    DeskPage::json(serde_json::json!({ "said": said }).to_string())
}

fn form_of(entity: &str, id: Option<RowId>) -> String {
    id.map_or_else(|| format!("{}/new", of_entity(entity)), |id| format!("{}/edit", of_row(entity, id)))
}
