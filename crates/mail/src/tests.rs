//! What other programs make of our mail: a parser, a mail server and a mail client that are not ours.

mod classify;
mod compose;
mod corpora;
mod crashes;
mod directory;
mod found;
mod html;
mod letters;
mod marks;
mod pace;
mod parse;
mod real;
mod sender;
mod servers;
mod smtp;
mod strip;
mod thread;
mod threads;

use std::time::{Duration, SystemTime};

use crate::{Mailbox, Message};

/// A message that is sound in every field.
fn message() -> Message {
    Message {
        id: "0198-a@fjordlys.example".to_owned(),
        date: SystemTime::UNIX_EPOCH + Duration::from_hours(490_896),
        from: mailbox("Fjordlys Rådgivning AS", "post@fjordlys.example"),
        to: mailbox("Kari Nordmann", "kari@example.no"),
        reply_to: None,
        subject: "Henvendelsen din".to_owned(),
        text: "Hei, Kari!\n".to_owned(),
        in_reply_to: None,
        references: Vec::new(),
        automatic: false,
        language: None,
    }
}

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.to_owned()), address: address.to_owned() }
}

/// Runs one delivery to its end.
fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(future)
}
