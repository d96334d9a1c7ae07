//! The second factor and recovery codes.

use super::*;
use crate::limits::{RECOVERY_CODES, SECOND_STEP_SECONDS};
use crate::system::{Shown, account, remove_app, renew_recovery, reset_factor, second_step, session_stage, signed_in};

/// The half session that the password begins.
async fn half(home: &Home, at: Moment) -> String {
    let entered = try_password(home, at, PASSWORD, &stranger()).await;
    let Entered::Begun { begun, known_device: None } = entered else { panic!("{entered:?}") };
    assert_eq!(begun.stage, Stage::SecondFactor);
    begun.secret
}

async fn step(home: &Home, at: Moment, secret: &str, shown: Shown<'_>) -> Entered {
    second_step(&home.engine, at, secret, shown, &stranger()).await.expect("the store works")
}

#[tokio::test]
async fn nothing_at_the_desk_is_open_before_the_second_factor() {
    let home = Home::new();
    let first = ada(&home).await;
    assert_eq!(signed_in(&home.engine, NOW, &first).await.ok(), Some(None), "she has none yet and a role demands it");
    let (whole, key, codes) = with_app(&home, &first, NOW).await;
    assert_eq!(codes.len(), RECOVERY_CODES);
    assert_eq!(session_stage(&home.engine, NOW, &first).await.ok(), Some(None), "the secret from before is dead");
    assert!(signed_in(&home.engine, NOW, &whole).await.is_ok_and(|caller| caller.is_some()));
    let later = NOW.plus_seconds(60);
    let half = half(&home, later).await;
    assert_eq!(signed_in(&home.engine, later, &half).await.ok(), Some(None), "half is not in");
    assert_eq!(step(&home, later, &half, Shown::Code("000000")).await, Entered::Refused);
    let entered = step(&home, later, &half, Shown::Code(&code(&key, later))).await;
    let Entered::Begun { begun, known_device: Some(_) } = entered else { panic!("{entered:?}") };
    assert_ne!(begun.secret, half);
    assert_eq!(session_stage(&home.engine, later, &half).await.ok(), Some(None), "no fixation");
    assert!(signed_in(&home.engine, later, &begun.secret).await.is_ok_and(|caller| caller.is_some()));
    assert_eq!(
        step(&home, later, &begun.secret, Shown::Code(&code(&key, later))).await,
        Entered::Gone,
        "once is enough"
    );
}

#[tokio::test]
async fn a_code_works_once_and_a_step_before_or_after() {
    let home = Home::new();
    let (_, key, _) = with_app(&home, &ada(&home).await, NOW).await;
    let at = NOW.plus_seconds(30_000);
    let mut accepted = Vec::new();
    for (steps, again) in
        [(2, false), (-2, false), (-1, false), (-1, true), (0, false), (1, false), (0, true), (1, true)]
    {
        let shown = code(&key, at.plus_seconds(steps * 30));
        let secret = half(&home, at).await;
        let entered = step(&home, at, &secret, Shown::Code(&shown)).await;
        accepted.push((steps, again, matches!(entered, Entered::Begun { .. })));
    }
    let taken: Vec<_> =
        accepted.iter().filter(|(.., taken)| *taken).map(|(steps, again, _)| (*steps, *again)).collect();
    assert_eq!(taken, [(-1, false), (0, false), (1, false)], "each once, none too far away, none that came before");
}

#[tokio::test]
async fn the_code_that_set_the_app_up_lets_nobody_in() {
    let home = Home::new();
    let (_, key, _) = with_app(&home, &ada(&home).await, NOW).await;
    let secret = half(&home, NOW).await;
    assert_eq!(step(&home, NOW, &secret, Shown::Code(&code(&key, NOW))).await, Entered::Refused);
}

#[tokio::test]
async fn the_second_step_has_little_time() {
    let home = Home::new();
    let (_, key, _) = with_app(&home, &ada(&home).await, NOW).await;
    let began = NOW.plus_seconds(60);
    let secret = half(&home, began).await;
    let late = began.plus_seconds(SECOND_STEP_SECONDS);
    assert_eq!(step(&home, late, &secret, Shown::Code(&code(&key, late))).await, Entered::Gone);
    let in_time = late.plus_seconds(-1);
    let entered = step(&home, in_time, &secret, Shown::Code(&code(&key, in_time))).await;
    assert!(matches!(entered, Entered::Begun { .. }));
}

