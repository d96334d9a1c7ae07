//! The contact request from which a case arose: what was written before is the beginning of its conversation, for whoever may read
//! requests. An answer in the case answers the request too.

use super::view::{Entry, EntryKind};
use crate::context::{Caller, Engine};
use crate::correspondence::{Delivery, Kind};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use crate::website::request;
use model::{Column, RowId, Value};
use rights::Operation;
use store::{Condition, Query};

/// Something that was written before the case was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeEntry {
    /// The request.
    pub request: RowId,
    /// A mail of ours, and how far it has come; none for what came through the form.
    pub ours: Option<(Kind, Delivery)>,
    /// What was written.
    pub text: String,
}

/// What was written about the request, where the caller may read it.
pub(super) async fn entries(engine: &Engine, caller: &Caller, id: RowId) -> Result<Vec<Entry>, Failure> {
    let request = match request(engine, caller, id).await {
        Ok(request) => request,
        Err(Failure::Denied | Failure::NotFound) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let before = |ours, text| EntryKind::Before(BeforeEntry { request: id, ours, text });
    let asked = Entry { at: request.received_at, id, who: request.name, by: None, what: before(None, request.message) };
    let mails = request.mails.into_iter().map(|mail| {
        let text = mail::strip_text(&mail.body).written.trim_end().to_owned();
        let what = before(Some((mail.kind, mail.state)), text);
        Entry { at: mail.queued_at, id: mail.id, who: String::new(), by: mail.author, what }
    });
    Ok(std::iter::once(asked).chain(mails).collect())
}

/// The cases that arose from a request and that the caller may read, each with its number.
pub(crate) async fn arisen_from(
    engine: &Engine,
    caller: &Caller,
    request: RowId,
) -> Result<Vec<(RowId, i64)>, Failure> {
    let f = &engine.tables().case.f;
    let Ok(scope) = engine.scope(caller, f.entity, Operation::Read) else { return Ok(Vec::new()) };
    if !scope.covers(f.contact_request) {
        return Ok(Vec::new());
    }
    let query = Query::over(&scope).matching(Condition::Is(f.contact_request, Value::Id(request)));
    let found = engine.store().find(query.only(vec![f.number]).limit(CASE_ENTRIES)).await?;
    Ok(found.iter().filter_map(|case| Some((case.id, i64::read(case.get(f.number)?)?))).collect())
}
