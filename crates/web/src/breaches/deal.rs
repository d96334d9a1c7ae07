//! The steps of a breach at the desk: each is a form of its page, and what stands against it is said there.

use super::breach::{Typed, page};
use super::{DESK, say};
use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::website::version;
use engine::breaches::{
    EntryKind, Exemption, Part, Righted, Risk, Step, close as end, judge as judged, leave_people as leave,
    not_notify as stay_silent, note as write, put_right as right,
};
use engine::{Failure, RowId};

async fn after(desk: &Desk, id: RowId, step: Step, typed: Typed) -> Result<DeskPage, Failure> {
    match step {
        Step::Done => Ok(DeskPage::see_other(&format!("{DESK}/{id}"))),
        Step::Not(obstacle) => page(desk, id, Some(obstacle), &typed).await,
    }
}

pub(super) async fn put_right(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let why = form.get("why").to_owned();
    let righted = Righted {
        aware_at: say::typed_moment(form.get("aware")),
        part: say::among(Part::ALL, Part::key, form.get("part")).ok_or(Failure::Stale)?,
        agreement: say::row(form.get("agreement")),
        why: why.clone(),
    };
    let step = right(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), &righted).await?;
    after(&desk, id, step, Typed { why, ..Typed::default() }).await
}

pub(super) async fn judge(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let risk = say::among(Risk::ALL, Risk::key, form.get("risk")).ok_or(Failure::Stale)?;
    let reason = form.get("reason");
    let step = judged(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), (risk, reason)).await?;
    let typed = Typed { reason: Some(reason.to_owned()), risk: Some(risk.key().to_owned()), ..Typed::default() };
    after(&desk, id, step, typed).await
}

pub(super) async fn note(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let kind = say::among(EntryKind::ALL, EntryKind::key, form.get("kind")).ok_or(Failure::Stale)?;
    let text = form.get("text");
    let step = write(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), (kind, text)).await?;
    after(&desk, id, step, Typed { text: text.to_owned(), ..Typed::default() }).await
}

pub(super) async fn not_notify(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let why = form.get("why");
    let step = stay_silent(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), why).await?;
    after(&desk, id, step, Typed { silent: why.to_owned(), ..Typed::default() }).await
}

pub(super) async fn leave_people(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let ground = say::among(Exemption::ALL, Exemption::key, form.get("ground")).ok_or(Failure::Stale)?;
    let why = form.get("why");
    let step = leave(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?), (ground, why)).await?;
    after(&desk, id, step, Typed { untold: why.to_owned(), ..Typed::default() }).await
}

pub(super) async fn close(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let step = end(&desk.app.engine, &desk.caller, desk.now, (id, version(&form)?)).await?;
    after(&desk, id, step, Typed::default()).await
}
