//! Those who have a role, and where they are written to.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use crate::system::sign_in::roles;
use model::{Language, RoleId, RowId, Value};
use store::Condition;

/// A colleague who can be written to.
pub(crate) struct Colleague {
    /// Their row in `user`.
    pub(crate) user: RowId,
    /// Where.
    pub(crate) address: String,
    /// In which language.
    pub(crate) language: Language,
}

/// Everybody who has `role` and still has access.
pub(crate) async fn colleagues(engine: &Engine, role: RoleId) -> Result<Vec<Colleague>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let query = tables.user.all().matching(Condition::Is(tables.user.f.ended_on, Value::Null)).limit(BATCH_ROWS);
    let mut found = Vec::new();
    for user in tables.user.find(store, query).await? {
        if !roles(engine, user.id).await?.contains(&role) {
            continue;
        }
        let Some(address) = tables.email_address.get(store, user.row.address).await? else { continue };
        let person = tables.person.get(store, user.row.person).await?;
        let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
        found.push(Colleague { user: user.id, address: address.row.address, language });
    }
    Ok(found)
}
