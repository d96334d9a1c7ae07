//! Sessions: begun in one place, whatever proved who it is; watched, listed and ended.
//!
//! The secret of a session is given once, to go into a cookie; the database has its hash. Each time somebody shows more, they get a
//! new session with a new secret and the old one goes: whoever planted or saw the old secret has nothing (no fixation). A
//! session ends after a while without use, and after a longest time in any case.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{
    BATCH_ROWS, FRESH_SESSION_SECONDS, INTAKE_ATTEMPTS, SECOND_STEP_SECONDS, SEEN_EVERY_SECONDS, SESSION_IDLE_SECONDS,
    SESSION_SECONDS, SESSIONS_OF_A_USER,
};
use crate::system::capacity::{Emergency, roles_of};
use crate::system::device::device;
use crate::system::factor::has_second_factor;
use crate::system::grants::demand_administrator;
use crate::system::leaving::is_in;
use crate::system::passkeys;
use crate::system::rows::{Method, Proof, Session, User};
use crate::system::secret::hash;
use model::{Column, Moment, RoleId, RowId, Value};
use store::{ApplyError, Changes, Condition, Stored};

/// How somebody comes in.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// What they showed.
    pub method: Method,
    /// Whether that is two factors by itself: a passkey is, and a link that only who has the server can make.
    pub two_factors: bool,
    /// What the browser says it is; two words of it are kept.
    pub user_agent: &'a str,
    /// The secret of the session that the browser has already, which ends.
    pub previous: Option<&'a str>,
}

/// What becomes of the other sessions of the same user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Others {
    /// They go on.
    Stay,
    /// They end: what they were begun with counts no more.
    End,
}

/// A session that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its secret, for the cookie.
    pub secret: String,
    /// What is left to do.
    pub stage: Stage,
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// They are in.
    In,
    /// The second factor is to be shown.
    SecondFactor,
    /// A role of theirs demands a second factor, and they have none yet.
    SetUp,
}

/// Somebody with a session that has not ended.
pub(super) struct Standing {
    pub(super) session: Stored<Session>,
    pub(super) user: Stored<User>,
    pub(super) roles: Vec<RoleId>,
    pub(super) emergencies: Vec<Emergency>,
    pub(super) stage: Stage,
}

/// Begins a session for `user`, who has shown who they are, together with `changes`: what they showed and is used up. None where they
/// have no access any more, or where what `changes` expects was changed meanwhile.
pub(crate) async fn begin_session(
    engine: &Engine,
    now: Moment,
    user: RowId,
    way: Way<'_>,
    changes: Changes,
) -> Result<Option<Begun>, Failure> {
    match begin_with(engine, now, changes, user, (way, Others::Stay)).await {
        Err(Failure::Stale) => Ok(None),
        other => other,
    }
}

