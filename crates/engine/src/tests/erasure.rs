use super::home::{DAY_SECONDS, Home, KARI, NOW};
use crate::privacy::{Carried, Wish, access_package, carry_out, plan_wish, receipt, receipts, scan, sweep};
use crate::system::end_user;
use crate::website::{Which, request, requests};
use crate::{Failure, Language, Moment, RowId, day_of};

async fn kari(home: &Home) -> Option<RowId> {
    home.find(KARI).await
}

/// Kari as she is after one message at `at`.
async fn after_message(home: &Home, at: Moment) -> RowId {
    home.send(at, |_| {}).await;
    home.work(at).await;
    kari(home).await.expect("Kari is known")
}

#[tokio::test]
async fn an_erasure_does_what_was_shown_and_dates_both_stages() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = after_message(&home, NOW).await;
    let plan = plan_wish(&home.engine, &ida, (id, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    assert_eq!(plan.lines.len(), 5);
    let done = carry_out(&home.engine, &ida, NOW, (id, Wish::Erasure), &plan.fingerprint, Language::En)
        .await
        .expect("the store works");
    let Carried::Done(id) = done else { panic!("nothing had changed: {done:?}") };
    let before = receipt(&home.engine, &ida, id).await.expect("Ida may");
    assert_eq!((before.rows, before.rows_at, before.bytes_at), (5, NOW, None));
    let later = NOW.plus_seconds(5);
    home.work(later).await;
    let after = receipt(&home.engine, &ida, id).await.expect("Ida may");
    assert_eq!(after.bytes_at, Some(later));
    assert!(!format!("{after:?}").contains("Kari"), "a receipt tells no name");
    assert_eq!(kari(&home).await, None);
    let words = ["Kari Nordmann", KARI, "+4700000021", "Hva koster det?"].map(str::to_owned);
    for sought in scan(&home.engine, &ida, &words).expect("the files are read") {
        assert_eq!(sought.files, Vec::<String>::new(), "{}", sought.word);
    }
}

#[tokio::test]
async fn one_more_message_makes_the_plan_another_one() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = after_message(&home, NOW).await;
    let plan = plan_wish(&home.engine, &ida, (id, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    home.send(NOW, |form| form.message = "Enda en".to_owned()).await;
    let outcome = carry_out(&home.engine, &ida, NOW, (id, Wish::Erasure), &plan.fingerprint, Language::En)
        .await
        .expect("the store works");
    let Carried::Changed(now) = outcome else { panic!("the world had changed") };
    assert_eq!(now.lines.len(), 6);
    assert!(kari(&home).await.is_some(), "nothing was erased");
}

#[tokio::test]
async fn a_colleague_keeps_what_their_access_needs() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |form| form.email = "ida@fjordlys.example".to_owned()).await;
    let id = home.find("ida@fjordlys.example").await.expect("Ida is known");
    let plan = plan_wish(&home.engine, &ida, (id, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    let outcome = carry_out(&home.engine, &ida, NOW, (id, Wish::Erasure), &plan.fingerprint, Language::En)
        .await
        .expect("the store works");
    assert!(matches!(outcome, Carried::Done(_)), "{outcome:?}");
    assert_eq!(home.find("ida@fjordlys.example").await, Some(id), "she can still sign in");
    let again = plan_wish(&home.engine, &ida, (id, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    assert!(!again.does_something, "what is left is needed: {again:?}");
}

#[tokio::test]
async fn an_owner_who_goes_is_forgotten_where_they_are_mentioned() {
    let home = Home::new();
    let ida = home.ida().await;
    after_message(&home, NOW).await;
    let id = requests(&home.engine, &ida, Which::Open, None).await.expect("Ida may")[0].id;
    crate::correspondence::answer(&home.engine, &ida, NOW, id, 1, ("Hei", crate::correspondence::Past::default()))
        .await
        .expect("it is queued");
    home.work(NOW).await;
    let user = home.find("ida@fjordlys.example").await.expect("Ida is known");
    assert_eq!(end_user(&home.engine, NOW, "ida@fjordlys.example").await.ok(), Some(true));
    sweep(&home.engine, NOW, day_of(NOW.plus_seconds(DAY_SECONDS)), false).await.expect("the store works");
    assert_eq!(home.find(&user.to_string()).await, None, "Ida has left");
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    let page = request(&home.engine, &per, id).await.expect("the request is still there");
    assert_eq!(page.mails.len(), 2, "and so are its mails");
}

#[tokio::test]
async fn a_sweep_takes_what_is_due_on_the_day_and_not_before() {
    let home = Home::new();
    let ida = home.ida().await;
    after_message(&home, NOW).await;
    let on = |days: i64| day_of(NOW.plus_seconds(days * DAY_SECONDS));
    let before = sweep(&home.engine, NOW, on(364), false).await.expect("the store works");
    assert_eq!(before.deleted.get("person"), None, "{before:?}");
    let trial = sweep(&home.engine, NOW, on(365), true).await.expect("the store works");
    assert!(kari(&home).await.is_some(), "a trial takes nothing");
    let done = sweep(&home.engine, NOW, on(365), false).await.expect("the store works");
    assert_eq!((trial.deleted, trial.cleared), (done.deleted.clone(), done.cleared));
    let count = |entity: &str| done.deleted.get(entity).copied().unwrap_or_default();
    assert_eq!(["person", "email_address", "phone_number", "contact_request", "email"].map(count), [1; 5]);
    assert_eq!(kari(&home).await, None);
    let kinds: Vec<&str> = receipts(&home.engine, &ida).await.expect("Ida may").iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&"sweep"), "{kinds:?}");
}

#[tokio::test]
async fn a_request_that_was_answered_goes_six_months_after() {
    let home = Home::new();
    let ida = home.ida().await;
    after_message(&home, NOW).await;
    let id = requests(&home.engine, &ida, Which::Open, None).await.expect("Ida may")[0].id;
    crate::correspondence::answer(&home.engine, &ida, NOW, id, 1, ("Hei", crate::correspondence::Past::default()))
        .await
        .expect("it is queued");
    let on = |days: i64| day_of(NOW.plus_seconds(days * DAY_SECONDS));
    sweep(&home.engine, NOW, on(180), false).await.expect("the store works");
    assert!(kari(&home).await.is_some());
    sweep(&home.engine, NOW, on(181), false).await.expect("the store works");
    assert_eq!(kari(&home).await, None, "20 November to 20 May is 181 days");
}

#[tokio::test]
async fn rights_are_for_those_who_carry_them_out() {
    let home = Home::new();
    let seller = home.colleague("selger@fjordlys.example", &["support"]).await;
    let id = after_message(&home, NOW).await;
    assert!(matches!(
        plan_wish(&home.engine, &seller, (id, Wish::Erasure), Language::En, day_of(NOW)).await,
        Err(Failure::Denied)
    ));
    assert!(matches!(
        carry_out(&home.engine, &seller, NOW, (id, Wish::Erasure), "", Language::En).await,
        Err(Failure::Denied)
    ));
    assert!(matches!(access_package(&home.engine, &seller, NOW, id, Language::En).await, Err(Failure::Denied)));
    assert!(matches!(receipts(&home.engine, &seller).await, Err(Failure::Denied)));
    assert!(matches!(scan(&home.engine, &seller, &[]), Err(Failure::Denied)));
}

#[tokio::test]
async fn a_package_holds_every_row_and_field_and_the_giving_itself() {
    let home = Home::new();
    let ida = home.ida().await;
    let id = after_message(&home, NOW).await;
    let package = access_package(&home.engine, &ida, NOW, id, Language::En).await.expect("Ida may");
    let rows: usize = package.sections.iter().map(|section| section.rows.len()).sum();
    assert_eq!(rows, 5);
    for section in &package.sections {
        let entity = home.engine.model().entity_named(&section.entity).expect("an entity of the register");
        for row in &section.rows {
            assert_eq!(row.fields.len(), home.engine.model().fields_of(entity).len(), "{}", section.entity);
            assert!(!row.held.is_empty() && row.held.iter().all(|held| held.until.is_some()), "{}", section.entity);
        }
    }
    let history: Vec<&str> = package.history.iter().map(|line| line.what.as_str()).collect();
    assert_eq!(history, ["Contact request: arrived", "Person: access given"]);
}

#[tokio::test]
async fn an_unattended_sweep_takes_a_little_and_asks_about_a_lot() {
    use crate::limits::{UNATTENDED_ROWS, UNATTENDED_SILENCE_SECONDS};
    use crate::privacy::{Unattended, sweep_unattended, sweep_waits};
    let home = Home::new();
    let (ida, seller) = (home.ida().await, home.colleague("selger@fjordlys.example", &["support"]).await);
    let write = async |number: usize, at: Moment| {
        home.send(at, |form| {
            form.message = number.to_string();
            form.network = super::home::network([198, 51, u8::try_from(number).expect("a byte"), 1]);
        })
        .await;
    };
    let year = NOW.plus_seconds(365 * DAY_SECONDS);
    for number in 0..UNATTENDED_ROWS {
        write(number, NOW).await;
    }
    let silent = sweep_unattended(&home.engine, year).await.expect("the store works");
    assert_eq!(silent, Unattended::ClockJumped, "nothing has happened for a year");
    write(200, year.plus_seconds(-UNATTENDED_SILENCE_SECONDS)).await;
    write(201, NOW).await;
    let rows = UNATTENDED_ROWS + 1;
    let much = sweep_unattended(&home.engine, year).await.expect("the store works");
    assert_eq!(much, Unattended::TooMuch { entity: "contact_request".to_owned(), rows });
    assert_eq!((sweep_waits(&home.engine, &ida), sweep_waits(&home.engine, &seller)), (Some(much), None));
    sweep(&home.engine, year, day_of(year), false).await.expect("a person has looked");
    assert_eq!(sweep_waits(&home.engine, &ida), None, "somebody has looked");
    write(202, NOW).await;
    let little = sweep_unattended(&home.engine, year).await.expect("the store works");
    let Unattended::Done(report) = little else { panic!("one row may go: {little:?}") };
    assert_eq!(report.deleted.get("contact_request"), Some(&1));
    assert_eq!(sweep_waits(&home.engine, &ida), None, "nothing waits any more");
}

#[tokio::test]
async fn what_is_due_by_a_changed_register_is_told_a_day_before_it_goes() {
    use crate::limits::NEW_REGISTER_SECONDS;
    use crate::privacy::{Unattended, sweep_unattended};
    const SHORTER: &str =
        "[change.contact_request]\nkeep = \"1 month after answered_at, at most 2 months after received_at\"";
    let home = Home::new();
    home.send(NOW.plus_seconds(-70 * DAY_SECONDS), |_| {}).await;
    let shorter = testkit::model_with(SHORTER);
    let home = home.restarted(shorter);
    let told = Unattended::NewRegister { rows: 5, from: NOW.plus_seconds(NEW_REGISTER_SECONDS) };
    home.colleague("ida@fjordlys.example", &["support"]).await;
    for seconds in [0, NEW_REGISTER_SECONDS - 1] {
        let outcome = sweep_unattended(&home.engine, NOW.plus_seconds(seconds)).await.expect("the store works");
        assert_eq!(outcome, told);
        assert!(kari(&home).await.is_some());
    }
    let done = sweep_unattended(&home.engine, NOW.plus_seconds(NEW_REGISTER_SECONDS)).await.expect("the store works");
    assert!(matches!(done, Unattended::Done(_)), "{done:?}");
    assert_eq!(kari(&home).await, None);
}

#[tokio::test]
async fn a_person_with_thousands_of_rows_is_erased_like_any_other() {
    let home = Home::new();
    let ida = home.ida().await;
    for number in 0..3000_u32 {
        home.send(NOW, |form| {
            form.message = number.to_string();
            let [_, _, high, low] = number.to_be_bytes();
            form.network = super::home::network([198, high, low, 1]);
        })
        .await;
    }
    let id = kari(&home).await.expect("Kari is known");
    let plan = plan_wish(&home.engine, &ida, (id, Wish::Erasure), Language::En, day_of(NOW)).await.expect("Ida may");
    assert_eq!(plan.lines.len(), 3004);
    let done = carry_out(&home.engine, &ida, NOW, (id, Wish::Erasure), &plan.fingerprint, Language::En)
        .await
        .expect("the store works");
    assert!(matches!(done, Carried::Done(_)));
    assert_eq!(kari(&home).await, None);
}

#[tokio::test]
async fn sign_ins_that_have_run_out_do_not_hold_a_sweep_up() {
    use crate::privacy::{Unattended, sweep_unattended};
    let home = Home::new();
    for number in 0..25 {
        home.colleague(&format!("nr{number}@fjordlys.example"), &["support"]).await;
    }
    let tomorrow = NOW.plus_seconds(2 * DAY_SECONDS);
    let swept = sweep_unattended(&home.engine, tomorrow).await.expect("the store works");
    let Unattended::Done(report) = swept else { panic!("sessions come and go: {swept:?}") };
    assert_eq!(report.deleted.get("session"), Some(&25));
}

#[tokio::test]
async fn a_colleague_who_answered_their_own_message_can_leave() {
    let home = Home::new();
    let ida = home.ida().await;
    home.send(NOW, |form| form.email = "ida@fjordlys.example".to_owned()).await;
    let id = requests(&home.engine, &ida, Which::Open, None).await.expect("Ida may")[0].id;
    crate::correspondence::answer(&home.engine, &ida, NOW, id, 1, ("Hei", crate::correspondence::Past::default()))
        .await
        .expect("it is queued");
    home.work(NOW).await;
    assert_eq!(end_user(&home.engine, NOW, "ida@fjordlys.example").await.ok(), Some(true));
    let swept = sweep(&home.engine, NOW, day_of(NOW.plus_seconds(DAY_SECONDS)), false).await.expect("the store works");
    assert_eq!((swept.deleted.get("user"), swept.put_off), (Some(&1), 0), "{swept:?}");
}
