//! At each rate and one above it, and whom it does not concern.

use super::*;
use std::sync::atomic::{AtomicI64, Ordering};

struct World {
    rates: Rates,
    clock: Arc<AtomicI64>,
}

fn world() -> World {
    let clock = Arc::new(AtomicI64::new(1_795_348_800_000_000));
    let hands = Arc::clone(&clock);
    World { rates: Rates::new(Arc::new(move || Moment(hands.load(Ordering::Relaxed)))), clock }
}

impl World {
    fn passes(&self, address: &str, kind: Kind) -> bool {
        self.rates.pass(address.parse().unwrap(), kind).is_ok()
    }

    fn wait_seconds(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

#[test]
fn as_many_at_once_as_the_limit_says_and_not_one_more() {
    for (kind, at_once, a_minute) in [
        (Kind::SignIn, SIGN_INS_AT_ONCE, SIGN_INS_PER_MINUTE),
        (Kind::Forms, FORMS_AT_ONCE, FORMS_PER_MINUTE),
        (Kind::Programs, PROGRAMS_AT_ONCE, PROGRAMS_PER_MINUTE),
        (Kind::Pages, PAGES_AT_ONCE, PAGES_PER_MINUTE),
    ] {
        let world = world();
        let taken = (0..at_once.get()).filter(|_| world.passes("203.0.113.7", kind)).count();
        assert_eq!(taken, at_once.get() as usize, "{kind:?}");
        assert!(!world.passes("203.0.113.7", kind), "{kind:?}");
        world.wait_seconds(60);
        let again = (0..=a_minute.get()).filter(|_| world.passes("203.0.113.7", kind)).count();
        assert_eq!(again, a_minute.min(at_once).get() as usize, "{kind:?} after a minute");
    }
}

#[test]
fn it_says_how_long_to_wait_and_keeps_its_word() {
    let world = world();
    while world.passes("203.0.113.7", Kind::SignIn) {}
    let wait = world.rates.pass("203.0.113.7".parse().unwrap(), Kind::SignIn).unwrap_err();
    assert!(wait > Duration::ZERO && wait <= Duration::from_mins(1), "{wait:?}");
    world.wait_seconds(i64::try_from(wait.as_secs()).unwrap() + 1);
    assert!(world.passes("203.0.113.7", Kind::SignIn));
}

#[test]
fn a_network_is_one_address_of_the_old_kind_and_64_bits_of_the_new() {
    let world = world();
    while world.passes("2001:db8:1:2::1", Kind::SignIn) {}
    assert!(!world.passes("2001:db8:1:2:ffff::9", Kind::SignIn), "the same subscriber");
    while world.passes("203.0.113.7", Kind::SignIn) {}
    assert!(!world.passes("::ffff:203.0.113.7", Kind::SignIn), "the same address, written otherwise");
    // Two networks may share a box; that all of these share one with the first is as good as impossible.
    assert!((0..8).any(|other| world.passes(&format!("203.0.113.{}", 100 + other), Kind::SignIn)));
    assert!((0..8).any(|other| world.passes(&format!("2001:db8:1:{}::1", 10 + other), Kind::SignIn)));
}

#[test]
fn kinds_are_counted_apart_and_this_machine_not_at_all() {
    let world = world();
    while world.passes("203.0.113.7", Kind::SignIn) {}
    assert!(world.passes("203.0.113.7", Kind::Pages));
    for address in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        assert!((0..10_000).all(|_| world.passes(address, Kind::SignIn)), "{address}");
    }
}

#[test]
fn a_clock_that_is_set_back_shuts_nobody_out() {
    let world = world();
    while world.passes("203.0.113.7", Kind::SignIn) {}
    world.wait_seconds(-86_400);
    assert!(!world.passes("203.0.113.7", Kind::SignIn));
    world.wait_seconds(60);
    assert!(world.passes("203.0.113.7", Kind::SignIn), "a minute is a minute");
}
