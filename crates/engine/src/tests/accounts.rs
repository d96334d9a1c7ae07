//! Accounts: passwords, second factors, links, sessions and the brake on guessing.

mod brake;
mod factor;
mod invite;
mod passwords;
mod sessions;

use super::home::{Home, NOW, network};
use crate::system::{
    Choice, Entered, Guarded, LinkPurpose, NewPassword, Offer, Reckoned, Reckoning, Source, Stage, choose_by_link,
    enter, first_owner, offer_app, set_up_app,
};
use crate::{Language, Moment};
use futures_util::future::{BoxFuture, ready};

const ADA: &str = "ada@fjordlys.example";
const PASSWORD: &str = "grønn sykkel under brua";

/// Reckons at once, on the spot.
fn here(work: Reckoning) -> BoxFuture<'static, Option<Reckoned>> {
    Box::pin(ready(Some(work.run())))
}

/// A browser that nobody has seen before.
fn stranger() -> Source<'static> {
    Source { network: network([192, 0, 2, 1]), known_device: None, user_agent: "", previous: None }
}

fn last(link: &str) -> &str {
    link.rsplit('/').next().expect("a link ends with its secret")
}

/// Ada owns the company's system and has chosen a password; gives the secret of her session, in which she has no second factor.
async fn ada(home: &Home) -> String {
    let link = first_owner(&home.engine, NOW, ("Ada", ADA), Language::Nb, false).await.expect("the first owner");
    let new = NewPassword { password: PASSWORD, again: PASSWORD };
    let chosen = choose_by_link(&home.engine, NOW, (LinkPurpose::Welcome, last(&link)), new, &stranger(), &here).await;
    let Ok(Choice::Chosen(begun)) = chosen else { panic!("{chosen:?}") };
    assert_eq!(begun.stage, Stage::SetUp, "an owner needs a second factor");
    begun.secret
}

async fn try_password(home: &Home, at: Moment, password: &str, source: &Source<'_>) -> Entered {
    enter(&home.engine, at, (ADA, password), source, &here).await.expect("the store works")
}

/// The code that an app with this key shows.
fn code(key: &str, at: Moment) -> String {
    testkit::code(key, at.milliseconds() / 1000)
}

/// Ada sets an app up; gives her new session's secret, the app's key, and the recovery codes.
async fn with_app(home: &Home, secret: &str, at: Moment) -> (String, String, Vec<String>) {
    let Offer { token, set_up, .. } =
        offer_app(&home.engine, at, secret, None).await.expect("the store works").expect("she has no app yet");
    let code = code(&set_up.key, at);
    let done = set_up_app(&home.engine, at, secret, (&token, &code), &stranger()).await.expect("the store works");
    let Guarded::Done { begun, codes, .. } = done else { panic!("{done:?}") };
    assert_eq!(begun.stage, Stage::In);
    (begun.secret, set_up.key, codes)
}
