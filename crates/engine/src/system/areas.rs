//! Areas out of use: what the company does not do may hold no rows.

use crate::context::Engine;
use crate::failure::Failure;
use model::Language;
use rights::{Operation, Viewer, scope};
use store::Query;

/// The kinds of rows that are stored although their area is out of use, each with how many there are.
///
/// The statement is silent about such an area; as long as it holds rows, that would be untrue.
pub async fn rows_out_of_use(engine: &Engine, language: Language) -> Result<Vec<(String, u64)>, Failure> {
    let model = engine.model();
    let mut found = Vec::new();
    for entity in model.entity_ids().filter(|&entity| !model[entity].in_use) {
        let all = scope(model, &Viewer::Engine, entity, Operation::Read)?;
        let rows = engine.store().count(Query::over(&all)).await?;
        if rows > 0 {
            found.push((model[entity].name.get(language).to_owned(), rows));
        }
    }
    Ok(found)
}
