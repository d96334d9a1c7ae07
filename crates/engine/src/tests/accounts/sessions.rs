//! Sessions: how long they last, who sees them, who ends them.

use super::*;
use crate::limits::{SEEN_EVERY_SECONDS, SESSION_IDLE_SECONDS, SESSION_SECONDS, SESSIONS_OF_A_USER};
use crate::privacy::sweep;
use crate::system::{end_session, end_sessions, sessions, sign_in_by, sign_in_link, signed_in, signed_in_unattended};
use crate::{Caller, Failure, day_of};

async fn begin(home: &Home, at: Moment, user_agent: &str, previous: Option<&str>) -> String {
    let link = sign_in_link(&home.engine, at, "ida@fjordlys.example").await.expect("the store works").expect("a link");
    let begun = sign_in_by(&home.engine, at, last(&link), (user_agent, previous)).await;
    begun.expect("the store works").expect("a session")
}

async fn is_in(home: &Home, at: Moment, secret: &str) -> bool {
    signed_in(&home.engine, at, secret).await.expect("the store works").is_some()
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_at_last_in_any_case() {
    let home = Home::new();
    home.ida().await;
    let unused = begin(&home, NOW, "", None).await;
    assert!(!is_in(&home, NOW.plus_seconds(SESSION_IDLE_SECONDS), &unused).await);
    let used = begin(&home, NOW, "", None).await;
    let mut at = 0;
    while at + SESSION_IDLE_SECONDS - 1 < SESSION_SECONDS {
        at += SESSION_IDLE_SECONDS - 1;
        assert!(is_in(&home, NOW.plus_seconds(at), &used).await, "{at}");
    }
    assert!(is_in(&home, NOW.plus_seconds(SESSION_SECONDS - 1), &used).await);
    assert!(!is_in(&home, NOW.plus_seconds(SESSION_SECONDS), &used).await);
}

#[tokio::test]
async fn what_a_page_asks_by_itself_keeps_no_session_alive() {
    let home = Home::new();
    home.ida().await;
    let left = begin(&home, NOW, "", None).await;
    for quarter in 1..4 {
        let at = NOW.plus_seconds(quarter * SESSION_IDLE_SECONDS / 4);
        let found = signed_in_unattended(&home.engine, at, &left).await.expect("the store works");
        assert!(found.is_some(), "{quarter}");
    }
    let over = NOW.plus_seconds(SESSION_IDLE_SECONDS);
    assert!(signed_in_unattended(&home.engine, over, &left).await.expect("the store works").is_none());
    assert!(!is_in(&home, over, &left).await);
}

#[tokio::test]
async fn looking_writes_no_more_than_once_a_minute() {
    let home = Home::new();
    let ida = home.ida().await;
    let secret = begin(&home, NOW, "", None).await;
    let seen = async |at: Moment| {
        assert!(is_in(&home, at, &secret).await);
        let all = sessions(&home.engine, &ida, at, ida.user.expect("a user"), Some(&secret)).await.expect("her own");
        all.into_iter().find(|line| line.is_this).expect("this one").seen_at
    };
    let soon = NOW.plus_seconds(SEEN_EVERY_SECONDS - 1);
    assert_eq!(seen(soon).await, NOW);
    let later = NOW.plus_seconds(SEEN_EVERY_SECONDS);
    assert_eq!(seen(later).await, later);
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_that_the_browser_had() {
    let home = Home::new();
    home.ida().await;
    let planted = begin(&home, NOW, "", None).await;
    let mine = begin(&home, NOW, "", Some(&planted)).await;
    assert!(!is_in(&home, NOW, &planted).await && is_in(&home, NOW, &mine).await);
}

#[tokio::test]
async fn one_sees_and_ends_ones_own_sessions_and_an_owner_those_of_others() {
    let home = Home::new();
    let engine = &home.engine;
    let ida = home.ida().await;
    let user = ida.user.expect("a user");
    let this = begin(&home, NOW, "Mozilla/5.0 (X11; Linux x86_64) Firefox/139.0", None).await;
    let other = begin(&home, NOW, "", None).await;
    let lines = sessions(engine, &ida, NOW, user, Some(&this)).await.expect("her own");
    let mine = lines.iter().find(|line| line.is_this).expect("this one");
    assert_eq!((mine.method.as_str(), mine.device.as_deref()), ("lenke fra serveren", Some("Firefox, Linux")));
    let per = home.colleague("per@fjordlys.example", &["support"]).await;
    let owner = home.colleague("ada@fjordlys.example", &["owner"]).await;
    let denied = sessions(engine, &per, NOW, user, None).await;
    assert!(matches!(denied, Err(Failure::Denied)), "{denied:?}");
    assert!(matches!(end_session(engine, &per, NOW, mine.id).await, Err(Failure::NotFound)));
    assert!(matches!(end_sessions(engine, &per, NOW, user, None).await, Err(Failure::Denied)));
    assert_eq!(sessions(engine, &owner, NOW, user, None).await.expect("she may").len(), lines.len());
    end_session(engine, &ida, NOW, mine.id).await.expect("her own");
    assert!(!is_in(&home, NOW, &this).await && is_in(&home, NOW, &other).await);
    let ended = end_sessions(engine, &ida, NOW, user, Some(&other)).await.expect("her own");
    assert_eq!(ended, lines.len() - 2);
    assert!(is_in(&home, NOW, &other).await);
    end_sessions(engine, &Caller::command(Language::Nb), NOW, user, None).await.expect("whoever has the server");
    assert!(!is_in(&home, NOW, &other).await);
}

#[tokio::test]
async fn one_session_too_many_ends_the_one_longest_out_of_use() {
    let home = Home::new();
    let ida = home.ida().await;
    end_sessions(&home.engine, &ida, NOW, ida.user.expect("a user"), None).await.expect("her own");
    let mut secrets = Vec::new();
    for number in 0..SESSIONS_OF_A_USER {
        let at = NOW.plus_seconds(i64::try_from(number).expect("few"));
        secrets.push(begin(&home, at, "", None).await);
    }
    let at = NOW.plus_seconds(100);
    assert!(is_in(&home, at, &secrets[0]).await, "as many as may be; and it is in use again");
    begin(&home, at, "", None).await;
    let first =
        [is_in(&home, at, &secrets[0]).await, is_in(&home, at, &secrets[1]).await, is_in(&home, at, &secrets[2]).await];
    assert_eq!(first, [true, false, true]);
}

#[tokio::test]
async fn what_has_expired_is_swept() {
    let home = Home::new();
    ada(&home).await;
    assert_eq!(try_password(&home, NOW, "feil passord her", &stranger()).await, Entered::Refused);
    sign_in_link(&home.engine, NOW, ADA).await.expect("the store works").expect("a link");
    let later = NOW.plus_seconds(3 * 24 * 60 * 60);
    let report = sweep(&home.engine, later, day_of(later), false).await.expect("the store works");
    for kind in ["session", "sign_in_link", "sign_in_guard"] {
        assert_eq!(report.deleted.get(kind), Some(&1), "{kind}: {:?}", report.deleted);
    }
    assert!(
        matches!(try_password(&home, later, PASSWORD, &stranger()).await, Entered::Begun { .. }),
        "she is there still"
    );
}
