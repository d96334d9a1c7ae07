//! At each limit and one above, and who makes room.

use super::*;

fn at(address: &str) -> IpAddr {
    address.parse().unwrap()
}

/// Whether a connection was told to make room.
fn has_ended(end: &mut oneshot::Receiver<()>) -> bool {
    !matches!(end.try_recv(), Err(oneshot::error::TryRecvError::Empty))
}

#[test]
fn one_network_has_so_many_and_not_one_more() {
    let places = Places::new(100, 2);
    let first = places.enter(at("203.0.113.7"), false);
    let _second = places.enter(at("203.0.113.7"), false).unwrap();
    assert!(places.enter(at("203.0.113.7"), false).is_none());
    assert!(places.enter(at("::ffff:203.0.113.7"), false).is_none(), "the same, written otherwise");
    assert!(places.enter(at("203.0.113.8"), false).is_some(), "others are spared");
    assert!(places.enter(at("203.0.113.7"), true).is_some(), "a proxy speaks for many");
    drop(first);
    assert!(places.enter(at("203.0.113.7"), false).is_some(), "a place that is free again is taken");
    let _one = places.enter(at("2001:db8:1:2::1"), false).unwrap();
    let _other = places.enter(at("2001:db8:1:2::2"), false).unwrap();
    assert!(places.enter(at("2001:db8:1:2:3::3"), false).is_none());
    assert!(places.enter(at("2001:db8:1:3::1"), false).is_some());
}

#[test]
fn where_all_places_are_taken_the_crowd_makes_room() {
    let places = Places::new(4, 3);
    let (_one, mut one_end) = places.enter(at("192.0.2.1"), false).unwrap();
    let (first, mut first_end) = places.enter(at("203.0.113.7"), false).unwrap();
    let (_second, mut second_end) = places.enter(at("203.0.113.7"), false).unwrap();
    let (_third, mut third_end) = places.enter(at("203.0.113.7"), false).unwrap();
    let answering = first.visit();
    answering.has_come();
    let _new = places.enter(at("198.51.100.1"), false).expect("room is made");
    assert!(has_ended(&mut second_end), "the one of the crowd that waits longest");
    assert!(![&mut one_end, &mut first_end, &mut third_end].into_iter().any(has_ended), "nobody else");
    drop(answering);
    let _next = places.enter(at("198.51.100.2"), false).expect("room is made");
    assert!(has_ended(&mut third_end), "it waits longer than the one that was just answered");
}

#[test]
fn whoever_is_being_answered_is_not_disturbed() {
    let places = Places::new(2, 2);
    let (one, mut one_end) = places.enter(at("192.0.2.1"), false).unwrap();
    let (other, mut other_end) = places.enter(at("192.0.2.2"), false).unwrap();
    let visits = [one.visit(), other.visit()];
    visits.iter().for_each(Visit::has_come);
    assert!(places.enter(at("198.51.100.1"), false).is_none());
    assert!(!has_ended(&mut one_end) && !has_ended(&mut other_end));
    drop(visits);
    assert!(places.enter(at("198.51.100.1"), false).is_some());
}

#[test]
fn nothing_is_left_of_those_who_went() {
    let places = Places::new(4, 4);
    drop((0..4).map(|_| places.enter(at("192.0.2.1"), false).unwrap()).collect::<Vec<_>>());
    let taken = places.taken();
    assert!(taken.by.is_empty() && taken.of.is_empty());
}
