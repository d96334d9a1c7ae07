//! What was said in a case beside mail and telephone, as those who work on it see it.

use super::rows::{CaseMessage, Said};
use super::view::{Entry, EntryKind};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use model::{RowId, Value};
use rights::Operation;
use std::collections::HashMap;
use store::{Condition, Query, Stored};

/// The messages of a case that `caller` may see, with their files.
pub(super) async fn entries(
    engine: &Engine,
    caller: &Caller,
    (case, contact): (RowId, RowId),
    contact_name: &str,
) -> Result<Vec<Entry>, Failure> {
    let table = &engine.tables().case_message;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let query = Query::over(&scope).matching(Condition::Is(table.f.case, Value::Id(case)));
    let found = table.find(engine.store(), query.newest_first(table.f.written_at).limit(CASE_ENTRIES)).await?;
    let rows: Vec<RowId> = found.iter().map(|message| message.id).collect();
    let mut files = files(engine, caller, &rows).await?;
    engine.looked(caller, table.f.entity, Some(contact), rows)?;
    let others = others(engine, caller, &found, contact).await?;
    let by_customer = |sender: Option<RowId>| match sender {
        Some(sender) if sender != contact => others.get(&sender).cloned().unwrap_or_default(),
        Some(_) | None => contact_name.to_owned(),
    };
    let entry = |message: Stored<CaseMessage>| Entry {
        at: message.row.written_at,
        id: message.id,
        who: match (message.row.kind, message.row.sender) {
            (Said::FromCustomer, sender) => by_customer(sender),
            (Said::InPerson | Said::ToCustomer, Some(sender)) => by_customer(Some(sender)),
            (Said::InPerson | Said::ToCustomer, None) | (Said::Internal, _) => String::new(),
        },
        by: message.row.author,
        what: EntryKind::Said {
            kind: message.row.kind,
            text: message.row.text,
            files: files.remove(&message.id).unwrap_or_default(),
        },
    };
    Ok(found.into_iter().map(entry).collect())
}

/// The files of these messages that the caller may see.
async fn files(
    engine: &Engine,
    caller: &Caller,
    messages: &[RowId],
) -> Result<HashMap<RowId, Vec<(RowId, String)>>, Failure> {
    let (table, mut files) = (&engine.tables().case_file, HashMap::<RowId, Vec<(RowId, String)>>::new());
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(files) };
    let ids = messages.iter().map(|id| Value::Id(*id)).collect();
    let query = Query::over(&scope).matching(Condition::OneOf(table.f.case_message, ids));
    for file in table.find(engine.store(), query).await? {
        files.entry(file.row.case_message).or_default().push((file.id, file.row.title));
    }
    Ok(files)
}

/// What those are called who said something in the case and are not its contact.
async fn others(
    engine: &Engine,
    caller: &Caller,
    messages: &[Stored<CaseMessage>],
    contact: RowId,
) -> Result<HashMap<RowId, String>, Failure> {
    let table = &engine.tables().person;
    let mut ids: Vec<RowId> = messages.iter().filter_map(|message| message.row.sender).collect();
    ids.retain(|id| *id != contact);
    ids.sort_unstable();
    ids.dedup();
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(HashMap::new()) };
    let found = engine.store().find(Query::over(&scope).matching(Condition::Ids(ids))).await?;
    let name = |person: &model::Record| match person.get(table.f.name) {
        Some(Value::Text(name)) => name.clone(),
        Some(_) | None => String::new(),
    };
    Ok(found.iter().map(|person| (person.id, name(person))).collect())
}
