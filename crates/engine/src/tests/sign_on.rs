//! What a provider has confirmed becomes a session, or not.

use super::home::{Home, NOW, network};
use crate::limits::{CEREMONY_SECONDS, IDENTITY_CHARACTERS};
use crate::system::sign_on::{Identity, begin, end, linked, sign_on, unlink};
use crate::system::{
    Begun, Browser, Entered, Guarded, Shown, Source, Stage, end_user, offer_app, second_step, set_up_app, sign_in_by,
    sign_in_link, signed_in,
};
use crate::{Caller, RowId};

const IDA: &str = "ida@fjordlys.example";

fn identity(subject: &str, address: Option<&str>) -> Identity {
    Identity {
        issuer: "https://login.example".to_owned(),
        subject: subject.to_owned(),
        address: address.map(str::to_owned),
        second_factor: false,
    }
}

/// Nothing that she does demands a second factor.
async fn ida(home: &Home) -> Caller {
    home.colleague(IDA, &["support"]).await
}

async fn begun(home: &Home, identity: &Identity) -> Option<Begun> {
    let browser = Browser { user_agent: "", previous: None };
    sign_on(&home.engine, NOW, identity, browser).await.expect("the store works")
}

/// Who gets in.
async fn enter(home: &Home, identity: &Identity) -> Option<RowId> {
    let begun = begun(home, identity).await?;
    let caller: Option<Caller> = signed_in(&home.engine, NOW, &begun.secret).await.expect("the store works");
    caller.expect("is in").user
}

#[tokio::test]
async fn an_address_links_once_and_the_number_alone_counts_from_then_on() {
    let home = Home::new();
    let ida = ida(&home).await;
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert_eq!(enter(&home, &identity("1", None)).await, None, "no address, no user");
    assert_eq!(enter(&home, &identity("1", Some("Ida@Fjordlys.example"))).await, ida.user);
    assert_eq!(enter(&home, &identity("1", None)).await, ida.user, "the number is enough");
    assert_eq!(enter(&home, &identity("1", Some("per@fjordlys.example"))).await, ida.user, "whatever the address");
    assert_eq!(enter(&home, &identity("2", Some(IDA))).await, None, "her address went over to somebody else");
    assert_eq!(enter(&home, &identity("2", Some("per@fjordlys.example"))).await, per.user);
    home.work(NOW).await;
    let told = home.mails_to(IDA);
    assert_eq!(told.iter().filter(|mail| mail.text.contains("en annen tjeneste")).count(), 1, "{told:?}");
}

#[tokio::test]
async fn whoever_unlinks_can_be_linked_to_another_number() {
    let home = Home::new();
    let ida = ida(&home).await;
    assert!(enter(&home, &identity("1", Some(IDA))).await.is_some());
    let only = linked(&home.engine, &ida).await.expect("she may")[0].id;
    assert_eq!(unlink(&home.engine, NOW, &ida, only).await.ok(), Some(false), "nothing else lets her in");
    let elsewhere = Identity { issuer: "https://other.example".to_owned(), ..identity("1", Some(IDA)) };
    assert!(enter(&home, &elsewhere).await.is_some());
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    assert!(matches!(unlink(&home.engine, NOW, &per, only).await, Err(crate::Failure::NotFound)));
    assert_eq!(unlink(&home.engine, NOW, &ida, only).await.ok(), Some(true));
    assert_eq!(enter(&home, &identity("1", None)).await, None);
    assert_eq!(enter(&home, &identity("2", Some(IDA))).await, ida.user);
}

#[tokio::test]
async fn a_role_may_demand_more_than_one_factor() {
    let home = Home::new();
    home.colleague("eva@fjordlys.example", &["owner"]).await;
    let eva = identity("3", Some("eva@fjordlys.example"));
    assert_eq!(begun(&home, &eva).await.map(|begun| begun.stage), Some(Stage::SetUp));
    let eva = Identity { second_factor: true, ..eva };
    assert_eq!(begun(&home, &eva).await.map(|begun| begun.stage), Some(Stage::In));
}

#[tokio::test]
async fn a_number_counts_at_its_own_issuer_only() {
    let home = Home::new();
    let ida = ida(&home).await;
    assert_eq!(enter(&home, &identity("1", Some(IDA))).await, ida.user);
    let other = Identity { issuer: "https://evil.example".to_owned(), ..identity("1", None) };
    assert_eq!(enter(&home, &other).await, None);
    let split = Identity { issuer: "https://login.example\n1".to_owned(), ..identity("", None) };
    assert_eq!(enter(&home, &split).await, None);
}