#[tokio::test]
async fn a_recovery_code_works_once_however_it_is_typed_and_its_owner_is_told() {
    let home = Home::new();
    let (.., codes) = with_app(&home, &ada(&home).await, NOW).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let secret = half(&home, NOW).await;
    assert!(matches!(step(&home, NOW, &secret, Shown::Recovery(&typed)).await, Entered::Begun { .. }));
    let secret = half(&home, NOW).await;
    assert_eq!(step(&home, NOW, &secret, Shown::Recovery(&codes[3])).await, Entered::Refused, "the second time");
    assert_eq!(step(&home, NOW, &secret, Shown::Recovery("")).await, Entered::Refused);
    home.work(NOW).await;
    assert!(home.mails_to(ADA).iter().any(|mail| mail.text.contains("En reservekode er brukt")));
}

#[tokio::test]
async fn recovery_codes_are_made_anew_and_the_app_is_removed_by_who_shows_a_code() {
    let home = Home::new();
    let engine = &home.engine;
    let (secret, key, old) = with_app(&home, &ada(&home).await, NOW).await;
    let at = NOW.plus_seconds(60);
    let wrong = renew_recovery(engine, at, &secret, Shown::Code("123456"), &stranger()).await;
    assert_eq!(wrong.ok(), Some(Guarded::Refused));
    let renewed = renew_recovery(engine, at, &secret, Shown::Code(&code(&key, at)), &stranger()).await;
    let Ok(Guarded::Done { begun, codes, .. }) = renewed else { panic!("{renewed:?}") };
    assert_eq!(codes.len(), RECOVERY_CODES);
    let half = half(&home, at).await;
    assert_eq!(step(&home, at, &half, Shown::Recovery(&old[0])).await, Entered::Refused, "the old ones are dead");
    let caller = signed_in(engine, at, &begun.secret).await.expect("the store works").expect("she is in");
    assert_eq!(account(engine, NOW, &caller).await.expect("her own").recovery_left, RECOVERY_CODES);
    let removed = remove_app(engine, at, &begun.secret, Shown::Recovery(&codes[0]), &stranger()).await;
    let Ok(Guarded::Done { begun, codes: none, .. }) = removed else { panic!("{removed:?}") };
    assert_eq!((begun.stage, none.len()), (Stage::SetUp, 0), "her role demands that she sets another up");
    let (in_again, ..) = with_app(&home, &begun.secret, at.plus_seconds(60)).await;
    let removed = remove_app(engine, at, &in_again, Shown::Code("000000"), &stranger()).await;
    assert_eq!(removed.ok(), Some(Guarded::Refused));
}

#[tokio::test]
async fn an_app_is_removed_with_its_own_code() {
    let home = Home::new();
    let (secret, key, _) = with_app(&home, &ada(&home).await, NOW).await;
    let at = NOW.plus_seconds(60);
    let removed = remove_app(&home.engine, at, &secret, Shown::Code(&code(&key, at)), &stranger()).await;
    assert!(matches!(removed, Ok(Guarded::Done { .. })), "{removed:?}");
}

#[tokio::test]
async fn a_key_that_was_made_for_another_session_is_not_taken() {
    let home = Home::new();
    let engine = &home.engine;
    let mine = ada(&home).await;
    let again = try_password(&home, NOW, PASSWORD, &stranger()).await;
    let Entered::Begun { begun: other, .. } = again else { panic!("{again:?}") };
    let offer = offer_app(engine, NOW, &other.secret, None).await.expect("the store works").expect("an offer");
    let shown = code(&offer.set_up.key, NOW);
    for token in [offer.token.as_str(), "00.00", ""] {
        let taken = set_up_app(engine, NOW, &mine, (token, &shown), &stranger()).await;
        assert_eq!(taken.ok(), Some(Guarded::Gone), "{token}");
    }
    let same =
        offer_app(engine, NOW, &other.secret, Some(&offer.token)).await.expect("the store works").expect("an offer");
    assert_eq!(same, offer, "a form that is shown again shows the same key");
}

#[tokio::test]
async fn whoever_has_the_server_takes_a_lost_factor_away() {
    let home = Home::new();
    let (secret, ..) = with_app(&home, &ada(&home).await, NOW).await;
    assert_eq!(reset_factor(&home.engine, NOW, ADA).await.ok(), Some(true));
    assert_eq!(session_stage(&home.engine, NOW, &secret).await.ok(), Some(None), "every session has ended");
    assert_eq!(reset_factor(&home.engine, NOW, ADA).await.ok(), Some(false));
    let entered = try_password(&home, NOW, PASSWORD, &stranger()).await;
    assert!(matches!(&entered, Entered::Begun { begun, .. } if begun.stage == Stage::SetUp), "{entered:?}");
    home.work(NOW).await;
    assert!(home.mails_to(ADA).iter().any(|mail| mail.text.contains("har fjernet kodeappen din")));
}
