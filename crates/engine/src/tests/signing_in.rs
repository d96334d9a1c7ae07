use super::home::{Home, NOW};
use crate::limits::{SESSION_IDLE_SECONDS, SIGN_IN_LINK_SECONDS};
use crate::system::{end_user, sign_in, sign_in_link, sign_out, signed_in};

async fn secret(home: &Home) -> String {
    let link = sign_in_link(&home.engine, NOW, "IDA@fjordlys.example").await.expect("the store works");
    link.expect("Ida is a user").strip_prefix("https://ryddig.example/sign-in/").expect("our address").to_owned()
}

#[tokio::test]
async fn a_link_works_once_and_for_an_hour() {
    let home = Home::new();
    home.ida().await;
    let late = NOW.plus_seconds(SIGN_IN_LINK_SECONDS);
    assert_eq!(sign_in(&home.engine, late, &secret(&home).await).await.ok(), Some(None), "an hour later");
    let once = secret(&home).await;
    let in_time = NOW.plus_seconds(SIGN_IN_LINK_SECONDS - 1);
    assert!(sign_in(&home.engine, in_time, &once).await.expect("the store works").is_some());
    assert_eq!(sign_in(&home.engine, in_time, &once).await.ok(), Some(None), "the second time");
    assert_eq!(sign_in(&home.engine, NOW, "0".repeat(64).as_str()).await.ok(), Some(None), "a guess");
    let stranger = sign_in_link(&home.engine, NOW, "ola@fjordlys.example").await;
    assert_eq!(stranger.ok(), Some(None), "no user, no link");
}

#[tokio::test]
async fn a_session_lasts_until_it_ends() {
    let home = Home::new();
    home.ida().await;
    let session = sign_in(&home.engine, NOW, &secret(&home).await).await.expect("the store works").expect("is in");
    let at = async |seconds: i64| {
        signed_in(&home.engine, NOW.plus_seconds(seconds), &session).await.expect("the store works").is_some()
    };
    assert!(at(SESSION_IDLE_SECONDS - 1).await);
    assert!(!at(2 * SESSION_IDLE_SECONDS).await);
    let other = sign_in(&home.engine, NOW, &secret(&home).await).await.expect("the store works").expect("is in");
    sign_out(&home.engine, &session).await.expect("the store works");
    assert!(!at(0).await);
    sign_out(&home.engine, &session).await.expect("twice does no harm");
    assert!(signed_in(&home.engine, NOW, &other).await.expect("the store works").is_some(), "elsewhere they still are");
    assert_eq!(end_user(&home.engine, NOW, "Ida@fjordlys.example").await.ok(), Some(true));
    assert_eq!(signed_in(&home.engine, NOW, &other).await.ok(), Some(None), "whoever leaves is out at once");
    assert_eq!(sign_in_link(&home.engine, NOW, "ida@fjordlys.example").await.ok(), Some(None), "and stays out");
    assert_eq!(end_user(&home.engine, NOW, "ida@fjordlys.example").await.ok(), Some(false));
}
