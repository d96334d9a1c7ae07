//! Teams: who works together today. What a team opens to its members, the register says with `read team` and `write team`.

use super::grants::holds;
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, TEAM_MATES};
use model::{Day, RowId, Value};
use rights::Mate;
use std::collections::BTreeSet;
use store::{Condition, Query};

/// A team that somebody is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamLine {
    /// The row in `team_member`.
    pub id: RowId,
    /// What the team is called.
    pub name: String,
    /// The first day, where one is set.
    pub starts_on: Option<Day>,
    /// The last day, where one is set.
    pub ends_on: Option<Day>,
}

/// Everybody else who is in a team with `user` today and has access. Beyond [`TEAM_MATES`] those count whose membership was
/// entered first.
pub(super) async fn mates(engine: &Engine, today: Day, user: RowId) -> Result<Vec<Mate>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let table = &tables.team_member;
    let mine = table.all().matching(Condition::Is(table.f.user, Value::Id(user))).limit(BATCH_ROWS);
    let mine = table.find(store, mine).await?;
    let mine = mine.iter().filter(|member| holds((member.row.starts_on, member.row.ends_on), today));
    let teams: Vec<Value> = mine.map(|member| Value::Id(member.row.team)).collect();
    if teams.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = table.all().matching(Condition::OneOf(table.f.team, teams)).limit(BATCH_ROWS);
    let theirs = table.find(store, theirs).await?;
    let mut seen = BTreeSet::from([user]);
    let theirs = theirs.iter().filter(|member| holds((member.row.starts_on, member.row.ends_on), today));
    let ids: Vec<RowId> =
        theirs.map(|member| member.row.user).filter(|mate| seen.insert(*mate)).take(TEAM_MATES).collect();
    let found = tables.user.find(store, tables.user.all().matching(Condition::Ids(ids))).await?;
    let here = found.iter().filter(|mate| mate.row.ended_on.is_none_or(|ended| ended > today));
    Ok(here.map(|mate| Mate { user: mate.id, person: mate.row.person }).collect())
}

/// The teams that `user` is, was or will be in.
pub(super) async fn teams_of(engine: &Engine, user: RowId) -> Result<Vec<TeamLine>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let query: Query<'_> = tables.team_member.all();
    let query = query.matching(Condition::Is(tables.team_member.f.user, Value::Id(user))).limit(BATCH_ROWS);
    let mut lines = Vec::new();
    for member in tables.team_member.find(store, query).await? {
        let team = tables.team.get(store, member.row.team).await?;
        let name = team.map(|team| team.row.name).unwrap_or_default();
        lines.push(TeamLine { id: member.id, name, starts_on: member.row.starts_on, ends_on: member.row.ends_on });
    }
    Ok(lines)
}
