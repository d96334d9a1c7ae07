//! Finding people by name, address or number.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{PAGE_ROWS, SEARCH_CHARACTERS, SEARCHED_ROWS};
use crate::parties::phone;
use crate::privacy::is_known_to;
use model::{Column, Day, FieldId, Record, RowId, Value};
use rights::{Operation, Scope};
use store::{Condition, Query};

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// The person.
    pub id: RowId,
    /// The name; may be empty.
    pub name: String,
    /// The addresses that the caller may see.
    pub addresses: Vec<String>,
}

/// Whether anybody is recorded at all.
pub async fn anybody(engine: &Engine) -> Result<bool, Failure> {
    let table = &engine.tables().person;
    Ok(table.first(engine.store(), table.all()).await?.is_some())
}

/// The people whose name, address or number has words that begin like `words`; the latest where there are none.
pub async fn search(engine: &Engine, caller: &Caller, words: &str, today: Day) -> Result<Vec<PersonLine>, Failure> {
    let found = search_some(engine, caller, words, usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX), today).await?;
    let shown = found.iter().map(|person| person.id).collect();
    engine.looked(caller, engine.tables().person.f.entity, None, shown)?;
    Ok(found)
}

/// At most so many of them. Whoever shows them notes it.
pub(crate) async fn search_some(
    engine: &Engine,
    caller: &Caller,
    words: &str,
    most: usize,
    today: Day,
) -> Result<Vec<PersonLine>, Failure> {
    let tables = engine.tables();
    let people = engine.scope(caller, tables.person.f.entity, Operation::Read)?;
    let words: String = words.trim().chars().take(SEARCH_CHARACTERS).collect();
    let found = if words.is_empty() {
        let all = Query::over(&people).limit(SEARCHED_ROWS);
        let since = tables.person.f.since;
        engine.store().find(if people.covers(since) { all.newest_first(since) } else { all }).await?
    } else {
        matching(engine, caller, &people, &words).await?
    };
    let mut known = Vec::new();
    for person in found {
        if known.len() == most {
            break;
        }
        if is_known_to(engine, caller, person.id, today).await? {
            known.push(person);
        }
    }
    lines(engine, caller, &known).await
}

async fn matching(engine: &Engine, caller: &Caller, people: &Scope, words: &str) -> Result<Vec<Record>, Failure> {
    let tables = engine.tables();
    let named = Query::over(people).matching(Condition::Words(words.to_owned())).limit(SEARCHED_ROWS);
    let mut found = engine.store().find(named).await?;
    let mut behind = with_number(engine, caller, words).await?;
    let hubs = [
        (tables.email_address.f.entity, tables.email_address.f.person),
        (tables.phone_number.f.entity, tables.phone_number.f.person),
    ];
    for (entity, link) in hubs {
        let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { continue };
        let query = Query::over(&scope).matching(Condition::Words(words.to_owned())).limit(PAGE_ROWS);
        behind.extend(engine.store().find(query).await?.iter().filter_map(|record| record.link(link)));
    }
    behind.retain(|id| !found.iter().any(|record| record.id == *id));
    behind.sort_unstable();
    behind.dedup();
    let query = Query::over(people).matching(Condition::Ids(behind)).limit(PAGE_ROWS);
    found.extend(engine.store().find(query).await?);
    Ok(found)
}

/// The people with this telephone number, in whichever spelling it is given.
async fn with_number(engine: &Engine, caller: &Caller, words: &str) -> Result<Vec<RowId>, Failure> {
    let f = &engine.tables().phone_number.f;
    let (Some(number), Ok(scope)) = (phone(words), engine.scope(caller, f.entity, Operation::Read)) else {
        return Ok(Vec::new());
    };
    let query = Query::over(&scope).matching(Condition::Is(f.number, Value::Text(number))).limit(PAGE_ROWS);
    Ok(engine.store().find(query).await?.iter().filter_map(|record| record.link(f.person)).collect())
}

async fn lines(engine: &Engine, caller: &Caller, people: &[Record]) -> Result<Vec<PersonLine>, Failure> {
    let tables = engine.tables();
    let f = &tables.email_address.f;
    let ids = people.iter().map(|person| Value::Id(person.id)).collect();
    let addresses = match engine.scope(caller, f.entity, Operation::Read) {
        Ok(scope) => engine.store().find(Query::over(&scope).matching(Condition::OneOf(f.person, ids))).await?,
        Err(_) => Vec::new(),
    };
    let of = |person: RowId| {
        let mine = addresses.iter().filter(|address| address.link(f.person) == Some(person));
        mine.filter_map(|address| text(address, f.address)).collect()
    };
    let line = |person: &Record| PersonLine {
        id: person.id,
        name: text(person, tables.person.f.name).unwrap_or_default(),
        addresses: of(person.id),
    };
    Ok(people.iter().map(line).collect())
}

fn text(record: &Record, field: FieldId) -> Option<String> {
    record.get(field).and_then(String::read)
}
