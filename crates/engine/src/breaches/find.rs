//! Finding those whom a breach affects: by the ledger, by rows, by one mail, or one by one.
//!
//! What is found is shown first. It is the machinery that looks: whom it finds does not hang on what a role sees, nor on whether
//! somebody's data are restricted.

use super::affected::{known, put};
use super::owners::{Owners, behind, nearest, owners};
use super::rows::Breach;
use super::seen::{Traces, Wanted, first_id, traces};
use super::step::{Obstacle, begin, load};
use crate::context::{Caller, Engine};
use crate::correspondence::Part;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS, PAGE_ROWS};
use crate::parties;
use crate::privacy::{Found, find as find_person};
use crate::system::hash;
use model::{EntityId, Held, Moment, RowId, Subject, Value};
use rights::{Operation, Viewer, scope};
use std::collections::{BTreeSet, HashSet};
use std::str::FromStr;
use store::{Condition, Cursor, Query, Stored};

/// How those affected are looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Whomever somebody looked at, or changed rows of, in a span of time.
    Ledger {
        /// The one who did: an address, or the id of a user.
        who: String,
        /// From here.
        from: Option<Moment>,
        /// To here.
        to: Option<Moment>,
        /// By looking.
        looked: bool,
        /// By changing.
        changed: bool,
    },
    /// Everybody whom a kind of row is about.
    Rows {
        /// The entity's word in the register.
        kind: String,
        /// Only rows that were made or changed in this span of time.
        period: Option<(Moment, Moment)>,
    },
    /// Everybody to whom one mail went.
    Mail {
        /// Its Message-ID, or the id of its row.
        mail: String,
    },
    /// One person.
    Person {
        /// An e-mail address, a telephone number, or the person's id.
        person: String,
    },
}

/// Whom a search finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Find {
    /// They, in the order of their ids.
    people: Vec<RowId>,
    /// Rows, or people, that the search names and that are not there any more.
    gone: usize,
    /// Addresses of the mail under which nobody is recorded.
    strangers: usize,
    /// All rows were taken out in that time: everybody is affected.
    everything: bool,
}

/// What a search found, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How many it found.
    pub found: usize,
    /// How many of them are on the list already.
    pub listed: usize,
    /// One page of those who are not.
    pub people: Vec<Listed>,
    /// Which page, counted from zero.
    pub page: usize,
    /// There is another one.
    pub more: bool,
    /// Rows, or people, that are not there any more.
    pub gone: usize,
    /// Addresses under which nobody is recorded.
    pub strangers: usize,
    /// All rows were taken out in that time.
    pub everything: bool,
    /// Who they are; whoever puts them on the list says it.
    pub fingerprint: String,
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person.
    pub id: RowId,
    /// The name; may be empty.
    pub name: String,
}

