//! Leaving: the day from which somebody does not come in any more, and what goes with it at once.
//!
//! Access ends on the day that is set on the user, or after the last day of every employment they have here, whichever is
//! first. The second is asked each time, so that a day put right counts at once; the upkeep then closes the user. The one
//! owner who is left is not shut out by a day in an employment.

use super::grants::{AccessProblem, OWNER, demand_administrator, granted, keep_an_owner, lasting_owners, may_grant};
use super::rows::User;
use super::users::user_at;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, GRANT_AHEAD_DAYS, INTAKE_ATTEMPTS};
use crate::parties;
use crate::privacy::where_is;
use model::{Day, EntityId, FieldKind, Model, Moment, Narrowing, RowId, Value};
use rights::{Operation, Viewer, scope};
use std::collections::HashSet;
use store::{Actor, Changes, Condition, Stored};

model::row! {
    /// That somebody leaves.
    pub struct Departure of "departure", handles DepartureFields {
        /// Which employment ends.
        employment: RowId,
        /// Its last day.
        last_day: Day,
    }
}

/// Whether `user` may come in today.
pub(crate) async fn is_in(engine: &Engine, today: Day, user: &Stored<User>) -> Result<bool, Failure> {
    if user.row.ended_on.is_some_and(|ended| ended <= today) {
        return Ok(false);
    }
    if has_left(engine, today, user.row.person).await?.is_none() {
        return Ok(true);
    }
    let is_owner = granted(engine, today, user.id).await?.iter().any(|role| engine.model()[*role].key == OWNER);
    Ok(is_owner && lasting_owners(engine, today).await?.is_empty())
}

/// The first day after every employment of `person`, where that has come; none where they have none, or still one.
pub(super) async fn has_left(engine: &Engine, today: Day, person: RowId) -> Result<Option<Day>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let query = tables.employment.all().matching(Condition::Is(tables.employment.f.person, Value::Id(person)));
    let jobs = tables.employment.find(store, query.limit(BATCH_ROWS)).await?;
    if jobs.is_empty() {
        return Ok(None);
    }
    let ids = jobs.iter().map(|job| Value::Id(job.id)).collect();
    let query = tables.departure.all().matching(Condition::OneOf(tables.departure.f.employment, ids)).limit(BATCH_ROWS);
    let departures = tables.departure.find(store, query).await?;
    let mut last = Day(i32::MIN);
    for job in &jobs {
        let departs = departures.iter().filter(|one| one.row.employment == job.id).map(|one| one.row.last_day).max();
        let Some(day) = job.row.ended_on.or(departs) else { return Ok(None) };
        last = last.max(day);
    }
    Ok((last < today).then(|| Day(last.0.saturating_add(1))))
}

/// Ends the access of `user` on the day `on`: today at once, with everything they could come in with.
pub async fn end_access(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    user: RowId,
    on: Day,
) -> Result<(), AccessProblem> {
    let today = rights::day_of(now);
    demand_administrator(engine, caller)?;
    if on > Day(today.0.saturating_add(GRANT_AHEAD_DAYS)) {
        return Err(AccessProblem::Days);
    }
    let user = engine.tables().user.get(engine.store(), user).await?.ok_or(Failure::NotFound)?;
    // Whoever ends all of somebody's access ends each of their roles.
    let roles = granted(engine, today, user.id).await?;
    if !roles.iter().all(|role| may_grant(engine, caller, *role)) {
        return Err(AccessProblem::NotTheirs);
    }
    end(engine, now, caller.actor(), &user, on).await
}

/// Ends the access of the user with this address from today. Tells whether there was such a user.
pub async fn end_user(engine: &Engine, now: Moment, address: &str) -> Result<bool, AccessProblem> {
    let Some(address) = parties::email(address) else { return Ok(false) };
    let Some(id) = user_at(engine, now, &address).await? else { return Ok(false) };
    let user = engine.tables().user.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    end(engine, now, Actor::Part("command"), &user, rights::day_of(now)).await?;
    Ok(true)
}

