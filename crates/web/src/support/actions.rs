//! What is done with a case: what forms say of it, and doing it.

use super::case::page;
use super::inbox::{asked, query};
use super::junk::out_of_inbox;
use super::of_case;
use super::parts::asks;
use super::typed::Typed;
use crate::desk::parts::{alert, among};
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::website::version;
use axum::http::StatusCode;
use engine::support::{
    Act, Acted, CaseKind, CaseState, Covered, Priority, Unmerged, act as do_act, merge as do_merge, split as do_split,
    unmerge as do_unmerge,
};
use engine::{Failure, RowId, day_of};
use maud::html;
use std::str::FromStr;

/// The fields of the form beside a case, each named as what it sets.
pub(super) const FIELDS: [&str; 12] =
    ["version", "do", "state", "priority", "queue", "owner", "kind", "category", "covered", "snooze", "was", "anyway"];

pub(super) fn names() -> Vec<String> {
    FIELDS.map(str::to_owned).to_vec()
}

/// What a form says is to be done: `take`, `state:solved`, `owner:` and an id, or nobody.
pub(super) fn act_of(said: &str) -> Option<Act> {
    let (what, to) = said.split_once(':').unwrap_or((said, ""));
    let id = || RowId::from_str(to).ok();
    Some(match what {
        "take" => Act::Take,
        "give" | "owner" if to.is_empty() => Act::Give(None),
        "give" | "owner" => Act::Give(Some(id()?)),
        "state" => Act::Move(among(CaseState::ALL, CaseState::key, to)?),
        "priority" => Act::Priority(among(Priority::ALL, Priority::key, to)?),
        "queue" => Act::Queue(id()?),
        "kind" if to.is_empty() => Act::Kind(None),
        "kind" => Act::Kind(Some(among(CaseKind::ALL, CaseKind::key, to)?)),
        "category" if to.is_empty() => Act::Category(None),
        "category" => Act::Category(Some(id()?)),
        "covered" => Act::Cover(among(Covered::ALL, Covered::key, to)?),
        "junk" => Act::Junk(true),
        "not-junk" => Act::Junk(false),
        "snooze" if to.is_empty() => Act::Snooze(None),
        "snooze" => Act::Snooze(Some(engine::documents::read_day(to)?)),
        _ => return None,
    })
}

pub(super) async fn act(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version) = (desk.id()?, version(&form)?);
    if let Some(typed) = wrong_day(&desk, &form) {
        return page(&desk, id, &Typed { changes: Some(typed), ..Typed::default() }).await;
    }
    let button = form.sent("do").map(|said| act_of(said).ok_or(Failure::NotFound)).transpose()?;
    let fields = form.fields().filter(|(name, _)| !matches!(*name, "version" | "do" | "was" | "anyway"));
    let acts: Result<Vec<Act>, Failure> = match button {
        Some(act) => Ok(vec![act]),
        None => fields.map(|(name, to)| act_of(&format!("{name}:{to}")).ok_or(Failure::NotFound)).collect(),
    };
    let anyway = (form.get("anyway") == "yes").then_some(Act::Anyway);
    let acts: Vec<Act> = acts?.into_iter().chain(anyway).collect();
    if let Acted::Asks(open) = do_act(&desk.app.engine, &desk.caller, desk.now, (id, Some(version)), &acts).await? {
        return Ok(asks(&desk, id, &form, &open));
    }
    if acts.contains(&Act::Junk(true)) {
        return Ok(out_of_inbox(&desk, &[id]));
    }
    Ok(desk.see_other(&format!("{}?{}", of_case(id), query(asked(&desk))), Toast::Saved))
}

pub(super) async fn merge(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version) = (desk.id()?, version(&form)?);
    let merged = match form.get("into").trim().trim_start_matches('#').parse() {
        Ok(into) => do_merge(&desk.app.engine, &desk.caller, desk.now, (id, version), into).await,
        Err(_) => Err(Failure::NotFound),
    };
    match merged {
        Ok(target) => Ok(desk.see_other(&of_case(target), Toast::Saved)),
        // Where this case is not there either, neither is its page.
        Err(Failure::NotFound) => {
            page(&desk, id, &Typed { into: Some(form.get("into").to_owned()), ..Typed::default() }).await
        }
        Err(other) => Err(other),
    }
}

/// The case is one of its own again, or it is said why not.
pub(super) async fn unmerge(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version, words) = (desk.id()?, version(&form)?, desk.words());
    match do_unmerge(&desk.app.engine, &desk.caller, desk.now, (id, version)).await? {
        Unmerged::Done => Ok(desk.see_other(&of_case(id), Toast::Saved)),
        Unmerged::MergedOn(number) => {
            let title = words.say("case-unmerge");
            let main = html! {
                p.crumb { a href=(of_case(id)) { (words.say("case-back")) } }
                h1 { (title) }
                (alert(&words.with("case-unmerge-on", &[("number", &number.to_string())])))
            };
            Ok(desk.page(Place::Cases, &title, None, &main).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// What stands in the form, where the day until which the case is put aside is none, or over.
fn wrong_day(desk: &Desk, form: &Form) -> Option<Vec<(String, String)>> {
    let typed = form.sent("snooze").map(str::trim).filter(|typed| !typed.is_empty())?;
    let is_to_come = engine::documents::read_day(typed).is_some_and(|day| day > day_of(desk.now));
    // A day that stands there already is not set anew.
    let fields = form.fields().filter(|(name, _)| !matches!(*name, "version" | "was"));
    (!is_to_come && form.get("was") != typed).then(|| fields.map(|(name, value)| (name.into(), value.into())).collect())
}

pub(super) async fn split(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let message = RowId::from_str(form.get("message")).map_err(|_| Failure::NotFound)?;
    let at = (desk.id()?, version(&form)?);
    let new = do_split(&desk.app.engine, &desk.caller, desk.now, at, message).await?;
    Ok(desk.see_other(&of_case(new), Toast::Made))
}
