//! Choosing a password and coming in with it.

use super::*;
use crate::limits::{FRESH_SESSION_SECONDS, PASSWORD_LINK_PAUSE_SECONDS, SIGN_IN_LINK_SECONDS};
use crate::system::{
    BadPassword, OwnerProblem, change_password, forgotten, link_for, session_stage, sign_in_by, sign_in_link,
};
use std::time::{Duration, Instant};

#[tokio::test]
async fn the_first_owner_comes_in_by_a_link_that_works_once() {
    let home = Home::new();
    let engine = &home.engine;
    let link = first_owner(engine, NOW, ("Ada", ADA), Language::En, false).await.expect("the first owner");
    let secret = link.strip_prefix("https://ryddig.example/welcome/").expect("our address");
    let invited =
        link_for(engine, NOW, LinkPurpose::Welcome, secret).await.expect("the store works").expect("it works");
    assert_eq!((invited.name.as_str(), invited.address.as_str()), ("Ada", ADA));
    let choose = async |at: Moment, purpose, password: &str, again: &str| {
        let new = NewPassword { password, again };
        choose_by_link(engine, at, (purpose, secret), new, &stranger(), &here).await.expect("the store works")
    };
    let welcome = LinkPurpose::Welcome;
    assert_eq!(choose(NOW, welcome, PASSWORD, "annet").await, Choice::Bad(BadPassword::NotTheSame));
    assert_eq!(choose(NOW, welcome, "kort", "kort").await, Choice::Bad(BadPassword::TooShort(12)));
    assert_eq!(choose(NOW, LinkPurpose::Password, PASSWORD, PASSWORD).await, Choice::Gone, "it is for something else");
    let late = NOW.plus_seconds(SIGN_IN_LINK_SECONDS);
    assert_eq!(choose(late, welcome, PASSWORD, PASSWORD).await, Choice::Gone, "it has expired");
    let chosen = choose(late.plus_seconds(-1), welcome, PASSWORD, PASSWORD).await;
    assert!(matches!(&chosen, Choice::Chosen(begun) if begun.stage == Stage::SetUp), "{chosen:?}");
    assert_eq!(choose(NOW, welcome, PASSWORD, PASSWORD).await, Choice::Gone, "it was used");
    assert_eq!(sign_in_by(engine, NOW, secret, ("", None)).await.ok(), Some(None), "and never was one to sign in");
    let second = first_owner(engine, NOW, ("Bo", "bo@fjordlys.example"), Language::Nb, false).await;
    assert!(matches!(second, Err(OwnerProblem::HasOwner)));
    let again = first_owner(engine, NOW, ("Bo", "bo@fjordlys.example"), Language::Nb, true).await;
    assert!(again.is_ok_and(|link| link.contains("/welcome/")));
}

#[tokio::test]
async fn only_the_right_password_lets_in() {
    let home = Home::new();
    ada(&home).await;
    let right = try_password(&home, NOW, PASSWORD, &stranger()).await;
    let Entered::Begun { begun, known_device: Some(_) } = right else { panic!("{right:?}") };
    assert_eq!(session_stage(&home.engine, NOW, &begun.secret).await.ok(), Some(Some(Stage::SetUp)));
    assert_eq!(try_password(&home, NOW, "gul sykkel under brua", &stranger()).await, Entered::Refused);
    let nobody = enter(&home.engine, NOW, ("ole@fjordlys.example", PASSWORD), &stranger(), &here).await;
    assert_eq!(nobody.ok(), Some(Entered::Refused));
    let no_address = enter(&home.engine, NOW, ("ole", PASSWORD), &stranger(), &here).await;
    assert_eq!(no_address.ok(), Some(Entered::Refused));
    let ida = home.ida().await;
    let without = enter(&home.engine, NOW, ("ida@fjordlys.example", ""), &stranger(), &here).await;
    assert_eq!(without.ok(), Some(Entered::Refused), "she has no password: {ida:?}");
    let busy = enter(&home.engine, NOW, (ADA, PASSWORD), &stranger(), &|_| Box::pin(ready(None))).await;
    assert_eq!(busy.ok(), Some(Entered::Busy));
}

