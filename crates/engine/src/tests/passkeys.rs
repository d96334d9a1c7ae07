//! Passkeys over a real store, with a device in software.

use super::home::{Home, NOW};
use crate::limits::{CEREMONY_SECONDS, FRESH_SESSION_SECONDS, PASSKEY_ANSWER_BYTES, PASSKEY_NAME_CHARACTERS, PASSKEYS};
use crate::system::passkeys::{
    Challenge, Known, Made, PasskeyProblem, available, begin_by_link, begin_registration, begin_sign_in,
    finish_by_link, finish_registration, finish_sign_in, list, remove,
};
use crate::system::{Browser, Method, Stage, Way, begin_session, end_user, invite, reset_factor, signed_in};
use crate::{Caller, Moment, RowId};
use store::Changes;
use testkit::authenticator::Authenticator;

const SITE: &str = "https://ryddig.example";
const IDA: &str = "ida@fjordlys.example";

/// Puts something about a device wrong.
type Wrong = fn(&mut Authenticator);

/// A device on which `caller` has made a passkey called Laptop.
async fn device(home: &Home, caller: &Caller) -> Authenticator {
    let mut device = Authenticator::new(SITE);
    registered(home, caller, &mut device, "Laptop").await.expect("it fits");
    device
}

fn made<'a>(challenge: &'a Challenge, name: &'a str, answer: &'a str) -> Made<'a> {
    Made { secret: &challenge.secret, name, answer }
}

async fn registered(
    home: &Home,
    caller: &Caller,
    device: &mut Authenticator,
    name: &str,
) -> Result<(), PasskeyProblem> {
    let begun = begin_registration(&home.engine, NOW, caller).await?;
    let answer = device.create(&begun.options);
    finish_registration(&home.engine, NOW, caller, made(&begun, name, &answer)).await
}

/// Signs in with the device; tells who that is.
async fn enter(home: &Home, device: &mut Authenticator) -> Option<Caller> {
    let begun = begin_sign_in(&home.engine, NOW).await.expect("the store works");
    let answer = device.get(&begun.options);
    ended(home, NOW, &begun.secret, &answer).await
}

async fn ended(home: &Home, now: Moment, secret: &str, answer: &str) -> Option<Caller> {
    let browser = Browser { user_agent: "", previous: None };
    let begun = finish_sign_in(&home.engine, now, (secret, answer), browser).await.expect("the store works")?;
    assert_eq!(begun.stage, Stage::In, "it counts as both factors");
    signed_in(&home.engine, now, &begun.secret).await.expect("the store works")
}

async fn known(home: &Home, caller: &Caller) -> Vec<Known> {
    list(&home.engine, caller).await.expect("the store works")
}

/// The words of the ledger about passkeys, by letter: all of it happens at the same time.
async fn ledger(home: &Home) -> Vec<String> {
    let table = &home.engine.tables().ledger_line;
    let lines = table.find(home.engine.store(), table.all().limit(500)).await.expect("the store works");
    let mut words: Vec<String> =
        lines.into_iter().map(|line| line.row.action).filter(|action| action.starts_with("passkey")).collect();
    words.sort();
    words
}

/// In how many of Ida's mails `text` stands.
async fn told(home: &Home, text: &str) -> usize {
    home.work(NOW).await;
    home.mails_to(IDA).into_iter().filter(|mail| mail.text.contains(text)).count()
}

#[tokio::test]
async fn a_passkey_lets_its_owner_in_again_and_again() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut device = device(&home, &ida).await;
    assert_eq!(known(&home, &ida).await.iter().map(|key| key.used_at).collect::<Vec<_>>(), [None]);
    for _ in 0..2 {
        assert_eq!(enter(&home, &mut device).await.map(|caller| caller.user), Some(ida.user));
    }
    let [key] = &known(&home, &ida).await[..] else { panic!("there is one") };
    assert_eq!((key.name.as_str(), key.made_at, key.used_at), ("Laptop", NOW, Some(NOW)));
    assert_eq!(ledger(&home).await, ["passkey added"]);
    assert_eq!(told(&home, "En tilgangsnøkkel er lagt til.").await, 1);
}

