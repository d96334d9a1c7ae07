//! The address with which somebody signs in: who may make it another.

use super::{EVA, OLA, user_at};
use crate::records::{Mistake, Saved, Typed, form, save};
use crate::tests::home::{Home, NOW};
use crate::{Caller, day_of};
use model::RowId;

const IDA: &str = "ida.it@fjordlys.example";

/// What becomes of a new spelling of the address of the user with `address`.
async fn readdressed(home: &Home, caller: &Caller, address: &str) -> Result<(), Vec<Option<Mistake>>> {
    let user = user_at(home, address).await;
    let user =
        home.engine.tables().user.get(home.engine.store(), user).await.expect("the store works").expect("a user");
    let row: RowId = user.row.address;
    let shown = form(&home.engine, caller, "email_address", Some(row), None, day_of(NOW)).await.expect("it is shown");
    let values = shown.fields.iter().map(|field| {
        let typed =
            if field.key == "address" { "someone.else@fjordlys.example".to_owned() } else { field.typed.clone() };
        (field.key.clone(), typed)
    });
    let typed = Typed { values: values.collect(), version: shown.version, ..Typed::default() };
    match save(&home.engine, caller, NOW, "email_address", Some(row), &typed).await.expect("the store works") {
        Saved::Done(_) => Ok(()),
        Saved::Mend(form) => Err(form.fields.into_iter().map(|field| field.mistake).collect()),
    }
}

#[tokio::test]
async fn nobody_moves_a_colleagues_address_to_a_mailbox_of_their_own() {
    let home = Home::new();
    home.colleague(EVA, &["owner", "support"]).await;
    let ola = home.colleague(OLA, &["support"]).await;
    let ida = home.colleague(IDA, &["it-lead", "support"]).await;
    for (caller, whose) in [(&ola, EVA), (&ola, IDA), (&ola, OLA), (&ida, EVA)] {
        let mistakes = readdressed(&home, caller, whose).await.expect_err("it stays");
        assert!(mistakes.contains(&Some(Mistake::SignsIn)), "{whose}: {mistakes:?}");
    }
    readdressed(&home, &ida, OLA).await.expect("the IT lead grants what Ola has");
    let home = Home::new();
    let eva = home.colleague(EVA, &["owner", "support"]).await;
    home.colleague(OLA, &["privacy-lead"]).await;
    readdressed(&home, &eva, OLA).await.expect("an owner grants everything");
}