/// Looks for those affected and shows one page of them; what stands against it otherwise.
pub async fn find(
    engine: &Engine,
    caller: &Caller,
    breach: RowId,
    search: &Search,
    page: usize,
) -> Result<Result<Finding, Obstacle>, Failure> {
    demand(engine, caller)?;
    load(engine, caller, breach, Operation::Read).await?;
    let found = match sought(engine, search).await? {
        Ok(found) => found,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let listed = known(engine, breach).await?;
    let new: Vec<RowId> = found.people.iter().copied().filter(|id| !listed.contains(id)).collect();
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let on_page: Vec<RowId> = new.iter().skip(page.saturating_mul(rows)).take(rows).copied().collect();
    engine.looked(caller, engine.tables().person.f.entity, None, on_page.clone())?;
    Ok(Ok(Finding {
        found: found.people.len(),
        listed: found.people.len() - new.len(),
        people: named(engine, &on_page).await?,
        page,
        more: new.len() > page.saturating_add(1).saturating_mul(rows),
        gone: found.gone,
        strangers: found.strangers,
        everything: found.everything,
        fingerprint: fingerprint(&new),
    }))
}

/// Puts those on the list whom the search finds, if they are still those with this fingerprint; gives how many.
pub async fn add(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    (search, shown): (&Search, &str),
) -> Result<Result<usize, Obstacle>, Failure> {
    demand(engine, caller)?;
    let breach: Stored<Breach> = match begin(engine, caller, at).await? {
        Ok(breach) => breach,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let found = match sought(engine, search).await? {
        Ok(found) => found,
        Err(obstacle) => return Ok(Err(obstacle)),
    };
    let listed = known(engine, breach.id).await?;
    let new: Vec<RowId> = found.people.into_iter().filter(|id| !listed.contains(id)).collect();
    if new.is_empty() {
        return Ok(Err(Obstacle::NobodyLeft));
    }
    if fingerprint(&new) != shown {
        return Ok(Err(Obstacle::OthersFound));
    }
    put(engine, caller, now, &breach, &new).await
}

/// Only who may put people on the list may look for them.
fn demand(engine: &Engine, caller: &Caller) -> Result<(), Failure> {
    engine.scope(caller, engine.tables().breach_affected.f.entity, Operation::Write)?;
    Ok(())
}

/// Which people these are.
fn fingerprint(people: &[RowId]) -> String {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    hash(&ids.join(" "))
}

/// The people with these ids, in their order.
pub(super) async fn named(engine: &Engine, people: &[RowId]) -> Result<Vec<Listed>, Failure> {
    let table = &engine.tables().person;
    let mut names = std::collections::HashMap::new();
    for some in people.chunks(BATCH_IDS) {
        let query = table.all().matching(Condition::Ids(some.to_vec()));
        let found = table.find(engine.store(), query).await?;
        names.extend(found.into_iter().map(|it| (it.id, it.row.name.unwrap_or_default())));
    }
    Ok(people.iter().map(|id| Listed { id: *id, name: names.remove(id).unwrap_or_default() }).collect())
}

/// What a search may name: the colleagues, each with the id of their user, and the kinds of row that are about somebody.
pub async fn searchers(
    engine: &Engine,
    caller: &Caller,
) -> Result<(Vec<(RowId, String)>, Vec<(String, String)>), Failure> {
    demand(engine, caller)?;
    let (tables, model) = (engine.tables(), engine.model());
    let users = tables.user.find(engine.store(), tables.user.all().limit(BATCH_ROWS)).await?;
    let people: Vec<RowId> = users.iter().map(|user| user.row.person).collect();
    let names = named(engine, &people).await?;
    let mut colleagues: Vec<(RowId, String)> =
        users.iter().zip(names).map(|(user, listed)| (user.id, listed.name)).collect();
    colleagues.sort_by(|one, other| one.1.cmp(&other.1));
    let kinds = model.entity_ids().filter(|entity| is_sought(engine, *entity));
    let kinds = kinds.map(|entity| (model[entity].key.clone(), model[entity].name.get(caller.language).to_owned()));
    Ok((colleagues, kinds.collect()))
}

/// Whether rows of `entity` are about people, and in use; not the lists of breaches themselves.
fn is_sought(engine: &Engine, entity: EntityId) -> bool {
    let it = &engine.model()[entity];
    it.in_use
        && it.subject != Subject::None
        && it.held != Held::Impersonal
        && entity != engine.tables().breach_affected.f.entity
}

async fn sought(engine: &Engine, search: &Search) -> Result<Result<Find, Obstacle>, Failure> {
    let found = match search {
        Search::Ledger { who, from, to, looked, changed } => {
            let (Some(from), Some(to)) = (*from, *to) else { return Ok(Err(Obstacle::NoMoment)) };
            let Some(actor) = actor(engine, who).await?.filter(|_| *looked || *changed) else {
                return Ok(Err(Obstacle::NoSearch));
            };
            let wanted =
                Wanted { actor: Some(&actor), entity: None, period: (from, to), looks: *looked, changes: *changed };
            of_traces(engine, traces(engine, wanted).await?).await?
        }
        Search::Rows { kind, period } => {
            let entity = engine.model().entity_named(kind).filter(|entity| is_sought(engine, *entity));
            let Some(entity) = entity else { return Ok(Err(Obstacle::NoSearch)) };
            match period {
                None => of_kind(engine, entity, None).await?,
                Some(period) => in_period(engine, entity, *period).await?,
            }
        }
        Search::Mail { mail } => match of_mail(engine, mail).await? {
            Some(found) => found,
            None => return Ok(Err(Obstacle::NoSearch)),
        },
        Search::Person { person } => match find_person(engine, person.trim()).await? {
            Found::Nobody => return Ok(Err(Obstacle::NoSearch)),
            Found::One(one) => Find { people: vec![one], ..Find::default() },
            Found::Several(people) => Find { people, ..Find::default() },
        },
    };
    Ok(Ok(found))
}

/// The ledger's word for somebody: the id of their user, also of one that is gone.
async fn actor(engine: &Engine, who: &str) -> Result<Option<String>, Failure> {
    if let Ok(id) = RowId::from_str(who.trim()) {
        return Ok(Some(id.to_string()));
    }
    let Some(address) = parties::email(who) else { return Ok(None) };
    let tables = engine.tables();
    let query = tables.email_address.all();
    let query = query.matching(Condition::Is(tables.email_address.f.address, Value::Text(address)));
    let Some(address) = tables.email_address.first(engine.store(), query).await? else { return Ok(None) };
    let query = tables.user.all().matching(Condition::Is(tables.user.f.address, Value::Id(address.id)));
    let user = tables.user.first(engine.store(), query.newest_first(tables.user.f.ended_on)).await?;
    Ok(user.map(|user| user.id.to_string()))
}

async fn of_traces(engine: &Engine, traces: Traces) -> Result<Find, Failure> {
    let mut all = Owners { people: traces.people, gone: 0 };
    for (entity, rows) in &traces.rows {
        let more = owners(engine, *entity, rows).await?;
        all.people.extend(more.people);
        all.gone += more.gone;
    }
    Ok(Find { everything: traces.everything, ..alive(engine, all).await? })
}

/// Those who are still there.
async fn alive(engine: &Engine, owners: Owners) -> Result<Find, Failure> {
    let table = &engine.tables().person;
    let people: Vec<RowId> = owners.people.into_iter().collect();
    let mut there = BTreeSet::new();
    for some in people.chunks(BATCH_IDS) {
        let query = table.all().matching(Condition::Ids(some.to_vec()));
        there.extend(engine.store().find(query).await?.into_iter().map(|record| record.id));
    }
    let gone = owners.gone + people.len() - there.len();
    Ok(Find { people: there.into_iter().collect(), gone, ..Find::default() })
}

/// Those whom rows of `entity` are about: all of them, or those that were made in `period`.
async fn of_kind(engine: &Engine, entity: EntityId, period: Option<(Moment, Moment)>) -> Result<Find, Failure> {
    let read = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let (first, rest) = match &engine.model()[entity].subject {
        Subject::Path(path) => (path.first().copied(), path.get(1..).unwrap_or_default()),
        Subject::None | Subject::Itself => (None, &[][..]),
    };
    let mut query = Query::over(&read);
    let mut beyond = None;
    if let Some((from, to)) = period {
        query = query.after(Cursor { value: Value::Null, id: first_id(from) });
        beyond = Some(first_id(to.plus_seconds(1)));
    }
    let mut rows = engine.store().stream(&query)?;
    let mut near = HashSet::new();
    while let Some(record) = rows.next().await? {
        if beyond.is_some_and(|beyond| record.id >= beyond) {
            break;
        }
        near.extend(nearest(engine, &record, first));
    }
    alive(engine, Owners { people: behind(engine, near, rest).await?, gone: 0 }).await
}

/// Those whom rows of `entity` are about that were made in `period`, or that the ledger says were changed in it.
async fn in_period(engine: &Engine, entity: EntityId, period: (Moment, Moment)) -> Result<Find, Failure> {
    let made = of_kind(engine, entity, Some(period)).await?;
    let wanted = Wanted { actor: None, entity: Some(entity), period, looks: false, changes: true };
    let changed = of_traces(engine, traces(engine, wanted).await?).await?;
    let people: BTreeSet<RowId> = made.people.into_iter().chain(changed.people).collect();
    Ok(Find { people: people.into_iter().collect(), gone: changed.gone, ..Find::default() })
}

/// Those to whom a mail went; none where there is no such mail.
async fn of_mail(engine: &Engine, mail: &str) -> Result<Option<Find>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let name = mail.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
    let is = |field| Condition::Is(field, Value::Text(name.clone()));
    let by_id = RowId::from_str(&name).ok();
    let or = |field| by_id.map_or_else(|| is(field), |id| Condition::Ids(vec![id]));
    let thread = &tables.email_message;
    if let Some(found) = thread.first(store, thread.all().matching(or(thread.f.message_id))).await? {
        return of_thread_mail(engine, found.id).await.map(Some);
    }
    let answers = &tables.email;
    if let Some(found) = answers.first(store, answers.all().matching(or(answers.f.message_id))).await? {
        return at_address(engine, Some(found.row.to)).await.map(Some);
    }
    let requests = &tables.request_email;
    match requests.first(store, requests.all().matching(or(requests.f.message_id))).await? {
        Some(found) => at_address(engine, found.row.to).await.map(Some),
        None => Ok(None),
    }
}

async fn at_address(engine: &Engine, address: Option<RowId>) -> Result<Find, Failure> {
    let table = &engine.tables().email_address;
    let address = match address {
        Some(id) => table.get(engine.store(), id).await?,
        None => None,
    };
    let person = address.and_then(|address| address.row.person);
    Ok(Find { strangers: usize::from(person.is_none()), people: person.into_iter().collect(), ..Find::default() })
}

/// Everybody to whom a mail in a thread went, by the link to the person or else by the address as it stood there.
async fn of_thread_mail(engine: &Engine, mail: RowId) -> Result<Find, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.email_participant;
    let query = table.all().matching(Condition::Is(table.f.message, Value::Id(mail)));
    let (mut owners, mut strangers) = (Owners::default(), 0);
    for participant in table.find(store, query).await? {
        if matches!(participant.row.part, Part::From | Part::ReplyTo) {
            continue;
        }
        let people = match participant.row.person {
            Some(person) => vec![person],
            None => match find_person(engine, participant.row.address.as_deref().unwrap_or_default()).await? {
                Found::Nobody => Vec::new(),
                Found::One(one) => vec![one],
                Found::Several(people) => people,
            },
        };
        strangers += usize::from(people.is_empty());
        owners.people.extend(people);
    }
    Ok(Find { strangers, ..alive(engine, owners).await? })
}