#[tokio::test]
async fn one_without_a_counter_works_too() {
    let home = Home::new();
    let mut device = device(&home, &home.ida().await).await;
    // Those that are synchronised between devices count nothing.
    device.counts = false;
    for _ in 0..2 {
        assert!(enter(&home, &mut device).await.is_some());
    }
}

#[tokio::test]
async fn what_does_not_fit_lets_nobody_in() {
    let home = Home::new();
    let mut device = device(&home, &home.ida().await).await;
    let wrong: [(&str, Wrong); 5] = [
        ("another site", |device| device.origin = "https://ryddig.example.evil.example".to_owned()),
        ("another scheme", |device| device.origin = "http://ryddig.example".to_owned()),
        ("nobody was asked for a finger", |device| device.verifies = false),
        ("another user's number", |device| device.user = RowId([9; 16]).0.to_vec()),
        ("another key", |device| device.id = vec![1; 32]),
    ];
    for (what, change) in wrong {
        let (origin, user, id) = (device.origin.clone(), device.user.clone(), device.id.clone());
        change(&mut device);
        assert_eq!(enter(&home, &mut device).await, None, "{what}");
        (device.origin, device.user, device.id, device.verifies) = (origin, user, id, true);
    }
    for answer in ["", "{}", "null", "[]", &"x".repeat(PASSKEY_ANSWER_BYTES + 1)] {
        let begun = begin_sign_in(&home.engine, NOW).await.expect("the store works");
        assert_eq!(ended(&home, NOW, &begun.secret, answer).await, None);
    }
    assert!(enter(&home, &mut device).await.is_some(), "the device as it is");
    assert_eq!(ledger(&home).await, ["passkey added"], "a guess is no sign of a copy");
}

#[tokio::test]
async fn another_key_does_not_sign_for_it() {
    let home = Home::new();
    let ida = home.ida().await;
    let device = device(&home, &ida).await;
    let mut forged = Authenticator::new(SITE);
    (forged.id, forged.user, forged.counter) = (device.id.clone(), device.user.clone(), 10);
    assert_eq!(enter(&home, &mut forged).await, None);
}

#[tokio::test]
async fn a_passkey_is_its_owners_alone() {
    let home = Home::new();
    let (ida, per) = (home.ida().await, home.colleague("per@fjordlys.example", &["support"]).await);
    let mut hers = device(&home, &ida).await;
    let mut his = device(&home, &per).await;
    std::mem::swap(&mut hers.user, &mut his.user);
    assert_eq!(enter(&home, &mut hers).await, None, "her key under his number");
    let begun = begin_registration(&home.engine, NOW, &ida).await.expect("the store works");
    let answer = Authenticator::new(SITE).create(&begun.options);
    let taken = finish_registration(&home.engine, NOW, &per, made(&begun, "Min", &answer)).await;
    assert!(matches!(taken, Err(PasskeyProblem::Refused)), "what she began he cannot end: {taken:?}");
    let hers = known(&home, &ida).await[0].id;
    let removed = remove(&home.engine, NOW, &per, hers).await;
    assert!(matches!(removed, Err(PasskeyProblem::Failed(crate::Failure::NotFound))), "{removed:?}");
}

#[tokio::test]
async fn a_ceremony_is_ended_once_and_within_five_minutes() {
    let home = Home::new();
    let mut device = device(&home, &home.ida().await).await;
    let another = async || begin_sign_in(&home.engine, NOW).await.expect("the store works");
    let begun = another().await;
    let answer = device.get(&begun.options);
    let last = NOW.plus_seconds(CEREMONY_SECONDS - 1);
    assert!(ended(&home, last, &begun.secret, &answer).await.is_some());
    assert_eq!(ended(&home, last, &begun.secret, &answer).await, None, "the second time");
    let begun = another().await;
    let answer = device.get(&begun.options);
    assert_eq!(ended(&home, NOW.plus_seconds(CEREMONY_SECONDS), &begun.secret, &answer).await, None, "too late");
    let (one, other) = (another().await, another().await);
    let answer = device.get(&one.options);
    assert_eq!(ended(&home, NOW, &other.secret, &answer).await, None, "another challenge");
    assert!(ended(&home, NOW, &one.secret, &answer).await.is_some());
    let begun = another().await;
    assert_eq!(ended(&home, NOW, &begun.secret, "{}").await, None);
    let answer = device.get(&begun.options);
    assert_eq!(ended(&home, NOW, &begun.secret, &answer).await, None, "after a wrong answer too");
}

