//! Notices: what one follows, whom one tells, and what one is told of.
//!
//! A notice names a row and says nothing of it. It is shown only to somebody who may still read that row, and what it is
//! called is said by the rights of that moment.

mod list;
mod mail;
mod rows;

pub use list::{NoticeLine, Notices, Target, notices, read_all, read_one, unread};
#[cfg(test)]
pub(crate) use mail::WORDS;
pub(crate) use mail::mail;
pub use mail::{choose_mail, mail_when};
pub use rows::{About, MailWhen};
pub(crate) use rows::{Follow, Notice, NoticeChoice};

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, FOLLOWED_ROWS, FOLLOWERS};
use crate::records::readable_row;
use crate::system::{colleague_viewer, colleague_viewers, names_of};
use model::{Day, EntityId, Moment, RowId, Value};
use rights::{Action, Plan, Viewer};
use std::collections::HashSet;
use store::{Changes, Condition, Stored};

/// Whether the caller follows the row.
pub async fn is_followed(engine: &Engine, caller: &Caller, (key, id): (&str, RowId)) -> Result<bool, Failure> {
    Ok(followed(engine, caller, (key, id)).await?.is_some())
}

/// The caller wants to hear of the row `id` of the entity `key` from now on.
///
/// # Errors
/// [`Failure::TooLarge`] where they follow as many as one can.
pub async fn follow(engine: &Engine, caller: &Caller, now: Moment, (key, id): (&str, RowId)) -> Result<(), Failure> {
    readable_row(engine, caller, key, id, rights::day_of(now)).await?;
    let user = caller.user.ok_or(Failure::Denied)?;
    if followed(engine, caller, (key, id)).await?.is_some() {
        return Ok(());
    }
    let table = &engine.tables().follow;
    let all = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    if engine.store().count(all).await? >= FOLLOWED_ROWS {
        return Err(Failure::TooLarge);
    }
    let mut changes = Changes::new();
    let row = Follow { user, of: key.to_owned(), row: id.to_string(), since: now };
    table.insert(&mut changes, engine.new_id(now), &row)?;
    Ok(engine.store().apply(changes).await?)
}

/// The caller does not want to hear of it any more.
pub async fn unfollow(engine: &Engine, caller: &Caller, now: Moment, (key, id): (&str, RowId)) -> Result<(), Failure> {
    let Some(follow) = followed(engine, caller, (key, id)).await? else {
        return readable_row(engine, caller, key, id, rights::day_of(now)).await.map(drop);
    };
    let mut changes = Changes::new();
    changes.delete(&engine.tables().follow.write, follow.id, follow.version)?;
    Ok(engine.store().apply(changes).await?)
}

async fn followed(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
) -> Result<Option<Stored<Follow>>, Failure> {
    let Some(user) = caller.user else { return Ok(None) };
    let table = &engine.tables().follow;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.row, Value::Text(id.to_string())));
    table.first(engine.store(), query.matching(Condition::Is(table.f.of, Value::Text(key.to_owned())))).await
}

/// The colleagues who may read the row and can be told of it, each by the name that the caller may know.
pub async fn who_may_read(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
) -> Result<Vec<(RowId, String)>, Failure> {
    let all = colleague_viewers(engine, now).await?;
    readers(engine, caller, all, (key, id), rights::day_of(now)).await
}

/// Those of `all` who may read the row, besides the caller, each by the name that the caller may know.
async fn readers(
    engine: &Engine,
    caller: &Caller,
    all: Vec<(RowId, Viewer)>,
    (key, id): (&str, RowId),
    today: Day,
) -> Result<Vec<(RowId, String)>, Failure> {
    let named = names_of(engine, caller, all.iter().map(|(user, _)| *user)).await?;
    let mut readers = Vec::new();
    for (user, viewer) in all {
        let Some(name) = named.get(&user).filter(|_| caller.user != Some(user)) else { continue };
        let theirs = Caller { user: Some(user), viewer, ..Caller::command(caller.language) };
        if may_read(engine, &theirs, (key, id), today).await? {
            readers.push((user, name.clone()));
        }
    }
    readers.sort_by_key(|(_, name)| name.to_lowercase());
    Ok(readers)
}

