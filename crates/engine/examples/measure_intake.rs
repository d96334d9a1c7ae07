//! Prints how many mails a second are taken in, durably and each with its case, for `cargo xtask bench intake`: one at a time, and as many
//! at once as the reader of a mailbox offers.
//!
//! The mails are made up as those of `bench mail` are: of ten, five are short, four have HTML, one has a file of 800 kB. Three of
//! ten answer an earlier one.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

mod made;

use engine::correspondence::{Arrival, FoundIn, Outcome, take_several};
use made::{NOW, engine, mailbox};
use mail::limits::IMAP_OFFERED_MAX_COUNT;
use std::time::Instant;
use tempfile::TempDir;
use testkit::inbox::Letter;
use tokio::runtime::Runtime;

const SENDERS: u32 = 2_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<u32>().ok());
    let mails = arguments.next().unwrap_or(10_000);
    let at_once: Vec<usize> = arguments.filter_map(|number| usize::try_from(number).ok()).collect();
    let at_once = if at_once.is_empty() { vec![1, IMAP_OFFERED_MAX_COUNT] } else { at_once };
    let mut folders = Vec::new();
    for number in at_once {
        let words = if number == 1 { "one at a time".to_owned() } else { format!("{number} at once") };
        // What one has left is cleared when all are done: a file system that clears thousands of files is slow for the next.
        for (what, made) in [("mails", Letter::mixed as fn(Letter) -> Vec<u8>), ("short mails", Letter::short)] {
            let (a_second, folder) = a_second(mails, number, made);
            println!("{what} taken in, {words}\t{a_second:.0}\t/s");
            folders.push(folder);
        }
    }
}

/// How many are taken into a fresh store in a second, that many at once; and the folder in which they are.
fn a_second(mails: u32, at_once: usize, made: fn(Letter) -> Vec<u8>) -> (f64, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    let runtime = Runtime::new().expect("a runtime");
    let mailbox = runtime.block_on(mailbox(&engine));
    let began = Instant::now();
    let mut number = 1;
    while number <= mails {
        let numbers: Vec<u32> = (number..=mails).take(at_once).collect();
        let letter = |number: u32| {
            let answers = (number % 10 > 6 && number > 100).then(|| number - 100);
            made(Letter { number, sender: number % SENDERS, answers })
        };
        let bytes: Vec<Vec<u8>> = numbers.iter().map(|number| letter(*number)).collect();
        let arrivals: Vec<Arrival<'_>> = numbers
            .iter()
            .zip(&bytes)
            .map(|(number, bytes)| Arrival {
                found_in: FoundIn::Shared(mailbox),
                validity: 1,
                number: *number,
                bytes: Some(bytes),
                vouches: None,
            })
            .collect();
        for outcome in runtime.block_on(take_several(&engine, NOW, &arrivals)) {
            assert_eq!(outcome.expect("it is taken in"), Outcome::Stored);
        }
        number += u32::try_from(at_once).expect("it fits");
    }
    (f64::from(mails) / began.elapsed().as_secs_f64(), folder)
}