#[tokio::test]
async fn a_new_password_takes_the_old_one_and_ends_every_other_session() {
    let home = Home::new();
    let engine = &home.engine;
    let (secret, ..) = with_app(&home, &ada(&home).await, NOW).await;
    let link = sign_in_link(engine, NOW, ADA).await.expect("the store works").expect("a link");
    let other = sign_in_by(engine, NOW, last(&link), ("", None)).await.expect("the store works").expect("a session");
    let new = "rød traktor bak låven";
    let change = async |present: &str, new: &str| {
        let new = NewPassword { password: new, again: new };
        change_password(engine, NOW, &secret, (present, new), &stranger(), &here).await.expect("the store works")
    };
    assert_eq!(change("feil passord her", new).await, Choice::Refused);
    assert_eq!(change(PASSWORD, "adaadaadaada").await, Choice::Bad(BadPassword::AboutYou));
    assert_eq!(session_stage(engine, NOW, &other).await.ok(), Some(Some(Stage::In)), "nothing happened yet");
    let Choice::Chosen(begun) = change(PASSWORD, new).await else { panic!("it is changed") };
    for (old, whose) in [(&secret, "her own old one"), (&other, "the other")] {
        assert_eq!(session_stage(engine, NOW, old).await.ok(), Some(None), "{whose}");
    }
    assert_eq!(session_stage(engine, NOW, &begun.secret).await.ok(), Some(Some(Stage::In)));
    assert_eq!(try_password(&home, NOW, PASSWORD, &stranger()).await, Entered::Refused);
    assert!(matches!(try_password(&home, NOW, new, &stranger()).await, Entered::Begun { .. }));
    home.work(NOW).await;
    let told = home.mails_to(ADA);
    assert!(told.iter().any(|mail| mail.text.contains("Passordet er byttet")), "{told:?}");
}

