//! What is done with a case: what forms say of it, and doing it.

use super::inbox::{asked, query};
use super::of_case;
use crate::desk::{Desk, DeskPage, Toast};
use crate::form_body::Form;
use crate::website::version;
use engine::support::{
    Act, CaseKind, CaseState, Covered, Priority, act as do_act, merge as do_merge, split as do_split,
};
use engine::{Failure, RowId, day_of};
use std::str::FromStr;

/// The fields of the form beside a case, each named as what it sets.
const FIELDS: [&str; 9] = ["version", "do", "state", "priority", "queue", "owner", "kind", "covered", "snooze"];

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
        "state" => Act::Move(CaseState::ALL.iter().copied().find(|state| state.key() == to)?),
        "priority" => Act::Priority(Priority::ALL.iter().copied().find(|priority| priority.key() == to)?),
        "queue" => Act::Queue(id()?),
        "kind" if to.is_empty() => Act::Kind(None),
        "kind" => Act::Kind(Some(CaseKind::ALL.iter().copied().find(|kind| kind.key() == to)?)),
        "covered" => Act::Cover(Covered::ALL.iter().copied().find(|covered| covered.key() == to)?),
        "snooze" if to.is_empty() => Act::Snooze(None),
        "snooze" => Act::Snooze(Some(engine::documents::read_day(to)?)),
        _ => return None,
    })
}

pub(super) async fn act(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version) = (desk.id()?, version(&form)?);
    let button = form.sent("do").map(|said| act_of(said).ok_or(Failure::NotFound)).transpose()?;
    let fields = form.fields().filter(|(name, _)| !matches!(*name, "version" | "do"));
    let acts: Result<Vec<Act>, Failure> = match button {
        Some(act) => Ok(vec![act]),
        None => fields.map(|(name, to)| act_of(&format!("{name}:{to}")).ok_or(Failure::NotFound)).collect(),
    };
    let acts = acts?;
    let past = acts.iter().any(|act| matches!(act, Act::Snooze(Some(day)) if *day <= day_of(desk.now)));
    let acts: Vec<Act> = acts.into_iter().filter(|act| !past || !matches!(act, Act::Snooze(_))).collect();
    do_act(&desk.app.engine, &desk.caller, desk.now, (id, Some(version)), &acts).await?;
    Ok(desk.see_other(&format!("{}?{}", of_case(id), query(asked(&desk))), Toast::Saved))
}

pub(super) async fn merge(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let into = form.get("into").trim().trim_start_matches('#').parse().map_err(|_| Failure::NotFound)?;
    let at = (desk.id()?, version(&form)?);
    let target = do_merge(&desk.app.engine, &desk.caller, desk.now, at, into).await?;
    Ok(desk.see_other(&of_case(target), Toast::Saved))
}

pub(super) async fn split(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let message = RowId::from_str(form.get("message")).map_err(|_| Failure::NotFound)?;
    let at = (desk.id()?, version(&form)?);
    let new = do_split(&desk.app.engine, &desk.caller, desk.now, at, message).await?;
    Ok(desk.see_other(&of_case(new), Toast::Made))
}