/// Closes the users whose employments are over. Tells how many.
pub async fn end_departed(engine: &Engine, now: Moment) -> Result<usize, Failure> {
    let (table, today) = (&engine.tables().user, rights::day_of(now));
    let (mut ended, mut after) = (0, None);
    loop {
        let open = table.all().matching(Condition::Is(table.f.ended_on, Value::Null)).limit(BATCH_ROWS);
        let open = match after.take() {
            Some(cursor) => open.after(cursor),
            None => open,
        };
        let users = table.find(engine.store(), open).await?;
        let Some(last) = users.last() else { return Ok(ended) };
        after = Some(store::Cursor { value: Value::Null, id: last.id });
        for user in users {
            if is_in(engine, today, &user).await? {
                continue;
            }
            match end(engine, now, Actor::Part("sweep"), &user, today).await {
                Ok(()) => ended += 1,
                // Somebody is at it: the next round looks again.
                Err(AccessProblem::Failed(Failure::Stale)) => {}
                Err(AccessProblem::Failed(failure)) => return Err(failure),
                Err(other) => return Err(Failure::Unavailable(other.to_string())),
            }
        }
    }
}

async fn end(engine: &Engine, now: Moment, actor: Actor, user: &Stored<User>, on: Day) -> Result<(), AccessProblem> {
    let mut ended = Ok(());
    for _ in 0..INTAKE_ATTEMPTS {
        ended = end_once(engine, now, actor, user, on).await;
        match &ended {
            // Something of theirs was changed at the same moment, such as work that goes on.
            Err(AccessProblem::Failed(Failure::Stale)) => {}
            _ => return ended,
        }
    }
    ended
}

async fn end_once(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    user: &Stored<User>,
    on: Day,
) -> Result<(), AccessProblem> {
    let (table, today) = (&engine.tables().user, rights::day_of(now));
    let mut changes = Changes::new();
    keep_an_owner(engine, today, &mut changes, user.id, None).await?;
    changes.update(&table.write, user.id, user.version, vec![(table.f.ended_on, Value::Day(on.max(today)))])?;
    if on <= today {
        remove_keys(engine, &mut changes, user.id).await?;
    }
    let entry = Deed::Ended.entry(engine, now, actor, (table.f.entity, user.id));
    changes.record(entry.about(user.row.person).fields(vec![table.f.ended_on]));
    engine.store().apply(changes).await?;
    Ok(())
}

/// Removes everything with which `user` could come in, and the tokens they made: what the machinery keeps for itself in
/// rows that go with a user, whatever it is called, and what goes with those. Drafts, notices and work under way are among it.
async fn remove_keys(engine: &Engine, changes: &mut Changes, user: RowId) -> Result<(), AccessProblem> {
    let (model, tables) = (engine.model(), engine.tables());
    let (mut seen, mut left) = (HashSet::new(), vec![(tables.machine_token.f.made_by, user)]);
    left.extend(key_links(model, tables.user.f.entity).into_iter().map(|link| (link, user)));
    while let Some((link, to)) = left.pop() {
        let entity = model[link].entity;
        let write = scope(model, &Viewer::Engine, entity, Operation::Write)?;
        for row in where_is(engine, entity, Condition::Is(link, Value::Id(to))).await? {
            if seen.insert(row.id) {
                changes.delete(&write, row.id, row.version)?;
                left.extend(key_links(model, entity).into_iter().map(|link| (link, row.id)));
            }
        }
    }
    Ok(())
}

/// The links to `to` of all rows that no role reads. Those to a user are of what they come in by: sessions, links, and what
/// else proves who they are.
pub(crate) fn key_links(model: &Model, to: EntityId) -> Vec<model::FieldId> {
    let own = model.entity_ids().filter(|entity| model[*entity].access == Narrowing::Engine);
    let links = own.flat_map(|entity| model.fields_of(entity).iter().copied());
    links
        .filter(|link| matches!(model[*link].kind, FieldKind::Link { to: it, mention: false, .. } if it == to))
        .collect()
}
