//! The form for a new breach: short, for whoever fills it in has other things to do.

use super::{DESK, say};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use axum::http::StatusCode;
use engine::Failure;
use engine::breaches::{AgreementLine, Kind, Obstacle, Opened, Opening, Part, form, open as enter};
use engine::documents::local_time;
use maud::html;

pub(super) const FIELDS: [&str; 6] = ["title", "what", "aware", "kind", "part", "agreement"];

/// What stands in the form.
struct Typed {
    title: String,
    what: String,
    aware: String,
    kind: String,
    part: String,
    agreement: String,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let offered = form(&desk.app.engine, &desk.caller).await?;
    let typed = Typed {
        title: String::new(),
        what: String::new(),
        aware: local_time(desk.now),
        kind: Kind::WrongRecipient.key().to_owned(),
        part: Part::Controller.key().to_owned(),
        agreement: String::new(),
    };
    Ok(page(&desk, &offered, &typed, None))
}

pub(super) async fn open(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let get = |field| form.get(field).to_owned();
    let typed = Typed {
        title: get("title"),
        what: get("what"),
        aware: get("aware"),
        kind: get("kind"),
        part: get("part"),
        agreement: get("agreement"),
    };
    let opening = Opening {
        title: typed.title.clone(),
        what: typed.what.clone(),
        aware_at: say::typed_moment(&typed.aware),
        kind: say::among(Kind::ALL, Kind::key, &typed.kind).ok_or(Failure::Stale)?,
        part: say::among(Part::ALL, Part::key, &typed.part).ok_or(Failure::Stale)?,
        agreement: say::row(&typed.agreement),
    };
    match enter(&desk.app.engine, &desk.caller, desk.now, &opening).await? {
        Opened::Done(id) => Ok(DeskPage::see_other(&format!("{DESK}/{id}"))),
        Opened::Not(obstacle) => {
            let offered = engine::breaches::form(&desk.app.engine, &desk.caller).await?;
            Ok(page(&desk, &offered, &typed, Some(obstacle)).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn page(desk: &Desk, offered: &[AgreementLine], typed: &Typed, obstacle: Option<Obstacle>) -> DeskPage {
    let words = desk.words();
    let title = words.say("breaches-new");
    let main = html! {
        p.crumb { a href=(DESK) { (words.say("breaches-title")) } }
        h1 { (title) }
        p.lead { (words.say("breach-new-lead")) }
        (say::against(words, obstacle))
        form.narrow method="post" action={ (DESK) "/new" } novalidate {
            (say::line(&words.say("breach-title"), "title", "text", &typed.title))
            (say::area(&words.say("breach-what"), Some(&words.say("breach-name-nobody")), "what", 5, &typed.what))
            (say::line(&words.say("breach-aware"), "aware", "datetime-local", &typed.aware))
            (say::select(&words.say("breach-kind"), "kind", &say::alternatives(desk, "breach", "kind"), &typed.kind))
            (say::select(&words.say("breach-part"), "part", &say::alternatives(desk, "breach", "part"), &typed.part))
            (say::select(&words.say("breach-agreement"), "agreement", &agreements(desk, offered), &typed.agreement))
            button.button { (words.say("breach-do-open")) }
        }
    };
    desk.page(Place::Breaches, &title, None, &main)
}

/// The agreements as a choice, none of them first.
pub(super) fn agreements(desk: &Desk, offered: &[AgreementLine]) -> Vec<(String, String)> {
    let none = (String::new(), desk.words().say("breach-agreement-none"));
    [none].into_iter().chain(offered.iter().map(|one| (one.id.to_string(), one.name.clone()))).collect()
}
