use super::home::{Home, KARI, NOW};
use crate::deed::Deed;
use crate::privacy::export_rows;
use crate::{Caller, Failure, Language};
use model::Narrowing;
use serde_json::Value;

async fn exported(home: &Home, caller: &Caller) -> Result<Value, Failure> {
    let mut out = Vec::new();
    export_rows(&home.engine, caller, NOW, &mut out).await?;
    Ok(serde_json::from_slice(&out).expect("it is JSON"))
}

/// Every entity that somebody may read is there with every field of it, and what only the program reads is not.
#[tokio::test]
async fn the_rows_go_out_whole_and_secrets_stay() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |_| {}).await;
    let export = exported(&home, &ida).await.expect("Ida may");
    assert_eq!(export["fingerprint"], home.engine.model().fingerprint);
    assert_eq!(export["read_at"], documents::iso_moment(NOW));
    let address = &export["rows"]["email_address"].as_array().expect("rows");
    assert!(address.iter().any(|row| row["address"] == KARI), "{address:?}");
    let model = home.engine.model();
    for entity in model.entity_ids() {
        let it = &model[entity];
        let rows = export["rows"].get(&it.key);
        assert_eq!(rows.is_none(), it.access == Narrowing::Engine, "{}", it.key);
        let Some(first) = rows.and_then(|rows| rows.get(0)) else { continue };
        let keys = it.fields.iter().map(|&field| &model[field]);
        for field in keys.filter(|field| field.access != Narrowing::Engine) {
            assert!(first.get(&field.key).is_some(), "{}.{}", it.key, field.key);
        }
    }
    assert!(!export.to_string().contains("token_hash"));
}

#[tokio::test]
async fn it_stands_in_the_ledger() {
    let home = Home::new();
    let ida = home.ida().await;
    exported(&home, &ida).await.expect("Ida may");
    let table = &home.engine.tables().ledger_line;
    let lines = table.find(home.engine.store(), table.all()).await.expect("the store works");
    assert_eq!(lines.iter().filter(|line| line.row.action == Deed::RowsExported.key()).count(), 1);
}

#[tokio::test]
async fn only_those_who_carry_out_rights_may() {
    let home = Home::new();
    let support = home.colleague("sara@fjordlys.example", &["support"]).await;
    assert!(matches!(exported(&home, &support).await, Err(Failure::Denied)));
    assert!(exported(&home, &Caller::command(Language::En)).await.is_ok());
}
