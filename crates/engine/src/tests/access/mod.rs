//! Who may come in, as what, until when.

mod addresses;
mod emergencies;
mod grants;
mod leaving;
mod machines;
mod teams;

use super::home::{Home, NOW};
use crate::system::{Access, grant, sign_in, sign_in_link, signed_in, user_with, users};
use crate::{Caller, Day, Moment, RowId, day_of};
use model::Value;
use rights::{Operation, Viewer, scope};
use store::Changes;

pub(super) const OLA: &str = "ola@fjordlys.example";
pub(super) const EVA: &str = "eva@fjordlys.example";

/// So many days from the day of the test.
pub(super) fn day(distance: i32) -> Day {
    Day(day_of(NOW).0 + distance)
}

pub(super) fn later(days: i64) -> Moment {
    NOW.plus_seconds(days * super::home::DAY_SECONDS)
}

/// The user's session anew; none where they cannot come in at `now`.
pub(super) async fn comes_in(home: &Home, now: Moment, address: &str) -> Option<(String, Caller)> {
    let link = sign_in_link(&home.engine, now, address).await.expect("the store works")?;
    let secret = link.rsplit('/').next().expect("a secret").to_owned();
    let session = sign_in(&home.engine, now, &secret).await.expect("the store works")?;
    let caller = signed_in(&home.engine, now, &session).await.expect("the store works")?;
    Some((session, caller))
}

/// The words of the roles in which they work.
pub(super) fn roles(home: &Home, caller: &Caller) -> Vec<String> {
    let Viewer::Staff { roles, .. } = &caller.viewer else { panic!("they are staff") };
    let mut keys: Vec<String> = roles.iter().map(|role| home.engine.model()[*role].key.clone()).collect();
    keys.sort();
    keys
}

pub(super) async fn user_at(home: &Home, address: &str) -> RowId {
    user_with(&home.engine, NOW, address).await.expect("the store works").expect("they are a user")
}

/// Puts a row in, past all rules.
pub(super) async fn put(home: &Home, entity: &str, id: u8, cells: &[(&str, Value)]) -> RowId {
    let model = home.engine.model();
    let entity = model.entity_named(entity).expect(entity);
    let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let field = |key: &str| model.field_named(entity, key).expect(key);
    let cells = cells.iter().map(|(key, value)| (field(key), value.clone())).collect();
    let mut changes = Changes::new();
    changes.insert(&write, RowId([id; 16]), cells).expect("it fits the register");
    home.engine.store().apply(changes).await.expect("the store works");
    RowId([id; 16])
}

/// How many rows there are of an entity.
pub(super) async fn count(home: &Home, entity: &str) -> u64 {
    let model = home.engine.model();
    let read = scope(model, &Viewer::Engine, model.entity_named(entity).expect(entity), Operation::Read);
    home.engine.store().count(store::Query::over(&read.expect("the engine may"))).await.expect("the store works")
}

#[tokio::test]
async fn the_list_tells_roles_of_today_and_whether_each_may_come_in() {
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner"]).await;
    home.colleague(OLA, &["support"]).await;
    let ola = user_at(&home, OLA).await;
    grant(&home.engine, &eva, NOW, ola, "hr", (Some(day(1)), None)).await.expect("an owner grants");
    let list = users(&home.engine, &eva, NOW, None).await.expect("an owner sees it");
    let line = list.lines.iter().find(|line| line.address == OLA).expect("Ola is there");
    assert_eq!((line.roles.len(), line.access, line.seen_at), (1, Access::Open, Some(NOW)));
    let tomorrow = users(&home.engine, &eva, later(1), None).await.expect("an owner sees it");
    assert_eq!(tomorrow.lines.iter().find(|line| line.id == ola).map(|line| line.roles.len()), Some(2));
    let (_, ola) = comes_in(&home, NOW, OLA).await.expect("Ola may");
    assert!(users(&home.engine, &ola, NOW, None).await.is_err(), "not for everybody");
}
