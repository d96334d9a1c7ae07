//! What a person's page, and a message from the contact form, offer besides: each one action.

use super::{DESK, say};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::privacy::or_undecided;
use crate::words::Words;
use engine::documents::iso_day;
use engine::privacy::{Aim, portable_archive};
use engine::requests::{Ended, Ending, Kind, end, take_receipt};
use engine::website::RequestView;
use engine::{Failure, Language, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// The buttons of those who carry out rights, beside access and erasure.
pub(crate) fn buttons(words: Words, person: RowId) -> Markup {
    let to = |path: &str, key: &str| {
        html! {
            form method="post" action={ (of_person(person)) (path) } {
                @if path == "/portable" { input type="hidden" name="language" value=(words.0.tag()); }
                button.button.quiet.small { (words.say(key)) }
            }
        }
    };
    html! {
        (to("/portable", "act-portable"))
        (to("/no-marketing", "act-no-marketing"))
        (to("/withdraw", "act-withdraw"))
        a.button.quiet.small href={ (DESK) "/new?person=" (person) } { (words.say("persons-new")) }
    }
}

pub(super) async fn no_marketing(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    finish(&desk, &form, Ending::Marketing).await
}

pub(super) async fn withdraw(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    finish(&desk, &form, Ending::Consent).await
}

/// Ends it, and shows the receipt; where a request asked for it, the request takes the receipt over.
async fn finish(desk: &Desk, form: &Form, ending: Ending) -> Result<DeskPage, Failure> {
    let engine = &desk.app.engine;
    let person = desk.id()?;
    let ended = end(engine, &desk.caller, desk.now, person, ending).await?;
    let request = RowId::from_str(form.get("request")).ok();
    Ok(match (ended, request) {
        (Ended::Done(receipt), Some(request)) => {
            take_receipt(engine, &desk.caller, desk.now, request, receipt).await?;
            DeskPage::see_other(&format!("{DESK}/{request}"))
        }
        (Ended::Done(receipt), None) => DeskPage::see_other(&format!("/desk/receipts/{receipt}")),
        (Ended::Nothing, Some(request)) => DeskPage::see_other(&format!("{DESK}/{request}")),
        (Ended::Nothing, None) => nothing(desk, person, ending),
    })
}

fn nothing(desk: &Desk, person: RowId, ending: Ending) -> DeskPage {
    let words = desk.words();
    let title = words.say("ended-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p {
                (words.say(match ending {
                    Ending::Marketing => "ended-marketing",
                    Ending::Consent => "ended-consent",
                }))
            }
            p { a.button.quiet href=(of_person(person)) { (words.say("wish-back")) } }
        }
    };
    desk.page(Place::People, &title, None, &main)
}

pub(super) async fn portable(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let language = Language::from_tag(form.get("language")).unwrap_or(desk.caller.language);
    let person = desk.id()?;
    let bytes = match portable_archive(&desk.app.engine, &desk.caller, desk.now, person, language).await {
        Ok(bytes) => bytes,
        Err(failure) => return or_undecided(&desk, (person, Aim::Access), None, failure),
    };
    Ok(DeskPage::file(format!("data-{}.zip", iso_day(day_of(desk.now))), "application/zip", bytes))
}

/// Makes a request of a message from the contact form; nothing for those who answer no requests.
pub(crate) fn from_contact(desk: &Desk, request: &RequestView) -> Markup {
    let words = desk.words();
    if !desk.caller.viewer.carries_out_rights(desk.app.engine.model()) {
        return html! {};
    }
    html! {
        section.card {
            h2 { (words.say("from-title")) }
            p.hint { (words.say("from-hint")) }
            form method="post" action={ (DESK) "/from/" (request.id) } {
                input type="hidden" name="version" value=(request.version);
                div.field {
                    label for="right-kind" { (words.say("from-kind")) }
                    select #right-kind name="kind" {
                        @for kind in Kind::ALL { option value=(kind.key()) { (say::wish(words, *kind)) } }
                    }
                }
                button.button.quiet { (words.say("from-do")) }
            }
        }
    }
}
