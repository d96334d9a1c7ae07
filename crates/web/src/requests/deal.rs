//! The steps of a request at the desk: each is a form of its page, and what stands against it is said there.

use super::DESK;
use super::request::{Typed, page};
use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::website::version;
use engine::requests::{
    Answer, Identity, Outcome, Step, TaskState, answer_task, ask_who, close as end, extend as put_off,
    identify as note_identity, pass_on as hand_on,
};
use engine::{Failure, RowId};
use std::str::FromStr;

async fn after(desk: &Desk, id: RowId, step: Step, typed: Typed) -> Result<DeskPage, Failure> {
    match step {
        Step::Done => Ok(DeskPage::see_other(&format!("{DESK}/{id}"))),
        Step::Not(obstacle) => page(desk, id, Some(obstacle), &typed).await,
    }
}

pub(super) async fn ask(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let step = ask_who(&desk.app.engine, &desk.caller, desk.now, id, version(&form)?).await?;
    after(&desk, id, step, Typed::default()).await
}

pub(super) async fn identify(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let identity = Identity::ALL.iter().copied().find(|one| one.key() == form.get("identity"));
    let identity = identity.ok_or(Failure::Stale)?;
    let step = note_identity(&desk.app.engine, &desk.caller, desk.now, id, version(&form)?, identity).await?;
    after(&desk, id, step, Typed::default()).await
}

pub(super) async fn task(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let state = TaskState::ALL.iter().copied().find(|one| one.key() == form.get("state")).ok_or(Failure::Stale)?;
    let task = RowId::from_str(form.get("task")).map_err(|_| Failure::NotFound)?;
    let at = (task, version(&form)?);
    let step = answer_task(&desk.app.engine, &desk.caller, desk.now, at, state, form.get("note")).await?;
    after(&desk, id, step, Typed::default()).await
}

pub(super) async fn extend(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let why = form.get("why");
    let step = put_off(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), why).await?;
    after(&desk, id, step, Typed { why: why.to_owned(), ..Typed::default() }).await
}

pub(super) async fn close(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let outcome = Outcome::ALL.iter().copied().find(|one| one.key() == form.get("outcome")).ok_or(Failure::Stale)?;
    let (reason, text) = (form.get("reason").to_owned(), form.get("text").to_owned());
    let answer = Answer { outcome, reason: reason.clone(), text: text.clone() };
    let step = end(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), &answer).await?;
    let typed = Typed { text: Some(text), reason, outcome: Some(outcome), ..Typed::default() };
    after(&desk, id, step, typed).await
}

pub(super) async fn pass_on(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let agreement = RowId::from_str(form.get("agreement")).map_err(|_| Failure::NotFound)?;
    let step = hand_on(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), agreement).await?;
    after(&desk, id, step, Typed::default()).await
}