#[tokio::test]
async fn ceremonies_that_ran_out_are_cleared_away() {
    let home = Home::new();
    let table = &home.engine.tables().ceremony;
    for minute in 0..30 {
        begin_sign_in(&home.engine, NOW.plus_seconds(minute * 60)).await.expect("the store works");
    }
    let left = home.engine.store().count(table.all()).await.expect("the store works");
    assert_eq!(left, 5, "those of the last five minutes");
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused_and_told() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut device = device(&home, &ida).await;
    assert!(enter(&home, &mut device).await.is_some());
    assert!(enter(&home, &mut device).await.is_some());
    device.counter = 1;
    assert_eq!(enter(&home, &mut device).await, None, "the same count");
    device.counter = 0;
    assert_eq!(enter(&home, &mut device).await, None, "an earlier count");
    assert_eq!(ledger(&home).await, ["passkey added", "passkey refused", "passkey refused"]);
    assert_eq!(told(&home, "Ingen slapp inn.").await, 2);
    device.counter = 2;
    assert!(enter(&home, &mut device).await.is_some(), "the one that goes on is let in");
}

#[tokio::test]
async fn whoever_has_left_is_not_let_in() {
    let home = Home::new();
    let mut device = device(&home, &home.ida().await).await;
    assert_eq!(end_user(&home.engine, NOW, IDA).await.ok(), Some(true));
    assert_eq!(enter(&home, &mut device).await, None);
}

#[tokio::test]
async fn a_name_is_wanted_and_has_a_limit() {
    let home = Home::new();
    let ida = home.ida().await;
    let named = async |name: &str| registered(&home, &ida, &mut Authenticator::new(SITE), name).await;
    assert!(matches!(named(" \t").await, Err(PasskeyProblem::NoName)));
    assert!(matches!(named(&"å".repeat(PASSKEY_NAME_CHARACTERS + 1)).await, Err(PasskeyProblem::LongName)));
    assert!(named(&format!(" {} ", "å".repeat(PASSKEY_NAME_CHARACTERS))).await.is_ok());
}

#[tokio::test]
async fn a_registration_fits_this_site_and_asks_for_a_finger() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut elsewhere = Authenticator::new("https://evil.example");
    assert!(matches!(registered(&home, &ida, &mut elsewhere, "a").await, Err(PasskeyProblem::Refused)));
    let mut silent = Authenticator::new(SITE);
    silent.verifies = false;
    assert!(matches!(registered(&home, &ida, &mut silent, "a").await, Err(PasskeyProblem::Refused)));
    let begun = begin_registration(&home.engine, NOW, &ida).await.expect("the store works");
    for wanted in ["\"residentKey\":\"required\"", "\"userVerification\":\"required\"", "\"id\":\"ryddig.example\""] {
        assert!(begun.options.contains(wanted), "{wanted} in {}", begun.options);
    }
    let late = NOW.plus_seconds(CEREMONY_SECONDS);
    let answer = Authenticator::new(SITE).create(&begun.options);
    let ended = finish_registration(&home.engine, late, &ida, made(&begun, "a", &answer)).await;
    assert!(matches!(ended, Err(PasskeyProblem::Refused)));
    assert_eq!(known(&home, &ida).await, []);
}

#[tokio::test]
async fn a_key_is_added_once_and_there_are_so_many() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut device = device(&home, &ida).await;
    assert!(matches!(registered(&home, &ida, &mut device, "igjen").await, Err(PasskeyProblem::Known)));
    for _ in 1..PASSKEYS {
        registered(&home, &ida, &mut Authenticator::new(SITE), "en til").await.expect("there is room");
    }
    let full = registered(&home, &ida, &mut Authenticator::new(SITE), "for mye").await;
    assert!(matches!(full, Err(PasskeyProblem::TooMany)), "{full:?}");
    assert_eq!(known(&home, &ida).await.len(), PASSKEYS);
}