#[tokio::test]
async fn nobody_is_let_in_who_was_not_added_or_has_left() {
    let home = Home::new();
    ida(&home).await;
    assert_eq!(enter(&home, &identity("7", Some("ukjent@fjordlys.example"))).await, None);
    assert_eq!(enter(&home, &identity("8", Some("not an address"))).await, None);
    assert!(enter(&home, &identity("1", Some(IDA))).await.is_some());
    assert_eq!(end_user(&home.engine, NOW, IDA).await.ok(), Some(true));
    assert_eq!(enter(&home, &identity("1", Some(IDA))).await, None);
}

#[tokio::test]
async fn a_number_has_a_limit() {
    let home = Home::new();
    ida(&home).await;
    assert_eq!(enter(&home, &identity(&"1".repeat(IDENTITY_CHARACTERS + 1), Some(IDA))).await, None);
    assert!(enter(&home, &identity(&"1".repeat(IDENTITY_CHARACTERS), Some(IDA))).await.is_some());
}

#[tokio::test]
async fn what_was_begun_is_ended_once_and_in_time() {
    let home = Home::new();
    let secret = begin(&home.engine, NOW, "state".to_owned()).await.expect("the store works");
    assert_eq!(end(&home.engine, NOW, "0").await.ok(), Some(None));
    let last = NOW.plus_seconds(CEREMONY_SECONDS - 1);
    assert_eq!(end(&home.engine, last, &secret).await.ok(), Some(Some("state".to_owned())));
    assert_eq!(end(&home.engine, last, &secret).await.ok(), Some(None));
    let late = begin(&home.engine, NOW, "state".to_owned()).await.expect("the store works");
    assert_eq!(end(&home.engine, NOW.plus_seconds(CEREMONY_SECONDS), &late).await.ok(), Some(None));
}

#[tokio::test]
async fn a_number_is_known_only_when_the_second_factor_was_shown_too() {
    let home = Home::new();
    let ida = ida(&home).await;
    let key = with_app(&home, IDA).await;
    let stolen = begun(&home, &identity("stolen", Some(IDA))).await.expect("the address is hers");
    assert_eq!(stolen.stage, Stage::SecondFactor);
    assert!(linked(&home.engine, &ida).await.is_ok_and(|linked| linked.is_empty()), "nobody is known by that");
    assert_eq!(begun(&home, &identity("stolen", None)).await, None);
    let at = NOW.plus_seconds(60);
    let browser = Browser { user_agent: "", previous: None };
    let own = sign_on(&home.engine, at, &identity("own", Some(IDA)), browser).await.expect("the store works");
    let own = own.expect("the other number is not in her way");
    let code = testkit::code(&key, at.milliseconds() / 1000);
    let source = Source { network: network([192, 0, 2, 1]), known_device: None, user_agent: "", previous: None };
    let shown = second_step(&home.engine, at, &own.secret, Shown::Code(&code), &source).await;
    assert!(matches!(shown, Ok(Entered::Begun { .. })), "{shown:?}");
    assert_eq!(linked(&home.engine, &ida).await.map(|linked| linked.len()).ok(), Some(1));
    assert!(begun(&home, &identity("own", None)).await.is_some(), "the number is enough now");
    assert_eq!(begun(&home, &identity("stolen", Some(IDA))).await, None);
    home.work(at).await;
    let told = home.mails_to(IDA);
    assert_eq!(told.iter().filter(|mail| mail.text.contains("en annen tjeneste")).count(), 1, "{told:?}");
}

/// The user with this address sets an app up; gives its key.
async fn with_app(home: &Home, address: &str) -> String {
    let link = sign_in_link(&home.engine, NOW, address).await.expect("the store works").expect("a link");
    let secret = link.rsplit('/').next().expect("a secret");
    let session = sign_in_by(&home.engine, NOW, secret, ("", None)).await.expect("the store works").expect("a session");
    let source = Source { network: network([192, 0, 2, 1]), known_device: None, user_agent: "", previous: None };
    let offer = offer_app(&home.engine, NOW, &session, None).await.expect("the store works").expect("no app yet");
    let code = testkit::code(&offer.set_up.key, NOW.milliseconds() / 1000);
    let done = set_up_app(&home.engine, NOW, &session, (&offer.token, &code), &source).await;
    assert!(matches!(done, Ok(Guarded::Done { .. })), "{done:?}");
    offer.set_up.key
}