/// The same, and what becomes of the user's other sessions. Tried again where one of those was in use at the same moment.
pub(super) async fn begin_with(
    engine: &Engine,
    now: Moment,
    changes: Changes,
    user: RowId,
    (way, others): (Way<'_>, Others),
) -> Result<Option<Begun>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    for _ in 0..INTAKE_ATTEMPTS {
        let Some(account) = tables.user.get(store, user).await? else { return Ok(None) };
        if !is_in(engine, rights::day_of(now), &account).await? {
            return Ok(None);
        }
        let roles = roles_of(engine, now, user).await?.0;
        let proof = proof(engine, user, &roles, way.two_factors).await?;
        let mut changes = changes.clone();
        let secret = begin_proved(engine, now, &mut changes, &account, (proof, way, others)).await?;
        let stage = stage(engine, proof, &roles);
        match store.apply(changes).await {
            Ok(()) => return Ok(Some(Begun { secret, stage })),
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err(Failure::Stale)
}

/// How much `user` has shown who showed one factor, or two.
async fn proof(engine: &Engine, user: RowId, roles: &[RoleId], two_factors: bool) -> Result<Proof, Failure> {
    if two_factors {
        return Ok(Proof::Two);
    }
    let asks = has_second_factor(engine, user).await? || asks_for_passkey(engine, user, roles).await?;
    Ok(if asks { Proof::Half } else { Proof::One })
}

/// Whether a session of `user`, who showed one factor, would be a half one.
pub(super) async fn would_be_half(engine: &Engine, now: Moment, user: RowId) -> Result<bool, Failure> {
    let roles = roles_of(engine, now, user).await?.0;
    Ok(proof(engine, user, &roles, false).await? == Proof::Half)
}

/// Whether a role demands a second factor and the user has passkeys for it: then a password sets up no app beside them, or
/// whoever reads the user's mail would have both.
async fn asks_for_passkey(engine: &Engine, user: RowId, roles: &[RoleId]) -> Result<bool, Failure> {
    Ok(demands_second_factor(engine, roles) && !passkeys::of_user(engine, user).await?.is_empty())
}

/// Adds to `changes` a session of `account` that has shown `proof`; gives its secret.
pub(super) async fn begin_proved(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    account: &Stored<User>,
    (proof, way, others): (Proof, Way<'_>, Others),
) -> Result<String, Failure> {
    let table = &engine.tables().session;
    let previous = match way.previous {
        Some(secret) => session(engine, secret).await?,
        None => None,
    };
    let mut ended = of_user(engine, account.id).await?;
    ended.retain(|other| previous.as_ref().is_none_or(|previous| previous.id != other.id));
    if others == Others::Stay {
        // Only those longest out of use go, where one more would be too many; and one that is half begun ends none that is whole.
        let is_half = |session: &Session| session.proof == Some(Proof::Half);
        ended.retain(|other| is_half(&other.row) == (proof == Proof::Half));
        ended.sort_by_key(|other| last_use(&other.row));
        ended.truncate((ended.len() + 1).saturating_sub(SESSIONS_OF_A_USER));
    }
    for ended in ended.iter().chain(&previous) {
        changes.delete(&table.write, ended.id, ended.version)?;
    }
    let secret = engine.new_secret();
    let lasts = if proof == Proof::Half { SECOND_STEP_SECONDS } else { SESSION_SECONDS };
    let row = Session {
        user: account.id,
        token_hash: hash(&secret),
        began_at: now,
        expires_at: now.plus_seconds(lasts),
        seen_at: Some(now),
        method: Some(way.method),
        proof: Some(proof),
        device: device(way.user_agent),
        acting: None,
    };
    let id = engine.new_id(now);
    table.insert(changes, id, &row)?;
    if proof != Proof::Half {
        let entry = Deed::SignedIn.entry(engine, now, store::Actor::User(account.id), (table.f.entity, id));
        changes.record(entry.about(account.row.person));
    }
    Ok(secret)
}

/// Who has the session with this secret, and how far they have come; none where it has ended.
pub(super) async fn standing(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Standing>, Failure> {
    let Some(session) = session(engine, secret).await? else { return Ok(None) };
    if !is_alive(&session.row, now) {
        return Ok(None);
    }
    let Some(user) = engine.tables().user.get(engine.store(), session.row.user).await? else { return Ok(None) };
    if !is_in(engine, rights::day_of(now), &user).await? {
        return Ok(None);
    }
    let (roles, emergencies) = roles_of(engine, now, user.id).await?;
    let stage = stage(engine, session.row.proof.unwrap_or(Proof::Two), &roles);
    Ok(Some(Standing { session, user, roles, emergencies, stage }))
}

/// How far whoever has the session with this secret has come; none where it has ended.
pub async fn session_stage(engine: &Engine, now: Moment, secret: &str) -> Result<Option<Stage>, Failure> {
    Ok(standing(engine, now, secret).await?.map(|standing| standing.stage))
}

fn stage(engine: &Engine, proof: Proof, roles: &[RoleId]) -> Stage {
    match proof {
        Proof::Half => Stage::SecondFactor,
        Proof::One if demands_second_factor(engine, roles) => Stage::SetUp,
        Proof::One | Proof::Two => Stage::In,
    }
}

/// Whether one of `roles` demands a second factor.
pub(super) fn demands_second_factor(engine: &Engine, roles: &[RoleId]) -> bool {
    roles.iter().any(|&role| engine.model()[role].second_factor)
}

/// Whether the session began lately: what lets in for good is not added from a desk that was left open.
pub(super) fn is_fresh(session: &Session, now: Moment) -> bool {
    session.began_at.plus_seconds(FRESH_SESSION_SECONDS) > now
}

/// Whether the caller has just signed in.
pub async fn just_signed_in(engine: &Engine, now: Moment, caller: &Caller) -> Result<bool, Failure> {
    let Some(session) = caller.capacity.session else { return Ok(false) };
    let session = engine.tables().session.get(engine.store(), session).await?;
    Ok(session.is_some_and(|session| is_fresh(&session.row, now)))
}

/// Notes that a session is in use: at most once a minute, and without harm where it cannot be written.
pub(super) async fn touch(engine: &Engine, now: Moment, session: &Stored<Session>) -> Result<(), Failure> {
    let table = &engine.tables().session;
    if session.row.seen_at.is_some_and(|seen| seen.plus_seconds(SEEN_EVERY_SECONDS) > now) {
        return Ok(());
    }
    let mut changes = Changes::new();
    changes.update(&table.write, session.id, session.version, vec![(table.f.seen_at, Value::Moment(now))])?;
    // Another request noted it, or the disk is full: whoever reads may read on.
    let _ = engine.store().apply(changes).await;
    Ok(())
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// Which one.
    pub id: RowId,
    /// When it began.
    pub began_at: Moment,
    /// When it was last in use, to the minute.
    pub seen_at: Moment,
    /// How they came in, in the register's words.
    pub method: String,
    /// On what, in two words; none where the browser did not say.
    pub device: Option<String>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The sessions of `user` that have not ended, the latest in use first; `secret` is that of the one who asks.
///
/// One's own, or those of others for whoever administers users.
pub async fn sessions(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    user: RowId,
    secret: Option<&str>,
) -> Result<Vec<SessionLine>, Failure> {
    demand_own(engine, caller, user)?;
    let this = secret.map(hash);
    let mut found = of_user(engine, user).await?;
    found.retain(|session| is_alive(&session.row, now) && session.row.proof != Some(Proof::Half));
    found.sort_by_key(|session| std::cmp::Reverse(last_use(&session.row)));
    let show = |session: Stored<Session>| SessionLine {
        id: session.id,
        began_at: session.row.began_at,
        seen_at: last_use(&session.row),
        method: method_name(engine, session.row.method.unwrap_or(Method::Link), caller),
        device: session.row.device.clone(),
        is_this: this.as_ref() == Some(&session.row.token_hash),
    };
    Ok(found.into_iter().map(show).collect())
}

fn method_name(engine: &Engine, method: Method, caller: &Caller) -> String {
    let known = engine.model().alternatives(engine.tables().session.f.method).unwrap_or_default();
    let found = known.iter().find(|one| one.key == method.key());
    found.map_or_else(|| method.key().to_owned(), |one| one.name.get(caller.language).to_owned())
}

/// Ends the session `id`: one's own, or anybody's for whoever administers users.
pub async fn end_session(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let found = engine.tables().session.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    demand_own(engine, caller, found.row.user).map_err(|_| Failure::NotFound)?;
    let mut changes = Changes::new();
    end(engine, now, &mut changes, caller, &[found]).await?;
    Ok(engine.store().apply(changes).await?)
}

/// Ends every session of `user` but the one with the secret `but`; tells how many.
pub async fn end_sessions(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    user: RowId,
    but: Option<&str>,
) -> Result<usize, Failure> {
    demand_own(engine, caller, user)?;
    let kept = but.map(hash);
    let mut found = of_user(engine, user).await?;
    found.retain(|session| kept.as_ref() != Some(&session.row.token_hash));
    let mut changes = Changes::new();
    end(engine, now, &mut changes, caller, &found).await?;
    engine.store().apply(changes).await?;
    Ok(found.len())
}

/// Adds to `changes` the end of every session of `user`.
pub(super) async fn drop_all(engine: &Engine, changes: &mut Changes, user: RowId) -> Result<(), Failure> {
    for session in of_user(engine, user).await? {
        changes.delete(&engine.tables().session.write, session.id, session.version)?;
    }
    Ok(())
}

async fn end(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    caller: &Caller,
    sessions: &[Stored<Session>],
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    for session in sessions {
        changes.delete(&tables.session.write, session.id, session.version)?;
        let target = (tables.session.f.entity, session.id);
        let entry = Deed::SessionEnded.entry(engine, now, caller.actor(), target);
        changes.record(match tables.user.get(store, session.row.user).await? {
            Some(user) => entry.about(user.row.person),
            None => entry,
        });
    }
    Ok(())
}

/// Ends the session with this secret.
pub async fn sign_out(engine: &Engine, secret: &str) -> Result<(), Failure> {
    let Some(session) = session(engine, secret).await? else { return Ok(()) };
    let mut changes = Changes::new();
    changes.delete(&engine.tables().session.write, session.id, session.version)?;
    match engine.store().apply(changes).await {
        Ok(()) | Err(ApplyError::Stale { .. }) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// Refuses whoever is neither `user` nor administers users.
fn demand_own(engine: &Engine, caller: &Caller, user: RowId) -> Result<(), Failure> {
    if caller.user == Some(user) { Ok(()) } else { demand_administrator(engine, caller) }
}

pub(super) fn is_alive(session: &Session, now: Moment) -> bool {
    session.expires_at > now && last_use(session).plus_seconds(SESSION_IDLE_SECONDS) > now
}

pub(super) fn last_use(session: &Session) -> Moment {
    session.seen_at.unwrap_or(session.began_at)
}

pub(super) fn has_access(user: &User, now: Moment) -> bool {
    user.ended_on.is_none_or(|ended| ended > rights::day_of(now))
}

/// The session with this secret, whether it has ended or not.
pub(super) async fn session(engine: &Engine, secret: &str) -> Result<Option<Stored<Session>>, Failure> {
    let table = &engine.tables().session;
    let query = table.all().matching(Condition::Is(table.f.token_hash, Value::Text(hash(secret))));
    table.first(engine.store(), query).await
}

async fn of_user(engine: &Engine, user: RowId) -> Result<Vec<Stored<Session>>, Failure> {
    let table = &engine.tables().session;
    let query = table.all().matching(Condition::Is(table.f.user, user.write())).limit(BATCH_ROWS);
    table.find(engine.store(), query).await
}
