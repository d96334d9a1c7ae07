//! The keys of sealed fields: whether they are all there, and a new master key. It sees numbers and no key.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use store::KeysReport;

/// How many keys there are, and whether every row with something sealed has one.
pub async fn check_keys(engine: &Engine, caller: &Caller) -> Result<KeysReport, Failure> {
    engine.demand_rights(caller)?;
    engine.store().keys_report().await?.ok_or_else(none)
}

/// Makes a new master key; how many keys were wrapped with it.
pub async fn rotate_keys(engine: &Engine, caller: &Caller) -> Result<u64, Failure> {
    engine.demand_rights(caller)?;
    let rotated = engine.store().rotate_keys().await.map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    rotated.ok_or_else(none)
}

/// Destroys the keys of rows that the data do not hold; how many.
pub async fn drop_unused_keys(engine: &Engine, caller: &Caller) -> Result<usize, Failure> {
    engine.demand_rights(caller)?;
    engine.store().drop_unused_keys().await?.ok_or_else(none)
}

fn none() -> Failure {
    Failure::Unavailable("there is no key store".to_owned())
}