#[tokio::test]
async fn whoever_forgot_gets_one_link_by_mail_and_nobody_else_gets_anything() {
    let home = Home::new();
    let engine = &home.engine;
    ada(&home).await;
    home.ida().await;
    let ask = async |at: Moment, address: &str| forgotten(engine, at, address, &stranger()).await.expect("works");
    for address in [ADA, "ole@fjordlys.example", "", "ADA@fjordlys.example"] {
        ask(NOW, address).await;
    }
    home.work(NOW).await;
    let mails = home.mails_to(ADA);
    assert_eq!(mails.len(), 1, "the second asking came too soon: {mails:?}");
    assert_eq!(home.mails.lock().expect("no panic").len(), 1, "and to nobody else");
    let find = |text: &str| {
        let link = text.lines().find(|line| line.contains("/sign-in/new-password/")).expect("the mail has a link");
        last(link.trim()).to_owned()
    };
    let first = find(&mails[0].text);
    ask(NOW.plus_seconds(PASSWORD_LINK_PAUSE_SECONDS), ADA).await;
    home.work(NOW.plus_seconds(PASSWORD_LINK_PAUSE_SECONDS)).await;
    let second = find(&home.mails_to(ADA)[1].text);
    let new = NewPassword { password: "rød traktor bak låven", again: "rød traktor bak låven" };
    let at = NOW.plus_seconds(PASSWORD_LINK_PAUSE_SECONDS);
    let choose = async |secret: &str| {
        let link = (LinkPurpose::Password, secret);
        choose_by_link(engine, at, link, new, &stranger(), &here).await.expect("the store works")
    };
    assert!(matches!(choose(&first).await, Choice::Chosen(_)), "nobody ends a link by asking again");
    for used in [&first, &second] {
        assert_eq!(choose(used).await, Choice::Gone);
    }
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_outlive_a_change_of_the_password() {
    let home = Home::new();
    let engine = &home.engine;
    ada(&home).await;
    forgotten(engine, NOW, ADA, &stranger()).await.expect("the store works");
    home.work(NOW).await;
    let mails = home.mails_to(ADA);
    let link = mails.iter().flat_map(|mail| mail.text.lines()).find(|line| line.contains("/new-password/"));
    let link = (LinkPurpose::Password, last(link.expect("the mail has a link").trim()));
    let new = NewPassword { password: "rød traktor bak låven", again: "rød traktor bak låven" };
    let meanwhile = |work: Reckoning| {
        let reckoned = work.run();
        let change = async { choose_by_link(engine, NOW, link, new, &stranger(), &here).await };
        let chosen = std::thread::scope(|threads| {
            let runtime = || tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            threads.spawn(move || runtime().block_on(change)).join().expect("no panic")
        });
        assert!(matches!(chosen, Ok(Choice::Chosen(_))), "{chosen:?}");
        let outcome: BoxFuture<'static, Option<Reckoned>> = Box::pin(ready(Some(reckoned)));
        outcome
    };
    let entered = enter(engine, NOW, (ADA, PASSWORD), &stranger(), &meanwhile).await;
    assert_eq!(entered.ok(), Some(Entered::Refused), "the old password was right when it was looked at");
}

#[tokio::test]
async fn a_first_password_and_an_app_are_added_just_after_signing_in_only() {
    let home = Home::new();
    let engine = &home.engine;
    home.colleague("per@fjordlys.example", &["support"]).await;
    let link = sign_in_link(engine, NOW, "per@fjordlys.example").await.expect("the store works").expect("a link");
    let secret = sign_in_by(engine, NOW, last(&link), ("", None)).await.expect("the store works").expect("a session");
    let new = NewPassword { password: "rød traktor bak låven", again: "rød traktor bak låven" };
    let choose = async |at: Moment| {
        change_password(engine, at, &secret, ("", new), &stranger(), &here).await.expect("the store works")
    };
    let offered = async |at: Moment| offer_app(engine, at, &secret, None).await.expect("the store works").is_some();
    let late = NOW.plus_seconds(FRESH_SESSION_SECONDS);
    assert!(!offered(late).await && offered(late.plus_seconds(-1)).await);
    assert_eq!(choose(late).await, Choice::NotFresh);
    assert!(matches!(choose(late.plus_seconds(-1)).await, Choice::Chosen(_)));
}

#[tokio::test]
async fn a_link_from_a_mail_is_no_second_factor() {
    let home = Home::new();
    let engine = &home.engine;
    with_app(&home, &ada(&home).await, NOW).await;
    forgotten(engine, NOW, ADA, &stranger()).await.expect("the store works");
    home.work(NOW).await;
    let mails = home.mails_to(ADA);
    let link = mails.iter().flat_map(|mail| mail.text.lines()).find(|line| line.contains("/new-password/"));
    let new = NewPassword { password: "rød traktor bak låven", again: "rød traktor bak låven" };
    let link = (LinkPurpose::Password, last(link.expect("the mail has a link").trim()));
    let chosen = choose_by_link(engine, NOW, link, new, &stranger(), &here).await.expect("the store works");
    assert!(matches!(&chosen, Choice::Chosen(begun) if begun.stage == Stage::SecondFactor), "{chosen:?}");
}

/// How much the time for a known address may differ from that for an unknown one, as a part of the former. Without the work for
/// nobody the difference is nearly all of it.
const TIME_MARGIN: f64 = 0.4;
const TIME_ROUNDS: usize = 11;

#[tokio::test]
async fn a_wrong_password_takes_as_long_for_nobody_as_for_somebody() {
    let home = Home::new();
    ada(&home).await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..TIME_ROUNDS {
        // Long after each other, so that nothing is slowed down.
        let at = NOW.plus_seconds(i64::try_from(round).expect("few") * 24 * 60 * 60);
        for (address, times) in [(ADA, &mut known), ("ole@fjordlys.example", &mut unknown)] {
            let began = now();
            let entered = enter(&home.engine, at, (address, "feil passord her"), &stranger(), &here).await;
            times.push(began.elapsed());
            assert_eq!(entered.ok(), Some(Entered::Refused));
        }
    }
    let (known, unknown) = (median(known), median(unknown));
    let apart = (known.as_secs_f64() - unknown.as_secs_f64()).abs() / known.as_secs_f64();
    assert!(apart < TIME_MARGIN, "{known:?} for a known address, {unknown:?} for an unknown one");
}

#[expect(clippy::disallowed_methods, reason = "this test is about how long something takes")]
fn now() -> Instant {
    Instant::now()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
