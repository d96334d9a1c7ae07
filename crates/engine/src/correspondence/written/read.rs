//! A thread as it is read: what was written in it, and on what it stands.

use super::place::may_write_mail;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::records::linked_for;
use crate::show::Show;
use crate::support::{Called, Entry, Link, entries_of_thread};
use model::{FieldId, FieldKind, Moment, Record, RowId, Value};
use rights::Operation;

/// A thread.
#[derive(Debug, Clone)]
pub struct ThreadView {
    /// Which.
    pub id: RowId,
    /// Its subject.
    pub subject: String,
    /// The case that it is part of: what is written there goes on there.
    pub case: Option<RowId>,
    /// With whom.
    pub person: Called,
    /// What it is about, each by the field, the row and what it is called.
    pub about: Vec<Link>,
    /// The work that it is part of, in words.
    pub part_of: String,
    /// Its mails, oldest first.
    pub entries: Vec<Entry>,
    /// The caller may go on with it.
    pub may_write: bool,
}

/// The thread `id`.
pub async fn thread(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<ThreadView, Failure> {
    let (model, f) = (engine.model(), &engine.tables().email_thread.f);
    let scope = engine.scope(caller, f.entity, Operation::Read)?;
    let record = engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let row = engine.tables().email_thread.get(engine.store(), id).await?.ok_or(Failure::NotFound)?.row;
    engine.looked(caller, f.entity, Some(row.person), vec![id])?;
    let more = linked_for(engine, caller, std::slice::from_ref(&record), rights::day_of(now)).await?;
    let show = Show::new(model, caller.language, &more);
    let name = more.iter().find(|one| one.id == row.person).map(|one| show.label(one)).unwrap_or_default();
    let writable = match engine.scope(caller, f.entity, Operation::Write) {
        Ok(writable) => engine.store().get(&writable, id).await?.is_some_and(|record| record.restricted.is_none()),
        Err(_) => false,
    };
    Ok(ThreadView {
        id,
        case: row.case,
        about: about(engine, &show, &record),
        part_of: record.get(f.part_of).map(|part| show.text(f.part_of, part)).unwrap_or_default(),
        entries: entries_of_thread(engine, caller, (id, row.person), &name).await?,
        may_write: writable && may_write_mail(engine, caller, &model[f.entity].key),
        person: Called { id: row.person, name },
        subject: row.subject,
    })
}

/// The rows that the thread names and the caller may know, but for the person.
fn about(engine: &Engine, show: &Show<'_>, record: &Record) -> Vec<Link> {
    let (model, f) = (engine.model(), &engine.tables().email_thread.f);
    let link = |(field, value): &(FieldId, Value)| {
        let (FieldKind::Link { to, .. }, Value::Id(id)) = (&model[*field].kind, value) else { return None };
        (*field != f.person && show.knows(*id)).then(|| Link {
            field: model[*field].name.get(show.language()).to_owned(),
            entity: model[*to].key.clone(),
            id: *id,
            label: show.text(*field, value),
        })
    };
    record.cells.iter().filter_map(link).collect()
}