async fn may_read(engine: &Engine, caller: &Caller, (key, id): (&str, RowId), today: Day) -> Result<bool, Failure> {
    match readable_row(engine, caller, key, id, today).await {
        Ok(_) => Ok(true),
        Err(Failure::Denied | Failure::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Tells a colleague of the row; only one who may read it.
pub async fn tell(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    user: RowId,
) -> Result<(), Failure> {
    let today = rights::day_of(now);
    readable_row(engine, caller, key, id, today).await?;
    let viewer = colleague_viewer(engine, now, user).await?.ok_or(Failure::Denied)?;
    if readers(engine, caller, vec![(user, viewer)], (key, id), today).await?.is_empty() {
        return Err(Failure::Denied);
    }
    let mut changes = Changes::new();
    note(engine, caller, now, &mut changes, (key, id), (user, About::Told)).await?;
    Ok(engine.store().apply(changes).await?)
}

/// Adds to `changes` that those who follow the row are told that it is changed; not the one who changes it.
pub(crate) async fn changed(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (entity, id): (EntityId, RowId),
) -> Result<(), Failure> {
    let (table, key) = (&engine.tables().follow, engine.model()[entity].key.as_str());
    let query = table.all().matching(Condition::Is(table.f.row, Value::Text(id.to_string())));
    let query = query.matching(Condition::Is(table.f.of, Value::Text(key.to_owned()))).limit(FOLLOWERS);
    for follow in table.find(engine.store(), query).await? {
        if caller.user != Some(follow.row.user) {
            note(engine, caller, now, changes, (key, id), (follow.row.user, About::Changed)).await?;
        }
    }
    Ok(())
}

/// One notice; where one like it is unread, that one is brought up to date.
async fn note(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (key, id): (&str, RowId),
    (user, about): (RowId, About),
) -> Result<(), Failure> {
    let table = &engine.tables().notice;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::Is(table.f.row, Value::Text(id.to_string())));
    let query = query.matching(Condition::Is(table.f.about, Value::Text(about.key().to_owned())));
    let waiting = table.first(engine.store(), query.matching(Condition::Is(table.f.read_at, Value::Null))).await?;
    if let Some(waiting) = waiting {
        let by = caller.user.map_or(Value::Null, Value::Id);
        let cells = vec![(table.f.by, by), (table.f.at, Value::Moment(now)), (table.f.sent_at, Value::Null)];
        changes.update(&table.write, waiting.id, waiting.version, cells)?;
    } else {
        let notice = Notice {
            user,
            of: key.to_owned(),
            row: id.to_string(),
            about,
            by: caller.user,
            at: now,
            read_at: None,
            sent_at: None,
        };
        table.insert(changes, engine.new_id(now), &notice)?;
    }
    mail::queue(engine, now, changes, user).await
}

/// Adds to `changes` that nobody follows, or is told of, a row that `plan` removes.
pub(crate) async fn go_with(engine: &Engine, changes: &mut Changes, plan: &Plan) -> Result<(), Failure> {
    let (follows, notices) = (&engine.tables().follow, &engine.tables().notice);
    let planned: HashSet<RowId> = plan.steps.iter().map(|step| step.id).collect();
    let gone = plan.steps.iter().filter(|step| step.action == Action::Delete);
    let gone: Vec<Value> = gone.map(|step| Value::Text(step.id.to_string())).collect();
    for some in gone.chunks(BATCH_IDS) {
        let some = some.to_vec();
        let followed = follows.all().matching(Condition::OneOf(follows.f.row, some.clone()));
        for row in follows.find(engine.store(), followed).await?.iter().filter(|row| !planned.contains(&row.id)) {
            changes.delete(&follows.write, row.id, row.version)?;
        }
        let told = notices.all().matching(Condition::OneOf(notices.f.row, some));
        for row in notices.find(engine.store(), told).await?.iter().filter(|row| !planned.contains(&row.id)) {
            changes.delete(&notices.write, row.id, row.version)?;
        }
    }
    Ok(())
}