#[tokio::test]
async fn one_is_removed_unless_it_is_the_last_way_in() {
    let home = Home::new();
    let ida = home.ida().await;
    let mut first = device(&home, &ida).await;
    let only = known(&home, &ida).await[0].id;
    assert!(matches!(remove(&home.engine, NOW, &ida, only).await, Err(PasskeyProblem::LastWayIn)));
    let mut second = device(&home, &ida).await;
    remove(&home.engine, NOW, &ida, only).await.expect("there is another");
    assert_eq!(enter(&home, &mut first).await, None);
    assert!(enter(&home, &mut second).await.is_some());
    assert_eq!(told(&home, "En tilgangsnøkkel er fjernet.").await, 1);
    assert_eq!(ledger(&home).await, ["passkey added", "passkey added", "passkey removed"]);
}

#[tokio::test]
async fn the_command_line_has_none() {
    let home = Home::new();
    assert!(available(&home.engine));
    let begun = begin_registration(&home.engine, NOW, &Caller::command(crate::Language::En)).await;
    assert!(matches!(begun, Err(PasskeyProblem::Failed(crate::Failure::Denied))));
}

#[tokio::test]
async fn an_invitation_can_be_taken_up_with_a_passkey() {
    let home = Home::new();
    let owner = home.colleague("eva@fjordlys.example", &["owner"]).await;
    let (address, language) = ("ola@fjordlys.example", crate::Language::Nb);
    invite(&home.engine, &owner, NOW, "Ola", address, language, &["support"]).await.expect("an owner may");
    home.work(NOW).await;
    let mails = home.mails_to(address);
    let link = mails[0].text.split_whitespace().find(|word| word.contains("/welcome/")).expect("a link");
    let link = link.rsplit('/').next().expect("a secret");
    let browser = Browser { user_agent: "", previous: None };
    let mut device = Authenticator::new(SITE);
    let begun = begin_by_link(&home.engine, NOW, link).await.expect("the link works");
    let answer = device.create(&begun.options);
    let other = begin_by_link(&home.engine, NOW, "0").await;
    assert!(matches!(other, Err(PasskeyProblem::Failed(crate::Failure::NotFound))), "{other:?}");
    let session = finish_by_link(&home.engine, NOW, link, made(&begun, "Telefon", &answer), browser).await;
    assert_eq!(session.expect("it fits").stage, Stage::In);
    let again = begin_by_link(&home.engine, NOW, link).await;
    assert!(matches!(again, Err(PasskeyProblem::Failed(crate::Failure::NotFound))), "it is used up: {again:?}");
    assert!(enter(&home, &mut device).await.is_some());
}

#[tokio::test]
async fn a_desk_that_was_left_open_gets_no_passkey() {
    let home = Home::new();
    let ida = home.ida().await;
    let late = NOW.plus_seconds(FRESH_SESSION_SECONDS);
    assert!(matches!(begin_registration(&home.engine, late, &ida).await, Err(PasskeyProblem::NotFresh)));
    begin_registration(&home.engine, late.plus_seconds(-1), &ida).await.expect("just in time");
}

#[tokio::test]
async fn a_password_does_not_stand_in_for_the_passkey_of_who_needs_two_factors() {
    let home = Home::new();
    let eva = home.colleague("eva@fjordlys.example", &["owner"]).await;
    let user = eva.user.expect("a user");
    let way = Way { method: Method::Password, two_factors: false, user_agent: "", previous: None };
    let stage = async || {
        let begun = begin_session(&home.engine, NOW, user, way, Changes::new()).await.expect("the store works");
        begun.expect("they have access").stage
    };
    assert_eq!(stage().await, Stage::SetUp, "without any factor one is set up");
    device(&home, &eva).await;
    assert_eq!(stage().await, Stage::SecondFactor, "with a passkey that is asked for, and nothing is set up beside it");
    assert!(reset_factor(&home.engine, NOW, "eva@fjordlys.example").await.expect("the store works"), "it was lost");
    assert_eq!(known(&home, &eva).await, Vec::new());
    assert_eq!(stage().await, Stage::SetUp);
}
