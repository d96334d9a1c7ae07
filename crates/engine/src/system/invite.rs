//! Invitations: a colleague is added and mailed a link by which they choose a password.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, INVITATION_SECONDS};
use crate::system::choose::name_of;
use crate::system::enter::{address_of, password_of};
use crate::system::grants::{AccessProblem, demand_administrator, granted, keep_an_owner, may_grant};
use crate::system::links;
use crate::system::rows::{LinkPurpose, User};
use crate::system::session::has_access;
use crate::system::users::{NewUser, UserProblem, prepare};
use model::{Language, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// An invitation that nobody has used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The user whom it lets in.
    pub user: RowId,
    /// What they are called.
    pub name: String,
    /// Where it went.
    pub address: String,
    /// When it was sent last.
    pub sent_at: Moment,
    /// Until when it works.
    pub until: Moment,
}

/// A role that can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChoice {
    /// Its word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whether it demands a second factor.
    pub second_factor: bool,
}

/// Whether `caller` may invite.
pub fn may_invite(engine: &Engine, caller: &Caller) -> bool {
    demand_administrator(engine, caller).is_ok()
}

/// The roles that `caller` may give, in the order of the register.
pub fn roles_to_give(engine: &Engine, caller: &Caller) -> Result<Vec<RoleChoice>, Failure> {
    demand_administrator(engine, caller)?;
    let model = engine.model();
    let all = model.role_ids().map(|role| &model[role]);
    let may = all.filter(|role| may_give(engine, caller, &role.key));
    let show = |role: &model::Role| RoleChoice {
        key: role.key.clone(),
        name: role.name.get(caller.language).to_owned(),
        second_factor: role.second_factor,
    };
    Ok(may.map(show).collect())
}

/// By the one rule of who grants what; of a role that there is not, somebody else says so.
fn may_give(engine: &Engine, caller: &Caller, role: &str) -> bool {
    engine.model().role_named(role).is_none_or(|role| may_grant(engine, caller, role))
}

/// Adds a colleague with these roles and mails them an invitation; gives their row in `user`. For those who may give roles.
pub async fn invite(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    name: &str,
    address: &str,
    language: Language,
    roles: &[&str],
) -> Result<RowId, UserProblem> {
    demand_administrator(engine, caller)?;
    if let Some(role) = roles.iter().find(|role| !may_give(engine, caller, role)) {
        return Err(UserProblem::NotYours((*role).to_owned()));
    }
    let mut changes = Changes::new();
    let new = NewUser { name, address, language, roles };
    let added = prepare(engine, now, &mut changes, &new, caller.actor()).await?;
    send(engine, caller, now, &mut changes, (added.user, added.person))?;
    engine.store().apply(changes).await?;
    Ok(added.user)
}

fn send(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (user, person): (RowId, RowId),
) -> Result<(), Failure> {
    let id = links::make(engine, now, changes, user, (LinkPurpose::Welcome, INVITATION_SECONDS))?;
    links::queue(engine, now, changes, id);
    let target = (engine.tables().user.f.entity, user);
    changes.record(Deed::Invited.entry(engine, now, caller.actor(), target).about(person));
    Ok(())
}

/// The invitations that nobody has used, the latest first; those that have expired too, as they can be sent again.
pub async fn invitations(engine: &Engine, caller: &Caller, now: Moment) -> Result<Vec<Invitation>, Failure> {
    demand_administrator(engine, caller)?;
    let (tables, store) = (engine.tables(), engine.store());
    let welcome = Value::Text(LinkPurpose::Welcome.key().to_owned());
    let query = tables.sign_in_link.all().matching(Condition::Is(tables.sign_in_link.f.purpose, welcome));
    let mut found = Vec::new();
    for link in tables.sign_in_link.find(store, query.limit(BATCH_ROWS)).await? {
        let user = tables.user.get(store, link.row.user).await?;
        let Some(user) = user.filter(|user| has_access(&user.row, now)) else { continue };
        if password_of(engine, user.id).await?.is_some() {
            continue;
        }
        found.push(Invitation {
            user: user.id,
            name: name_of(engine, &user.row).await?,
            address: address_of(engine, &user.row).await?,
            sent_at: link.row.made_at.unwrap_or(now),
            until: link.row.expires_at,
        });
    }
    found.sort_by_key(|invitation| std::cmp::Reverse(invitation.sent_at));
    Ok(found)
}

/// Sends the invitation of `user` again, with a link in place of the one before.
pub async fn invite_again(engine: &Engine, caller: &Caller, now: Moment, user: RowId) -> Result<(), Failure> {
    let (account, mut changes) = invited(engine, caller, now, user).await?;
    send(engine, caller, now, &mut changes, (user, account.row.person))?;
    Ok(engine.store().apply(changes).await?)
}

/// Withdraws the invitation of `user`: the link works no more, and the access that they never used ends.
pub async fn withdraw(engine: &Engine, caller: &Caller, now: Moment, user: RowId) -> Result<(), Failure> {
    let (account, mut changes) = invited(engine, caller, now, user).await?;
    let table = &engine.tables().user;
    match keep_an_owner(engine, rights::day_of(now), &mut changes, user, None).await {
        Ok(()) => {}
        Err(AccessProblem::Failed(failure)) => return Err(failure),
        Err(_) => return Err(Failure::Denied),
    }
    let today = Value::Day(rights::day_of(now));
    changes.update(&table.write, user, account.version, vec![(table.f.ended_on, today)])?;
    let entry = Deed::InvitationWithdrawn.entry(engine, now, caller.actor(), (table.f.entity, user));
    changes.record(entry.about(account.row.person).fields(vec![table.f.ended_on]));
    Ok(engine.store().apply(changes).await?)
}

/// Somebody who has an open invitation, and changes that take its link away.
async fn invited(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    user: RowId,
) -> Result<(Stored<User>, Changes), Failure> {
    demand_administrator(engine, caller)?;
    let account = engine.tables().user.get(engine.store(), user).await?;
    let account = account.filter(|account| has_access(&account.row, now)).ok_or(Failure::NotFound)?;
    let open = links::of_user(engine, user, LinkPurpose::Welcome).await?;
    // Whoever has a password has come in already: a link that the server made for them is no invitation.
    if open.is_empty() || password_of(engine, user).await?.is_some() {
        return Err(Failure::NotFound);
    }
    let held = granted(engine, rights::day_of(now), user).await?;
    if held.iter().any(|&role| !may_give(engine, caller, &engine.model()[role].key)) {
        return Err(Failure::Denied);
    }
    let mut changes = Changes::new();
    for link in open {
        changes.delete(&engine.tables().sign_in_link.write, link.id, link.version)?;
    }
    Ok((account, changes))
}
