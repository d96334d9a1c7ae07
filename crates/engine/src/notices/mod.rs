//! Notices: what one follows, whom one tells, and what one is told of.
//!
//! A notice names a row and says nothing of it. It is shown only to somebody who may still read that row, and what it is
//! called is said by the rights of that moment.

mod list;
mod mail;
mod mention;
mod rows;

pub(crate) use list::Unread;
pub use list::{NoticeLine, Notices, Target, notices, read_all, read_one, unread};
#[cfg(test)]
pub(crate) use mail::WORDS;
pub(crate) use mail::mail;
pub use mail::{choose_mail, mail_when};
pub(crate) use mention::{Mentions, mentioned};
pub use rows::{About, MailWhen};
pub(crate) use rows::{Follow, Notice, NoticeChoice};

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{FOLLOWED_ROWS, FOLLOWERS, TOLD_AMONG};
use crate::records::readable_row;
use crate::system::{Named, colleague_viewer, named_users, names_of};
use model::{Day, EntityId, Moment, RowId, Value};
use rights::{Plan, Viewer};
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

/// The colleagues who may read the row and can be told of it, each by the name that the caller may know; and whether there are
/// more than were looked at. With `words`, those alone whose name holds each of them.
pub async fn who_may_read(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (&str, RowId),
    words: &str,
) -> Result<(Vec<(RowId, String)>, bool), Failure> {
    let today = rights::day_of(now);
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let named = named_users(engine, caller, today).await?.into_iter();
    let mut named: Vec<(String, Named)> = named.map(|named| (named.name.to_lowercase(), named)).collect();
    named.retain(|(name, _)| words.iter().all(|word| name.contains(word.as_str())));
    named.sort_by(|(one, _), (other, _)| one.cmp(other));
    // What somebody may read takes long to reckon: it is done for those who can be shown, and for no others.
    let (is_more, mut readers) = (named.len() > TOLD_AMONG, Vec::new());
    for (_, Named { user, name, .. }) in named.into_iter().take(TOLD_AMONG) {
        if is_reader(engine, caller, now, at, user).await? {
            readers.push((user, name));
        }
    }
    Ok((readers, is_more))
}

/// Whether `user` is another than the caller, has access and may read the row.
async fn is_reader(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (&str, RowId),
    user: RowId,
) -> Result<bool, Failure> {
    if caller.user == Some(user) {
        return Ok(false);
    }
    let Some(viewer) = colleague_viewer(engine, now, user).await? else { return Ok(false) };
    may_read(engine, &as_they_are(caller, user, viewer), at, rights::day_of(now)).await
}

/// A colleague as though they asked themselves.
fn as_they_are(caller: &Caller, user: RowId, viewer: Viewer) -> Caller {
    Caller { user: Some(user), viewer, ..Caller::command(caller.language) }
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
    readable_row(engine, caller, key, id, rights::day_of(now)).await?;
    let is_named = !names_of(engine, caller, [user].into_iter()).await?.is_empty();
    if !is_named || !is_reader(engine, caller, now, (key, id), user).await? {
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

/// Adds to `changes` that `user` has been given the row to deal with: they follow it, and are told unless they took it themselves.
pub(crate) async fn given(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (entity, id): (EntityId, RowId),
    user: RowId,
) -> Result<(), Failure> {
    let (table, key) = (&engine.tables().follow, engine.model()[entity].key.as_str());
    let theirs = Caller { user: Some(user), ..caller.clone() };
    if followed(engine, &theirs, (key, id)).await?.is_none() {
        let row = Follow { user, of: key.to_owned(), row: id.to_string(), since: now };
        table.insert(changes, engine.new_id(now), &row)?;
    }
    if caller.user != Some(user) {
        note(engine, caller, now, changes, (key, id), (user, About::Told)).await?;
    }
    Ok(())
}

/// Adds to `changes` that `user` is told of what time has done to the row: at once by mail, too, unless they want none.
pub(crate) async fn time_told(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (entity, id): (EntityId, RowId),
    (user, about): (RowId, About),
) -> Result<(), Failure> {
    let key = engine.model()[entity].key.as_str();
    note(engine, &Caller::command(model::Language::Nb), now, changes, (key, id), (user, about)).await
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
    mail::queue(engine, now, changes, (user, about)).await
}

/// Adds to `changes` that nobody follows, or is told of, a row that `plan` removes.
pub(crate) async fn go_with(engine: &Engine, changes: &mut Changes, plan: &Plan) -> Result<(), Failure> {
    let (store, tables) = (engine.store(), engine.tables());
    tables.follow.delete_with(store, changes, (tables.follow.f.row, plan)).await?;
    tables.notice.delete_with(store, changes, (tables.notice.f.row, plan)).await
}
