//! The brake on guessing.

use super::*;
use crate::limits::{
    FAILURE_DECAY_SECONDS, FAILURE_LONGEST_WAIT_SECONDS, FAILURE_WAIT_SECONDS, FAILURES_COUNTED, FREE_FAILURES,
    KNOWN_DEVICE_SECONDS, SIGN_IN_ATTEMPTS_OF_A_NETWORK,
};
use crate::system::{Shown, second_step};

const WRONG: &str = "feil passord her";

async fn guess(home: &Home, at: Moment, address: &str) -> Entered {
    enter(&home.engine, at, (address, WRONG), &stranger(), &here).await.expect("the store works")
}

#[tokio::test]
async fn guesses_must_wait_longer_each_time_and_are_forgotten() {
    for address in [ADA, "nobody@fjordlys.example"] {
        let home = Home::new();
        ada(&home).await;
        for _ in 0..FREE_FAILURES {
            assert_eq!(guess(&home, NOW, address).await, Entered::Refused);
        }
        let (mut at, mut waits) = (NOW, Vec::new());
        for _ in 0..8 {
            let Entered::Wait(until) = guess(&home, at, address).await else { panic!("it must wait") };
            assert_eq!(
                guess(&home, until.plus_seconds(-1), address).await,
                Entered::Wait(until),
                "one second too soon"
            );
            waits.push((until.milliseconds() - at.milliseconds()) / 1000);
            at = until;
            assert_eq!(guess(&home, at, address).await, Entered::Refused);
        }
        assert_eq!(waits[..6], [30, 60, 120, 240, 480, FAILURE_LONGEST_WAIT_SECONDS], "{address}");
        assert_eq!(waits[0], FAILURE_WAIT_SECONDS);
        assert!(waits.iter().all(|wait| *wait <= FAILURE_LONGEST_WAIT_SECONDS), "{waits:?}");
        let quiet = at.plus_seconds(FAILURES_COUNTED * FAILURE_DECAY_SECONDS);
        for _ in 0..FREE_FAILURES {
            assert_eq!(guess(&home, quiet, address).await, Entered::Refused, "all is forgotten");
        }
        assert!(matches!(guess(&home, quiet, address).await, Entered::Wait(_)));
    }
}

#[tokio::test]
async fn while_the_brake_is_on_the_right_password_tells_nothing() {
    let home = Home::new();
    ada(&home).await;
    for _ in 0..FREE_FAILURES {
        guess(&home, NOW, ADA).await;
    }
    assert!(matches!(try_password(&home, NOW, PASSWORD, &stranger()).await, Entered::Wait(_)));
    let later = NOW.plus_seconds(FAILURE_WAIT_SECONDS);
    assert!(matches!(try_password(&home, later, PASSWORD, &stranger()).await, Entered::Begun { .. }));
}

#[tokio::test]
async fn a_device_that_has_signed_in_is_never_slowed_down_by_others() {
    let home = Home::new();
    ada(&home).await;
    let entered = try_password(&home, NOW, PASSWORD, &stranger()).await;
    let Entered::Begun { known_device: Some(token), .. } = entered else { panic!("{entered:?}") };
    for _ in 0..2 * FREE_FAILURES {
        guess(&home, NOW, ADA).await;
    }
    let desk = Source { known_device: Some(&token), ..stranger() };
    assert!(matches!(try_password(&home, NOW, PASSWORD, &desk).await, Entered::Begun { .. }), "at her own desk");
    assert!(matches!(try_password(&home, NOW, PASSWORD, &stranger()).await, Entered::Wait(_)), "elsewhere");
    let expired = NOW.plus_seconds(KNOWN_DEVICE_SECONDS);
    let others = [format!("{token}0"), token.replace('.', "-"), "..".to_owned(), String::new()];
    for forged in &others {
        let forged = Source { known_device: Some(forged), ..stranger() };
        assert!(matches!(try_password(&home, NOW, PASSWORD, &forged).await, Entered::Wait(_)));
    }
    for _ in 0..FREE_FAILURES {
        assert_eq!(try_password(&home, NOW, WRONG, &desk).await, Entered::Refused, "and may fail a few times itself");
    }
    assert!(matches!(try_password(&home, NOW, PASSWORD, &desk).await, Entered::Wait(_)), "but not for ever");
    for _ in 0..FREE_FAILURES {
        assert_eq!(guess(&home, expired, ADA).await, Entered::Refused);
    }
    assert!(matches!(try_password(&home, expired, PASSWORD, &desk).await, Entered::Wait(_)), "it is a stranger by now");
}

#[tokio::test]
async fn a_device_known_for_one_address_is_a_stranger_for_another() {
    let home = Home::new();
    ada(&home).await;
    let entered = try_password(&home, NOW, PASSWORD, &stranger()).await;
    let Entered::Begun { known_device: Some(token), .. } = entered else { panic!("{entered:?}") };
    let desk = Source { known_device: Some(&token), ..stranger() };
    for _ in 0..FREE_FAILURES {
        let guess = enter(&home.engine, NOW, ("ida@fjordlys.example", WRONG), &desk, &here).await;
        assert_eq!(guess.ok(), Some(Entered::Refused));
    }
    assert!(matches!(guess(&home, NOW, "ida@fjordlys.example").await, Entered::Wait(_)), "they count together");
}

#[tokio::test]
async fn a_network_that_tries_many_addresses_must_wait() {
    let home = Home::new();
    for number in 0..SIGN_IN_ATTEMPTS_OF_A_NETWORK {
        assert_eq!(guess(&home, NOW, &format!("{number}@fjordlys.example")).await, Entered::Refused, "{number}");
    }
    assert!(matches!(guess(&home, NOW, "one.more@fjordlys.example").await, Entered::Wait(_)));
    let elsewhere = Source { network: network([198, 51, 100, 1]), ..stranger() };
    let other = enter(&home.engine, NOW, ("one.more@fjordlys.example", WRONG), &elsewhere, &here).await;
    assert_eq!(other.ok(), Some(Entered::Refused));
}

#[tokio::test]
async fn codes_are_guessed_no_faster_than_passwords() {
    let home = Home::new();
    let (_, key, _) = with_app(&home, &ada(&home).await, NOW).await;
    let at = NOW.plus_seconds(60);
    let entered = try_password(&home, at, PASSWORD, &stranger()).await;
    let Entered::Begun { begun, .. } = entered else { panic!("{entered:?}") };
    for _ in 0..FREE_FAILURES {
        let step = second_step(&home.engine, at, &begun.secret, Shown::Code("000000"), &stranger()).await;
        assert_eq!(step.ok(), Some(Entered::Refused));
    }
    let right = code(&key, at);
    let step = second_step(&home.engine, at, &begun.secret, Shown::Code(&right), &stranger()).await;
    assert!(matches!(step, Ok(Entered::Wait(_))), "{step:?}");
}

#[tokio::test]
async fn many_at_once_gain_nothing() {
    let home = Home::new();
    ada(&home).await;
    let at_once = (0..20).map(|_| guess(&home, NOW, ADA));
    let answers = futures_util::future::join_all(at_once).await;
    let looked_at = answers.iter().filter(|answer| **answer == Entered::Refused).count();
    assert!(looked_at <= usize::try_from(FREE_FAILURES).expect("few"), "{looked_at} guesses were looked at");
}
