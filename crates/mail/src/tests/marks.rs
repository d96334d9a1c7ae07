//! Marks are found where they are ours, and nowhere else.

use crate::{Mark, Marks, Purpose};

fn marks() -> Marks {
    Marks::new(&[7; 32])
}

#[test]
fn a_mark_is_found_wherever_it_stands() {
    let id = 0x0198_c0de_u128 << 96 | 5;
    let message = marks().message_id(id, "example.no");
    let reply = marks().address(Purpose::Reply, id, "kundeservice@example.no").unwrap();
    let bounce = marks().address(Purpose::Bounce, u128::MAX, "b@example.no").unwrap();
    let text = format!("<{message}>, \"Kari\" <{}>;{bounce} {message}", reply.to_uppercase());
    let found = marks().find(&text);
    assert_eq!(
        found,
        [
            Mark { purpose: Purpose::Message, id },
            Mark { purpose: Purpose::Reply, id },
            Mark { purpose: Purpose::Bounce, id: u128::MAX }
        ]
    );
    assert!(crate::is_address(&reply), "{reply}");
}

#[test]
fn what_is_not_ours_is_not_found() {
    let message = marks().message_id(1, "example.no");
    assert_eq!(Marks::new(&[8; 32]).find(&message), []);
    let word = message.split('@').next().unwrap();
    for place in 0..word.len() {
        for letter in ["a", "b", "r", "7", "å"] {
            let other = format!("{}{letter}{}", &word[..place], &word[place + 1..]);
            if other != word {
                assert_eq!(marks().find(&other), [], "{other}");
            }
        }
    }
    assert_eq!(marks().find(&format!("{word}x")), []);
}

#[test]
fn an_address_that_grows_too_long_gets_none() {
    let mailbox = |length: usize| format!("{}@example.no", "k".repeat(length));
    let longest = 64 - 1 - 43;
    assert!(marks().address(Purpose::Reply, 1, &mailbox(longest)).is_some());
    assert!(marks().address(Purpose::Reply, 1, &mailbox(longest + 1)).is_none());
    assert!(marks().address(Purpose::Reply, 1, "ingen adresse").is_none());
}
